//! The points of words by numbers that each word of a text gets once: no text is compared where a rule asks for them.

use rustc_hash::FxHashMap;

use crate::dictionary::{Rules, WordPoints};
use crate::text::{WordId, Words};

const MULTIPLIER: u32 = 0x9E37_79B1;

/// The number of a word's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PointsNo(u32);

/// The words of `words.tsv`.
pub(crate) struct Vocabulary {
    /// First that of all other words.
    points: Vec<WordPoints>,
    /// Words and characters that jieba numbers.
    numbered: Numbered,
    /// Letters and digits, which a text may run together without a number of jieba's.
    runs: FxHashMap<String, PointsNo>,
}

impl Vocabulary {
    /// Numbers the words of the table.
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut new = Self {
            points: vec![WordPoints::default()],
            numbered: Numbered::with_room(rules.words.len()),
            runs: FxHashMap::default(),
        };
        for (word, &points) in &rules.words {
            let number = PointsNo(new.points.len() as u32);
            new.points.push(points);
            if let Some(id) = Words::shared().id(word) {
                new.numbered.insert(id, number);
            }
            if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                new.runs.insert(word.clone(), number);
            }
        }
        new
    }

    /// The number of the points of a word with a number of jieba's.
    #[inline]
    pub(crate) fn number(&self, id: WordId) -> PointsNo {
        self.numbered.get(id)
    }

    /// The number of the points of letters and digits.
    pub(crate) fn number_of_run(&self, word: &str) -> PointsNo {
        self.runs.get(word).copied().unwrap_or_default()
    }

    /// The points with a number.
    #[inline]
    pub(crate) fn points(&self, number: PointsNo) -> &WordPoints {
        &self.points[number.0 as usize]
    }
}

/// Numbers by words, each of which is looked up for every word of a text (open addressing).
struct Numbered {
    slots: Vec<(WordId, PointsNo)>,
}

impl Numbered {
    /// At least half of the slots stay free.
    fn with_room(words: usize) -> Self {
        Self { slots: vec![(WordId::NONE, PointsNo::default()); (words * 2 + 1).next_power_of_two()] }
    }

    /// The slot of a word, or the free one where it would be.
    #[inline]
    fn slot(&self, id: WordId) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (id.number().wrapping_mul(MULTIPLIER) >> 8) as usize & mask;
        while self.slots[at].0 != id && self.slots[at].0 != WordId::NONE {
            at = (at + 1) & mask;
        }
        at
    }

    fn insert(&mut self, id: WordId, number: PointsNo) {
        let slot = self.slot(id);
        self.slots[slot] = (id, number);
    }

    /// The number of a word, or that of words without one.
    #[inline]
    fn get(&self, id: WordId) -> PointsNo {
        self.slots[self.slot(id)].1
    }
}
