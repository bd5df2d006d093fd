//! Relations: those that did not change are copied with their ends renumbered.

use std::io::{self, Seek, Write};
use std::ops::Range;

use super::NONE;
use super::entities::Nodes;
use crate::store::error::StoreError;
use crate::store::layout::{Section, SectionWriter, u32_at};
use crate::store::open::Store;
use crate::store::parts::Relations;
use crate::store::rows::Row;
use crate::store::runs::put_days;
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

pub(super) fn patch<W: Write + Seek>(
    store: &Store,
    base: &Snapshot,
    edges: &[Row<3, 2>],
    nodes: &Nodes,
    out: &mut SectionWriter<W>,
) -> Result<(), StoreError> {
    merge(base, edges, nodes, out).map_err(|error| store.unwritten(error))
}

fn merge<W: Write + Seek>(
    base: &Snapshot,
    edges: &[Row<3, 2>],
    nodes: &Nodes,
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let mut out = Relations::new(nodes.old.len(), out);
    let changes = changes(edges, nodes);
    let mut changed = changes.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).peekable();
    let all = base.section(Section::Ends).as_chunks::<8>().0;
    let ends = |pair: &[u8; 8]| {
        let [a, b] = [0, 1].map(|end| nodes.of_old[u32_at(pair, end) as usize]);
        (a, b)
    };
    let copy = |out: &mut Relations<'_, W>, same: Range<u32>| {
        let (days, starts) = base.day_bytes_of(&same);
        out.copy(days, starts, all[same.start as usize..same.end as usize].iter().map(ends))
    };
    let mut days = Vec::new();
    // The relations from this one on stay as they are and have not been copied yet.
    let mut same = 0;
    for (relation, pair) in (0u32..).zip(all) {
        let here = ends(pair);
        let gone = here.0 == NONE || here.1 == NONE;
        if !gone && changed.peek().is_none_or(|next| (next[0].a, next[0].b) > here) {
            continue;
        }
        copy(&mut out, same..relation)?;
        same = relation + u32::from(gone);
        while let Some(new) = changed.next_if(|next| !gone && (next[0].a, next[0].b) < here) {
            push(&mut out, std::iter::empty(), new, &mut days)?;
        }
        if let Some(change) = changed.next_if(|next| !gone && (next[0].a, next[0].b) == here) {
            push(&mut out, base.relation(relation).numbers(), change, &mut days)?;
            same = relation + 1;
        }
    }
    copy(&mut out, same..all.len() as u32)?;
    for new in changed {
        push(&mut out, std::iter::empty(), new, &mut days)?;
    }
    out.finish()
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

/// Day, count and articles.
type On = (u32, i64, i64);

/// Takes a relation with what is added to its days, which both come in order.
fn push<W: Write + Seek>(
    out: &mut Relations<'_, W>,
    before: impl Iterator<Item = (u32, u64, u64)>,
    changes: &[Change],
    days: &mut Vec<On>,
) -> io::Result<()> {
    let signed = |(day, count, articles): (u32, u64, u64)| (day, count.cast_signed(), articles.cast_signed());
    let mut before = before.map(signed).peekable();
    days.clear();
    for change in changes {
        while let Some(on) = before.next_if(|on| on.0 <= change.day) {
            days.push(on);
        }
        match days.last_mut().filter(|last| last.0 == change.day) {
            Some(last) => (last.1, last.2) = (last.1 + change.count, last.2 + change.articles),
            None => days.push((change.day, change.count, change.articles)),
        }
    }
    days.extend(before);
    days.retain(|on| (on.1, on.2) != (0, 0));
    if days.iter().any(|on| on.1 < 0 || on.2 < 0) {
        return Err(io::Error::other("a relation is taken away that was not there"));
    }
    if days.is_empty() {
        return Ok(());
    }
    let numbers =
        days.iter().map(|&(day, count, articles)| (day, count.unsigned_abs(), articles.unsigned_abs()));
    out.push(changes[0].a, changes[0].b, |bytes| put_days(bytes, numbers))
}
