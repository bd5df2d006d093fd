//! The best way through the words of a text: jieba's choice, HMM off.
//!
//! Of all ways to cut a text into words of the dictionary and single characters the most probable one is taken, the words
//! thought independent (unigram model, as jieba does); from the end to the start, a word at a time (Viterbi 1967). Letters
//! and digits that no word holds are run together.

use std::ops::Range;

use super::lexicon::{BEGINS, Entry, Lexicon, Node};
use super::{Tag, WordId};

/// The step from a character on the best way to the end.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Logarithm of the probability of the rest.
    worth: f64,
    /// Number of the character behind the word.
    end: u32,
    entry: Entry,
    id: WordId,
}

/// Memory that is used again from text to text.
#[derive(Default)]
pub(super) struct Route {
    steps: Vec<Step>,
    /// The characters at which words of two or more characters may begin.
    begins: Vec<u32>,
    /// Where the walks that begin there come to with their second character, and with their third.
    seconds: Vec<Node>,
    thirds: Vec<Node>,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Its characters.
    pub length: usize,
    /// Its tag.
    pub tag: Tag,
    /// Its number.
    pub id: WordId,
}

impl Route {
    /// Cuts a text: tells its words in order. O(characters · longest word).
    pub(super) fn cut(&mut self, lexicon: &Lexicon, chars: &[char], mut word: impl FnMut(Told)) {
        self.look(lexicon, chars);
        self.choose(lexicon, chars);
        let mut at = 0;
        while at < chars.len() {
            let told = self.word(chars, at);
            at += told.length;
            word(told);
        }
    }

    /// Notes where words of two or more characters may begin, and takes their first steps: a walk is a chain of loads that
    /// wait for each other, but the first steps of many walks wait together.
    fn look(&mut self, lexicon: &Lexicon, chars: &[char]) {
        self.begins.resize(chars.len(), 0);
        let mut passed = 0;
        for (n, pair) in (0..).zip(chars.windows(2)) {
            self.begins[passed] = n;
            passed += usize::from(lexicon.pair(pair[0], pair[1]) & BEGINS != 0);
        }
        self.begins.truncate(passed);
        self.seconds.clear();
        let second = |&at: &u32| lexicon.second(chars[at as usize], chars[at as usize + 1]);
        self.seconds.extend(self.begins.iter().map(second));
        self.thirds.clear();
        let third = |(&at, &node): (&u32, &Node)| lexicon.next(node, chars.get(at as usize + 2));
        self.thirds.extend(self.begins.iter().zip(&self.seconds).map(third));
    }

    fn choose(&mut self, lexicon: &Lexicon, chars: &[char]) {
        let Self { steps, begins, seconds, thirds } = self;
        let len = chars.len();
        if steps.len() <= len {
            steps.resize(len + 1, Step::default());
        }
        steps[len] = Step::default();
        let mut end = len;
        for ((&begin, &second), &third) in begins.iter().zip(&*seconds).zip(&*thirds).rev() {
            let begin = begin as usize;
            alone_all(steps, lexicon, chars, begin + 1..end);
            steps[begin] = best(steps, lexicon, chars, begin, [second, third]);
            end = begin;
        }
        alone_all(steps, lexicon, chars, 0..end);
    }

    /// The word that begins at a character.
    fn word(&self, chars: &[char], at: usize) -> Told {
        let step = self.steps[at];
        if step.end as usize > at + 1 || !chars[at].is_ascii_alphanumeric() {
            return Told { length: step.end as usize - at, tag: step.entry.tag(), id: step.id };
        }
        let alone = |n: &usize| chars[*n].is_ascii_alphanumeric() && self.steps[*n].end as usize == n + 1;
        let length = (at..chars.len()).take_while(alone).count();
        let digits = chars[at..at + length].iter().all(char::is_ascii_digit);
        let tag = if digits { Tag::Number } else { Tag::Latin };
        Told { length, tag, id: if length == 1 { step.id } else { WordId::NONE } }
    }
}

fn alone(lexicon: &Lexicon, c: char, at: usize, after: f64) -> Step {
    let entry = lexicon.single(c);
    Step { worth: lexicon.log(entry) + after, end: at as u32 + 1, entry, id: WordId::of_char(c) }
}

/// The steps from characters that begin no longer word.
fn alone_all(steps: &mut [Step], lexicon: &Lexicon, chars: &[char], range: Range<usize>) {
    let mut after = steps[range.end].worth;
    for at in range.rev() {
        steps[at] = alone(lexicon, chars[at], at, after);
        after = steps[at].worth;
    }
}

/// The best step from a character: ties go to the longer word; a character without any word stands alone.
fn best(steps: &[Step], lexicon: &Lexicon, chars: &[char], at: usize, first: [Node; 2]) -> Step {
    let single = alone(lexicon, chars[at], at, steps[at + 1].worth);
    let mut best = single.entry.is_word().then_some(single);
    lexicon.walk(first, &chars[at + 2..], |length, entry, id| {
        let end = at + length;
        let worth = lexicon.log(entry) + steps[end].worth;
        if best.is_none_or(|best| worth >= best.worth) {
            best = Some(Step { worth, end: end as u32, entry, id });
        }
    });
    best.unwrap_or(single)
}
