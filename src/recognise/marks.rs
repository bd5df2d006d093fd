//! What starts, ends or goes on at each byte of a normal text: a look at one bit in place of a search among the hits.

use super::boundary::{fill, has, set};
use crate::dictionary::{Hit, Use};
use crate::text::Span;

/// Bits for the bytes of a normal text, in the memory of the article before.
#[derive(Default)]
pub(crate) struct Marks {
    cue_starts: Vec<u64>,
    title_starts: Vec<u64>,
    title_ends: Vec<u64>,
    body_ends: Vec<u64>,
    place_ends: Vec<u64>,
    name_starts: Vec<u64>,
    name_ends: Vec<u64>,
    across: Vec<u64>,
}

/// Longest listed name that is looked for across the borders of a proposal, in bytes.
pub(crate) const LISTED: u32 = 60;
/// Listed names up to this length cross no border, in bytes.
const SHORT: usize = 6;

impl Marks {
    /// Forgets everything, for a normal text of `len` bytes.
    pub(crate) fn start(&mut self, len: usize) {
        let Self { cue_starts, title_starts, title_ends, body_ends, place_ends, .. } = self;
        let words = [cue_starts, title_starts, title_ends, body_ends, place_ends];
        let names = [&mut self.name_starts, &mut self.name_ends, &mut self.across];
        for bits in words.into_iter().chain(names) {
            bits.clear();
            bits.resize(len / 64 + 1, 0);
        }
    }

    /// Marks what a hit starts and ends.
    pub(crate) fn note(&mut self, hit: &Hit) {
        let Span { start, end } = hit.span;
        if hit.uses.has(Use::CUE) {
            set(&mut self.cue_starts, start);
        }
        if hit.uses.has(Use::TITLE_AFTER) {
            set(&mut self.title_starts, start);
        }
        if hit.uses.has(Use::TITLE_BEFORE) {
            set(&mut self.title_ends, end);
        }
        if hit.uses.has(Use::BODY_SUFFIX) {
            set(&mut self.body_ends, end);
        }
        if hit.uses.has(Use::PLACE_SUFFIX) {
            set(&mut self.place_ends, end);
        }
        if hit.uses.has(Use::DEICTIC) {
            set(&mut self.name_ends, end);
        }
        if hit.uses.has(Use::NAME) {
            set(&mut self.name_starts, start);
            set(&mut self.name_ends, end);
            if hit.span.len() > SHORT {
                fill(&mut self.across, Span::new(start + 1, end.min(start + LISTED + 1)));
            }
        }
    }

    /// Whether a word of the rules starts at a byte.
    #[inline]
    pub(crate) fn cue_starts(&self, at: u32) -> bool {
        has(&self.cue_starts, at)
    }

    /// Whether a title that may stand after a name starts at a byte.
    #[inline]
    pub(crate) fn title_starts(&self, at: u32) -> bool {
        has(&self.title_starts, at)
    }

    /// Whether a suffix of bodies ends at a byte.
    #[inline]
    pub(crate) fn body_ends(&self, at: u32) -> bool {
        has(&self.body_ends, at)
    }

    /// Whether a suffix of places ends at a byte.
    #[inline]
    pub(crate) fn place_ends(&self, at: u32) -> bool {
        has(&self.place_ends, at)
    }

    /// Whether a title that may stand before a name ends at a byte.
    #[inline]
    pub(crate) fn title_ends(&self, at: u32) -> bool {
        has(&self.title_ends, at)
    }

    /// Whether a listed name starts at a byte.
    #[inline]
    pub(crate) fn name_starts(&self, at: u32) -> bool {
        has(&self.name_starts, at)
    }

    /// Whether a listed name, or a word that stands for a place, ends at a byte.
    #[inline]
    pub(crate) fn name_ends(&self, at: u32) -> bool {
        has(&self.name_ends, at)
    }

    /// Whether a listed name of three characters or more begins before a byte and goes on behind it.
    #[inline]
    pub(crate) fn name_goes_on(&self, at: u32) -> bool {
        has(&self.across, at)
    }
}
