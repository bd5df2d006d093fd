//! A set of nodes that is emptied in O(members). A bit a node stays in the processor's cache where a number a node does not.

use super::visit::Visited;

/// Nodes marked since the last [`Marked::clear`].
#[derive(Clone, Debug)]
pub(super) struct Marked {
    bits: Visited,
    members: Vec<u32>,
}

impl Marked {
    /// No node of `len`.
    pub(super) fn new(len: usize) -> Self {
        Self { bits: Visited::with_capacity(len), members: Vec::new() }
    }

    /// Unmarks all nodes.
    pub(super) fn clear(&mut self) {
        for node in self.members.drain(..) {
            self.bits.remove(node as usize);
        }
    }

    /// Marks a node and says whether it was not.
    pub(super) fn mark(&mut self, node: u32) -> bool {
        let new = !self.bits.put(node as usize);
        if new {
            self.members.push(node);
        }
        new
    }

    pub(super) fn has(&self, node: u32) -> bool {
        self.bits.contains(node as usize)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}
