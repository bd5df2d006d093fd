//! Building beside a plain scan and beside a Python script: `cargo bench --bench build [-- JSONL [MEGABYTES]]`.
//!
//! `build` reads the JSONL, recognises with the rules on two threads, commits the store and publishes its snapshot. The
//! scan is daachorse (charwise, leftmost-longest) over the same texts and names on one thread. The script
//! (`python/posseg_networkx.py`) gets the first megabyte; it is left out where Python has no jieba or networkx.

mod measure;

use std::hint::black_box;
use std::sync::atomic::AtomicBool;

use guanxi::corpus::{self, Input, ReadOptions};
use guanxi::dictionary::{Dictionary, Gazetteer};
use guanxi::pipeline::{self, RunOptions};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::relate::Counting;
use guanxi::store::{OpenOptions, Store};
use measure::{in_turns, tell};

fn main() {
    let Some((_, news)) = measure::news(16) else { return };
    let folder = tempfile::tempdir().expect("a place for the sample");
    let file = folder.path().join("news.jsonl");
    std::fs::write(&file, &news).expect("the sample is written");
    let (inputs, _) = corpus::inputs(&[file.to_string_lossy().into_owned()]);
    let texts = measure::texts(&news);
    let bytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;

    let dictionary = Dictionary::builtin();
    let automaton = measure::automaton(&Gazetteer::new(&dictionary).expect("the shipped names"));
    let recogniser = Recogniser::new(dictionary, RecogniseOptions::default()).expect("the shipped names");
    let mut found = 0;
    let seconds = in_turns(
        5,
        &mut [
            &mut || texts.iter().for_each(|text| found += automaton.leftmost_find_iter(text).count()),
            &mut || build(&recogniser, &inputs),
        ],
    );
    black_box(found);
    let (scan, build) = (&seconds[0], &seconds[1]);
    tell(
        "build",
        "build, 2 threads / scan, by the wall",
        ("build MB/s", bytes / build.wall),
        ("scan MB/s", bytes / scan.wall),
    );
    tell(
        "build",
        "build / scan, of the processor",
        ("build MB/s", bytes / build.cpu),
        ("scan MB/s", bytes / scan.cpu),
    );
    let Some((read, script)) = measure::script("posseg_networkx.py", &news, 1 << 20) else { return };
    tell(
        "build",
        "build, 2 threads / script, by the wall",
        ("build MB/s", bytes / build.wall),
        ("script MB/s", read / script.wall),
    );
    tell(
        "build",
        "build / script, of the processor",
        ("build MB/s", bytes / build.cpu),
        ("script MB/s", read / script.cpu),
    );
}

fn build(recogniser: &Recogniser, inputs: &[Input]) {
    let folder = tempfile::tempdir().expect("a place for the store");
    let options = OpenOptions::counting(Counting::default());
    let mut store = Store::open(&folder.path().join("store"), &options).expect("a new store");
    let stop = AtomicBool::new(false);
    let run = RunOptions { inputs: inputs.to_vec(), read: ReadOptions::default(), threads: 2, stop: &stop };
    pipeline::build(recogniser, &mut store, run, |_, _| {}).expect("the store takes all");
    store.snapshot().expect("the snapshot is published");
}
