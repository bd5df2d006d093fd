//! A changed dictionary applied to a built store beside a build from nothing: `cargo bench --bench apply [-- JSONL [MEGABYTES]]`.
//!
//! Each turn adds one alias more to a listed programme. Both sides read their dictionaries, compile them and publish the graph, as
//! the commands do; the build runs on two threads. At the end the exports of both are compared, byte for byte.

mod measure;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread;

use guanxi::corpus::{self, Input, ReadOptions};
use guanxi::dictionary::{Changes, Dictionary, DictionaryOptions};
use guanxi::export::{self, Format, Options};
use guanxi::graph::Selection;
use guanxi::pipeline::{self, RunOptions};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::relate::Counting;
use guanxi::store::{OpenOptions, Store};
use measure::{in_turns, tell};

/// Forms that stand in the news; each becomes an alias of the lunar programme.
const ALIASES: [&str; 5] = ["嫦娥三号", "玉兔号", "嫦娥四号", "嫦娥五号", "雪龙号"];

/// Both sides run on so many.
const THREADS: usize = 2;

fn main() {
    let Some((_, news)) = measure::news(256) else { return };
    let folder = tempfile::tempdir().expect("a place for the sample");
    let file = folder.path().join("news.jsonl");
    std::fs::write(&file, &news).expect("the sample is written");
    let (inputs, _) = corpus::inputs(&[file.to_string_lossy().into_owned()]);
    let at = |name: &str| folder.path().join(name);
    build(&Dictionary::builtin(), &inputs, &at("applied"));

    let (mut applied, mut rebuilt) = (0, 0);
    let seconds = in_turns(
        ALIASES.len(),
        &mut [
            &mut || {
                applied += 1;
                apply(folder.path(), &ALIASES[..applied], &at("applied"));
            },
            &mut || {
                rebuilt += 1;
                let _ = std::fs::remove_dir_all(at("rebuilt"));
                build(&with(folder.path(), &ALIASES[..rebuilt]), &inputs, &at("rebuilt"));
            },
        ],
    );
    let (apply, build) = (&seconds[0], &seconds[1]);
    assert!(exported(&at("applied")) == exported(&at("rebuilt")), "the exports differ");
    tell("apply", "apply / build, by the wall", ("apply s", apply.wall), ("build s", build.wall));
    tell("apply", "apply / build, of the processor", ("apply s", apply.cpu), ("build s", build.cpu));
}

/// The shipped names with these aliases.
fn with(folder: &Path, aliases: &[&str]) -> Dictionary {
    let change = folder.join(format!("change-{}.tsv", aliases.len()));
    let row = format!("name\tkind\taliases\n探月工程\tprogramme\t{}\n", aliases.join("|"));
    std::fs::write(&change, row).expect("the change is written");
    let options = DictionaryOptions { paths: vec![change], ..DictionaryOptions::default() };
    Dictionary::load(&options).expect("the change reads")
}

fn build(dictionary: &Dictionary, inputs: &[Input], path: &Path) {
    let recogniser =
        Recogniser::new(dictionary.clone(), RecogniseOptions::default()).expect("the names compile");
    let mut store = Store::open(path, &OpenOptions::counting(Counting::default())).expect("a new store");
    let stop = AtomicBool::new(false);
    let run =
        RunOptions { inputs: inputs.to_vec(), read: ReadOptions::default(), threads: THREADS, stop: &stop };
    pipeline::build(&recogniser, &mut store, run, |_, _| {}).expect("the store takes all");
    store.publish().expect("the graph is published");
}

/// Adds the last of the aliases, as `dict apply` does it.
fn apply(folder: &Path, aliases: &[&str], path: &Path) {
    let (old, new, mut store) = thread::scope(|scope| {
        let store = scope.spawn(|| {
            let mut store = Store::open_existing(path).expect("the store is there");
            store.prepare().expect("the store is whole");
            store
        });
        let old = scope.spawn(|| with(folder, &aliases[..aliases.len() - 1]));
        let new = with(folder, aliases);
        (old.join().expect("the names read"), new, store.join().expect("the store opens"))
    });
    let changes = Changes::between(&old, &new).expect("few changes");
    let options = RecogniseOptions::default();
    let ready = pipeline::state_of(changes.before(), &options) == store.dictionary();
    assert!(ready, "the store was built with these names");
    let (recogniser, looked) = thread::scope(|scope| {
        let recogniser = scope.spawn(|| Recogniser::new(new, RecogniseOptions::default()));
        let looked = pipeline::look(&store, &changes, &options, THREADS).expect("the store is whole");
        (recogniser.join().expect("no panic").expect("the names compile"), looked)
    });
    let applied = pipeline::apply_to(&mut store, looked, &changes, &recogniser, THREADS, |_, _| {});
    let applied = applied.expect("the change applies");
    eprintln!("{} of {} articles recognised again", applied.concerned, applied.articles);
    store.publish().expect("the graph is published");
}

fn exported(path: &Path) -> Vec<u8> {
    let snapshot = Store::open_existing(path).and_then(|store| store.snapshot()).expect("the store is whole");
    let nodes: Vec<u32> = (0..snapshot.entity_count() as u32).collect();
    let relations: Vec<u32> = (0..snapshot.relation_count() as u32).collect();
    let graph = export::gather(&snapshot, &nodes, &relations).expect("a graph");
    let mut quotes = export::quotes_of_snapshot(&snapshot, &Selection::default());
    let mut bytes = Vec::new();
    export::write(&graph, &mut quotes, &Options::new(Format::JsonLines), &mut bytes).expect("it is written");
    bytes
}
