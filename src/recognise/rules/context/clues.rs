//! What a title, a mark and a word each tell of the name beside them: tables, which look at nothing else.

use crate::dictionary::TitleClass;
use crate::recognise::rules::evidence::Clue;
use crate::text::{Tag, is_bullet};

/// What a title or verb says to the left of a name, by its class.
pub(super) fn title_before(class: TitleClass) -> Clue {
    match class {
        TitleClass::Byline => Clue::LeftByline,
        TitleClass::Kin | TitleClass::Address => Clue::LeftKin,
        TitleClass::Verb | TitleClass::Speech | TitleClass::Age => Clue::LeftVerb,
        TitleClass::Trade => Clue::LeftTrade,
        _ => Clue::LeftOffice,
    }
}

/// What a title or verb says to the right of a name, by its class.
pub(super) fn title_behind(class: TitleClass) -> Clue {
    match class {
        TitleClass::Byline => Clue::RightByline,
        TitleClass::Verb | TitleClass::Speech => Clue::RightVerb,
        TitleClass::Kin | TitleClass::Address => Clue::RightAddress,
        _ => Clue::RightTitle,
    }
}

/// What a mark of punctuation says to the left of a name, a bracket perhaps more.
#[inline]
pub(super) fn mark_before(c: char) -> Clue {
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
pub(super) fn mark_behind(c: char) -> Clue {
    match c {
        '\n' | '。' | '！' | '？' | '；' | '|' => Clue::RightEnd,
        '、' => Clue::RightList,
        '，' | '：' | ',' | ':' => Clue::RightComma,
        '（' => Clue::RightBracket,
        '》' | '〉' => Clue::RightBook,
        _ => Clue::RightMark,
    }
}

/// What a word says to the left of a name, by its tag.
#[inline]
pub(super) fn word_before(tag: Tag) -> Clue {
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
pub(super) fn word_behind(first: char, tag: Tag) -> Clue {
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
