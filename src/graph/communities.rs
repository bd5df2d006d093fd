//! Which entities belong together: the Leiden algorithm on modularity.
//!
//! Traag, Waltman, van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", Sci. Rep. 9, 2019; it
//! follows Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. P10008, 2008, and keeps
//! communities connected. Modularity: Newman and Girvan, Phys. Rev. E 69, 026113, 2004. One deviation: refinement takes
//! the best merger instead of drawing one at random.

use std::collections::VecDeque;

use super::components::by_size;
use super::network::Network;
use super::random::Random;

/// The most times the algorithm starts again from what it found.
const MOST_PASSES: usize = 8;
/// The most moves of one level, a node: rounding could make a node go to and fro.
const MOST_MOVES: usize = 200;
/// The smallest gain that counts, as a share of all weight.
const GAIN: f64 = 1e-14;

/// A partition of a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// For each node the number of its community.
    pub of: Vec<u32>,
    /// Nodes of each community. The largest is number 0; of equals the one with the smallest node comes first.
    pub sizes: Vec<usize>,
    /// [`modularity`] of the partition.
    pub modularity: f64,
}

/// Communities by weights; each is connected. About O(edges) a pass, at most eight passes, usually two. The same seed
/// gives the same communities.
///
/// ```
/// use guanxi::graph::{Network, communities};
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)];
/// assert_eq!(communities(&Network::new(6, &edges), 1).of, [0, 0, 0, 1, 1, 1]);
/// ```
#[must_use]
pub fn communities(network: &Network, seed: u64) -> Communities {
    let mut random = Random::new(seed);
    let mut best = named(network, &(0..network.len() as u32).collect::<Vec<_>>());
    for _ in 0..MOST_PASSES {
        let found = named(network, &pass(network, &best.of, &mut random));
        if found.modularity <= best.modularity + 1e-10 {
            break;
        }
        best = found;
    }
    best
}

/// How much more weight lies inside the communities than chance would put there, below 1: the sum over communities of
/// inside/all − (strength/all)². 0 for a network without weight. O(nodes + edges).
#[must_use]
pub fn modularity(network: &Network, of: &[u32]) -> f64 {
    let count = of.iter().max().map_or(0, |&most| most as usize + 1);
    let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
    for node in 0..network.len() as u32 {
        let community = of[node as usize];
        for (next, weight) in network.arcs(node) {
            strength[community as usize] += weight;
            inside[community as usize] += if of[next as usize] == community { weight } else { 0.0 };
        }
    }
    let all: f64 = strength.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    inside.iter().zip(&strength).map(|(inside, strength)| inside / all - (strength / all).powi(2)).sum()
}

/// Splits classes into connected ones and numbers them by size.
fn named(network: &Network, of: &[u32]) -> Communities {
    let mut of = connected(network, of);
    let count = of.iter().max().map_or(0, |&most| most as usize + 1);
    let sizes = by_size(&mut of, count);
    let modularity = modularity(network, &of);
    Communities { of, sizes, modularity }
}

/// The connected parts of each class: splitting a class that is not connected never lowers modularity.
fn connected(network: &Network, of: &[u32]) -> Vec<u32> {
    let inside = network.edges().filter(|&(a, b, weight)| of[a as usize] == of[b as usize] && weight > 0.0);
    super::components::components(&Network::new(network.len(), &inside.collect::<Vec<_>>())).of
}

/// Once through all levels, from a partition to a better one.
fn pass(network: &Network, of: &[u32], random: &mut Random) -> Vec<u32> {
    let mut level = Level::base(network);
    let mut classes = of.to_vec();
    let mut place: Vec<u32> = (0..network.len() as u32).collect();
    loop {
        level.move_nodes(&mut classes, random);
        let (refined, count) = dense(&level.refine(&classes, random));
        if count == level.len() {
            return place.iter().map(|&node| classes[node as usize]).collect();
        }
        let mut above = vec![0; count];
        for (node, &class) in refined.iter().enumerate() {
            above[class as usize] = classes[node];
        }
        level = level.merged(&refined, count);
        classes = dense(&above).0;
        for node in &mut place {
            *node = refined[*node as usize];
        }
    }
}

/// The same classes numbered from 0 in the order of their first members.
fn dense(of: &[u32]) -> (Vec<u32>, usize) {
    let most = of.iter().max().map_or(0, |&most| most as usize + 1);
    let mut number = vec![u32::MAX; most];
    let mut count = 0;
    let mut name = |class: u32| {
        let number = &mut number[class as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *number
    };
    let named = of.iter().map(|&class| name(class)).collect();
    (named, count as usize)
}

/// A network whose nodes stand for groups.
struct Level {
    network: Network,
    /// Strength of each node, the weight inside it counted twice.
    strength: Vec<f64>,
    /// Sum of the strengths: twice all weight.
    all: f64,
}

impl Level {
    fn base(network: &Network) -> Self {
        let strength: Vec<f64> = (0..network.len() as u32).map(|node| network.strength(node)).collect();
        Self { network: network.clone(), all: strength.iter().sum(), strength }
    }

    fn len(&self) -> usize {
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
    fn move_nodes(&self, of: &mut [u32], random: &mut Random) {
        let mut totals = self.totals(of);
        let mut counts = vec![0usize; self.len()];
        for &class in of.iter() {
            counts[class as usize] += 1;
        }
        let mut free: Vec<u32> =
            (0..self.len() as u32).filter(|&class| counts[class as usize] == 0).collect();
        let mut ties = Ties::new(self.len());
        let mut queue: VecDeque<u32> = self.shuffled(random).into();
        let mut queued = vec![true; self.len()];
        for _ in 0..self.len().saturating_mul(MOST_MOVES) {
            let Some(node) = queue.pop_front() else { break };
            queued[node as usize] = false;
            let (home, strength) = (of[node as usize], self.strength[node as usize]);
            totals[home as usize] -= strength;
            counts[home as usize] -= 1;
            ties.gather(self.network.arcs(node), of);
            let gain = |class: u32| self.gain(ties.to(class), strength, totals[class as usize]);
            let mut best = (gain(home) + GAIN * self.all, home);
            for &class in &ties.met {
                if gain(class) > best.0 {
                    best = (gain(class), class);
                }
            }
            if best.0 < 0.0 && counts[home as usize] > 0 {
                best.1 = free.pop().unwrap_or(home);
            }
            let class = best.1;
            of[node as usize] = class;
            totals[class as usize] += strength;
            counts[class as usize] += 1;
            if class != home {
                free.extend((counts[home as usize] == 0).then_some(home));
                for &next in self.network.neighbours(node) {
                    if of[next as usize] != class && !queued[next as usize] {
                        queued[next as usize] = true;
                        queue.push_back(next);
                    }
                }
            }
        }
    }

    /// Builds each class anew from single nodes: a node that is alone joins the best group of its class, where both it
    /// and the group are tied to the rest of the class by at least what chance gives.
    fn refine(&self, of: &[u32], random: &mut Random) -> Vec<u32> {
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
    fn merged(&self, group: &[u32], count: usize) -> Self {
        let mut strength = vec![0.0; count];
        for (node, &group) in group.iter().enumerate() {
            strength[group as usize] += self.strength[node];
        }
        Self { network: self.network.merged(group, count), strength, all: self.all }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::fixture::{any_network, karate, ring_of_rings};

    /// The best modularity of all partitions: node by node into each class so far or a new one.
    fn optimum(network: &Network, of: &mut Vec<u32>) -> f64 {
        if of.len() == network.len() {
            return modularity(network, of);
        }
        let classes = of.iter().max().map_or(0, |most| most + 1);
        let mut best = f64::NEG_INFINITY;
        for class in 0..=classes {
            of.push(class);
            best = best.max(optimum(network, of));
            of.pop();
        }
        best
    }

    /// Σ over pairs of nodes of one class of weight − strength·strength/all, by definition.
    fn by_pairs(network: &Network, of: &[u32]) -> f64 {
        let nodes = 0..network.len() as u32;
        let all: f64 = nodes.clone().map(|node| network.strength(node)).sum();
        let pairs = nodes.clone().flat_map(|a| nodes.clone().map(move |b| (a, b)));
        let weight = |a, b| network.arcs(a).filter(|arc| arc.0 == b).map(|arc| arc.1).sum::<f64>();
        let term = |(a, b)| weight(a, b) - network.strength(a) * network.strength(b) / all;
        let inside = pairs.filter(|&(a, b)| of[a as usize] == of[b as usize]);
        if all > 0.0 { inside.map(term).sum::<f64>() / all } else { 0.0 }
    }

    proptest! {
        #[test]
        fn communities_are_connected_and_no_node_would_rather_move(network in any_network(8), seed: u64) {
            let found = communities(&network, seed);
            prop_assert!((found.modularity - by_pairs(&network, &found.of)).abs() < 1e-9);
            prop_assert!(found.modularity <= optimum(&network, &mut Vec::new()) + 1e-9);
            prop_assert_eq!(dense(&connected(&network, &found.of)).0, dense(&found.of).0);
            for node in 0..network.len() {
                for class in 0..=found.sizes.len() as u32 {
                    let mut moved = found.of.clone();
                    moved[node] = class;
                    prop_assert!(modularity(&network, &moved) <= found.modularity + 1e-9);
                }
            }
            prop_assert_eq!(communities(&network, seed), found);
        }
    }

    #[test]
    fn the_karate_club_splits_nearly_as_well_as_it_can() {
        assert_eq!(karate().edge_count(), 78);
        // The optimum is 0.4198 (Brandes et al. 2008) for equal weights.
        for seed in 0..20 {
            let found = communities(&karate(), seed);
            assert!((0.4151..=0.4199).contains(&found.modularity), "{}", found.modularity);
        }
    }

    #[test]
    fn rings_are_found() {
        let found = communities(&ring_of_rings(8, 6), 5);
        assert_eq!(found.sizes, [6; 8]);
    }

    #[test]
    fn degenerate_networks_have_communities() {
        assert!(communities(&Network::default(), 1).of.is_empty());
        let apart = communities(&Network::new(3, &[(0, 1, 0.0)]), 1);
        assert_eq!((apart.sizes, apart.modularity), (vec![1, 1, 1], 0.0));
    }
}
