//! The news to measure with, its texts, and the automaton of our names.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use guanxi::dictionary::Gazetteer;

/// The news to measure with: the first argument, or `../shared/bulk/xwlb.jsonl.gz`; and how many megabytes of it, the
/// second argument. Whole lines. None, with a word on it, where there is no such file.
pub(crate) fn news(megabytes: usize) -> Option<(PathBuf, Vec<u8>)> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let given = arguments.next().map(PathBuf::from);
    let path =
        given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bulk/xwlb.jsonl.gz"));
    let megabytes = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(megabytes);
    let mut news = Vec::new();
    let read = fs::File::open(&path).and_then(|file| {
        let packed = path.extension().is_some_and(|extension| extension == "gz");
        let limit = (megabytes << 20) as u64;
        if packed {
            flate2::read::GzDecoder::new(file).take(limit).read_to_end(&mut news)
        } else {
            file.take(limit).read_to_end(&mut news)
        }
    });
    if let Err(error) = read {
        eprintln!("{}: {error}; give a JSONL file as the first argument", path.display());
        return None;
    }
    news.truncate(memchr::memrchr(b'\n', &news).map_or(0, |end| end + 1));
    Some((path, news))
}

/// The `text` of every record.
pub(crate) fn texts(news: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Record {
        text: String,
    }
    let lines = news.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.filter_map(|line| serde_json::from_slice::<Record>(line).ok()).map(|record| record.text).collect()
}

/// The names alone, without the words of the rules.
pub(crate) fn automaton(gazetteer: &Gazetteer) -> CharwiseDoubleArrayAhoCorasick<u32> {
    let names = gazetteer.forms().filter(|form| !form.entities.is_empty());
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.map(|form| form.text()))
        .expect("the names differ")
}
