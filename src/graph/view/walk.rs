//! The arcs of a view as a walk by hops needs them: other ends, and the length of the few steps that are asked for.
//!
//! A graph that is asked much is larger than any cache, and such a walk does little but wait for memory. So what several nodes
//! begin with is read side by side, and where all was computed once, a node's other ends follow each other.

use std::hint::black_box;
use std::ops::Range;

use super::GraphView;
use super::steps::Prepared;
use crate::graph::distance::LONGEST;

/// Nodes whose arcs are fetched together.
const TOGETHER: usize = 16;

/// A step that was walked, for [`GraphView::length`].
#[derive(Clone, Copy, Debug)]
pub(in crate::graph) enum Way {
    /// By its place among all that was computed once.
    Prepared(usize),
    /// By its relation.
    Relation(u32),
}

impl GraphView<'_> {
    /// What was computed once, if every arc is in it and every arc is admitted.
    fn walked(&self) -> Option<&Prepared> {
        let open = self.filter.any_node() && self.filter.any_relation();
        self.prepared.as_deref().filter(|prepared| open && prepared.is_whole(self.snapshot.relation_count()))
    }

    /// Number of arcs before the selection. O(1).
    pub(in crate::graph) fn degree_bound(&self, node: u32) -> usize {
        match self.walked() {
            Some(prepared) => prepared.range(node).len(),
            None => self.snapshot.arcs(node).len(),
        }
    }

    /// Calls `each` with the other end of each admitted arc of a node, and with the step across it.
    #[inline]
    pub(in crate::graph) fn each_arc(&self, node: u32, mut each: impl FnMut(u32, Way)) {
        let Some(prepared) = self.walked() else {
            return self.arcs(node).for_each(|arc| each(arc.node, Way::Relation(arc.relation)));
        };
        let range = prepared.range(node);
        range.clone().zip(&prepared.nodes[range]).for_each(|(at, &node)| each(node, Way::Prepared(at)));
    }

    /// The step between two nodes, if the view admits their relation. O(log degree).
    pub(in crate::graph) fn way(&self, a: u32, b: u32) -> Option<Way> {
        self.between(a, b).map(Way::Relation)
    }

    /// How long a step is: what cannot be walked by strength is as long as can be.
    pub(in crate::graph) fn length(&self, way: Way) -> u64 {
        match (way, &self.prepared) {
            (Way::Prepared(at), Some(prepared)) => prepared.steps[at],
            (Way::Relation(relation), _) => self.step(relation).unwrap_or(LONGEST),
            (Way::Prepared(_), None) => LONGEST,
        }
    }

    /// Nodes whose arcs are about to be walked, one after another.
    pub(in crate::graph) fn nearing<'n>(&self, nodes: &'n [u32]) -> impl Iterator<Item = u32> + use<'_, 'n> {
        nodes.chunks(TOGETHER).flat_map(|some| {
            self.fetch(some);
            some.iter().copied()
        })
    }

    /// Reads where the steps of some nodes begin, and nothing waits for it.
    pub(in crate::graph) fn fetch_steps(&self, nodes: impl Iterator<Item = u32>) {
        if let Some(prepared) = &self.prepared {
            prepared.fetch_steps(nodes);
        }
    }

    /// Reads where the arcs of some nodes begin, and nothing waits for it.
    fn fetch(&self, nodes: &[u32]) {
        match self.walked() {
            Some(prepared) => prepared.fetch(nodes),
            None => self.snapshot.fetch(nodes.iter().copied()),
        }
    }
}

impl Prepared {
    fn fetch_steps(&self, nodes: impl Iterator<Item = u32>) {
        let Some(last) = self.nodes.len().checked_sub(1) else { return };
        let read = nodes.fold(0, |read, node| {
            let at = self.offsets[node as usize].min(last);
            read ^ self.nodes[at] ^ self.steps[at] as u32
        });
        black_box(read);
    }

    fn fetch(&self, nodes: &[u32]) {
        let Some(last) = self.nodes.len().checked_sub(1) else { return };
        let read = nodes.iter().fold(0, |read, &node| {
            let Range { start, end } = self.range(node);
            read ^ self.nodes[start.min(last)] ^ self.nodes[end.min(last)]
        });
        black_box(read);
    }
}
