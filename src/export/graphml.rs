//! GraphML, written so that Gephi, NetworkX, igraph and graphology all read the same graph from it.
//!
//! Source: Brandes, Eiglsperger, Lerner, Pich, "Graph Markup Language (GraphML)", 2013, and what Gephi's importer does:
//! keys are recognised by exact lower-case names and only if they are for nodes or for edges, dates are text.

use std::fmt::{Arguments, Write as _};
use std::io::Write;

use super::clean::push_decimal;
use super::fields::{self, Type, Value};
use super::model::Number;
use super::quote::Quotes;
use super::xml::push_text;
use super::{ExportError, ExportGraph, Options, quotes_of};

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
    out.write_all(b" <graph id=\"G\" edgedefault=\"undirected\">\n")?;
    write_nodes(graph, places, out)?;
    write_edges(graph, &edge_fields, quotes, options, out)?;
    out.write_all(b" </graph>\n</graphml>\n")?;
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
    writeln!(out, " <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    Ok(())
}

fn write_nodes(graph: &ExportGraph, places: bool, out: &mut dyn Write) -> Result<(), ExportError> {
    let (node_fields, mut lines) = (fields::of_nodes(graph), String::new());
    for (at, node) in graph.nodes.iter().enumerate() {
        lines.clear();
        push(&mut lines, format_args!("  <node id=\"n{at}\">\n"));
        push_data(&mut lines, "label", |line| push_text(line, &fields::label(node, at)));
        push_data(&mut lines, "size", |line| push_decimal(line, node.size));
        if let (true, Some((x, y))) = (places, node.position) {
            push_data(&mut lines, "x", |line| push_decimal(line, x));
            push_data(&mut lines, "y", |line| push_decimal(line, y));
        }
        for (key, part) in ["r", "g", "b"].into_iter().zip(node.colour) {
            push_data(&mut lines, key, |line| push(line, format_args!("{part}")));
        }
        push_values(&mut lines, &node_fields, &fields::of_node(graph, at, node));
        lines.push_str("  </node>\n");
        out.write_all(lines.as_bytes())?;
    }
    Ok(())
}

fn write_edges(
    graph: &ExportGraph,
    edge_fields: &[(&str, Type)],
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let (labels, mut lines) = (fields::labels(graph), String::new());
    for (at, edge) in graph.edges.iter().enumerate() {
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        let (source, target) = (edge.source, edge.target);
        lines.clear();
        push(&mut lines, format_args!("  <edge id=\"e{at}\" source=\"n{source}\" target=\"n{target}\">\n"));
        push_data(&mut lines, "weight", |line| push_decimal(line, edge.weight));
        let label = fields::joined(&labels, edge);
        push_data(&mut lines, "edgelabel", |line| push_text(line, &label));
        push_values(&mut lines, edge_fields, &fields::of_edge(graph, at, edge, &found, options));
        lines.push_str("  </edge>\n");
        out.write_all(lines.as_bytes())?;
    }
    Ok(())
}

fn push_values(lines: &mut String, fields: &[(&str, Type)], values: &[Option<Value>]) {
    for ((name, _), value) in fields.iter().zip(values) {
        match value {
            Some(Value::Day(day)) => push_data(lines, name, |line| push(line, format_args!("{day}"))),
            Some(Value::Text(text)) => push_data(lines, name, |line| push_text(line, text)),
            Some(Value::Number(Number::Real(value))) => {
                push_data(lines, name, |line| push_decimal(line, *value));
            }
            Some(Value::Number(Number::Whole(value))) => {
                push_data(lines, name, |line| push(line, format_args!("{value}")));
            }
            None => {}
        }
    }
}

fn push_data(lines: &mut String, key: &str, value: impl FnOnce(&mut String)) {
    for part in ["   <data key=\"", key, "\">"] {
        lines.push_str(part);
    }
    value(lines);
    lines.push_str("</data>\n");
}

/// A String takes all that is written.
fn push(lines: &mut String, what: Arguments<'_>) {
    let _ = lines.write_fmt(what);
}
