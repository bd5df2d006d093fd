//! The path with the fewest hops: breadth first from both ends, level by level, then the strongest of the shortest.
//!
//! The search itself reads no weights. Where the two sides touch, the nodes of all shortest paths are collected back to
//! both ends, and only among these the smallest sum of distances is found, ties by id.

use super::bans::Bans;
use super::leg::Leg;
use crate::graph::marked::Marked;
use crate::graph::stamped::Stamped;
use crate::graph::{GraphView, view::Way};

/// A step from one node of a level to one of the next, towards the end of the path.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: u32,
    to: u32,
    way: Way,
}

/// The arrays of the search.
#[derive(Debug)]
pub(super) struct Breadth {
    /// What each side has reached.
    seen: [Marked; 2],
    opposite: Marked,
    best: Stamped<(u64, u32)>,
}

/// The levels of one side: its end, then the nodes one hop away, and so on.
type Levels = Vec<Vec<u32>>;

impl Breadth {
    pub(super) fn new(len: usize) -> Self {
        let seen = [Marked::new(len), Marked::new(len)];
        Self { seen, opposite: Marked::new(len), best: Stamped::new(len) }
    }

    /// The best path by (hops, distance, ids).
    pub(super) fn best(&mut self, view: &GraphView, bans: &Bans, leg: Leg) -> Option<Vec<u32>> {
        let mut sides: [Levels; 2] = [vec![vec![leg.from]], vec![vec![leg.to]]];
        for (seen, end) in self.seen.iter_mut().zip([leg.from, leg.to]) {
            seen.clear();
            seen.mark(end);
        }
        loop {
            let hops = sides[0].len() + sides[1].len() - 1;
            if hops as u64 > u64::from(leg.max_hops) {
                return None;
            }
            let [front, back] = [0, 1].map(|side| sides[side].last().expect("a side has its end"));
            let touching = self.touching(view, bans, front, back);
            if !touching.is_empty() {
                let steps = self.shortest(view, bans, &sides, touching);
                return Some(self.strongest(view, &steps, leg));
            }
            let side = usize::from(cheaper(view, (back, usize::MAX), (front, usize::MAX)));
            let level = self.expand(view, bans, side, &sides[side][sides[side].len() - 1]);
            if level.is_empty() {
                return None;
            }
            sides[side].push(level);
        }
    }

    /// The unseen neighbours of a level. The sides do not touch, so a seen node is one of the same side.
    fn expand(&mut self, view: &GraphView, bans: &Bans, side: usize, level: &[u32]) -> Vec<u32> {
        let mut next = Vec::new();
        let seen = &mut self.seen[side];
        for node in view.nearing(level) {
            view.each_arc(node, |other, _| {
                if !bans.forbid(node, other) && seen.mark(other) {
                    next.push(other);
                }
            });
        }
        next
    }

    /// The steps from the last level of one side to the last level of the other. What the other side has seen before is not
    /// beside this level, or the sides would have touched earlier.
    fn touching(&self, view: &GraphView, bans: &Bans, front: &[u32], back: &[u32]) -> Vec<Step> {
        let backwards = cheaper(view, (back, front.len()), (front, back.len()));
        steps(view, bans, [front, back], backwards, &self.seen[usize::from(!backwards)])
    }

    /// All steps from a node of `lower` to a node of `upper`.
    fn between(&mut self, view: &GraphView, bans: &Bans, lower: &[u32], upper: &[u32]) -> Vec<Step> {
        let backwards = cheaper(view, (upper, lower.len()), (lower, upper.len()));
        self.opposite.clear();
        for &node in if backwards { lower } else { upper } {
            self.opposite.mark(node);
        }
        steps(view, bans, [lower, upper], backwards, &self.opposite)
    }

    /// The steps of all shortest paths, those nearest to the end first.
    fn shortest(
        &mut self,
        view: &GraphView,
        bans: &Bans,
        sides: &[Levels; 2],
        touching: Vec<Step>,
    ) -> Vec<Step> {
        let mut reached = ends(&touching, |step| step.to);
        let mut after = Vec::new();
        for level in sides[1].iter().rev().skip(1) {
            let steps = self.between(view, bans, &reached, level);
            reached = ends(&steps, |step| step.to);
            after.push(steps);
        }
        let mut reached = ends(&touching, |step| step.from);
        let mut before = vec![touching];
        for level in sides[0].iter().rev().skip(1) {
            let steps = self.between(view, bans, level, &reached);
            reached = ends(&steps, |step| step.from);
            before.push(steps);
        }
        after.into_iter().rev().chain(before).flatten().collect()
    }

    /// The path with the smallest sum among `steps`, which come nearest to the end first.
    fn strongest(&mut self, view: &GraphView, steps: &[Step], leg: Leg) -> Vec<u32> {
        self.best.clear();
        self.best.set(leg.to, (0, leg.to));
        // They lie far apart: all are asked for before one is needed.
        let lengths: Vec<u64> = steps.iter().map(|step| view.length(step.way)).collect();
        for (step, length) in steps.iter().zip(lengths) {
            let Some((rest, _)) = self.best.get(step.to) else { continue };
            let length = length.saturating_add(rest);
            if self.best.get(step.from).is_none_or(|known| (length, step.to) < known) {
                self.best.set(step.from, (length, step.to));
            }
        }
        let mut nodes = vec![leg.from];
        let mut at = leg.from;
        while at != leg.to {
            at = self.best.get(at).map_or(leg.to, |(_, next)| next);
            nodes.push(at);
        }
        nodes
    }
}

/// All steps from a node of `lower` to a node of `upper`, found from the upper ones if `backwards`; the others are `marked`. A
/// node with many more arcs than there are nodes opposite is asked for each of these instead.
fn steps(
    view: &GraphView,
    bans: &Bans,
    [lower, upper]: [&[u32]; 2],
    backwards: bool,
    marked: &Marked,
) -> Vec<Step> {
    let (few, other) = if backwards { (upper, lower) } else { (lower, upper) };
    let (mut steps, mut beside) = (Vec::new(), Vec::new());
    for from in view.nearing(few) {
        if view.degree_bound(from) <= asking(other.len()) {
            view.each_arc(from, |to, way| {
                if marked.has(to) {
                    beside.push((to, way));
                }
            });
        } else {
            beside.extend(other.iter().filter_map(|&to| Some((to, view.way(from, to)?))));
        }
        for (to, way) in beside.drain(..).filter(|&(to, _)| !bans.forbid(from, to)) {
            let (from, to) = if backwards { (to, from) } else { (from, to) };
            steps.push(Step { from, to, way });
        }
    }
    steps
}

/// Up to how many arcs are walked rather than asked for `others` nodes one by one: a search among many arcs waits for
/// memory at each step, a walk hardly ever does.
fn asking(others: usize) -> usize {
    others.saturating_mul(256)
}

/// Whether finding what is beside `one` costs less than what is beside `two`; each with the number of nodes to be found. Reads
/// no more degrees than it takes to tell, for they lie far apart.
fn cheaper(view: &GraphView, one: (&[u32], usize), two: (&[u32], usize)) -> bool {
    if one.0.len() <= two.0.len() {
        let cost = cost(view, one, usize::MAX);
        return self::cost(view, two, cost) > cost;
    }
    let cost = cost(view, two, usize::MAX);
    self::cost(view, one, cost) < cost
}

/// Arcs to walk, or as much as asking for `others` nodes takes; added up until it is more than `enough`.
fn cost(view: &GraphView, (nodes, others): (&[u32], usize), enough: usize) -> usize {
    let mut sum = 0;
    for node in view.nearing(nodes) {
        sum += view.degree_bound(node).min(asking(others));
        if sum > enough {
            break;
        }
    }
    sum
}

fn ends(steps: &[Step], end: impl Fn(&Step) -> u32) -> Vec<u32> {
    let mut nodes: Vec<u32> = steps.iter().map(end).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
