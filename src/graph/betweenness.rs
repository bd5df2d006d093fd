//! Who stands between others: the share of shortest paths that pass an entity, from a sample of starts.

use rayon::prelude::*;

use super::network::Network;
use super::random::Random;

/// Sums are kept in so many lanes, each with its own starts, and added in order: the threads only share out lanes.
const LANES: usize = 4;

/// Betweenness of every node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Betweenness {
    /// The share of all pairs of other nodes whose shortest paths (by hops) pass the node, 0 to 1; a pair with several
    /// shortest paths counts in proportion.
    pub values: Vec<f64>,
    /// The standard error of each value, from the spread over the starts; 0 where all nodes were starts. For a node that
    /// few starts depend on it is itself uncertain, and 0 where no start in the sample does.
    pub errors: Vec<f64>,
    /// Nodes that were starts.
    pub pivots: usize,
}

/// Betweenness by hops, from `pivots` random starts or from all nodes if there are fewer.
///
/// Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociol. 25, 2001; starts sampled without
/// replacement as in Brandes and Pich, "Centrality estimation in large networks", 2007. The error is that of a mean
/// over a sample from a finite population. O(pivots · edges) of time, 4 · 40 bytes a node of memory. The same seed gives
/// the same bytes, whatever the number of threads.
///
/// ```
/// use guanxi::graph::{Network, betweenness};
/// let path = Network::new(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
/// assert_eq!(betweenness(&path, 100, 7).values, [0.0, 1.0, 0.0]);
/// ```
#[must_use]
pub fn betweenness(network: &Network, pivots: usize, seed: u64) -> Betweenness {
    let len = network.len();
    let pivots = pivots.min(len);
    let mut starts: Vec<u32> = (0..len as u32).collect();
    Random::new(seed).choose(&mut starts, pivots);
    starts.truncate(pivots);
    let lanes: Vec<Lane> = (0..LANES)
        .into_par_iter()
        .map(|lane| {
            let mut lane_sums = Lane::new(len);
            starts.iter().skip(lane).step_by(LANES).for_each(|&start| lane_sums.add(network, start));
            lane_sums
        })
        .collect();
    let others = len.saturating_sub(2).max(1) as f64 * len.saturating_sub(1).max(1) as f64;
    let scale = len as f64 / others;
    let sum_of =
        |of: fn(&Lane) -> &Vec<f64>, node: usize| lanes.iter().map(|lane| of(lane)[node]).sum::<f64>();
    let mean = |node| sum_of(|lane| &lane.sums, node) / pivots.max(1) as f64;
    let error = |node| {
        let (mean, count) = (mean(node), pivots as f64);
        let spread =
            (sum_of(|lane| &lane.squares, node) - count * mean * mean).max(0.0) / (count - 1.0).max(1.0);
        let unseen = (len - pivots) as f64 / (len - 1).max(1) as f64;
        scale * (spread / count.max(1.0) * unseen).sqrt()
    };
    Betweenness {
        values: (0..len).map(|node| scale * mean(node)).collect(),
        errors: (0..len).map(error).collect(),
        pivots,
    }
}

/// The sums of one lane, and the arrays of one start.
struct Lane {
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// Number of shortest paths from the start.
    paths: Vec<f64>,
    /// What a start depends on a node for.
    dependency: Vec<f64>,
    hops: Vec<u32>,
    order: Vec<u32>,
}

impl Lane {
    fn new(len: usize) -> Self {
        let zero = || vec![0.0; len];
        let (hops, order) = (vec![u32::MAX; len], Vec::new());
        Self { sums: zero(), squares: zero(), paths: zero(), dependency: zero(), hops, order }
    }

    fn add(&mut self, network: &Network, start: u32) {
        self.walk(network, start);
        for at in (1..self.order.len()).rev() {
            let node = self.order[at];
            let share = (1.0 + self.dependency[node as usize]) / self.paths[node as usize];
            for &before in network.neighbours(node) {
                if self.hops[before as usize] + 1 == self.hops[node as usize] {
                    self.dependency[before as usize] += self.paths[before as usize] * share;
                }
            }
            let dependency = self.dependency[node as usize];
            self.sums[node as usize] += dependency;
            self.squares[node as usize] += dependency * dependency;
        }
        for &node in &self.order {
            self.paths[node as usize] = 0.0;
            self.dependency[node as usize] = 0.0;
            self.hops[node as usize] = u32::MAX;
        }
    }

    /// Breadth first, counting shortest paths.
    fn walk(&mut self, network: &Network, start: u32) {
        self.order.clear();
        self.order.push(start);
        self.hops[start as usize] = 0;
        self.paths[start as usize] = 1.0;
        let mut at = 0;
        while let Some(&node) = self.order.get(at) {
            at += 1;
            let (hop, paths) = (self.hops[node as usize] + 1, self.paths[node as usize]);
            for &next in network.neighbours(node) {
                if self.hops[next as usize] == u32::MAX {
                    self.hops[next as usize] = hop;
                    self.order.push(next);
                }
                if self.hops[next as usize] == hop {
                    self.paths[next as usize] += paths;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::fixture::any_network;

    /// All shortest paths by walking back from the end along falling hops.
    fn shortest(network: &Network, from: u32, to: u32) -> Vec<Vec<u32>> {
        let mut paths = vec![vec![from]];
        for _ in 0..network.len() {
            if paths.iter().any(|path| path.last() == Some(&to)) {
                break;
            }
            let longer = |path: &Vec<u32>| {
                let at = path[path.len() - 1];
                let path = path.clone();
                let next = network.neighbours(at).iter().filter(|next| !path.contains(next));
                next.map(|&next| [path.as_slice(), &[next]].concat()).collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        paths.retain(|path| path.last() == Some(&to));
        paths
    }

    fn slow(network: &Network) -> Vec<f64> {
        let len = network.len();
        let mut values = vec![0.0; len];
        for from in 0..len as u32 {
            for to in from + 1..len as u32 {
                let paths = shortest(network, from, to);
                for node in paths.iter().flat_map(|path| &path[1..path.len() - 1]) {
                    values[*node as usize] += 1.0 / paths.len() as f64;
                }
            }
        }
        let pairs = (len.saturating_sub(1) * len.saturating_sub(2)).max(1) as f64 / 2.0;
        values.into_iter().map(|value| value / pairs).collect()
    }

    proptest! {
        #[test]
        fn all_pivots_give_the_definition(network in any_network(7), seed: u64) {
            let found = betweenness(&network, usize::MAX, seed);
            prop_assert_eq!(found.pivots, network.len());
            for (ours, other) in found.values.iter().zip(slow(&network)) {
                prop_assert!((ours - other).abs() < 1e-9, "{} for {}", ours, other);
            }
            prop_assert!(found.errors.iter().all(|error| *error == 0.0));
        }
    }

    #[test]
    fn a_sample_is_as_far_off_as_it_says() {
        let network = crate::graph::fixture::ring_of_rings(12, 10);
        let exact = betweenness(&network, usize::MAX, 0).values;
        // Over many samples the squared error averages to the squared distance from the exact value.
        let (mut off, mut said) = (0.0, 0.0);
        for seed in 0..200 {
            let sampled = betweenness(&network, 40, seed);
            off +=
                sampled.values.iter().zip(&exact).map(|(value, exact)| (value - exact).powi(2)).sum::<f64>();
            said += sampled.errors.iter().map(|error| error.powi(2)).sum::<f64>();
        }
        assert!((0.85..1.15).contains(&(off / said)), "{off} for {said}");
        assert_eq!(betweenness(&network, 40, 3), betweenness(&network, 40, 3));
    }

    #[test]
    fn degenerate_networks_have_values() {
        for edges in [&[][..], &[(0, 1, 1.0)]] {
            let network = Network::new(edges.len() * 2, edges);
            assert!(betweenness(&network, 10, 1).values.iter().all(|value| *value == 0.0));
        }
    }
}
