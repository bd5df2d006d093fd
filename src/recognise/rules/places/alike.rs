//! Places that stand beside their like: two items of a list that end alike and begin with no everyday word (崤山路、甘山路), the
//! villages of a table's first column, and villages of a family: 薄家口村, 井家沟村.

use super::shore;
use crate::dictionary::{Class, Cue, Level, PlaceSuffix, Role};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, stops};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.alike";
/// Points of such a place: it is found in the whole article.
const POINTS: i32 = 14;
/// Fewest and most characters before the suffix.
const CORE: std::ops::RangeInclusive<usize> = 2..=3;
/// Most characters between 家 and the end of a village: 薄家 + 口 + 村.
const FAMILY: usize = 2;

/// Proposals for both sides of a list mark, for columns, and for the villages of families.
pub(in crate::recognise::rules) fn places(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let pairs = letters.all::<'、'>().filter_map(|mark| pair(page, letters, mark));
    let mut found: Vec<(usize, usize)> = pairs.flatten().collect();
    found.extend(letters.all::<'家'>().filter_map(|at| village(page, letters, at)));
    columns(page, letters, &mut found);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// The places before and behind a mark, if they end with the same suffix and both may be names.
fn pair(page: &Page<'_>, letters: &Letters, mark: usize) -> Option<[(usize, usize); 2]> {
    let last = mark.checked_sub(1)?;
    if letters.chars[last] == LINE {
        return lines(letters, mark);
    }
    let suffix = letters.chars[last];
    if !is_suffix(page, letters, last) {
        return None;
    }
    let before = shore::core(page, letters, last)?;
    let behind = CORE.map(|core| mark + 1 + core).find(|&n| letters.char(n) == Some(suffix))?;
    let whole = letters.border(behind + 1) && is_suffix(page, letters, behind);
    let named =
        |start: usize, end: usize| CORE.contains(&(end - start)) && is_name(page, letters, (start, end));
    (whole && named(before, last) && named(mark + 1, behind))
        .then_some([(before, mark), (mark + 1, behind + 1)])
}

/// The end of the name of a railway, and characters before it: the first of two towns.
const LINE: char = '线';
const TOWNS: usize = 2;

/// The railways before and behind a mark, if lone characters stand for the towns of both: 大郑线、新义线.
fn lines(letters: &Letters, mark: usize) -> Option<[(usize, usize); 2]> {
    let before = mark.checked_sub(TOWNS + 1)?;
    let led = before.checked_sub(1).is_none_or(|n| !is_town(letters, n));
    let both = led && is_line(letters, before) && is_line(letters, mark + 1);
    both.then_some([(before, mark), (mark + 1, mark + 2 + TOWNS)])
}

/// Whether a railway of two lone characters begins at a character.
fn is_line(letters: &Letters, start: usize) -> bool {
    let end = start + TOWNS;
    letters.char(end) == Some(LINE) && (start..end).all(|n| is_town(letters, n)) && letters.border(end + 1)
}

/// Whether a lone character may stand for a town.
fn is_town(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let plain = matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Verb | Tag::Side);
    is_han(letters.chars[n]) && word.end == word.start + 1 && !plain
}

/// Where a place begins that lies on a railway: 大郑线 + 新立屯 are two.
pub(in crate::recognise::rules) fn past_line(letters: &Letters, (start, end): (usize, usize)) -> usize {
    let behind = start + TOWNS + 1;
    let line = end > behind + 1 && letters.chars[behind - 1] == LINE && is_line(letters, start);
    if line { behind } else { start }
}

/// Fewest lines of a column, and fewest and most characters of its cells.
const LINES: usize = 3;
const CELL: std::ops::RangeInclusive<usize> = 3..=8;

/// Pushes the first cells of lines that follow each other, where all of them end as villages and townships do.
fn columns(page: &Page<'_>, letters: &Letters, found: &mut Vec<(usize, usize)>) {
    let mut column = Vec::new();
    let mut start = 0;
    for end in letters.all::<'\n'>().chain([letters.len()]) {
        match cell(page, letters, (start, end)) {
            Some(place) => column.push(place),
            None if column.len() >= LINES => found.append(&mut column),
            None => column.clear(),
        }
        start = end + 1;
    }
    if column.len() >= LINES {
        found.append(&mut column);
    }
}

/// The first cell of a line, if it ends as a village or a township and more follows behind white space.
fn cell(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    // In most lines nothing was left out.
    let near = letters.span(start, end.min(start + *CELL.end() + 2));
    if !page.space_inside(near) {
        return None;
    }
    let stop = (start + 1..end).take(*CELL.end() + 1).find(|&n| page.space_at(letters.at[n]))?;
    let ends = page.class(letters.chars[stop - 1]).has(Class::VILLAGE.with(Class::TOWNSHIP));
    // 我爱 + 农村, 大雪 + 封村.
    let named = |n: usize| {
        let word = letters.word(n);
        word.tag != Tag::Verb && (word.tag != Tag::Grammar || word.end - word.start == 1)
    };
    let apart = letters.border(stop - 1) || matches!(letters.word(stop - 1).tag, Tag::Place | Tag::Proper);
    let whole = apart && (start..stop - 1).all(|n| is_han(letters.chars[n]) && named(n));
    (ends && whole && CELL.contains(&(stop - start))).then_some((start, stop))
}

/// Whether one character ends the names of places of a sort that lists hold.
fn is_suffix(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    ends(page, letters, at, |suffix| !suffix.never && suffix.class.is_land())
}

/// Whether one character that ends the names of villages stands at a number.
fn ends_village(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    ends(page, letters, at, |suffix| suffix.level == Some(Level::Village))
}

/// Whether a character is a suffix of places that fits.
fn ends(page: &Page<'_>, letters: &Letters, at: usize, fits: impl Fn(&PlaceSuffix) -> bool) -> bool {
    let cue = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if fits(suffix));
    at < letters.len() && page.marks.place_ends(letters.at[at + 1]) && {
        let mut alone = page.hits_at(letters.at[at]).iter().filter(|hit| hit.span.end == letters.at[at + 1]);
        alone.any(|hit| page.form(hit.form).cues.iter().any(cue))
    }
}

/// Whether what stands before a suffix is no everyday word, and counts or points at nothing.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let fits = |n: usize| {
        let word = letters.word(n);
        let everyday = word.start <= start && word.end >= end;
        let name = matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper | Tag::None);
        is_han(letters.chars[n])
            && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Verb)
            && (name || !everyday)
            && !page.class(letters.chars[n]).has(Class::PLAIN)
            && !stops::in_no_body(page, &word)
    };
    // 崤 + 山路, but 森林 + 城市.
    let last = letters.word(end).start;
    let apart = last == end || (start..last).all(|n| letters.border(n));
    letters.word(start).start == start && (start..end).all(fits) && apart
}

/// The village of a family around 家: a surname before it, the suffix of villages not far behind.
fn village(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, usize)> {
    let surname =
        |&start: &usize| letters.roles[start].has(Role::BEGINS_SURNAME) && !page.space_at(letters.at[at]);
    let start = at.checked_sub(1).filter(surname)?;
    let cut = letters.word(start);
    let everyday = cut.end > at && matches!(cut.tag, Tag::Noun | Tag::Adjective | Tag::Modifier);
    let loose = cut.start == start && !everyday || matches!(cut.tag, Tag::Grammar | Tag::Verb);
    let end = (at + 1..=at + 1 + FAMILY).find(|&n| ends_village(page, letters, n))?;
    let named = |n: usize| !matches!(letters.word(n).tag, Tag::Grammar | Tag::Verb | Tag::VerbalNoun);
    let letters_only = (start..end).all(|n| is_han(letters.chars[n])) && (at..=end).all(named);
    let gapless = page.normal.gaps_inside(letters.span(start, end + 1)).is_empty();
    // 常 + 家乡 + 村.
    let home = letters.char(at + 1).is_some_and(|c| page.class(c).has(Class::TOWNSHIP));
    (loose && !home && letters_only && gapless && letters.border(end + 1)).then_some((start, end + 1))
}
