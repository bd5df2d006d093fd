//! What stands to the left and right of a possible name, whatever the rule. `clues` has what each mark and word tells, `titles` where
//! titles and verbs stand; what both sides say together is left to the rules.

mod clues;
mod titles;

use super::evidence::{Clue, Evidence};
use crate::dictionary::{Class, Role, Sign, Stand};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};
pub(super) use titles::{
    address_starts, before_name_starts, calling_ends, ends_title, is_address, is_title, office_ends,
    person_ends, speech_starts, title_across, title_starts, workers_title,
};

/// Whether what stands beside a name tells of a place: 收复 + 索列达尔, 索列达尔 + 等地.
pub(super) fn tells_place(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let (before, behind) = page.text().split_at(letters.at[start] as usize);
    let behind = &behind[(letters.at[end] - letters.at[start]) as usize..];
    page.signs().begin(Sign::Extends, behind) || page.signs().end(Sign::Seated, before)
}

/// Adds the clues of what stands before a name that begins at a character.
pub(super) fn left(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    let before = at.checked_sub(1).filter(|&n| letters.letter(n));
    if let Some(n) = before {
        let word = letters.word(n);
        out.add_word(Stand::Left, &word, page.points(word.points));
    }
    if page.space_at(byte) {
        out.add(Clue::LeftSpace);
    }
    let trade = || before.is_some_and(|n| ends_trade(page, letters, n)) && !page.quote_at(byte, Gap::Open);
    out.add(match page.title_ending(byte) {
        Some(class) => clues::title_before(class),
        None if trade() => Clue::LeftTrade,
        None => plain_before(page, letters, at),
    });
}

/// What stands to the left of a name, if it is no title.
#[inline]
pub(super) fn plain_before(page: &Page<'_>, letters: &Letters, at: usize) -> Clue {
    let Some(n) = at.checked_sub(1) else { return Clue::LeftStart };
    match letters.chars[n] {
        '）' if ends_number(letters, n) => Clue::LeftStart,
        c if !letters.letter(n) => clues::mark_before(c),
        _ if page.quote_at(letters.at[at], Gap::Open) => Clue::LeftQuote,
        _ => clues::word_before(letters.word(n).tag),
    }
}

/// Whether what stands before a character is, or looks like, a title, or a colon, before which one may stand.
#[inline]
pub(super) fn may_title_before(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let before = |n: usize| letters.roles[n].has(Role::TRADE) || letters.chars[n] == '：';
    page.marks.title_ends(letters.at[at]) || at.checked_sub(1).is_some_and(before)
}

/// Whether the bracket that a mark closes counts the items of a list: （四）.
fn ends_number(letters: &Letters, close: usize) -> bool {
    let number = |n: usize| letters.roles[n].has(Role::NUMBER);
    let open = (close.saturating_sub(4)..close).rev().find(|&n| !number(n));
    open.is_some_and(|n| n + 1 < close && letters.chars[n] == '（')
}

/// Whether a word that says what somebody is ends at a character, though no list has it.
fn ends_trade(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.end == n + 1
        && (matches!(word.tag, Tag::Noun | Tag::None) || word.start == n && word.tag != Tag::Verb)
        && page.class(letters.chars[n]).has(Class::TRADE)
}

/// Adds the clues of what stands behind a name that ends at a character.
pub(super) fn right(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    if letters.letter(at) {
        let word = letters.word(at);
        out.add_word(Stand::Right, &word, page.points(word.points));
    }
    if page.space_at(byte) {
        out.add(Clue::RightSpace);
    }
    out.add(match titles::starting(page, byte) {
        Some(class) => clues::title_behind(class),
        None => untitled_behind(page, letters, at),
    });
}

/// What stands to the right of a name, if no title of the lists does: 研究中心 + 原 + 主任, whoever 指着, 摸着, 催着.
fn untitled_behind(page: &Page<'_>, letters: &Letters, at: usize) -> Clue {
    match letters.char(at).filter(|&c| letters.letter(at) && !matches!(c, '的' | '等')) {
        Some(_) if former(page, letters, at) => Clue::RightTitle,
        Some(_) if letters.char(at + 1) == Some('着') && letters.border(at) => Clue::RightVerb,
        _ => plain_behind(letters, at),
    }
}

/// What stands to the right of a name, if it is no title and nothing tells that it is a verb.
#[inline]
pub(super) fn plain_behind(letters: &Letters, at: usize) -> Clue {
    match letters.char(at) {
        None => Clue::RightEnd,
        Some(c) if letters.letter(at) => clues::word_behind(c, letters.word(at).tag),
        Some(c) => clues::mark_behind(c),
    }
}

/// Whether what stands at a character may be a title, or be told to be one or a verb by what follows.
#[inline]
pub(super) fn may_title_behind(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.marks.title_starts(letters.at[at])
        || letters.char(at + 1).is_some_and(is_aspect)
        || letters.char(at).is_some_and(|c| page.class(c).has(Class::FORMER))
}

/// Whether a character may make a verb of the one before it: 笑 + 了, 催 + 着, 跑 + 得.
#[inline]
pub(super) fn is_aspect(c: char) -> bool {
    tells_deed(c) || c == '得'
}

/// Whether a character says behind a verb that it is done or goes on: 卖 + 了.
#[inline]
pub(super) fn tells_deed(c: char) -> bool {
    matches!(c, '了' | '着' | '过')
}

/// Whether a word for who was or is something, and his title behind it, start at a character: 原 + 主任, 任 + 董事, but 任务.
fn former(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    page.class(letters.chars[at]).has(Class::FORMER)
        && word.start == at
        && word.end < letters.len().min(at + 3)
        && (word.end == at + 1 || letters.chars[at] != '任')
        && before_name_starts(page, letters.at[word.end])
}
