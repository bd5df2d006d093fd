//! Samples for audit: mentions drawn at random for a person to judge, and the precision that the verdicts give.
//!
//! What is drawn depends on the seed and on the place of each mention alone, so it is the same on any number of threads.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::found::Finder;
use crate::corpus::{Article, CharOffsets, Source};
use crate::recognise::{Mention, Recognised, without_space};
use crate::text::Span;

/// Most characters of the sentence on either side of a mention.
const AROUND: usize = 80;

/// What a sample is spread over evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strata {
    /// Nothing: every mention is as likely as any other.
    None,
    /// Kinds.
    Kind,
    /// Rules and files, each with its kind.
    Origin,
}

/// One mention to judge: a row of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampled {
    /// `right`, `wrong` or `unsure`; empty until somebody has judged.
    pub verdict: String,
    /// Kind.
    pub kind: String,
    /// The slice without white space.
    pub surface: String,
    /// Canonical name; the candidates, `|` between, where it is ambiguous.
    pub name: String,
    /// The sentence, with the mention in 【】.
    pub sentence: String,
    /// The rule or file that proposed it.
    pub by: String,
    /// The source as given.
    pub source: String,
    /// Number of the article in it.
    pub article: u32,
    /// First character in the source.
    pub start: u32,
    /// What it stands for: all, a kind, or a kind and a rule.
    pub stratum: String,
    /// How many mentions there were in its stratum.
    pub of: u64,
}

/// A sample under way, shared by threads.
pub struct Sample {
    size: usize,
    seed: u64,
    strata: Strata,
    held: Mutex<BTreeMap<String, Stratum>>,
}

/// The mentions with the smallest keys, and how many there were.
#[derive(Default)]
struct Stratum {
    of: u64,
    /// By key, and by the mention itself should two keys be the same.
    smallest: BTreeMap<(u64, String, u32), Sampled>,
}

impl Sample {
    /// A sample of `size` mentions.
    #[must_use]
    pub fn new(size: usize, seed: u64, strata: Strata) -> Self {
        Self { size, seed, strata, held: Mutex::default() }
    }

    /// Offers the mentions of a source. Each has a key, a hash of its place under the seed, and those with the smallest keys
    /// stay: a simple random sample without replacement (bottom-k, Cohen and Kaplan 2007). Memory: `size` a stratum.
    pub fn offer(&self, finder: &Finder<'_>, source: &Source, found: &[Recognised]) {
        let mut chars = CharOffsets::new(&source.text);
        for (article, found) in source.articles.iter().zip(found) {
            for mention in &found.mentions {
                let start = chars.at(article.map.to_source(mention.span).start);
                self.one(finder, article, mention, start);
            }
        }
    }

    fn one(&self, finder: &Finder<'_>, article: &Article, mention: &Mention, start: u32) {
        let place = format!("{}\t{}\t{start}", article.source, article.number);
        let key = (xxh3_64_with_seed(place.as_bytes(), self.seed), place, start);
        let by = finder.origin(mention).0;
        let name = match self.strata {
            Strata::None => "all".to_owned(),
            Strata::Kind => mention.kind.to_string(),
            Strata::Origin => format!("{} {by}", mention.kind),
        };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let stratum = held.entry(name).or_default();
        stratum.of += 1;
        let last = stratum.smallest.last_key_value().map(|(last, _)| last);
        if stratum.smallest.len() < self.size || last.is_some_and(|last| key < *last) {
            stratum.smallest.insert(key, sampled(article, mention, by, start));
            if stratum.smallest.len() > self.size {
                stratum.smallest.pop_last();
            }
        }
    }

    /// The rows in random order, so that whoever stops early has judged a random part. Strata have equal shares as far as
    /// they reach.
    #[must_use]
    pub fn rows(self) -> Vec<Sampled> {
        let strata = self.held.into_inner().unwrap_or_else(PoisonError::into_inner);
        let shares = shares(strata.values().map(|stratum| stratum.smallest.len()).collect(), self.size);
        let mut rows = BTreeMap::new();
        for ((name, stratum), share) in strata.into_iter().zip(shares) {
            for (key, row) in stratum.smallest.into_iter().take(share) {
                rows.insert(key, Sampled { stratum: name.clone(), of: stratum.of, ..row });
            }
        }
        rows.into_values().collect()
    }
}

/// Parts `size` evenly among what each can give; what one cannot take goes to the others, the first ones first.
fn shares(mut able: Vec<usize>, size: usize) -> Vec<usize> {
    let mut shares = vec![0; able.len()];
    let mut left = size;
    while left > 0 && able.iter().any(|able| *able > 0) {
        for (share, able) in shares.iter_mut().zip(&mut able) {
            if *able > 0 && left > 0 {
                *share += 1;
                *able -= 1;
                left -= 1;
            }
        }
    }
    shares
}

fn sampled(article: &Article, mention: &Mention, by: String, start: u32) -> Sampled {
    let name = match &mention.entity {
        Some(named) => named.name.clone(),
        None => mention.candidates.iter().map(|named| named.id.as_str()).collect::<Vec<_>>().join("|"),
    };
    Sampled {
        verdict: String::new(),
        kind: mention.kind.to_string(),
        surface: without_space(mention.span.of(&article.text)).into_owned(),
        name,
        sentence: marked(article, mention),
        by,
        source: article.source.clone(),
        article: article.number,
        start,
        stratum: String::new(),
        of: 0,
    }
}

/// The sentence of a mention on one line, the mention in 【】.
fn marked(article: &Article, mention: &Mention) -> String {
    let whole = Span::from_usize(0, article.text.len());
    let sentence = article.sentences.get(mention.sentence as usize).copied().unwrap_or(whole);
    let end = sentence.end.max(mention.span.end);
    let before = Span::new(sentence.start.min(mention.span.start), mention.span.start).of(&article.text);
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let after: String = Span::new(mention.span.end, end).of(&article.text).chars().take(AROUND).collect();
    let text = format!("{before}【{}】{after}", mention.span.of(&article.text));
    text.split(['\n', '\r', '\t']).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_even_as_far_as_strata_reach() {
        assert_eq!(shares(vec![10, 10, 10], 6), [2, 2, 2]);
        assert_eq!(shares(vec![1, 10, 10], 6), [1, 3, 2]);
        assert_eq!(shares(vec![1, 1], 6), [1, 1]);
    }
}
