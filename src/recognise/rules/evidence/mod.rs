//! Evidence: clues for or against a name, each with its points from `dictionaries/rules/evidence.tsv`.
//!
//! Ten points are one in the natural logarithm of the odds, so a sum of 0 is an even chance (logistic regression, Cox 1958).

mod clues;
mod points;

use crate::dictionary::{Stand, WordPoints};
use crate::recognise::letters::Word;
use clues::NAMES;
pub(crate) use clues::{Clue, Clues};
pub(crate) use points::Points;

/// Most clues that one candidate can have: more than any rule looks for.
const MOST: usize = 48;

/// The number of no clue.
const NOTHING: u8 = u8::MAX;

/// A word in or beside a candidate: where it stands, its characters, its points for each of [`WordPoints::KINDS`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) stand: Stand,
    pub(crate) start: u32,
    pub(crate) end: u32,
    points: [i8; 3],
}

impl Part {
    /// Its points for the kind of a rule.
    pub(crate) fn points_of(&self, points: &Points) -> i32 {
        i32::from(self.points[points.kind])
    }
}

/// Most words in and beside one candidate: ten in its core, one to each side.
const MOST_WORDS: usize = 12;

/// Clues found for one candidate. In place, since most candidates live for a moment only.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    /// Their numbers, and behind them some that count nothing.
    clues: [u8; MOST],
    len: usize,
    set: Clues,
    words: [Part; MOST_WORDS],
    parts: usize,
    extra: i32,
    /// How many of the clues and of the words are of the name itself.
    own: (usize, usize),
}

impl Default for Evidence {
    fn default() -> Self {
        let none = Part { stand: Stand::Left, start: 0, end: 0, points: [0; 3] };
        Self {
            clues: [NOTHING; MOST],
            len: 0,
            set: Clues::NONE,
            words: [none; MOST_WORDS],
            parts: 0,
            extra: 0,
            own: (0, 0),
        }
    }
}

impl Evidence {
    pub(crate) fn clear(&mut self) {
        self.clues = [NOTHING; MOST];
        self.len = 0;
        self.set = Clues::NONE;
        self.parts = 0;
        self.extra = 0;
        self.own = (0, 0);
    }

    /// What was added up to now is of the name itself, what comes is of what stands beside it.
    pub(crate) fn end_own(&mut self) {
        self.own = (self.len, self.parts);
    }

    pub(crate) fn add(&mut self, clue: Clue) {
        self.clues[self.len] = clue as u8;
        self.len += 1;
        self.set = self.set.with(clue);
    }

    /// Adds a word in or beside the name.
    pub(crate) fn add_word(&mut self, stand: Stand, word: &Word, points: &WordPoints) {
        let points = points.at(stand);
        let part = Part { stand, start: word.start as u32, end: word.end as u32, points };
        if self.parts < MOST_WORDS {
            self.words[self.parts] = part;
            self.parts += 1;
        }
    }

    /// The words in and beside the name.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.words[..self.parts]
    }

    /// Adds points that word lists give characters and suffixes.
    pub(crate) fn add_points(&mut self, points: i32) {
        self.extra += points;
    }

    pub(crate) fn has(&self, clue: Clue) -> bool {
        self.has_any(Clues::NONE.with(clue))
    }

    pub(crate) fn has_any(&self, clues: Clues) -> bool {
        self.set.meets(clues)
    }

    /// The sum of the points.
    pub(crate) fn sum(&self, points: &Points) -> i32 {
        // Eights, the last of them filled up with what counts nothing: their number is foreseen more often than that of the clues.
        let (eights, _) = self.clues.as_chunks::<8>();
        let eights = &eights[..self.len.div_ceil(8)];
        self.extra
            + eights.iter().map(|eight| points.sum(eight)).sum::<i32>()
            + self.of_words(points, self.parts)
    }

    /// The sum of those of the name itself.
    pub(crate) fn own(&self, points: &Points) -> i32 {
        let (clues, words) = self.own;
        self.extra + points.sum(&self.clues[..clues]) + self.of_words(points, words)
    }

    fn of_words(&self, points: &Points, count: usize) -> i32 {
        self.words[..count].iter().map(|part| part.points_of(points)).sum()
    }

    /// The names of the clues, for explanations.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.clues[..self.len].iter().map(|&clue| NAMES[usize::from(clue)])
    }
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::dictionary::{Characters, Dictionary};

    #[test]
    fn every_row_of_the_table_names_a_rule_and_a_clue() {
        let lists = Dictionary::builtin().rules;
        let rules = super::super::all(&lists, &Characters::new(&lists));
        for row in lists.evidence.keys() {
            let (rule, clue) = row.rsplit_once('.').unwrap();
            assert!(rules.iter().any(|known| known.id == rule), "{row}");
            assert!(["threshold", "listed"].contains(&clue) || NAMES.contains(&clue), "{row}");
        }
    }
}
