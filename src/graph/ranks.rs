//! Who matters: degree, strength, PageRank, core number. Betweenness has a file of its own.

use rayon::prelude::*;

use super::network::Network;

/// Chance of following a relation rather than jumping anywhere.
const DAMPING: f64 = 0.85;
/// PageRank ends when a round moves less than this in all.
const STILL: f64 = 1e-12;
/// The most rounds of PageRank: 0.85^200 is below 10^-14.
const MOST_ROUNDS: usize = 200;

/// The number of relations of each node.
#[must_use]
pub fn degrees(network: &Network) -> Vec<u64> {
    (0..network.len() as u32).map(|node| network.degree(node) as u64).collect()
}

/// The sum of the weights of each node's relations (weighted degree).
#[must_use]
pub fn strengths(network: &Network) -> Vec<f64> {
    // A sum of nothing is −0; adding 0 turns it into 0.
    (0..network.len() as u32).map(|node| network.strength(node) + 0.0).collect()
}

/// PageRank by weights: the chance to stand at a node for one who follows relations in proportion to their weights and
/// jumps anywhere with chance 0.15, or always from a node without weight. Values sum to 1.
///
/// Page, Brin, Motwani, Winograd, "The PageRank citation ranking", 1999; power iteration until a round moves less than
/// 10^-12, at most 200 rounds of O(edges). Each node's sum has a fixed order: any number of threads gives the same bytes.
///
/// ```
/// use guanxi::graph::{Network, page_rank};
/// let ranks = page_rank(&Network::new(3, &[(0, 1, 1.0), (1, 2, 1.0)]));
/// assert!(ranks[1] > ranks[0] && (ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn page_rank(network: &Network) -> Vec<f64> {
    let len = network.len();
    let strengths = strengths(network);
    let mut ranks = vec![1.0 / len as f64; len];
    for _ in 0..MOST_ROUNDS {
        let share: Vec<f64> = ranks
            .iter()
            .zip(&strengths)
            .map(|(rank, all)| if *all > 0.0 { rank / all } else { 0.0 })
            .collect();
        let stuck: f64 =
            ranks.iter().zip(&strengths).filter(|(_, all)| **all <= 0.0).map(|(rank, _)| rank).sum();
        let jump = (1.0 - DAMPING + DAMPING * stuck) / len as f64;
        let flow =
            |node: u32| network.arcs(node).map(|(next, weight)| weight * share[next as usize]).sum::<f64>();
        let next: Vec<f64> =
            (0..len as u32).into_par_iter().map(|node| jump + DAMPING * flow(node)).collect();
        let moved: f64 = ranks.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        ranks = next;
        if moved < STILL {
            break;
        }
    }
    ranks
}

/// The core number of each node: the largest k such that the node has k relations to nodes that have as many among
/// themselves. Batagelj and Zaveršnik, "An O(m) algorithm for cores decomposition of networks", 2003. O(nodes + edges).
///
/// ```
/// use guanxi::graph::{Network, cores};
/// let triangle_with_tail = Network::new(4, &[(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (2, 3, 1.0)]);
/// assert_eq!(cores(&triangle_with_tail), [2, 2, 2, 1]);
/// ```
#[must_use]
pub fn cores(network: &Network) -> Vec<u64> {
    let len = network.len();
    let mut degree: Vec<usize> = (0..len as u32).map(|node| network.degree(node)).collect();
    let mut queue = ByDegree::new(&degree);
    for at in 0..len {
        let node = queue.order[at];
        for &next in network.neighbours(node) {
            if degree[next as usize] > degree[node as usize] {
                queue.lower(next, degree[next as usize]);
                degree[next as usize] -= 1;
            }
        }
    }
    degree.into_iter().map(|degree| degree as u64).collect()
}

/// Nodes sorted by degree so that a node moves one degree down in O(1).
struct ByDegree {
    order: Vec<u32>,
    /// Where each node stands in `order`.
    place: Vec<usize>,
    /// Where each degree begins in `order`.
    begin: Vec<usize>,
}

impl ByDegree {
    fn new(degree: &[usize]) -> Self {
        let most = degree.iter().copied().max().unwrap_or(0);
        let mut begin = vec![0; most + 2];
        for &degree in degree {
            begin[degree + 1] += 1;
        }
        for at in 1..begin.len() {
            begin[at] += begin[at - 1];
        }
        let mut next = begin.clone();
        let (mut order, mut place) = (vec![0; degree.len()], vec![0; degree.len()]);
        for (node, &degree) in degree.iter().enumerate() {
            place[node] = next[degree];
            order[next[degree]] = node as u32;
            next[degree] += 1;
        }
        Self { order, place, begin }
    }

    /// Moves `node` from `degree` to the degree below: swaps it to the front of its degree, which then begins later.
    fn lower(&mut self, node: u32, degree: usize) {
        let (from, to) = (self.place[node as usize], self.begin[degree]);
        let other = self.order[to];
        self.order.swap(from, to);
        self.place[node as usize] = to;
        self.place[other as usize] = from;
        self.begin[degree] += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::fixture::any_network;

    /// PageRank as a matrix times a vector, many times.
    fn dense(network: &Network) -> Vec<f64> {
        let len = network.len();
        let jump = (1.0 - DAMPING) / len as f64;
        let column = |from: u32| {
            let all = network.strength(from);
            let mut column = vec![if all > 0.0 { 0.0 } else { 1.0 / len as f64 }; len];
            for (to, weight) in network.arcs(from).filter(|_| all > 0.0) {
                column[to as usize] += weight / all;
            }
            column
        };
        let matrix: Vec<Vec<f64>> = (0..len as u32).map(column).collect();
        let mut ranks = vec![1.0 / len as f64; len];
        for _ in 0..500 {
            let to =
                |to: usize| jump + DAMPING * (0..len).map(|from| matrix[from][to] * ranks[from]).sum::<f64>();
            ranks = (0..len).map(to).collect();
        }
        ranks
    }

    /// Core numbers by peeling: for each k take away nodes with fewer than k relations until none is left to take.
    fn peeled(network: &Network) -> Vec<u64> {
        let len = network.len();
        let mut core = vec![0; len];
        for k in 1..=len {
            let mut left = vec![true; len];
            loop {
                let few = |&node: &u32| {
                    let beside = network.neighbours(node).iter().filter(|&&next| left[next as usize]).count();
                    left[node as usize] && beside < k
                };
                let Some(node) = (0..len as u32).find(few) else { break };
                left[node as usize] = false;
            }
            (0..len).filter(|&node| left[node]).for_each(|node| core[node] = k as u64);
        }
        core
    }

    proptest! {
        #[test]
        fn page_rank_is_the_fixed_point_of_the_matrix(network in any_network(12)) {
            for (ours, other) in page_rank(&network).iter().zip(dense(&network)) {
                prop_assert!((ours - other).abs() < 1e-9);
            }
        }

        #[test]
        fn cores_are_what_peeling_leaves(network in any_network(14)) {
            prop_assert_eq!(cores(&network), peeled(&network));
        }
    }

    #[test]
    fn an_empty_network_has_no_ranks() {
        let empty = Network::default();
        assert!(page_rank(&empty).is_empty() && cores(&empty).is_empty() && degrees(&empty).is_empty());
    }

    #[test]
    fn degree_counts_and_strength_sums() {
        let network = Network::new(3, &[(0, 1, 2.0), (1, 2, 0.5)]);
        assert_eq!(degrees(&network), [1, 2, 1]);
        assert_eq!(strengths(&network), [2.0, 2.5, 0.5]);
    }
}
