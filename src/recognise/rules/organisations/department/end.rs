//! Where a department ends that begins right behind a body: with the last suffix behind which a mark, a word of grammar, a title or a
//! verb stands.

use super::words::{attached, fits, holds};
use crate::dictionary::{Class, Cue, Hit, Names, Suffix, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{
    context,
    organisations::{branch, placed},
    places::township,
    stops,
};
use crate::text::{Tag, Words};

/// Fewest bytes of the full name of a place.
const COUNTY: usize = 9;
/// Most characters from the body to the end of the department.
const REACH: usize = 12;

/// Whether a department may begin at a character: the suffix of a body ends behind it, or it is said to belong to what is before.
pub(super) fn may_stand(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.letter(at) && (last_end(page, letters, (at, at)).is_some() || attached(page, letters, at) > at)
}

/// The end of the longest department that begins at a character, right behind a body. `known` gives the last byte of a known
/// body that begins at a byte.
pub(super) fn of(
    page: &Page<'_>,
    letters: &Letters,
    at: usize,
    known: &impl Fn(u32) -> Option<u32>,
) -> Option<usize> {
    let titled =
        || context::title_starts(page, letters.at[at]) || context::ends_title(page, letters, (at, at + 1));
    let other = || known(letters.at[at]).is_some() || starts_county(page, letters, at);
    if !may_stand(page, letters, at) || other() || titled() {
        return None;
    }
    let free = attached(page, letters, at);
    if free > at
        && let Some(end) = letters.at.get(free).and_then(|&byte| known(byte))
    {
        return Some(letters.number(end));
    }
    let goes_on = |&n: &usize| {
        let another = n > at && (starts_own(page, letters, n, known) || starts_county(page, letters, n));
        !page.space_at(letters.at[n]) && !another && holds(page, letters, (at, free), n)
    };
    let inside = (at..=last_end(page, letters, (at, free))?).take_while(goes_on);
    inside.map(|n| n + 1).filter(|&end| ends(page, letters, at, end)).last()
}

/// The last character with which a suffix of bodies ends that is near enough to what a department has of its own.
fn last_end(page: &Page<'_>, letters: &Letters, (at, free): (usize, usize)) -> Option<usize> {
    (at..letters.len().min(free + REACH)).rev().find(|&n| page.marks.body_ends(letters.at[n + 1]))
}

/// Whether another body begins at a character: 第 + 七〇二研究所 is none.
fn starts_own(page: &Page<'_>, letters: &Letters, n: usize, known: &impl Fn(u32) -> Option<u32>) -> bool {
    let listed = || letters.border(n) && branch::own_body(page, letters, n);
    letters.chars[n - 1] != '第' && (known(letters.at[n]).is_some() || listed())
}

/// Whether the full name of a listed place begins at a character, and nothing leads to it: 运维班 + 渭源县…, but 驻 + 赤峰市….
pub(in crate::recognise::rules) fn starts_county(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let full = |hit: &Hit| {
        let last = page.before(hit.span.end);
        hit.uses.has(Use::PLACE)
            && hit.span.len() >= COUNTY
            && last.is_some_and(|c| page.class(c).has(Class::DIVISION))
    };
    let led = |word: Word| matches!(word.tag, Tag::Verb | Tag::Grammar);
    page.marks.name_starts(letters.at[n])
        && letters.border(n)
        && !led(letters.word(n - 1))
        && page.hits_at(letters.at[n]).iter().any(full)
}

/// Whether a department that begins at a character may end before another.
fn ends(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> bool {
    page.marks.body_ends(letters.at[end])
        && suffix(page, letters, end).is_some_and(|(form, suffix)| {
            let whole = letters.border(end) || township::leader_starts(page, letters, end);
            (whole || is_worked_for(page, letters, (form, end)))
                && !stops::is_party_title(page, letters, (form, end))
                && fits(page, letters, (at, form, end), suffix)
        })
        && placed::is_over(page, letters, end)
}

/// Whether jieba knows a suffix with what is done for the body as one word: 工会 + 工作.
fn is_worked_for(page: &Page<'_>, letters: &Letters, (form, end): (usize, usize)) -> bool {
    let word = letters.word(form);
    let rest = || letters.span(end, word.end).of(page.text());
    word.start == form
        && word.end > end + 1
        && matches!(Words::shared().tag(rest()), Tag::Verb | Tag::VerbalNoun)
}

/// The longest suffix of a body that ends before a character, and where it begins.
fn suffix(page: &Page<'_>, letters: &Letters, end: usize) -> Option<(usize, Suffix)> {
    let hits = page.hits_ending(letters.at[end], stops::SUFFIX).filter(|hit| hit.uses.has(Use::BODY_SUFFIX));
    let cue = |cue: &Cue| if let Cue::Suffix(suffix) = cue { Some(*suffix) } else { None };
    let mut named = hits.filter_map(|hit| {
        let suffix = page.form(hit.form).cues.iter().find_map(cue)?;
        let governs = suffix.names == Names::Body && suffix.min == 0 && branch::governs(page, hit);
        Some((letters.number(hit.span.start), suffix)).filter(|_| !governs)
    });
    named.next().filter(|(_, suffix)| !suffix.never)
}
