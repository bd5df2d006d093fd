//! One level of the algorithm: moving nodes between classes, refining these, merging what was refined.

use std::collections::VecDeque;

use crate::graph::network::Network;
use crate::graph::random::Random;

/// The most moves of one level, a node: rounding could make a node go to and fro.
const MOST_MOVES: usize = 200;
/// The smallest gain that counts, as a share of all weight.
const GAIN: f64 = 1e-14;

/// A network whose nodes stand for groups.
pub(super) struct Level {
    network: Network,
    /// Strength of each node, the weight inside it counted twice.
    strength: Vec<f64>,
    /// Sum of the strengths: twice all weight.
    all: f64,
}

impl Level {
    pub(super) fn base(network: &Network) -> Self {
        let strength: Vec<f64> = (0..network.len() as u32).map(|node| network.strength(node)).collect();
        Self { network: network.clone(), all: strength.iter().sum(), strength }
    }

    pub(super) fn len(&self) -> usize {
        self.network.len()
    }

    /// What joining a group of strength `group` gives a node of strength `strength` that is tied to it by `ties`.
    fn gain(&self, ties: f64, strength: f64, group: f64) -> f64 {
        ties - strength * group / self.all
    }

    fn totals(&self, of: &[u32]) -> Vec<f64> {
        let mut totals = vec![0.0; self.len()];
        for (node, &class) in of.iter().enumerate() {
            totals[class as usize] += self.strength[node];
        }
        totals
    }

    fn shuffled(&self, random: &mut Random) -> Vec<u32> {
        let mut nodes: Vec<u32> = (0..self.len() as u32).collect();
        random.choose(&mut nodes, self.len());
        nodes
    }

    /// Moves nodes to the best class beside them, or to one of their own, until none gains.
    pub(super) fn move_nodes(&self, of: &mut [u32], random: &mut Random) {
        let mut classes = Classes::new(self, of);
        let mut ties = Ties::new(self.len());
        let mut queue = Queue::new(self.shuffled(random));
        for _ in 0..self.len().saturating_mul(MOST_MOVES) {
            let Some(node) = queue.take() else { break };
            let strength = self.strength[node as usize];
            let home = classes.leave(node, strength);
            ties.gather(self.network.arcs(node), classes.of);
            let class = self.best(node, home, &ties, &mut classes);
            classes.enter(node, class, strength);
            if class != home {
                classes.free_if_empty(home);
                for &next in self.network.neighbours(node) {
                    if classes.of[next as usize] != class {
                        queue.add(next);
                    }
                }
            }
        }
    }

    /// The class that suits a node best which has left its home: one beside it, or one of its own where it loses in all.
    fn best(&self, node: u32, home: u32, ties: &Ties, classes: &mut Classes<'_>) -> u32 {
        let strength = self.strength[node as usize];
        let gain = |class: u32| self.gain(ties.to(class), strength, classes.totals[class as usize]);
        let mut best = (gain(home) + GAIN * self.all, home);
        for &class in &ties.met {
            if gain(class) > best.0 {
                best = (gain(class), class);
            }
        }
        let (most, class) = best;
        if most < 0.0 && classes.counts[home as usize] > 0 {
            return classes.free.pop().unwrap_or(home);
        }
        class
    }

    /// Builds each class anew from single nodes: a node that is alone joins the best group of its class, where both it
    /// and the group are tied to the rest of the class by at least what chance gives.
    pub(super) fn refine(&self, of: &[u32], random: &mut Random) -> Vec<u32> {
        let whole = self.totals(of);
        let mut group: Vec<u32> = (0..self.len() as u32).collect();
        let mut total = self.strength.clone();
        let mut alone = vec![true; self.len()];
        let inside = |node: u32| {
            self.network.arcs(node).filter(move |(next, _)| of[*next as usize] == of[node as usize])
        };
        let mut cut: Vec<f64> =
            (0..self.len() as u32).map(|node| inside(node).map(|(_, weight)| weight).sum()).collect();
        let mut ties = Ties::new(self.len());
        for node in self.shuffled(random) {
            let (at, class) = (node as usize, whole[of[node as usize] as usize]);
            let tied = |cut: f64, total: f64| self.gain(cut, total, class - total) >= 0.0;
            if !alone[at] || !tied(cut[at], self.strength[at]) {
                continue;
            }
            ties.gather(inside(node), &group);
            let mut best = (GAIN * self.all, node);
            for &other in ties.met.iter().filter(|&&other| tied(cut[other as usize], total[other as usize])) {
                let gain = self.gain(ties.to(other), self.strength[at], total[other as usize]);
                if gain > best.0 {
                    best = (gain, other);
                }
            }
            let (_, joined) = best;
            if joined != node {
                cut[joined as usize] += cut[at] - 2.0 * ties.to(joined);
                total[joined as usize] += self.strength[at];
                group[at] = joined;
                alone[joined as usize] = false;
            }
        }
        group
    }

    /// The level whose nodes are the `count` groups.
    pub(super) fn merged(&self, group: &[u32], count: usize) -> Self {
        let mut strength = vec![0.0; count];
        for (node, &group) in group.iter().enumerate() {
            strength[group as usize] += self.strength[node];
        }
        Self { network: self.network.merged(group, count), strength, all: self.all }
    }
}

/// The class of each node, and what moving keeps of each class.
struct Classes<'c> {
    of: &'c mut [u32],
    /// Its strength.
    totals: Vec<f64>,
    /// Its nodes.
    counts: Vec<usize>,
    /// Those without a node.
    free: Vec<u32>,
}

impl<'c> Classes<'c> {
    fn new(level: &Level, of: &'c mut [u32]) -> Self {
        let totals = level.totals(of);
        let mut counts = vec![0; level.len()];
        for &class in of.iter() {
            counts[class as usize] += 1;
        }
        let free = (0..level.len() as u32).filter(|&class| counts[class as usize] == 0).collect();
        Self { of, totals, counts, free }
    }

    /// Takes a node out of its class: which that was.
    fn leave(&mut self, node: u32, strength: f64) -> u32 {
        let home = self.of[node as usize];
        self.totals[home as usize] -= strength;
        self.counts[home as usize] -= 1;
        home
    }

    fn enter(&mut self, node: u32, class: u32, strength: f64) {
        self.of[node as usize] = class;
        self.totals[class as usize] += strength;
        self.counts[class as usize] += 1;
    }

    fn free_if_empty(&mut self, class: u32) {
        self.free.extend((self.counts[class as usize] == 0).then_some(class));
    }
}

/// Nodes that wait to be looked at, each once.
struct Queue {
    nodes: VecDeque<u32>,
    waits: Vec<bool>,
}

impl Queue {
    fn new(all: Vec<u32>) -> Self {
        Self { waits: vec![true; all.len()], nodes: all.into() }
    }

    fn take(&mut self) -> Option<u32> {
        let node = self.nodes.pop_front()?;
        self.waits[node as usize] = false;
        Some(node)
    }

    fn add(&mut self, node: u32) {
        if !self.waits[node as usize] {
            self.waits[node as usize] = true;
            self.nodes.push_back(node);
        }
    }
}

/// How strongly a node is tied to each class beside it.
struct Ties {
    weight: Vec<f64>,
    /// Classes with a tie, in the order of the node's arcs.
    met: Vec<u32>,
}

impl Ties {
    fn new(len: usize) -> Self {
        Self { weight: vec![0.0; len], met: Vec::new() }
    }

    fn gather(&mut self, arcs: impl Iterator<Item = (u32, f64)>, of: &[u32]) {
        for class in self.met.drain(..) {
            self.weight[class as usize] = 0.0;
        }
        for (next, weight) in arcs.filter(|(_, weight)| *weight > 0.0) {
            let class = of[next as usize];
            if self.weight[class as usize] <= 0.0 {
                self.met.push(class);
            }
            self.weight[class as usize] += weight;
        }
    }

    fn to(&self, class: u32) -> f64 {
        self.weight[class as usize]
    }
}
