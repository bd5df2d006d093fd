//! Tagging beside a plain scan: `cargo bench --bench tag [-- JSONL [MEGABYTES]]` (16 MB of news by default).
//!
//! The scan is daachorse (charwise, leftmost-longest) over the same texts with the names of the shipped dictionaries, on
//! one thread; tagging reads the JSONL, recognises on one thread and writes the mentions as JSON (to nowhere). The script
//! (`python/posseg_tag.py`) gets the first half megabyte; it is left out where Python has no jieba.

mod measure;

use std::hint::black_box;
use std::io;
use std::sync::atomic::AtomicBool;

use guanxi::corpus::{self, Input, ReadOptions, Source};
use guanxi::dictionary::{Dictionary, Gazetteer, Hit};
use guanxi::pipeline::{self, RunOptions, Spill};
use guanxi::recognise::{RecogniseOptions, Recognised, Recogniser, RecordOptions, RecordWriter};
use measure::{Seconds, in_turns, tell};

/// As in the program, which also has it give back soon what is freed: run this with `MIMALLOC_PURGE_DELAY=30`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The news as files, as texts, and their megabytes.
struct News {
    records: Vec<u8>,
    inputs: Vec<Input>,
    texts: Vec<String>,
    megabytes: f64,
}

/// What a run of the script read, in megabytes, and its time.
type Scripts = Vec<(f64, Seconds)>;

fn main() {
    let Some((_, records)) = measure::news(16) else { return };
    let file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a place for the sample");
    std::fs::write(file.path(), &records).expect("the sample is written");
    let (inputs, _) = corpus::inputs(&[file.path().to_string_lossy().into_owned()]);
    let texts = measure::texts(&records);
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let news = News { records, inputs, texts, megabytes };
    let (seconds, scripts) = race(&news);
    told(&news, &seconds, &scripts);
}

/// The sides in turns: scan, matcher, tag without rules, with rules, with rules on two threads, script.
fn race(news: &News) -> (Vec<Seconds>, Scripts) {
    let gazetteer = Gazetteer::new(&Dictionary::builtin()).expect("the shipped names");
    let automaton = measure::automaton(&gazetteer);
    let (plain, ruled) = (recogniser(true), recogniser(false));
    let forms = gazetteer.forms().len();
    println!("{} MB of JSONL, {:.0} MB of text, {forms} forms", news.records.len() >> 20, news.megabytes);
    let (mut found, mut hits, mut scripts) = (0, Vec::<Hit>::new(), Vec::new());
    let texts = &news.texts;
    let seconds = in_turns(
        5,
        &mut [
            &mut || texts.iter().for_each(|text| found += automaton.leftmost_find_iter(text).count()),
            &mut || texts.iter().for_each(|text| gazetteer.scan(text, black_box(&mut hits))),
            &mut || tag(&plain, &news.inputs, 1),
            &mut || tag(&ruled, &news.inputs, 1),
            &mut || tag(&ruled, &news.inputs, 2),
            &mut || scripts.extend(measure::script("posseg_tag.py", &news.records, 1 << 19)),
        ],
    );
    black_box(found);
    (seconds, scripts)
}

/// Prints and records the ratios.
fn told(news: &News, seconds: &[Seconds], scripts: &Scripts) {
    let rates: Vec<f64> = seconds.iter().map(|seconds| news.megabytes / seconds.cpu).collect();
    let wall: Vec<f64> = seconds.iter().map(|seconds| news.megabytes / seconds.wall).collect();
    println!(
        "MB of text a second by the wall: scan {:.1}, matcher {:.1}, tag {:.1}, with rules {:.1}",
        wall[0], wall[1], wall[2], wall[3]
    );
    let scan = ("scan MB/s", rates[0]);
    tell("tag", "matcher, all forms / scan", ("matcher MB/s", rates[1]), scan);
    tell("tag", "tag --no-rules / scan", ("tag MB/s", rates[2]), scan);
    tell("tag", "tag / scan", ("tag MB/s", rates[3]), scan);
    tell("tag", "tag / tag --no-rules", ("tag MB/s", rates[3]), ("no rules MB/s", rates[2]));
    if !scripts.is_empty() {
        let (here, beside) = (("tag MB/s", rates[3]), script(scripts, |seconds| seconds.cpu));
        tell("tag", "tag / posseg, of the processor", here, beside);
        let (here, beside) = (("tag MB/s", wall[4]), script(scripts, |seconds| seconds.wall));
        tell("tag", "tag, 2 threads / posseg, by the wall", here, beside);
    }
}

/// Megabytes a second of the script, by one of its times.
fn script(scripts: &Scripts, of: fn(&Seconds) -> f64) -> (&'static str, f64) {
    let rates = scripts.iter().map(|(read, seconds)| read / of(seconds));
    ("posseg MB/s", measure::median(rates.collect()))
}

fn recogniser(no_rules: bool) -> Recogniser {
    let options = RecogniseOptions { no_rules, ..RecogniseOptions::default() };
    Recogniser::new(Dictionary::builtin(), options).expect("the shipped names")
}

fn tag(recogniser: &Recogniser, inputs: &[Input], threads: usize) {
    let stop = AtomicBool::new(false);
    let run = RunOptions { inputs: inputs.to_vec(), read: ReadOptions::default(), threads, stop: &stop };
    let render = |source: &Source, found: &[Recognised], out: &mut Vec<u8>, spill: Spill<'_>| {
        let mut records = RecordWriter::new(source, RecordOptions::default());
        for (article, found) in source.articles.iter().zip(found) {
            records.write(article, found, out, &mut *spill)?;
            out.push(b'\n');
        }
        Ok(())
    };
    pipeline::tag(recogniser, run, render, &mut io::sink(), |_, _| {}).expect("the sink takes all");
}
