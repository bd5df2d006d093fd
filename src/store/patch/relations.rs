//! Relations: those that did not change are copied with their ends renumbered.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use super::NONE;
use super::entities::Nodes;
use crate::store::error::StoreError;
use crate::store::layout::SectionWriter;
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
    for relation in 0..base.relation_count() as u32 {
        let ends = base.ends(relation);
        let (a, b) = (nodes.of_old[ends.0 as usize], nodes.of_old[ends.1 as usize]);
        if a == NONE || b == NONE {
            continue;
        }
        while let Some(new) = changed.next_if(|next| (next[0].a, next[0].b) < (a, b)) {
            push(&mut out, Days::new(), new)?;
        }
        match changed.next_if(|next| (next[0].a, next[0].b) == (a, b)) {
            Some(change) => push(&mut out, days(base, relation), change)?,
            None => out.push(a, b, |bytes| bytes.extend_from_slice(base.day_bytes(relation)))?,
        }
    }
    for new in changed {
        push(&mut out, Days::new(), new)?;
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

/// Count and articles by day.
type Days = BTreeMap<u32, (i64, i64)>;

fn days(base: &Snapshot, relation: u32) -> Days {
    let signed =
        |(day, count, articles): (u32, u64, u64)| (day, (count.cast_signed(), articles.cast_signed()));
    base.relation(relation).numbers().map(signed).collect()
}

fn push<W: Write + Seek>(out: &mut Relations<'_, W>, mut days: Days, changes: &[Change]) -> io::Result<()> {
    for change in changes {
        let on = days.entry(change.day).or_default();
        *on = (on.0 + change.count, on.1 + change.articles);
    }
    days.retain(|_, on| *on != (0, 0));
    if days.values().any(|on| on.0 < 0 || on.1 < 0) {
        return Err(io::Error::other("a relation is taken away that was not there"));
    }
    if days.is_empty() {
        return Ok(());
    }
    let numbers = days.iter().map(|(&day, on)| (day, on.0.unsigned_abs(), on.1.unsigned_abs()));
    out.push(changes[0].a, changes[0].b, |bytes| put_days(bytes, numbers))
}
