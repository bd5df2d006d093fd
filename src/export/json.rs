//! Three shapes of JSON: node-link (D3, NetworkX), Cytoscape.js, graphology. One node or edge a line.
//!
//! Node-link and Cytoscape carry lists as lists and evidence as objects; graphology's attributes stay flat, as the
//! viewers built on it expect numbers and text.

use std::io::Write;

use serde_json::{Value as Json, json};

use super::fields::{self, Value};
use super::model::Number;
use super::quote::{Quote, Quotes, excerpt};
use super::style::hex;
use super::{Edge, ExportError, ExportGraph, Format, Node, Options, clean, quotes_of};

/// Names and values in the order in which they are written.
type Fields = Vec<(String, Json)>;

/// Writes the graph in the shape of the format. See [`super::write()`].
pub(super) fn write(
    graph: &ExportGraph,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let (head, middle, tail) = match options.format {
        Format::Cytoscape if graph.nodes.iter().all(|node| node.position.is_some()) => {
            ("{\"layout\":{\"name\":\"preset\"},\n\"elements\":{\"nodes\":[", "],\n\"edges\":[", "]}}\n")
        }
        Format::Cytoscape => ("{\"elements\":{\"nodes\":[", "],\n\"edges\":[", "]}}\n"),
        Format::Graphology => (GRAPHOLOGY, "],\n\"edges\":[", "]}\n"),
        _ => {
            ("{\"directed\":false,\"multigraph\":false,\"graph\":{},\n\"nodes\":[", "],\n\"links\":[", "]}\n")
        }
    };
    let ids = fields::ids(graph);
    out.write_all(head.as_bytes())?;
    for (at, node) in graph.nodes.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        write_object(&node_object(graph, at, node, &ids[at], options.format), out)?;
    }
    out.write_all(middle.as_bytes())?;
    for (at, edge) in graph.edges.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        let ends = [&ids[edge.source as usize], &ids[edge.target as usize]];
        let attributes = edge_attributes(graph, at, edge, &found, options);
        write_object(&edge_object(at, ends, attributes, options.format), out)?;
    }
    out.write_all(tail.as_bytes())?;
    Ok(())
}

const GRAPHOLOGY: &str = "{\"options\":{\"type\":\"undirected\",\"multi\":false,\"allowSelfLoops\":false},\
    \"attributes\":{},\n\"nodes\":[";

/// One JSON object on one line, fields in the given order.
pub(super) fn write_object(fields: &[(String, Json)], out: &mut dyn Write) -> Result<(), ExportError> {
    out.write_all(b"{")?;
    for (at, (name, value)) in fields.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}{}:{value}", Json::from(name.as_str()))?;
    }
    out.write_all(b"}")?;
    Ok(())
}

fn node_object(graph: &ExportGraph, at: usize, node: &Node, id: &str, format: Format) -> Fields {
    let label = fields::label(node, at);
    let mut attributes = named([("label", json!(label))]);
    let own = fields::of_nodes(graph).into_iter().zip(fields::of_node(graph, at, node));
    for ((name, _), value) in own {
        let value = match (format, name) {
            (Format::Graphology, _) => value.map(plain),
            (_, "aliases") => list(&node.aliases),
            (_, "surfaces") => list(&node.surfaces),
            _ => value.map(plain),
        };
        attributes.extend(value.map(|value| (name.to_owned(), value)));
    }
    attributes.extend(named([("size", json!(node.size)), ("color", json!(hex(node.colour)))]));
    let place = node.position.filter(|_| format != Format::Cytoscape);
    attributes.extend(place.into_iter().flat_map(|(x, y)| named([("x", json!(x)), ("y", json!(y))])));
    match format {
        Format::Graphology => named([("key", json!(id)), ("attributes", object(attributes))]),
        Format::Cytoscape => {
            let start = named([("id", json!(id)), ("name", json!(label))]);
            let mut node_object = named([("data", object(start.into_iter().chain(attributes).collect()))]);
            let place = node.position.map(|(x, y)| json!({"x": x, "y": 0.0 - y}));
            node_object.extend(place.map(|place| ("position".to_owned(), place)));
            node_object
        }
        _ => named([("id", json!(id))]).into_iter().chain(attributes).collect(),
    }
}

fn edge_attributes(
    graph: &ExportGraph,
    at: usize,
    edge: &Edge,
    found: &[Quote],
    options: &Options,
) -> Fields {
    let mut attributes = named([("weight", json!(edge.weight))]);
    let flat = options.format == Format::Graphology;
    let own =
        fields::of_edges(graph, options).into_iter().zip(fields::of_edge(graph, at, edge, found, options));
    for ((name, _), value) in own.filter(|((name, _), _)| flat || *name != "evidence") {
        attributes.extend(value.map(|value| (name.to_owned(), plain(value))));
    }
    if flat {
        attributes.push(("label".to_owned(), json!(fields::edge_label(graph, edge))));
    } else {
        let evidence: Vec<Json> = found.iter().map(|quote| quoted(quote, options)).collect();
        attributes.extend(named([("dated", dated(edge)), ("evidence", Json::from(evidence))]));
    }
    attributes
}

fn edge_object(at: usize, ends: [&String; 2], attributes: Fields, format: Format) -> Fields {
    let [source, target] = ends;
    let ends = named([("source", json!(source)), ("target", json!(target))]);
    match format {
        Format::Graphology => named([("key", json!(format!("e{at}")))])
            .into_iter()
            .chain(ends)
            .chain(named([("undirected", json!(true)), ("attributes", object(attributes))]))
            .collect(),
        Format::Cytoscape => {
            let start = named([("id", json!(format!("e{at}")))]);
            named([("data", object(start.into_iter().chain(ends).chain(attributes).collect()))])
        }
        _ => ends.into_iter().chain(attributes).collect(),
    }
}

/// Counts by day: `[{"date":"2024-01-31","count":3,"articles":1}]`, undated first with a null.
pub(super) fn dated(edge: &Edge) -> Json {
    let day = |d: &crate::store::Dated| json!({"date": d.day.map(|day| day.to_string()), "count": d.count, "articles": d.articles});
    edge.dated.iter().map(day).collect()
}

fn quoted(quote: &Quote, options: &Options) -> Json {
    json!({
        "text": clean(&excerpt(quote, options.sentence)),
        "source": clean(&quote.source),
        "id": quote.record.as_deref().map(clean),
        "line": quote.line,
        "title": clean(&quote.title),
        "date": quote.date.map(|date| date.to_string()),
    })
}

fn list(names: &[String]) -> Option<Json> {
    let names: Vec<_> = names.iter().map(|name| clean(name)).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| json!(names))
}

fn plain(value: Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text),
        Value::Day(day) => Json::from(day.to_string()),
        Value::Number(Number::Whole(value)) => Json::from(value),
        Value::Number(Number::Real(value)) => Json::from(value),
    }
}

fn object(fields: Fields) -> Json {
    Json::Object(fields.into_iter().collect())
}

/// Fields from names and values written beside each other.
pub(super) fn named<const N: usize>(fields: [(&str, Json); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
