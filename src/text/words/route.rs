//! The best way through the words of a text: jieba's choice, HMM off.
//!
//! Of all ways to cut a text into words of the dictionary and single characters the most probable one is taken, the words
//! thought independent (unigram model, as jieba does); from the end to the start, a word at a time (Viterbi 1967). Letters
//! and digits that no word holds are run together.

use std::hint::select_unpredictable;
use std::ops::Range;

use super::found::{Finder, Found, places};
use super::lexicon::{CLOSE, Entry, Lexicon};
use super::{Tag, WordId};

/// What begins at a character where no longer word is chosen, before the words that were found. Nothing else is noted of
/// characters that stand alone: most of them are on no way in the end.
const ALONE: Found = Found { at: 0, length: 1, entry: Entry(0), id: WordId::NONE };

/// Any character that is not run together with others.
const APART: char = '、';

/// Memory that is used again from text to text.
#[derive(Default)]
pub(super) struct Route {
    finder: Finder,
    /// The words that stand in the text, behind [`ALONE`], and their end.
    found: Vec<Found>,
    /// The number of the word that begins at each character on the best way to the end.
    steps: Vec<u32>,
    /// The logarithms of the probabilities of what is left from each character on.
    worths: Vec<f64>,
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
        self.found.clear();
        self.found.push(ALONE);
        self.finder.find(lexicon, chars, clauses, &mut self.found);
        self.choose(lexicon, chars, clauses);
        for clause in clauses {
            let mut at = clause.start;
            while at < clause.end {
                let told = self.word(lexicon, &chars[..clause.end], at);
                at += told.length;
                word(told);
            }
        }
    }

    /// Chooses among the words that were found. A way passes wherever no word stands across, so what lies between two such
    /// places is weighed on its own; most words have no other across them.
    fn choose(&mut self, lexicon: &Lexicon, chars: &[char], clauses: &[Range<usize>]) {
        places(&mut self.steps, chars.len()).fill(0);
        let mut first = 1;
        loop {
            let found = &self.found[first..];
            let Found { at: start, .. } = found[0];
            if found.len() == 1 {
                break;
            }
            let (mut whole, mut next, mut end) = (0, 1, found[0].end());
            while found[next].at < end {
                whole = if found[next].at == start { next } else { whole };
                end = end.max(found[next].end());
                next += 1;
            }
            if found[whole].end() == end && found[whole].entry.outweighs() {
                self.steps[start as usize] = (first + whole) as u32;
            } else if !self.weigh(lexicon, chars, start as usize..end as usize, first..first + next) {
                next = self.weigh_clause(lexicon, chars, clauses, start) - first;
            }
            first += next;
        }
    }

    /// Weighs the clause around a character as a whole, where rounding decides: it comes out as if all of it was added up.
    /// Gives the number of the first word behind it.
    #[cold]
    fn weigh_clause(
        &mut self,
        lexicon: &Lexicon,
        chars: &[char],
        clauses: &[Range<usize>],
        at: u32,
    ) -> usize {
        let clause = &clauses[clauses.partition_point(|clause| clause.end <= at as usize)];
        let number = |at: usize| self.found.partition_point(|found| (found.at as usize) < at).max(1);
        let (first, behind) = (number(clause.start), number(clause.end));
        self.weigh(lexicon, chars, clause.clone(), first..behind);
        behind
    }

    /// Finds the best way through some characters, with the words that stand there. Ties go to the longer word; a character
    /// without any word stands alone. False if two ways lie so near that rounding may have decided.
    fn weigh(&mut self, lexicon: &Lexicon, chars: &[char], span: Range<usize>, words: Range<usize>) -> bool {
        let worths = &mut places(&mut self.worths, span.len() + 1)[..];
        let (start, first, mut words) = (span.start, words.start, &self.found[words]);
        let steps = self.steps[span.clone()].iter_mut();
        let mut clear = true;
        worths[span.len()] = 0.0;
        for (n, (step, &c)) in steps.zip(&chars[span]).enumerate().rev() {
            let (mut best, mut chosen) = (f64::NEG_INFINITY, 0);
            while let [others @ .., word] = words
                && word.at as usize == start + n
            {
                let worth = lexicon.log(word.entry) + worths[n + word.length as usize];
                clear &= (worth - best).abs() > CLOSE;
                if worth > best {
                    (best, chosen) = (worth, first + others.len());
                }
                words = others;
            }
            let single = lexicon.single(c);
            let alone = lexicon.log(single) + worths[n + 1];
            clear &= (alone - best).abs() > CLOSE;
            if chosen == 0 || single.is_word() && alone > best {
                (best, chosen) = (alone, 0);
            }
            (worths[n], *step) = (best, chosen as u32);
        }
        clear
    }

    /// The word that begins at a character.
    #[inline]
    fn word(&self, lexicon: &Lexicon, chars: &[char], start: usize) -> Told {
        let (step, c) = (self.found[self.steps[start] as usize], chars[start]);
        let alone = step.length == 1;
        // Half of the words stand alone: nothing here is a branch on that.
        if select_unpredictable(alone, c, APART).is_ascii_alphanumeric() {
            return self.run(chars, start);
        }
        let entry = Entry(select_unpredictable(alone, lexicon.single(c).0, step.entry.0));
        let id = WordId(select_unpredictable(alone, WordId::of_char(c).0, step.id.0));
        Told { start, length: step.length as usize, tag: entry.tag(), id }
    }

    /// The letters and digits that are run together from a character on.
    fn run(&self, chars: &[char], start: usize) -> Told {
        let alone = |n: &usize| chars[*n].is_ascii_alphanumeric() && self.steps[*n] == 0;
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
