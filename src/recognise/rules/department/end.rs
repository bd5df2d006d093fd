//! Where a department ends that begins right behind a body: with the last suffix behind which a mark, a word of grammar, a title or a
//! verb stands.

use super::words::{fits, holds, says};
use crate::dictionary::{Cue, Names, Sign, Suffix, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{branch, context, placed, stops, township};

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
    if !may_stand(page, letters, at) || known(letters.at[at]).is_some() || titled() {
        return None;
    }
    let free = attached(page, letters, at);
    if free > at
        && let Some(end) = letters.at.get(free).and_then(|&byte| known(byte))
    {
        return Some(letters.number(end));
    }
    let goes_on = |&n: &usize| {
        let another = n > at && starts_own(page, letters, n, known);
        !page.space_at(letters.at[n]) && !another && holds(page, letters, (at, free), n)
    };
    let inside = (at..=last_end(page, letters, (at, free))?).take_while(goes_on);
    inside.map(|n| n + 1).filter(|&end| ends(page, letters, at, end)).last()
}

/// The last character with which a suffix of bodies ends that is near enough to what a department has of its own.
fn last_end(page: &Page<'_>, letters: &Letters, (at, free): (usize, usize)) -> Option<usize> {
    (at..letters.len().min(free + REACH)).rev().find(|&n| page.marks.body_ends(letters.at[n + 1]))
}

/// Where what a department has of its own begins: behind the word that says whose it is (附属), or at once.
pub(super) fn attached(page: &Page<'_>, letters: &Letters, at: usize) -> usize {
    let word = letters.word(at);
    if word.start == at && says(page, letters, &word, Sign::Attached) { word.end } else { at }
}

/// Whether another body begins at a character: 第 + 七〇二研究所 is none.
fn starts_own(page: &Page<'_>, letters: &Letters, n: usize, known: &impl Fn(u32) -> Option<u32>) -> bool {
    let listed = || letters.border(n) && branch::own_body(page, letters, n);
    letters.chars[n - 1] != '第' && (known(letters.at[n]).is_some() || listed())
}

/// Whether a department that begins at a character may end before another.
fn ends(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> bool {
    page.marks.body_ends(letters.at[end])
        && (letters.border(end) || township::leader_starts(page, letters, end))
        && suffix(page, letters, end)
            .is_some_and(|(form, suffix)| fits(page, letters, (at, form, end), suffix))
        && placed::is_over(page, letters, end)
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
