//! Names of three characters that spaces part: each from the next (江 一 帆), or the surname alone from the given name (艾 国强).

use super::narrow;
use super::words::{in_row, is_cue, is_row_word, may_be_name};
use crate::dictionary::{Class, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{context, persons::pieces};
use crate::text::{Tag, Words, is_han};

/// A name of three characters with a space between each two, where three lone ones stand or the third begins what goes on
/// without a space (江 一 帆说): behind a title or a mark, and no word of their own among them.
pub(super) fn lone(
    page: &Page<'_>,
    letters: &Letters,
    (start, stop): (usize, usize),
    end: usize,
) -> Option<(usize, usize)> {
    let last = start + 2;
    let name = (start, start + 3);
    let run = stop == start + 3 || stop == last;
    let fits = run
        && last < end
        && may_be_last(page, letters, last)
        && (page.role(letters.chars[start]).has(Role::BEGINS_SURNAME) || in_row(page, letters, name))
        && !another(page, letters, last, stop)
        && may_be_name(page, letters, (start, last))
        && !is_row_word(letters, name);
    fits.then_some(name)
}

/// Whether a character behind a space may be the last of a name, and no word beside names: 男, 摄.
fn may_be_last(page: &Page<'_>, letters: &Letters, last: usize) -> bool {
    is_han(letters.chars[last])
        && letters.char(last + 1) != Some('·')
        && narrow(page, letters, last)
        && letters.border(last + 1)
        && letters.word(last).tag != Tag::Grammar
        && !page.hits_at(letters.at[last]).iter().any(|hit| hit.uses.has(Use::BYLINE))
        && !page.class(letters.chars[last]).has(Class::CONTRAST_SEX)
}

/// Whether another name begins at the third character: 石 磊 + 叶平凹, 向 阳 + 车 晓东.
pub(super) fn another(page: &Page<'_>, letters: &Letters, third: usize, stop: usize) -> bool {
    let end = pieces::piece(page, letters, stop);
    let closed = end >= letters.len() || !letters.letter(end) || page.space_at(letters.at[end]);
    let whole = if stop == third {
        end == third + 2 || end == third + 3
    } else {
        end == stop + 2 && narrow(page, letters, stop)
    };
    whole
        && closed
        && page.role(letters.chars[third]).has(Role::BEGINS_SURNAME)
        && letters.border(end.min(letters.len()))
}

/// A name whose surname alone is set apart: 主席 + 艾 + 国强 + 说. Behind a title, a mark or white space, with a word of its own
/// behind it.
pub(super) fn one_and_two(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    end: usize,
) -> Option<(usize, usize)> {
    let stop = start + 3;
    let apart = |n: usize| page.space_at(letters.at[n]);
    let fits = is_led(page, letters, start)
        && stop <= end
        && narrow(page, letters, start + 1)
        && !apart(start + 2)
        && letters.chars[start..stop].iter().all(|&c| is_han(c))
        && page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
        && (letters.border(stop) || apart(stop))
        && !loose(page, letters, stop - 1)
        && !context::ends_title(page, letters, (start, start + 1))
        && !is_cue(page, letters, start + 1, stop)
        && !cue_starts(page, letters, start + 2);
    let whole = || start > 0 && letters.chars[start - 1] != '\n' || stop < end && !apart(stop);
    (fits && whole()).then_some((start, stop))
}

/// Whether a name may begin at a character: nothing stands right before it, or a word for what a person is.
fn is_led(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    start == 0
        || page.space_at(letters.at[start])
        || !letters.letter(start - 1)
        || context::person_ends(page, letters.at[start])
}

/// Whether a word of the lists starts at a character.
fn cue_starts(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    page.hits_at(letters.at[n]).iter().any(|hit| !page.form(hit.form).cues.is_empty())
}

/// Whether a lone character is a verb or a word of grammar, or such a one or a number begins what follows and is in few names: 白 桦 +
/// 隔, 石 磊 + 五人.
fn loose(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let own = Words::shared().tag_of(letters.chars[n]);
    let begins = !page.space_at(letters.at[n + 1])
        && letters.letter(n + 1)
        && page.known.characters.given(letters.chars[n]).sort() == 0
        && matches!(own, Tag::Grammar | Tag::Verb | Tag::Number);
    begins || matches!(word.tag, Tag::Grammar | Tag::Verb) && word.end - word.start == 1
}
