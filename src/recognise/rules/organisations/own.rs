//! What a body may have of its own before its suffix.

use crate::dictionary::Class;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::stops;
use crate::text::Tag;

/// Whether a character may be of a name: no everyday word holds it.
pub(super) fn names(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let own = matches!(word.tag, Tag::Proper | Tag::Person | Tag::Place | Tag::None)
        || stops::is_ordinal(letters, &word);
    own || word.end - word.start == 1
        && !matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Measure | Tag::Side)
        && !page.class(letters.chars[n]).has(Class::POINTER)
}
