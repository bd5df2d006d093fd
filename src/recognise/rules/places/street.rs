//! Streets that what stands beside them tells: the number of a house (政通路 + 38号), a side (仁槐路 + 东侧), or the place they lie
//! in (贵阳 + 头桥路), which is part of their name. Two that meet: `crossing`.

use super::road::{CORE, POINTS, is_street, start};
use super::{crossing, township};
use crate::dictionary::{Class, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.street";
/// Most characters of a township before a street.
const TOWN: usize = 6;
/// Most characters of the number of a house.
const NUMBER: usize = 8;

/// Proposals for the streets before the number of a house or a side.
pub(in crate::recognise::rules) fn streets(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for hit in letters.hits(Use::PLACE_SUFFIX).iter().filter(|hit| is_street(page, hit)) {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let beside = || page.signs().begin(Sign::Roadside, &page.text()[hit.span.end as usize..]);
        if end >= letters.len()
            || page.space_at(hit.span.end)
            || found.last().is_some_and(|last| last.end >= end)
        {
            continue;
        }
        if let Some(both) = crossing::streets(page, letters, (form, end)) {
            found.extend(both);
            continue;
        }
        let house = is_house(letters, end);
        let placed = |core: usize| form.checked_sub(core).is_some_and(|n| is_seat(page, letters, n));
        if !house && !beside() && !CORE.into_iter().any(placed) {
            continue;
        }
        let start = start(page, letters, (form, end), house).or_else(|| in_place(page, letters, form));
        let first =
            |start: usize| township::outermost(page, letters, town(page, letters, start).unwrap_or(start));
        let whole = || letters.border(form) && (letters.border(end) || at_side(letters, end));
        let told = |start: &usize| house || beside() || whole() && first(*start) < *start;
        found.extend(start.filter(told).map(|start| Proposal { start: first(start), end, sum: POINTS }));
    }
    found
}

/// Whether the number of a house begins at a character: 38号, 399-1号, ×号.
fn is_house(letters: &Letters, start: usize) -> bool {
    let inside =
        |n: &usize| letters.chars[*n].is_ascii_digit() || matches!(letters.chars[*n], '-' | '—' | '×');
    let count = (start..letters.len().min(start + NUMBER)).take_while(inside).count();
    count > 0 && letters.char(start + count) == Some('号')
}

/// Where the everyday word begins that stands between a listed place and its street: 阜新 + 解放 + 大街.
fn in_place(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let word = letters.word(form.checked_sub(1)?);
    // 巴格达 + 发生 + 路边爆炸, 上海 + 清理 + 路面.
    let avenue = || page.signs().has(Sign::Avenue, letters.span(word.start, word.end).of(page.text()));
    let noun = match word.tag {
        Tag::Noun | Tag::Adjective => true,
        Tag::Verb | Tag::VerbalNoun => avenue(),
        _ => false,
    };
    let whole = word.end == form && word.end - word.start == 2;
    let apart = |n: usize| page.normal.gaps_at(letters.at[n]).is_empty();
    let joined = whole && apart(word.start) && apart(form);
    (noun && joined && is_seat(page, letters, word.start)).then_some(word.start)
}

/// Whether a listed name or a township ends at a character: 阜新 + 解放大街, 石头镇 + 人民路.
fn is_seat(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.marks.name_ends(letters.at[at]) || town(page, letters, at).is_some()
}

/// Where the listed township begins that ends at a character.
fn town(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let level = |n: usize| page.class(letters.chars[n]).has(Class::TOWNSHIP);
    let named = |&start: &usize| township::end(page, letters, start) == Some(at);
    at.checked_sub(1).filter(|&n| level(n))?;
    (at.saturating_sub(TOWN)..at).find(named)
}

/// Whether the side of a street stands at a character, which jieba takes for one word with it: 府前 + 路边.
fn at_side(letters: &Letters, end: usize) -> bool {
    matches!(letters.char(end), Some('边' | '旁')) && letters.border(end + 1)
}
