//! GraphML, written so that Gephi, NetworkX, igraph and graphology all read the same graph from it.
//!
//! Source: Brandes, Eiglsperger, Lerner, Pich, "Graph Markup Language (GraphML)", 2013, and what Gephi's importer does:
//! keys are recognised by exact lower-case names and only if they are for nodes or for edges, dates are text.

use std::io::Write;

use super::fields::{self, Type, Value};
use super::quote::Quotes;
use super::xml::write_text;
use super::{ExportError, ExportGraph, Options, decimal, quotes_of};

/// Writes the graph. See [`super::write()`].
pub(super) fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    out.write_all(HEAD.as_bytes())?;
    let places = graph.nodes.iter().all(|node| node.position.is_some());
    for (id, kind) in LOOKS.iter().filter(|(id, _)| places || !matches!(*id, "x" | "y")) {
        write_key(out, id, id, "node", kind)?;
    }
    for (name, kind) in fields::of_nodes(graph) {
        write_key(out, name, name, "node", type_name(kind))?;
    }
    write_key(out, "weight", "weight", "edge", "double")?;
    write_key(out, "edgelabel", "label", "edge", "string")?;
    let edge_fields = fields::of_edges(graph, options);
    for (name, kind) in &edge_fields {
        write_key(out, name, name, "edge", type_name(*kind))?;
    }
    out.write_all(b"  <graph id=\"G\" edgedefault=\"undirected\">\n")?;
    write_nodes(graph, places, out)?;
    for (at, edge) in graph.edges.iter().enumerate() {
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        writeln!(out, "    <edge id=\"e{at}\" source=\"n{}\" target=\"n{}\">", edge.source, edge.target)?;
        write_data(out, "weight", &decimal(edge.weight))?;
        write_data(out, "edgelabel", &fields::edge_label(graph, edge))?;
        let values = fields::of_edge(graph, at, edge, &found, options);
        write_values(out, &edge_fields, &values)?;
        out.write_all(b"    </edge>\n")?;
    }
    out.write_all(b"  </graph>\n</graphml>\n")?;
    Ok(())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">
";

/// The keys that Gephi draws by.
const LOOKS: [(&str, &str); 7] = [
    ("label", "string"),
    ("size", "double"),
    ("x", "double"),
    ("y", "double"),
    ("r", "int"),
    ("g", "int"),
    ("b", "int"),
];

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text => "string",
        Type::Whole => "long",
        Type::Real => "double",
    }
}

fn write_key(out: &mut dyn Write, id: &str, name: &str, of: &str, kind: &str) -> Result<(), ExportError> {
    writeln!(out, "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    Ok(())
}

fn write_nodes(graph: &ExportGraph, places: bool, out: &mut dyn Write) -> Result<(), ExportError> {
    let node_fields = fields::of_nodes(graph);
    for (at, node) in graph.nodes.iter().enumerate() {
        writeln!(out, "    <node id=\"n{at}\">")?;
        write_data(out, "label", &fields::label(node, at))?;
        write_data(out, "size", &decimal(node.size))?;
        if let (true, Some((x, y))) = (places, node.position) {
            write_data(out, "x", &decimal(x))?;
            write_data(out, "y", &decimal(y))?;
        }
        for (key, part) in ["r", "g", "b"].into_iter().zip(node.colour) {
            write_data(out, key, &part.to_string())?;
        }
        write_values(out, &node_fields, &fields::of_node(graph, at, node))?;
        out.write_all(b"    </node>\n")?;
    }
    Ok(())
}

fn write_values(
    out: &mut dyn Write,
    fields: &[(&str, Type)],
    values: &[Option<Value>],
) -> Result<(), ExportError> {
    for ((name, _), value) in fields.iter().zip(values) {
        if let Some(value) = value {
            match value {
                Value::Text(text) => write_data(out, name, text)?,
                Value::Number(number) => write_data(out, name, &number.to_string())?,
            }
        }
    }
    Ok(())
}

fn write_data(out: &mut dyn Write, key: &str, text: &str) -> Result<(), ExportError> {
    for part in ["      <data key=\"", key, "\">"] {
        out.write_all(part.as_bytes())?;
    }
    write_text(out, text)?;
    out.write_all(b"</data>\n")?;
    Ok(())
}
