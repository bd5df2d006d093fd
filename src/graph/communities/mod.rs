//! Which entities belong together: the Leiden algorithm on modularity.
//!
//! Traag, Waltman, van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", Sci. Rep. 9, 2019; it
//! follows Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. P10008, 2008, and keeps
//! communities connected. Modularity: Newman and Girvan, Phys. Rev. E 69, 026113, 2004. One deviation: refinement takes
//! the best merger instead of drawing one at random.

mod level;

use level::Level;

use super::components::by_size;
use super::network::Network;
use super::random::Random;

/// The most times the algorithm starts again from what it found.
const MOST_PASSES: usize = 8;

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
