//! Counts of entities by day: those that did not change are copied, in runs between those that did.

use std::io::{self, Seek, Write};
use std::ops::Range;

use super::days::{On, put_changed};
use super::entities::Nodes;
use crate::store::layout::SectionWriter;
use crate::store::parts::Counts;
use crate::store::rows::Row;
use crate::store::segments::CORPUS;
use crate::store::snapshot::Snapshot;

/// Writes the counts of all nodes, then those of everything.
pub(super) fn put<W: Write + Seek>(
    base: &Snapshot,
    nodes: &Nodes,
    rows: &[Row<2, 3>],
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let mut part = Counts::new(out);
    let mut next = 0;
    let mut packed = Vec::new();
    let mut days = Vec::new();
    for same in changes(rows, nodes).chunk_by(|x, y| x.0 == y.0) {
        let node = same[0].0;
        copy(base, nodes, next..node, &mut part)?;
        let before = old(base, nodes, node).map(|old| base.count_numbers(old));
        packed.clear();
        put_changed(&mut packed, before.into_iter().flatten(), same.iter().map(|&(_, on)| on), &mut days)?;
        part.push(&packed)?;
        next = node + 1;
    }
    copy(base, nodes, next..nodes.everything() + 1, &mut part)?;
    part.finish()
}

/// What is added, in the order of the nodes, everything last. Entities that are gone need no rows.
fn changes(rows: &[Row<2, 3>], nodes: &Nodes) -> Vec<(u32, On<3>)> {
    let node = |number: u64| {
        if number == u64::from(CORPUS) { Some(nodes.everything()) } else { nodes.of(number) }
    };
    let change = |row: &Row<2, 3>| Some((node(row.key[0])?, (row.key[1] as u32, row.values)));
    let mut changes: Vec<_> = rows.iter().filter_map(change).collect();
    changes.sort_unstable();
    changes
}

/// Where the older graph has the counts of a node of the new one.
fn old(base: &Snapshot, nodes: &Nodes, node: u32) -> Option<u32> {
    if node == nodes.everything() {
        return Some(base.entity_count() as u32);
    }
    nodes.is_old(node).then(|| nodes.old[node as usize])
}

/// Takes the counts of nodes as the older graph has them.
fn copy<W: Write + Seek>(
    base: &Snapshot,
    nodes: &Nodes,
    wanted: Range<u32>,
    part: &mut Counts<'_, W>,
) -> io::Result<()> {
    let mut run = 0..0;
    for node in wanted {
        match old(base, nodes, node) {
            Some(old) if old == run.end => run.end += 1,
            Some(old) => {
                part.copy(base.count_bytes_of(&std::mem::replace(&mut run, old..old + 1)))?;
            }
            None => {
                part.copy(base.count_bytes_of(&std::mem::take(&mut run)))?;
                part.push(&[])?;
            }
        }
    }
    part.copy(base.count_bytes_of(&run))
}
