//! Words that jieba's dictionary tags as places, bodies or persons, and that no list has.

use super::evidence::{Clue, Clues, Evidence};
use super::{Floor, context, stops};
use crate::dictionary::{Class, Role};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::Tag;

/// What stands beside a person and hardly beside a thing.
const TITLED: Clues = Clues::of(&[
    Clue::LeftOffice,
    Clue::LeftTrade,
    Clue::LeftByline,
    Clue::LeftKin,
    Clue::RightTitle,
    Clue::RightAddress,
]);
/// What stands beside one and beside other things too.
const NAMED_ALIKE: Clues = Clues::of(&[Clue::RightVerb, Clue::LeftList, Clue::RightList]);

/// Proposes words of two or more characters with such a tag: start, end (characters), evidence.
pub(crate) fn words(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    for word in letters.named().filter(|word| word.end - word.start >= 2) {
        let stretch = (word.start, word.end);
        let Some(clue) = clue_of(page, letters, word) else { continue };
        if floor.is_listed(letters, stretch) || is_direction(page, letters, word) {
            continue;
        }
        let sounds = add_own(letters, word, clue, &mut evidence);
        context::left(page, letters, word.start, &mut evidence);
        if floor.is_below_to_the_right(page, letters, stretch, &evidence, None) {
            continue;
        }
        context::right(page, letters, word.end, &mut evidence);
        let native = sounds < word.end - word.start && !is_foreign(letters, word);
        if word.tag != Tag::Person || !native || is_told(letters, word.start, &evidence) {
            propose(word.start, word.end, &evidence);
        }
    }
}

/// What the tag of a word says of it, unless it is none of the kind. jieba calls many a phrase a body: 统一安排, 中医中药.
fn clue_of(page: &Page<'_>, letters: &Letters, word: &Word) -> Option<Clue> {
    match word.tag {
        // 白沙镇 is a township, whoever is its 镇长.
        Tag::Person if stops::ends_as_place(page, letters, (word.start, word.end)) => None,
        Tag::Person if context::is_address(page, letters, (word.start + 1, word.end)) => None,
        Tag::Person => Some(Clue::WholeName),
        Tag::Place => Some(Clue::WholePlace),
        Tag::Body if page.class(letters.chars[word.end - 1]).has(Class::BODY) => Some(Clue::WholeBody),
        Tag::Body if stops::ends_body(page, letters, word.end) => Some(Clue::WholeBody),
        _ => None,
    }
}

/// Whether a word is a side of the world that no list takes for a region.
fn is_direction(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    (word.start..word.end).all(|n| page.class(letters.chars[n]).has(Class::CONTRAST_SIDE))
}

/// Begins the evidence of a word with what it has of its own. Tells how many of its characters are sounds.
fn add_own(letters: &Letters, word: &Word, clue: Clue, evidence: &mut Evidence) -> usize {
    evidence.clear();
    evidence.add(Clue::Any);
    evidence.add(clue);
    evidence.add(match word.end - word.start {
        2 => Clue::Length2,
        3 => Clue::Length3,
        4 => Clue::Length4,
        _ => Clue::Length5,
    });
    let sound = |n: &usize| letters.roles[*n].has(Role::SOUND);
    let sounds = (word.start..word.end).filter(sound).count();
    if sounds == word.end - word.start {
        evidence.add(Clue::AllForeign);
    } else if sounds == 0 {
        evidence.add(Clue::CommonForeign);
    }
    sounds
}

/// Whether half of a word is written with characters that hardly stand in native words: 威尔第, 柴科夫斯基.
fn is_foreign(letters: &Letters, word: &Word) -> bool {
    let pure = |n: &usize| letters.roles[*n].has(Role::SOUND) && !letters.roles[*n].has(Role::COMMON);
    (word.start..word.end).filter(pure).count() * 2 >= word.end - word.start
}

/// Whether what stands beside a native word says that it is a person: jieba calls many a plant or thing one (黑木耳, 吉普车).
fn is_told(letters: &Letters, start: usize, evidence: &Evidence) -> bool {
    let named = letters.roles[start].has(Role::BEGINS_SURNAME);
    evidence.has_any(TITLED) || (named && evidence.has_any(NAMED_ALIKE))
}
