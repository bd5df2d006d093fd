//! The path with the fewest hops: breadth first from both ends, level by level, then the strongest of the shortest.
//!
//! The search itself reads no weights. Where the two sides touch, the nodes of all shortest paths are collected back to
//! both ends, and only among these the smallest sum of distances is found, ties by id.

use super::bans::Bans;
use super::search::Leg;
use crate::graph::GraphView;
use crate::graph::distance::LONGEST;
use crate::graph::stamped::Stamped;

/// A step from one node of a level to one of the next, towards the end of the path.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: u32,
    to: u32,
    relation: u32,
}

/// The arrays of the search.
#[derive(Debug)]
pub(super) struct Breadth {
    seen: Stamped<()>,
    mark: Stamped<()>,
    best: Stamped<(u64, u32)>,
}

/// The levels of one side: its end, then the nodes one hop away, and so on.
type Levels = Vec<Vec<u32>>;

impl Breadth {
    pub(super) fn new(len: usize) -> Self {
        Self { seen: Stamped::new(len), mark: Stamped::new(len), best: Stamped::new(len) }
    }

    /// The best path by (hops, distance, ids).
    pub(super) fn best(&mut self, view: &GraphView, bans: &Bans, leg: Leg) -> Option<Vec<u32>> {
        self.seen.clear();
        let mut sides: [Levels; 2] = [vec![vec![leg.from]], vec![vec![leg.to]]];
        self.seen.set(leg.from, ());
        self.seen.set(leg.to, ());
        loop {
            let hops = sides[0].len() + sides[1].len() - 1;
            if hops as u64 > u64::from(leg.max_hops) {
                return None;
            }
            let [front, back] = [0, 1].map(|side| sides[side].last().expect("a side has its end"));
            let touching = self.between(view, bans, front, back);
            if !touching.is_empty() {
                let steps = self.shortest(view, bans, &sides, touching);
                return Some(self.strongest(view, &steps, leg));
            }
            let side = usize::from(arcs_of(view, front) > arcs_of(view, back));
            let level = self.expand(view, bans, &sides[side][sides[side].len() - 1]);
            if level.is_empty() {
                return None;
            }
            sides[side].push(level);
        }
    }

    /// The unseen neighbours of a level. The sides do not touch, so a seen node is one of the same side.
    fn expand(&mut self, view: &GraphView, bans: &Bans, level: &[u32]) -> Vec<u32> {
        let mut next = Vec::new();
        for &node in level {
            for arc in view.arcs(node) {
                if !self.seen.has(arc.node) && !bans.forbid(node, arc.node) {
                    self.seen.set(arc.node, ());
                    next.push(arc.node);
                }
            }
        }
        next
    }

    /// All steps from a node of `lower` to a node of `upper`. Walks the arcs of the cheaper side; a node with many more
    /// arcs than there are nodes opposite is asked for each of these instead.
    fn between(&mut self, view: &GraphView, bans: &Bans, lower: &[u32], upper: &[u32]) -> Vec<Step> {
        let backwards = cost(view, upper, lower.len()) < cost(view, lower, upper.len());
        let (few, other) = if backwards { (upper, lower) } else { (lower, upper) };
        self.mark.clear();
        for &node in other {
            self.mark.set(node, ());
        }
        let mut steps = Vec::new();
        for &from in few {
            let mut push = |to, relation| {
                if !bans.forbid(from, to) {
                    let (from, to) = if backwards { (to, from) } else { (from, to) };
                    steps.push(Step { from, to, relation });
                }
            };
            if view.degree_bound(from) <= asking(other.len()) {
                view.arcs(from)
                    .filter(|arc| self.mark.has(arc.node))
                    .for_each(|arc| push(arc.node, arc.relation));
            } else {
                let related = other.iter().filter_map(|&to| Some((to, view.between(from, to)?)));
                related.for_each(|(to, relation)| push(to, relation));
            }
        }
        steps
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
        for step in steps {
            let Some((rest, _)) = self.best.get(step.to) else { continue };
            let length = view.step(step.relation).unwrap_or(LONGEST).saturating_add(rest);
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

/// Up to how many arcs are walked rather than asked for `others` nodes one by one.
fn asking(others: usize) -> usize {
    others.saturating_mul(16)
}

fn cost(view: &GraphView, nodes: &[u32], others: usize) -> usize {
    nodes.iter().map(|&node| view.degree_bound(node).min(asking(others))).sum::<usize>() + others
}

fn arcs_of(view: &GraphView, nodes: &[u32]) -> usize {
    nodes.iter().map(|&node| view.degree_bound(node)).sum()
}

fn ends(steps: &[Step], end: impl Fn(&Step) -> u32) -> Vec<u32> {
    let mut nodes: Vec<u32> = steps.iter().map(end).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
