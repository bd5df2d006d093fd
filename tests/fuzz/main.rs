//! Whatever a user gives is read without a panic, without a hang and in the memory that its length accounts for.
//!
//! `havoc` makes the inputs; the same functions run under `cargo fuzz` (`fuzz/`). The decoders of our own files are fuzzed in
//! `src/store/fuzz_tests.rs`.

mod havoc;
mod memory;
mod samples;
mod targets;

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use guanxi::corpus::{Input, Layout, Problem, RawItem, ReadOptions, Reader};

use havoc::{Bound, Target, fuzz};

/// A letter of a page takes a few dozen bytes while it is cleaned and judged; the buffers of a reader a few 256 KB.
const BOUND: Bound = Bound { base: 8 << 20, each: 400 };

fn run(number: usize, rounds: usize) {
    let (name, target) = targets::TARGETS[number];
    targets::prepare();
    let words = samples::words(name);
    // Beside what a record takes: the cache of the store that it goes into.
    let bound = if name == "jsonl/mentions" { Bound { base: 80 << 20, ..BOUND } } else { BOUND };
    fuzz(&Target { name, number: number as u8, run: &target, bound, words }, &samples::samples(name), rounds);
}

#[test]
fn pages_of_any_bytes_are_read_or_refused() {
    (0..3).for_each(|number| run(number, 250));
}

#[test]
fn records_and_gzip_of_any_bytes_are_read_or_refused() {
    (3..6).for_each(|number| run(number, 300));
    run(6, 80);
}

#[test]
fn dictionaries_of_any_bytes_are_read_or_refused() {
    (7..14).for_each(|number| run(number, 300));
}

#[test]
fn mentions_and_gold_of_any_bytes_are_read_or_refused() {
    run(14, 120);
    run(15, 500);
    run(16, 300);
}

#[test]
fn every_target_is_run() {
    assert_eq!(targets::TARGETS.len(), 17, "name the new one in a test above");
}

/// Slow, since each import compares with all that is shipped.
#[test]
fn importing_any_bytes_gives_a_clean_table() {
    let import = |name: &'static str| move |bytes: &[u8]| targets::imported(bytes, name);
    for (name, file) in [
        ("csv/dictionary", "import.csv"),
        ("txt/jieba", "import.txt"),
        ("json/harvest-and-flashtext", "import.json"),
    ] {
        let (run, bound) = (import(file), Bound { base: 64 << 20, each: 400 });
        let target = Target { name: file, number: 0, run: &run, bound, words: samples::words(name) };
        fuzz(&target, &samples::samples(name)[..1], 4);
    }
}

/// Writes gzip of so many MiB of one letter, with `end` behind.
fn bomb(name: &str, mebibytes: usize, letter: u8, end: &[u8], dir: &std::path::Path) -> Input {
    let path = dir.join(name);
    let mut gzip = GzEncoder::new(BufWriter::new(File::create(&path).unwrap()), Compression::fast());
    let block = vec![letter; 1 << 20];
    (0..mebibytes).for_each(|_| gzip.write_all(&block).unwrap());
    gzip.write_all(end).unwrap();
    gzip.finish().unwrap().flush().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < (mebibytes as u64) << 14, "it is not much as it lies");
    let layout = if name.contains("jsonl") { Layout::Records } else { Layout::Page };
    Input { name: name.to_owned(), path: Some(path), layout }
}

/// What unpacks to much more than is allowed is refused before it is held, and what stands behind it is read.
#[test]
fn a_bomb_of_gzip_takes_the_memory_of_the_longest_article() {
    let dir = tempfile::tempdir().unwrap();
    let options =
        ReadOptions { max_article_bytes: 1 << 20, max_file_bytes: 1 << 20, ..ReadOptions::default() };
    let record = "\n{\"text\":\"赤峰市下雪。\"}\n".as_bytes();
    let size = if std::env::var_os("GUANXI_LONG").is_some() { 4096 } else { 64 };
    for input in [
        bomb("page.txt.gz", size, b'a', b"", dir.path()),
        bomb("line.jsonl.gz", size, b'a', record, dir.path()),
        bomb("lines.jsonl.gz", size / 8, b'\n', record, dir.path()),
    ] {
        let is_page = input.layout == Layout::Page;
        let (mut problems, mut articles) = (Vec::new(), 0);
        let most = memory::most(|| {
            let read = |item: RawItem| item.prepare(&options, &mut problems).len();
            articles = Reader::new(vec![input.clone()], options.clone()).map(read).sum();
        });
        assert!(most < 12 << 20, "{}: {most} bytes", input.name);
        assert_eq!(articles, usize::from(!is_page), "{}: {problems:?}", input.name);
        let told = problems.iter().map(Problem::to_string).collect::<String>();
        let longer = told.contains("larger than 1 MiB") || told.contains("longer than 2 MiB");
        assert_eq!(longer, !input.name.starts_with("lines"), "{told}");
    }
}
