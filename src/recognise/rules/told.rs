//! Persons whom what they say tells, whatever words their names are: 经理 + 高峰 + 表示, ”安宁 + 说.

use super::{Proposal, context};
use crate::dictionary::{Class, Cue, Hit, Kind, Role, Tells, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag, is_han};

/// The rule's id on its mentions.
pub(super) const RULE: &str = "person.told";
/// Points of such a name.
const POINTS: i32 = 25;
/// Fewest and most characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// Proposals for names between a title, or the end of what was said, and a verb of speaking.
pub(super) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let speech = page.hits.iter().filter(|hit| hit.uses.has(Use::TITLE_AFTER));
    let verbs = speech.filter_map(|hit| {
        let tells = tells(page, hit);
        let at = letters.number(hit.span.start);
        (tells != Tells::No && letters.border(at)).then_some((at, tells == Tells::Always))
    });
    verbs.filter_map(|(at, says)| name(page, letters, at, says)).collect()
}

/// What the lists say of a verb of speaking.
fn tells(page: &Page<'_>, hit: &Hit) -> Tells {
    let told = page.form(hit.form).cues.iter().map(|cue| match cue {
        Cue::Title(title) => title.tells,
        _ => Tells::No,
    });
    told.max().unwrap_or_default()
}

/// The name that ends at a verb of speaking.
fn name(page: &Page<'_>, letters: &Letters, end: usize, says: bool) -> Option<Proposal> {
    let starts = NAME.rev().filter_map(|len| end.checked_sub(len));
    let framed = |&start: &usize| {
        let byte = letters.at[start];
        let called = context::person_ends(page, byte);
        let called = called && !page.class(letters.chars[end - 1]).has(Class::WHEN);
        (called || page.quote_at(byte, Gap::Close)) && is_name(page, letters, (start, end), says)
    };
    starts.into_iter().find(framed).map(|start| Proposal { start, end, sum: POINTS })
}

/// Whether a stretch may be a name: a surname begins it, and it is neither how somebody speaks nor a word for persons.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), says: bool) -> bool {
    let word = letters.word(start);
    let whole = word.start == start && word.end == end;
    let plain = matches!(word.tag, Tag::Adjective | Tag::Modifier) && !says
        || matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar | Tag::Phrase);
    let loose =
        |n: usize| letters.word(n).tag == Tag::Grammar && letters.word(n).end - letters.word(n).start == 1;
    let cue = |hit: &Hit| {
        let title = |cue: &Cue| matches!(cue, Cue::Title(_));
        hit.span.end == letters.at[end] && page.form(hit.form).cues.iter().any(title)
    };
    page.role(letters.chars[start]).has(Role::SURNAME)
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
        && letters.border(start)
        && !(whole && plain || page.class(letters.chars[end - 1]).has(Class::SORT))
        && !(start..end).any(|n| page.hits_at(letters.at[n]).iter().any(cue))
        && !(whole && end - start > 2 && word.tag != Tag::Person)
        && !loose(start)
        && !loose(end - 1)
        && !page
            .hits_at(letters.at[start])
            .iter()
            .any(|hit| hit.span.end == letters.at[end] && hit.uses.has(Use::THING))
        && page
            .known
            .dictionary
            .rules
            .ignored_as(letters.span(start, end).of(page.text()), &Kind::ORGANISATION)
            .is_none()
}
