//! Dictionaries of files, stores of the sample pages, and what is compared of two.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use guanxi::corpus::{self, ReadOptions};
use guanxi::dictionary::{Dictionary, DictionaryOptions};
use guanxi::export::{self, Format, Options};
use guanxi::graph::Selection;
use guanxi::pipeline::{self, RunOptions};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::store::{OpenOptions, Store};

use crate::support::desk::Desk;
use crate::support::folders::root;

/// A dictionary of these files alone.
pub(crate) fn dictionary(paths: &[&PathBuf], judgements: &[&PathBuf]) -> Dictionary {
    let owned = |paths: &[&PathBuf]| paths.iter().map(|path| (*path).clone()).collect();
    let options = DictionaryOptions {
        builtin: false,
        paths: owned(paths),
        judgements: owned(judgements),
        texts: Vec::new(),
    };
    Dictionary::load(&options).unwrap()
}

/// A store of the sample pages.
pub(crate) fn build(desk: &Desk, name: &str, recogniser: &Recogniser) -> Store {
    build_of(desk, &root().join("examples/news"), name, recogniser)
}

/// A store of a page.
pub(crate) fn build_of(desk: &Desk, source: &Path, name: &str, recogniser: &Recogniser) -> Store {
    let (inputs, _) = corpus::inputs(&[source.display().to_string()]);
    let stop = AtomicBool::new(false);
    let run = RunOptions { inputs, read: ReadOptions::default(), threads: 2, stop: &stop };
    let mut store = Store::open(&desk.path(name), &OpenOptions::default()).unwrap();
    pipeline::build(recogniser, &mut store, run, |_, _| {}).unwrap();
    store
}

/// The whole graph with all evidence, in bytes.
pub(crate) fn exported(store: &Store) -> Vec<u8> {
    let snapshot = store.snapshot().unwrap();
    let nodes: Vec<u32> = (0..snapshot.entity_count() as u32).collect();
    let relations: Vec<u32> = (0..snapshot.relation_count() as u32).collect();
    let Ok(graph) = export::gather(&snapshot, &nodes, &relations) else { return Vec::new() };
    let mut quotes = export::quotes_of_snapshot(&snapshot, &Selection::default());
    let mut bytes = Vec::new();
    let options = Options { evidence: 1000, ..Options::new(Format::JsonLines) };
    export::write(&graph, &mut quotes, &options, &mut bytes).unwrap();
    bytes
}

/// Every mention of every article, whatever the order in which they are stored.
pub(crate) fn mentions(store: &Store) -> Vec<String> {
    let articles = store.articles().unwrap().map(Result::unwrap);
    let mut found: Vec<String> =
        articles.map(|a| format!("{:?} {:?} {:?}", a.key, a.sources, a.mentions)).collect();
    found.sort();
    found
}

/// A recogniser with the usual options.
pub(crate) fn with(dictionary: Dictionary) -> Recogniser {
    Recogniser::new(dictionary, RecogniseOptions::default()).unwrap()
}

/// Mentions of all entities.
pub(crate) fn total(store: &Store) -> u64 {
    let snapshot = store.snapshot().unwrap();
    (0..snapshot.entity_count() as u32).map(|node| snapshot.mentions_of(node)).sum()
}

/// Two stores hold the same mentions and export the same bytes.
pub(crate) fn same(store: &Store, expected: &Store, what: &str) {
    assert_eq!(mentions(store), mentions(expected), "{what}");
    assert!(exported(store) == exported(expected), "{what}: the exports differ");
}
