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
    /// The characters at which words of two or more characters may begin, and the ends of their clauses.
    begins: Vec<(u32, u32)>,
    /// Where the walks that begin there come to with their second character, and with their third.
    seconds: Vec<Node>,
    thirds: Vec<Node>,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// The number of its first character.
    pub start: usize,
    /// Its characters.
    pub length: usize,
    /// Its tag.
    pub tag: Tag,
    /// Its number.
    pub id: WordId,
}

impl Route {
    /// Cuts the clauses of a text, whose ends no word crosses: tells their words in order. O(characters · longest word).
    pub(super) fn cut(
        &mut self,
        lexicon: &Lexicon,
        chars: &[char],
        clauses: &[Range<usize>],
        mut word: impl FnMut(Told),
    ) {
        self.look(lexicon, chars, clauses);
        let mut looked = 0;
        for clause in clauses {
            let more = self.begins[looked..].iter().take_while(|begin| (begin.0 as usize) < clause.end);
            let until = looked + more.count();
            self.choose(lexicon, chars, clause, looked..until);
            looked = until;
            let mut at = clause.start;
            while at < clause.end {
                let told = self.word(&chars[..clause.end], at);
                at += told.length;
                word(told);
            }
        }
    }

    /// Notes where words of two or more characters may begin, and takes their first steps: a walk is a chain of loads that
    /// wait for each other, but the first steps of many walks wait together.
    fn look(&mut self, lexicon: &Lexicon, chars: &[char], clauses: &[Range<usize>]) {
        self.begins.resize(chars.len(), (0, 0));
        let mut passed = 0;
        for clause in clauses {
            for (n, pair) in (clause.start..).zip(chars[clause.clone()].windows(2)) {
                self.begins[passed] = (n as u32, clause.end as u32);
                passed += usize::from(lexicon.pair(pair[0], pair[1]) & BEGINS != 0);
            }
        }
        self.begins.truncate(passed);
        self.seconds.clear();
        let second = |&(at, _): &(u32, u32)| lexicon.second(chars[at as usize], chars[at as usize + 1]);
        self.seconds.extend(self.begins.iter().map(second));
        self.thirds.clear();
        let third = |(&(at, end), &node): (&(u32, u32), &Node)| {
            lexicon.next(node, chars[..end as usize].get(at as usize + 2))
        };
        self.thirds.extend(self.begins.iter().zip(&self.seconds).map(third));
    }

    /// Finds the best way through a clause, in which the walks with some numbers begin.
    fn choose(&mut self, lexicon: &Lexicon, chars: &[char], clause: &Range<usize>, walks: Range<usize>) {
        let Self { steps, begins, seconds, thirds } = self;
        if steps.len() <= clause.end {
            steps.resize(clause.end + 1, Step::default());
        }
        steps[clause.end] = Step::default();
        let mut end = clause.end;
        for walk in walks.rev() {
            let begin = begins[walk].0 as usize;
            alone_all(steps, lexicon, chars, begin + 1..end);
            steps[begin] = best(steps, lexicon, &chars[..clause.end], begin, [seconds[walk], thirds[walk]]);
            end = begin;
        }
        alone_all(steps, lexicon, chars, clause.start..end);
    }

    /// The word that begins at a character.
    fn word(&self, chars: &[char], start: usize) -> Told {
        let step = self.steps[start];
        if step.end as usize > start + 1 || !chars[start].is_ascii_alphanumeric() {
            return Told { start, length: step.end as usize - start, tag: step.entry.tag(), id: step.id };
        }
        let alone = |n: &usize| chars[*n].is_ascii_alphanumeric() && self.steps[*n].end as usize == n + 1;
        let length = (start..chars.len()).take_while(alone).count();
        let digits = chars[start..start + length].iter().all(char::is_ascii_digit);
        let tag = if digits { Tag::Number } else { Tag::Latin };
        Told { start, length, tag, id: if length == 1 { step.id } else { WordId::NONE } }
    }
}

fn alone(lexicon: &Lexicon, c: char, at: usize, after: f64) -> Step {
    let entry = lexicon.single(c);
    Step { worth: lexicon.log(entry) + after, end: at as u32 + 1, entry, id: WordId::of_char(c) }
}

/// The steps from characters that begin no longer word.
#[inline]
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
