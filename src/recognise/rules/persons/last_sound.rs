//! The last character of a foreign name that stands alone behind what was found of it: 副外长 + 阿拉格 + 希 + 表示.

use super::dotted;
use crate::dictionary::{Class, Role};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::Tag;

/// The end of a name, past one such character: behind a word for who it is, and before a mark, a number or what somebody does.
pub(in crate::recognise::rules) fn past(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> usize {
    let last = letters.char(end).is_some_and(|c| page.class(c).has(Class::LAST_SOUND));
    let listed = || page.known.gazetteer.number_of(letters.span(start, end).of(page.text())).is_some();
    // 马丽 + 利: who has a surname of ours is whole.
    let ours = || end - start == 2 && letters.roles[start].has(Role::BEGINS_SURNAME);
    let found = last
        && !ours()
        && !listed()
        && alone(page, letters, end)
        && goes_on(letters, end + 1)
        && (start..end).all(|n| letters.chars[n] == '·' || dotted::sounds(letters, n))
        && context::person_ends(page, letters.at[start]);
    end + usize::from(found)
}

/// Whether a character is a word of its own, and nothing parts it from the one before.
fn alone(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.end == word.start + 1 && !page.space_at(letters.at[n])
}

/// Whether the clause ends at a character, or goes on as behind a person.
fn goes_on(letters: &Letters, n: usize) -> bool {
    n >= letters.len()
        || !letters.letter(n)
        || matches!(letters.word(n).tag, Tag::Verb | Tag::Grammar | Tag::Time | Tag::Number)
}
