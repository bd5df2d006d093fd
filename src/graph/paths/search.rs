//! One best path under bans: the step that Yen's algorithm repeats.

use super::By;
use super::bans::Bans;
use super::hops::Breadth;
use super::leg::Leg;
use super::limited::Layers;
use super::strength::Strength;
use crate::graph::GraphView;
use crate::graph::distance::LONGEST;

/// What paths are ranked by before their ids: (hops, distance) or (distance, hops).
pub(super) type Rank = (u64, u64);

/// The arrays of the searches, and what holds for a whole question.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) bans: Bans,
    by: By,
    avoid: Vec<u32>,
    breadth: Breadth,
    strength: Option<Strength>,
    layers: Option<Layers>,
    len: usize,
}

impl Search {
    pub(super) fn new(len: usize) -> Self {
        let (by, avoid) = (By::Hops, Vec::new());
        Self {
            bans: Bans::new(len),
            by,
            avoid,
            breadth: Breadth::new(len),
            strength: None,
            layers: None,
            len,
        }
    }

    /// Starts a question.
    pub(super) fn begin(&mut self, by: By, avoid: &[u32]) {
        self.by = by;
        self.avoid = avoid.iter().copied().filter(|&node| (node as usize) < self.len).collect();
    }

    /// Bans what the question avoids and `nodes`; first steps will be those from `start`.
    pub(super) fn ban(&mut self, start: u32, nodes: &[u32]) {
        self.bans.clear(start);
        for &node in self.avoid.iter().chain(nodes) {
            self.bans.ban(node);
        }
    }

    /// The best path of a leg under the bans.
    pub(super) fn best(&mut self, view: &GraphView, leg: Leg) -> Option<Vec<u32>> {
        match self.by {
            By::Hops => self.breadth.best(view, &self.bans, leg),
            By::Strength => self.strongest(view, leg),
        }
    }

    fn strongest(&mut self, view: &GraphView, leg: Leg) -> Option<Vec<u32>> {
        let len = self.len;
        // The path with the fewest hops is found in no time; nothing longer than it needs to be looked at.
        let any = self.breadth.best(view, &self.bans, Leg { max_hops: u32::MAX, ..leg })?;
        let bound = walk(view, &any).unwrap_or(u64::MAX);
        let strength = self.strength.get_or_insert_with(|| Strength::new(len));
        let nodes = strength.best(view, &self.bans, leg, bound)?;
        if nodes.len() as u64 - 1 <= u64::from(leg.max_hops) {
            return Some(nodes);
        }
        // The best of all has too many hops, so hops must be counted on the way.
        self.layers.get_or_insert_with(|| Layers::new(len)).best(view, &self.bans, leg)
    }

    /// Where a path stands in the order.
    pub(super) fn rank(&self, view: &GraphView, nodes: &[u32]) -> Rank {
        let steps = nodes.windows(2).filter_map(|pair| view.between(pair[0], pair[1]));
        let distance =
            steps.map(|relation| view.step(relation).unwrap_or(LONGEST)).fold(0, u64::saturating_add);
        let hops = nodes.len() as u64 - 1;
        match self.by {
            By::Hops => (hops, distance),
            By::Strength => (distance, hops),
        }
    }
}

/// The distance along a path; none if it has a step that by strength cannot be walked.
fn walk(view: &GraphView, nodes: &[u32]) -> Option<u64> {
    let step = |pair: &[u32]| view.step(view.between(pair[0], pair[1])?);
    nodes.windows(2).map(step).try_fold(0u64, |sum, step| Some(sum.saturating_add(step?)))
}
