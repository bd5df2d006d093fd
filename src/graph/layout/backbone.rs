//! What of a large network is laid out: enough to keep it connected and to show its strongest ties.

use petgraph::unionfind::UnionFind;

use crate::graph::network::Network;

/// Edges up to which all are laid out.
const MOST: usize = 20_000;

/// The network itself, or with more than 20,000 edges its strongest spanning forest (Kruskal 1956) and, up to that
/// number of edges or half as many again as nodes, the strongest others; of equals those that come first.
pub(super) fn backbone(network: &Network) -> Network {
    if network.edge_count() <= MOST {
        return network.clone();
    }
    let mut edges: Vec<(u32, u32, f64)> = network.edges().collect();
    edges.sort_by(|one, two| two.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(two.0, two.1))));
    let mut trees: UnionFind<u32> = UnionFind::new(network.len());
    let (mut kept, others): (Vec<_>, Vec<_>) = edges.into_iter().partition(|&(a, b, _)| trees.union(a, b));
    let room = MOST.max(network.len() + network.len() / 2).saturating_sub(kept.len());
    kept.extend(others.into_iter().take(room));
    Network::new(network.len(), &kept)
}
