//! The points of words by numbers that each word of a text gets once: no text is compared where a rule asks for them.

use rustc_hash::FxHashMap;

use crate::dictionary::{Rules, WordPoints};
use crate::text::{WordId, Words};

/// The number of a word's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PointsNo(u32);

/// The words of `words.tsv`.
pub(crate) struct Vocabulary {
    /// First that of all other words.
    points: Vec<WordPoints>,
    /// Words and characters that jieba numbers.
    numbered: FxHashMap<WordId, PointsNo>,
    /// Letters and digits, which a text may run together without a number of jieba's.
    runs: FxHashMap<String, PointsNo>,
}

impl Vocabulary {
    /// Numbers the words of the table.
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut new = Self {
            points: vec![WordPoints::default()],
            numbered: FxHashMap::default(),
            runs: FxHashMap::default(),
        };
        for (word, &points) in &rules.words {
            let number = PointsNo(new.points.len() as u32);
            new.points.push(points);
            new.numbered.extend(Words::shared().id(word).map(|id| (id, number)));
            if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                new.runs.insert(word.clone(), number);
            }
        }
        new
    }

    /// The number of the points of a word with a number of jieba's.
    pub(crate) fn number(&self, id: WordId) -> PointsNo {
        self.numbered.get(&id).copied().unwrap_or_default()
    }

    /// The number of the points of letters and digits.
    pub(crate) fn number_of_run(&self, word: &str) -> PointsNo {
        self.runs.get(word).copied().unwrap_or_default()
    }

    /// The points with a number.
    pub(crate) fn points(&self, number: PointsNo) -> &WordPoints {
        &self.points[number.0 as usize]
    }
}
