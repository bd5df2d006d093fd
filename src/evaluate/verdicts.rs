//! What an audit says: precision with its interval, from the verdicts of a person on a sample.

use std::collections::BTreeMap;

use super::audit::Sampled;

/// Verdicts on a part of the sample. A row weighs as many mentions as it stands for, so that strata of unequal size add up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Audited {
    /// Rows judged right.
    pub right: u64,
    /// Rows judged wrong.
    pub wrong: u64,
    weight_right: f64,
    weight: f64,
    squares: f64,
}

impl Audited {
    fn add(&mut self, right: bool, weight: f64) {
        self.right += u64::from(right);
        self.wrong += u64::from(!right);
        self.weight_right += if right { weight } else { 0.0 };
        self.weight += weight;
        self.squares += weight * weight;
    }

    /// The share of right mentions that the sample speaks for; 0 without verdicts.
    #[must_use]
    pub fn precision(&self) -> f64 {
        if self.weight > 0.0 { self.weight_right / self.weight } else { 0.0 }
    }

    /// The interval of the precision in 95 of 100 samples: [`wilson`] with the effective size of an unequally weighted
    /// sample (Kish 1965, section 8.2), which is the number of rows where all weigh the same.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let size = if self.squares > 0.0 { self.weight * self.weight / self.squares } else { 0.0 };
        wilson(self.precision(), size)
    }
}

/// The score interval of a share seen in `size` trials, at 95 % (Wilson 1927, "Probable inference, the law of succession,
/// and statistical inference"); 0 to 1 without trials.
///
/// ```
/// let (low, high) = guanxi::evaluate::wilson(0.9, 100.0);
/// assert!((low - 0.8256).abs() < 5e-5 && (high - 0.9448).abs() < 5e-5);
/// ```
#[must_use]
pub fn wilson(share: f64, size: f64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if size <= 0.0 {
        return (0.0, 1.0);
    }
    let whole = 1.0 + Z * Z / size;
    let middle = (share + Z * Z / (2.0 * size)) / whole;
    let half = Z / whole * (share * (1.0 - share) / size + Z * Z / (4.0 * size * size)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// What a sheet of verdicts says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// All rows.
    pub all: Audited,
    /// By kind.
    pub kinds: BTreeMap<String, Audited>,
    /// By rule or file and kind.
    pub origins: BTreeMap<(String, String), Audited>,
    /// Rows on which the reader could not decide: they count for nothing.
    pub unsure: u64,
    /// Rows without a verdict.
    pub unread: u64,
}

/// A sheet that does not say what it must: the row, counted from 0, and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("\"{verdict}\" is no verdict")]
pub struct NoVerdict {
    /// Number of the row, from 0.
    pub row: usize,
    /// What stands there.
    pub verdict: String,
}

/// Right, wrong, or neither.
fn verdict(row: usize, text: &str) -> Result<Option<bool>, NoVerdict> {
    match text.trim().to_lowercase().as_str() {
        "right" | "r" | "对" => Ok(Some(true)),
        "wrong" | "w" | "错" => Ok(Some(false)),
        "unsure" | "u" | "?" | "？" | "" => Ok(None),
        _ => Err(NoVerdict { row, verdict: text.to_owned() }),
    }
}

/// Adds up the verdicts of a sheet: `right`, `wrong` or `unsure` (also r w u, 对 错 ?). O(rows).
///
/// # Errors
/// If a verdict is none of these.
pub fn verdicts(rows: &[Sampled]) -> Result<Verdicts, NoVerdict> {
    let judged = rows.iter().enumerate().map(|(at, row)| Ok((row, verdict(at, &row.verdict)?)));
    let judged = judged.collect::<Result<Vec<_>, NoVerdict>>()?;
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for (row, _) in judged.iter().filter(|(_, verdict)| verdict.is_some()) {
        *sizes.entry(&row.stratum).or_default() += 1;
    }
    let mut said = Verdicts::default();
    for (row, verdict) in judged {
        let Some(right) = verdict else {
            let blank = row.verdict.trim().is_empty();
            *(if blank { &mut said.unread } else { &mut said.unsure }) += 1;
            continue;
        };
        let weight = row.of as f64 / sizes[row.stratum.as_str()] as f64;
        said.all.add(right, weight);
        said.kinds.entry(row.kind.clone()).or_default().add(right, weight);
        said.origins.entry((row.by.clone(), row.kind.clone())).or_default().add(right, weight);
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verdict: &str, kind: &str, stratum: &str, of: u64) -> Sampled {
        let (verdict, kind, stratum) = (verdict.to_owned(), kind.to_owned(), stratum.to_owned());
        Sampled { verdict, kind, stratum, of, ..Sampled::default() }
    }

    #[test]
    fn strata_weigh_as_much_as_they_hold() {
        let sheet = [
            row("right", "place", "place", 90),
            row("对", "place", "place", 90),
            row("wrong", "person", "person", 10),
            row("unsure", "person", "person", 10),
            row("", "person", "person", 10),
        ];
        let said = verdicts(&sheet).unwrap();
        assert!((said.all.precision() - 0.9).abs() < 1e-12);
        assert_eq!((said.all.right, said.all.wrong, said.unsure, said.unread), (2, 1, 1, 1));
        assert!(said.kinds["person"].precision() < 1e-12);
        let (low, high) = said.all.interval();
        let equal = wilson(0.9, 3.0);
        assert!(low < equal.0 && high > equal.1, "fewer than three rows' worth: {low} {high}");
        let wrong = verdicts(&[row("yes", "place", "place", 1)]).unwrap_err();
        assert_eq!((wrong.row, wrong.verdict.as_str()), (0, "yes"));
    }
}
