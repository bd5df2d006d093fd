//! Relations: those that did not change are copied with their ends renumbered.

use std::collections::BTreeMap;

use super::NONE;
use super::entities::Nodes;
use crate::store::error::Damage;
use crate::store::parts::{Relations, put_days};
use crate::store::rows::Row;
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

const TOO_MANY: Damage = Damage("there are more relations by day than a snapshot can hold");

pub(super) fn patch(base: &Snapshot, edges: &[Row<3, 2>], nodes: &Nodes) -> Result<Relations, Damage> {
    let mut out = Relations::new(nodes.old.len());
    let changes = changes(edges, nodes);
    let mut changed = changes.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).peekable();
    for relation in 0..base.relation_count() as u32 {
        let ends = base.ends(relation);
        let (a, b) = (nodes.of_old[ends.0 as usize], nodes.of_old[ends.1 as usize]);
        if a == NONE || b == NONE {
            continue;
        }
        while let Some(new) = changed.next_if(|next| (next[0].a, next[0].b) < (a, b)) {
            push(&mut out, BTreeMap::new(), new)?;
        }
        match changed.next_if(|next| (next[0].a, next[0].b) == (a, b)) {
            Some(change) => push(&mut out, days(base, relation), change)?,
            None => copy(&mut out, a, b, base.day_bytes(relation))?,
        }
    }
    for new in changed {
        push(&mut out, Days::new(), new)?;
    }
    Ok(out)
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

fn push(out: &mut Relations, mut days: Days, changes: &[Change]) -> Result<(), Damage> {
    for change in changes {
        let on = days.entry(change.day).or_default();
        *on = (on.0 + change.count, on.1 + change.articles);
    }
    days.retain(|_, on| *on != (0, 0));
    if days.values().any(|on| on.0 < 0 || on.1 < 0) {
        return Err(Damage("a relation is taken away that was not there"));
    }
    if days.is_empty() {
        return Ok(());
    }
    let numbers = days.iter().map(|(&day, on)| (day, on.0.unsigned_abs(), on.1.unsigned_abs()));
    out.push(changes[0].a, changes[0].b, |bytes| put_days(bytes, numbers)).map_err(|_| TOO_MANY)
}

fn copy(out: &mut Relations, a: u32, b: u32, days: &[u8]) -> Result<(), Damage> {
    out.push(a, b, |bytes| bytes.extend_from_slice(days)).map_err(|_| TOO_MANY)
}
