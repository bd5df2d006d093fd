//! Persons with an office inside what rules took for a body or a place: 国务院总理李克强到中国银行 is a sentence. What is named after
//! a person (王勇工作室) stays.

use crate::dictionary::{Cue, Hit, Kind, NamedAfter, TitleClass, Use};
use crate::recognise::candidate::{Candidate, Reason, What};
use crate::recognise::page::Page;
use crate::recognise::rules::established::STRONG;
use crate::text::Span;

/// Most bytes of a suffix of bodies.
const SUFFIX: u32 = 30;

/// Drops bodies and places of rules that go on over a person with an office. O(candidates · log persons).
pub(crate) fn drop_holding(page: &Page<'_>, candidates: &mut [Candidate]) {
    let mut officers: Vec<Span> = candidates.iter().filter(|c| is_officer(page, c)).map(|c| c.span).collect();
    if officers.is_empty() {
        return;
    }
    officers.sort_unstable_by_key(|span| span.start);
    let made = |c: &&mut Candidate| {
        c.open() && c.rule.is_some() && [Kind::ORGANISATION, Kind::PLACE].contains(&c.kind)
    };
    for candidate in candidates.iter_mut().filter(made) {
        let Span { start, end } = candidate.span;
        let from = officers.partition_point(|officer| officer.start <= start);
        let inner = officers.get(from).is_some_and(|officer| officer.end <= end);
        if inner && !named_after(page, end) {
            candidate.drop_for(Reason::Covered);
        }
    }
}

/// Whether a candidate is a person beyond doubt, right behind an office.
fn is_officer(page: &Page<'_>, candidate: &Candidate) -> bool {
    let sure = matches!(candidate.what, What::Listed { .. }) || candidate.evidence >= STRONG;
    candidate.open()
        && candidate.kind == Kind::PERSON
        && sure
        && page.title_ending(candidate.span.start) == Some(TitleClass::Office)
}

/// Whether bodies that end as a stretch does are named after persons.
fn named_after(page: &Page<'_>, end: u32) -> bool {
    let after = |cue: &Cue| matches!(cue, Cue::Suffix(suffix) if suffix.after != NamedAfter::None);
    let room = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) && page.form(hit.form).cues.iter().any(after);
    page.hits_ending(end, SUFFIX).any(room)
}
