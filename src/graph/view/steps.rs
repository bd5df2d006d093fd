//! The distances of a view: how long the step across each relation is, computed when it is asked for or once for all.

use std::ops::Range;
use std::sync;

use super::GraphView;
use crate::graph::distance;
use crate::store::Arc;

/// Weights and steps computed once.
#[derive(Debug)]
pub(super) struct Prepared {
    /// By relation.
    pub(super) weights: Vec<f64>,
    /// Where the steps of each node begin.
    pub(super) offsets: Vec<usize>,
    /// The other end of each step that can be walked, by node, then by length, then by the other end.
    pub(super) nodes: Vec<u32>,
    /// The length of each of these, in units.
    pub(super) steps: Vec<u64>,
}

impl Prepared {
    fn new(view: &GraphView<'_>) -> Self {
        let relations = 0..view.snapshot.relation_count() as u32;
        let weights: Vec<f64> = relations.map(|relation| view.weight(relation)).collect();
        let (mut offsets, mut nodes, mut steps) = (vec![0], Vec::new(), Vec::new());
        let mut row: Vec<(u64, u32)> = Vec::new();
        for node in 0..view.len() as u32 {
            let arcs = view.snapshot.arcs(node).filter(|arc| view.admits_relation(arc.relation));
            let step =
                |arc: Arc| Some((distance::step(view.units, weights[arc.relation as usize])?, arc.node));
            row.clear();
            row.extend(arcs.filter_map(step));
            row.sort_unstable();
            nodes.extend(row.iter().map(|&(_, node)| node));
            steps.extend(row.iter().map(|&(step, _)| step));
            offsets.push(nodes.len());
        }
        Self { weights, offsets, nodes, steps }
    }

    /// The steps of a node.
    pub(super) fn range(&self, node: u32) -> Range<usize> {
        self.offsets[node as usize]..self.offsets[node as usize + 1]
    }

    /// Whether every relation can be walked, from both of its ends.
    pub(super) fn is_whole(&self, relations: usize) -> bool {
        self.nodes.len() == 2 * relations
    }
}

impl GraphView<'_> {
    /// The same view with all weights and distances computed, 32 bytes a relation. O(relations · log degree); pays from
    /// the second question for paths by strength on.
    #[must_use]
    pub fn prepared(self) -> Self {
        Self { prepared: Some(sync::Arc::new(Prepared::new(&self))), ..self }
    }

    /// The distance across a relation in units; none where its weight is not above 0.
    pub(in crate::graph) fn step(&self, relation: u32) -> Option<u64> {
        distance::step(self.units, self.weight(relation))
    }

    /// Calls `each` with the other end and the length of each step from a node that is at most `longest`.
    pub(in crate::graph) fn each_step(&self, node: u32, longest: u64, mut each: impl FnMut(u32, u64)) {
        let Some(prepared) = &self.prepared else {
            let steps = self.arcs(node).filter_map(|arc| Some((arc.node, self.step(arc.relation)?)));
            return steps.filter(|&(_, step)| step <= longest).for_each(|(node, step)| each(node, step));
        };
        if !self.admits_node(node) {
            return;
        }
        let range = prepared.range(node);
        let steps = prepared.nodes[range.clone()].iter().zip(&prepared.steps[range]);
        let near = steps.take_while(|(_, step)| **step <= longest);
        near.filter(|(node, _)| self.admits_node(**node)).for_each(|(&node, &step)| each(node, step));
    }
}
