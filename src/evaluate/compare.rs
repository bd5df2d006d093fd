//! Two runs over the same gold: their scores, what was won and lost between them, and whether it may be chance.

use std::collections::{BTreeMap, BTreeSet};

use super::errors::{Errors, Places};
use super::gold::GoldMention;
use super::marked::Marked;
use super::score::{Counts, Fault, Found, Score, score};
use crate::corpus::CharOffsets;
use crate::graph::random::Random;

/// Two runs side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The run compared with.
    pub before: Score,
    /// The run at hand.
    pub after: Score,
    /// `won` and `lost`: gold that only one run found. `new` and `gone`: wrong finds that only one run made.
    pub changes: Errors,
    /// Counts of each sentence that has names, before and after.
    sentences: Vec<(Counts, Counts)>,
    /// Sentences that have none.
    empty: usize,
}

/// How sure the difference of two F1 scores is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// F1 after less F1 before.
    pub f1: f64,
    /// Lower end of the interval that holds 95 in 100 resampled differences.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The share of resampled differences that are not of the same sign.
    pub chance: f64,
}

impl Comparison {
    /// Adds what two runs found in a text.
    pub fn add(&mut self, marked: &Marked, before: &[Found], after: &[Found]) {
        let before: Vec<&Found> = before.iter().filter(|found| marked.has(&found.kind)).collect();
        let starts = sentence_starts(marked);
        let of = |start: usize| starts.partition_point(|&begin| begin <= start);
        let mut parts: BTreeMap<usize, [Vec<usize>; 3]> = BTreeMap::new();
        let lists: [Vec<usize>; 3] = [
            marked.gold.iter().map(|gold| of(gold.start)).collect(),
            before.iter().map(|found| of(found.start)).collect(),
            after.iter().map(|found| of(found.start)).collect(),
        ];
        for (list, sentences) in lists.iter().enumerate() {
            for (at, sentence) in sentences.iter().enumerate() {
                parts.entry(*sentence).or_default()[list].push(at);
            }
        }
        for [gold, old, new] in parts.values() {
            let gold: Vec<GoldMention> = gold.iter().map(|&at| marked.gold[at].clone()).collect();
            let old: Vec<Found> = old.iter().map(|&at| before[at].clone()).collect();
            let new: Vec<Found> = new.iter().map(|&at| after[at].clone()).collect();
            self.sentence(marked, &gold, &old, &new);
        }
        self.empty += starts.len().saturating_sub(parts.len());
    }

    fn sentence(&mut self, marked: &Marked, gold: &[GoldMention], old: &[Found], new: &[Found]) {
        let (before, after) = (score(gold, old), score(gold, new));
        self.sentences.push((before.micro(), after.micro()));
        self.before.merge(Score { faults: Vec::new(), ..before });
        self.after.merge(Score { faults: Vec::new(), ..after });
        let key = |found: &Found| (found.start, found.end, found.kind.clone());
        let (olds, news): (BTreeSet<_>, BTreeSet<_>) =
            (old.iter().map(key).collect(), new.iter().map(key).collect());
        let asked: BTreeMap<_, bool> =
            gold.iter().map(|gold| ((gold.start, gold.end, gold.kind.clone()), gold.required())).collect();
        let spans: BTreeSet<_> = gold.iter().filter(|g| !g.required()).map(|g| (g.start, g.end)).collect();
        let mut tell = |found: &[Found], other: &BTreeSet<_>, right: &'static str, wrong: &'static str| {
            for found in found.iter().filter(|found| !other.contains(&key(found))) {
                let optional = spans.contains(&(found.start, found.end));
                match asked.get(&key(found)) {
                    Some(true) => self.changes.tell(marked, right, found),
                    None if !optional => self.changes.tell(marked, wrong, found),
                    _ => {}
                }
            }
        };
        tell(new, &olds, "won", "new");
        tell(old, &news, "lost", "gone");
    }

    /// The difference of the micro F1 with a paired bootstrap over sentences: both runs are scored on the same 1,000 sets of
    /// sentences drawn with replacement (Efron and Tibshirani 1993, chapter 13; for differences of systems Koehn 2004,
    /// "Statistical significance tests for machine translation evaluation"). Seeded: the same every time. O(1,000 ·
    /// sentences).
    #[must_use]
    pub fn difference(&self) -> Difference {
        let f1 = self.after.micro().f1() - self.before.micro().f1();
        let mut random = Random::new(1);
        let all = self.sentences.len() + self.empty;
        let mut drawn: Vec<f64> = (0..RESAMPLES).map(|_| self.resampled(&mut random, all)).collect();
        drawn.sort_by(f64::total_cmp);
        let other = drawn.iter().filter(|drawn| **drawn * f1 <= 0.0).count();
        let (low, high) = (drawn[RESAMPLES / 40], drawn[RESAMPLES - 1 - RESAMPLES / 40]);
        Difference { f1, low, high, chance: other as f64 / RESAMPLES as f64 }
    }

    fn resampled(&self, random: &mut Random, all: usize) -> f64 {
        let (mut before, mut after) = (Counts::default(), Counts::default());
        for _ in 0..all {
            if let Some((old, new)) = self.sentences.get(random.below(all)) {
                before.add(*old);
                after.add(*new);
            }
        }
        after.f1() - before.f1()
    }
}

/// How many sets are drawn.
const RESAMPLES: usize = 1000;

impl Errors {
    fn tell(&mut self, marked: &Marked, sort: &'static str, found: &Found) {
        let what = format!("{} {}", found.kind, found.surface);
        let by = if found.by.is_empty() { String::new() } else { format!("{what} ({})", found.by) };
        let (gold, found_text) = match sort {
            "won" | "lost" => (what, String::new()),
            _ if by.is_empty() => (String::new(), what),
            _ => (String::new(), by),
        };
        let (start, end, row) = (found.start, found.end, found.row.clone());
        let fault = Fault { start, end, sort, gold, found: found_text, row };
        let place = Places::of(&marked.source).place(&fault);
        self.add(fault, place);
    }
}

/// Where the sentences of a text begin, in characters of the source.
fn sentence_starts(marked: &Marked) -> Vec<usize> {
    let source = &marked.source;
    let starts = source
        .articles
        .iter()
        .flat_map(|article| article.sentences.iter().map(|sentence| article.map.to_source(*sentence).start));
    let mut bytes: Vec<u32> = starts.collect();
    bytes.sort_unstable();
    let mut chars = CharOffsets::new(&source.text);
    bytes.iter().map(|&byte| chars.at(byte) as usize).collect()
}
