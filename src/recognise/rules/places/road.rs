//! The shape of the name of a street: its suffix, and where it begins.

use crate::dictionary::{Class, Hit, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, Words, is_han};

/// Points of such a street: it is found in the whole article.
pub(super) const POINTS: i32 = 20;
/// Fewest and most characters before the suffix.
pub(super) const CORE: std::ops::RangeInclusive<usize> = 2..=4;
/// Whether a hit is the suffix of a street.
pub(super) fn is_street(page: &Page<'_>, hit: &Hit) -> bool {
    hit.uses.has(Use::PLACE_SUFFIX)
        && page.before(hit.span.end).is_some_and(|c| page.class(c).has(Class::STREET))
        && page.signs().has(Sign::Street, hit.span.of(page.text()))
}

/// Where a street begins: behind a mark, a listed place, a verb or a word of grammar. Only before the number of a house may
/// an everyday word be its name.
pub(super) fn start(
    page: &Page<'_>,
    letters: &Letters,
    (form, end): (usize, usize),
    house: bool,
) -> Option<usize> {
    // 科技 + 二 + 路.
    let counted = |n: usize| house && n + 1 == form && letters.roles[n].has(Role::NUMBER);
    let name = |n: usize| {
        let word = letters.word(n);
        let grammar = matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure) && !counted(n);
        let lone = word.end - word.start == 1 || matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper);
        is_han(letters.chars[n]) && !grammar && (house || lone)
    };
    let word = letters.word(end - 1);
    let everyday = !house && word.start < form && !matches!(word.tag, Tag::Place | Tag::Proper);
    let mut starts = CORE.filter_map(|core| form.checked_sub(core));
    // 沿 + 滨河路两侧.
    let acts = |n: usize| {
        let lone = letters.word(n).tag == Tag::Verb && letters.word(n).end == n + 1;
        lone || matches!(Words::shared().tag_of(letters.chars[n]), Tag::Grammar | Tag::Side)
    };
    let fits = |&start: &usize| {
        let across = |n: usize| page.marks.name_ends(letters.at[n]);
        (start..form).all(name)
            && !acts(start)
            && !moves(letters, start, form)
            && !(start + 1..form).any(across)
            && begins(page, letters, start)
    };
    let start = starts.rfind(fits).filter(|_| !everyday)?;
    (!page.space_inside(letters.span(start, end))).then_some(start)
}

/// Whether a verb of several characters stands before two or more: 迁至 + 人民街.
fn moves(letters: &Letters, start: usize, form: usize) -> bool {
    let word = letters.word(start);
    let several = word.start == start && word.end > start + 1 && word.end + 2 <= form;
    several && matches!(word.tag, Tag::Verb | Tag::VerbalNoun)
}

/// Whether a name may begin at a character: no letter stands before it, or a listed place, a verb or a word of grammar ends.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let loose = matches!(letters.word(before).tag, Tag::Verb | Tag::Grammar | Tag::Side);
    letters.border(start)
        && (!letters.letter(before)
            || page.space_at(letters.at[start])
            || page.marks.name_ends(letters.at[start])
            || loose)
}
