//! A half-open range of bytes in a text. Which text is said where a span is kept.

use serde::{Deserialize, Serialize};

/// Bytes of a Han character.
pub(crate) const HAN: u32 = '中'.len_utf8() as u32;

/// Bytes `start..end` of a text, on character boundaries.
///
/// ```
/// use guanxi::text::Span;
/// let text = "赤峰市总工会";
/// assert_eq!(Span::new(0, 9).of(text), "赤峰市");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`, both byte positions.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of `range`. Texts are kept below 4 GiB by the reader.
    #[must_use]
    pub const fn from_usize(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }

    /// The slice of `text` that this span marks.
    ///
    /// # Panics
    /// If the span lies outside `text` or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The span `by` bytes further on: of a part of a text, in the text.
    #[must_use]
    pub const fn moved(self, by: u32) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Whether the span marks nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span (equal spans count).
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
