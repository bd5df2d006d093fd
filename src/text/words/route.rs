//! The best way through the words of a text: jieba's choice, HMM off.
//!
//! Of all ways to cut a text into words of the dictionary and single characters the most probable one is taken, the words
//! thought independent (unigram model, as jieba does); from the end to the start, a word at a time (Viterbi 1967). Letters
//! and digits that no word holds are run together.

use super::Tag;
use super::lexicon::{BEGINS, Entry, Lexicon};

/// Characters ahead of the walk for which the table is looked up.
const AHEAD: usize = 4;

/// The step from a character on the best way to the end.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Logarithm of the probability of the rest.
    worth: f64,
    /// Number of the character behind the word.
    end: u32,
    entry: Entry,
}

/// Memory that is used again from text to text.
#[derive(Default)]
pub(super) struct Route {
    steps: Vec<Step>,
    begins: Vec<bool>,
}

impl Route {
    /// Cuts a text: gives the number of characters of each word, and its tag. O(characters · longest word).
    pub(super) fn cut(&mut self, lexicon: &Lexicon, chars: &[char], mut word: impl FnMut(usize, Tag)) {
        self.look(lexicon, chars);
        self.choose(lexicon, chars);
        let mut at = 0;
        while at < chars.len() {
            let (end, tag) = self.word(chars, at);
            word(end - at, tag);
            at = end;
        }
    }

    /// Notes where words of two or more characters may begin.
    fn look(&mut self, lexicon: &Lexicon, chars: &[char]) {
        self.begins.clear();
        self.begins.extend(chars.windows(2).map(|pair| lexicon.pair(pair[0], pair[1]) & BEGINS != 0));
        self.begins.push(false);
    }

    fn choose(&mut self, lexicon: &Lexicon, chars: &[char]) {
        let len = chars.len();
        if self.steps.len() <= len {
            self.steps.resize(len + 1, Step::default());
        }
        self.steps[len] = Step::default();
        for at in (0..len).rev() {
            if at >= AHEAD && self.begins[at - AHEAD] {
                lexicon.foresee(chars[at - AHEAD], chars[at - AHEAD + 1]);
            }
            self.steps[at] = self.best(lexicon, chars, at);
        }
    }

    /// The best step from a character: ties go to the longer word; a character without any word stands alone.
    fn best(&self, lexicon: &Lexicon, chars: &[char], at: usize) -> Step {
        let single = lexicon.single(chars[at]);
        let after = self.steps[at + 1].worth;
        let alone = |log: f64| Step { worth: log + after, end: at as u32 + 1, entry: single };
        if !self.begins[at] {
            return alone(lexicon.log(single));
        }
        let mut best = single.is_word().then(|| alone(lexicon.log(single)));
        lexicon.walk(&chars[at..], |length, entry| {
            let end = at + length;
            let worth = lexicon.log(entry) + self.steps[end].worth;
            if best.is_none_or(|best| worth >= best.worth) {
                best = Some(Step { worth, end: end as u32, entry });
            }
        });
        best.unwrap_or_else(|| alone(lexicon.log(single)))
    }

    /// The end of the word that begins at a character, and its tag.
    fn word(&self, chars: &[char], at: usize) -> (usize, Tag) {
        let step = self.steps[at];
        if step.end as usize > at + 1 || !chars[at].is_ascii_alphanumeric() {
            return (step.end as usize, step.entry.tag());
        }
        let alone = |n: &usize| chars[*n].is_ascii_alphanumeric() && self.steps[*n].end as usize == n + 1;
        let end = (at..chars.len()).take_while(alone).last().map_or(at, |last| last + 1);
        let digits = chars[at..end].iter().all(char::is_ascii_digit);
        (end, if digits { Tag::Number } else { Tag::Latin })
    }
}
