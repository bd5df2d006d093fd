//! Words that jieba's dictionary tags as places, bodies or persons, and that no list has.

use super::evidence::{Clue, Evidence};
use super::{Floor, context, stops};
use crate::dictionary::{Class, Role};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// Proposes words of two or more characters with such a tag: start, end (characters), evidence.
pub(crate) fn words(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    for word in letters.named().filter(|word| word.end - word.start >= 2) {
        let clue = match word.tag {
            // 白沙镇 is a township, whoever is its 镇长.
            Tag::Person if stops::ends_as_place(page, letters, (word.start, word.end)) => continue,
            Tag::Person if context::is_address(page, letters, (word.start + 1, word.end)) => continue,
            Tag::Person => Clue::WholeName,
            Tag::Place => Clue::WholePlace,
            // jieba calls many a phrase a body (统一安排, 中医中药).
            Tag::Body if page.class(letters.chars[word.end - 1]).has(Class::BODY) => Clue::WholeBody,
            Tag::Body if stops::ends_body(page, letters, word.end) => Clue::WholeBody,
            _ => continue,
        };
        // A side of the world that no list takes for a region is a direction.
        let side = |n: usize| page.class(letters.chars[n]).has(Class::CONTRAST_SIDE);
        if floor.is_listed(letters, (word.start, word.end)) || (word.start..word.end).all(side) {
            continue;
        }
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
        context::left(page, letters, word.start, &mut evidence);
        if floor.is_below_to_the_right(page, letters, (word.start, word.end), &evidence, None) {
            continue;
        }
        context::right(page, letters, word.end, &mut evidence);
        propose(word.start, word.end, &evidence);
    }
}
