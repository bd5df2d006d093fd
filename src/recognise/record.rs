//! The mentions of an article as other programs see them: one JSON object an article, written and read.
//!
//! Offsets point into the source as decoded (for JSONL: the record's text), before any re-joining: 0-based, end-exclusive,
//! in Unicode scalar values; `*_byte` in UTF-8 bytes. Spans of the working text never leave through here.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Mention, Origin, Recognised};
use crate::corpus::{Article, CharOffsets, Source};
use crate::dictionary::Kind;
use crate::text::Span;

/// One article. What is optional may be missing when it is read; field names are a contract with other programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleRecord<'a> {
    /// The source as given.
    pub source: Cow<'a, str>,
    /// Number of the article in the source, from 0.
    pub article: u32,
    /// The record's own id, for JSONL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, str>>,
    /// Headline; may be empty.
    pub title: Cow<'a, str>,
    /// Date; null where unknown.
    pub date: Option<Date>,
    /// The place a dateline names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Cow<'a, str>>,
    /// First character of the article in the source.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// The source from `start` to `end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// Sentences; there with `text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<[u32; 2]>,
    /// Paragraphs; there with `text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<[u32; 2]>,
    /// Line of the source on which each sentence begins, from 1; there with `text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
    /// Numbers of the paragraphs that repeat an earlier one: tagged, not counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<u32>,
    /// Flat, sorted by start.
    pub mentions: Vec<MentionRecord<'a>>,
    /// Mentions inside others; there where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nested: Option<Vec<MentionRecord<'a>>>,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord<'a> {
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// First byte.
    #[serde(default)]
    pub start_byte: Option<u32>,
    /// One past the last byte.
    #[serde(default)]
    pub end_byte: Option<u32>,
    /// The slice without white space.
    #[serde(default)]
    pub surface: Cow<'a, str>,
    /// Kind.
    pub kind: Cow<'a, Kind>,
    /// Stable text of the entity; null where the mention is ambiguous.
    #[serde(default)]
    pub entity: Option<Cow<'a, str>>,
    /// Canonical name of the entity; null where the mention is ambiguous.
    #[serde(default)]
    pub name: Option<Cow<'a, str>>,
    /// The container of the entity, where the dictionary names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Cow<'a, str>>,
    /// The entities left where the mention is ambiguous.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Cow<'a, str>>,
    /// How it was found.
    #[serde(default = "listed")]
    pub origin: Origin,
    /// The rule that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Cow<'a, str>>,
    /// Number of the sentence in the article.
    #[serde(default)]
    pub sentence: u32,
    /// Number of the paragraph in the article.
    #[serde(default)]
    pub paragraph: u32,
}

fn listed() -> Origin {
    Origin::Dictionary
}

/// What a record carries besides the mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordOptions {
    /// The text with its sentences and paragraphs.
    pub with_text: bool,
    /// The mentions inside others.
    pub nested: bool,
}

/// The record of an article of `source`. `chars` counts along the source: hand the same one from article to article.
#[must_use]
pub fn record<'a>(
    source: &'a Source,
    article: &'a Article,
    found: &'a Recognised,
    options: RecordOptions,
    chars: &mut CharOffsets<'_>,
) -> ArticleRecord<'a> {
    let mut record = ArticleRecord {
        source: Cow::Borrowed(&article.source),
        article: article.number,
        id: article.record.as_deref().map(Cow::Borrowed),
        title: Cow::Borrowed(&article.title),
        date: article.date,
        dateline: article.dateline.as_deref().map(Cow::Borrowed),
        start: chars.at(article.extent.start),
        repeats: article.repeats.clone(),
        ..ArticleRecord::default()
    };
    // Each list is a pass of its own along the article; a copy goes back to its beginning for nothing.
    let begin = chars.clone();
    if options.with_text {
        record.text = Some(Cow::Borrowed(article.extent.of(&source.text)));
        record.sentences = spans(&article.sentences, article, begin.clone());
        record.paragraphs = spans(&article.paragraphs, article, begin.clone());
        record.lines.clone_from(&article.lines);
    }
    record.mentions = mentions(&found.mentions, source, article, begin.clone());
    record.nested = options.nested.then(|| mentions(&found.nested, source, article, begin));
    record.end = chars.at(article.extent.end);
    record
}

fn spans(spans: &[Span], article: &Article, mut chars: CharOffsets<'_>) -> Vec<[u32; 2]> {
    let in_source = spans.iter().map(|span| article.map.to_source(*span));
    in_source.map(|span| [chars.at(span.start), chars.at(span.end)]).collect()
}

fn mentions<'a>(
    mentions: &'a [Mention],
    source: &'a Source,
    article: &Article,
    mut chars: CharOffsets<'_>,
) -> Vec<MentionRecord<'a>> {
    mentions.iter().map(|mention| mention_record(mention, source, article, &mut chars)).collect()
}

/// The record of one mention. `chars` counts along the source.
pub(super) fn mention_record<'a>(
    mention: &'a Mention,
    source: &'a Source,
    article: &Article,
    chars: &mut CharOffsets<'_>,
) -> MentionRecord<'a> {
    let span = article.map.to_source(mention.span);
    let entity = mention.entity.as_deref();
    MentionRecord {
        start: chars.at(span.start),
        end: chars.at(span.end),
        start_byte: Some(span.start),
        end_byte: Some(span.end),
        surface: without_space(span.of(&source.text)),
        kind: Cow::Borrowed(&mention.kind),
        entity: entity.map(|named| Cow::Borrowed(named.id.as_str())),
        name: entity.map(|named| Cow::Borrowed(named.name.as_str())),
        within: entity.and_then(|named| named.within.as_deref()).map(Cow::Borrowed),
        candidates: mention.candidates.iter().map(|named| Cow::Borrowed(named.id.as_str())).collect(),
        origin: mention.origin,
        rule: mention.rule.map(Cow::Borrowed),
        sentence: mention.sentence,
        paragraph: mention.paragraph,
    }
}

/// A slice of a source without its white space: what a mention's surface is.
#[must_use]
pub fn without_space(slice: &str) -> Cow<'_, str> {
    if slice.contains(char::is_whitespace) {
        Cow::Owned(slice.chars().filter(|c| !c.is_whitespace()).collect())
    } else {
        Cow::Borrowed(slice)
    }
}
