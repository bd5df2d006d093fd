//! Townships and villages right behind the county or district they lie in, whose names are made of everyday words or of
//! characters that jieba takes for grammar: 沙坡头区 + 迎水桥镇, 灵武市 + 梧桐树乡, 彰武县 + 章古台镇.

use crate::dictionary::{Class, Cue, PlaceClass};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::stops;
use crate::text::Tag;

/// Fewest and most characters before the suffix.
const LEAST: usize = 2;
const MOST: usize = 5;
/// Characters that count, point or join, and stand in no such name.
const NEVER: Class = Class::POINTER.with(Class::JOINT).with(Class::DIRECTION).with(Class::UNTIL);

/// The end of the township or village whose name starts at a character.
pub(super) fn end(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    for at in start..letters.len().min(start + MOST + 1) {
        if at - start >= LEAST
            && let Some(end) = suffix(page, letters, at)
            && named(page, letters, start, at)
            && page.normal.gaps_inside(letters.span(start, end)).is_empty()
            && !ignored(page, letters, start, at, end)
        {
            return Some(end);
        }
        let goes_on = letters.letter(at)
            && !letters.chars[at].is_ascii_digit()
            && !page.class(letters.chars[at]).has(NEVER)
            && !page.space_at(letters.at[at + 1])
            && !stops::ends_body(page, letters, at + 1);
        if !goes_on {
            return None;
        }
    }
    None
}

/// The end of the suffix of townships at a character, a word of its own.
fn suffix(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let (hit, ()) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::PlaceSuffix(suffix) => {
            (suffix.strong && suffix.min < 2 && suffix.class == PlaceClass::Division).then_some(())
        }
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    (letters.border(at) && letters.border(end)).then_some(end)
}

/// Whether the words of a stretch make a name: one noun of three characters, or several words without a verb of two, but for
/// one that a lone noun follows (迎水 + 桥).
fn named(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let word = letters.word(start);
    if word.end >= end {
        let name = matches!(word.tag, Tag::Noun | Tag::Place | Tag::Person | Tag::Proper | Tag::Body);
        return name && word.start == start && word.end == end && end - start > 2;
    }
    let fits = |n: usize| {
        let word = letters.word(n);
        let level = |n: usize| page.class(letters.chars[n]).has(Class::DIVISION);
        let noun = |n: usize| n + 1 == end && letters.word(n).tag == Tag::Noun && !level(n);
        match word.tag {
            _ if word.end - word.start == 1 => true,
            Tag::Verb | Tag::VerbalNoun => noun(word.end),
            Tag::Side | Tag::Time | Tag::Modifier | Tag::Adjective | Tag::Grammar | Tag::Phrase => false,
            _ => true,
        }
    };
    word.start == start && (start..end).all(fits)
}

/// Whether a list says that the stretch, alone or with its suffix, is never a name.
fn ignored(page: &Page<'_>, letters: &Letters, start: usize, at: usize, end: usize) -> bool {
    let ignore = &page.known.dictionary.rules.ignore;
    [at, end].into_iter().any(|end| ignore.contains_key(letters.span(start, end).of(page.text())))
}
