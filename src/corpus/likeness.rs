//! How much of a headline's wording an article shares: letter pairs, weighted by how few parts of the page have them.
//!
//! The weight is the inverse document frequency of Spärck Jones, "A statistical interpretation of term specificity and its
//! application in retrieval", Journal of Documentation 28 (1972), with the runs of the page as the documents.

use std::collections::HashMap;
use std::ops::Range;

use super::runs::{Page, Run};
use crate::text::is_han;

/// A page of more runs than this is a book or a list, whose headings lead.
const MOST_RUNS: usize = 2000;

type Pair = [char; 2];

/// Which letter pairs of the headings occur in which runs.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    runs: usize,
    /// Rising numbers of the runs that hold the pair.
    holders: HashMap<Pair, Vec<u32>>,
}

impl Likeness {
    /// Looks for the pairs of all headings in all runs. O(n).
    pub(super) fn new(page: Page<'_>, runs: &[Run]) -> Self {
        let mut holders: HashMap<Pair, Vec<u32>> = HashMap::new();
        if runs.len() > MOST_RUNS {
            return Self::default();
        }
        let heads = runs.windows(2).map(|pair| pair[0].passages.end..pair[1].passages.start);
        let tail = runs[runs.len() - 1].passages.end..page.passages.len();
        for head in heads.chain([tail]).flatten() {
            holders.extend(pairs(page.text(head)).map(|pair| (pair, Vec::new())));
        }
        for (number, run) in runs.iter().enumerate() {
            for pair in run.passages.clone().flat_map(|at| pairs(page.text(at))) {
                if let Some(found) = holders.get_mut(&pair)
                    && found.last() != Some(&(number as u32))
                {
                    found.push(number as u32);
                }
            }
        }
        Self { runs: runs.len(), holders }
    }

    /// The share (0 to 1) of the weight of the headings' pairs that occurs in `runs`; 0 if the headings have no pairs.
    pub(super) fn of(&self, page: Page<'_>, heads: Range<usize>, runs: Range<usize>) -> f64 {
        let (mut all, mut shared) = (0.0, 0.0);
        for pair in heads.flat_map(|head| pairs(page.text(head))) {
            let Some(holders) = self.holders.get(&pair) else { continue };
            let weight = self.weight(holders);
            all += weight;
            if holders.iter().any(|run| runs.contains(&(*run as usize))) {
                shared += weight;
            }
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The likeness to the run outside `near` that is most like the headings.
    pub(super) fn best_elsewhere(&self, page: Page<'_>, heads: Range<usize>, near: &Range<usize>) -> f64 {
        let mut shared = vec![0.0f64; self.runs];
        let mut all = 0.0;
        for pair in heads.flat_map(|head| pairs(page.text(head))) {
            let Some(holders) = self.holders.get(&pair) else { continue };
            let weight = self.weight(holders);
            all += weight;
            for run in holders {
                shared[*run as usize] += weight;
            }
        }
        let elsewhere =
            shared.iter().enumerate().filter(|(run, _)| !near.contains(run)).map(|(_, share)| *share);
        if all > 0.0 { elsewhere.fold(0.0, f64::max) / all } else { 0.0 }
    }

    fn weight(&self, holders: &[u32]) -> f64 {
        (1.0 + self.runs as f64 / (1.0 + holders.len() as f64)).ln()
    }
}

/// Neighbouring letters of `text`, numbers and marks aside.
fn pairs(text: &str) -> impl Iterator<Item = Pair> + '_ {
    text.chars().zip(text.chars().skip(1)).filter(|(a, b)| is_han(*a) && is_han(*b)).map(|(a, b)| [a, b])
}
