//! Relations with their counts by day.

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use super::entities::Nodes;
use crate::store::codec::Bytes;
use crate::store::error::StoreError;
use crate::store::layout::SectionWriter;
use crate::store::open::Store;
use crate::store::parts::Relations;
use crate::store::runs::{LastDay, days_of, put_days};
use crate::store::segments::EDGES;
use crate::store::shelf::Shelf;

/// Writes all relations, sorted by their ends.
pub(super) fn gather<W: Write + Seek>(
    store: &Store,
    nodes: &Nodes,
    mut shelf: Shelf,
    out: &mut SectionWriter<W>,
) -> Result<(), StoreError> {
    let mut part = Relations::new(nodes.len(), out);
    loop {
        bring(store, nodes, &mut shelf)?;
        let pushed = shelf.take(|a, b, things| part.push(a, b, |out| join(out, things)));
        pushed.map_err(|error| store.unwritten(error))?;
        if !shelf.next_round() {
            // What follows takes as much memory as the shelf did.
            drop(shelf);
            return part.finish().map_err(|error| store.unwritten(error));
        }
    }
}

/// Puts the relations that are wanted on the shelf. The days of two numbers stand together in the table.
fn bring(store: &Store, nodes: &Nodes, shelf: &mut Shelf) -> Result<(), StoreError> {
    let mut packed = Vec::new();
    let mut last = LastDay::default();
    let mut numbers = (0, 0);
    let mut ends = None;
    for row in store.rows(EDGES)? {
        let row = row?;
        let [x, y, day] = row.key;
        if (x, y) != numbers {
            lay_down(shelf, ends, &mut packed);
            (numbers, last) = ((x, y), LastDay::default());
            let (Some(a), Some(b)) = (nodes.of(x), nodes.of(y)) else {
                return Err(store.damaged("a relation has no ends"));
            };
            ends = Some((a.min(b), a.max(b))).filter(|ends| shelf.wants(ends.0));
        }
        if ends.is_some() {
            let [count, articles] = row.values.map(i64::unsigned_abs);
            last.put(&mut packed, day as u32, count, articles);
        }
    }
    lay_down(shelf, ends, &mut packed);
    Ok(())
}

fn lay_down(shelf: &mut Shelf, ends: Option<(u32, u32)>, packed: &mut Vec<u8>) {
    if let Some((a, b)) = ends {
        shelf.put(a, b, packed);
    }
    packed.clear();
}

/// The days of a relation. Where several numbers stand for an id, their counts belong together.
fn join(out: &mut Vec<u8>, things: &[&[u8]]) {
    if let [one] = things {
        return out.extend_from_slice(one);
    }
    let mut days: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for (day, count, articles) in things.iter().flat_map(|thing| days_of(Bytes::new(thing))) {
        let on = days.entry(day).or_default();
        *on = (on.0 + count, on.1 + articles);
    }
    put_days(out, days.into_iter().map(|(day, (count, articles))| (day, count, articles)));
}
