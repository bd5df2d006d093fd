//! The path with the smallest sum of distances: Dijkstra's algorithm (1959) from both ends (Pohl 1971), keeping parents.
//!
//! A label is (distance, hops, parent). Equal labels are told apart by the ids from the start of the path on: on the
//! side of the end the parent is the next node, so the smaller parent wins; on the side of the start the two ways back
//! are compared. The search stops when no unseen path can be as short as the best one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bans::Bans;
use super::leg::Leg;
use crate::graph::GraphView;
use crate::graph::stamped::Stamped;

/// Nodes of a side whose steps are fetched before they are settled, and how many are settled between two times.
const AHEAD: usize = 15;
const EVERY: u32 = 8;

/// Distance and hops from the end of the side.
type Reach = (u64, u32);

#[derive(Clone, Copy, Debug, Default)]
struct Label {
    reach: Reach,
    /// The node before, towards the end of the side; an end is its own parent.
    parent: u32,
}

/// One of the two searches.
#[derive(Debug)]
struct Side {
    labels: Stamped<Label>,
    heap: BinaryHeap<Reverse<(Reach, u32)>>,
}

impl Side {
    fn new(len: usize) -> Self {
        Self { labels: Stamped::new(len), heap: BinaryHeap::new() }
    }

    fn begin(&mut self, end: u32) {
        self.labels.clear();
        self.heap.clear();
        self.labels.set(end, Label { reach: (0, 0), parent: end });
        self.heap.push(Reverse(((0, 0), end)));
    }

    /// The smallest reach not yet settled.
    fn top(&mut self) -> Option<Reach> {
        while let Some(&Reverse((reach, node))) = self.heap.peek() {
            if self.labels.get(node).is_some_and(|label| label.reach == reach) {
                return Some(reach);
            }
            self.heap.pop();
        }
        None
    }

    /// From `node` back to the end of the side.
    fn chain(&self, node: u32) -> Vec<u32> {
        let mut nodes = vec![node];
        let mut at = node;
        while let Some(label) = self.labels.get(at).filter(|label| label.parent != at) {
            at = label.parent;
            nodes.push(at);
        }
        nodes
    }
}

/// The arrays of the search.
#[derive(Debug)]
pub(super) struct Strength {
    sides: [Side; 2],
    /// A distance that some path is known to have.
    bound: u64,
    /// Length of the best path so far, and the steps over which paths of that length go.
    best: Option<Reach>,
    meetings: Vec<(u32, u32)>,
    /// The steps of a node while it is settled: other ends and lengths.
    steps: Vec<(u32, u64)>,
    /// Nodes that were settled, of all questions.
    settled: u32,
}

impl Strength {
    pub(super) fn new(len: usize) -> Self {
        let (bound, best, meetings, steps) = (u64::MAX, None, Vec::new(), Vec::new());
        Self { sides: [Side::new(len), Side::new(len)], bound, best, meetings, steps, settled: 0 }
    }

    /// The best path by (distance, hops, ids), whatever its hops. `bound` is a distance that some path has.
    pub(super) fn best(&mut self, view: &GraphView, bans: &Bans, leg: Leg, bound: u64) -> Option<Vec<u32>> {
        self.bound = bound;
        self.best = None;
        self.meetings.clear();
        self.sides[0].begin(leg.from);
        self.sides[1].begin(leg.to);
        while let (Some(front), Some(back)) = (self.sides[0].top(), self.sides[1].top()) {
            if self.best.is_some_and(|best| sum(front, back) >= best) || sum(front, back).0 > self.bound {
                break;
            }
            let side = usize::from(self.sides[0].heap.len() > self.sides[1].heap.len());
            self.settle(view, bans, side);
        }
        self.first()
    }

    /// Walks the steps of the nearest unsettled node of a side. A step from which the other side is still too far leads
    /// nowhere: what lies nearer to the other end has been settled there and has labelled this node.
    fn settle(&mut self, view: &GraphView, bans: &Bans, side: usize) {
        let Some(Reverse((reach, node))) = self.sides[side].heap.pop() else { return };
        self.fetch_ahead(view);
        let gone = self.sides[1 - side].top().unwrap_or_default().0.saturating_add(reach.0);
        let mut steps = std::mem::take(&mut self.steps);
        view.each_step(node, self.bound.saturating_sub(gone), |next, step| steps.push((next, step)));
        // The labels lie far apart: all are read before one is needed.
        self.sides.iter().for_each(|side| side.labels.fetch(steps.iter().map(|&(next, _)| next)));
        for (next, step) in steps.drain(..) {
            if gone.saturating_add(step) > self.bound || bans.forbid(node, next) {
                continue;
            }
            let further = sum(reach, (step, 1));
            if self.improve(side, node, next, further)
                && let Some(other) = self.sides[1 - side].labels.get(next)
            {
                let over = if side == 0 { (node, next) } else { (next, node) };
                self.meet(sum(further, other.reach), over);
            }
        }
        self.steps = steps;
    }

    /// Fetches the steps of the nodes that come next, most often: the first of the heaps. Of many at a time, so that they come
    /// from memory side by side.
    fn fetch_ahead(&mut self, view: &GraphView) {
        self.settled = self.settled.wrapping_add(1);
        if self.settled.is_multiple_of(EVERY) {
            for side in &self.sides {
                view.fetch_steps(side.heap.as_slice().iter().take(AHEAD).map(|Reverse((_, node))| *node));
            }
        }
    }

    /// Labels `node` as reached from `parent`; says whether that is as good as the best way known.
    fn improve(&mut self, side: usize, parent: u32, node: u32, reach: Reach) -> bool {
        let known = self.sides[side].labels.get(node);
        match known {
            Some(label) if label.reach < reach => return false,
            Some(label) if label.reach == reach => {
                if self.comes_first(side, parent, label.parent) {
                    self.sides[side].labels.set(node, Label { reach, parent });
                }
            }
            _ => {
                self.sides[side].labels.set(node, Label { reach, parent });
                self.sides[side].heap.push(Reverse((reach, node)));
            }
        }
        true
    }

    /// Whether a path over `parent` comes before one over `other` by its ids, both being equally long.
    fn comes_first(&self, side: usize, parent: u32, other: u32) -> bool {
        if side == 1 || parent == other {
            return parent < other;
        }
        let [one, two] = [parent, other].map(|node| self.sides[0].chain(node));
        one.iter().rev().lt(two.iter().rev())
    }

    fn meet(&mut self, length: Reach, over: (u32, u32)) {
        if self.best.is_none_or(|best| length < best) {
            self.best = Some(length);
            self.bound = self.bound.min(length.0);
            self.meetings.clear();
        }
        if self.best == Some(length) {
            self.meetings.push(over);
        }
    }

    /// The first by ids of the best paths.
    fn first(&self) -> Option<Vec<u32>> {
        let path = |&(before, after): &(u32, u32)| {
            let mut nodes = self.sides[0].chain(before);
            nodes.reverse();
            nodes.extend(self.sides[1].chain(after));
            nodes
        };
        self.meetings.iter().map(path).min()
    }
}

fn sum(one: Reach, two: Reach) -> Reach {
    (one.0.saturating_add(two.0), one.1 + two.1)
}
