//! What a run has seen so far, for progress and for its summary.

use std::collections::BTreeMap;

use crate::corpus::Source;
use crate::dictionary::Kind;
use crate::recognise::Recognised;
use crate::store::ArticleFacts;

/// Counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Bytes read, unpacked.
    pub bytes: u64,
    /// Files and streams with at least one article.
    pub sources: u64,
    /// Articles.
    pub articles: u64,
    /// Mentions by kind, ambiguous ones included.
    pub mentions: BTreeMap<Kind, u64>,
    /// Mentions with several candidates left.
    pub ambiguous: u64,
    /// Problems told.
    pub problems: u64,
    /// The source counted last: its items follow one another.
    last: String,
}

impl Tally {
    /// All mentions.
    #[must_use]
    pub fn all_mentions(&self) -> u64 {
        self.mentions.values().sum()
    }

    fn mention(&mut self, kind: &Kind, ambiguous: bool) {
        self.ambiguous += u64::from(ambiguous);
        match self.mentions.get_mut(kind) {
            Some(count) => *count += 1,
            None => {
                self.mentions.insert(kind.clone(), 1);
            }
        }
    }

    /// Counts a source with the mentions of each of its articles.
    pub(super) fn source(&mut self, source: &Source, found: &[Recognised]) {
        self.in_source(&source.name);
        self.articles += source.articles.len() as u64;
        for mention in found.iter().flat_map(|found| &found.mentions) {
            self.mention(&mention.kind, mention.entity.is_none());
        }
    }

    /// Counts an article that came as a record.
    pub(super) fn facts(&mut self, facts: &ArticleFacts) {
        self.in_source(&facts.source.source);
        self.articles += 1;
        for mention in &facts.mentions {
            match &mention.entity {
                Some(named) => self.mention(&named.kind, false),
                None => self.ambiguous += 1,
            }
        }
    }

    fn in_source(&mut self, name: &str) {
        if self.last != name {
            name.clone_into(&mut self.last);
            self.sources += 1;
        }
    }

    /// Adds what the next item counted.
    pub(super) fn add(&mut self, other: &Self) {
        if other.sources > 0 {
            self.in_source(&other.last);
        }
        self.bytes += other.bytes;
        self.articles += other.articles;
        self.ambiguous += other.ambiguous;
        self.problems += other.problems;
        for (kind, count) in &other.mentions {
            *self.mentions.entry(kind.clone()).or_default() += count;
        }
    }
}
