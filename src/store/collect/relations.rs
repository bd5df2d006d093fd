//! Relations with their counts by day.

use std::io::{Seek, Write};

use super::entities::Nodes;
use crate::store::error::StoreError;
use crate::store::layout::SectionWriter;
use crate::store::open::Store;
use crate::store::parts::Relations;
use crate::store::runs::{LastDay, join_days};
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
        let pushed = shelf.take(|a, b, things| part.push(a, b, |out| join_days::<2>(out, things)));
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
            last.put(&mut packed, day as u32, row.values.map(i64::unsigned_abs));
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
