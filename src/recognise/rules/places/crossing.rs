//! Two streets that meet, or one stretch of road between them, whatever words their names are: 人民路 + 与 + 建设街 + 交叉口, 长江路 + 至 +
//! 黄河路 + 段. Streets that stand alone: `street`.

use super::road::{CORE, POINTS, is_street, start};
use crate::dictionary::{Class, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, is_han};

/// Most bytes of the suffix of a street.
const SUFFIX: u32 = 9;

/// The streets on both sides of a conjunction, where the second ends at a character: its suffix begins at `form`.
pub(super) fn streets(
    page: &Page<'_>,
    letters: &Letters,
    (form, end): (usize, usize),
) -> Option<[Proposal; 2]> {
    let joins = |n: usize| matches!(letters.chars[n], '与' | '和' | '至' | '到' | '、' | '—');
    let joint = CORE.filter_map(|core| form.checked_sub(core + 1)).find(|&n| joins(n))?;
    let street = |n: usize| page.class(letters.chars[n]).has(Class::STREET);
    let met = joint > 0 && street(joint - 1) && meet(page, letters, joint, end);
    if !met || !is_name(page, letters, (joint + 1, form)) {
        return None;
    }
    let mut suffixes = page.hits_ending(letters.at[joint], SUFFIX).filter(|hit| is_street(page, hit));
    let first = letters.number(suffixes.next()?.span.start);
    let begins = start(page, letters, (first, joint), true)?;
    let name = |start: usize, end: usize| Proposal { start, end, sum: POINTS };
    Some([name(begins, joint), name(joint + 1, end)])
}

/// Whether the streets before and behind a conjunction meet, or bound a stretch of road.
fn meet(page: &Page<'_>, letters: &Letters, joint: usize, end: usize) -> bool {
    let stretch = || matches!(letters.chars[joint], '至' | '到' | '—') && letters.char(end) == Some('段');
    let meets = || page.signs().begin(Sign::Meets, &page.text()[letters.at[end] as usize..]);
    stretch() || meets()
}

/// Whether a stretch may be the name of a street: Han without grammar, and no gap.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let fits = |n: usize| is_han(letters.chars[n]) && letters.word(n).tag != Tag::Grammar;
    (start..end).all(fits) && page.normal.gaps_inside(letters.span(start, end)).is_empty()
}
