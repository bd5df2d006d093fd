//! The words of two or more characters that stand in a text, across each other too.
//!
//! A walk along the dictionary is a chain of loads that wait for each other, but the first steps of many walks wait together:
//! all walks of a text take them side by side.

use std::ops::Range;

use super::WordId;
use super::lexicon::{BEGIN_BIT, Entry, Lexicon, Node, pair_key};

/// A word of the dictionary at a place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The number of its first character.
    pub(super) at: u32,
    /// Its characters.
    pub(super) length: u32,
    pub(super) entry: Entry,
    pub(super) id: WordId,
}

impl Found {
    /// The number of the character behind it.
    #[inline]
    pub(super) fn end(&self) -> u32 {
        self.at + self.length
    }
}

/// Stands behind the words of a text.
const END: Found = Found { at: u32::MAX, length: 0, entry: Entry(0), id: WordId::NONE };

/// Two characters with which words may begin.
#[derive(Clone, Copy, Default)]
struct Begin {
    key: u32,
    /// The number of the first.
    at: u32,
}

/// Memory that is used again from text to text; behind what was written for a text stands that of others.
#[derive(Default)]
pub(super) struct Finder {
    /// What is known of each character of a clause with the next one: nothing, of the last.
    pairs: Vec<u8>,
    /// Where walks begin.
    begins: Vec<Begin>,
    /// Where they come to with their second character.
    seconds: Vec<Node>,
    /// The numbers of those that may go on.
    longer: Vec<u32>,
    /// Where these come to with their third character.
    thirds: Vec<Node>,
    /// The numbers of those that have to look on.
    late: Vec<u32>,
    /// The words of three characters or more, and their end.
    long: Vec<Found>,
}

/// Some places of a memory.
pub(super) fn places<T: Clone + Default>(memory: &mut Vec<T>, count: usize) -> &mut [T] {
    if memory.len() < count {
        memory.resize(count, T::default());
    }
    &mut memory[..count]
}

impl Finder {
    /// Appends the words that stand in the clauses of a text, by their starts, the shortest first, and their end.
    pub(super) fn find(
        &mut self,
        lexicon: &Lexicon,
        chars: &[char],
        clauses: &[Range<usize>],
        found: &mut Vec<Found>,
    ) {
        let walks = self.begin(lexicon, chars, clauses);
        self.go_on(lexicon, chars, walks);
        let mut count = found.len();
        found.resize(count + walks + self.long.len(), END);
        let mut long = self.long.iter();
        let mut next = long.next().unwrap_or(&END);
        for (&Begin { at, .. }, &second) in self.begins[..walks].iter().zip(&self.seconds) {
            let entry = second.entry();
            // Written first, then counted, without a branch that nobody can foresee.
            found[count] = Found { at, length: 2, entry, id: second.id() };
            count += usize::from(entry.is_word());
            while next.at == at {
                found[count] = *next;
                count += 1;
                next = long.next().unwrap_or(&END);
            }
        }
        found.truncate(count);
        found.push(END);
    }

    /// Notes where words of two or more characters may begin, and looks up their first two. Tells how many there are.
    fn begin(&mut self, lexicon: &Lexicon, chars: &[char], clauses: &[Range<usize>]) -> usize {
        let pairs = places(&mut self.pairs, chars.len());
        let begins = places(&mut self.begins, chars.len());
        let mut walks = 0;
        for clause in clauses {
            let places = pairs[clause.clone()].iter_mut().zip(chars[clause.clone()].windows(2));
            for (at, (known, pair)) in (clause.start as u32..).zip(places) {
                let key = pair_key(pair[0], pair[1]);
                let bits = lexicon.pair(key);
                *known = bits as u8;
                begins[walks] = Begin { key, at };
                walks += usize::from(bits & BEGIN_BIT != 0);
            }
            if let Some(last) = pairs[clause.clone()].last_mut() {
                *last = 0;
            }
        }
        let begins = &begins[..walks];
        let pair = |n: usize| (begins[n].key, u64::from(pairs[begins[n].at as usize]));
        lexicon.seconds(pair, places(&mut self.seconds, walks), places(&mut self.late, walks));
        walks
    }

    /// Goes on with the walks that may go on.
    fn go_on(&mut self, lexicon: &Lexicon, chars: &[char], walks: usize) {
        let (pairs, begins, seconds) = (&self.pairs[..], &self.begins[..walks], &self.seconds[..walks]);
        let longer = places(&mut self.longer, walks + 1);
        let (last, mut count) = (chars.len().saturating_sub(1), 0);
        for (n, (begin, second)) in (0..).zip(begins.iter().zip(seconds)) {
            let at = begin.at as usize;
            longer[count] = n;
            let joined = pairs[at + 1] != 0;
            count += usize::from(joined & second.goes_on(chars[last.min(at + 2)]));
        }
        let walk = |n: usize| {
            let walk = longer[n] as usize;
            (seconds[walk], chars[begins[walk].at as usize + 2])
        };
        let thirds = places(&mut self.thirds, count);
        lexicon.thirds(walk, thirds, places(&mut self.late, count));
        self.long.clear();
        for (&walk, &third) in longer.iter().zip(&*thirds).filter(|(_, third)| third.is_any()) {
            let at = begins[walk as usize].at;
            let behind = at as usize + 3;
            let rest = chars[behind..].iter().zip(&pairs[behind - 1..]).take_while(|(_, pair)| **pair != 0);
            lexicon.walk(third, rest.map(|(&c, _)| c), |length, entry, id| {
                self.long.push(Found { at, length, entry, id });
            });
        }
    }
}
