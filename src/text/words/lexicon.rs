//! jieba's dictionary as a table that a walk along a text reads: words with their frequencies and tags.
//!
//! A node stands for the beginning of a word. Its place in the table follows from its parent and its last character (open
//! addressing), and it carries a small filter of its children (Bloom 1970). Most walks never begin: a bitmap tells which
//! pairs of characters begin a word, another which stand side by side inside one.

use rustc_hash::FxHashMap;

use super::super::normal::is_han;
use super::{Tag, WordId};

/// Words, frequencies and tags as jieba ships them (MIT licence, see `dictionaries/words/README.md`).
pub(super) const WORDS: &str = include_str!("../../../dictionaries/words/jieba.txt");
/// What jieba guesses of single characters that it has no word for: tag, characters.
const GUESSED: &str = include_str!("../../../dictionaries/words/guessed.tsv");
/// Tags of ours: word, tag, why.
const CORRECTED: &str = include_str!("../../../dictionaries/words/corrected.tsv");

// A slot: character (16 bits), parent (21), entry (18: number of the probability 13, tag 5), filter of the children (8).
const PARENT_AT: u32 = 16;
const ENTRY_AT: u32 = 37;
const FILTER_AT: u32 = 55;
const NUMBER_BITS: u32 = 13;
const KEY_MASK: u64 = (1 << ENTRY_AT) - 1;
const ENTRY_MASK: u64 = (1 << (FILTER_AT - ENTRY_AT)) - 1;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
/// Slots of the table, as a power of two: half of them stay free.
const SLOT_BITS: u32 = 20;
/// One past the last place of a slot.
pub(super) const SLOTS: u32 = 1 << SLOT_BITS;
/// Buckets of the pairs, as a power of two; each has two bits.
const PAIR_BITS: u32 = 21;
/// The node of the first slot; a character is the number of the node behind it alone.
const FIRST_NODE: u64 = 1 << 16;

/// A pair of characters with which a word begins, and one that stands inside a word.
pub(super) const BEGINS: u64 = 1;
const INSIDE: u64 = 2;

/// What is known of a word: the number of its probability, 0 where no word is, and its tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

impl Entry {
    fn new(number: u32, tag: Tag) -> Self {
        debug_assert!(number < 1 << NUMBER_BITS);
        Self((tag as u32) << NUMBER_BITS | number)
    }

    fn number(self) -> usize {
        (self.0 & ((1 << NUMBER_BITS) - 1)) as usize
    }

    /// Whether it is a word of the dictionary.
    pub(super) fn is_word(self) -> bool {
        self.number() != 0
    }

    pub(super) fn tag(self) -> Tag {
        Tag::ALL[(self.0 >> NUMBER_BITS) as usize]
    }
}

/// Where a walk has come to: what its slot holds, 0 where no word goes on like that, and the slot's place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    slot: u64,
    at: u32,
}

impl Node {
    fn entry(self) -> Entry {
        Entry((self.slot >> ENTRY_AT & ENTRY_MASK) as u32)
    }
}

/// The dictionary, ready to walk. About 9 MB.
pub(super) struct Lexicon {
    /// 0 where free. The place of a slot is its node, so that a walk needs nothing but slots.
    slots: Vec<u64>,
    pairs: Vec<u64>,
    /// By character of the basic plane.
    singles: Vec<Entry>,
    /// Logarithms of the probabilities that occur; first that of what is no word.
    logs: Vec<f64>,
}

impl Lexicon {
    /// Reads the dictionary: O(its characters), some 50 ms.
    pub(super) fn new() -> Self {
        let mut lexicon = Self {
            slots: vec![0; 1 << SLOT_BITS],
            pairs: vec![0; (2 << PAIR_BITS) / 64],
            singles: vec![Entry::default(); 0x1_0000],
            logs: vec![0.0],
        };
        let mut sum = 0;
        let mut frequencies: FxHashMap<u32, u32> = FxHashMap::default();
        let corrected: FxHashMap<&str, &str> = corrected().collect();
        for (word, frequency, tag) in WORDS.lines().filter_map(row) {
            let tag = corrected.get(word).copied().unwrap_or(tag);
            sum += u64::from(frequency);
            let number = *frequencies.entry(frequency).or_insert_with(|| {
                lexicon.logs.push(f64::from(frequency).ln());
                lexicon.logs.len() as u32 - 1
            });
            lexicon.insert(word, Entry::new(number, Tag::of(tag)));
        }
        let all = (sum as f64).ln();
        lexicon.logs.iter_mut().for_each(|log| *log -= all);
        for (tag, characters) in GUESSED.lines().filter_map(|line| line.split_once('\t')) {
            characters.chars().for_each(|c| lexicon.singles[c as usize] = Entry::new(0, Tag::of(tag)));
        }
        lexicon
    }

    fn insert(&mut self, word: &str, entry: Entry) {
        let mut chars = word.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
            word.chars().for_each(|c| self.singles[c as usize] = entry);
            return;
        };
        // jieba never joins other characters, though its list has a word with one (γ射线).
        if !word.chars().all(joins) {
            return;
        }
        self.note_pair(first, second, BEGINS | INSIDE);
        let mut slot = self.child(u64::from(first), second);
        let mut last = second;
        for c in chars {
            self.note_pair(last, c, INSIDE);
            self.slots[slot] |= filter_bit(c);
            slot = self.child(FIRST_NODE + slot as u64, c);
            last = c;
        }
        self.slots[slot] |= u64::from(entry.0) << ENTRY_AT;
    }

    fn child(&mut self, parent: u64, c: char) -> usize {
        let key = key(parent, c);
        let at = self.probe(key);
        if self.slots[at] == 0 {
            self.slots[at] = key;
        }
        at
    }

    fn note_pair(&mut self, a: char, b: char, bits: u64) {
        let bucket = bucket(a, b);
        self.pairs[bucket / 32] |= bits << (bucket % 32 * 2);
    }

    /// The slot of a key, or the free one where it would be.
    fn probe(&self, key: u64) -> usize {
        let mut at = home(key);
        while self.slots[at] != 0 && self.slots[at] & KEY_MASK != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// What may be said of two characters side by side: [`BEGINS`] and inside a word; sure where it says no.
    pub(super) fn pair(&self, a: char, b: char) -> u64 {
        let bucket = bucket(a, b);
        self.pairs[bucket / 32] >> (bucket % 32 * 2) & 3
    }

    /// Whether two characters may stand side by side inside a word; sure where it says no.
    pub(super) fn inside(&self, a: char, b: char) -> bool {
        self.pair(a, b) & INSIDE != 0
    }

    /// What is known of a character as a word.
    pub(super) fn single(&self, c: char) -> Entry {
        self.singles.get(c as usize).copied().unwrap_or_default()
    }

    /// Whether a word is in the dictionary.
    pub(super) fn has(&self, word: &str) -> bool {
        self.entry(word).is_some_and(|(entry, _)| entry.is_word())
    }

    /// What is known of a text of one character, or of one that is a word of several.
    pub(super) fn entry(&self, word: &str) -> Option<(Entry, WordId)> {
        let chars: Vec<char> = word.chars().collect();
        match chars[..] {
            [] => None,
            [c] => Some((self.single(c), WordId::of_char(c))),
            [first, second, ref rest @ ..] => {
                let mut found = None;
                let second = self.second(first, second);
                let third = self.next(second, rest.first());
                self.walk([second, third], rest, |length, entry, id| {
                    found = Some((entry, id)).filter(|_| length == chars.len());
                });
                found
            }
        }
    }

    /// The logarithm of a word's probability; of what is no word, that of a frequency of one.
    pub(super) fn log(&self, entry: Entry) -> f64 {
        self.logs[entry.number()]
    }

    /// Begins a walk: where it comes to with the second character.
    pub(super) fn second(&self, first: char, second: char) -> Node {
        // A character beyond the basic plane, which begins no word, would be taken for a node.
        if first as u32 >= 0x1_0000 {
            return Node::default();
        }
        self.node(u64::from(first), second)
    }

    fn node(&self, parent: u64, c: char) -> Node {
        let at = self.probe(key(parent, c));
        Node { slot: self.slots[at], at: at as u32 }
    }

    /// Where a walk comes to with another character.
    pub(super) fn next(&self, node: Node, c: Option<&char>) -> Node {
        match c {
            Some(&c) if node.slot & filter_bit(c) != 0 => self.node(FIRST_NODE + u64::from(node.at), c),
            _ => Node::default(),
        }
    }

    /// Goes on with a walk whose first two nodes are known, along the characters behind its second one: tells every word,
    /// the shortest first, with its length from the first character on.
    #[inline]
    pub(super) fn walk(
        &self,
        [second, third]: [Node; 2],
        rest: &[char],
        mut found: impl FnMut(usize, Entry, WordId),
    ) {
        let mut tell = |length: usize, node: Node| {
            let entry = node.entry();
            if entry.is_word() {
                found(length, entry, WordId(node.at));
            }
        };
        tell(2, second);
        let (mut node, mut length) = (third, 3);
        while node.slot != 0 {
            tell(length, node);
            node = self.next(node, rest.get(length - 2));
            length += 1;
        }
    }
}

/// The words whose tags are ours, with these.
pub(super) fn corrected() -> impl Iterator<Item = (&'static str, &'static str)> {
    CORRECTED.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        columns.next().zip(columns.next())
    })
}

/// `word frequency tag`
fn row(line: &str) -> Option<(&str, u32, &str)> {
    let (word, rest) = line.split_once(' ')?;
    let (frequency, tag) = rest.split_once(' ')?;
    Some((word, frequency.parse().ok()?, tag))
}

/// Characters that jieba joins into words.
fn joins(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || "+#&._%-".contains(c) } else { is_han(c) && c != '〇' }
}

/// Characters beyond the basic plane, of which the dictionary has none, get keys that no slot has.
fn key(parent: u64, c: char) -> u64 {
    if (c as u32) < 0x1_0000 { parent << PARENT_AT | u64::from(c) } else { KEY_MASK }
}

fn home(key: u64) -> usize {
    (key.wrapping_mul(MULTIPLIER) >> (64 - SLOT_BITS)) as usize
}

fn bucket(a: char, b: char) -> usize {
    ((u64::from(a) << 21 | u64::from(b)).wrapping_mul(MULTIPLIER) >> (64 - PAIR_BITS)) as usize
}

fn filter_bit(c: char) -> u64 {
    1 << (FILTER_AT + ((c as u32).wrapping_mul(0x9E37_79B1) >> 29))
}
