//! A Mermaid flowchart of the strongest part of the graph: Mermaid draws few nodes well and refuses many edges.
//!
//! Every mark of ASCII in a label is written by its number (`#40;`), which Mermaid reads back; nothing in a name can
//! then be syntax.

use std::fmt::Write as _;
use std::io::Write;

use super::style::{hex, legend};
use super::{ExportError, ExportGraph, Written, fields, strongest};

/// Nodes that a flowchart may have before it cannot be read.
const NODES: usize = 100;

/// Mermaid's own limit on edges (`maxEdges`).
const EDGES: usize = 500;

/// Characters of a label; Mermaid also limits the whole text.
const LABEL: usize = 60;

/// Writes the graph, or if it is larger its nodes of greatest weighted degree and the heaviest edges between them.
pub(super) fn write(graph: &ExportGraph, out: &mut dyn Write) -> Result<Written, ExportError> {
    let nodes = strongest::nodes(graph, NODES);
    let edges = strongest::edges(graph, &nodes, EDGES);
    if nodes.len() < graph.nodes.len() || edges.len() < graph.edges.len() {
        let (all, joined) = (graph.nodes.len(), graph.edges.len());
        writeln!(
            out,
            "%% the strongest {} of {all} entities and {} of {joined} relations",
            nodes.len(),
            edges.len()
        )?;
    }
    writeln!(out, "graph LR")?;
    let legend = legend(graph);
    for &at in &nodes {
        let node = &graph.nodes[at];
        let class = legend.iter().position(|(kind, _)| kind == node.kind.as_str()).unwrap_or(0);
        writeln!(out, "  n{at}[\"{}\"]:::k{class}", label(&fields::label(node, at)))?;
    }
    for &at in &edges {
        let edge = &graph.edges[at];
        writeln!(out, "  n{} ---|{}| n{}", edge.source, edge.count(), edge.target)?;
    }
    for (class, (kind, colour)) in legend.iter().enumerate() {
        writeln!(out, "  %% {kind}")?;
        let colour = hex(*colour);
        writeln!(out, "  classDef k{class} fill:{colour}40,stroke:{colour},color:#000")?;
    }
    Ok(Written { nodes: nodes.len(), edges: edges.len() })
}

fn label(text: &str) -> String {
    let mut label = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == LABEL {
            label.push('…');
            break;
        }
        if c.is_ascii_punctuation() {
            let _ = write!(label, "#{};", u32::from(c));
        } else {
            label.push(c);
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_label_is_syntax() {
        assert_eq!(label("华为(公司)"), "华为#40;公司#41;");
        assert_eq!(label("\"end\"; %%"), "#34;end#34;#59; #37;#37;");
        assert_eq!(label(&"长".repeat(61)), format!("{}…", "长".repeat(60)));
    }
}
