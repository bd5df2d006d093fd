//! What `guanxi eval --json` gives.

use std::collections::BTreeMap;

use guanxi::dictionary::Kind;
use guanxi::evaluate::{Comparison, Counts, ErrorGroup, Evaluation, Outcome, Place};
use serde::Serialize;

/// Where an error stands.
#[derive(Serialize)]
pub(super) struct PlaceShape<'e> {
    source: &'e str,
    line: Option<u64>,
    start: usize,
    end: usize,
    before: &'e str,
    text: &'e str,
    after: &'e str,
}

#[derive(Serialize)]
pub(super) struct ErrorShape<'e> {
    error: &'static str,
    gold: &'e str,
    found: &'e str,
    row: &'e str,
    count: u64,
    examples: Vec<PlaceShape<'e>>,
}

#[derive(Serialize)]
pub(super) struct CountsShape {
    precision: f64,
    recall: f64,
    f1: f64,
    right: u64,
    wrong: u64,
    missed: u64,
}

/// How good what one rule or one file proposes is.
#[derive(Serialize)]
pub(super) struct OriginShape<'e> {
    by: &'e str,
    kind: &'e str,
    proposed: u64,
    right: u64,
    wrong: u64,
    precision: f64,
}

#[derive(Serialize)]
pub(super) struct EvalShape<'e> {
    texts: u64,
    kinds: BTreeMap<&'e str, CountsShape>,
    micro: CountsShape,
    macro_f1: f64,
    spans: CountsShape,
    canonical: Option<f64>,
    left_out: BTreeMap<&'e str, u64>,
    origins: Vec<OriginShape<'e>>,
    errors: Vec<ErrorShape<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<AgainstShape<'e>>,
    /// What was found: for `--against`.
    #[serde(flatten)]
    outcome: &'e Outcome,
}

pub(super) fn shape<'e>(
    total: &'e Evaluation,
    errors: &'e [ErrorGroup],
    against: Option<AgainstShape<'e>>,
    outcome: &'e Outcome,
) -> EvalShape<'e> {
    let score = &total.score;
    let origin = |((kind, by), counts): (&'e (Kind, String), &Counts)| OriginShape {
        by,
        kind: Kind::as_str(kind),
        proposed: counts.right + counts.wrong,
        right: counts.right,
        wrong: counts.wrong,
        precision: counts.precision(),
    };
    EvalShape {
        texts: total.texts,
        kinds: score.kinds.iter().map(|(kind, counts)| (kind.as_str(), counts.into())).collect(),
        micro: (&score.micro()).into(),
        macro_f1: score.macro_f1(),
        spans: (&score.spans).into(),
        canonical: (score.names > 0).then(|| score.canonical()),
        left_out: total.left_out.iter().map(|(kind, found)| (kind.as_str(), *found)).collect(),
        origins: score.origins.iter().map(origin).collect(),
        errors: errors.iter().map(ErrorShape::from).collect(),
        against,
        outcome,
    }
}

impl From<&Counts> for CountsShape {
    fn from(counts: &Counts) -> Self {
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        Self { precision, recall, f1, right: counts.right, wrong: counts.wrong, missed: counts.missed }
    }
}

impl<'e> From<&'e ErrorGroup> for ErrorShape<'e> {
    fn from(group: &'e ErrorGroup) -> Self {
        let fault = &group.fault;
        Self {
            error: fault.sort,
            gold: &fault.gold,
            found: &fault.found,
            row: &fault.row,
            count: group.count,
            examples: group.examples.iter().map(PlaceShape::from).collect(),
        }
    }
}

impl<'e> From<&'e Place> for PlaceShape<'e> {
    fn from(place: &'e Place) -> Self {
        let Place { source, line, start, end, before, text, after } = place;
        Self { source, line: *line, start: *start, end: *end, before, text, after }
    }
}

/// Two runs side by side.
#[derive(Serialize)]
pub(super) struct AgainstShape<'c> {
    kinds: BTreeMap<&'c str, CountsShape>,
    micro: CountsShape,
    f1_difference: f64,
    low: f64,
    high: f64,
    chance: f64,
    changes: Vec<ErrorShape<'c>>,
}

impl<'c> AgainstShape<'c> {
    pub(super) fn of(comparison: &'c Comparison, changes: &'c [ErrorGroup]) -> Self {
        let (before, difference) = (&comparison.before, comparison.difference());
        Self {
            kinds: before.kinds.iter().map(|(kind, counts)| (kind.as_str(), counts.into())).collect(),
            micro: (&before.micro()).into(),
            f1_difference: difference.f1,
            low: difference.low,
            high: difference.high,
            chance: difference.chance,
            changes: changes.iter().map(ErrorShape::from).collect(),
        }
    }
}
