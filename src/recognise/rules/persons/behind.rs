//! What stands behind a possible name of a person: whether it goes on as it does behind a name.

use crate::dictionary::Sign;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::Tag;

/// What stands behind a possible name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// A mark or white space that ends a clause or an item.
    Closed,
    /// A verb that persons do, or a word that stands behind persons.
    Does,
    /// Another verb, a word of grammar, a time.
    GoesOn,
    Else,
}

/// What stands at the end of a possible name.
pub(super) fn right(page: &Page<'_>, letters: &Letters, end: usize) -> Right {
    let Some(c) = letters.char(end) else { return Right::Closed };
    let byte = letters.at[end];
    if page.space_at(byte) || matches!(c, '\n' | '。' | '，' | '、' | '；' | '！' | '？' | '：' | '（')
    {
        return Right::Closed;
    }
    if !letters.letter(end) || context::is_aspect(c) || matches!(c, '的' | '地' | '之') {
        return Right::Else;
    }
    let goes_on = || page.signs().begin(Sign::GoesOn, &page.text()[byte as usize..]);
    if context::title_starts(page, byte) || goes_on() {
        return Right::Does;
    }
    match letters.word(end).tag {
        Tag::Grammar | Tag::Verb | Tag::Time | Tag::Number => Right::GoesOn,
        _ => Right::Else,
    }
}
