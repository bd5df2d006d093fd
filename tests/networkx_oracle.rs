//! The answers of `graph/` beside those of networkx, for random graphs. Skipped where `$PYTHON`, or python3, has no networkx.

mod support;

use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use guanxi::dictionary::{EntityId, Kind};
use guanxi::graph::{
    By, Communities, GraphView, NearOptions, Network, PathFinder, PathOptions, Selection, betweenness,
    communities, components, cores, neighbourhood, page_rank, within_hops,
};
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
use serde_json::{Value, json};

const NODES: u32 = 400;
const PAIRS: [(u32, u32); 6] = [(0, 399), (1, 2), (17, 300), (250, 41), (5, 333), (90, 91)];

/// Reads edges and pairs, writes what networkx makes of them.
const PYTHON: &str = r#"
import json, sys, itertools
import networkx as nx
asked = json.load(sys.stdin)
g = nx.Graph()
g.add_nodes_from(range(asked["nodes"]))
for a, b, count in asked["edges"]:
    g.add_edge(a, b, weight=count, distance=1 / count)
def paths(a, b, weight):
    if not nx.has_path(g, a, b):
        return []
    found = itertools.islice(nx.shortest_simple_paths(g, a, b, weight=weight), 8)
    return [nx.path_weight(g, p, weight) if weight else len(p) - 1 for p in found]
try:
    rank = nx.pagerank(g, tol=1e-13, max_iter=1000)
except ImportError:
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python
    rank = _pagerank_python(g, tol=1e-13, max_iter=1000)
between = nx.betweenness_centrality(g)
core = nx.core_number(g)
groups = {}
for node, group in enumerate(asked["communities"]):
    groups.setdefault(group, set()).add(node)
louvain = [nx.community.louvain_communities(g, seed=s) for s in range(5)]
json.dump({
    "hops": [paths(a, b, None) for a, b in asked["pairs"]],
    "strength": [paths(a, b, "distance") for a, b in asked["pairs"]],
    "near": [sorted(nx.single_source_shortest_path_length(g, a, cutoff=2).items()) for a, _ in asked["pairs"]],
    "rank": [rank[n] for n in range(asked["nodes"])],
    "between": [between[n] for n in range(asked["nodes"])],
    "core": [core[n] for n in range(asked["nodes"])],
    "components": sorted((len(c) for c in nx.connected_components(g)), reverse=True),
    "modularity": nx.community.modularity(g, groups.values()),
    "louvain": max(nx.community.modularity(g, c) for c in louvain),
}, sys.stdout)
"#;

type Edge = (u32, u32, u64);

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A thousand relations, of which two of three stay within a block of forty.
fn blocks() -> Vec<Edge> {
    drawn(|numbers| {
        let (a, b) = (numbers.below(u64::from(NODES)), numbers.below(u64::from(NODES)));
        (a, if numbers.below(3) > 0 { a / 40 * 40 + b % 40 } else { b })
    })
}

/// A thousand relations, most of them with a few nodes, some nodes with none.
fn hubs() -> Vec<Edge> {
    drawn(|numbers| {
        let (a, b) = (numbers.below(400) * numbers.below(400) / 400, numbers.below(400));
        (a * numbers.below(400) / 400, b)
    })
}

fn drawn(ends: impl Fn(&mut Numbers) -> (u64, u64)) -> Vec<Edge> {
    let mut numbers = Numbers(7);
    let mut edge = || {
        let (a, b) = ends(&mut numbers);
        (a.min(b) as u32, a.max(b) as u32, numbers.below(4) * numbers.below(4) + 1)
    };
    let mut edges: Vec<Edge> = (0..1000).map(|_| edge()).filter(|(a, b, _)| a != b).collect();
    edges.sort_unstable();
    edges.dedup_by_key(|edge| (edge.0, edge.1));
    edges
}

fn snapshot(edges: &[Edge]) -> Snapshot {
    let entity = |node: u32| {
        let name = format!("{node:03}");
        EntityRow {
            mentions: 1,
            windows: 1,
            articles: 1,
            ..EntityRow::new(EntityId::new(&Kind::PLACE, &name, None), Kind::PLACE, name)
        }
    };
    let dated = |count| vec![Dated { day: None, count, articles: 1 }];
    let relations = edges.iter().map(|&(a, b, count)| RelationRow { a, b, dated: dated(count) }).collect();
    Snapshot::from_rows(1, 1000, 1000, (0..NODES).map(entity).collect(), relations)
}

fn python() -> OsString {
    std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into())
}

/// What networkx answers; none where there is no networkx.
fn ask_networkx(question: &Value) -> Option<Value> {
    let present = Command::new(python()).args(["-c", "import networkx"]).output();
    if !present.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut python = Command::new(python())
        .args(["-c", PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python was there");
    python.stdin.take().expect("piped").write_all(question.to_string().as_bytes()).expect("python reads");
    let output = python.wait_with_output().expect("python ends");
    assert!(output.status.success(), "networkx failed on the question");
    Some(serde_json::from_slice(&output.stdout).expect("python writes JSON"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|item| item.as_f64().expect("a number")).collect()
}

fn assert_near(ours: &[f64], theirs: &Value, within: f64, what: &str) {
    let theirs = numbers(theirs);
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        assert!((ours - theirs).abs() <= within, "{what} {at}: {ours} for {theirs}");
    }
}

/// A random graph, and what networkx answers of it.
struct Asked {
    snapshot: Snapshot,
    network: Network,
    groups: Communities,
    answer: Value,
}

impl Asked {
    fn of(edges: &[Edge]) -> Option<Self> {
        let snapshot = snapshot(edges);
        let network = Selection::default().select(&snapshot).network();
        let groups = communities(&network, 1);
        let question = json!({ "nodes": NODES, "edges": edges, "pairs": PAIRS, "communities": groups.of });
        Some(Self { answer: ask_networkx(&question)?, snapshot, network, groups })
    }
}

/// Both graphs, asked once; none, with a word on it, where there is no networkx.
fn asked() -> Option<&'static [Asked; 2]> {
    static ASKED: LazyLock<Option<[Asked; 2]>> =
        LazyLock::new(|| Some([Asked::of(&blocks())?, Asked::of(&hubs())?]));
    if ASKED.is_none() {
        support::skip::skip("networkx", &format!("{} with networkx is not installed", python().display()));
    }
    ASKED.as_ref()
}

#[test]
fn paths_are_as_long_as_those_of_networkx() {
    for Asked { snapshot, answer, .. } in asked().into_iter().flatten() {
        let view = GraphView::whole(snapshot);
        let mut finder = PathFinder::new(&view);
        for (at, &(from, to)) in PAIRS.iter().enumerate() {
            for (by, name) in [(By::Hops, "hops"), (By::Strength, "strength")] {
                let options = PathOptions { k: 8, by, ..PathOptions::default() };
                let paths = finder.find(from, to, &options).unwrap_or_default();
                let length = |path: &guanxi::graph::Path| match by {
                    By::Hops => path.relations.len() as f64,
                    By::Strength => path.distance,
                };
                let ours: Vec<f64> = paths.iter().map(length).collect();
                assert_near(&ours, &answer[name][at], 1e-9, &format!("paths {from} to {to} by {name}"));
            }
        }
    }
}

#[test]
fn neighbourhoods_are_those_of_networkx() {
    for Asked { snapshot, answer, .. } in asked().into_iter().flatten() {
        let view = GraphView::whole(snapshot);
        for (at, &(from, _)) in PAIRS.iter().enumerate() {
            let near = neighbourhood(&view, from, &NearOptions { hops: 2, ..NearOptions::default() });
            let mut hops: Vec<(u32, u32)> = near.rows.iter().map(|row| (row.node, row.hop)).collect();
            hops.push((from, 0));
            hops.sort_unstable();
            assert_eq!(json!(hops), answer["near"][at]);
            let nodes: Vec<u32> = hops.iter().map(|&(node, _)| node).collect();
            assert_eq!(within_hops(&view, &[from], 2), nodes);
        }
    }
}

#[test]
fn ranks_cores_and_components_are_those_of_networkx() {
    for Asked { network, answer, .. } in asked().into_iter().flatten() {
        assert_near(&page_rank(network), &answer["rank"], 1e-9, "PageRank");
        assert_eq!(json!(cores(network)), answer["core"]);
        assert_eq!(json!(components(network).sizes), answer["components"]);
    }
}

#[test]
fn betweenness_is_that_of_networkx_and_a_sample_knows_its_error() {
    for Asked { network, answer, .. } in asked().into_iter().flatten() {
        assert_near(&betweenness(network, usize::MAX, 1).values, &answer["between"], 1e-9, "betweenness");
        let sampled = betweenness(network, 200, 1);
        let exact = numbers(&answer["between"]);
        let off =
            sampled.values.iter().zip(&exact).map(|(value, exact)| (value - exact).powi(2)).sum::<f64>();
        let said = sampled.errors.iter().map(|error| error.powi(2)).sum::<f64>();
        assert!(off < 4.0 * said, "a sample is off by {off} and says {said}");
    }
}

#[test]
fn communities_are_as_modular_as_those_of_networkx() {
    for Asked { groups, answer, .. } in asked().into_iter().flatten() {
        assert_near(&[groups.modularity], &json!([answer["modularity"]]), 1e-9, "modularity");
        let louvain = answer["louvain"].as_f64().expect("a number");
        assert!(groups.modularity >= louvain - 0.01, "{} for {louvain}", groups.modularity);
    }
}
