//! Tells of one candidate, one proposal, one form that is never a name.

use std::collections::BTreeMap;

use super::{Clue, Explanation, Row, Why};
use crate::dictionary::{EntityNo, Ignored, Kind};
use crate::recognise::candidate::{Candidate, Fate, Place, Reason, What};
use crate::recognise::home::Home;
use crate::recognise::nearby::Nearby;
use crate::recognise::page::Page;
use crate::recognise::rules::Table;
use crate::recognise::{Proposed, link, rules, with_quotes};
use crate::text::Span;

pub(super) struct Teller<'t, 'a> {
    pub(super) page: &'t Page<'a>,
    pub(super) home: &'t Home,
    pub(super) table: &'t Table,
    pub(super) text: &'t str,
}

impl Teller<'_, '_> {
    /// What was proposed and decided; takes the clues it needs out of `weighed`.
    pub(super) fn candidates(
        &self,
        candidates: &[Candidate],
        weighed: &mut BTreeMap<(Span, &'static str), Proposed>,
    ) -> Vec<Explanation> {
        let kept = candidates.iter().filter(|c| c.fate == Fate::Kept);
        let kept = Nearby::new(kept.map(|candidate| (candidate.span, candidate)));
        let mut told: Vec<Explanation> = Vec::new();
        let mut told_at: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
        for candidate in candidates {
            let clues = candidate.rule.and_then(|rule| {
                let span = self.page.normal.to_source(candidate.span);
                weighed.remove(&(span, rule))
            });
            let explanation = self.candidate(candidate, &kept, clues.as_ref());
            let same = told_at.entry(explanation.span).or_default();
            if !same.iter().any(|&number| told[number] == explanation) {
                same.push(told.len());
                told.push(explanation);
            }
        }
        told
    }

    fn candidate(
        &self,
        candidate: &Candidate,
        kept: &Nearby<'_, Candidate>,
        proposal: Option<&Proposed>,
    ) -> Explanation {
        let span = with_quotes(self.page, candidate.span);
        let linked = link::link(self.page, self.home, candidate);
        Explanation {
            span,
            surface: span.of(self.text).to_owned(),
            kind: candidate.kind.clone(),
            entities: linked.meant.as_slice().iter().map(|named| named.id.as_str().to_owned()).collect(),
            by: candidate.rule.unwrap_or_else(|| by(&candidate.what)),
            score: (candidate.score > 0).then_some(candidate.score),
            clues: proposal.map_or_else(Vec::new, |proposal| {
                let more = candidate.evidence - proposal.sum;
                let elsewhere = (more != 0).then_some(Clue { name: "elsewhere", points: more });
                self.clues(proposal).into_iter().chain(elsewhere).collect()
            }),
            least: proposal.map(|proposal| self.least(proposal)),
            rows: self.rows(candidate),
            why: self.why(candidate, kept),
        }
    }

    fn why(&self, candidate: &Candidate, kept: &Nearby<'_, Candidate>) -> Why {
        let text = self.page.text();
        let surface = |span: Span| span.of(text).to_owned();
        let better = || kept.overlapping(candidate.span).max_by_key(|other| other.score);
        match &candidate.fate {
            Fate::Kept => Why::Kept,
            Fate::Inner => Why::Inner(better().map(|other| surface(other.span)).unwrap_or_default()),
            Fate::Dropped(Reason::CutsWord(word)) => Why::CutsWord(surface(*word)),
            Fate::Dropped(Reason::BrokenBySpace) => Why::BrokenBySpace,
            Fate::Dropped(Reason::General) => Why::General,
            Fate::Dropped(Reason::Joined) => Why::Joined,
            Fate::Dropped(Reason::NoHome) => Why::NoHome,
            Fate::Dropped(Reason::CommonWord) => Why::CommonWord,
            Fate::Dropped(Reason::Vessel) => Why::Vessel,
            Fate::Dropped(Reason::Title) => Why::Title,
            Fate::Dropped(_) | Fate::Open => match better() {
                Some(other) if other.span == candidate.span && other.kind == candidate.kind => Why::Twice,
                Some(other) if other.span == candidate.span => Why::OtherKind(other.kind.clone()),
                Some(other) => Why::Covered(surface(other.span)),
                None => Why::Covered(String::new()),
            },
        }
    }

    fn least(&self, proposal: &Proposed) -> i32 {
        rules::threshold(self.table, proposal.rule)
    }

    /// The clues with their points; what is left of the sum are points of characters.
    fn clues(&self, proposal: &Proposed) -> Vec<Clue> {
        let table = &self.page.known.dictionary.rules.evidence;
        let points = |name: &str| table.get(&format!("{}.{name}", proposal.rule)).copied().unwrap_or(0);
        let mut clues: Vec<Clue> =
            proposal.clues.iter().map(|&name| Clue { name, points: points(name) }).collect();
        let rest = proposal.sum - clues.iter().map(|clue| clue.points).sum::<i32>();
        if rest != 0 {
            clues.push(Clue { name: "characters", points: rest });
        }
        clues.retain(|clue| clue.points != 0);
        clues
    }

    fn rows(&self, candidate: &Candidate) -> Vec<Row> {
        let mut rows = Vec::new();
        match &candidate.what {
            What::Listed { form } => self.rows_of(*form, &candidate.kind, &mut rows),
            What::Place(place) => self.rows_of_place(*place, &mut rows),
            What::Body { body, place } => {
                let body = &self.page.known.dictionary.rules.bodies[*body as usize];
                rows.push(Row { path: body.path.clone(), line: body.line, name: body.name.clone() });
                self.rows_of_place(*place, &mut rows);
            }
            _ => {}
        }
        rows
    }

    fn rows_of_place(&self, place: Place, rows: &mut Vec<Row>) {
        if let Place::Form { form, outer } = place {
            self.rows_of(form, &Kind::PLACE, rows);
            if let Some(outer) = outer {
                self.rows_of(outer, &Kind::PLACE, rows);
            }
        }
    }

    fn rows_of(&self, form: u32, kind: &Kind, rows: &mut Vec<Row>) {
        for &(entity, _) in self.page.form(form).entities {
            rows.extend(self.row(entity, kind));
        }
    }

    fn row(&self, entity: EntityNo, kind: &Kind) -> Option<Row> {
        let entity = self.page.known.dictionary.entity(entity);
        let row = Row { path: entity.path.to_string(), line: entity.line, name: entity.named.name.clone() };
        (entity.named.kind == *kind).then_some(row)
    }

    /// A proposal that never was a candidate.
    pub(super) fn unproposed(&self, proposal: &Proposed, told: &Nearby<'_, Explanation>) -> Explanation {
        let least = self.least(proposal);
        let stronger = || {
            let rivals = told.overlapping(proposal.span).filter(|e| e.by == proposal.rule);
            rivals.max_by_key(|e| e.score).map(|e| Why::Weaker(e.surface.clone()))
        };
        let weak = Why::Weak { sum: proposal.sum, least };
        Explanation {
            span: proposal.span,
            surface: proposal.span.of(self.text).to_owned(),
            kind: proposal.kind.clone(),
            entities: Vec::new(),
            by: proposal.rule,
            score: None,
            clues: self.clues(proposal),
            least: Some(least),
            rows: Vec::new(),
            why: if proposal.sum < least { weak } else { stronger().unwrap_or(weak) },
        }
    }

    /// Forms in the text that a row rules out, with the rows that would list them.
    pub(super) fn ignored(&self, told: &mut Vec<Explanation>) {
        let dictionary = &self.page.known.dictionary;
        for (form, rows) in &dictionary.rules.ignore {
            let mut found = self.page.text().match_indices(form.as_str()).peekable();
            // A row of several kinds is told once.
            let Some(row) = rows.first().filter(|_| found.peek().is_some()) else { continue };
            let listed =
                self.listed(form, Some(row).filter(|_| rows.len() == 1).and_then(|row| row.kind.as_ref()));
            for (at, _) in found {
                let span = self.page.normal.to_source(Span::from_usize(at, at + form.len()));
                told.push(self.one_ignored(span, row, form, &listed));
            }
        }
    }

    fn one_ignored(&self, span: Span, row: &Ignored, form: &str, listed: &[(Kind, Row)]) -> Explanation {
        let place = Row { path: row.path.clone(), line: row.line, name: form.to_owned() };
        Explanation {
            span,
            surface: span.of(self.text).to_owned(),
            kind: row.kind.clone().or_else(|| listed.first().map(|e| e.0.clone())).unwrap_or_default(),
            entities: Vec::new(),
            by: if listed.is_empty() { "ignore" } else { "listed" },
            score: None,
            clues: Vec::new(),
            least: None,
            rows: listed.iter().map(|(_, row)| row.clone()).collect(),
            why: Why::Ignored { reason: row.reason.clone(), row: place },
        }
    }

    /// The rows that give a normal form as a name or alias.
    fn listed(&self, form: &str, kind: Option<&Kind>) -> Vec<(Kind, Row)> {
        let of_kind = |e: &&crate::dictionary::Entity| kind.is_none_or(|kind| e.named.kind == *kind);
        let entities = self.page.known.dictionary.entities.iter().filter(of_kind);
        let named = entities.filter(|e| {
            let mut names = std::iter::once(&e.named.name).chain(&e.named.aliases);
            names.any(|name| crate::text::normal_form(name) == form)
        });
        let row = |e: &crate::dictionary::Entity| {
            let row = Row { path: e.path.to_string(), line: e.line, name: e.named.name.clone() };
            (e.named.kind.clone(), row)
        };
        named.map(row).collect()
    }
}

fn by(what: &What) -> &'static str {
    match what {
        What::Listed { .. } => "listed",
        What::Place(Place::Form { .. }) => "chain",
        What::Place(_) => "deictic",
        What::Body { .. } => "body",
        _ => "rule",
    }
}
