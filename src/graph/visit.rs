//! petgraph's visit traits on a view, so that its algorithms run on the snapshot without a copy.
//!
//! Nodes are `u32`, edges are relation numbers, an edge's weight is the view's measure. Undirected: an edge comes from
//! both of its ends, each time with that end as its source.

use std::ops::Range;

use petgraph::Undirected;
use petgraph::graph::UnGraph;
use petgraph::visit::{
    Data, EdgeCount, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};

use crate::store::{Arc, EntityRow};

use super::view::{Arcs, GraphView};

/// petgraph's own bit set: clearing it for a search costs a bit a node.
pub(super) type Visited = <UnGraph<(), ()> as Visitable>::Map;

/// An edge as petgraph sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    source: u32,
    target: u32,
    relation: u32,
    weight: f64,
}

impl EdgeRef for Edge {
    type NodeId = u32;
    type EdgeId = u32;
    type Weight = f64;

    fn source(&self) -> u32 {
        self.source
    }

    fn target(&self) -> u32 {
        self.target
    }

    fn weight(&self) -> &f64 {
        &self.weight
    }

    fn id(&self) -> u32 {
        self.relation
    }
}

impl GraphBase for GraphView<'_> {
    type EdgeId = u32;
    type NodeId = u32;
}

impl Data for GraphView<'_> {
    type NodeWeight = EntityRow;
    type EdgeWeight = f64;
}

impl GraphProp for GraphView<'_> {
    type EdgeType = Undirected;
}

impl NodeCount for GraphView<'_> {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl EdgeCount for GraphView<'_> {
    fn edge_count(&self) -> usize {
        self.edge_references().count()
    }
}

impl NodeIndexable for GraphView<'_> {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl NodeCompactIndexable for GraphView<'_> {}

impl Visitable for GraphView<'_> {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::with_capacity(self.len())
    }

    fn reset_map(&self, map: &mut Visited) {
        map.clear();
        map.grow(self.len());
    }
}

impl IntoNodeIdentifiers for &GraphView<'_> {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.len() as u32
    }
}

impl<'v, 's> IntoNodeReferences for &'v GraphView<'s> {
    type NodeRef = (u32, &'v EntityRow);
    type NodeReferences = NodeReferences<'v, 's>;

    fn node_references(self) -> Self::NodeReferences {
        NodeReferences { view: self, nodes: self.node_identifiers() }
    }
}

impl<'v, 's> IntoNeighbors for &'v GraphView<'s> {
    type Neighbors = Neighbors<'v, 's>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        Neighbors(self.arcs(node))
    }
}

impl<'v, 's> IntoEdges for &'v GraphView<'s> {
    type Edges = Edges<'v, 's>;

    fn edges(self, node: u32) -> Self::Edges {
        Edges { view: self, source: node, arcs: self.arcs(node) }
    }
}

impl<'v, 's> IntoEdgeReferences for &'v GraphView<'s> {
    type EdgeRef = Edge;
    type EdgeReferences = EdgeReferences<'v, 's>;

    fn edge_references(self) -> Self::EdgeReferences {
        EdgeReferences { view: self, nodes: self.node_identifiers(), edges: None }
    }
}

/// Nodes with their entities.
#[derive(Clone, Debug)]
pub struct NodeReferences<'v, 's> {
    view: &'v GraphView<'s>,
    nodes: Range<u32>,
}

impl<'v> Iterator for NodeReferences<'v, '_> {
    type Item = (u32, &'v EntityRow);

    fn next(&mut self) -> Option<Self::Item> {
        self.nodes.next().map(|node| (node, self.view.snapshot().entity(node)))
    }
}

/// The other ends of a node's arcs.
#[derive(Clone, Debug)]
pub struct Neighbors<'v, 's>(Arcs<'v, 's>);

impl Iterator for Neighbors<'_, '_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0.next().map(|arc| arc.node)
    }
}

/// The edges of a node.
#[derive(Clone, Debug)]
pub struct Edges<'v, 's> {
    view: &'v GraphView<'s>,
    source: u32,
    arcs: Arcs<'v, 's>,
}

impl Iterator for Edges<'_, '_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let Arc { node, relation } = self.arcs.next()?;
        Some(Edge { source: self.source, target: node, relation, weight: self.view.weight(relation) })
    }
}

/// Every edge once, from its lower node.
#[derive(Clone, Debug)]
pub struct EdgeReferences<'v, 's> {
    view: &'v GraphView<'s>,
    nodes: Range<u32>,
    edges: Option<Edges<'v, 's>>,
}

impl Iterator for EdgeReferences<'_, '_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        loop {
            if let Some(edge) = self.edges.as_mut().and_then(|edges| edges.find(|e| e.source < e.target)) {
                return Some(edge);
            }
            let node = self.nodes.next()?;
            self.edges = Some(self.view.edges(node));
        }
    }
}
