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
use measure::{Seconds, in_turns, tell};

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
    tell_beside("scan", (bytes, build), (bytes, scan));
    let Some((read, script)) = measure::script("posseg_networkx.py", &news, 1 << 20) else { return };
    tell_beside("script", (bytes, build), (read, &script));
}

/// Tells how fast building is beside something else, by the megabytes and seconds of both.
fn tell_beside(other: &str, (bytes, build): (f64, &Seconds), (read, beside): (f64, &Seconds)) {
    let unit = format!("{other} MB/s");
    let tell = |what: &str, here: f64, there: f64| {
        tell("build", what, ("build MB/s", bytes / here), (&unit, read / there));
    };
    tell(&format!("build, 2 threads / {other}, by the wall"), build.wall, beside.wall);
    tell(&format!("build / {other}, of the processor"), build.cpu, beside.cpu);
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
