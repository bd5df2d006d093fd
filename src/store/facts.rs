//! What is put into the store: one article with its mentions. Everything else is derived from these.

use std::sync::Arc;

use jiff::civil::Date;

use crate::dictionary::{EntityId, Named};
use crate::recognise::Origin;
use crate::text::Span;

/// Identity of an article: a hash of its working text, so that a verbatim reprint is the same article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleKey(pub u128);

impl ArticleKey {
    /// The key of a working text: xxh3-128 of its UTF-8 bytes. For articles without text (given mentions only) hash the
    /// source and number instead, so that they stay apart.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
    }
}

/// One place where an article was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRef {
    /// The source as given.
    pub source: String,
    /// Number of the article in the source.
    pub number: u32,
    /// The record's own id, for JSONL.
    pub record: Option<String>,
    /// Headline or the record's title.
    pub title: String,
    /// Date of the article in this source.
    pub date: Option<Date>,
    /// Line of the source on which each sentence begins.
    pub lines: Vec<u32>,
}

/// A mention as the store keeps it. Ambiguous mentions have no entity and make no pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionFact {
    /// Bytes of the working text.
    pub span: Span,
    /// The entity, shared with the recogniser.
    pub entity: Option<Arc<Named>>,
    /// How it was found.
    pub origin: Origin,
    /// Number of the sentence.
    pub sentence: u32,
    /// Number of the paragraph.
    pub paragraph: u32,
}

impl MentionFact {
    /// Where it stands and what it means, in what container: what a graph sees of it.
    #[must_use]
    pub fn meaning(&self) -> (Span, Option<(&EntityId, Option<&str>)>) {
        (self.span, self.entity.as_ref().map(|named| (&named.id, named.within.as_deref())))
    }
}

/// One article with all that is needed to show evidence, to count again and to recognise again without its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFacts {
    /// Identity.
    pub key: ArticleKey,
    /// The source it comes from this time; the store merges several.
    pub source: SourceRef,
    /// The place its dateline names.
    pub dateline: Option<String>,
    /// Working text; empty if only mentions were given.
    pub text: String,
    /// Sentences of the working text.
    pub sentences: Vec<Span>,
    /// Paragraphs of the working text.
    pub paragraphs: Vec<Span>,
    /// Paragraphs that are not counted.
    pub repeats: Vec<u32>,
    /// Sorted by start.
    pub mentions: Vec<MentionFact>,
}
