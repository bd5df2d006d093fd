//! Precision, recall and F1 by exact span and kind, and by span alone; canonical names among the hits.
//!
//! Optional gold counts neither for nor against: a found mention equal to one is left out of the count.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::GoldMention;
use crate::dictionary::Kind;
use crate::text::{is_han, normal_form};

/// A mention that a recogniser found, in the units of the gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// First character of the source.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Kind.
    pub kind: Kind,
    /// Canonical name it was linked to.
    pub name: String,
    /// The slice without white space.
    pub surface: String,
    /// What proposed it: the id of a rule, the file of a dictionary, or `context`.
    pub by: String,
    /// The row it comes from, as `place.tsv:7`; empty if there is none.
    pub row: String,
}

/// Hits, wrong finds and misses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Required gold that was found.
    pub right: u64,
    /// Found, but not in the gold.
    pub wrong: u64,
    /// Required gold that was not found.
    pub missed: u64,
}

impl Counts {
    /// right / (right + wrong); 0 where nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// right / (right + missed); 0 where there is nothing to find.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// The harmonic mean of precision and recall (van Rijsbergen 1979); 0 where both are.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One error, for the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// First character of the source.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `missed`, `wrong`, `kind` (span right) or `name` (linked to another entity).
    pub sort: &'static str,
    /// What the gold says: kind, surface or canonical names.
    pub gold: String,
    /// What was found, and by what.
    pub found: String,
    /// The row that what was found comes from; empty if there is none.
    pub row: String,
}

/// The score of one or several sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// By kind, exact span and kind.
    pub kinds: BTreeMap<Kind, Counts>,
    /// By kind and [`Found::by`]; nothing is missed here.
    pub origins: BTreeMap<(Kind, String), Counts>,
    /// Exact span, whatever the kind.
    pub spans: Counts,
    /// Hits whose gold has canonical names.
    pub names: u64,
    /// Of these, those linked to one of them.
    pub names_right: u64,
    /// Errors in order of the text.
    pub faults: Vec<Fault>,
}

impl Score {
    /// All kinds together: the micro average.
    #[must_use]
    pub fn micro(&self) -> Counts {
        let mut all = Counts::default();
        self.kinds.values().for_each(|counts| all.add(*counts));
        all
    }

    /// The mean of the kinds' F1: the macro average.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        if self.kinds.is_empty() {
            return 0.0;
        }
        self.kinds.values().map(Counts::f1).sum::<f64>() / self.kinds.len() as f64
    }

    /// The share of hits with the right canonical name.
    #[must_use]
    pub fn canonical(&self) -> f64 {
        ratio(self.names_right, self.names)
    }

    /// Adds the counts of another source; its faults follow.
    pub fn merge(&mut self, other: Self) {
        for (kind, counts) in other.kinds {
            self.kinds.entry(kind).or_default().add(counts);
        }
        for (origin, counts) in other.origins {
            self.origins.entry(origin).or_default().add(counts);
        }
        self.spans.add(other.spans);
        self.names += other.names;
        self.names_right += other.names_right;
        self.faults.extend(other.faults);
    }
}

impl Score {
    /// Counts what was found as right or wrong.
    fn count(&mut self, found: &Found, right: bool) {
        let counts = Counts { right: u64::from(right), wrong: u64::from(!right), missed: 0 };
        self.kinds.entry(found.kind.clone()).or_default().add(counts);
        self.origins.entry((found.kind.clone(), found.by.clone())).or_default().add(counts);
    }
}

/// Compares what was found with the gold of one source. O(n log n).
#[must_use]
pub fn score(gold: &[GoldMention], found: &[Found]) -> Score {
    let mut score = Score::default();
    let by_span: BTreeMap<(usize, usize), &GoldMention> =
        gold.iter().map(|g| ((g.start, g.end), g)).collect();
    let span = |found: &Found| (found.start, found.end);
    let mut hits = BTreeSet::new();
    for found in found {
        let gold = by_span.get(&span(found)).copied();
        judge(&mut score, gold, found);
        if gold.is_some_and(|gold| gold.kind == found.kind) {
            hits.insert(span(found));
        }
    }
    let spans_found: BTreeSet<_> = found.iter().map(span).collect();
    for gold in gold.iter().filter(|g| g.required()) {
        if !hits.contains(&(gold.start, gold.end)) {
            score.kinds.entry(gold.kind.clone()).or_default().missed += 1;
        }
        if !spans_found.contains(&(gold.start, gold.end)) {
            score.spans.missed += 1;
            fault(&mut score, "missed", Some(gold), None);
        }
    }
    score.faults.sort_by_key(|fault| (fault.start, fault.end));
    score
}

/// Counts what was found, by the gold of the same span.
fn judge(score: &mut Score, gold: Option<&GoldMention>, found: &Found) {
    match gold {
        Some(gold) if gold.kind == found.kind => {
            if gold.required() {
                score.count(found, true);
                score.spans.right += 1;
                names(score, gold, found);
            }
        }
        Some(gold) if !gold.required() => {}
        Some(gold) => {
            score.count(found, false);
            score.spans.right += 1;
            fault(score, "kind", Some(gold), Some(found));
        }
        None => {
            score.count(found, false);
            score.spans.wrong += 1;
            fault(score, "wrong", None, Some(found));
        }
    }
}

fn names(score: &mut Score, gold: &GoldMention, found: &Found) {
    if gold.canonical.is_empty() {
        return;
    }
    score.names += 1;
    if gold.canonical.iter().any(|name| same_name(name, &found.name)) {
        score.names_right += 1;
    } else {
        fault(score, "name", Some(gold), Some(found));
    }
}

/// Canonical names compare without quotation marks, width of brackets or white space.
fn same_name(a: &str, b: &str) -> bool {
    let key = |name: &str| {
        normal_form(name).chars().filter(|&c| is_han(c) || c.is_alphanumeric()).collect::<String>()
    };
    key(a) == key(b)
}

fn fault(score: &mut Score, sort: &'static str, gold: Option<&GoldMention>, found: Option<&Found>) {
    let (start, end) = gold.map(|g| (g.start, g.end)).or(found.map(|f| (f.start, f.end))).unwrap_or_default();
    let of_gold = |g: &GoldMention| match sort {
        "name" => g.canonical.join("|"),
        _ => format!("{} {}", g.kind, g.surface),
    };
    let of_found = |f: &Found| match sort {
        "name" => format!("{} ({})", f.name, f.by),
        _ => format!("{} {} ({})", f.kind, f.surface, f.by),
    };
    let fault = Fault {
        start,
        end,
        sort,
        gold: gold.map(of_gold).unwrap_or_default(),
        found: found.map(of_found).unwrap_or_default(),
        row: found.map(|found| found.row.clone()).unwrap_or_default(),
    };
    score.faults.push(fault);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::gold::Status;

    fn gold(start: usize, end: usize, kind: Kind, status: Status) -> GoldMention {
        let canonical = vec!["“甲”乙".to_owned()];
        GoldMention { start, end, surface: String::new(), kind, canonical, status }
    }

    fn found(start: usize, end: usize, kind: Kind, name: &str) -> Found {
        let by = "a rule".to_owned();
        Found { start, end, kind, name: name.to_owned(), surface: String::new(), by, row: String::new() }
    }

    #[test]
    fn counts_what_is_asked_for() {
        let gold = [
            gold(0, 2, Kind::PLACE, Status::Required),
            gold(3, 5, Kind::PERSON, Status::Required),
            gold(6, 8, Kind::PLACE, Status::Optional),
            gold(9, 11, Kind::PLACE, Status::Required),
        ];
        let found = [
            found(0, 2, Kind::PLACE, "甲乙"),
            found(3, 5, Kind::PLACE, ""),
            found(6, 8, Kind::PLACE, ""),
            found(12, 13, Kind::PERSON, ""),
        ];
        let score = score(&gold, &found);
        assert_eq!(score.micro(), Counts { right: 1, wrong: 2, missed: 2 });
        assert_eq!(score.spans, Counts { right: 2, wrong: 1, missed: 1 });
        let by = |kind| score.origins[&(kind, "a rule".to_owned())];
        assert_eq!(by(Kind::PLACE), Counts { right: 1, wrong: 1, missed: 0 });
        assert_eq!(by(Kind::PERSON), Counts { right: 0, wrong: 1, missed: 0 });
        assert_eq!((score.names, score.names_right), (1, 1));
        let sorts: Vec<_> = score.faults.iter().map(|f| f.sort).collect();
        assert_eq!(sorts, ["kind", "missed", "wrong"]);
        assert!((score.micro().f1() - 1.0 / 3.0).abs() < 1e-12);
    }
}
