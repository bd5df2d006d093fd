//! Questions through the library, each beside every peer that can answer it, in turns.

use guanxi::graph::{By, GraphView, PathFinder, PathOptions, within_hops};
use guanxi::store::Snapshot;

use crate::made::{Edge, pairs};
use crate::measure::{median, tell};
use crate::peers::{self, Python};
use crate::race::{Answers, Ask, Question, answers};

const ROUNDS: usize = 5;

/// Runs the races with the libraries asked for. One that is not installed is left out, with a word on it.
pub(crate) fn race(snapshot: &Snapshot, edges: &[Edge], wanted: impl Fn(&str) -> bool) {
    let nodes = snapshot.entity_count();
    let view = GraphView::whole(snapshot).prepared();
    let asked = questions(snapshot);
    let mut ours = ours(&view);
    if wanted("petgraph") {
        let peer = peers::petgraph(nodes, edges);
        for (name, question, most, mut ask) in peers::of_petgraph(&peer) {
            against(&mut ours, &name, question, &asked, most, &mut ask);
        }
    }
    let folder = tempfile::tempdir().expect("a place for the edges");
    let file = folder.path().join("edges");
    peers::write_edges(nodes, edges, &file).expect("the edges are written");
    for name in ["igraph", "networkx", "rustworkx"].into_iter().filter(|name| wanted(name)) {
        let Some(mut python) = Python::holding(name, &file) else { continue };
        for (question, most) in python.questions() {
            let mut ask: Ask = Box::new(|question, pairs| python.ask(question, pairs));
            against(&mut ours, name, question, &asked, most, &mut ask);
        }
    }
}

/// A thousand pairs of entities that have relations.
fn questions(snapshot: &Snapshot) -> Vec<(u32, u32)> {
    let related = |node: u32| !snapshot.arcs(node).is_empty();
    let mut asked = pairs(snapshot.entity_count() as u64, 1100);
    asked.retain(|&(from, to)| related(from) && related(to));
    asked.truncate(1000);
    asked
}

/// Our side alone.
pub(crate) fn own(snapshot: &Snapshot) {
    let view = GraphView::whole(snapshot).prepared();
    let (asked, mut ours) = (questions(snapshot), ours(&view));
    for question in [Question::TwoHops, Question::Hops, Question::Strength] {
        for _ in 0..ROUNDS {
            let Answers { cpu, walls, .. } = ours(question, &asked);
            println!("{}: mean {:.1} µs, median {:.1} µs", question.word(), cpu * 1e6, median(walls) * 1e6);
        }
    }
}

/// Ours: on a view with its weights computed, with the arrays kept from question to question.
fn ours<'s>(view: &'s GraphView<'s>) -> Ask<'s> {
    let mut finder = PathFinder::new(view);
    let mut path = move |by, from, to| {
        let options = PathOptions { by, ..PathOptions::default() };
        finder.find(from, to, &options).map_or(-1.0, |paths| match by {
            By::Hops => paths[0].relations.len() as f64,
            By::Strength => paths[0].distance,
        })
    };
    Box::new(move |question, pairs| match question {
        Question::Hops => answers(pairs, |from, to| path(By::Hops, from, to)),
        Question::Strength => answers(pairs, |from, to| path(By::Strength, from, to)),
        Question::TwoHops => answers(pairs, |from, _| within_hops(view, &[from], 2).len() as f64),
    })
}

/// Five rounds; in each both answer, the peer for a share of the first `most` pairs. Records the mean of the processor's
/// time and the median by the wall.
fn against(
    ours: &mut Ask,
    name: &str,
    question: Question,
    pairs: &[(u32, u32)],
    most: usize,
    theirs: &mut Ask,
) {
    let own = &pairs[..if question == Question::Strength { 200 } else { pairs.len() }];
    let mut rounds = Vec::new();
    for share in pairs[..most].chunks(most / ROUNDS) {
        let (one, two) = (ours(question, own), theirs(question, share));
        let from = rounds.len() * share.len();
        agree(name, question, share, &one.values[from..], &two.values);
        rounds.push((one, two));
    }
    let times = |side: fn(&(Answers, Answers)) -> &Answers| {
        let mean = rounds.iter().map(|round| side(round).cpu).sum::<f64>() / rounds.len() as f64;
        let walls = rounds.iter().flat_map(|round| side(round).walls.clone()).collect();
        (mean * 1e6, median(walls) * 1e6)
    };
    let (one, two) = (times(|round| &round.0), times(|round| &round.1));
    let (what, theirs) = (question.word(), format!("{name} µs"));
    tell("ask", &format!("{what}, mean, {name} / guanxi"), (&theirs, two.0), ("guanxi µs", one.0));
    tell(
        "ask",
        &format!("{what}, median by the wall, {name} / guanxi"),
        (&theirs, two.1),
        ("guanxi µs", one.1),
    );
}

fn agree(name: &str, question: Question, pairs: &[(u32, u32)], ours: &[f64], theirs: &[f64]) {
    for ((pair, one), two) in pairs.iter().zip(ours).zip(theirs) {
        let near = (one - two).abs() <= 1e-9 * one.abs().max(1.0);
        assert!(near, "{} of {pair:?}: {one} here, {two} by {name}", question.word());
    }
}
