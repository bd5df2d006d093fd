//! Quoted honours without a head, told by what stands around the marks: 第六批 + “陇原乡土匠人”, “最美护渠人” + 名单.

use super::awarded::{is_gained, is_praise, is_won, may_be_honour, names_person};
use super::cores::closes;
use crate::dictionary::Sign;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Gap;

/// Points of such a name.
const POINTS: i32 = 10;
/// Most characters between a verb that gives an honour and the opening mark: 获评 + 我州 + “最美乡村教师”.
const GIVER: usize = 6;
/// Most characters of an honour.
const LONGEST: usize = 12;

/// Proposals for quoted stretches that no other rule has found.
pub(in crate::recognise::rules) fn programmes<'a>(
    page: &'a Page<'_>,
    letters: &'a Letters,
    free: impl Iterator<Item = (usize, usize)> + 'a,
) -> impl Iterator<Item = Proposal> + 'a {
    let honours = free.filter(|&quote| is_honour(page, letters, quote));
    honours.map(|(start, end)| Proposal { start, end, sum: POINTS })
}

/// Whether a quoted stretch is an honour that somebody has, is proposed for or is one of many to have.
fn is_honour(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let rules = &page.known.dictionary.rules;
    let last = letters.word(end - 1);
    let sort = letters.span(last.start.max(start), end).of(page.text());
    end - start <= LONGEST
        && page.quote_at(letters.at[start], Gap::Open)
        && (is_batch(letters, start) && closes(page, letters, end)
            || is_listed(page, letters, (start, end))
            || is_given(page, letters, (start, end)) && closes(page, letters, end))
        && !rules.not_programmes.contains(sort)
        && !rules.not_programmes.contains(letters.span(start, end).of(page.text()))
        && may_be_honour(page, letters, (start, end))
        && !is_praise(letters, (start, end))
}

/// Whether those who have it come in batches: 第六批 + “…”.
fn is_batch(letters: &Letters, start: usize) -> bool {
    let before = &letters.chars[start.saturating_sub(4)..start];
    before.ends_with(&['批']) && before.iter().any(|c| "第首".contains(*c))
}

/// Whether a list of those who have it stands behind the marks, and the name says what they are: “最美护渠人” + 名单.
fn is_listed(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    names_person(page, letters, end)
        && end - start > 4
        && page.signs().begin(Sign::Honours, &page.text()[letters.at[end] as usize..])
}

/// Whether a verb that gives honours stands before the opening mark, perhaps with who gives it between: 入选 + “…”.
fn is_given(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let mut at = start;
    while at > 0 && start - at <= GIVER && letters.letter(at - 1) {
        if page.signs().end(Sign::Awards, &page.text()[..letters.at[at] as usize]) {
            return !is_gained(letters, at) || is_won(page, letters, end);
        }
        at = letters.word(at - 1).start;
    }
    false
}
