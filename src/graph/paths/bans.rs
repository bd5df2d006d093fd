//! What one search must not use: nodes, and first steps.

use crate::graph::marked::Marked;

/// Nodes not to be entered, and for the start of a search the nodes not to be entered from there.
#[derive(Debug)]
pub(super) struct Bans {
    nodes: Marked,
    start: u32,
    first: Marked,
}

impl Bans {
    pub(super) fn new(len: usize) -> Self {
        Self { nodes: Marked::new(len), start: 0, first: Marked::new(len) }
    }

    /// Bans nothing; first steps will be those from `start`.
    pub(super) fn clear(&mut self, start: u32) {
        self.nodes.clear();
        self.first.clear();
        self.start = start;
    }

    pub(super) fn ban(&mut self, node: u32) {
        self.nodes.mark(node);
    }

    pub(super) fn ban_first(&mut self, node: u32) {
        self.first.mark(node);
    }

    /// Whether the step between `a` and `b`, walked either way, enters a banned node or is a banned first step.
    pub(super) fn forbid(&self, a: u32, b: u32) -> bool {
        if self.nodes.is_empty() && self.first.is_empty() {
            return false;
        }
        self.nodes.has(b)
            || self.nodes.has(a)
            || (a == self.start && self.first.has(b))
            || (b == self.start && self.first.has(a))
    }
}
