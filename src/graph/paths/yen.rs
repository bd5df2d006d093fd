//! The next best simple path, again and again: Yen (1971), with Lawler's (1972) rule that a path deviates only where or
//! after its parent did, so that no candidate is found twice.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::leg::Leg;
use super::search::{Rank, Search};
use crate::graph::GraphView;

/// A path with its place in the order: rank, then ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub(super) rank: Rank,
    pub(super) nodes: Vec<u32>,
    /// Where it left the path that it was derived from.
    deviation: usize,
}

impl Ranked {
    pub(super) fn new(rank: Rank, nodes: Vec<u32>) -> Self {
        Self { rank, nodes, deviation: 0 }
    }
}

/// The paths of a leg in their order.
#[derive(Debug)]
pub(super) struct Best {
    leg: Leg,
    /// Nodes of this question that the leg must not pass.
    closed: Vec<u32>,
    found: Vec<Ranked>,
    candidates: BinaryHeap<Reverse<Ranked>>,
    begun: bool,
}

impl Best {
    pub(super) fn new(leg: Leg) -> Self {
        Self { leg, closed: Vec::new(), found: Vec::new(), candidates: BinaryHeap::new(), begun: false }
    }

    /// The same, never passing `closed`.
    pub(super) fn closed_to(leg: Leg, closed: Vec<u32>) -> Self {
        Self { closed, ..Self::new(leg) }
    }

    pub(super) fn next(&mut self, view: &GraphView, search: &mut Search) -> Option<Ranked> {
        if let Some(last) = self.found.last().cloned() {
            for spur in last.deviation..last.nodes.len() - 1 {
                self.deviate(view, search, &last.nodes, spur);
            }
        } else if !self.begun {
            self.deviate(view, search, &[self.leg.from], 0);
        }
        self.begun = true;
        let Reverse(best) = self.candidates.pop()?;
        self.found.push(best.clone());
        Some(best)
    }

    /// The best path that shares `nodes[..=spur]` and then takes a step that no found path takes there.
    fn deviate(&mut self, view: &GraphView, search: &mut Search, nodes: &[u32], spur: usize) {
        let (root, start) = (&nodes[..spur], nodes[spur]);
        search.ban(start, &self.closed);
        for &node in root {
            search.bans.ban(node);
        }
        for found in self.found.iter().filter(|found| found.nodes.starts_with(&nodes[..=spur])) {
            search.bans.ban_first(found.nodes[spur + 1]);
        }
        let Some(max_hops) = self.leg.max_hops.checked_sub(spur as u32).filter(|&hops| hops > 0) else {
            return;
        };
        if let Some(rest) = search.best(view, Leg { from: start, to: self.leg.to, max_hops }) {
            let nodes = [root, &rest].concat();
            let rank = search.rank(view, &nodes);
            self.candidates.push(Reverse(Ranked { rank, nodes, deviation: spur }));
        }
    }
}
