//! jieba's dictionary as a table that a walk along a text reads: words with their frequencies and tags.
//!
//! The build script compiles it (`build.rs`); it is read where it lies in the program. Most walks never begin: a bitmap
//! tells which pairs of characters begin a word, another which stand side by side inside one.

use super::WordId;
pub(super) use super::slots::{BEGIN_BIT, CLOSE, Entry, pair_key};
use super::slots::{
    ENTRY_AT, ENTRY_MASK, FIRST_NODE, KEY_MASK, PAIRS, Room, SINGLES, SLOTS, filter_bit, key, pair_place,
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
    #[inline]
    pub(super) fn entry(self) -> Entry {
        Entry((self.slot >> ENTRY_AT & ENTRY_MASK) as u32)
    }

    /// The number of the word that ends there.
    #[inline]
    pub(super) fn id(self) -> WordId {
        WordId(self.at)
    }

    /// Whether a word goes on like that.
    #[inline]
    pub(super) fn is_any(self) -> bool {
        self.slot != 0
    }

    /// Whether a word may go on with a character; sure where it says no.
    #[inline]
    pub(super) fn goes_on(self, c: char) -> bool {
        self.slot & filter_bit(c) != 0
    }

    /// The key of what follows it with a character.
    #[inline]
    fn key(self, c: char) -> u64 {
        key(FIRST_NODE + u64::from(self.at), c)
    }

    /// Whether the slot is that of another key.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "one branch that is seldom taken, not two")]
    fn is_taken(self, key: u64) -> bool {
        (self.slot != 0) & (self.slot & KEY_MASK != key)
    }
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
    fn settle(&self, mut node: Node, key: u64) -> Node {
        while node.is_taken(key) {
            node.at = (node.at + 1) % SLOTS as u32;
            node.slot = self.slot(node.at as usize);
        }
        node
    }

    /// What may be said of two characters side by side, by the bits of the pairs; sure where it says no.
    #[inline]
    pub(super) fn pair(&self, key: u32) -> u64 {
        let (word, at) = pair_place(key);
        u64::from_le_bytes(self.pairs[word]) >> at & 3
    }

    /// Whether two characters may stand side by side inside a word; sure where it says no.
    #[inline]
    pub(super) fn inside(&self, a: char, b: char) -> bool {
        self.pair(pair_key(a, b)) != 0
    }

    /// Whether a word may begin with two characters; sure where it says no.
    #[inline]
    pub(super) fn begins(&self, a: char, b: char) -> bool {
        self.pair(pair_key(a, b)) & BEGIN_BIT != 0
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
        let mut chars = word.chars();
        let first = chars.next()?;
        let Some(second) = chars.next() else { return Some((self.single(first), WordId::of_char(first))) };
        let key = pair_key(first, second);
        let (room, key) = (Room::of_pair(self.pair(key)), u64::from(key));
        let second = self.settle(self.first(room, key), key);
        let last = chars.fold(second, |node, c| self.next(node, c));
        Some((last.entry(), last.id())).filter(|(entry, _)| entry.is_word())
    }

    /// The logarithm of a word's probability; of what is no word, that of a frequency of one.
    #[inline]
    pub(super) fn log(&self, entry: Entry) -> f64 {
        f64::from_le_bytes(self.logs[entry.number()])
    }

    /// Begins many walks, along pairs with some bits: where each comes to with its second character.
    pub(super) fn seconds(&self, pair: impl Fn(usize) -> (u32, u64), nodes: &mut [Node], late: &mut [u32]) {
        let key = |n| {
            let (key, bits) = pair(n);
            (Room::of_pair(bits), u64::from(key))
        };
        self.find(key, nodes, late);
    }

    /// Where many walks come to with another character.
    pub(super) fn thirds(&self, walk: impl Fn(usize) -> (Node, char), nodes: &mut [Node], late: &mut [u32]) {
        self.find(
            |n| {
                let (node, c) = walk(n);
                (Room::behind(node.at), node.key(c))
            },
            nodes,
            late,
        );
    }

    /// The slots of many keys. First all are read where they are looked for first, with no branch that waits for one, so that
    /// they come from memory side by side; then the few that are not there.
    #[inline]
    fn find(&self, key: impl Fn(usize) -> (Room, u64), nodes: &mut [Node], late: &mut [u32]) {
        let mut count = 0;
        for (n, node) in nodes.iter_mut().enumerate() {
            let (room, key) = key(n);
            *node = self.first(room, key);
            late[count] = n as u32;
            count += usize::from(node.is_taken(key));
        }
        for &n in &late[..count] {
            let node = &mut nodes[n as usize];
            *node = self.settle(*node, key(n as usize).1);
        }
    }

    /// Where a walk comes to with another character.
    #[inline]
    fn next(&self, node: Node, c: char) -> Node {
        if !node.goes_on(c) {
            return Node::default();
        }
        let key = node.key(c);
        self.settle(self.first(Room::behind(node.at), key), key)
    }

    /// Goes on with a walk that has come to a third character, along the characters behind it: tells every word, the shortest
    /// first, with its length from the first character on.
    #[inline]
    pub(super) fn walk(
        &self,
        third: Node,
        rest: impl Iterator<Item = char>,
        mut found: impl FnMut(u32, Entry, WordId),
    ) {
        let (mut node, mut length) = (third, 3);
        let mut tell = |length, node: Node| {
            let entry = node.entry();
            if entry.is_word() {
                found(length, entry, node.id());
            }
        };
        tell(length, node);
        for c in rest {
            node = self.next(node, c);
            if !node.is_any() {
                break;
            }
            length += 1;
            tell(length, node);
        }
    }
}
