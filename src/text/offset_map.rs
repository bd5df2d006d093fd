//! The way back from a derived text to the text it was made from.
//!
//! A derived text is a chain of pieces: copies of source slices, and replacements (a width-folded letter, an inserted
//! space). Copied pieces map byte by byte; a replacement maps as a whole.

use super::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    derived: u32,
    source: u32,
    derived_len: u32,
    source_len: u32,
}

/// Maps spans of a derived text to spans of its source, both in bytes. An empty map is the identity.
///
/// ```
/// use guanxi::text::{OffsetMap, Span};
/// // source "赤\n峰", derived "赤峰"
/// let mut map = OffsetMap::default();
/// map.copy(0, 3);
/// map.copy(4, 3);
/// assert_eq!(map.to_source(Span::new(0, 6)), Span::new(0, 7));
/// assert_eq!(map.to_source(Span::new(3, 6)), Span::new(4, 7));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    fn derived_end(&self) -> u32 {
        self.pieces.last().map_or(0, |p| p.derived + p.derived_len)
    }

    /// The next `len` derived bytes are a copy of the source from `source` on.
    pub fn copy(&mut self, source: u32, len: u32) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.derived_len == last.source_len
            && last.source + last.source_len == source
        {
            last.derived_len += len;
            last.source_len += len;
            return;
        }
        let derived = self.derived_end();
        self.pieces.push(Piece { derived, source, derived_len: len, source_len: len });
    }

    /// Makes this the identity again, keeping its memory.
    pub fn clear(&mut self) {
        self.pieces.clear();
    }

    /// The next `derived_len` derived bytes stand for `source_len` source bytes from `source` on.
    pub fn replace(&mut self, source: u32, source_len: u32, derived_len: u32) {
        let derived = self.derived_end();
        if derived_len > 0 {
            self.pieces.push(Piece { derived, source, derived_len, source_len });
        }
    }

    /// The next derived bytes are a copy of `span` of a text that `inner` leads back to the source: how a text derived in
    /// two steps gets one map. O(log pieces + pieces copied).
    pub fn copy_through(&mut self, inner: &Self, span: Span) {
        if inner.pieces.is_empty() {
            return self.copy(span.start, span.len() as u32);
        }
        let first = inner.pieces.partition_point(|p| p.derived + p.derived_len <= span.start);
        for piece in inner.pieces[first..].iter().take_while(|p| p.derived < span.end) {
            let start = span.start.max(piece.derived);
            let len = span.end.min(piece.derived + piece.derived_len) - start;
            if piece.derived_len == piece.source_len {
                self.copy(piece.source + (start - piece.derived), len);
            } else {
                self.replace(piece.source, piece.source_len, len);
            }
        }
    }

    /// The source span from which `span` of the derived text came: from the first to the last of its characters, so it
    /// may hold source characters that were left out between them. O(log pieces).
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.start_of(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.end_of(span.end))
    }

    fn piece_at(&self, derived: u32) -> &Piece {
        let next = self.pieces.partition_point(|p| p.derived <= derived);
        &self.pieces[next.saturating_sub(1)]
    }

    fn start_of(&self, derived: u32) -> u32 {
        let piece = self.piece_at(derived);
        if piece.derived_len == piece.source_len {
            piece.source + (derived - piece.derived).min(piece.source_len)
        } else {
            piece.source
        }
    }

    fn end_of(&self, derived: u32) -> u32 {
        let piece = self.piece_at(derived - 1);
        if piece.derived_len == piece.source_len {
            piece.source + (derived - piece.derived)
        } else {
            piece.source + piece.source_len
        }
    }
}
