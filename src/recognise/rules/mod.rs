//! Names that no list has, found by the word lists of `dictionaries/rules/`. No name stands in this code.

mod context;
mod evidence;
mod foreign;
mod lexicon;
mod person;
mod suffixed;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, What};
use super::letters::Letters;
use super::page::Page;
use crate::dictionary::{Kind, Rules};
use crate::text::Span;
use evidence::{Evidence, Points};

type Propose = fn(&Page<'_>, &Letters, &mut dyn FnMut(usize, usize, &Evidence));

/// A rule: proposals, and the points by which they are judged.
pub(crate) struct Rule {
    id: &'static str,
    kind: Kind,
    propose: Propose,
    points: Points,
}

/// All rules, with the points of the table.
pub(crate) fn all(rules: &Rules) -> Vec<Rule> {
    let rule = |id: &'static str, kind: Kind, propose: Propose| Rule {
        id,
        kind,
        propose,
        points: Points::new(id, &rules.evidence),
    };
    vec![
        rule("person.surname", Kind::PERSON, person::names),
        rule("person.sound", Kind::PERSON, foreign::names),
        rule("person.lexicon", Kind::PERSON, lexicon::words),
        rule("place.suffix", Kind::PLACE, suffixed::places),
        rule("place.sound", Kind::PLACE, foreign::names),
        rule("place.lexicon", Kind::PLACE, lexicon::words),
        rule("organisation.suffix", Kind::ORGANISATION, suffixed::organisations),
        rule("organisation.lexicon", Kind::ORGANISATION, lexicon::words),
    ]
}

/// Least sum of points for a candidate: -4 is a chance of 0.4.
pub(crate) const THRESHOLD: i32 = -4;

/// A proposal with its sum of points.
struct Proposal {
    start: usize,
    end: usize,
    sum: i32,
}

/// Pushes every candidate that a rule makes, scored.
pub(crate) fn candidates(page: &mut Page<'_>, out: &mut Vec<Candidate>) {
    let letters = Letters::of(page);
    let listed: BTreeSet<Span> = out.iter().filter(|c| c.open() && is_listed(c)).map(|c| c.span).collect();
    for rule in &page.known.rules {
        let page: &Page<'_> = page;
        let mut proposals = Vec::new();
        (rule.propose)(page, &letters, &mut |start, end, evidence| {
            let sum = evidence.sum(&rule.points);
            let span = letters.span(start, end);
            if sum >= THRESHOLD && !taken(page, &listed, span, &rule.kind) {
                proposals.push(Proposal { start, end, sum });
            }
        });
        for best in strongest(proposals) {
            let span = letters.span(best.start, best.end);
            let name = span.of(page.text()).to_owned();
            let score = 10 * (best.end - best.start) as i32 - 4 + best.sum / 2;
            let candidate = Candidate::new(span, rule.kind.clone(), What::Made { name }).by_rule(rule.id);
            out.push(candidate.scored(score));
        }
    }
}

/// Of overlapping proposals of one rule the strongest; ties go to the longer, then to the earlier.
fn strongest(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    proposals.sort_by_key(|p| (Reverse(p.sum), Reverse(p.end - p.start), p.start));
    let mut kept: BTreeMap<usize, Proposal> = BTreeMap::new();
    for proposal in proposals {
        let before = kept.range(..proposal.end).next_back();
        if before.is_none_or(|(_, other)| other.end <= proposal.start) {
            kept.insert(proposal.start, proposal);
        }
    }
    kept.into_values().collect()
}

pub(crate) fn is_listed(candidate: &Candidate) -> bool {
    matches!(candidate.what, What::Listed { .. } | What::Body { .. } | What::Place(_))
}

/// A listed name stands at the same span already, or a word list says that this is never a name.
fn taken(page: &Page<'_>, listed: &BTreeSet<Span>, span: Span, kind: &Kind) -> bool {
    let ignored = page.known.dictionary.rules.ignored_as(span.of(page.text()), kind).is_some();
    ignored || listed.contains(&span)
}

/// The clues of one proposal, for explanations and for fitting the points.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The rule.
    pub rule: &'static str,
    /// The kind it would have.
    pub kind: Kind,
    /// Bytes of the text.
    pub span: Span,
    /// Names of the clues found.
    pub clues: Vec<&'static str>,
    /// The sum of their points.
    pub sum: i32,
}

/// Every proposal of every rule for names that are not listed, whatever its sum.
pub(crate) fn proposed(page: &mut Page<'_>, listed: &BTreeSet<Span>, f: &mut dyn FnMut(Proposed)) {
    let letters = Letters::of(page);
    for rule in &page.known.rules {
        let page: &Page<'_> = page;
        (rule.propose)(page, &letters, &mut |start, end, evidence| {
            let span = letters.span(start, end);
            if !taken(page, listed, span, &rule.kind) {
                let (clues, sum) = (evidence.names().collect(), evidence.sum(&rule.points));
                let span = page.normal.to_source(span);
                f(Proposed { rule: rule.id, kind: rule.kind.clone(), span, clues, sum });
            }
        });
    }
}
