//! The graph as every writer sees it, whatever it was selected by. Holds no evidence: that is asked for as it is written.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use crate::dictionary::Kind;
use crate::store::Dated;

use super::ExportError;

/// Entities and relations ready to be written. Undirected, at most one edge a pair, no self-loops.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportGraph {
    /// Sorted by entity id; an edge names its ends by position here.
    pub nodes: Vec<Node>,
    /// Sorted by `(source, target)`, `source < target`.
    pub edges: Vec<Edge>,
    /// Measures of the nodes, in the order in which they are written.
    pub node_columns: Vec<Column>,
    /// Measures of the edges, in the order in which they are written.
    pub edge_columns: Vec<Column>,
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The stable text of the entity (`place:鼓楼区@南京市`).
    pub id: String,
    /// Its canonical name.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// The container, as the dictionary names it.
    pub within: Option<String>,
    /// Listed aliases.
    pub aliases: Vec<String>,
    /// Other forms seen in the text.
    pub surfaces: Vec<String>,
    /// Mentions counted.
    pub mentions: u64,
    /// Articles that hold it.
    pub articles: u64,
    /// Earliest date of those articles.
    pub first: Option<Date>,
    /// Latest date of those articles.
    pub last: Option<Date>,
    /// Where it stands: y points up, the middle of all nodes is (0, 0), no coordinate beyond 5,000. None without layout.
    pub position: Option<(f64, f64)>,
    /// Radius in units of the layout, 4 to 100.
    pub size: f64,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

/// A relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Position of the lower node.
    pub source: u32,
    /// Position of the higher node.
    pub target: u32,
    /// What evidence is asked for by: the relation's number in its snapshot.
    pub relation: u32,
    /// The number it is drawn and walked with: finite and above 0.
    pub weight: f64,
    /// Counts by day, sorted by day, undated first.
    pub dated: Vec<Dated>,
}

impl Edge {
    /// The sum of the counts.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.dated.iter().map(|d| d.count).sum()
    }

    /// The number of articles.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.dated.iter().map(|d| d.articles).sum()
    }

    /// Earliest date.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.dated.iter().filter_map(|d| d.day).min()
    }

    /// Latest date.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.dated.iter().filter_map(|d| d.day).max()
    }
}

/// A measure: one value a node or an edge, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// `snake_case`, unlike every other column's (`pagerank`, `npmi`).
    pub name: String,
    /// The values.
    pub values: Values,
}

/// The values of a [`Column`].
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Counts and class numbers: degree, core, community.
    Whole(Vec<u64>),
    /// Measures. A value that is not finite is undefined there and left out.
    Real(Vec<f64>),
}

impl Column {
    /// A column of whole numbers.
    pub fn whole(name: impl Into<String>, values: Vec<u64>) -> Self {
        Self { name: name.into(), values: Values::Whole(values) }
    }

    /// A column of real numbers.
    pub fn real(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self { name: name.into(), values: Values::Real(values) }
    }

    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Whole(values) => values.len(),
            Values::Real(values) => values.len(),
        }
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at a position, if it is defined there.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Number> {
        match &self.values {
            Values::Whole(values) => values.get(at).map(|&v| Number::Whole(v)),
            Values::Real(values) => values.get(at).filter(|v| v.is_finite()).map(|&v| Number::Real(v)),
        }
    }
}

/// One defined value of a [`Column`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A count or class number.
    Whole(u64),
    /// A finite measure.
    Real(f64),
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(value) => value.fmt(f),
            Self::Real(value) => super::decimal(*value).fmt(f),
        }
    }
}

/// Names that a measure may not take: Gephi reads some as looks, the others are ours.
const TAKEN: [&str; 33] = [
    "id",
    "label",
    "edgelabel",
    "nodelabel",
    "weight",
    "size",
    "color",
    "r",
    "g",
    "b",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "zpos",
    "timeset",
    "source",
    "target",
    "type",
    "entity",
    "kind",
    "within",
    "aliases",
    "surfaces",
    "mentions",
    "articles",
    "first_date",
    "last_date",
    "count",
    "shared_articles",
    "first_shared",
    "last_shared",
];

impl ExportGraph {
    /// Makes sure of what every format relies on: one edge a pair with existing ends, weights finite and above 0, sizes
    /// and positions finite, measures as long as the graph with names of their own.
    ///
    /// # Errors
    /// [`ExportError::Empty`] without nodes, [`ExportError::Model`] with the rule that is broken.
    pub fn check(&self) -> Result<(), ExportError> {
        if self.nodes.is_empty() {
            return Err(ExportError::Empty);
        }
        let broken = |rule: String| Err(ExportError::Model(rule));
        for node in &self.nodes {
            let numbers = [node.size, node.position.map_or(0.0, |p| p.0), node.position.map_or(0.0, |p| p.1)];
            if numbers.iter().any(|n| !n.is_finite()) || node.size <= 0.0 {
                return broken(format!("size or position of \"{}\" is not a number", node.id));
            }
        }
        let mut previous = None;
        for edge in &self.edges {
            if edge.source >= edge.target || edge.target as usize >= self.nodes.len() {
                return broken(format!(
                    "relation {} joins nodes that are not there or not sorted",
                    edge.relation
                ));
            }
            if !edge.weight.is_finite() || edge.weight <= 0.0 {
                return broken(format!(
                    "relation {} weighs {}, which is not above 0",
                    edge.relation, edge.weight
                ));
            }
            let ends = Some((edge.source, edge.target));
            if previous >= ends {
                return broken(format!("relation {} is not sorted or is there twice", edge.relation));
            }
            previous = ends;
        }
        self.check_columns()
    }

    fn check_columns(&self) -> Result<(), ExportError> {
        let nodes = self.node_columns.iter().map(|c| (c, self.nodes.len()));
        let edges = self.edge_columns.iter().map(|c| (c, self.edges.len()));
        let mut names: HashSet<&str> = TAKEN.into_iter().chain(["evidence"]).collect();
        for (column, length) in nodes.chain(edges) {
            let name = column.name.as_str();
            let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !plain || name.contains("interval") || name.contains("timestamp") || !names.insert(name) {
                return Err(ExportError::Model(format!("\"{name}\" cannot name one more measure")));
            }
            if column.len() != length {
                return Err(ExportError::Model(format!(
                    "\"{name}\" has {} values for {length}",
                    column.len()
                )));
            }
        }
        Ok(())
    }

    /// Puts the nodes at these places: moves their middle to (0, 0) and, where they reach beyond 5,000, draws them in.
    /// Under these limits Gephi's importer changes nothing. Rounds to thousandths.
    ///
    /// # Errors
    /// [`ExportError::Model`] unless there is one place a node.
    pub fn place(&mut self, places: &[(f64, f64)]) -> Result<(), ExportError> {
        if places.len() != self.nodes.len() {
            return Err(ExportError::Model(format!(
                "{} places for {} nodes",
                places.len(),
                self.nodes.len()
            )));
        }
        let count = (places.len() as f64).max(1.0);
        let sum = places.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
        let (x, y) = (sum.0 / count, sum.1 / count);
        let reach = places.iter().map(|p| (p.0 - x).abs().max((p.1 - y).abs())).fold(0.0, f64::max);
        let ratio = if reach > REACH { REACH / reach } else { 1.0 };
        let round = |n: f64| (n * ratio * 1000.0).round() / 1000.0;
        for (node, place) in self.nodes.iter_mut().zip(places) {
            node.position = Some((round(place.0 - x), round(place.1 - y)));
        }
        Ok(())
    }

    /// The days on which each node's edges and its first and last article are dated: its times in a timeline.
    pub(super) fn node_days(&self) -> Vec<Vec<Date>> {
        let mut days: Vec<BTreeSet<Date>> =
            self.nodes.iter().map(|node| node.first.into_iter().chain(node.last).collect()).collect();
        for edge in &self.edges {
            for day in edge.dated.iter().filter_map(|d| d.day) {
                days[edge.source as usize].insert(day);
                days[edge.target as usize].insert(day);
            }
        }
        days.into_iter().map(|days| days.into_iter().collect()).collect()
    }

    /// The latest date in the graph: the date of its data.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        let edges = self.edges.iter().filter_map(Edge::last);
        self.nodes.iter().filter_map(|node| node.last).chain(edges).max()
    }
}

/// The largest coordinate Gephi leaves as it is.
const REACH: f64 = 5000.0;
