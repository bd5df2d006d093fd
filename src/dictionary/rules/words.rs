//! Points of words in and beside names.

use serde::{Deserialize, Serialize};

use crate::dictionary::{Kind, Row};

/// Where a word stands to a possible name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Right before it.
    Left,
    /// Its first word.
    First,
    /// Between its first word and its suffix.
    Inner,
    /// Right after it.
    Right,
}

impl Stand {
    const NAMES: [&'static str; 4] = ["left", "first", "inner", "right"];

    /// The column of `words.tsv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// Points of a word in and beside names (`words.tsv`: word, kind, left, first, inner, right).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WordPoints([[i8; WordPoints::KINDS.len()]; 4]);

impl WordPoints {
    /// The kinds that words have points for.
    pub const KINDS: [Kind; 3] = [Kind::ORGANISATION, Kind::PLACE, Kind::PERSON];

    /// Takes the points of a row in; a row of another kind has none.
    pub(super) fn add(&mut self, row: Row<'_>) {
        let kind = Self::KINDS.iter().position(|kind| kind.as_str() == row.get("kind"));
        let Some(kind) = kind else { return };
        for (points, column) in self.0.iter_mut().zip(Stand::NAMES) {
            points[kind] = row.get(column).parse().unwrap_or(0);
        }
    }

    /// Points for or against names, of each of [`Self::KINDS`], beside which, or in which, the word stands.
    #[must_use]
    pub fn at(&self, stand: Stand) -> [i8; Self::KINDS.len()] {
        self.0[stand as usize]
    }

    /// The points for or against names of a kind, by its number in [`Self::KINDS`].
    #[must_use]
    pub fn of_kind(&self, stand: Stand, kind: usize) -> i32 {
        i32::from(self.0[stand as usize][kind])
    }
}
