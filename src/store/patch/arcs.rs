//! Arcs: those of the older graph with both their numbers led to the new ones, and those of new relations between them.

use std::io::{self, Seek, Write};

use super::NONE;
use super::entities::Nodes;
use crate::store::layout::{Section, SectionWriter, u32_at};
use crate::store::parts::{Flow, pair, u64s};
use crate::store::snapshot::Snapshot;

/// A new arc: from, to, relation.
type New = (u32, u32, u32);

/// Writes where the arcs of each node begin, and the arcs. `of_old` has the new number of each older relation, `added` the
/// relations that the older graph does not have.
pub(super) fn put_arcs<W: Write + Seek>(
    base: &Snapshot,
    nodes: &Nodes,
    of_old: &[u32],
    added: &[New],
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let mut new: Vec<New> =
        added.iter().flat_map(|&(a, b, number)| [(a, b, number), (b, a, number)]).collect();
    new.sort_unstable();
    let is_whole = !of_old.contains(&NONE);
    out.put(
        Section::Offsets,
        &u64s(&offsets(nodes, &new, |old| {
            let arcs = base.arcs(old);
            if is_whole {
                arcs.len()
            } else {
                arcs.filter(|arc| of_old[arc.relation as usize] != NONE).count()
            }
        })),
    )?;
    let mut new = new.into_iter().peekable();
    let mut arcs = Flow::new(out.open(Section::Arcs));
    for (node, &old) in (0u32..).zip(&nodes.old) {
        let before = if old == NONE { &[] } else { base.arc_bytes(old).as_chunks::<8>().0 };
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
    arcs.end().map(drop)
}

/// Where the arcs of each node begin, and their number.
fn offsets(nodes: &Nodes, new: &[New], kept: impl Fn(u32) -> usize) -> Vec<u64> {
    let mut sum = 0;
    let mut offsets = Vec::with_capacity(nodes.old.len() + 1);
    offsets.push(0);
    let mut new = new.iter().peekable();
    for (node, &old) in (0u32..).zip(&nodes.old) {
        sum += if old == NONE { 0 } else { kept(old) as u64 };
        while new.next_if(|next| next.0 == node).is_some() {
            sum += 1;
        }
        offsets.push(sum);
    }
    offsets
}
