//! How fast questions are answered, beside petgraph on the same graph in the same run.
//!
//! `cargo bench --bench ask -- [ENTITIES] [RELATIONS]`, by default 100,000 and 1,000,000. A random graph with a power law
//! (entities drawn by 1/rank^0.75); the questions are random pairs. Rates move with the machine, ratios hardly do.

use std::collections::{HashSet, VecDeque};
use std::hint::black_box;
use std::time::{Duration, Instant};

use guanxi::dictionary::{EntityId, Kind};
use guanxi::graph::{
    By, GraphView, NearOptions, PathFinder, PathOptions, Selection, betweenness, communities, cores,
    neighbourhood, page_rank, within_hops,
};
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
use petgraph::algo::{astar, dijkstra};
use petgraph::graph::{NodeIndex, UnGraph};

type Peer = UnGraph<(), f64, u32>;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (nodes, relations) = (*sizes.first().unwrap_or(&100_000), *sizes.get(1).unwrap_or(&1_000_000));
    let edges = edges(nodes as u64, relations);
    let snapshot = snapshot(nodes as u32, &edges);
    let peer = Peer::from_edges(edges.iter().map(|&(a, b, count)| (a, b, count as f64)));
    drop(edges);
    let most = (0..nodes as u32).map(|node| snapshot.arcs(node).len()).max().unwrap_or(0);
    println!("{nodes} entities, {} relations, largest degree {most}", snapshot.relation_count());

    let (view, prepared) = timed(|| GraphView::whole(&snapshot).prepared());
    println!("all weights computed once: {prepared:.1?}\n");
    println!("{:<34}{:>12}{:>14}{:>10}", "question", "guanxi", "petgraph", "ratio");
    questions(&view, &peer, &pairs(nodes as u64, 200));
    println!("\n{:<34}{:>12}", "whole graph", "guanxi");
    whole(&snapshot);
}

fn questions(view: &GraphView, peer: &Peer, pairs: &[(u32, u32)]) {
    let few = &pairs[..3];
    let mut finder = PathFinder::new(view);
    let mut ask = |by, k, pairs: &[(u32, u32)]| {
        let options = PathOptions { by, k, ..PathOptions::default() };
        median(pairs, |from, to| finder.find(from, to, &options).map_or(0, |paths| paths.len()))
    };
    let hops = ask(By::Hops, 1, pairs);
    let strength = ask(By::Strength, 1, pairs);
    let five_hops = ask(By::Hops, 5, pairs);
    let five_strength = ask(By::Strength, 5, pairs);
    let node = NodeIndex::<u32>::new;
    let star = |cost: fn(f64) -> f64| {
        median(few, |from, to| {
            let end = node(to as usize);
            astar(peer, node(from as usize), |at| at == end, |edge| cost(*edge.weight()), |_| 0.0).is_some()
        })
    };
    compare("path by hops / astar", hops, star(|_| 1.0));
    compare("path by strength / astar", strength, star(|weight| 1.0 / weight));
    let goal = median(few, |from, to| {
        dijkstra(peer, node(from as usize), Some(node(to as usize)), |edge| 1.0 / edge.weight()).len()
    });
    compare("path by strength / dijkstra", strength, goal);
    compare("five paths by hops / -", five_hops, Duration::ZERO);
    compare("five paths by strength / -", five_strength, Duration::ZERO);
    let ours = median(pairs, |from, _| within_hops(view, &[from], 2).len());
    let theirs = median(pairs, |from, _| two_hops(peer, from));
    compare("2 hops / breadth first, HashSet", ours, theirs);
    let rows = median(pairs, |from, _| neighbourhood(view, from, &NearOptions::default()).rows.len());
    compare("near: 1 hop, rows sorted / -", rows, Duration::ZERO);
    let on_view = median(few, |from, to| {
        astar(view, from, |at| at == to, |edge| 1.0 / petgraph::visit::EdgeRef::weight(&edge), |_| 0.0)
            .is_some()
    });
    compare("petgraph's astar on our view", on_view, star(|weight| 1.0 / weight));
}

fn whole(snapshot: &Snapshot) {
    let show = |what: &str, time: Duration| println!("{what:<34}{time:>12.1?}");
    let (network, time) = timed(|| Selection::default().select(snapshot).network());
    show("select and copy", time);
    show("PageRank", timed(|| page_rank(&network)).1);
    show("cores", timed(|| cores(&network)).1);
    show("betweenness, 32 starts", timed(|| betweenness(&network, 32, 1)).1);
    let (found, time) = timed(|| communities(&network, 1));
    show("communities", time);
    println!("{} communities, modularity {:.3}", found.sizes.len(), found.modularity);
}

fn two_hops(peer: &Peer, from: u32) -> usize {
    let from = NodeIndex::new(from as usize);
    let mut seen = HashSet::from([from]);
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((node, hop)) = queue.pop_front() {
        for next in peer.neighbors(node).filter(|_| hop < 2) {
            if seen.insert(next) {
                queue.push_back((next, hop + 1));
            }
        }
    }
    seen.len()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The mean time of a question over the pairs: the median of five rounds.
fn median<T>(pairs: &[(u32, u32)], mut question: impl FnMut(u32, u32) -> T) -> Duration {
    let mut rounds: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            for &(from, to) in pairs {
                black_box(question(from, to));
            }
            start.elapsed() / pairs.len() as u32
        })
        .collect();
    rounds.sort_unstable();
    rounds[2]
}

fn compare(what: &str, ours: Duration, theirs: Duration) {
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    if theirs.is_zero() {
        println!("{what:<34}{ours:>12.1?}");
    } else {
        println!("{what:<34}{ours:>12.1?}{theirs:>14.1?}{ratio:>10.1}");
    }
}

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * end) >> 31
    }

    /// Drawn by 1/rank^0.75.
    #[allow(clippy::cast_sign_loss, reason = "a fraction is not below 0")]
    fn by_rank(&mut self, end: u64) -> u64 {
        let fraction = self.below(1 << 31) as f64 / (1u64 << 31) as f64;
        (fraction.powi(4) * end as f64) as u64
    }
}

fn edges(nodes: u64, relations: usize) -> Vec<(u32, u32, u64)> {
    let mut numbers = Numbers(1);
    // Scatters ranks over the node numbers.
    let place = |rank: u64| (rank * 7_919 + 13) % nodes;
    let mut edges: Vec<(u32, u32, u64)> = Vec::with_capacity(relations + relations / 4);
    while edges.len() < relations {
        while edges.len() < relations + relations / 8 {
            let (a, b) = (place(numbers.by_rank(nodes)), numbers.below(nodes));
            if a != b {
                edges.push((a.min(b) as u32, a.max(b) as u32, 1 + numbers.below(6) * numbers.below(6)));
            }
        }
        edges.sort_unstable();
        edges.dedup_by_key(|edge| (edge.0, edge.1));
    }
    edges
}

fn pairs(nodes: u64, count: usize) -> Vec<(u32, u32)> {
    let mut numbers = Numbers(99);
    let mut pair = || (numbers.below(nodes) as u32, numbers.below(nodes) as u32);
    std::iter::repeat_with(&mut pair).filter(|(a, b)| a != b).take(count).collect()
}

fn snapshot(nodes: u32, edges: &[(u32, u32, u64)]) -> Snapshot {
    let entity = |node: u32| EntityRow {
        id: EntityId::from_text(format!("place:{node:08}")),
        kind: Kind::PLACE,
        name: format!("{node:08}"),
        within: None,
        aliases: Vec::new(),
        surfaces: Vec::new(),
        mentions: 1,
        windows: 100,
        articles: 1,
        first: None,
        last: None,
    };
    let dated = |count| vec![Dated { day: None, count, articles: 1 }];
    let rows = edges.iter().map(|&(a, b, count)| RelationRow { a, b, dated: dated(count) }).collect();
    Snapshot::from_rows(1, 1_000_000, 1_000_000, (0..nodes).map(entity).collect(), rows)
}
