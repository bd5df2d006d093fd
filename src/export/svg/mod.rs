//! Pictures: an entity with its neighbours, or a laid-out graph. Calm enough for an article, legible in Chinese.
//!
//! Fonts are named, not embedded: a Chinese font is several megabytes. Text widths are estimated, so labels keep clear of
//! each other in any of the fonts. Every node and edge has a `<title>` that viewers show.

mod canvas;
mod ego;
mod map;
mod png;

use std::io::Write;

use super::{ExportError, ExportGraph, Written, strongest};

pub use png::{Fonts, rasterise};

/// What a picture says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// Headline; none if empty.
    pub title: String,
    /// A line of explanation under it; none if empty.
    pub note: String,
}

/// Nodes in a picture; more cannot be told apart.
const NODES: usize = 400;

/// Edges in a picture.
const EDGES: usize = 2000;

/// Draws a node in the middle and its neighbours around it, grouped by kind, the strongest first. Nodes that are not
/// joined to it are left out. Meant for up to about 60 neighbours.
///
/// # Errors
/// If the graph breaks a rule or there is no such node ([`ExportError::Model`]), or `out` fails.
pub fn write_ego(
    graph: &ExportGraph,
    centre: usize,
    caption: &Caption,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    graph.check()?;
    if centre >= graph.nodes.len() {
        return Err(ExportError::Model(format!("there is no node {centre} to put into the middle")));
    }
    let (canvas, written) = ego::draw(graph, centre);
    canvas.write(caption, out)?;
    Ok(written)
}

/// Draws the graph where it stands, or if it is larger its strongest 400 nodes and 2,000 edges. Without places the
/// strongest node goes into the middle of its neighbours.
///
/// # Errors
/// If the graph breaks a rule or `out` fails.
pub fn write_map(
    graph: &ExportGraph,
    caption: &Caption,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    graph.check()?;
    if graph.nodes.iter().any(|node| node.position.is_none()) {
        let strength = strongest::strength(graph);
        let hub = (0..strength.len()).max_by(|&a, &b| strength[a].total_cmp(&strength[b]).then(b.cmp(&a)));
        return write_ego(graph, hub.unwrap_or(0), caption, out);
    }
    let nodes = strongest::nodes(graph, NODES);
    let edges = strongest::edges(graph, &nodes, EDGES);
    map::draw(graph, &nodes, &edges).write(caption, out)?;
    Ok(Written { nodes: nodes.len(), edges: edges.len() })
}
