//! Windows against the whole: the words of jieba-rs over every whole sentence give the same words and the same mentions.
//!
//! One megabyte of news in the usual run, ten with `cargo test --release windows -- --ignored`.

use std::io::{Write as _, stderr};
use std::path::Path;

use super::reading::{self, Reading};
use super::{Article, RecogniseOptions, Recognised, Recogniser, Scratch, View};
use crate::corpus::{self, ReadOptions, Reader};
use crate::dictionary::Dictionary;
use crate::text::{Normal, Span, words_of_jieba};

const NEWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bulk/xwlb.jsonl.gz");

/// The first articles of the news, as many as make so many bytes; none where there is no such file.
fn articles(bytes: usize) -> Vec<Article> {
    if !Path::new(NEWS).exists() {
        writeln!(stderr(), "skipped: {NEWS} is not here").unwrap();
        return Vec::new();
    }
    let (inputs, _) = corpus::inputs(&[NEWS.to_owned()]);
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

fn holds(bytes: usize) {
    let options = RecogniseOptions { no_rules: true, ..RecogniseOptions::default() };
    let recogniser = Recogniser::new(Dictionary::builtin(), options).unwrap();
    let (mut by_windows, mut whole) = (Scratch::default(), Scratch::default());
    let (mut words, mut mentions) = (0, 0);
    for article in articles(bytes) {
        let found = recogniser.recognise(&article, &mut by_windows);
        let filed = recogniser.filed(&article, &mut whole);
        let mut reading = recogniser.reading(whole.page(&recogniser.known, &article.text), filed);
        let Reading { page, letters, .. } = &mut reading;
        let starts = starts_by_jieba(&article, page.normal);
        letters.fill(page);
        let ours: Vec<u32> = letters.words.iter().map(|word| letters.at[word.start]).collect();
        assert_eq!(ours, starts, "other words in {}", article.text);
        words += starts.len();
        page.borders.start(page.normal.text().len());
        page.borders.take(starts.into_iter().chain([page.normal.text().len() as u32]));
        let mut readings = [reading];
        reading::read(&mut readings, true);
        let mut expected = Recognised::default();
        let part = Span::from_usize(0, article.text.len());
        let view = View { reading: &readings[0], article: &article, part };
        recogniser.collect(&view, &mut expected);
        assert_eq!(found, expected, "other mentions in {}", article.text);
        mentions += found.mentions.len();
    }
    writeln!(stderr(), "{words} words and {mentions} mentions, all the same").unwrap();
}

#[test]
fn words_and_mentions_are_those_of_jieba_over_whole_sentences() {
    holds(1 << 20);
}

#[test]
#[ignore = "ten megabytes: half a minute"]
fn ten_megabytes_of_words_and_mentions_are_those_of_jieba() {
    holds(10 << 20);
}
