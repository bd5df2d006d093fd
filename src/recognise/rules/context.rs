//! What stands to the left and right of a possible name, whatever the rule.

use super::evidence::{Clue, Evidence};
use crate::dictionary::{Class, Cue, Role, Stand, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::{Page, TITLE};
use crate::text::{Gap, Tag, is_bullet, is_han};

pub(super) fn left(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    if at > 0 && letters.letter(at - 1) {
        let word = letters.word(at - 1);
        out.add_word(Stand::Left, &word, page.points(&word));
    }
    if page.space_at(byte) {
        out.add(Clue::LeftSpace);
    }
    if let Some(class) = page.title_ending(byte) {
        out.add(match class {
            "byline" => Clue::LeftByline,
            "kin" | "address" => Clue::LeftKin,
            "verb" | "speech" | "age" => Clue::LeftVerb,
            "trade" => Clue::LeftTrade,
            _ => Clue::LeftOffice,
        });
        return;
    }
    let Some(n) = at.checked_sub(1) else { return out.add(Clue::LeftStart) };
    out.add(match letters.chars[n] {
        '\n' | '。' | '！' | '？' | '；' | '|' => Clue::LeftStart,
        c if is_bullet(c) => Clue::LeftStart,
        '、' => Clue::LeftList,
        '，' | '：' | ',' | ':' => Clue::LeftComma,
        '《' | '〈' => Clue::LeftBook,
        '（' => Clue::LeftBracket,
        '）' if counted(letters, n) => Clue::LeftStart,
        c if !is_han(c) && !c.is_ascii_alphanumeric() => Clue::LeftMark,
        _ if page.quote_at(byte, Gap::Open) => Clue::LeftQuote,
        _ if trade(page, letters, n) => Clue::LeftTrade,
        _ => of_word(letters, n, true),
    });
}

/// Whether the bracket that a mark closes counts the items of a list: （四）.
fn counted(letters: &Letters, close: usize) -> bool {
    let number = |n: usize| letters.roles[n].has(Role::NUMBER);
    let open = (close.saturating_sub(4)..close).rev().find(|&n| !number(n));
    open.is_some_and(|n| n + 1 < close && letters.chars[n] == '（')
}

/// Whether a letter stands before a character and nothing there is, or looks like, the end of a title.
#[inline]
pub(super) fn plain_left(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let before = at.checked_sub(1).map_or_else(Role::default, |n| letters.roles[n]);
    before.has(Role::LETTER) && !before.has(Role::TRADE) && !page.marks.title_ends(letters.at[at])
}

/// Whether a letter stands at a character and no title starts there.
#[inline]
pub(super) fn plain_right(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.letter(at)
        && !page.marks.title_starts(letters.at[at])
        && !page.class(letters.chars[at]).has(Class::FORMER)
}

/// Whether a word that says what somebody is ends at a character, though no list has it.
fn trade(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.end == n + 1
        && (matches!(word.tag, Tag::Noun | Tag::None) || word.start == n && word.tag != Tag::Verb)
        && page.class(letters.chars[n]).has(Class::TRADE)
}

pub(super) fn right(page: &Page<'_>, letters: &Letters, at: usize, out: &mut Evidence) {
    let byte = letters.at[at];
    if letters.letter(at) {
        let word = letters.word(at);
        out.add_word(Stand::Right, &word, page.points(&word));
    }
    if page.space_at(byte) {
        out.add(Clue::RightSpace);
    }
    if let Some(class) = title_starting(page, byte) {
        out.add(match class {
            "byline" => Clue::RightByline,
            "verb" | "speech" => Clue::RightVerb,
            "kin" | "address" => Clue::RightAddress,
            _ => Clue::RightTitle,
        });
        return;
    }
    let Some(c) = letters.char(at) else { return out.add(Clue::RightEnd) };
    out.add(match c {
        '\n' | '。' | '！' | '？' | '；' | '|' => Clue::RightEnd,
        '、' => Clue::RightList,
        '，' | '：' | ',' | ':' => Clue::RightComma,
        '（' => Clue::RightBracket,
        '》' | '〉' => Clue::RightBook,
        c if !is_han(c) && !c.is_ascii_alphanumeric() => Clue::RightMark,
        '的' => Clue::RightOf,
        '等' => Clue::RightAndOthers,
        // 研究中心 + 原 + 主任.
        _ if former(page, letters, at) => Clue::RightTitle,
        // Whoever 指着, 摸着, 催着.
        _ if letters.char(at + 1) == Some('着') && letters.border(at) => Clue::RightVerb,
        _ => of_word(letters, at, false),
    });
}

/// Whether a word for who was something, and his title behind it, start at a character: 原 + 主任.
fn former(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    page.class(letters.chars[at]).has(Class::FORMER)
        && word.start == at
        && word.end < letters.len().min(at + 3)
        && title_before_starts(page, letters.at[word.end])
}

/// Whether a title that may stand before a name starts at a byte.
fn title_before_starts(page: &Page<'_>, byte: u32) -> bool {
    page.hits_at(byte).iter().any(|hit| hit.uses.has(Use::TITLE_BEFORE))
}

/// The class of the longest title or verb that starts at a byte and may stand after a name.
fn title_starting<'a>(page: &Page<'a>, byte: u32) -> Option<&'a str> {
    if !page.marks.title_starts(byte) {
        return None;
    }
    let class = page.cue_at(byte, |cue| match cue {
        Cue::Title(title) if title.beside.after => Some(title.class.as_str()),
        _ => None,
    });
    class.map(|(_, class)| class)
}

fn of_word(letters: &Letters, n: usize, left: bool) -> Clue {
    let tag = letters.word(n).tag;
    match (tag, left) {
        (Tag::Verb | Tag::VerbalNoun, true) => Clue::LeftOfVerb,
        (Tag::Grammar, true) => Clue::LeftOfGrammar,
        (Tag::Noun | Tag::Abbreviation, true) => Clue::LeftOfNoun,
        (Tag::Body | Tag::Proper, true) => Clue::LeftOfProper,
        (Tag::Place, true) => Clue::LeftOfPlace,
        (Tag::Time | Tag::Number | Tag::Measure, true) => Clue::LeftOfNumber,
        (Tag::Person, true) => Clue::LeftOfPerson,
        (_, true) => Clue::LeftOfOther,
        (Tag::Verb | Tag::VerbalNoun, false) => Clue::RightOfVerb,
        (Tag::Grammar, false) => Clue::RightOfGrammar,
        (Tag::Noun | Tag::Abbreviation, false) => Clue::RightOfNoun,
        (Tag::Time | Tag::Number, false) => Clue::RightOfTime,
        (_, false) => Clue::RightOfOther,
    }
}

/// Whether a title or a verb that names may follow at once ends at a byte: between 12岁的 and a name much may stand.
pub(super) fn calling_ends(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte).is_some_and(|class| class != "age")
}

/// Whether a verb that persons do, and that stands after their names, starts at a byte (说, 介绍).
pub(super) fn speech_starts(page: &Page<'_>, byte: u32) -> bool {
    let speech =
        |cue: &Cue| matches!(cue, Cue::Title(title) if title.beside.after && title.class == "speech");
    page.cue_at(byte, |cue| speech(cue).then_some(())).is_some()
}

/// Whether a title or a word of address that stands after surnames starts at a byte: 师傅, 书记.
pub(super) fn address_starts(page: &Page<'_>, byte: u32) -> bool {
    title_starting(page, byte).is_some_and(|class| matches!(class, "address" | "office" | "trade"))
}

/// Whether a stretch is a word of address: 李 + 先生 is no name.
pub(super) fn is_address(page: &Page<'_>, letters: &Letters, at: (usize, usize)) -> bool {
    is_after(page, letters, at, &["address"])
}

/// Whether a stretch is a word for who somebody is, that stands after a surname: 邹 + 老师.
pub(super) fn is_title(page: &Page<'_>, letters: &Letters, at: (usize, usize)) -> bool {
    is_after(page, letters, at, &["address", "office", "trade"])
}

/// Whether a stretch is a title of some classes that may stand after a name.
fn is_after(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), classes: &[&str]) -> bool {
    let byte = letters.at[start];
    let title = |cue: &Cue| matches!(cue, Cue::Title(title) if title.beside.after && classes.contains(&title.class.as_str()));
    page.marks.title_starts(byte)
        && page
            .cue_at(byte, |cue| title(cue).then_some(()))
            .is_some_and(|(hit, ())| hit.span.end == letters.at[end])
}

/// Whether a word for a person ends at a byte, and may stand before the name: no verb.
pub(super) fn office_ends(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte)
        .is_some_and(|class| !matches!(class, "verb" | "speech" | "doing" | "undertaking" | "age"))
}

/// Whether a word for what a person is ends at a byte: his office, his trade, whose kin he is.
pub(super) fn person_ends(page: &Page<'_>, byte: u32) -> bool {
    page.title_ending(byte).is_some_and(|class| matches!(class, "office" | "trade" | "kin"))
}

/// Whether a title or verb that may stand after a name starts at a byte.
pub(super) fn title_starts(page: &Page<'_>, byte: u32) -> bool {
    page.marks.title_starts(byte)
}

/// Whether a title begins before a word and ends inside it, at a character.
pub(super) fn title_across(page: &Page<'_>, letters: &Letters, word: &Word, at: usize) -> bool {
    title_between(page, letters.at[word.start], letters.at[at])
}

/// Whether the characters of a stretch are the last of a title that begins before them: 长 in 董事长 is no surname, and 程师
/// in 工程师 no name.
pub(super) fn ends_title(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    title_between(page, letters.at[start], letters.at[end])
}

/// Whether a title that may stand before a name begins before a byte and ends at another.
fn title_between(page: &Page<'_>, byte: u32, end: u32) -> bool {
    page.marks.title_ends(end) && {
        let near = page.hits_ending(end, TITLE);
        near.take_while(|hit| hit.span.start < byte).any(|hit| hit.uses.has(Use::TITLE_BEFORE))
    }
}
