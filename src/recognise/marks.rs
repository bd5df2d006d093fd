//! What starts, ends or goes on at each byte of a normal text: a look at one bit in place of a search among the hits.

use super::boundary::{fill, has};
use crate::dictionary::{Hit, Use};
use crate::text::Span;

/// Bits for the bytes of a normal text, in the memory of the article before.
#[derive(Default)]
pub(crate) struct Marks {
    rows: Vec<Row>,
    across: Vec<u64>,
}

/// The bits of 64 bytes.
#[derive(Clone, Copy, Default)]
struct Row {
    cue_starts: u64,
    title_starts: u64,
    title_ends: u64,
    body_ends: u64,
    place_ends: u64,
    name_starts: u64,
    name_ends: u64,
}

/// Longest listed name that is looked for across the borders of a proposal, in bytes.
pub(crate) const LISTED: u32 = 60;
/// Listed names up to this length cross no border, in bytes.
const SHORT: usize = 6;

impl Marks {
    /// Forgets everything, for a normal text of `len` bytes.
    pub(crate) fn start(&mut self, len: usize) {
        self.rows.clear();
        self.rows.resize(len / 64 + 1, Row::default());
        self.across.clear();
        self.across.resize(len / 64 + 1, 0);
    }

    /// Marks what a hit starts and ends, without a branch: no hit foresees the next one's uses.
    pub(crate) fn note(&mut self, hit: &Hit) {
        let Hit { span: Span { start, end }, uses, .. } = *hit;
        let bit = |sort: Use, at: u32| u64::from(uses.has(sort)) << (at % 64);
        let row = &mut self.rows[start as usize / 64];
        row.cue_starts |= bit(Use::CUE, start);
        row.title_starts |= bit(Use::TITLE_AFTER, start);
        row.name_starts |= bit(Use::NAME, start);
        let row = &mut self.rows[end as usize / 64];
        row.title_ends |= bit(Use::TITLE_BEFORE, end);
        row.body_ends |= bit(Use::BODY_SUFFIX, end);
        row.place_ends |= bit(Use::PLACE_SUFFIX, end);
        row.name_ends |= bit(Use::NAME_OR_DEICTIC, end);
        if uses.has(Use::NAME) && hit.span.len() > SHORT {
            fill(&mut self.across, Span::new(start + 1, end.min(start + LISTED + 1)));
        }
    }

    /// Whether a bit of the row of a byte is set.
    #[inline]
    fn is_set(&self, at: u32, bits: impl Fn(&Row) -> u64) -> bool {
        bits(&self.rows[at as usize / 64]) >> (at % 64) & 1 == 1
    }

    /// Whether a word of the rules starts at a byte.
    #[inline]
    pub(crate) fn cue_starts(&self, at: u32) -> bool {
        self.is_set(at, |row| row.cue_starts)
    }

    /// Whether a title that may stand after a name starts at a byte.
    #[inline]
    pub(crate) fn title_starts(&self, at: u32) -> bool {
        self.is_set(at, |row| row.title_starts)
    }

    /// Whether a suffix of bodies ends at a byte.
    #[inline]
    pub(crate) fn body_ends(&self, at: u32) -> bool {
        self.is_set(at, |row| row.body_ends)
    }

    /// Whether a suffix of places ends at a byte.
    #[inline]
    pub(crate) fn place_ends(&self, at: u32) -> bool {
        self.is_set(at, |row| row.place_ends)
    }

    /// Whether a title that may stand before a name ends at a byte.
    #[inline]
    pub(crate) fn title_ends(&self, at: u32) -> bool {
        self.is_set(at, |row| row.title_ends)
    }

    /// Whether a listed name starts at a byte.
    #[inline]
    pub(crate) fn name_starts(&self, at: u32) -> bool {
        self.is_set(at, |row| row.name_starts)
    }

    /// Whether a listed name, or a word that stands for a place, ends at a byte.
    #[inline]
    pub(crate) fn name_ends(&self, at: u32) -> bool {
        self.is_set(at, |row| row.name_ends)
    }

    /// Whether a listed name of three characters or more begins before a byte and goes on behind it.
    #[inline]
    pub(crate) fn name_goes_on(&self, at: u32) -> bool {
        has(&self.across, at)
    }
}
