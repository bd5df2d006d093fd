//! Where the core before a head begins, and whether a name may end behind the head. Whether the core is coined: `coined`.

use super::figures::counts;
use super::heads::{PARTING, doing, head_at, undertakes};
use super::programme::word_of;
use crate::dictionary::Sign;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Fewest and most characters of a core.
pub(super) const CORE: std::ops::RangeInclusive<usize> = 2..=12;

/// What stands before a core.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// A verb for carrying out or an ordinal: what follows is the name.
    Tells,
    /// A mark or a word of grammar: what follows may be a sentence.
    Clause,
}

/// Where the core before a head begins: behind the mark, the verb or the word of grammar that stands before it.
pub(super) fn core(page: &Page<'_>, letters: &Letters, head: usize) -> Option<(usize, Left)> {
    let mut at = letters.word(head).start;
    while head - at <= *CORE.end() {
        let byte = letters.at[at];
        if page.quote_at(byte, Gap::Close) || page.quote_at(byte, Gap::Open) {
            return None;
        }
        if at == 0 || page.space_at(byte) || !letters.letter(at - 1) {
            return (at == 0 || letters.chars[at - 1] != '《').then_some((at, Left::Clause));
        }
        let word = letters.word(at - 1);
        if tells(page, letters, &word) {
            return Some((at, Left::Tells));
        }
        if ends_before(page, letters, &word) {
            return Some((at, Left::Clause));
        }
        if matches!(word.tag, Tag::Latin | Tag::Body) || is_digit(letters, &word) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Whether a word ends in an Arabic digit: what follows is counted.
fn is_digit(letters: &Letters, word: &Word) -> bool {
    letters.chars[word.end - 1].is_ascii_digit()
}

/// Whether what follows a word is a name: 启动 + …, 启动了 + …, 推出的 + …, 首届 + ….
fn tells(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let before = || word.start > 0 && undertakes(page, letters, &letters.word(word.start - 1));
    undertakes(page, letters, word)
        || word.tag == Tag::Verb && doing(page, letters, word.start)
        || letters.chars[word.end - 1] == '届'
        || matches!(letters.chars[word.start], '了' | '的') && before()
}

/// Whether a name may begin behind a word: a time, a word of grammar.
fn ends_before(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let last = letters.chars[word.end - 1];
    let alone = word.end - word.start == 1;
    word.tag == Tag::Time && !counts(letters, word)
        || word.tag == Tag::Grammar && !alone
        || alone && page.class(last).has(PARTING)
}

/// Whether the head is a part of a word for a sort or of a verb: 主体 + 工程, 颁 + 奖.
pub(super) fn generic(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> bool {
    let word = letters.word(head);
    if end - head == 1 {
        return word_of(page, letters, head, end).is_none();
    }
    word.start < head
        && (!matches!(word.tag, Tag::Noun | Tag::Proper | Tag::Phrase)
            || page
                .known
                .dictionary
                .rules
                .not_programmes
                .contains(letters.span(word.start, end).of(page.text())))
}

/// Whether a name may end at a character: nothing follows that the head only modifies, and no document ends.
pub(super) fn closes(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    if end >= letters.len() || page.space_at(letters.at[end]) {
        return true;
    }
    if !letters.letter(end) {
        return letters.chars[end] != '》';
    }
    let goes_on = || {
        matches!(
            letters.word(end).tag,
            Tag::Grammar | Tag::Verb | Tag::Time | Tag::Side | Tag::Number | Tag::Person
        ) || page.signs().begin(Sign::Stage, &page.text()[letters.at[end] as usize..])
    };
    letters.border(end) && head_at(page, letters, end).is_none() && goes_on()
}
