//! The matcher against an Aho-Corasick automaton (daachorse) with the shipped dictionaries: on our own pages, and on real
//! news where they are.

mod support;

use std::cmp::Reverse;
use std::fs::File;
use std::io::Read;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guanxi::dictionary::{Dictionary, Gazetteer};
use guanxi::text::normal_form;
use support::folders::root;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new(&Dictionary::builtin()).unwrap());

/// Both over a text, which has at least so many names.
fn finds_what_an_automaton_finds(text: &str, least: usize) {
    let names: Vec<&str> = GAZETTEER.forms().map(|form| form.text()).collect();
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasick::new(names).unwrap();
    let text = normal_form(text);
    let matches = automaton.find_overlapping_iter(&*text);
    let mut expected: Vec<_> = matches.map(|m| (m.start() as u32, m.end() as u32, m.value())).collect();
    expected.sort_unstable_by_key(|&(start, end, _)| (start, Reverse(end)));

    let mut hits = Vec::new();
    GAZETTEER.scan(&text, &mut hits);
    assert!(hits.len() > least, "{} hits", hits.len());
    assert_eq!(hits.len(), expected.len());
    for (hit, expected) in hits.iter().zip(expected) {
        assert_eq!((hit.span.start, hit.span.end, hit.form), expected);
    }
}

#[test]
fn finds_what_an_automaton_finds_in_our_pages() {
    let folder = root().join("tests/pages");
    let mut pages: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    pages.sort();
    let texts: Vec<String> = pages.iter().map(|page| std::fs::read_to_string(page).unwrap()).collect();
    finds_what_an_automaton_finds(&texts.concat(), 1_000);
}

#[test]
fn finds_what_an_automaton_finds_in_news() {
    let Some(path) = support::skip::shared("bulk/xwlb.jsonl.gz") else { return };
    let mut news = vec![0; 4 << 20];
    flate2::read::GzDecoder::new(File::open(path).unwrap()).read_exact(&mut news).unwrap();
    finds_what_an_automaton_finds(&String::from_utf8_lossy(&news), 50_000);
}
