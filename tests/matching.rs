//! The matcher against an Aho-Corasick automaton (daachorse) on real news with the shipped dictionaries.

use std::cmp::Reverse;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guanxi::dictionary::{Dictionary, Gazetteer};
use guanxi::text::normal_form;

#[test]
fn finds_what_an_automaton_finds_in_news() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bulk/xwlb.jsonl.gz");
    let Ok(file) = File::open(&path) else {
        return eprintln!("skipped: there is no {}", path.display());
    };
    let mut news = vec![0; 4 << 20];
    flate2::read::GzDecoder::new(file).read_exact(&mut news).unwrap();
    let news = normal_form(&String::from_utf8_lossy(&news));

    let gazetteer = Gazetteer::new(&Dictionary::builtin()).unwrap();
    let names: Vec<&str> = gazetteer.forms().map(|form| form.text()).collect();
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasick::new(names).unwrap();
    let matches = automaton.find_overlapping_iter(&news);
    let mut expected: Vec<_> = matches.map(|m| (m.start() as u32, m.end() as u32, m.value())).collect();
    expected.sort_unstable_by_key(|&(start, end, _)| (start, Reverse(end)));

    let mut hits = Vec::new();
    gazetteer.scan(&news, &mut hits);
    assert!(hits.len() > 50_000, "{} hits", hits.len());
    assert_eq!(hits.len(), expected.len());
    for (hit, expected) in hits.iter().zip(expected) {
        assert_eq!((hit.span.start, hit.span.end, hit.form), expected);
    }
}
