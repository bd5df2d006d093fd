//! What one search must not use: nodes, and first steps.

use crate::graph::stamped::Stamped;

/// Nodes not to be entered, and for the start of a search the nodes not to be entered from there.
#[derive(Debug)]
pub(super) struct Bans {
    nodes: Stamped<()>,
    start: u32,
    first: Stamped<()>,
}

impl Bans {
    pub(super) fn new(len: usize) -> Self {
        Self { nodes: Stamped::new(len), start: 0, first: Stamped::new(len) }
    }

    /// Bans nothing; first steps will be those from `start`.
    pub(super) fn clear(&mut self, start: u32) {
        self.nodes.clear();
        self.first.clear();
        self.start = start;
    }

    pub(super) fn ban(&mut self, node: u32) {
        self.nodes.set(node, ());
    }

    pub(super) fn ban_first(&mut self, node: u32) {
        self.first.set(node, ());
    }

    /// Whether the step between `a` and `b`, walked either way, enters a banned node or is a banned first step.
    pub(super) fn forbid(&self, a: u32, b: u32) -> bool {
        self.nodes.has(b)
            || self.nodes.has(a)
            || (a == self.start && self.first.has(b))
            || (b == self.start && self.first.has(a))
    }
}
