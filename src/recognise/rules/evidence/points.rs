//! The points of a rule's clues, and the most that a candidate can still have of them.

use std::collections::BTreeMap;

use super::clues::{Clue, NAMES};
use crate::dictionary::{Kind, WordPoints};

/// The points of a rule's clues. A clue that the table leaves out counts nothing.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    /// By clue; as long as a byte counts, so that no look-up is checked.
    clues: [i16; 1 << u8::BITS],
    /// Number of the kind in [`WordPoints::KINDS`].
    pub(crate) kind: usize,
}

impl Points {
    /// The points of the rows `rule.clue`.
    pub(crate) fn new(rule: &str, kind: &Kind, table: &BTreeMap<String, i32>) -> Self {
        let clue = |clue| table.get(&format!("{rule}.{clue}")).map_or(0, |&points| points as i16);
        let kind = WordPoints::KINDS.iter().position(|other| other == kind).unwrap_or_default();
        let mut clues = [0; 1 << u8::BITS];
        clues[..NAMES.len()].copy_from_slice(&NAMES.map(clue));
        Self { clues, kind }
    }

    /// The points of a clue.
    #[inline]
    pub(crate) fn of(&self, clue: Clue) -> i32 {
        i32::from(self.clues[usize::from(clue as u8)])
    }

    /// The points of some clues, by their numbers.
    #[inline]
    pub(super) fn sum(&self, clues: &[u8]) -> i32 {
        clues.iter().map(|&clue| i32::from(self.clues[usize::from(clue)])).sum()
    }

    /// The most points that the listed names at a candidate can bring it.
    pub(crate) fn most_listed(&self) -> i32 {
        let clues = [Clue::LeftListed, Clue::FirstListed, Clue::EndsListed, Clue::Unnamed, Clue::RightSuffix];
        self.most_of(&clues)
    }

    /// The most points that some clues together bring.
    fn most_of(&self, clues: &[Clue]) -> i32 {
        clues.iter().map(|&clue| self.of(clue).max(0)).sum()
    }

    /// The most points that what stands to the left of a candidate can bring it, but for the word there and white space.
    pub(crate) fn most_left(&self) -> i32 {
        self.most(Clue::LeftByline, Clue::LeftOfOther)
    }

    /// The most points that what stands to the right of a candidate can bring it, but for the word there and white space.
    pub(crate) fn most_right(&self) -> i32 {
        self.most(Clue::RightByline, Clue::RightOfOther)
    }

    /// The most points that both sides together can bring a candidate, where a title stands before it.
    pub(crate) fn most_titled(&self) -> i32 {
        self.most(Clue::Titled, Clue::Apart).max(0)
    }

    /// The most points that one of some clues, which follow each other, brings.
    fn most(&self, from: Clue, to: Clue) -> i32 {
        let clues = &self.clues[from as usize..=to as usize];
        clues.iter().max().map_or(0, |&points| i32::from(points))
    }
}
