//! The points of a rule's clues, and the most that a candidate can still have of them.

use std::collections::BTreeMap;

use super::clues::{Clue, NAMES};
use crate::dictionary::{Kind, WordPoints};

/// The most points that one side of a candidate can bring it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    /// Where a letter stands there and no title.
    pub(crate) plain: i32,
    /// Whatever stands there.
    pub(crate) any: i32,
    /// More, where white space stands there.
    pub(crate) space: i32,
}

/// The points of a rule's clues. A clue that the table leaves out counts nothing.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    clues: [i16; NAMES.len()],
    /// Number of the kind in [`WordPoints::KINDS`].
    pub(crate) kind: usize,
}

impl Points {
    /// The points of the rows `rule.clue`.
    pub(crate) fn new(rule: &str, kind: &Kind, table: &BTreeMap<String, i32>) -> Self {
        let clue = |clue| table.get(&format!("{rule}.{clue}")).map_or(0, |&points| points as i16);
        let kind = WordPoints::KINDS.iter().position(|other| other == kind).unwrap_or_default();
        Self { clues: NAMES.map(clue), kind }
    }

    /// The points of a clue.
    pub(crate) fn of(&self, clue: Clue) -> i32 {
        i32::from(self.clues[clue as usize])
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

    /// The most points that what stands to the left of a candidate can bring it, but for the word there.
    pub(crate) fn most_left(&self) -> Side {
        Side {
            plain: self.most(Clue::LeftQuote, Clue::LeftOfOther),
            any: self.most(Clue::LeftByline, Clue::LeftOfOther),
            space: self.of(Clue::LeftSpace).max(0),
        }
    }

    /// The most points that what stands to the right of a candidate can bring it, but for the word there.
    pub(crate) fn most_right(&self) -> Side {
        Side {
            plain: self.most(Clue::RightOf, Clue::RightOfOther),
            any: self.most(Clue::RightByline, Clue::RightOfOther),
            space: self.of(Clue::RightSpace).max(0),
        }
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
