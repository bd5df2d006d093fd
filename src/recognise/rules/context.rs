//! What stands to the left and right of a possible name, whatever the rule.

use super::evidence::{Clue, Evidence};
use crate::dictionary::{Class, Cue, Role, Stand, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::{Page, TITLE};
use crate::text::{Gap, Tag, is_bullet};

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
    let trade = at.checked_sub(1).is_some_and(|n| letters.letter(n) && trade(page, letters, n));
    let quote = page.quote_at(byte, Gap::Open);
    out.add(if trade && !quote { Clue::LeftTrade } else { plain_before(page, letters, at) });
}

/// What stands to the left of a name, if it is no title.
#[inline]
pub(super) fn plain_before(page: &Page<'_>, letters: &Letters, at: usize) -> Clue {
    let Some(n) = at.checked_sub(1) else { return Clue::LeftStart };
    match letters.chars[n] {
        '）' if counted(letters, n) => Clue::LeftStart,
        c if !letters.letter(n) => mark_before(c),
        _ if page.quote_at(letters.at[at], Gap::Open) => Clue::LeftQuote,
        _ => word_before(letters.word(n).tag),
    }
}

/// What a mark of punctuation says to the left of a name, a bracket perhaps more.
#[inline]
fn mark_before(c: char) -> Clue {
    match c {
        '\n' | '。' | '！' | '？' | '；' | '|' => Clue::LeftStart,
        '、' => Clue::LeftList,
        '，' | '：' | ',' | ':' => Clue::LeftComma,
        '《' | '〈' => Clue::LeftBook,
        '（' => Clue::LeftBracket,
        c if is_bullet(c) => Clue::LeftStart,
        _ => Clue::LeftMark,
    }
}

/// What a mark says to the right of a name.
#[inline]
fn mark_behind(c: char) -> Clue {
    match c {
        '\n' | '。' | '！' | '？' | '；' | '|' => Clue::RightEnd,
        '、' => Clue::RightList,
        '，' | '：' | ',' | ':' => Clue::RightComma,
        '（' => Clue::RightBracket,
        '》' | '〉' => Clue::RightBook,
        _ => Clue::RightMark,
    }
}

/// Whether the bracket that a mark closes counts the items of a list: （四）.
fn counted(letters: &Letters, close: usize) -> bool {
    let number = |n: usize| letters.roles[n].has(Role::NUMBER);
    let open = (close.saturating_sub(4)..close).rev().find(|&n| !number(n));
    open.is_some_and(|n| n + 1 < close && letters.chars[n] == '（')
}

/// Whether what stands before a character is, or looks like, a title, or a colon, before which one may stand.
#[inline]
pub(super) fn may_title_before(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let before = |n: usize| letters.roles[n].has(Role::TRADE) || letters.chars[n] == '：';
    page.marks.title_ends(letters.at[at]) || at.checked_sub(1).is_some_and(before)
}

/// Whether what stands at a character may be a title, or be told to be one or a verb by what follows.
#[inline]
pub(super) fn may_title_behind(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.marks.title_starts(letters.at[at])
        || letters.char(at + 1).is_some_and(is_aspect)
        || letters.char(at).is_some_and(|c| page.class(c).has(Class::FORMER))
}

/// Whether a character may make a verb of the one before it: 笑 + 了, 催 + 着.
#[inline]
pub(super) fn is_aspect(c: char) -> bool {
    matches!(c, '了' | '着' | '过' | '得')
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
    out.add(match letters.char(at).filter(|&c| letters.letter(at) && !matches!(c, '的' | '等')) {
        // 研究中心 + 原 + 主任.
        Some(_) if former(page, letters, at) => Clue::RightTitle,
        // Whoever 指着, 摸着, 催着.
        Some(_) if letters.char(at + 1) == Some('着') && letters.border(at) => Clue::RightVerb,
        _ => plain_behind(letters, at),
    });
}

/// What stands to the right of a name, if it is no title and nothing tells that it is a verb.
#[inline]
pub(super) fn plain_behind(letters: &Letters, at: usize) -> Clue {
    match letters.char(at) {
        None => Clue::RightEnd,
        Some(c) if letters.letter(at) => word_behind(c, letters.word(at).tag),
        Some(c) => mark_behind(c),
    }
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

/// What a word says to the left of a name, by its tag.
#[inline]
fn word_before(tag: Tag) -> Clue {
    match tag {
        Tag::Verb | Tag::VerbalNoun => Clue::LeftOfVerb,
        Tag::Grammar => Clue::LeftOfGrammar,
        Tag::Noun | Tag::Abbreviation => Clue::LeftOfNoun,
        Tag::Body | Tag::Proper => Clue::LeftOfProper,
        Tag::Place => Clue::LeftOfPlace,
        Tag::Time | Tag::Number | Tag::Measure => Clue::LeftOfNumber,
        Tag::Person => Clue::LeftOfPerson,
        _ => Clue::LeftOfOther,
    }
}

/// What a word says to the right of a name, by its first character and its tag.
#[inline]
fn word_behind(first: char, tag: Tag) -> Clue {
    match (first, tag) {
        ('的', _) => Clue::RightOf,
        ('等', _) => Clue::RightAndOthers,
        (_, Tag::Verb | Tag::VerbalNoun) => Clue::RightOfVerb,
        (_, Tag::Grammar) => Clue::RightOfGrammar,
        (_, Tag::Noun | Tag::Abbreviation) => Clue::RightOfNoun,
        (_, Tag::Time | Tag::Number) => Clue::RightOfTime,
        _ => Clue::RightOfOther,
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
