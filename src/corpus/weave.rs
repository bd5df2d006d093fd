//! Making a working text out of slices of the source, with the map back.

use crate::text::{OffsetMap, Span};

/// A working text under way, with its map to the source it is copied from.
#[derive(Debug, Default)]
pub(super) struct Weave {
    pub(super) text: String,
    pub(super) map: OffsetMap,
}

impl Weave {
    /// Copies `source[at]`.
    pub(super) fn copy(&mut self, source: &str, at: Span) {
        self.text.push_str(at.of(source));
        self.map.copy(at.start, at.len() as u32);
    }

    /// Puts `mark` where the source has the bytes `at`.
    pub(super) fn put(&mut self, mark: char, at: Span) {
        self.text.push(mark);
        self.map.replace(at.start, at.len() as u32, mark.len_utf8() as u32);
    }

    /// Length so far, in bytes.
    pub(super) fn len(&self) -> u32 {
        self.text.len() as u32
    }
}
