//! How jieba's dictionary lies in its compiled table: the build script fills it, a walk along a text reads it.
//!
//! A node stands for the beginning of a word. Its place in the table follows from its parent and its last character (open
//! addressing), and it carries a small filter of its children (Bloom 1970). Numbers are little-endian. The parts in order:
//! slots, pairs, single characters, logarithms.

use std::hint::select_unpredictable;

use super::Tag;

// A slot: character (16 bits), parent (21), entry (19: number of the probability 13, tag 5, whether it outweighs all
// other ways), filter of the children (8).
const PARENT_AT: u32 = 16;
pub(super) const ENTRY_AT: u32 = 37;
const FILTER_AT: u32 = 56;
pub(super) const NUMBER_BITS: u32 = 13;
const TAG_BITS: u32 = 5;
pub(super) const KEY_MASK: u64 = (1 << ENTRY_AT) - 1;
pub(super) const ENTRY_MASK: u64 = (1 << (FILTER_AT - ENTRY_AT)) - 1;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
/// Slots of the table, as a power of two: half of them stay free.
const SLOT_BITS: u32 = 20;
/// Slots of the table; 0 where free. The place of a slot is its node, so that a walk needs nothing but slots.
pub(super) const SLOTS: usize = 1 << SLOT_BITS;
/// Buckets of the pairs, as a power of two; each has two bits.
const PAIR_BITS: u32 = 21;
/// Words of 64 bits that hold the pairs.
pub(super) const PAIRS: usize = (2 << PAIR_BITS) / 64;
/// Characters of the basic plane.
pub(super) const SINGLES: usize = 0x1_0000;
/// The node of the first slot; a character is the number of the node behind it alone.
pub(super) const FIRST_NODE: u64 = 1 << 16;

/// What is known of a pair of characters: 0 where no word holds them side by side, the second bit where a word begins with them,
/// and this where many do, or with another pair of the bucket.
pub(super) const OFTEN: u64 = 2;
pub(super) const BEGIN_BIT: u64 = 2;

/// A stretch of the table in which a node is looked for: those that texts need most lie close together, not one to a line of
/// the cache.
#[derive(Clone, Copy)]
pub(super) struct Room {
    start: u32,
    slots: u32,
}

const PAIR_ROOM: Room = Room { start: 0, slots: 1 << 15 };
const NEXT_ROOM: Room = Room { start: 1 << 15, slots: 1 << 17 };
const OTHER_START: u32 = NEXT_ROOM.start + NEXT_ROOM.slots;
const OTHER_ROOM: Room = Room { start: OTHER_START, slots: SLOTS as u32 - OTHER_START };

impl Room {
    /// The room of a pair with which words begin.
    #[inline]
    pub(super) fn of_pair(bits: u64) -> Self {
        Self::either(bits == OFTEN, PAIR_ROOM, OTHER_ROOM)
    }

    /// The room of what follows the node of a slot.
    #[inline]
    pub(super) fn behind(at: u32) -> Self {
        Self::either(at < PAIR_ROOM.slots, NEXT_ROOM, OTHER_ROOM)
    }

    /// One of two rooms, without a branch: no walk foresees the next one's.
    #[inline]
    fn either(first: bool, one: Self, other: Self) -> Self {
        Self {
            start: select_unpredictable(first, one.start, other.start),
            slots: select_unpredictable(first, one.slots, other.slots),
        }
    }

    /// The slot from which on a key is looked for.
    pub(super) fn home(self, key: u64) -> u32 {
        let hash = key.wrapping_mul(MULTIPLIER) >> 32;
        self.start + ((hash * u64::from(self.slots)) >> 32) as u32
    }
}

/// Logarithms of two ways that lie nearer than this may be told apart by rounding alone, which depends on what is added first.
pub(super) const CLOSE: f64 = 1e-6;

/// What is known of a word: the number of its probability, 0 where no word is, its tag, and whether it is more probable than
/// every other way through its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(pub(super) u32);

impl Entry {
    /// The bit of a word that is more probable than every other way through its characters, by more than [`CLOSE`].
    pub(super) const OUTWEIGHS: Self = Self(1 << (NUMBER_BITS + TAG_BITS));

    pub(super) fn number(self) -> usize {
        (self.0 & ((1 << NUMBER_BITS) - 1)) as usize
    }

    /// Whether it is a word of the dictionary.
    pub(super) fn is_word(self) -> bool {
        self.number() != 0
    }

    /// Whether it is surely the best way through its characters.
    pub(super) fn outweighs(self) -> bool {
        self.0 & Self::OUTWEIGHS.0 != 0
    }

    pub(super) fn tag(self) -> Tag {
        Tag::ALL[(self.0 >> NUMBER_BITS) as usize % (1 << TAG_BITS)]
    }
}

/// What a slot holds of a parent and a character. Characters beyond the basic plane, of which the dictionary has none, get
/// keys that no slot has.
pub(super) fn key(parent: u64, c: char) -> u64 {
    if (c as u32) < 0x1_0000 { parent << PARENT_AT | u64::from(c) } else { KEY_MASK }
}

/// What a slot holds of two characters with which words begin, as [`key`]. That of no pair, where one is beyond the basic plane.
#[inline]
pub(super) fn pair_key(a: char, b: char) -> u32 {
    let (a, b) = (a as u32, b as u32);
    if (a | b) < 0x1_0000 { a << PARENT_AT | b } else { 0 }
}

/// The word of the pairs that knows a pair, and where in it.
#[inline]
pub(super) fn pair_place(key: u32) -> (usize, usize) {
    let bucket = (u64::from(key).wrapping_mul(MULTIPLIER) >> (64 - PAIR_BITS)) as usize;
    (bucket / 32, bucket % 32 * 2)
}

/// The bit of a child in the filter of its parent.
pub(super) fn filter_bit(c: char) -> u64 {
    1 << (FILTER_AT + ((c as u32).wrapping_mul(0x9E37_79B1) >> 29))
}
