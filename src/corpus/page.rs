//! A decoded page to its articles. For now: one article a page, a paragraph a block, lines joined.

use super::weave::Weave;
use super::{Article, Source};
use crate::text::{Span, sentences};

/// Reads a page.
pub(super) fn read_page(name: &str, text: String, encoding: &'static str) -> Source {
    let mut weave = Weave::default();
    let mut article =
        Article { source: name.to_owned(), extent: Span::from_usize(0, text.len()), ..Article::default() };
    let mut at = 0;
    let mut number = 0u32;
    let mut open = false;
    let mut last_end = 0;
    for line in text.split_inclusive('\n') {
        number += 1;
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if content.is_empty() {
            open = false;
            continue;
        }
        let gap = Span::from_usize(last_end, start);
        if open {
            let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if ascii(weave.text.chars().next_back()) && ascii(content.chars().next()) {
                weave.put(' ', gap);
            }
        } else {
            if weave.len() > 0 {
                weave.put('\n', gap);
            }
            article.paragraphs.push(Span::new(weave.len(), weave.len()));
            article.lines.push(number);
        }
        open = true;
        last_end = start + content.len();
        weave.copy(&text, Span::from_usize(start, last_end));
        let end = weave.len();
        if let Some(paragraph) = article.paragraphs.last_mut() {
            paragraph.end = end;
        }
    }
    let firsts = std::mem::take(&mut article.lines);
    for (paragraph, first) in article.paragraphs.iter().zip(firsts) {
        for sentence in sentences(&weave.text, *paragraph) {
            let start = weave.map.to_source(sentence).start as usize;
            let from = weave.map.to_source(*paragraph).start as usize;
            article
                .lines
                .push(first + memchr::memchr_iter(b'\n', &text.as_bytes()[from..start]).count() as u32);
            article.sentences.push(sentence);
        }
    }
    article.text = weave.text;
    article.map = weave.map;
    let articles = if article.paragraphs.is_empty() { Vec::new() } else { vec![article] };
    Source { name: name.to_owned(), text, encoding, articles }
}
