//! What Gephi.java printed, and whether it is what the model says.

use std::collections::{BTreeMap, HashMap};

use guanxi::export::{ExportGraph, Quote, clean};

/// A node as Gephi holds it.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) label: String,
    place: [f64; 2],
    size: f64,
    colour: [u8; 3],
    values: BTreeMap<String, String>,
}

/// An edge as Gephi holds it.
#[derive(Debug, Default)]
pub(crate) struct Edge {
    ends: [String; 2],
    pub(crate) weight: f64,
    label: String,
    values: BTreeMap<String, String>,
}

/// One imported file.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) issues: Vec<String>,
    pub(crate) undirected: bool,
    multigraph: bool,
    pub(crate) dynamic: bool,
    time: Option<[i64; 2]>,
    pub(crate) nodes: BTreeMap<String, Node>,
    pub(crate) edges: BTreeMap<String, Edge>,
}

/// The files that Gephi.java says it read.
pub(crate) fn read(said: &str) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    for line in said.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        if parts[0] == "file" {
            reads.push(Read::default());
        } else if let Some(read) = reads.last_mut() {
            take(read, &parts, line);
        }
    }
    reads
}

fn take(read: &mut Read, parts: &[&str], line: &str) {
    let number = |at: usize| parts[at].parse::<f64>().unwrap_or_else(|_| panic!("{line}"));
    let byte = |at: usize| parts[at].parse::<u8>().unwrap_or_else(|_| panic!("{line}"));
    match parts[0] {
        "autoscale" => assert_eq!(parts[1], "true", "as Gephi Desktop imports"),
        "graph" => {
            (read.undirected, read.multigraph) = (parts[3] == "true", parts[4] == "true");
            read.dynamic = parts[5] == "true";
        }
        "time" => read.time = Some([1, 2].map(|at| parts[at].parse().unwrap())),
        "node" => {
            let node = Node {
                label: parts[2].to_owned(),
                place: [number(3), number(4)],
                size: number(5),
                colour: [byte(6), byte(7), byte(8)],
                values: BTreeMap::new(),
            };
            read.nodes.insert(parts[1].to_owned(), node);
        }
        "edge" => {
            assert_eq!(parts[6], "false", "undirected");
            let ends = [parts[2].to_owned(), parts[3].to_owned()];
            let edge = Edge { ends, weight: number(4), label: parts[5].to_owned(), values: BTreeMap::new() };
            read.edges.insert(parts[1].to_owned(), edge);
        }
        "value" => {
            let values = match read.edges.get_mut(parts[1]) {
                Some(edge) => &mut edge.values,
                None => &mut read.nodes.get_mut(parts[1]).expect("a node").values,
            };
            values.insert(parts[2].to_owned(), parts[3].to_owned());
        }
        _ => read.issues.push(line.to_owned()),
    }
}

/// Gephi turns `INF` into `Infinity` in every text column; labels are spared. It is the one change we know of.
fn as_gephi(text: &str) -> String {
    clean(text).replace("INF", "Infinity")
}

/// Holds what Gephi read against the model: no warnings, everything equal; places and sizes in single precision.
pub(crate) fn same(graph: &ExportGraph, evidence: &HashMap<u32, Vec<Quote>>, read: &Read, timed: bool) {
    assert_eq!(read.issues, Vec::<String>::new());
    assert!(read.undirected && !read.multigraph);
    assert_eq!((read.nodes.len(), read.edges.len()), (graph.nodes.len(), graph.edges.len()));
    same_nodes(graph, read);
    same_edges(graph, evidence, read);
    let days: Vec<_> = graph
        .edges
        .iter()
        .flat_map(|e| [e.first(), e.last()])
        .chain(graph.nodes.iter().flat_map(|n| [n.first, n.last]))
        .flatten()
        .collect();
    let instant = |day: &jiff::civil::Date| day.in_tz("UTC").unwrap().timestamp().as_millisecond();
    let bounds = days.iter().min().zip(days.iter().max()).filter(|_| timed);
    assert_eq!(read.time, bounds.map(|(first, last)| [instant(first), instant(last)]));
    assert_eq!(read.dynamic, bounds.is_some());
}

fn same_nodes(graph: &ExportGraph, read: &Read) {
    for (at, node) in graph.nodes.iter().enumerate() {
        let read = &read.nodes[&format!("n{at}")];
        let label = clean(&node.label);
        assert_eq!(read.label, if label.is_empty() { clean(&node.id) } else { label });
        let (x, y) = node.position.unwrap();
        for (found, meant) in [(read.place[0], x), (read.place[1], y), (read.size, node.size)] {
            assert!((found - meant).abs() <= 0.002 * (1.0 + meant.abs() / 1000.0), "{found} for {meant}");
        }
        assert_eq!(read.colour, node.colour);
        let text = |name: &str| read.values.get(name).map_or("", String::as_str);
        assert_eq!(text("entity"), as_gephi(&node.id));
        assert_eq!(text("kind"), node.kind.as_str());
        assert_eq!(text("mentions"), node.mentions.to_string());
        assert_eq!(text("first_date"), node.first.map_or(String::new(), |d| d.to_string()));
        for column in &graph.node_columns {
            let meant = column.get(at).map_or(f64::NAN, |v| v.to_string().parse().unwrap());
            let found = read.values.get(&column.name).map_or(f64::NAN, |v| v.parse().unwrap());
            assert!((found - meant).abs() < 1e-9 || (found.is_nan() && meant.is_nan()), "{}", column.name);
        }
    }
}

fn same_edges(graph: &ExportGraph, quotes: &HashMap<u32, Vec<Quote>>, read: &Read) {
    for (at, edge) in graph.edges.iter().enumerate() {
        let read = &read.edges[&format!("e{at}")];
        let mut ends = read.ends.clone();
        ends.sort_by_key(|id| id[1..].parse::<u32>().unwrap());
        assert_eq!(ends, [format!("n{}", edge.source), format!("n{}", edge.target)]);
        assert!((read.weight - edge.weight).abs() < 1e-9);
        assert!(read.label.contains(" – "));
        assert_eq!(read.values["count"], edge.count().to_string());
        assert_eq!(read.values["shared_articles"], edge.articles().to_string());
        let quotes = &quotes[&edge.relation];
        let evidence = read.values.get("evidence").map_or("", String::as_str);
        assert_eq!(evidence.is_empty(), quotes.is_empty());
        for quote in quotes.iter().filter(|quote| quote.text.chars().count() <= 300) {
            assert!(evidence.contains(&as_gephi(&quote.text)), "{evidence}");
        }
    }
}
