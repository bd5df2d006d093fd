//! Names in by-lines and behind labels that no listed surname begins, or one that is a word: 岩香叫, 会立新. Print sets them apart.

use super::pieces::piece;
use crate::dictionary::{Class, Hit, Kind, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::{Tag, Words};

/// Most characters of a name, and of one with an unlisted surname.
const LONGEST: usize = 4;
const LONG: usize = 3;
/// Least weight of the last character of a name of two.
const USUAL: usize = 2;
/// Bytes of the longest end of a body or a place.
const SUFFIX: u32 = 24;

/// The end of a name that fills the piece from a character on. `bracket`: the by-line stands in brackets, where more is a name.
pub(super) fn end(page: &Page<'_>, letters: &Letters, at: usize, bracket: bool) -> Option<usize> {
    let end = piece(page, letters, at);
    let short = (2..=LONGEST).contains(&(end - at));
    let name =
        short && (bracket && is_uncommon(page, letters, (at, end)) || is_given(page, letters, (at, end)));
    name.then_some(end)
}

/// Whether no common word is in a piece (岩香叫) but behind the first of three characters (纳建军).
fn is_uncommon(page: &Page<'_>, letters: &Letters, (at, end): (usize, usize)) -> bool {
    let lone = |n: usize| {
        let word = letters.word(n);
        word.end - word.start == 1 && word.tag != Tag::Grammar || word.tag == Tag::Person
    };
    let given = end == at + LONG
        && lone(at)
        && !matches!(letters.word(at).tag, Tag::Verb | Tag::Adjective)
        && letters.word(at + 1).start == at + 1
        && !page.class(letters.chars[at]).has(Class::LEVEL)
        && !context::title_starts(page, letters.at[at + 1]);
    given || (at..end).all(lone)
}

/// Whether a piece ends as given names do and is neither a word nor ends with one of the lists: 会立新, 由佳, but 视觉组.
fn is_given(page: &Page<'_>, letters: &Letters, (at, end): (usize, usize)) -> bool {
    let text = letters.span(at, end).of(page.text());
    let weight = |n: usize| page.known.characters.given(letters.chars[n]).sort();
    let own = |hit: &Hit| hit.uses.has(Use::NAME) || hit.uses.has(Use::PLACE);
    let suffix = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::PLACE_SUFFIX) || own(hit);
    let none = Class::POINTER.with(Class::LEVEL).with(Class::ANONYMOUS);
    let acts = |n: usize| {
        let word = letters.word(n);
        let loose = matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar | Tag::Time | Tag::Number);
        loose && word.end > word.start + 1
    };
    let shaped = match end - at {
        2 => weight(at + 1) >= USUAL,
        LONG => {
            let (first, second) = (weight(at + 1), weight(at + 2));
            first.min(second) > 0 || first.max(second) > 0 && !(at..end).any(acts)
        }
        _ => false,
    };
    // 大家 + 好.
    let front = letters.word(at).end > at + 1 && letters.word(at).tag != Tag::Person;
    let word = || Words::shared().has(text) && Words::shared().tag(text) != Tag::Person;
    shaped
        && !front
        && !(at..end).any(|n| page.class(letters.chars[n]).has(none))
        && !word()
        && !page.hits_ending(letters.at[end], SUFFIX).any(suffix)
        && !page.hits_at(letters.at[at]).iter().any(own)
        && !context::is_title(page, letters, (at + 1, end))
        && !context::person_ends(page, letters.at[end])
        && !page.is_never(text, &Kind::PERSON)
}
