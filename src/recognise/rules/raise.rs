//! What the proposals of other rules give to a proposal, or take from it: persons to bodies that are named after them, the
//! items of a list to each other.

use super::{Proposal, Rule, Stretches, THRESHOLD, context, of_kind, organisations::branch, persons::lists};
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// The rule whose bodies may begin with a person.
pub(super) const NAMED_RULE: &str = "organisation.suffix";
/// Points for a body that begins with the name of a person: 任静 + 焊接技能大师工作室.
pub(super) const NAMED_AFTER: i32 = 25;
/// Points for one that begins with a listed person and what this one is or does: 王毅主席 + 代表大会, 王毅祝贺 + 北京大学.
const PARTED_AFTER: i32 = -25;

/// Persons, listed or found by rule: start and end.
pub(super) fn persons(found: &[(&Rule, Vec<Proposal>)], out: &[Candidate], letters: &Letters) -> Stretches {
    let mut persons = of_kind(letters, out, &Kind::PERSON);
    for (_, proposals) in found.iter().filter(|(rule, _)| rule.kind == Kind::PERSON) {
        persons.extend(proposals.iter().filter(|p| p.sum >= THRESHOLD).map(|p| (p.start, p.end)));
    }
    persons.sort_unstable();
    persons
}

/// Whether the words after a person go on as the name of a body does: no title, no word of grammar, no lone verb, no other
/// body (代表 + 政协).
fn goes_on(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    letters.border(start)
        && !context::title_starts(page, letters.at[start])
        && (start..end).all(|n| {
            let word = letters.word(n);
            !branch::own_body(page, letters, n)
                && !matches!(word.tag, Tag::Grammar | Tag::Time)
                && (word.tag != Tag::Verb || word.end - word.start > 1)
        })
}

/// Takes points from bodies that begin with a listed person behind whom a title or a verb stands.
pub(super) fn part_persons(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    let parted = |end: usize| {
        let word = letters.word(end);
        let acts = word.tag == Tag::Verb && word.start == end && word.end - end > 1;
        acts || context::title_starts(page, letters.at[end])
    };
    let bodies = found.iter_mut().filter(|(rule, _)| rule.id == NAMED_RULE);
    for proposal in bodies.flat_map(|(_, proposals)| proposals) {
        let from = persons.partition_point(|&(start, _)| start < proposal.start);
        let mut named = persons[from..].iter().take_while(|(start, _)| *start == proposal.start);
        if named.any(|&(_, end)| end < proposal.end && parted(end)) {
            proposal.sum += PARTED_AFTER;
        }
    }
}

/// Gives points to bodies that begin with a person and go on as a body does.
pub(super) fn named_after(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    let bodies = found.iter_mut().filter(|(rule, _)| rule.id == NAMED_RULE);
    for proposal in bodies.flat_map(|(_, proposals)| proposals) {
        let from = persons.partition_point(|&(start, _)| start < proposal.start);
        let mut named = persons[from..].iter().take_while(|(start, _)| *start == proposal.start);
        if named.any(|&(_, end)| end + 2 < proposal.end && goes_on(page, letters, end, proposal.end)) {
            proposal.sum += NAMED_AFTER;
        }
    }
}

/// Places in a list bear out their neighbours too, where these end as places do.
pub(super) fn places(
    page: &Page<'_>,
    letters: &Letters,
    places: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    for (rule, proposals) in found.iter_mut().filter(|(rule, _)| rule.id == "place.suffix") {
        let mut places = places.to_vec();
        places.extend(proposals.iter().filter(|p| p.sum >= rule.threshold).map(|p| (p.start, p.end)));
        lists::raise(page, letters, proposals, &places, rule.threshold);
    }
}

/// Persons of all rules bear out their neighbours in a list.
pub(super) fn lists(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    for (_, proposals) in
        found.iter_mut().filter(|(rule, _)| rule.id == "person.surname" || rule.id == "person.sound")
    {
        proposals.retain(|proposal| !lists::among_waters(page, letters, proposal));
        lists::raise(page, letters, proposals, persons, THRESHOLD);
    }
}
