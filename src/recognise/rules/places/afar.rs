//! Whether a run written by sound beside what tells of a place (收复 + 索列达尔) is a whole name. Which runs there are: the rule for
//! foreign names.

use crate::dictionary::{Class, Hit, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// Whether no listed place begins in a stretch, ends it or reaches into it, no everyday word is in it, and nothing of it stands
/// outside: 位 + 于巴格达, 色 + 吾雪山, 古镇 + 历史文 + 化.
pub(in crate::recognise::rules) fn is_whole(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    let (from, to) = (letters.at[start], letters.at[end]);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let begins = || page.hits_at(from).iter().any(|hit| place(hit) && hit.span.end != to);
    let ends = || page.hits_ending(to, to - from).any(|hit| place(hit) && hit.span.start > from);
    let reaches = page.marks.name_goes_on(from) || page.marks.name_goes_on(to);
    end - start > 2
        && !reaches
        && letters.border(end)
        && !begins()
        && !ends()
        && !(start..end).any(|n| is_everyday(letters, n))
        && start.checked_sub(1).is_none_or(|n| !letters.letter(n) || is_parted(page, letters, n))
}

/// Whether a character is of a word of several that is no name.
fn is_everyday(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.end - word.start > 1
        && !matches!(word.tag, Tag::Person | Tag::Place | Tag::Proper | Tag::Body | Tag::None)
}

/// Whether what stands before a name is no character of it: a word of several, grammar, a side.
fn is_parted(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let until = Class::DIRECTION.with(Class::UNTIL).with(Class::AUXILIARY);
    word.end - word.start > 1
        || matches!(word.tag, Tag::Grammar | Tag::Side)
        || page.class(letters.chars[n]).has(until)
}
