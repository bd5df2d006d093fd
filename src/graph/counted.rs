//! What is counted of entities in the period of a view. What is counted of relations stands in `view.rs`.

use super::selection::Selection;
use super::view::GraphView;
use crate::store::{EntityCounts, Period, Snapshot};

impl<'s> GraphView<'s> {
    /// Everything in a period, weighed by count.
    #[must_use]
    pub fn of_period(snapshot: &'s Snapshot, period: Period) -> Self {
        let Period { since, until } = period;
        Self::of(snapshot, &Selection { since, until, ..Selection::default() })
    }

    /// What is counted of a node in the period. O(1) for all time; else the first question takes O(days of all nodes).
    #[must_use]
    pub fn counts_of(&self, node: u32) -> EntityCounts {
        if self.filter.dated() { self.counted()[node as usize] } else { self.snapshot().entity(node).into() }
    }

    /// The mentions of a node in the period, without reading the rest of it.
    #[must_use]
    pub fn mentions_of(&self, node: u32) -> u64 {
        if self.filter.dated() {
            return self.counted()[node as usize].mentions;
        }
        self.snapshot().mentions_of(node)
    }

    /// The articles of the period that hold a node, without reading the rest of it.
    #[must_use]
    pub fn articles_of(&self, node: u32) -> u64 {
        if self.filter.dated() {
            return self.counted()[node as usize].articles;
        }
        self.snapshot().articles_of(node)
    }

    /// Whether an article of the period holds the node.
    pub(super) fn is_mentioned(&self, node: u32) -> bool {
        !self.filter.dated() || self.articles_of(node) > 0
    }

    /// What is counted of each node in the period, then of everything.
    pub(super) fn counted(&self) -> &[EntityCounts] {
        self.counted.get_or_init(|| {
            let period = &self.filter.period;
            let nodes = (0..self.len() as u32).map(|node| self.snapshot().counts_in(node, period));
            nodes.chain([self.snapshot().all_counts_in(period)]).collect()
        })
    }
}
