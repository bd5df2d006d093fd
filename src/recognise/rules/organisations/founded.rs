//! Bodies in quotation marks that the text says are founded: 设立“一湖清水巡回法庭”, 拉起一支“合山矿工跑团”, “石榴籽调解室”揭牌.

use crate::dictionary::{Class, Cue, Hit, Kind, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, programmes::quotes};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "organisation.founded";
/// Points of such a body: it is found in the whole article.
const POINTS: i32 = 20;
/// Fewest and most characters of a name, and fewest before its suffix.
const NAME: std::ops::RangeInclusive<usize> = 5..=20;
const CORE: usize = 2;
/// Words between the verb and the opening mark: 拉起 + 一 + 支.
const BETWEEN: usize = 3;

/// Proposals for the bodies that fill quotation marks behind a verb of founding, or before one of opening.
pub(in crate::recognise::rules) fn bodies(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = quotes::quotes(page, letters);
    found.retain(|&stretch| is_body(page, letters, stretch));
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

fn is_body(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    NAME.contains(&(end - start))
        && (start..end).all(|n| letters.letter(n) && letters.word(n).tag != Tag::Grammar)
        && (opens(page, letters, end) || !goes_on(page, letters, end))
        && (start + CORE..end).any(|n| ends_body(page, letters, (n, end)))
        && !begins_programme(page, letters, (start, end))
        && !is_ranked(page, letters, start)
        && (opens(page, letters, end) || is_founded(page, letters, start))
}

/// Whether a level ranks what fills the marks: “省级示范学校”.
fn is_ranked(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    page.class(letters.chars[start]).has(Class::LEVEL) && letters.char(start + 1) == Some('级')
}

/// Whether what stands right behind the closing mark says that the body begins its work: 揭牌.
fn opens(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    page.signs().begin(Sign::Opens, &page.text()[letters.at[end] as usize..])
}

/// Whether a noun stands right behind the closing mark, and no board with the name on it: “平安示范学校”称号, but “巧娘工坊”牌子.
fn goes_on(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let board = || page.signs().begin(Sign::Board, &page.text()[letters.at[end] as usize..]);
    end < letters.len() && letters.letter(end) && letters.word(end).tag == Tag::Noun && !board()
}

/// Whether a listed programme begins a stretch: “青年文明号车间”.
pub(super) fn begins_programme(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let inside = |hit: &Hit| hit.uses.has(Use::NAME) && hit.span.end <= letters.at[end];
    page.hits_at(letters.at[start]).iter().any(|hit| inside(hit) && page.names(hit.form, &Kind::PROGRAMME))
}

/// Whether a suffix of bodies fills a stretch.
fn ends_body(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let suffix = |cue: &Cue| if let Cue::Suffix(suffix) = cue { Some(suffix.never) } else { None };
    page.cue_at(letters.at[start], suffix)
        .is_some_and(|(hit, never)| !never && hit.span.end == letters.at[end])
        && !page.signs().has(Sign::Vague, letters.span(start, end).of(page.text()))
}

/// Whether a verb of founding stands before a character, no more than a count and what is counted between.
pub(super) fn is_founded(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let mut at = start;
    for _ in 0..=BETWEEN {
        let Some(before) = at.checked_sub(1).filter(|&n| letters.letter(n)) else { return false };
        let word = letters.word(before);
        if page.signs().end(Sign::Founds, &page.text()[..letters.at[at] as usize]) {
            return true;
        }
        if !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure) {
            return false;
        }
        at = word.start;
    }
    false
}
