//! Streets that what stands beside them tells: the number of a house (政通路 + 38号), a side (仁槐路 + 东侧), or the place they lie
//! in (贵阳 + 头桥路), which is part of their name. Two that meet: `crossing`.

use super::{crossing, township};
use crate::dictionary::{Class, Hit, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.street";
/// Points of such a street: it is found in the whole article.
pub(super) const POINTS: i32 = 20;
/// Fewest and most characters before the suffix.
pub(super) const CORE: std::ops::RangeInclusive<usize> = 2..=4;
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

/// Whether a hit is the suffix of a street.
pub(super) fn is_street(page: &Page<'_>, hit: &Hit) -> bool {
    hit.uses.has(Use::PLACE_SUFFIX)
        && page.before(hit.span.end).is_some_and(|c| page.class(c).has(Class::STREET))
        && page.signs().has(Sign::Street, hit.span.of(page.text()))
}

/// Whether the number of a house begins at a character: 38号, 399-1号, ×号.
fn is_house(letters: &Letters, start: usize) -> bool {
    let inside =
        |n: &usize| letters.chars[*n].is_ascii_digit() || matches!(letters.chars[*n], '-' | '—' | '×');
    let count = (start..letters.len().min(start + NUMBER)).take_while(inside).count();
    count > 0 && letters.char(start + count) == Some('号')
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
