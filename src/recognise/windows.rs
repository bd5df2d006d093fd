//! Windows against the whole: the words of jieba-rs over every whole sentence give the same words and the same mentions.
//!
//! Our own pages and, where they are, one megabyte of news in the usual run; ten with `cargo test --release windows -- --ignored`.

#[path = "../../tests/support/skip.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod skip;

use std::io::{Write as _, stderr};

use super::reading::Reading;
use super::steps;
use super::{Article, RecogniseOptions, Recognised, Recogniser, Scratch, View};
use crate::corpus::{self, ReadOptions, Reader};
use crate::dictionary::Dictionary;
use crate::text::{Normal, Span, words_of_jieba};

const PAGES: [&str; 2] = ["/tests/pages/*.txt", "/examples/news"];

/// The first articles of files, as many as make so many bytes.
fn articles(paths: &[String], bytes: usize) -> Vec<Article> {
    let (inputs, _) = corpus::inputs(paths);
    let options = ReadOptions::default();
    let items = Reader::new(inputs, options.clone());
    let sources = items.flat_map(|item| item.prepare(&options, &mut Vec::new()));
    let mut left = bytes;
    let enough = |article: &Article| {
        let more = left > 0;
        left = left.saturating_sub(article.text.len());
        more
    };
    sources.flat_map(|source| source.articles).take_while(enough).collect()
}

/// Where jieba's words start in the normal text of an article, each sentence cut as a whole, its quotation marks and white
/// space in their places.
fn starts_by_jieba(article: &Article, normal: &Normal) -> Vec<u32> {
    let mut starts = Vec::new();
    let (mut text, mut places) = (String::new(), Vec::new());
    let mut sentences = article.sentences.iter().skip(1).peekable();
    let mut end_sentence = |text: &mut String, places: &mut Vec<(u32, u32)>| {
        let mut places = std::mem::take(places).into_iter().peekable();
        let ends = words_of_jieba(&std::mem::take(text));
        for start in std::iter::once(0).chain(ends) {
            while places.next_if(|place| place.0 < start).is_some() {}
            starts.extend(places.next_if(|place| place.0 == start).map(|place| place.1));
        }
    };
    for (at, c) in normal.text().char_indices() {
        let source = normal.to_source(Span::from_usize(at, at + c.len_utf8())).start;
        while sentences.next_if(|sentence| sentence.start <= source).is_some() {
            end_sentence(&mut text, &mut places);
        }
        normal.gaps_at(at as u32).iter().for_each(|_| text.push('“'));
        places.push((text.len() as u32, at as u32));
        text.push(c);
    }
    end_sentence(&mut text, &mut places);
    starts
}

/// An article by windows and as a whole: the same words, the same mentions; how many.
fn same(recogniser: &Recogniser, article: &Article, scratches: &mut [Scratch; 2]) -> [usize; 2] {
    let [by_windows, whole] = scratches;
    let found = recogniser.recognise(article, by_windows);
    let filed = recogniser.filed(article, whole);
    let mut reading = recogniser.reading(whole.page(&recogniser.known, &article.text), filed);
    let Reading { page, letters, .. } = &mut reading;
    let starts = starts_by_jieba(article, page.normal);
    letters.fill(page);
    let ours: Vec<u32> = letters.words.iter().map(|word| letters.at[word.start]).collect();
    assert_eq!(ours, starts, "other words in {}", article.text);
    let words = starts.len();
    page.borders.start(page.normal.text().len());
    page.borders.take(starts.into_iter().chain([page.normal.text().len() as u32]));
    let mut readings = [reading];
    steps::read(&mut readings, true);
    let mut expected = Recognised::default();
    let part = Span::from_usize(0, article.text.len());
    recogniser.collect(&View { reading: &readings[0], article, part }, &mut expected);
    assert_eq!(found, expected, "other mentions in {}", article.text);
    [words, found.mentions.len()]
}

/// So many bytes of files, which have at least so many mentions.
fn holds(paths: &[String], bytes: usize, least: usize) {
    let options = RecogniseOptions { no_rules: true, ..RecogniseOptions::default() };
    let recogniser = Recogniser::new(Dictionary::builtin(), options).unwrap();
    let mut scratches = [Scratch::default(), Scratch::default()];
    let (mut words, mut mentions) = (0, 0);
    for article in articles(paths, bytes) {
        let [more_words, more_mentions] = same(&recogniser, &article, &mut scratches);
        words += more_words;
        mentions += more_mentions;
    }
    assert!(mentions > least, "{mentions} mentions");
    writeln!(stderr(), "{words} words and {mentions} mentions, all the same").unwrap();
}

fn holds_in_news(bytes: usize, least: usize) {
    let Some(news) = skip::shared("bulk/xwlb.jsonl.gz") else { return };
    holds(&[news.display().to_string()], bytes, least);
}

#[test]
fn words_and_mentions_of_our_pages_are_those_of_jieba_over_whole_sentences() {
    holds(&PAGES.map(|path| format!("{}{path}", env!("CARGO_MANIFEST_DIR"))), usize::MAX, 500);
}

#[test]
fn words_and_mentions_are_those_of_jieba_over_whole_sentences() {
    holds_in_news(1 << 20, 5_000);
}

#[test]
#[ignore = "ten megabytes: half a minute"]
fn ten_megabytes_of_words_and_mentions_are_those_of_jieba() {
    holds_in_news(10 << 20, 50_000);
}
