//! The points of words by their numbers: no text is compared where a rule asks for them.

use rustc_hash::FxHashMap;

use crate::dictionary::{Rules, WordPoints};
use crate::text::{WordId, Words};

/// The words of `words.tsv` that are words or characters to jieba; what else is in the table is found by its text.
#[derive(Default)]
pub(crate) struct Vocabulary(FxHashMap<WordId, WordPoints>);

impl Vocabulary {
    /// Numbers the words of the table.
    pub(crate) fn new(rules: &Rules) -> Self {
        let numbered = |(word, points): (&String, &WordPoints)| Some((Words::shared().id(word)?, *points));
        Self(rules.words.iter().filter_map(numbered).collect())
    }

    /// What a word says of names in and beside which it stands.
    pub(crate) fn points(&self, id: WordId) -> WordPoints {
        self.0.get(&id).copied().unwrap_or_default()
    }
}
