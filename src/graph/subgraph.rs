//! A selected part of the graph, as lists.

use super::network::Network;
use super::paths::Path;
use super::view::{Counts, GraphView};

/// A relation of a [`Subgraph`].
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its number in the snapshot.
    pub relation: u32,
    /// Its lower node.
    pub a: u32,
    /// Its higher node.
    pub b: u32,
    /// Its counts in the period.
    pub counts: Counts,
    /// Its weight by the measure of the selection.
    pub weight: f64,
}

/// Entities and relations of a snapshot, both in the order of their numbers there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subgraph {
    /// Nodes of the snapshot.
    pub nodes: Vec<u32>,
    /// Relations between them.
    pub relations: Vec<Chosen>,
}

impl Subgraph {
    /// These nodes (sorted, each once) and all admitted relations between them. O(arcs of the nodes).
    pub(super) fn between(view: &GraphView, nodes: Vec<u32>) -> Self {
        let mut inside = vec![false; view.len()];
        for &node in &nodes {
            inside[node as usize] = true;
        }
        let arcs = nodes.iter().flat_map(|&node| view.arcs(node).map(move |arc| (node, arc)));
        let once = arcs.filter(|(node, arc)| *node < arc.node && inside[arc.node as usize]);
        let relations = once.map(|(_, arc)| chosen(view, arc.relation)).collect();
        Self { nodes, relations }
    }

    /// The union of paths on a view: their entities and steps.
    #[must_use]
    pub fn of_paths(view: &GraphView, paths: &[Path]) -> Self {
        let unite = |items: fn(&Path) -> &Vec<u32>| {
            let mut all: Vec<u32> = paths.iter().flat_map(items).copied().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let relations =
            unite(|path| &path.relations).into_iter().map(|relation| chosen(view, relation)).collect();
        Self { nodes: unite(|path| &path.nodes), relations }
    }

    /// Relations as `(a, b, weight)`, where a node is its position in `nodes`.
    #[must_use]
    pub fn edges(&self) -> Vec<(u32, u32, f64)> {
        let mut place = vec![0; self.nodes.last().map_or(0, |&last| last as usize + 1)];
        for (&node, at) in self.nodes.iter().zip(0u32..) {
            place[node as usize] = at;
        }
        let ends = |row: &Chosen| (place[row.a as usize], place[row.b as usize], row.weight);
        self.relations.iter().map(ends).collect()
    }

    /// The subgraph as ranks, communities and layouts read it.
    #[must_use]
    pub fn network(&self) -> Network {
        Network::new(self.nodes.len(), &self.edges())
    }

    /// Leaves out all other nodes and their relations. `nodes` is sorted.
    pub(super) fn keep_nodes(&mut self, nodes: &[u32]) {
        let kept = |node: u32| nodes.binary_search(&node).is_ok();
        self.nodes.retain(|&node| kept(node));
        self.relations.retain(|row| kept(row.a) && kept(row.b));
    }

    /// The nodes with a relation, sorted.
    pub(super) fn related(&self) -> Vec<u32> {
        let mut nodes: Vec<u32> = self.relations.iter().flat_map(|row| [row.a, row.b]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

fn chosen(view: &GraphView, relation: u32) -> Chosen {
    let (a, b) = view.ends(relation);
    Chosen { relation, a, b, counts: view.counts(relation), weight: view.weight(relation) }
}
