//! What the rules that find a body as a whole, without weighing evidence, make of a stretch of letters.

use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::verdict;
use crate::text::Span;

/// A rule for whole bodies.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    /// The rule's id on its mentions.
    pub(super) rule: &'static str,
    /// Points of evidence of each body.
    pub(super) points: i32,
    /// What a body is worth beyond its length.
    pub(super) beyond: i32,
}

impl Whole {
    /// The body that stands at a stretch of letters.
    pub(super) fn body(self, page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Candidate {
        let body = body(page, letters.span(start, end), self.rule);
        body.scored(self.score(end - start)).supported(self.points)
    }

    /// What a body of so many characters is worth.
    pub(super) fn score(self, chars: usize) -> i32 {
        verdict::base(chars) + self.beyond
    }
}

/// The body that a rule finds at a stretch.
pub(super) fn body(page: &Page<'_>, span: Span, rule: &'static str) -> Candidate {
    match of_term(page, span) {
        Some(what) => Candidate::new(span, Kind::ORGANISATION, what).by_rule(rule),
        None => Candidate::made(page.text(), span, Kind::ORGANISATION, rule),
    }
}

/// The listed body whose term a stretch counts: 中国共产党 + 第十九届 + 中央委员会.
pub(in crate::recognise::rules) fn of_term(page: &Page<'_>, span: Span) -> Option<What> {
    let (before, body) = span.of(page.text()).split_once('届')?;
    let owner = before.split_once('第').map_or(before, |(owner, _)| owner);
    let form = page.known.gazetteer.number_of(&format!("{owner}{body}"))?;
    let listed = page.names(form, &Kind::ORGANISATION).then_some(What::Listed { form })?;
    Some(What::Known(Box::new(Candidate::new(span, Kind::ORGANISATION, listed))))
}
