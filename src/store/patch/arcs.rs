//! Arcs: those of the older graph with both their numbers led to the new ones, and those of new relations between them.

use std::io::{self, Seek, Write};

use super::NONE;
use super::entities::Nodes;
use crate::store::layout::SectionWriter;
use crate::store::parts::{Flow, offsets, pair};
use crate::store::sections::{Section, u32_at};
use crate::store::snapshot::Snapshot;

/// A relation that the older graph does not have: ends, number.
type New = (u32, u32, u32);

/// Writes where the arcs of each node begin, and those to lower nodes. `of_old` has the new number of each older relation,
/// `added` the relations that the older graph does not have, in order.
pub(super) fn put_arcs<W: Write + Seek>(
    base: &Snapshot,
    nodes: &Nodes,
    of_old: &[u32],
    added: &[New],
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let mut new: Vec<New> = added.iter().map(|&(a, b, number)| (b, a, number)).collect();
    new.sort_unstable();
    let is_whole = !of_old.contains(&NONE);
    out.put(Section::Offsets, &offsets(degrees(base, nodes, of_old, is_whole, [&new, added]).into_iter()))?;
    let mut new = new.into_iter().peekable();
    let mut arcs = Flow::new(out.open(Section::Arcs));
    for (node, &old) in (0u32..).zip(&nodes.old) {
        let before = if old == NONE { &[] } else { base.arcs_down(old) };
        let now =
            |arc: &[u8; 8]| pair(nodes.of_old[u32_at(arc, 0) as usize], of_old[u32_at(arc, 1) as usize]);
        if is_whole && new.peek().is_none_or(|next| next.0 != node) {
            arcs.change(before, now)?;
            continue;
        }
        let stays = |arc: &&[u8; 8]| of_old[u32_at(*arc, 1) as usize] != NONE;
        for arc in before.iter().filter(stays).map(now) {
            while let Some((_, to, relation)) = new.next_if(|next| (next.0, next.1) < (node, u32_at(&arc, 0)))
            {
                arcs.copy(&pair(to, relation))?;
            }
            arcs.copy(&arc)?;
        }
        while let Some((_, to, relation)) = new.next_if(|next| next.0 == node) {
            arcs.copy(&pair(to, relation))?;
        }
    }
    arcs.finish().map(drop)
}

/// The number of arcs of each node to lower and to higher ones. `new` has the new relations by higher and by lower node.
fn degrees(
    base: &Snapshot,
    nodes: &Nodes,
    of_old: &[u32],
    is_whole: bool,
    new: [&[New]; 2],
) -> Vec<[u32; 2]> {
    let stays = |relation: usize| u32::from(of_old[relation] != NONE);
    let of_node = |&old: &u32| {
        if old == NONE {
            return [0, 0];
        }
        let (lower, (first, higher)) = (base.arcs_down(old), base.arcs_up(old));
        if is_whole {
            return [lower.len() as u32, higher.len() as u32];
        }
        let relations = first as usize..first as usize + higher.len();
        [lower.iter().map(|arc| stays(u32_at(arc, 1) as usize)).sum(), relations.map(stays).sum()]
    };
    let mut degrees: Vec<[u32; 2]> = nodes.old.iter().map(of_node).collect();
    for (column, new) in new.into_iter().enumerate() {
        for (node, _, _) in new {
            degrees[*node as usize][column] += 1;
        }
    }
    degrees
}
