//! One page about a graph: how large it is, who is in it, what holds it together, and when. As HTML or Markdown.

mod html;
mod markdown;
mod times;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use jiff::civil::Date;

use super::quote::{Quotes, cell};
use super::style::legend;
use super::{Edge, ExportError, ExportGraph, NodeMeasures, clean, fields, quotes_of, strongest};

/// What the graph does not know of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Headline.
    pub title: String,
    /// Articles read.
    pub articles: u64,
    /// Articles by day; undated ones are left out.
    pub days: BTreeMap<Date, u64>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// A page for browsers, nothing fetched from elsewhere.
    Html,
    /// Text with tables.
    Markdown,
}

/// What the page says, the same in both formats. Texts are cleaned.
struct Report {
    title: String,
    numbers: Vec<(&'static str, String)>,
    kinds: Vec<KindLine>,
    leaders: Vec<Leader>,
    relations: Vec<Strong>,
    communities: Vec<Group>,
    modularity: f64,
    times: Vec<(String, u64)>,
}

struct KindLine {
    kind: String,
    colour: [u8; 3],
    entities: u64,
    mentions: u64,
}

struct Leader {
    name: String,
    kind: String,
    colour: [u8; 3],
    /// How often it stands with another.
    together: u64,
    degree: u64,
    mentions: u64,
    articles: u64,
}

struct Strong {
    names: [String; 2],
    /// How often and when: `12 times in 1 article, 2024-01-31`.
    counts: String,
    quote: String,
}

struct Group {
    names: Vec<String>,
    size: usize,
}

const LEADERS: usize = 15;
const RELATIONS: usize = 15;
const GROUPS: usize = 8;
const NAMES: usize = 4;
const SENTENCE: usize = 90;

/// Writes the page. The measures are those that [`super::measure_nodes`] gave for this graph.
///
/// # Errors
/// If the graph breaks a rule, its evidence cannot be read, or `out` fails.
pub fn write_report(
    graph: &ExportGraph,
    (about, measures): (&About, &NodeMeasures),
    quotes: &mut Quotes<'_>,
    format: ReportFormat,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    graph.check()?;
    let (strength, names) = (strongest::strength(graph), names(graph));
    let report = Report {
        title: clean(&about.title).into_owned(),
        numbers: numbers(graph, about, measures),
        kinds: kinds(graph),
        leaders: leaders(graph, &names, &strength),
        relations: relations(graph, &names, quotes)?,
        communities: groups(graph, measures, &names, &strength),
        modularity: measures.modularity,
        times: times::by_period(&about.days),
    };
    match format {
        ReportFormat::Html => html::write(&report, out)?,
        ReportFormat::Markdown => markdown::write(&report, out)?,
    }
    Ok(())
}

fn numbers(graph: &ExportGraph, about: &About, measures: &NodeMeasures) -> Vec<(&'static str, String)> {
    let mentions: u64 = graph.nodes.iter().map(|node| node.mentions).sum();
    let mut numbers = vec![
        ("articles", thousands(about.articles)),
        ("mentions", thousands(mentions)),
        ("entities", thousands(graph.nodes.len() as u64)),
        ("relations", thousands(graph.edges.len() as u64)),
        ("communities", thousands(measures.communities.iter().filter(|size| **size > 1).count() as u64)),
    ];
    if let (Some((first, _)), Some((last, _))) = (about.days.first_key_value(), about.days.last_key_value()) {
        numbers.insert(1, ("dated", period(Some(*first), Some(*last))));
    }
    numbers
}

/// What each node is called: its name, and where several share it what tells them apart.
fn names(graph: &ExportGraph) -> Vec<String> {
    let mut names = fields::labels(graph);
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    let shared: BTreeSet<String> = sorted.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect();
    for (name, node) in names.iter_mut().zip(&graph.nodes).filter(|(name, _)| shared.contains(*name)) {
        let apart = clean(node.within.as_deref().unwrap_or(node.kind.as_str())).into_owned();
        *name = format!("{name} ({apart})");
    }
    names
}

/// A number with commas: 12,345.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn period(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(day), _) | (_, Some(day)) => day.to_string(),
        _ => String::new(),
    }
}

fn kinds(graph: &ExportGraph) -> Vec<KindLine> {
    let of = |kind: &str| graph.nodes.iter().filter(|node| node.kind.as_str() == kind).collect::<Vec<_>>();
    let line = |(kind, colour): (String, [u8; 3])| {
        let nodes = of(&kind);
        let mentions = nodes.iter().map(|node| node.mentions).sum();
        KindLine { kind, colour, entities: nodes.len() as u64, mentions }
    };
    let mut lines: Vec<KindLine> = legend(graph).into_iter().map(line).collect();
    lines.sort_by_key(|line| Reverse(line.entities));
    lines
}

/// The nodes of greatest weighted degree, lower positions first among equals.
fn leaders(graph: &ExportGraph, names: &[String], strength: &[f64]) -> Vec<Leader> {
    let (mut degree, mut together) = (vec![0u64; graph.nodes.len()], vec![0u64; graph.nodes.len()]);
    for edge in &graph.edges {
        for end in [edge.source, edge.target] {
            degree[end as usize] += 1;
            together[end as usize] += edge.count();
        }
    }
    let colours = legend(graph);
    let leader = |at: usize| {
        let node = &graph.nodes[at];
        let colour = colours.iter().find(|(kind, _)| kind == node.kind.as_str());
        Leader {
            name: names[at].clone(),
            kind: node.kind.as_str().to_owned(),
            colour: colour.map_or([0; 3], |(_, colour)| *colour),
            together: together[at],
            degree: degree[at],
            mentions: node.mentions,
            articles: node.articles,
        }
    };
    by_strength((0..graph.nodes.len()).collect(), strength).into_iter().take(LEADERS).map(leader).collect()
}

fn by_strength(mut nodes: Vec<usize>, strength: &[f64]) -> Vec<usize> {
    nodes.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]).then(a.cmp(&b)));
    nodes
}

fn relations(
    graph: &ExportGraph,
    names: &[String],
    quotes: &mut Quotes<'_>,
) -> Result<Vec<Strong>, ExportError> {
    let mut order: Vec<usize> = (0..graph.edges.len()).collect();
    order.sort_by(|&a, &b| graph.edges[b].weight.total_cmp(&graph.edges[a].weight).then(a.cmp(&b)));
    let strong = |&at: &usize| {
        let edge = &graph.edges[at];
        let found = quotes_of(graph, edge, quotes, 1)?;
        let name = |end: u32| names[end as usize].clone();
        Ok(Strong {
            names: [name(edge.source), name(edge.target)],
            counts: counts(edge),
            quote: cell(&found, SENTENCE),
        })
    };
    order.iter().take(RELATIONS).map(strong).collect()
}

fn counts(edge: &Edge) -> String {
    let counted =
        |count: u64, what: &str| format!("{} {what}{}", thousands(count), if count == 1 { "" } else { "s" });
    let counts = format!("{} in {}", counted(edge.count(), "time"), counted(edge.articles(), "article"));
    match period(edge.first(), edge.last()) {
        period if period.is_empty() => counts,
        period => format!("{counts}, {period}"),
    }
}

/// The largest communities of two or more, named by their members of greatest weighted degree.
fn groups(graph: &ExportGraph, measures: &NodeMeasures, names: &[String], strength: &[f64]) -> Vec<Group> {
    let Some(column) = graph.node_columns.iter().find(|column| column.name == "community") else {
        return Vec::new();
    };
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); measures.communities.len()];
    for at in 0..graph.nodes.len() {
        let class = column.get(at).and_then(|number| number.to_string().parse::<usize>().ok());
        if let Some(list) = class.and_then(|class| members.get_mut(class)) {
            list.push(at);
        }
    }
    let name = |at: usize| names[at].clone();
    let group = |list: Vec<usize>| Group {
        size: list.len(),
        names: by_strength(list, strength).into_iter().take(NAMES).map(name).collect(),
    };
    members.into_iter().filter(|list| list.len() > 1).take(GROUPS).map(group).collect()
}
