//! Relations: those that did not change are copied with their ends renumbered, in runs between those that did.

use std::io::{self, Seek, Write};
use std::ops::Range;

use super::NONE;
use super::arcs::put_arcs;
use super::days::{On, put_changed};
use super::entities::Nodes;
use crate::store::layout::SectionWriter;
use crate::store::parts::{Flow, short};
use crate::store::rows::Row;
use crate::store::sections::{Section, u32_at};
use crate::store::snapshot::Snapshot;

/// What is added to a relation on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    a: u32,
    b: u32,
    day: u32,
    count: i64,
    articles: i64,
}

/// Relations of the new graph that follow each other.
#[derive(Clone, Debug)]
enum Stretch {
    /// As the older graph has them.
    Old(Range<u32>),
    /// One with its higher end and its days, which stand in [`Course::days`].
    New { b: u32, days: Range<usize> },
}

/// All relations of the new graph, in order.
pub(super) struct Course<'p> {
    base: &'p Snapshot,
    nodes: &'p Nodes,
    stretches: Vec<Stretch>,
    days: Vec<u8>,
    /// Relations so far.
    count: u32,
    /// The new number of each relation of the older graph.
    of_old: Vec<u32>,
    /// Ends and number of relations that the older graph does not have.
    added: Vec<(u32, u32, u32)>,
    /// Relations of the older graph whose entities are gone, last first.
    gone: Vec<u32>,
}

/// The changes in the order of the new graph. Rows of entities that are gone need not be: their relations are left out.
fn changes(edges: &[Row<3, 2>], nodes: &Nodes) -> Vec<Change> {
    let change = |row: &Row<3, 2>| {
        let (a, b) = (nodes.of(row.key[0])?, nodes.of(row.key[1])?);
        let [count, articles] = row.values;
        Some(Change { a: a.min(b), b: a.max(b), day: row.key[2] as u32, count, articles })
    };
    let mut changes: Vec<Change> = edges.iter().filter_map(change).collect();
    changes.sort_unstable();
    changes
}

impl<'p> Course<'p> {
    pub(super) fn of(base: &'p Snapshot, nodes: &'p Nodes, edges: &[Row<3, 2>]) -> io::Result<Self> {
        let changes = changes(edges, nodes);
        let relations = base.relation_count();
        let mut course = Self {
            base,
            nodes,
            stretches: Vec::new(),
            days: Vec::new(),
            count: 0,
            of_old: Vec::with_capacity(relations),
            added: Vec::new(),
            gone: gone(base, nodes),
        };
        let next_old = next_old(nodes);
        let mut scratch = Vec::new();
        for change in changes.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
            let (a, b) = (change[0].a, change[0].b);
            let place = (next_old[a as usize], if nodes.is_old(a) { next_old[b as usize] } else { 0 });
            let (at, is_there) = first_from(base, place);
            course.stay(at);
            let old = (is_there && nodes.is_old(a) && nodes.is_old(b)).then_some(at);
            course.change(old, change, &mut scratch)?;
        }
        course.stay(relations as u32);
        Ok(course)
    }

    /// Writes the relations and what follows from them.
    pub(super) fn put<W: Write + Seek>(&self, out: &mut SectionWriter<W>) -> io::Result<()> {
        self.put_days(out)?;
        put_arcs(self.base, self.nodes, &self.of_old, &self.added, out)?;
        self.put_ends(out)
    }

    /// Takes the relations of the older graph up to this one as they are, but for those that are gone.
    fn stay(&mut self, until: u32) {
        while let Some(gone) = self.gone.pop_if(|gone| *gone < until) {
            self.run(gone);
            self.of_old.push(NONE);
        }
        self.run(until);
    }

    fn run(&mut self, until: u32) {
        let run = self.of_old.len() as u32..until;
        if !run.is_empty() {
            let count = self.count + run.len() as u32;
            self.of_old.extend(self.count..count);
            self.count = count;
            self.stretches.push(Stretch::Old(run));
        }
    }

    /// Takes the next relation, which may stand in the older graph, with what is added to its days. Both come in order.
    fn change(&mut self, old: Option<u32>, changes: &[Change], days: &mut Vec<On<2>>) -> io::Result<()> {
        let before = old.map(|old| self.base.relation(old).numbers()).into_iter().flatten();
        let added = changes.iter().map(|change| (change.day, [change.count, change.articles]));
        let begin = self.days.len();
        let is_left = put_changed(&mut self.days, before, added, days)?;
        let (a, b, number) = (changes[0].a, changes[0].b, self.count);
        if old.is_some() {
            self.of_old.push(if is_left { number } else { NONE });
        } else if is_left {
            self.added.push((a, b, number));
        }
        if is_left {
            self.stretches.push(Stretch::New { b, days: begin..self.days.len() });
            self.count += 1;
        }
        Ok(())
    }

    fn put_days<W: Write + Seek>(&self, out: &mut SectionWriter<W>) -> io::Result<()> {
        let mut days = Flow::new(out.open(Section::Days));
        for stretch in &self.stretches {
            days.copy(match stretch {
                Stretch::Old(run) => self.base.day_bytes_of(run).0,
                Stretch::New { days, .. } => &self.days[days.clone()],
            })?;
        }
        let mut starts = Flow::new(days.finish()?.open(Section::DaysAt));
        starts.copy(&[0; 4])?;
        let mut end = 0;
        for stretch in &self.stretches {
            match stretch {
                Stretch::Old(run) => {
                    let (bytes, of_run) = self.base.day_bytes_of(run);
                    let begin = short(end)?;
                    end += bytes.len() as u64;
                    short(end)?;
                    let moved = begin.wrapping_sub(u32_at(of_run, 0));
                    starts.change(&of_run.as_chunks::<4>().0[1..], |start| {
                        u32::from_le_bytes(*start).wrapping_add(moved).to_le_bytes()
                    })?;
                }
                Stretch::New { days, .. } => {
                    end += days.len() as u64;
                    starts.copy(&short(end)?.to_le_bytes())?;
                }
            }
        }
        starts.finish().map(drop)
    }

    fn put_ends<W: Write + Seek>(&self, out: &mut SectionWriter<W>) -> io::Result<()> {
        let all = self.base.section(Section::Ends).as_chunks::<4>().0;
        let of_old = &self.nodes.of_old;
        let now = |old: &[u8; 4]| of_old[u32::from_le_bytes(*old) as usize].to_le_bytes();
        let mut ends = Flow::new(out.open(Section::Ends));
        for stretch in &self.stretches {
            match stretch {
                Stretch::Old(run) => ends.change(&all[run.start as usize..run.end as usize], now)?,
                Stretch::New { b, .. } => ends.copy(&b.to_le_bytes())?,
            }
        }
        ends.finish().map(drop)
    }
}

/// The first relation whose ends are not below these, and whether it has these.
fn first_from(base: &Snapshot, (a, b): (u32, u32)) -> (u32, bool) {
    if a as usize >= base.entity_count() {
        return (base.relation_count() as u32, false);
    }
    let (first, higher) = base.arcs_up(a);
    match higher.binary_search_by_key(&b, |end| u32::from_le_bytes(*end)) {
        Ok(at) => (first + at as u32, true),
        Err(at) => (first + at as u32, false),
    }
}

/// Relations of the older graph with an end that is gone, last first.
fn gone(base: &Snapshot, nodes: &Nodes) -> Vec<u32> {
    let of_old = (0u32..).zip(&nodes.of_old).filter(|(_, now)| **now == NONE);
    let mut gone: Vec<u32> = of_old.flat_map(|(old, _)| base.arcs(old)).map(|arc| arc.relation).collect();
    gone.sort_unstable_by(|x, y| y.cmp(x));
    gone.dedup();
    gone
}

/// By node of the new graph: that node in the older one, or the next that is there.
fn next_old(nodes: &Nodes) -> Vec<u32> {
    let mut next = nodes.of_old.len() as u32;
    let mut found = nodes.old.clone();
    for old in found.iter_mut().rev() {
        next = if *old == NONE { next } else { *old };
        *old = next;
    }
    found
}
