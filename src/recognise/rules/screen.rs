//! A first look at personal names: whether any that begins at a character can count, by sums alone.
//!
//! One character of four begins a surname, and one of fifty such a name that is worth the other looks.

use super::Rule;
use super::evidence::Clue;
use super::person::{GIVEN, SINGLE, SURNAME};
use crate::dictionary::Role;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Span;

/// What a name can have at most by the table of its rule.
pub(super) struct Screen<'a> {
    rule: &'a Rule,
    /// Points of the sorts of surnames, and of the weights of given names of one character and of two.
    surname: [i32; SURNAME.len()],
    single: [i32; SINGLE.len()],
    given: [i32; GIVEN.len()],
    /// The most points from what stands behind a name.
    right: i32,
}

impl<'a> Screen<'a> {
    pub(super) fn new(rule: &'a Rule) -> Self {
        let points = |clue| rule.points.of(clue);
        let any = points(Clue::Any) + rule.most.inside;
        Self {
            rule,
            surname: SURNAME.map(|clue| any + points(clue)),
            single: SINGLE.map(|clue| points(Clue::GivenOne) + points(clue)),
            given: GIVEN.map(points),
            right: rule.most.right.plain.max(rule.most.right.any) + rule.most.right_word + rule.most.later,
        }
    }

    /// Whether no name that begins at a character counts, whatever a closer look would find.
    pub(super) fn rules_out(&self, page: &Page<'_>, letters: &Letters, start: usize) -> bool {
        let characters = &page.known.characters;
        let &[first, second, third, _, ..] = &letters.chars[start..] else { return false };
        let double = letters.roles[start].has(Role::DOUBLE);
        if double && letters.roles[start + 1].has(Role::DOUBLE_SECOND) || apart(page, letters, start) {
            return false;
        }
        let Some(surname) = characters.surname(first) else { return true };
        let (second, third) = (characters.given(second), characters.given(third));
        let one = self.single[second.sort()] + i32::from(second.single);
        let two = self.given[second.sort()] + i32::from(second.first);
        let two =
            two + self.given[third.sort()] + i32::from(third.second) + self.rule.points.of(Clue::GivenTwo);
        let before = self.cut(page, letters, start) + self.rule.to_the_left(page, letters, start);
        let missing = self.rule.least() - before - self.surname[surname.sort()] - i32::from(surname.points);
        // Most are ruled out whatever stands behind them.
        let falls_short = |given: i32, end: usize| {
            given + self.right < missing || given + self.rule.right_behind(page, letters, end) < missing
        };
        falls_short(one, start + 2) && falls_short(two, start + 3)
    }

    /// The points of a name that begins inside a word.
    fn cut(&self, page: &Page<'_>, letters: &Letters, start: usize) -> i32 {
        let whole = letters.border(start) || page.marks.title_ends(letters.at[start]);
        if whole { 0 } else { self.rule.points.of(Clue::CutLeft) }
    }
}

/// Whether white space or a list mark stands in or beside a name that begins at a character: much more may bear it out.
fn apart(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let near = Span::new(letters.at[start].saturating_sub(1), letters.at[start + 3] + 1);
    let mark = |n: usize| letters.chars[n] == '、';
    !page.normal.gaps_inside(near).is_empty()
        || start > 0 && mark(start - 1)
        || mark(start + 2)
        || mark(start + 3)
}
