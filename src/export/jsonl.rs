//! One JSON record a line: entities, then each relation followed by its evidence, all of it if not told otherwise. Text is given back unchanged.
//!
//! `record` says which it is. Ends of relations are entity ids. The spans of evidence are Unicode scalar values of its
//! text, start before end, as everywhere in what guanxi prints.

use std::io::Write;

use serde_json::{Value as Json, json};

use crate::text::Span;

use super::json::{dated, named, write_object};
use super::model::{Column, Number};
use super::quote::{Quote, Quotes};
use super::style::hex;
use super::{Edge, ExportError, ExportGraph, Node, Options, quotes_of};

/// Writes the graph. See [`super::write()`].
pub(super) fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    for (at, node) in graph.nodes.iter().enumerate() {
        let fields: Vec<_> = entity(node).into_iter().chain(measures(&graph.node_columns, at)).collect();
        write_line(&fields, out)?;
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        let fields: Vec<_> =
            relation(graph, edge).into_iter().chain(measures(&graph.edge_columns, at)).collect();
        write_line(&fields, out)?;
        for quote in quotes_of(graph, edge, quotes, options.evidence)? {
            write_line(&evidence(graph, edge, &quote), out)?;
        }
    }
    Ok(())
}

fn write_line(fields: &[(String, Json)], out: &mut dyn Write) -> Result<(), ExportError> {
    write_object(fields, out)?;
    out.write_all(b"\n")?;
    Ok(())
}

fn entity(node: &Node) -> Vec<(String, Json)> {
    named([
        ("record", json!("entity")),
        ("id", json!(node.id)),
        ("name", json!(node.label)),
        ("kind", json!(node.kind)),
        ("within", json!(node.within)),
        ("aliases", json!(node.aliases)),
        ("surfaces", json!(node.surfaces)),
        ("mentions", json!(node.mentions)),
        ("articles", json!(node.articles)),
        ("first", json!(node.first.map(|d| d.to_string()))),
        ("last", json!(node.last.map(|d| d.to_string()))),
        ("x", json!(node.position.map(|p| p.0))),
        ("y", json!(node.position.map(|p| p.1))),
        ("size", json!(node.size)),
        ("colour", json!(hex(node.colour))),
    ])
}

fn relation(graph: &ExportGraph, edge: &Edge) -> Vec<(String, Json)> {
    named([
        ("record", json!("relation")),
        ("source", json!(graph.nodes[edge.source as usize].id)),
        ("target", json!(graph.nodes[edge.target as usize].id)),
        ("weight", json!(edge.weight)),
        ("count", json!(edge.count())),
        ("articles", json!(edge.articles())),
        ("first", json!(edge.first().map(|d| d.to_string()))),
        ("last", json!(edge.last().map(|d| d.to_string()))),
        ("dated", dated(edge)),
    ])
}

fn measures(columns: &[Column], at: usize) -> Vec<(String, Json)> {
    let value = |column: &Column| match column.get(at) {
        Some(Number::Whole(value)) => json!(value),
        Some(Number::Real(value)) => json!(value),
        None => Json::Null,
    };
    columns.iter().map(|column| (column.name.clone(), value(column))).collect()
}

fn evidence(graph: &ExportGraph, edge: &Edge, quote: &Quote) -> Vec<(String, Json)> {
    named([
        ("record", json!("evidence")),
        ("source", json!(graph.nodes[edge.source as usize].id)),
        ("target", json!(graph.nodes[edge.target as usize].id)),
        ("text", json!(quote.text)),
        ("source_spans", scalars(&quote.text, &quote.a)),
        ("target_spans", scalars(&quote.text, &quote.b)),
        ("file", json!(quote.source)),
        ("id", json!(quote.record)),
        ("line", json!(quote.line)),
        ("title", json!(quote.title)),
        ("date", json!(quote.date.map(|d| d.to_string()))),
    ])
}

/// Byte spans as pairs of scalar values; spans that are not of this text are left out.
fn scalars(text: &str, spans: &[Span]) -> Json {
    let count = |to: u32| text.get(..to as usize).map(|part| part.chars().count());
    spans.iter().filter_map(|span| Some(json!([count(span.start)?, count(span.end)?]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_scalar_values() {
        let spans = [Span::new(4, 7), Span::new(1, 2), Span::new(0, 99)];
        assert_eq!(scalars("😀赤峰", &spans), json!([[1, 2]]));
    }
}
