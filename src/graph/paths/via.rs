//! Paths that pass given entities: the best paths of each leg, combined best first.
//!
//! A simple path over its anchors falls into one simple path a leg in exactly one way, so trying the combinations in
//! order and keeping the simple ones gives all paths in order. Whether there is a simple one at all is a hard question
//! (two disjoint paths), so the number of combinations tried is bounded.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::leg::Leg;
use super::search::{Rank, Search};
use super::yen::{Best, Ranked};
use crate::graph::GraphView;

/// The most combinations tried without finding a path.
const MAX_TRIED: usize = 10_000;

/// A combination: its place in the order, which order of anchors, which path of each leg, and the leg from which on it
/// may still be changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
    rank: Rank,
    nodes: Vec<u32>,
    order: usize,
    paths: Vec<usize>,
    open: usize,
}

/// One leg with its paths so far.
#[derive(Debug)]
struct LegPaths {
    best: Best,
    known: Vec<Ranked>,
}

/// Paths over anchors, in their order.
#[derive(Debug)]
pub(super) struct Through {
    /// For each order of the anchors its legs.
    orders: Vec<Vec<LegPaths>>,
    choices: BinaryHeap<Reverse<Choice>>,
    max_hops: u32,
    begun: bool,
    gave_up: bool,
}

impl Through {
    pub(super) fn new(anchors: &[u32], ordered: bool, max_hops: u32) -> Self {
        let inner = &anchors[1..anchors.len() - 1];
        let orders = if ordered { vec![inner.to_vec()] } else { permutations(inner) };
        let legs = |inner: &Vec<u32>| {
            let stops = [&anchors[..1], inner, &anchors[anchors.len() - 1..]].concat();
            legs(&stops, max_hops)
        };
        let orders = orders.iter().map(legs).collect();
        Self { orders, choices: BinaryHeap::new(), max_hops, begun: false, gave_up: false }
    }

    /// Whether the search ended at its bound.
    pub(super) fn gave_up(&self) -> bool {
        self.gave_up
    }

    pub(super) fn next(&mut self, view: &GraphView, search: &mut Search) -> Option<Ranked> {
        if !self.begun {
            self.begun = true;
            for order in 0..self.orders.len() {
                let paths = vec![0; self.orders[order].len()];
                self.push(view, search, (order, paths, 0));
            }
        }
        for _ in 0..MAX_TRIED {
            let Reverse(choice) = self.choices.pop()?;
            for leg in choice.open..choice.paths.len() {
                let mut paths = choice.paths.clone();
                paths[leg] += 1;
                self.push(view, search, (choice.order, paths, leg));
            }
            if choice.nodes.len() as u64 - 1 <= u64::from(self.max_hops) && simple(&choice.nodes) {
                return Some(Ranked::new(choice.rank, choice.nodes));
            }
        }
        self.gave_up = true;
        None
    }

    fn push(
        &mut self,
        view: &GraphView,
        search: &mut Search,
        (order, paths, open): (usize, Vec<usize>, usize),
    ) {
        let mut nodes = Vec::new();
        for (leg, &path) in self.orders[order].iter_mut().zip(&paths) {
            while leg.known.len() <= path {
                let Some(next) = leg.best.next(view, search) else { return };
                leg.known.push(next);
            }
            nodes.pop();
            nodes.extend_from_slice(&leg.known[path].nodes);
        }
        let rank = search.rank(view, &nodes);
        self.choices.push(Reverse(Choice { rank, nodes, order, paths, open }));
    }
}

/// The legs between stops; each may use the hops that the others do not need, and passes no other stop.
fn legs(stops: &[u32], max_hops: u32) -> Vec<LegPaths> {
    let max_hops = max_hops.saturating_sub(stops.len() as u32 - 2);
    let leg = |(from, to): (u32, u32)| {
        let closed = stops.iter().copied().filter(|&stop| stop != from && stop != to).collect();
        LegPaths { best: Best::closed_to(Leg { from, to, max_hops }, closed), known: Vec::new() }
    };
    stops.windows(2).map(|pair| (pair[0], pair[1])).map(leg).collect()
}

fn simple(nodes: &[u32]) -> bool {
    let mut seen = HashSet::with_capacity(nodes.len());
    nodes.iter().all(|node| seen.insert(node))
}

fn permutations(items: &[u32]) -> Vec<Vec<u32>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (place, &item) in items.iter().enumerate() {
        let rest: Vec<u32> =
            items.iter().enumerate().filter(|&(at, _)| at != place).map(|(_, &item)| item).collect();
        all.extend(permutations(&rest).into_iter().map(|rest| [&[item], rest.as_slice()].concat()));
    }
    all
}
