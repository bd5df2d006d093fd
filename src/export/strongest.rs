//! The strongest part of a graph, for pictures that hold only so much.

use super::ExportGraph;

/// Positions of the `limit` nodes of greatest weighted degree, lower positions first among equals; in their order.
pub(super) fn nodes(graph: &ExportGraph, limit: usize) -> Vec<usize> {
    let strength = strength(graph);
    let mut nodes: Vec<usize> = (0..graph.nodes.len()).collect();
    nodes.sort_by(|&a, &b| f64::total_cmp(&strength[b], &strength[a]).then(a.cmp(&b)));
    nodes.truncate(limit);
    nodes.sort_unstable();
    nodes
}

/// Positions of the `limit` heaviest edges between these nodes, lower positions first among equals; in their order.
pub(super) fn edges(graph: &ExportGraph, nodes: &[usize], limit: usize) -> Vec<usize> {
    let kept = |end: u32| nodes.binary_search(&(end as usize)).is_ok();
    let between = |&at: &usize| kept(graph.edges[at].source) && kept(graph.edges[at].target);
    let mut edges: Vec<usize> = (0..graph.edges.len()).filter(between).collect();
    edges.sort_by(|&a, &b| f64::total_cmp(&graph.edges[b].weight, &graph.edges[a].weight).then(a.cmp(&b)));
    edges.truncate(limit);
    edges.sort_unstable();
    edges
}

/// The weighted degree of each node.
pub(super) fn strength(graph: &ExportGraph) -> Vec<f64> {
    let mut strength = vec![0.0; graph.nodes.len()];
    for edge in &graph.edges {
        strength[edge.source as usize] += edge.weight;
        strength[edge.target as usize] += edge.weight;
    }
    strength
}
