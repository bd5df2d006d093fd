//! What stands before the core of a contest and belongs to it: its ordinal, the place before that, 环. The core: `programme`.

use super::heads::contest;
use crate::dictionary::Hit;
use crate::recognise::letters::Letters;
use crate::recognise::listed;
use crate::recognise::page::Page;

/// Longest form of a place that is looked for before a name, in bytes.
const PLACE: u32 = 30;
/// Most characters of an ordinal.
const ORDINAL: usize = 6;

/// The start of the listed place, in full, that ends right before a character: the contest or award is its own.
pub(super) fn place_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let full = |hit: &&Hit| {
        let name = |entity| page.known.dictionary.entity(entity).named.name.as_str();
        listed::places_of(page, hit.form).any(|entity| name(entity) == hit.span.of(page.text()))
    };
    page.hits_ending(byte, PLACE).find(full).map(|hit| letters.number(hit.span.start))
}

/// Where the ordinal begins that ends before a character: 第七届.
pub(super) fn ordinal(letters: &Letters, at: usize) -> Option<usize> {
    let near = at.saturating_sub(ORDINAL);
    let found = || letters.chars[near..at].iter().rposition(|&c| c == '第').map(|n| near + n);
    (at > 0 && letters.chars[at - 1] == '届').then(found).flatten()
}

/// Where a contest begins whose ordinal stands before a character: 第七届 + 职工技能大赛, 青海省第六届 + 运动会.
pub(super) fn counted(
    page: &Page<'_>,
    letters: &Letters,
    at: usize,
    (head, end): (usize, usize),
) -> Option<usize> {
    if head - at >= 4 {
        return with_ordinal(page, letters, at, end);
    }
    let start = ordinal(letters, at)?;
    (at == head && end - head > 2).then(|| place_before(page, letters, start)).flatten()
}

/// Where the ordinal of a contest begins that stands right before its place, or the place before that.
pub(super) fn with_ordinal(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> Option<usize> {
    let start = ordinal(letters, at).filter(|_| contest(page, letters, end))?;
    Some(place_before(page, letters, start).unwrap_or(start))
}

/// The start of a contest that goes around its place: 环 + 青海湖自行车赛.
pub(super) fn around(letters: &Letters, at: usize) -> usize {
    let round = at > 0 && letters.chars[at - 1] == '环' && letters.border(at - 1);
    if round { at - 1 } else { at }
}
