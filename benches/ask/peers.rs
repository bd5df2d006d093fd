//! The other sides: petgraph in this process, three libraries of Python in processes of their own.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use petgraph::algo::{astar, bidirectional_dijkstra, dijkstra};
use petgraph::graph::{NodeIndex, UnGraph};

use crate::made::Edge;
use crate::measure::Talk;
use crate::race::{Answers, Ask, Question, answers};

/// Pairs for what looks at the whole graph, for what looks at a part of it, and for what takes milliseconds.
const FEW: usize = 10;
const SOME: usize = 50;
const MANY: usize = 500;

pub(crate) type UnGraphPeer = UnGraph<(), f64, u32>;
/// The distance of a count.
type Cost = fn(f64) -> f64;

pub(crate) fn petgraph(nodes: usize, edges: &[Edge]) -> UnGraphPeer {
    let mut peer = UnGraphPeer::with_capacity(nodes, edges.len());
    for _ in 0..nodes {
        peer.add_node(());
    }
    peer.extend_with_edges(edges.iter().map(|&(a, b, count)| (a, b, count as f64)));
    peer
}

/// petgraph's own functions: name, question, how many pairs. `bidirectional_dijkstra` gives the length and no path.
pub(crate) fn of_petgraph(peer: &UnGraphPeer) -> Vec<(String, Question, usize, Ask<'_>)> {
    let node = |node: u32| NodeIndex::<u32>::new(node as usize);
    let path = move |cost: Cost| -> Ask<'_> {
        let one = move |from, to| {
            let found = astar(peer, node(from), |at| at == node(to), |edge| cost(*edge.weight()), |_| 0.0);
            found.map_or(-1.0, |(length, _)| length)
        };
        Box::new(move |_, pairs| answers(pairs, one))
    };
    let lengths = move |cost: Cost| -> Ask<'_> {
        let one = move |from, to| {
            let found = dijkstra(peer, node(from), Some(node(to)), |edge| cost(*edge.weight()));
            found.get(&node(to)).copied().unwrap_or(-1.0)
        };
        Box::new(move |_, pairs| answers(pairs, one))
    };
    let length = move |cost: Cost| -> Ask<'_> {
        let one = move |from, to| {
            bidirectional_dijkstra(peer, node(from), node(to), |edge| cost(*edge.weight())).unwrap_or(-1.0)
        };
        Box::new(move |_, pairs| answers(pairs, one))
    };
    let near: Ask<'_> = Box::new(move |_, pairs| answers(pairs, |from, _| two_hops(peer, node(from)) as f64));
    let (hop, distance): (Cost, Cost) = (|_| 1.0, |count| 1.0 / count);
    let mut sides = vec![("petgraph, by hand".to_owned(), Question::TwoHops, MANY, near)];
    for (question, cost) in [(Question::Hops, hop), (Question::Strength, distance)] {
        sides.push(("petgraph astar".to_owned(), question, FEW, path(cost)));
        sides.push(("petgraph dijkstra".to_owned(), question, FEW, lengths(cost)));
        sides.push(("petgraph bidirectional_dijkstra".to_owned(), question, SOME, length(cost)));
    }
    sides
}

fn two_hops(peer: &UnGraphPeer, from: NodeIndex<u32>) -> usize {
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

/// Number of nodes, then lower ends, higher ends and counts of all edges, as little-endian u32.
pub(crate) fn write_edges(nodes: usize, edges: &[Edge], path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(&(nodes as u32).to_le_bytes())?;
    for column in [|edge: &Edge| edge.0, |edge: &Edge| edge.1, |edge: &Edge| edge.2 as u32] {
        for edge in edges {
            out.write_all(&column(edge).to_le_bytes())?;
        }
    }
    out.flush()
}

/// `python/ask.py`, which holds the edges in a library's graph.
pub(crate) struct Python {
    name: &'static str,
    talk: Talk,
}

impl Python {
    pub(crate) fn holding(name: &'static str, edges: &Path) -> Option<Self> {
        let (talk, said) = Talk::start("ask.py", &[name.as_ref(), edges])?;
        print!("{said}");
        Some(Self { name, talk })
    }

    /// What it is asked, for how many pairs.
    pub(crate) fn questions(&self) -> [(Question, usize); 3] {
        let (hops, strength) = match self.name {
            "networkx" => (MANY, SOME),
            "igraph" => (SOME, FEW),
            _ => (FEW, FEW),
        };
        [(Question::TwoHops, MANY), (Question::Hops, hops), (Question::Strength, strength)]
    }

    pub(crate) fn ask(&mut self, question: Question, pairs: &[(u32, u32)]) -> Answers {
        let asked = serde_json::json!({ "question": question.word(), "pairs": pairs });
        let said = self.talk.ask(&asked.to_string());
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{}: {error}: {said}", self.name))
    }
}
