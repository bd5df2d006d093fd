//! All occurrences of many names in a text, made for Chinese: most places are ruled out by a look at two characters.
//!
//! First every pair of neighbouring characters is looked up in a bitmap of the pairs with which names begin, without a
//! branch; then the places that passed walk a trie (one open-addressing table, keyed by parent and character,
//! with a small filter of each node's children: Bloom 1970). A slot is eight bytes, and its place is its node, so that most
//! of the table stays in a near cache. The two passes run block by block, so that the places stay
//! in the nearest cache and the processor overlaps the loads of several places.

use std::hint::black_box;

/// The name of a slot that ends none.
const NO_NAME: u32 = u32::MAX;
/// Bits of a character in a key.
const CHAR_BITS: u32 = 21;
/// Bits of a key; behind them in a slot, which is 0 where free, stand a filter of the children and a bit for a name.
const KEY_BITS: u32 = 48;
const KEY_MASK: u64 = (1 << KEY_BITS) - 1;
const LAST_FILTER_BIT: u32 = 14;
const ENDS_NAME: u64 = 1 << 63;
/// The parent under which names of one character are kept, if it is beyond the basic plane; this is no character.
const ALONE: u32 = 0x1F_FFFF;
/// The node of the first slot. A character is the number of the node behind it, so a walk starts with the second character.
const FIRST_NODE: u32 = 0x20_0000;
/// Most slots, as many as keys can tell apart: a power of two.
const MOST_SLOTS: usize = 1 << 26;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
/// Places looked at between two walks.
const BLOCK: usize = 256;
/// Places ahead of the walk for which the table is looked up: a walk is a chain of loads that wait for each other.
const AHEAD: usize = 6;
/// Most names of two or more characters that are told at one place, the longest: those shipped are six at most.
const MOST_AT: usize = 8;
/// Marks of a place: a name of one character may be there, a longer name may begin there.
const SHORT: u64 = 1;
const LONG: u64 = 2;

/// The names, ready to scan.
pub(super) struct Matcher {
    /// Parent and character, plus one, with what stands behind them.
    pub(super) slots: Vec<u64>,
    /// The name that ends in each slot.
    pub(super) names: Vec<u32>,
    /// A bit for each hash of a pair of characters with which names begin.
    pub(super) pairs: Vec<u64>,
    pub(super) pair_shift: u32,
    /// A bit for each character of the basic plane that is a name; those beyond share them.
    pub(super) alone: Box<[u64; 0x1_0000 / 64]>,
    /// The names of one character of the basic plane.
    pub(super) short: Vec<u32>,
}

/// A name found: where it starts and ends in bytes, and its number.
pub(super) type Found = (u32, u32, u32);

impl Matcher {
    /// Compiles names, which are numbered in their order and must differ. None if they have more than some 50 million
    /// characters.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let count = names.clone().count();
        let bits = (count * 8).next_power_of_two().clamp(1 << 12, 1 << 24);
        // A quarter stays free at least.
        let slots = (most_slots(names.clone()) * 4 / 3 + 1).next_power_of_two().max(64);
        if slots > MOST_SLOTS {
            return None;
        }
        let mut matcher = Self {
            slots: vec![0; slots],
            names: vec![NO_NAME; slots],
            pairs: vec![0; bits / 64],
            pair_shift: 64 - bits.trailing_zeros(),
            alone: Box::new([0; 0x1_0000 / 64]),
            short: vec![NO_NAME; 0x1_0000],
        };
        for (number, name) in (0..).zip(names) {
            matcher.insert(name, number);
        }
        Some(matcher)
    }

    fn insert(&mut self, name: &str, number: u32) {
        let mut chars = name.chars();
        let Some(first) = chars.next() else { return };
        let second = chars.next();
        self.admit(first, second);
        let at = match second {
            None if (first as usize) < self.short.len() => {
                self.short[first as usize] = number;
                return;
            }
            None => self.slot(ALONE, first),
            Some(second) => {
                let start = self.slot(first as u32, second);
                chars.fold(start, |at, c| {
                    self.slots[at] |= filter_bit(c);
                    self.slot(node(at), c)
                })
            }
        };
        self.slots[at] |= ENDS_NAME;
        self.names[at] = number;
    }

    /// Lets the first look pass at the places where a name may begin.
    fn admit(&mut self, first: char, second: Option<char>) {
        let (bits, bit) = match second {
            Some(second) => (&mut self.pairs[..], pair_bit(first, second, self.pair_shift)),
            None => (&mut self.alone[..], usize::from(first as u16)),
        };
        bits[bit / 64] |= 1 << (bit % 64);
    }

    /// The slot of a child, made if there is none.
    fn slot(&mut self, parent: u32, c: char) -> usize {
        let key = key(parent, c);
        let at = self.probe(key);
        self.slots[at] |= key;
        at
    }

    /// The slot of a key, or the free one where it would be.
    #[inline]
    fn probe(&self, key: u64) -> usize {
        let home = self.home(key);
        // The first step is none, or one, without a branch that nobody can foresee; more are seldom.
        let mut at = self.next(home, self.is_taken(home, key));
        while self.is_taken(at, key) {
            at = self.next(at, true);
        }
        at
    }

    /// Whether a slot is that of another key.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "no branch")]
    fn is_taken(&self, at: usize, key: u64) -> bool {
        (self.slots[at] != 0) & (self.slots[at] & KEY_MASK != key)
    }

    /// The slot behind a slot, or that itself.
    #[inline]
    fn next(&self, at: usize, taken: bool) -> usize {
        (at + usize::from(taken)) & (self.slots.len() - 1)
    }

    /// The slot from which on a key is looked for.
    fn home(&self, key: u64) -> usize {
        (key.wrapping_mul(MULTIPLIER) >> 20) as usize & (self.slots.len() - 1)
    }

    /// The number of a name.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let mut chars = name.chars();
        let first = chars.next()?;
        if chars.as_str().is_empty() {
            return self.short(first);
        }
        let mut last = None;
        self.walk(first, chars, |length, number| last = Some((length, number)));
        last.filter(|&(length, _)| length == name.chars().count()).map(|(_, number)| number)
    }

    /// Tells every occurrence of every name, overlapping ones too, by start, the longest first; of more than eight that begin
    /// at one place, the longest eight. O(text + walks).
    pub(super) fn scan(&self, text: &str, found: impl FnMut(Found)) {
        let (mut at, chars): (Vec<u32>, Vec<char>) =
            text.char_indices().map(|(at, c)| (at as u32, c)).unzip();
        at.push(text.len() as u32);
        self.scan_chars(&chars, &at, found);
    }

    /// The same for a text whose characters are known, with the bytes at which they start and that at which it ends.
    pub(super) fn scan_chars(&self, chars: &[char], at: &[u32], mut found: impl FnMut(Found)) {
        let mut places = [0u64; BLOCK];
        let mut ends: Vec<(u32, u32)> = Vec::new();
        for from in (0..chars.len()).step_by(BLOCK) {
            let passed = self.look(chars, from, &mut places);
            for (n, &place) in places[..passed].iter().enumerate() {
                let ahead = places[(n + AHEAD).min(passed - 1)] >> 2;
                black_box(self.slots[self.first_home(&chars[ahead as usize..])]);
                let start = (place >> 2) as usize;
                if place & LONG != 0 {
                    let rest = chars[start + 1..].iter().copied();
                    self.walk(chars[start], rest, |length, number| ends.push((at[start + length], number)));
                    let longest = ends.drain(..).rev().take(MOST_AT);
                    longest.for_each(|(end, number)| found((at[start], end, number)));
                }
                if place & SHORT != 0
                    && let Some(number) = self.short(chars[start])
                {
                    found((at[start], at[start + 1], number));
                }
            }
        }
    }

    /// The slot in which a walk begins.
    fn first_home(&self, chars: &[char]) -> usize {
        match *chars {
            [first, second, ..] => self.home(key(first as u32, second)),
            _ => 0,
        }
    }

    /// Notes the places in a block of characters at which a name may begin. Tells how many there are.
    fn look(&self, chars: &[char], from: usize, places: &mut [u64; BLOCK]) -> usize {
        let mut passed = 0;
        for (n, &first) in (from..).zip(&chars[from..chars.len().min(from + BLOCK)]) {
            let second = chars.get(n + 1).copied().unwrap_or('\0');
            let bit = pair_bit(first, second, self.pair_shift);
            let pair = 1 & self.pairs[bit / 64] >> (bit % 64);
            let single = usize::from(first as u16);
            let alone = 1 & self.alone[single / 64] >> (single % 64);
            let marks = alone * SHORT + pair * LONG;
            places[passed] = (n as u64) << 2 | marks;
            passed += usize::from(marks != 0);
        }
        passed
    }

    /// Tells every name of two or more characters that some characters begin with, the shortest first, with its length.
    #[inline]
    fn walk(&self, first: char, rest: impl Iterator<Item = char>, mut found: impl FnMut(usize, u32)) {
        let (mut parent, mut filter) = (first as u32, u64::MAX);
        for (c, length) in rest.zip(2..) {
            if filter & filter_bit(c) == 0 {
                return;
            }
            let at = self.probe(key(parent, c));
            let slot = self.slots[at];
            if slot == 0 {
                return;
            }
            if slot & ENDS_NAME != 0 {
                found(length, self.names[at]);
            }
            (parent, filter) = (node(at), slot);
        }
    }

    fn short(&self, c: char) -> Option<u32> {
        let number = match self.short.get(c as usize) {
            Some(&number) => number,
            None => self.names[self.probe(key(ALONE, c))],
        };
        (number != NO_NAME).then_some(number)
    }
}

/// How many slots some names take at most, and exactly if they are sorted: one for each character behind the first that the
/// name before does not begin with.
fn most_slots<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let mut last = "";
    let own = names.map(|name| {
        let shared = name.chars().zip(last.chars()).take_while(|(c, other)| c == other).count();
        last = name;
        let length = name.chars().count();
        length.saturating_sub(shared.max(1)) + usize::from(length == 1)
    });
    own.sum()
}

/// The node of a slot.
fn node(slot: usize) -> u32 {
    FIRST_NODE + slot as u32
}

fn key(parent: u32, c: char) -> u64 {
    (u64::from(parent) << CHAR_BITS | u64::from(c)) + 1
}

/// The bit of a pair of characters.
fn pair_bit(first: char, second: char, shift: u32) -> usize {
    ((u64::from(first) << CHAR_BITS | u64::from(second)).wrapping_mul(MULTIPLIER) >> shift) as usize
}

fn filter_bit(c: char) -> u64 {
    1 << (KEY_BITS + ((c as u32).wrapping_mul(0x9E37_79B1) >> 28).min(LAST_FILTER_BIT))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use daachorse::CharwiseDoubleArrayAhoCorasick;
    use proptest::prelude::*;

    use super::*;

    fn found(matcher: &Matcher, text: &str) -> Vec<Found> {
        let mut all = Vec::new();
        matcher.scan(text, |found| all.push(found));
        all
    }

    /// The same by an Aho-Corasick automaton.
    fn expected(automaton: &CharwiseDoubleArrayAhoCorasick<u32>, text: &str) -> Vec<Found> {
        let matches = automaton.find_overlapping_iter(text);
        let mut all: Vec<Found> = matches.map(|m| (m.start() as u32, m.end() as u32, m.value())).collect();
        all.sort_unstable_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        all
    }

    fn both(names: &[String]) -> (Matcher, CharwiseDoubleArrayAhoCorasick<u32>) {
        let matcher = Matcher::new(names.iter().map(String::as_str)).unwrap();
        (matcher, CharwiseDoubleArrayAhoCorasick::new(names).unwrap())
    }

    #[test]
    fn an_empty_set_finds_nothing() {
        let matcher = Matcher::new(std::iter::empty()).unwrap();
        assert_eq!(found(&matcher, "南京市长江大桥"), []);
        assert_eq!(matcher.find("南京市"), None);
    }

    #[test]
    fn of_many_names_at_one_place_the_longest_are_told() {
        let names: Vec<String> = (2..40).map(|length| "峰".repeat(length)).collect();
        let (matcher, _) = both(&names);
        let text = "峰".repeat(20);
        let at_first: Vec<u32> =
            found(&matcher, &text).iter().filter(|found| found.0 == 0).map(|found| found.1 / 3).collect();
        assert_eq!(at_first, [20, 19, 18, 17, 16, 15, 14, 13]);
    }

    #[test]
    fn a_text_of_many_blocks_is_scanned_to_its_end() {
        let (matcher, automaton) = both(&["峰市".to_owned(), "市".to_owned(), "市a".to_owned()]);
        let text = "赤峰市a".repeat(BLOCK);
        assert_eq!(found(&matcher, &text), expected(&automaton, &text));
    }

    proptest! {
        #[test]
        fn finds_what_an_automaton_finds(
            names in proptest::collection::btree_set("[赤峰市aé·𠮷]{1,5}|[\u{4e00}-\u{4e20}]{1,3}", 0..40),
            text in "([赤峰市aé·𠮷、]|[\u{4e00}-\u{4e20}]){0,200}",
        ) {
            let names: BTreeSet<String> = names;
            let names: Vec<String> = names.into_iter().collect();
            prop_assume!(!names.is_empty());
            let (matcher, automaton) = both(&names);
            prop_assert_eq!(found(&matcher, &text), expected(&automaton, &text));
            for (number, name) in (0..).zip(&names) {
                prop_assert_eq!(matcher.find(name), Some(number));
                let other = format!("{name}赤");
                prop_assert_eq!(matcher.find(&other), names.binary_search(&other).ok().map(|n| n as u32));
            }
        }
    }
}
