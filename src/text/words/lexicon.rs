//! jieba's dictionary as a table that a walk along a text reads: words with their frequencies and tags.
//!
//! The build script compiles it (`build.rs`); it is read where it lies in the program. Most walks never begin: a bitmap
//! tells which pairs of characters begin a word, another which stand side by side inside one.

use super::WordId;
pub(super) use super::slots::{BEGIN_BIT, Entry};
use super::slots::{
    ENTRY_AT, ENTRY_MASK, FIRST_NODE, KEY_MASK, PAIRS, Room, SINGLES, SLOTS, filter_bit, key, pair,
};

/// Words, frequencies and tags as jieba ships them (MIT licence, see `dictionaries/words/README.md`).
pub(super) const WORDS: &str = include_str!("../../../dictionaries/words/jieba.txt");

/// No slot lies in two lines of the cache.
#[repr(align(64))]
struct Aligned<const N: usize>([u8; N]);

const LENGTH: usize = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin")).len();
static COMPILED: Aligned<LENGTH> = Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/words.bin")));

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

    /// The key of what follows it with a character.
    #[inline]
    fn key(self, c: char) -> u64 {
        key(FIRST_NODE + u64::from(self.at), c)
    }
}

/// The key of no pair.
const NO_KEY: u64 = 0;

/// The key of two characters. A first one beyond the basic plane, which begins no word, would be taken for a node.
#[inline]
fn pair_key([first, second]: [char; 2]) -> u64 {
    if (first as u32) < 0x1_0000 { key(u64::from(first), second) } else { NO_KEY }
}

/// The dictionary, ready to walk: 9 MB of the program.
pub(super) struct Lexicon {
    slots: &'static [[u8; 8]; SLOTS],
    pairs: &'static [[u8; 8]; PAIRS],
    /// By character of the basic plane.
    singles: &'static [[u8; 4]; SINGLES],
    /// Logarithms of the probabilities that occur; first that of what is no word.
    logs: &'static [[u8; 8]],
}

/// The first `N` numbers of `WIDTH` bytes, and what follows them.
const fn numbers<const WIDTH: usize, const N: usize>(
    bytes: &'static [u8],
) -> (&'static [[u8; WIDTH]; N], &'static [u8]) {
    let (these, rest) = bytes.split_at(WIDTH * N);
    match these.as_chunks().0.first_chunk() {
        Some(numbers) => (numbers, rest),
        None => panic!("the compiled words are cut short"),
    }
}

impl Lexicon {
    /// The dictionary as it was compiled.
    pub(super) const fn compiled() -> Self {
        let (slots, rest) = numbers(&COMPILED.0);
        let (pairs, rest) = numbers(rest);
        let (singles, rest) = numbers(rest);
        Self { slots, pairs, singles, logs: rest.as_chunks().0 }
    }

    #[inline]
    fn slot(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.slots[at])
    }

    /// The slot from which on a key is looked for.
    #[inline]
    fn first(&self, room: Room, key: u64) -> Node {
        let at = room.home(key);
        Node { slot: self.slot(at as usize), at }
    }

    /// The slot of a key, or the free one where it would be, from the slot in which the search began.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "one branch that is seldom taken, not two")]
    fn settle(&self, mut node: Node, key: u64) -> Node {
        while (node.slot != 0) & (node.slot & KEY_MASK != key) {
            node.at = (node.at + 1) % SLOTS as u32;
            node.slot = self.slot(node.at as usize);
        }
        node
    }

    /// What may be said of two characters side by side, by the bits of the pairs; sure where it says no.
    #[inline]
    pub(super) fn pair(&self, a: char, b: char) -> u64 {
        let (word, at) = pair(a, b);
        u64::from_le_bytes(self.pairs[word]) >> at & 3
    }

    /// Whether two characters may stand side by side inside a word; sure where it says no.
    #[inline]
    pub(super) fn inside(&self, a: char, b: char) -> bool {
        self.pair(a, b) != 0
    }

    /// Whether a word may begin with two characters; sure where it says no.
    #[inline]
    pub(super) fn begins(&self, a: char, b: char) -> bool {
        self.pair(a, b) & BEGIN_BIT != 0
    }

    /// What is known of a character as a word.
    #[inline]
    pub(super) fn single(&self, c: char) -> Entry {
        self.singles.get(c as usize).map_or_else(Entry::default, |entry| Entry(u32::from_le_bytes(*entry)))
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
                let second = self.second([first, second], self.pair(first, second));
                let third = self.next(second, rest.first());
                self.walk([second, third], rest, |length, entry, id| {
                    found = Some((entry, id)).filter(|_| length == chars.len());
                });
                found
            }
        }
    }

    /// The logarithm of a word's probability; of what is no word, that of a frequency of one.
    #[inline]
    pub(super) fn log(&self, entry: Entry) -> f64 {
        f64::from_le_bytes(self.logs[entry.number()])
    }

    /// Begins a walk: where it comes to with the second character of a pair with some bits.
    fn second(&self, pair: [char; 2], bits: u64) -> Node {
        let key = pair_key(pair);
        self.settle(self.begin(key, bits), key)
    }

    /// The slot in which the search for a pair begins.
    #[inline]
    fn begin(&self, key: u64, bits: u64) -> Node {
        if key == NO_KEY { Node::default() } else { self.first(Room::of_pair(bits), key) }
    }

    /// Begins many walks: where each comes to with its second character. First all slots are read, with no branch that waits
    /// for one, so that they come from memory side by side.
    pub(super) fn seconds(
        &self,
        pairs: impl Iterator<Item = ([char; 2], u64)> + Clone,
        nodes: &mut Vec<Node>,
    ) {
        nodes.clear();
        nodes.extend(pairs.clone().map(|(pair, bits)| self.begin(pair_key(pair), bits)));
        for (node, (pair, _)) in nodes.iter_mut().zip(pairs) {
            *node = self.settle(*node, pair_key(pair));
        }
    }

    /// Where many walks come to with another character, in the same way. A walk with a zero goes nowhere.
    pub(super) fn thirds(&self, walks: impl Iterator<Item = (Node, char)> + Clone, nodes: &mut Vec<Node>) {
        nodes.clear();
        nodes.extend(walks.clone().map(|(node, c)| {
            let goes_on = u32::from(c != '\0') & u32::from(node.slot & filter_bit(c) != 0);
            let at = Room::behind(node.at).home(node.key(c)) & goes_on.wrapping_neg();
            Node { slot: self.slot(at as usize) & u64::from(goes_on).wrapping_neg(), at }
        }));
        for (third, (node, c)) in nodes.iter_mut().zip(walks) {
            *third = self.settle(*third, node.key(c));
        }
    }

    /// Where a walk comes to with another character.
    #[inline]
    pub(super) fn next(&self, node: Node, c: Option<&char>) -> Node {
        match c {
            Some(&c) if node.slot & filter_bit(c) != 0 => {
                let key = node.key(c);
                self.settle(self.first(Room::behind(node.at), key), key)
            }
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
