//! Measures: formulas that turn counts into the number a relation is drawn and walked with.
//!
//! All but `count` and `articles` read a 2×2 table: of n windows, `n_a` hold a, `n_b` hold b and `n_ab` hold both.
//! Each arm of [`Measure::of`] leads to one function, which names its source and its degenerate cells.

#![expect(clippy::float_cmp, reason = "sums of counts are whole numbers, and 0 is a cell of its own")]

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The table of a pair. Cells that contradict each other (`n_ab` above `n_a`) are read as the nearest table that does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contingency {
    /// Windows with both.
    pub n_ab: u64,
    /// Windows with a.
    pub n_a: u64,
    /// Windows with b.
    pub n_b: u64,
    /// All windows.
    pub n: u64,
}

impl Contingency {
    /// Observed cells (both, a alone, b alone, neither) as floating numbers.
    fn cells(self) -> [f64; 4] {
        let [both, a, b, n] = self.sums();
        [both, a - both, b - both, (n - (a + b - both)).max(0.0)]
    }

    /// `n_ab`, `n_a`, `n_b`, n as floating numbers, none below those before. Articles with both in different windows are in
    /// `n_a` and in `n_b` and not in `n_ab`: n stays what it is, though a alone and b alone may be more than there are.
    fn sums(self) -> [f64; 4] {
        let (a, b) = (self.n_a.max(self.n_ab), self.n_b.max(self.n_ab));
        [self.n_ab, a, b, self.n.max(a).max(b)].map(|sum| sum as f64)
    }
}

/// What is known of a relation.
///
/// With `presence` counting the table is one of windows. With `product` counting a count is no number of windows, so the
/// table is one of articles: `n_ab` articles in which the pair stands in one window, `n_a` and `n_b` articles, n all articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// What the counting gives: windows, or products of numbers of mentions.
    pub count: u64,
    /// Articles in which the pair stands in one window.
    pub articles: u64,
    /// The 2×2 table.
    pub table: Contingency,
}

/// A formula on counts. Higher means closer for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// The count itself.
    #[default]
    Count,
    /// Articles with the pair.
    Articles,
    /// Pointwise mutual information, in bits.
    Pmi,
    /// Normalised pointwise mutual information, −1 to 1.
    Npmi,
    /// Log-likelihood ratio.
    G2,
    /// Pearson's χ².
    Chi2,
    /// Jaccard index, 0 to 1.
    Jaccard,
    /// Dice coefficient, 0 to 1.
    Dice,
    /// Cosine, 0 to 1.
    Cosine,
    /// Association strength.
    Association,
}

impl Measure {
    /// All measures, in the order of the help text.
    pub const ALL: [Self; 10] = [
        Self::Count,
        Self::Articles,
        Self::Pmi,
        Self::Npmi,
        Self::G2,
        Self::Chi2,
        Self::Jaccard,
        Self::Dice,
        Self::Cosine,
        Self::Association,
    ];

    /// The name that users write.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Articles => "articles",
            Self::Pmi => "pmi",
            Self::Npmi => "npmi",
            Self::G2 => "g2",
            Self::Chi2 => "chi2",
            Self::Jaccard => "jaccard",
            Self::Dice => "dice",
            Self::Cosine => "cosine",
            Self::Association => "association",
        }
    }

    /// The value for a relation. Never NaN; only [`Measure::Pmi`] can be infinite (see there).
    ///
    /// ```
    /// use guanxi::relate::{Contingency, Measure, Observation};
    /// let table = Contingency { n_ab: 2, n_a: 4, n_b: 4, n: 16 };
    /// let seen = Observation { count: 2, articles: 1, table };
    /// assert_eq!(Measure::Pmi.of(&seen), 1.0);
    /// ```
    #[must_use]
    pub fn of(self, seen: &Observation) -> f64 {
        match self {
            Self::Count => seen.count as f64,
            Self::Articles => seen.articles as f64,
            Self::Pmi => pmi(seen.table),
            Self::Npmi => npmi(seen.table),
            Self::G2 => g2(seen.table),
            Self::Chi2 => chi2(seen.table),
            Self::Jaccard => jaccard(seen.table),
            Self::Dice => dice(seen.table),
            Self::Cosine => cosine(seen.table),
            Self::Association => association(seen.table),
        }
    }
}

/// `log₂(n·n_ab / (n_a·n_b))`. Church and Hanks, "Word association norms, mutual information, and lexicography",
/// Computational Linguistics 16(1), 1990. Favours rare pairs. −∞ if the two never meet; 0 in an empty table.
fn pmi(table: Contingency) -> f64 {
    let [n_ab, n_a, n_b, n] = table.sums();
    if n == 0.0 {
        0.0
    } else if n_ab == 0.0 {
        f64::NEG_INFINITY
    } else {
        (n * n_ab / (n_a * n_b)).log2()
    }
}

/// `PMI / −log₂(n_ab/n)`. Bouma, "Normalized (pointwise) mutual information in collocation extraction", GSCL 2009.
/// −1 if the two never meet, 0 if they meet as often as chance would have it, 1 if neither is ever without the other;
/// also 1 where both stand in every window (the limit of 0/0), and 0 in an empty table.
fn npmi(table: Contingency) -> f64 {
    let [n_ab, _, _, n] = table.sums();
    if n == 0.0 {
        0.0
    } else if n_ab == 0.0 {
        -1.0
    } else if n_ab == n {
        1.0
    } else {
        (pmi(table) / -(n_ab / n).log2()).clamp(-1.0, 1.0)
    }
}

/// Observed and expected values of the four cells; nothing for an empty table.
fn expected(table: Contingency) -> Option<[(f64, f64); 4]> {
    let [_, n_a, n_b, n] = table.sums();
    let seen = table.cells();
    let (not_a, not_b) = (n - n_a, n - n_b);
    let chance = [n_a * n_b / n, n_a * not_b / n, not_a * n_b / n, not_a * not_b / n];
    (n > 0.0).then(|| std::array::from_fn(|i| (seen[i], chance[i])))
}

/// 2·Σ O·ln(O/E) over the four cells. Dunning, "Accurate methods for the statistics of surprise and coincidence",
/// Computational Linguistics 19(1), 1993. Unsigned: high also for pairs that avoid each other. An empty cell adds 0
/// (the limit of x·ln x); 0 where a or b stands in every window or in none.
fn g2(table: Contingency) -> f64 {
    let term = |(seen, chance): (f64, f64)| if seen > 0.0 { seen * (seen / chance).ln() } else { 0.0 };
    expected(table).map_or(0.0, |cells| (2.0 * cells.into_iter().map(term).sum::<f64>()).max(0.0))
}

/// Σ (O − E)²/E over the four cells: Pearson 1900, without Yates' correction, one degree of freedom. Unsigned like G², and
/// unsafe where an expected cell is below 5. 0 where a or b stands in every window or in none.
fn chi2(table: Contingency) -> f64 {
    let term = |(seen, chance): (f64, f64)| if chance > 0.0 { (seen - chance).powi(2) / chance } else { 0.0 };
    expected(table).map_or(0.0, |cells| cells.into_iter().map(term).sum())
}

/// `n_ab / (n_a + n_b − n_ab)`. Jaccard 1901. 0 where neither stands anywhere.
fn jaccard(table: Contingency) -> f64 {
    let [n_ab, n_a, n_b, _] = table.sums();
    ratio(n_ab, n_a + n_b - n_ab)
}

/// `2·n_ab / (n_a + n_b)`. Dice, "Measures of the amount of ecologic association between species", Ecology 26(3), 1945. 0 where
/// neither stands anywhere.
fn dice(table: Contingency) -> f64 {
    let [n_ab, n_a, n_b, _] = table.sums();
    ratio(2.0 * n_ab, n_a + n_b)
}

/// `n_ab / √(n_a·n_b)`. Ochiai 1957, in use for texts since Salton. 0 where one of the two stands nowhere.
fn cosine(table: Contingency) -> f64 {
    let [n_ab, n_a, n_b, _] = table.sums();
    ratio(n_ab, (n_a * n_b).sqrt())
}

/// `n·n_ab / (n_a·n_b)`: observed over expected. Van Eck and Waltman, "How to normalize cooccurrence data?", JASIST 60(8), 2009,
/// here times n so that 1 means chance. 0 where one of the two stands nowhere.
fn association(table: Contingency) -> f64 {
    let [n_ab, n_a, n_b, n] = table.sums();
    ratio(n * n_ab, n_a * n_b)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The text names no measure.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "\"{0}\" is not a measure: use count, articles, pmi, npmi, g2, chi2, jaccard, dice, cosine or association"
)]
pub struct UnknownMeasure(String);

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(text: &str) -> Result<Self, UnknownMeasure> {
        let found = Self::ALL.into_iter().find(|measure| measure.as_str() == text);
        found.ok_or_else(|| UnknownMeasure(text.to_owned()))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
