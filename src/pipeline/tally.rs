//! What a run has seen so far, for progress and for its summary.

use std::collections::BTreeMap;

use super::crowd::{self, Crowd};
use crate::corpus::{Problem, Source};
use crate::dictionary::Kind;
use crate::recognise::Recognised;
use crate::relate::{Counting, MAX_PAIRS_PER_ARTICLE};
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
    /// Articles of which no day is known.
    pub undated: u64,
    /// Mentions by kind, ambiguous ones included.
    pub mentions: BTreeMap<Kind, u64>,
    /// Mentions with several candidates left.
    pub ambiguous: u64,
    /// Problems told.
    pub problems: u64,
    /// Records of mentions that took the place of an earlier one of the same run: the same source and number.
    pub replaced: u64,
    /// Pairs of names that meet in a window, each as often as it meets; counted where a graph is built.
    pub pairs: u64,
    /// The window with the most names; of equals the first.
    pub crowd: Option<Crowd>,
    /// The sources counted first and last: the items of a source follow one another.
    ends: Option<[String; 2]>,
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
        self.undated += source.articles.iter().filter(|article| article.date.is_none()).count() as u64;
        for mention in found.iter().flat_map(|found| &found.mentions) {
            self.mention(&mention.kind, mention.entity.is_none());
        }
    }

    /// Counts an article that came as a record.
    pub(super) fn facts(&mut self, facts: &ArticleFacts) {
        self.in_source(&facts.source.source);
        self.articles += 1;
        self.undated += u64::from(facts.source.date.is_none());
        for mention in &facts.mentions {
            match &mention.entity {
                Some(named) => self.mention(&named.kind, false),
                None => self.ambiguous += 1,
            }
        }
    }

    /// Counts the pairs of an article; gives what is to be said of them.
    pub(super) fn pairs(&mut self, facts: &ArticleFacts, counting: Counting) -> Option<Problem> {
        let (pairs, crowd) = crowd::of_article(facts, counting.window);
        self.pairs += pairs;
        self.crowded(crowd.as_ref());
        if let Some(crowd) = crowd.filter(Crowd::is_cut) {
            return Some(crowd::too_many(facts, &crowd, counting.window));
        }
        if pairs > MAX_PAIRS_PER_ARTICLE as u64 { crowd::problem(facts, counting) } else { None }
    }

    fn crowded(&mut self, other: Option<&Crowd>) {
        let names = |crowd: Option<&Crowd>| crowd.map_or(0, |crowd| crowd.names);
        if names(other) > names(self.crowd.as_ref()) {
            self.crowd = other.cloned();
        }
    }

    fn in_source(&mut self, name: &str) {
        let [_, last] = self.ends.get_or_insert_with(|| [name.to_owned(), String::new()]);
        if last != name {
            name.clone_into(last);
            self.sources += 1;
        }
    }

    /// Adds what the next item counted.
    pub(super) fn add(&mut self, other: &Self) {
        if let Some([first, last]) = &other.ends {
            self.in_source(first);
            self.sources += other.sources - 1;
            if let Some(ends) = &mut self.ends {
                last.clone_into(&mut ends[1]);
            }
        }
        self.bytes += other.bytes;
        self.articles += other.articles;
        self.undated += other.undated;
        self.ambiguous += other.ambiguous;
        self.problems += other.problems;
        self.replaced += other.replaced;
        self.pairs += other.pairs;
        self.crowded(other.crowd.as_ref());
        for (kind, count) in &other.mentions {
            *self.mentions.entry(kind.clone()).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_over_several_items_is_one() {
        let item = |names: &[&str]| {
            let mut tally = Tally::default();
            for name in names {
                tally.in_source(name);
            }
            tally
        };
        let mut total = Tally::default();
        for names in [&["a"][..], &["a"], &[], &["a", "b"], &["b", "c"], &["d"]] {
            total.add(&item(names));
        }
        assert_eq!(total.sources, 4);
    }
}
