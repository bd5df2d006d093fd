//! Which nodes are connected at all.

use super::network::Network;

/// The connected components of a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// For each node the number of its component.
    pub of: Vec<u32>,
    /// Nodes of each component. The largest component is number 0; of equals the one with the smallest node comes
    /// first.
    pub sizes: Vec<usize>,
}

/// The connected components. Edges of weight 0 connect too. O(nodes + edges).
///
/// ```
/// use guanxi::graph::{Network, components};
/// let found = components(&Network::new(4, &[(1, 2, 1.0), (2, 3, 1.0)]));
/// assert_eq!((found.of, found.sizes), (vec![1, 0, 0, 0], vec![3, 1]));
/// ```
#[must_use]
pub fn components(network: &Network) -> Components {
    let mut of = vec![u32::MAX; network.len()];
    let mut count = 0;
    let mut open = Vec::new();
    for start in 0..network.len() as u32 {
        if of[start as usize] != u32::MAX {
            continue;
        }
        of[start as usize] = count;
        open.push(start);
        while let Some(node) = open.pop() {
            for &next in network.neighbours(node) {
                if of[next as usize] == u32::MAX {
                    of[next as usize] = count;
                    open.push(next);
                }
            }
        }
        count += 1;
    }
    let sizes = by_size(&mut of, count as usize);
    Components { of, sizes }
}

/// Renumbers `count` classes so that the largest is 0 and of equals the one that occurs first; gives their sizes.
pub(super) fn by_size(of: &mut [u32], count: usize) -> Vec<usize> {
    let mut sizes = vec![0usize; count];
    let mut first = vec![usize::MAX; count];
    for (node, &class) in of.iter().enumerate() {
        sizes[class as usize] += 1;
        first[class as usize] = first[class as usize].min(node);
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&class| (std::cmp::Reverse(sizes[class]), first[class]));
    let mut number = vec![0u32; count];
    for (new, &old) in order.iter().enumerate() {
        number[old] = new as u32;
    }
    for class in of {
        *class = number[*class as usize];
    }
    order.into_iter().map(|class| sizes[class]).collect()
}
