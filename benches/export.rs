//! Writing GraphML beside networkx's `write_graphml` of the same graph in one run, and the memory it takes:
//! `cargo bench --bench export [-- ENTITIES RELATIONS]` (100,000 and 1,000,000).
//!
//! Python with networkx writes the graph of our own file, entity for entity and value for value; with lxml installed it
//! uses its faster writer. Evidence stays out: it is the store's to read. Both sides write to a file in turns; ours also
//! makes it durable. Memory is asked of the system: the peaks of both, and those of a whole `guanxi export` of a store with
//! few and with many relations. That writing itself takes the same for both is tested in `tests/export_memory.rs`.

mod measure;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use guanxi::dictionary::{EntityId, Kind};
use guanxi::export::{ExportGraph, Format, Options, gather_selected, measure_edges, no_quotes, write_file};
use guanxi::graph::Selection;
use guanxi::relate::Measure;
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
use jiff::civil::Date;
use measure::mentions::{self, day, name};
use measure::{Numbers, Talk, in_turns, peak, peak_to_the_end, reset_peak, tell};

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let &[entities, relations] = numbers.as_slice().first_chunk().unwrap_or(&[100_000, 1_000_000]);
    let folder = tempfile::tempdir().expect("a place for the files");
    written(entities as u32, relations, folder.path());
    whole(relations, folder.path());
}

/// The race.
fn written(entities: u32, relations: usize, folder: &Path) {
    let file = folder.join("graph.graphml");
    let graph = graph(entities, relations);
    write(&graph, &file);
    let megabytes = fs::metadata(&file).map_or(0.0, |file| file.len() as f64 / 1e6);
    println!("{entities} entities, {relations} relations: {megabytes:.0} MB of GraphML");
    let Some(mut networkx) = networkx(&file, folder) else { return };
    let mut ours = || write(&graph, &file);
    let mut theirs = || drop(networkx.ask("write"));
    let taken = in_turns(5, &mut [&mut ours, &mut theirs]);
    let theirs = peak(&networkx.process());
    let cpu = networkx.ask("end").trim().parse().unwrap_or(f64::NAN);
    tell(
        "export",
        "networkx / GraphML, by the wall",
        ("networkx s", taken[1].wall),
        ("guanxi s", taken[0].wall),
    );
    tell("export", "networkx / GraphML, of the processor", ("networkx s", cpu), ("guanxi s", taken[0].cpu));
    tell("export", "networkx / guanxi, peak memory", ("networkx MB", theirs), ("guanxi MB", peak("self")));
}

fn write(graph: &ExportGraph, file: &Path) {
    let options = Options { evidence: 0, ..Options::new(Format::GraphMl) };
    write_file(graph, &mut no_quotes, &options, file).expect("the graph is written");
}

/// The process that holds our file as a networkx graph and writes it when told.
fn networkx(file: &Path, folder: &Path) -> Option<Talk> {
    let (talk, said) = Talk::start("write_graphml.py", &[file, &folder.join("networkx.graphml")])?;
    print!("networkx: {said}");
    reset_peak(&talk.process());
    Some(talk)
}

/// Peaks of `guanxi export` of a whole store, with three sentences a relation and measures.
fn whole(relations: usize, folder: &Path) {
    let mut peaks = Vec::new();
    for relations in [relations / 5, relations] {
        let (file, store) = (folder.join("mentions.jsonl"), folder.join(format!("{relations}.store")));
        mentions::write(articles(relations), &file).expect("the mentions are written");
        let build = [&"build".as_ref(), &"-q".as_ref(), &"--mentions".as_ref(), &file.as_path()];
        guanxi(&store).args(build).status().expect("guanxi runs");
        let export =
            guanxi(&store).args(["export", "-q", "--layout", "none"]).arg(folder.join("all.graphml")).spawn();
        peaks.push(peak_to_the_end(export.expect("guanxi runs")));
    }
    let what = format!("peak of guanxi export, {relations} / {} relations", relations / 5);
    tell("export", &what, ("MB", peaks[1]), ("MB", peaks[0]));
}

fn guanxi(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi"));
    command.arg("--store").arg(store).stdout(Stdio::null());
    command
}

/// Articles of thirty entities of 100,000, which makes 435 relations each; as many as that takes.
fn articles(relations: usize) -> impl Iterator<Item = (Date, Vec<u64>)> {
    let mut numbers = Numbers(7);
    (0..relations.div_ceil(435)).map(move |_| {
        let named = (0..30).map(|_| numbers.below(100_000)).collect();
        (day(numbers.below(3000)), named)
    })
}

/// A graph with names as they are in news, dated counts, and one measure, laid out on a spiral.
fn graph(entities: u32, relations: usize) -> ExportGraph {
    let snapshot = snapshot(entities, relations);
    let selection = Selection::default();
    let (mut graph, _) =
        gather_selected(&snapshot, &selection, &selection.select(&snapshot)).expect("a graph");
    measure_edges(&mut graph, &snapshot, &selection, &[Measure::Npmi]);
    let spiral = |at: usize| ((at as f64).sqrt() * (at as f64).cos(), (at as f64).sqrt() * (at as f64).sin());
    let places: Vec<(f64, f64)> = (0..graph.nodes.len()).map(spiral).collect();
    graph.place(&places).expect("as many places as nodes");
    graph
}

fn snapshot(entities: u32, relations: usize) -> Snapshot {
    let mut numbers = Numbers(1);
    let mut rows: Vec<EntityRow> = (0..entities).map(|at| entity(u64::from(at), &mut numbers)).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    let mut pairs = Vec::new();
    while pairs.len() < relations {
        let mut end = || numbers.below(u64::from(entities)) as u32;
        pairs.extend(
            std::iter::repeat_with(|| (end(), end())).filter(|(a, b)| a < b).take(relations - pairs.len()),
        );
        pairs.sort_unstable();
        pairs.dedup();
    }
    let mut dated = || {
        let on = Dated { day: Some(day(numbers.below(3000))), count: 1 + numbers.below(9), articles: 1 };
        vec![on]
    };
    let relations = pairs.into_iter().map(|(a, b)| RelationRow { a, b, dated: dated() }).collect();
    Snapshot::from_rows(1, 2_000_000, 500_000, rows, relations)
}

fn entity(number: u64, numbers: &mut Numbers) -> EntityRow {
    let (kind, name) = (&Kind::ALL[(number % 4) as usize], name(number));
    EntityRow {
        mentions: 100 + numbers.below(900),
        windows: 100,
        articles: 1 + numbers.below(90),
        first: Some(day(0)),
        last: Some(day(2999)),
        ..EntityRow::new(EntityId::new(kind, &name, None), kind.clone(), name)
    }
}
