//! Where a part ends that begins right behind a body: word by word, as long as these may be of its name, to the last suffix.

use std::iter::successors;

use super::REACH;
use super::suffix::{self, Begin, any_title_starts};
use crate::dictionary::{Hit, Kind, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{programmes::headed, stops};
use crate::text::Tag;

/// Most characters of the number of a term and what follows it.
const TERM: usize = 6;
/// Characters of a board and what joins it with others.
const BOARD: usize = 4;
/// Most parts of parts.
const DEEPEST: usize = 3;

/// The ends of the parts that follow each other from a character on: 第二采油厂 + 第六作业区.
pub(super) fn ends(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    own: &impl Fn(u32) -> bool,
) -> impl Iterator<Item = usize> {
    let next = |&start: &usize| end(page, letters, start, own);
    successors(next(&start), next).take(DEEPEST)
}

/// The end of the longest part that begins at a character: a place or nouns, then a suffix of parts; behind a place any
/// suffix of bodies will do (恩施 + 卷烟厂), unless a body of its `own` begins there.
fn end(page: &Page<'_>, letters: &Letters, start: usize, own: &impl Fn(u32) -> bool) -> Option<usize> {
    // Behind most bodies no suffix ends that is near enough.
    let reach = letters.len().min(start + REACH);
    if !letters.letter(start)
        || is_board(letters, start)
        || !(start..reach).any(|n| page.marks.body_ends(letters.at[n + 1]))
    {
        return None;
    }
    let placed = place_end(page, letters, start).is_some() && !own(letters.at[start]);
    let part = Begin { start, placed };
    let mut found = None;
    let mut at = start;
    while at < reach && !page.space_at(letters.at[at]) {
        found = suffix::end(page, letters, part, at).or(found);
        if is_over(page, letters, part, at, found.is_none()) {
            break;
        }
        let Some(behind) = word_end(page, letters, part, at, found.is_none()) else {
            return found.or_else(|| office(page, letters, start).filter(|_| at == start));
        };
        found = inner_suffix(page, letters, part, (at, behind)).or(found);
        at = behind;
        if found.is_some_and(|end| end < at) {
            break;
        }
    }
    found
}

/// Whether the term of a board starts at a character: 第四届 + 董事会 is told of its meetings; or a board with all its members: 董事会
/// + 及全体董事.
pub(in crate::recognise::rules) fn is_board(letters: &Letters, start: usize) -> bool {
    let rest = &letters.chars[start..];
    let board = matches!(rest, ['董' | '监', '事', '会', '及' | '和' | '与', ..]);
    if board && matches!(rest[BOARD..], ['全' | '其' | '董' | '监', ..]) {
        return true;
    }
    let near = &letters.chars[start..letters.len().min(start + TERM)];
    near.first() == Some(&'第') && near.windows(2).any(|two| matches!(two, ['届', '董' | '监']))
}

/// Whether a part cannot go on at a character: another body of the place ends there, or a title stands right behind the body.
fn is_over(page: &Page<'_>, letters: &Letters, part: Begin, at: usize, open: bool) -> bool {
    let other = part.placed && open && at > part.start && stops::ends_body(page, letters, at);
    other || at == part.start && any_title_starts(page, letters.at[at])
}

/// Where the word at a character ends, if it may be of the name of a part: no listed body, and before the suffix perhaps an 和.
fn word_end(page: &Page<'_>, letters: &Letters, part: Begin, at: usize, open: bool) -> Option<usize> {
    let first = at == part.start;
    if own_body(page, letters, at) && !(part.placed && first) {
        return None;
    }
    let joins = open && !first && joint(letters, at);
    if joins { Some(at + 1) } else { next(page, letters, at, first) }
}

/// The end of a suffix that is the end of a word: 第二 + 采油厂, but not 网 + 站.
fn inner_suffix(
    page: &Page<'_>,
    letters: &Letters,
    part: Begin,
    (at, behind): (usize, usize),
) -> Option<usize> {
    if behind - at <= 2 || part.placed && at == part.start {
        return None;
    }
    let mut ends = (at + 1..behind).filter_map(|n| suffix::end(page, letters, part, n));
    ends.find(|&end| end == behind && stops::ends_body(page, letters, end))
}

/// The end of an office that is named after what it does, before the title of who leads it (查验科 + 科长), or before what is
/// no word (熔铸厂).
fn office(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let word = letters.word(start);
    let does = word.tag == Tag::Verb && word.end < letters.len() && !stops::in_no_body(page, &word);
    let part = Begin { start, placed: false };
    let end = does.then(|| suffix::end(page, letters, part, word.end)).flatten()?;
    let open = !letters.letter(end) || page.space_at(letters.at[end]);
    let closes = || open && word.end - start > 1 && stops::ends_body(page, letters, end);
    (any_title_starts(page, letters.at[end]) || closes()).then_some(end)
}

/// Where what may stand in the name of a part ends: a listed place, a noun, a lone character of a name. None begins with a
/// verb (联合 + 衡阳技师学院).
fn next(page: &Page<'_>, letters: &Letters, at: usize, first: bool) -> Option<usize> {
    if let Some(end) = place_end(page, letters, at) {
        return Some(end);
    }
    let word = letters.word(at);
    let fits = match word.tag {
        Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Place | Tag::Person | Tag::Modifier => true,
        Tag::Abbreviation | Tag::Body | Tag::Number => true,
        Tag::Verb => !first && word.end - word.start > 1 && !headed::moves(page, letters, &word),
        _ => false,
    };
    let never = stops::in_no_body(page, &word);
    (fits && !never && letters.letter(at)).then(|| if word.start == at { word.end } else { at + 1 })
}

/// The end of the listed place that begins at a character.
fn place_end(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let place = |hit: &&Hit| hit.uses.has(Use::PLACE);
    let hit = page.marks.name_starts(byte).then(|| page.hits_at(byte).iter().find(place)).flatten()?;
    Some(letters.number(hit.span.end))
}

/// Whether a conjunction joins two nouns at a character: 劳动 + 和 + 经济 + 工作部.
pub(in crate::recognise::rules) fn joint(letters: &Letters, at: usize) -> bool {
    let noun =
        |n: usize| matches!(letters.word(n).tag, Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Body);
    matches!(letters.chars[at], '和' | '与')
        && letters.word(at).end == at + 1
        && letters.letter(at + 1)
        && noun(at - 1)
        && noun(at + 1)
}

/// Whether a listed body begins at a character: that one is no part.
pub(in crate::recognise::rules) fn own_body(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let body = |hit: &Hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::ORGANISATION);
    page.marks.name_starts(letters.at[at]) && page.hits_at(letters.at[at]).iter().any(body)
}
