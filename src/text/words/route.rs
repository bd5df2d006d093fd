//! The best way through the words of a text: jieba's choice, HMM off.
//!
//! Of all ways to cut a text into words of the dictionary and single characters the most probable one is taken, the words
//! thought independent (unigram model, as jieba does); from the end to the start, a word at a time (Viterbi 1967). Letters
//! and digits that no word holds are run together.

use std::ops::Range;

use super::lexicon::{BEGIN_BIT, Entry, Lexicon, Node};
use super::{Tag, WordId};

/// The word that begins at a character on the best way to the end.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Its characters. Of one that stands alone nothing else is noted: most of them are on no way in the end.
    length: u32,
    entry: Entry,
    id: WordId,
}

const ALONE: Step = Step { length: 1, entry: Entry(0), id: WordId::NONE };

/// A character at which words of two or more characters may begin.
#[derive(Clone, Copy, Default)]
struct Begin {
    at: u32,
    /// What is known of the pair of characters there.
    bits: u8,
    /// Whether the next pair of the clause may stand inside a word.
    goes_on: bool,
}

/// Memory that is used again from text to text.
#[derive(Default)]
pub(super) struct Route {
    steps: Vec<Step>,
    /// The logarithms of the probabilities of what is left from each character on.
    worths: Vec<f64>,
    /// Where words of two or more characters may begin.
    begins: Vec<Begin>,
    /// How many of them stand before the end of each clause.
    passed: Vec<usize>,
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
        for (number, clause) in clauses.iter().enumerate() {
            let until = self.passed[number];
            self.choose(lexicon, chars, clause, looked..until);
            looked = until;
            let mut at = clause.start;
            while at < clause.end {
                let told = self.word(lexicon, &chars[..clause.end], at);
                at += told.length;
                word(told);
            }
        }
    }

    /// Notes where words of two or more characters may begin, and takes their first steps: a walk is a chain of loads that
    /// wait for each other, but the first steps of many walks wait together.
    fn look(&mut self, lexicon: &Lexicon, chars: &[char], clauses: &[Range<usize>]) {
        let Self { begins, passed: ends, seconds, thirds, .. } = self;
        ends.clear();
        begins.resize(chars.len() + 1, Begin::default());
        let mut passed = 0;
        let mut note = |n: usize, bits: u64, next: u64| {
            begins[passed] = Begin { at: n as u32, bits: bits as u8, goes_on: next != 0 };
            passed += usize::from(bits & BEGIN_BIT != 0);
            passed
        };
        for clause in clauses {
            let mut bits = 0;
            for (n, pair) in (clause.start..).zip(chars[clause.clone()].windows(2)) {
                let next = lexicon.pair(pair[0], pair[1]);
                note(n.wrapping_sub(1), bits, next);
                bits = next;
            }
            ends.push(note(clause.end.wrapping_sub(2), bits, 0));
        }
        begins.truncate(passed);
        let pair = |begin: &Begin| [chars[begin.at as usize], chars[begin.at as usize + 1]];
        lexicon.seconds(begins.iter().map(|begin| (pair(begin), u64::from(begin.bits))), seconds);
        // No word goes on with a zero. Chosen without a branch that nobody can foresee, as all of this.
        let last = chars.len().saturating_sub(1);
        let third =
            |begin: &Begin| ['\0', chars[last.min(begin.at as usize + 2)]][usize::from(begin.goes_on)];
        lexicon.thirds(begins.iter().zip(&*seconds).map(|(begin, &second)| (second, third(begin))), thirds);
    }

    /// Finds the best way through a clause, in which the walks with some numbers begin.
    fn choose(&mut self, lexicon: &Lexicon, chars: &[char], clause: &Range<usize>, walks: Range<usize>) {
        let Self { steps, worths, begins, seconds, thirds, .. } = self;
        if steps.len() <= clause.end {
            steps.resize(clause.end + 1, ALONE);
            worths.resize(clause.end + 1, 0.0);
        }
        let (steps, worths) = (&mut steps[..clause.end], &mut worths[..=clause.end]);
        steps[clause.clone()].fill(ALONE);
        worths[clause.end] = 0.0;
        let mut end = clause.end;
        for walk in walks.rev() {
            let begin = begins[walk].at as usize;
            alone_all(worths, lexicon, chars, begin + 1..end);
            let first = [seconds[walk], thirds[walk]];
            (worths[begin], steps[begin]) = best(worths, lexicon, &chars[begin..clause.end], begin, first);
            end = begin;
        }
        alone_all(worths, lexicon, chars, clause.start..end);
    }

    /// The word that begins at a character.
    #[inline]
    fn word(&self, lexicon: &Lexicon, chars: &[char], start: usize) -> Told {
        let (step, c) = (self.steps[start], chars[start]);
        let alone = step.length == 1;
        if c.is_ascii_alphanumeric() && alone {
            return self.run(chars, start);
        }
        // Half of the words stand alone: looked up for all of them, that is no branch.
        let [entry, id] =
            [[step.entry.0, step.id.0], [lexicon.single(c).0, WordId::of_char(c).0]][usize::from(alone)];
        Told { start, length: step.length as usize, tag: Entry(entry).tag(), id: WordId(id) }
    }

    /// The letters and digits that are run together from a character on.
    fn run(&self, chars: &[char], start: usize) -> Told {
        let alone = |n: &usize| chars[*n].is_ascii_alphanumeric() && self.steps[*n].length == 1;
        let length = (start..chars.len()).take_while(alone).count();
        let digits = chars[start..start + length].iter().all(char::is_ascii_digit);
        let tag = if digits { Tag::Number } else { Tag::Latin };
        Told {
            start,
            length,
            tag,
            id: if length == 1 { WordId::of_char(chars[start]) } else { WordId::NONE },
        }
    }
}

/// The worth of a way whose first character stands alone.
#[inline]
fn alone(lexicon: &Lexicon, c: char, after: f64) -> f64 {
    lexicon.log(lexicon.single(c)) + after
}

/// The worths from characters that begin no longer word.
#[inline]
fn alone_all(worths: &mut [f64], lexicon: &Lexicon, chars: &[char], range: Range<usize>) {
    let mut after = worths[range.end];
    let (worths, chars) = (&mut worths[range.clone()], &chars[range]);
    for n in (0..chars.len().min(worths.len())).rev() {
        after = alone(lexicon, chars[n], after);
        worths[n] = after;
    }
}

/// The best step from the first of some characters, which begins longer words, with its worth: ties go to the longer word; a
/// character without any word stands alone.
#[inline]
fn best(worths: &[f64], lexicon: &Lexicon, chars: &[char], at: usize, first: [Node; 2]) -> (f64, Step) {
    let entry = lexicon.single(chars[0]);
    let single = (lexicon.log(entry) + worths[at + 1], ALONE);
    let mut best = if entry.is_word() { single } else { (f64::NEG_INFINITY, ALONE) };
    lexicon.walk(first, &chars[2..], |length, entry, id| {
        let worth = lexicon.log(entry) + worths[at + length];
        if worth >= best.0 {
            best = (worth, Step { length: length as u32, entry, id });
        }
    });
    if best.0 == f64::NEG_INFINITY { single } else { best }
}
