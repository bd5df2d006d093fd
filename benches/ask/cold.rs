//! The commands `path` and `near`, the start of the process included, beside a Python that loads the graph and asks igraph.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use crate::made::{by_rank, pairs, scattered};
use crate::measure::mentions::{self, day, name};
use crate::measure::{Numbers, children_seconds, median, python, tell};

const ENTITIES: u64 = 100_000;
const RELATIONS: usize = 2_000_000;
const ROUNDS: usize = 5;
/// Questions of ours in a round; the other side has one.
const EACH: usize = 20;

/// Counts of pairs.
type Edges = HashMap<(u64, u64), u32>;

/// Milliseconds of each run by the wall, and of the processor on average; the answers.
#[derive(Default)]
struct Runs {
    walls: Vec<f64>,
    cpu: f64,
    answers: Vec<u64>,
}

pub(crate) fn race() {
    let folder = tempfile::tempdir().expect("a place for the files");
    let [store, named, bare] = ["store", "graph.ncol", "graph.edges"].map(|file| folder.path().join(file));
    let edges = build(&store, folder.path());
    write_edges(&edges, &named, &bare).expect("the edges are written");
    println!("cold: {ENTITIES} entities, {} relations", edges.len());
    drop(edges);
    let asked = pairs(ENTITIES, ROUNDS * EACH);
    for question in ["path", "near"] {
        for (what, file) in [("igraph, names and weights", &named), ("igraph, numbers alone", &bare)] {
            against(question, what, file, &store, &asked);
        }
    }
}

fn against(question: &str, what: &str, file: &Path, store: &Path, asked: &[(u32, u32)]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/ask_cold.py");
    let text = |node: u32| {
        let by_name = file.extension().is_some_and(|extension| extension == "ncol");
        if by_name { name(node.into()) } else { node.to_string() }
    };
    let (mut one, mut two) = (Runs::default(), Runs::default());
    for share in asked.chunks(EACH) {
        one.add(share, |from, to| ours(question, store, [name(from.into()), name(to.into())]));
        two.add(&share[..1], |from, to| {
            let mut command = Command::new(python());
            command.args([&script, file]).arg(question).arg(text(from));
            if question == "path" {
                command.arg(text(to))
            } else {
                &mut command
            };
            said(command).trim().parse().ok()
        });
        assert_eq!(one.answers[one.answers.len() - EACH], two.answers[two.answers.len() - 1], "{share:?}");
    }
    let (walls, cpu) =
        ([two.walls, one.walls].map(median), [two.cpu, one.cpu].map(|cpu| cpu / ROUNDS as f64));
    tell(
        "ask",
        &format!("cold {question}, median by the wall, {what} / guanxi"),
        ("igraph ms", walls[0]),
        ("guanxi ms", walls[1]),
    );
    tell(
        "ask",
        &format!("cold {question}, mean, {what} / guanxi"),
        ("igraph ms", cpu[0]),
        ("guanxi ms", cpu[1]),
    );
}

impl Runs {
    fn add(&mut self, pairs: &[(u32, u32)], mut ask: impl FnMut(u32, u32) -> Option<u64>) {
        let cpu = children_seconds();
        for &(from, to) in pairs {
            let begun = Instant::now();
            let answer = ask(from, to).unwrap_or_else(|| panic!("no answer for {from} and {to}"));
            self.walls.push(begun.elapsed().as_secs_f64() * 1e3);
            self.answers.push(answer);
        }
        self.cpu += (children_seconds() - cpu) * 1e3 / pairs.len() as f64;
    }
}

/// Hops, or neighbours, as our command says them.
fn ours(question: &str, store: &Path, [from, to]: [String; 2]) -> Option<u64> {
    let mut command = guanxi(store);
    if question == "path" {
        command.args(["path", "--by", "hops", "--json", &from, &to]);
    } else {
        command.args(["near", "--json", &from]);
    }
    let answer: Value = serde_json::from_str(&said(command)).ok()?;
    if question == "path" {
        answer["paths"][0]["hops"].as_u64()
    } else {
        answer["found"][0]["total"].as_u64()
    }
}

fn guanxi(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi"));
    command.arg("-q").arg("--store").arg(store);
    command
}

fn said(mut command: Command) -> String {
    String::from_utf8(command.output().expect("the command runs").stdout).expect("the command writes UTF-8")
}

/// A store of articles of thirty entities: 22 dealt so that each has its turn, eight drawn by 1/rank^(2/3).
fn build(store: &Path, folder: &Path) -> Edges {
    let (mut numbers, mut edges, mut articles) = (Numbers(7), Edges::new(), Vec::new());
    while edges.len() < RELATIONS {
        let dealt = articles.len() as u64 * 22;
        let mut named: Vec<u64> = (dealt..dealt + 22).map(|at| scattered(at % ENTITIES, ENTITIES)).collect();
        named.extend((0..8).map(|_| scattered(by_rank(&mut numbers, ENTITIES), ENTITIES)));
        named.sort_unstable();
        named.dedup();
        for (at, &a) in named.iter().enumerate() {
            named[at + 1..].iter().for_each(|&b| *edges.entry((a, b)).or_default() += 1);
        }
        articles.push((day(numbers.below(3000)), named));
    }
    let file: PathBuf = folder.join("mentions.jsonl");
    mentions::write(articles.into_iter(), &file).expect("the mentions are written");
    let built = guanxi(store).args(["build", "--mentions"]).arg(&file).status().expect("guanxi runs");
    assert!(built.success(), "the store is built");
    edges
}

/// The same graph for igraph: by names with weights, and by numbers.
fn write_edges(edges: &Edges, named: &Path, bare: &Path) -> std::io::Result<()> {
    let [mut named, mut bare] = [BufWriter::new(File::create(named)?), BufWriter::new(File::create(bare)?)];
    for (&(a, b), count) in edges {
        writeln!(named, "{} {} {count}", name(a), name(b))?;
        writeln!(bare, "{a} {b}")?;
    }
    named.flush()?;
    bare.flush()
}
