//! An array with one slot a node that is emptied in O(1): searches on large graphs touch few nodes, and clearing or
//! hashing would cost more than the search.

use std::hint::black_box;

/// Slots that count as empty unless written since the last [`Stamped::clear`].
#[derive(Clone, Debug)]
pub(super) struct Stamped<T> {
    now: u32,
    slots: Vec<(u32, T)>,
}

impl<T: Copy + Default> Stamped<T> {
    /// `len` empty slots.
    pub(super) fn new(len: usize) -> Self
    where
        (u32, T): Clone,
    {
        Self { now: 1, slots: vec![(0, T::default()); len] }
    }

    /// Empties all slots.
    pub(super) fn clear(&mut self) {
        if self.now == u32::MAX {
            self.slots.fill((0, T::default()));
            self.now = 0;
        }
        self.now += 1;
    }

    /// Reads the slots of some nodes, and nothing waits for it.
    pub(super) fn fetch(&self, nodes: impl Iterator<Item = u32>) {
        black_box(nodes.fold(0, |read, node| read ^ self.slots[node as usize].0));
    }

    pub(super) fn get(&self, node: u32) -> Option<T> {
        let (stamp, value) = self.slots[node as usize];
        (stamp == self.now).then_some(value)
    }

    pub(super) fn set(&mut self, node: u32, value: T) {
        self.slots[node as usize] = (self.now, value);
    }
}
