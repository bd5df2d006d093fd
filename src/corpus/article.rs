//! What reading gives: sources and the articles on them.

use jiff::civil::Date;

use crate::text::{OffsetMap, Span, sentences};

/// One article: the unit in which entities are neighbours.
///
/// `text` is the *working text*: lines re-joined, extraction marks left out, paragraphs parted by one `\n`.
/// Spans of an article are bytes of the working text; `map` leads back to the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The source as given: a path with `/`, or `-`.
    pub source: String,
    /// Counts the articles of a source from 0 (for JSONL: the record's number).
    pub number: u32,
    /// The record's own id, for JSONL.
    pub record: Option<String>,
    /// Headline, or the record's title; empty if there is none.
    pub title: String,
    /// From the record, the dateline or the file's name.
    pub date: Option<Date>,
    /// The place a dateline names, as written (巴彦淖尔).
    pub dateline: Option<String>,
    /// The working text, in the order of the source: a headline found there is a paragraph where it stands (in text
    /// extracted from print often the last).
    pub text: String,
    /// From the working text to the bytes of the decoded source (for JSONL: of the record's text).
    pub map: OffsetMap,
    /// Where the article stands in the decoded source, in bytes.
    pub extent: Span,
    /// Sentences in order, never across a paragraph.
    pub sentences: Vec<Span>,
    /// Paragraphs in order.
    pub paragraphs: Vec<Span>,
    /// Numbers of the paragraphs that repeat an earlier one of this article word for word: tagged, not counted.
    pub repeats: Vec<u32>,
    /// For each sentence the line of the source on which it begins, from 1 (for JSONL: the record's line).
    pub lines: Vec<u32>,
}

impl Article {
    /// A text as one article, taken as it stands: each line a paragraph, no dateline, no title. Files are read by
    /// [`Reader`](super::Reader), which joins lines and splits pages. O(n).
    ///
    /// ```
    /// use guanxi::corpus::Article;
    /// let article = Article::of_text("赤峰市下雨。敖汉旗下雪。\n包头市晴。");
    /// assert_eq!((article.sentences.len(), article.paragraphs.len()), (3, 2));
    /// assert_eq!(article.lines, [1, 1, 2]);
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let whole = Span::from_usize(0, text.len());
        let mut article = Self { text: text.to_owned(), extent: whole, ..Self::default() };
        let mut at = 0;
        for (line, paragraph) in (1..).zip(text.split_inclusive('\n')) {
            let span = Span::from_usize(at, at + paragraph.trim_end_matches('\n').len());
            at += paragraph.len();
            let before = article.sentences.len();
            article.sentences.extend(sentences(text, span));
            article.lines.resize(article.lines.len() + article.sentences.len() - before, line);
            article.paragraphs.push(span);
        }
        article
    }
}

/// A source as decoded, with its articles. For JSONL one record makes one `Source`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// As in [`Article::source`].
    pub name: String,
    /// The decoded text that all offsets point into.
    pub text: String,
    /// Name of the encoding it was read with, as in the Encoding Standard (`UTF-8`, `gb18030`).
    pub encoding: &'static str,
    /// Whether it is a record of JSONL: lines of its article are the file's, not those of `text`.
    pub record: bool,
    /// In the order in which they stand.
    pub articles: Vec<Article>,
}
