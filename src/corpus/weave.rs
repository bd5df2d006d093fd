//! Making a text out of slices of another, with the map back to the source.

use crate::text::{OffsetMap, Span};

/// A derived text with its map to the decoded source.
#[derive(Debug, Default)]
pub(super) struct Weave {
    pub(super) text: String,
    pub(super) map: OffsetMap,
}

impl Weave {
    /// The source itself: an empty map is the identity.
    pub(super) fn identity(text: String) -> Self {
        Self { text, map: OffsetMap::default() }
    }

    /// Copies `at` of `from`.
    pub(super) fn copy(&mut self, from: &Self, at: Span) {
        self.text.push_str(at.of(&from.text));
        self.map.copy_through(&from.map, at);
    }

    /// Copies `at` of the decoded source itself.
    pub(super) fn copy_source(&mut self, source: &str, at: Span) {
        self.text.push_str(at.of(source));
        self.map.copy(at.start, at.len() as u32);
    }

    /// Puts `mark` in the place of the bytes `source` of the decoded source.
    pub(super) fn put(&mut self, mark: char, source: Span) {
        self.text.push(mark);
        self.map.replace(source.start, source.len() as u32, mark.len_utf8() as u32);
    }

    /// Length so far, in bytes.
    pub(super) fn len(&self) -> u32 {
        self.text.len() as u32
    }
}
