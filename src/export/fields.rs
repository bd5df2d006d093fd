//! The columns of our own that every tabular writer shares: what they are called, what type they have, what they hold.

use std::collections::HashSet;

use jiff::civil::Date;

use super::model::{Number, Values};
use super::quote::{Quote, cell};
use super::{Edge, ExportGraph, Node, Options, clean};

/// What a column holds, for formats that declare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Whole,
    Real,
}

/// One value. Text is cleaned and not empty; what is missing is left out by the writers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Day(Date),
    Number(Number),
}

/// Joins the names of a list in one cell.
const BETWEEN_NAMES: &str = " | ";

/// Name and type of each column of a node after id, label, size, place and colour.
pub(super) fn of_nodes(graph: &ExportGraph) -> Vec<(&str, Type)> {
    let mut fields = vec![
        ("entity", Type::Text),
        ("kind", Type::Text),
        ("within", Type::Text),
        ("aliases", Type::Text),
        ("surfaces", Type::Text),
        ("mentions", Type::Whole),
        ("articles", Type::Whole),
        ("first_date", Type::Text),
        ("last_date", Type::Text),
    ];
    fields.extend(graph.node_columns.iter().map(|c| (c.name.as_str(), type_of(&c.values))));
    fields
}

/// Name and type of each column of an edge after its ends, weight and label.
pub(super) fn of_edges<'a>(graph: &'a ExportGraph, options: &Options) -> Vec<(&'a str, Type)> {
    let mut fields = vec![
        ("count", Type::Whole),
        ("shared_articles", Type::Whole),
        ("first_shared", Type::Text),
        ("last_shared", Type::Text),
    ];
    fields.extend(graph.edge_columns.iter().map(|c| (c.name.as_str(), type_of(&c.values))));
    if options.evidence > 0 {
        fields.push(("evidence", Type::Text));
    }
    fields
}

fn type_of(values: &Values) -> Type {
    match values {
        Values::Whole(_) => Type::Whole,
        Values::Real(_) => Type::Real,
    }
}

/// The values of a node in the order of [`of_nodes`].
pub(super) fn of_node(graph: &ExportGraph, at: usize, node: &Node) -> Vec<Option<Value>> {
    let mut values = vec![
        text(&node.id),
        text(node.kind.as_str()),
        text(node.within.as_deref().unwrap_or_default()),
        names(&node.aliases),
        names(&node.surfaces),
        Some(whole(node.mentions)),
        Some(whole(node.articles)),
        node.first.map(Value::Day),
        node.last.map(Value::Day),
    ];
    values.extend(graph.node_columns.iter().map(|c| c.get(at).map(Value::Number)));
    values
}

/// The values of an edge in the order of [`of_edges`].
pub(super) fn of_edge(
    graph: &ExportGraph,
    at: usize,
    edge: &Edge,
    quotes: &[Quote],
    options: &Options,
) -> Vec<Option<Value>> {
    let mut values = vec![
        Some(whole(edge.count())),
        Some(whole(edge.articles())),
        edge.first().map(Value::Day),
        edge.last().map(Value::Day),
    ];
    values.extend(graph.edge_columns.iter().map(|c| c.get(at).map(Value::Number)));
    if options.evidence > 0 {
        values.push(plain(cell(quotes, options.sentence)));
    }
    values
}

/// What a node is called in a picture: its name, or where nothing of that can be shown its id or number.
pub(super) fn label(node: &Node, at: usize) -> String {
    let shown = [clean(&node.label), clean(&node.id)].into_iter().find(|text| !text.is_empty());
    shown.map_or_else(|| format!("n{at}"), std::borrow::Cow::into_owned)
}

/// What each node is called, for writers that name both ends of every edge.
pub(super) fn labels(graph: &ExportGraph) -> Vec<String> {
    graph.nodes.iter().enumerate().map(|(at, node)| label(node, at)).collect()
}

/// Text ids for formats that carry any text: the entity ids, cleaned.
pub(super) fn ids(graph: &ExportGraph) -> Vec<String> {
    unique(graph.nodes.iter().map(|node| clean(&node.id).into_owned()))
}

/// Makes texts differ: where one is empty or was there before, it gets its number.
pub(super) fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut ids = Vec::new();
    for (at, mut id) in texts.enumerate() {
        while id.is_empty() || taken.contains(&id) {
            id = format!("{id}#{at}");
        }
        taken.insert(id.clone());
        ids.push(id);
    }
    ids
}

/// What an edge is called in a table: both names.
pub(super) fn edge_label(graph: &ExportGraph, edge: &Edge) -> String {
    let name = |at: u32| label(&graph.nodes[at as usize], at as usize);
    between(&name(edge.source), &name(edge.target))
}

/// The same, made of [`labels`].
pub(super) fn joined(labels: &[String], edge: &Edge) -> String {
    between(&labels[edge.source as usize], &labels[edge.target as usize])
}

fn between(source: &str, target: &str) -> String {
    [source, target].join(" – ")
}

fn whole(value: u64) -> Value {
    Value::Number(Number::Whole(value))
}

fn text(value: &str) -> Option<Value> {
    plain(clean(value).into_owned())
}

/// Text that is clean already.
fn plain(value: String) -> Option<Value> {
    (!value.is_empty()).then_some(Value::Text(value))
}

fn names(list: &[String]) -> Option<Value> {
    let names: Vec<_> = list.iter().map(|name| clean(name)).filter(|name| !name.is_empty()).collect();
    text(&names.join(BETWEEN_NAMES))
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}
