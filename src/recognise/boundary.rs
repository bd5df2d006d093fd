//! Where words begin and end, as evidence for or against a candidate.
//!
//! Only the clauses that hold a candidate are segmented: white space, punctuation and quotation marks end a clause, and
//! no word of jieba's crosses them, so the answer is that of segmenting everything.

use crate::text::{Normal, Span, Words, is_han};

/// The words of the clauses that were asked for, in one article: bits for the bytes of the normal text.
#[derive(Default)]
pub(crate) struct Borders {
    /// Bytes of clauses that are segmented.
    known: Vec<u64>,
    /// Bytes at which a word of a segmented clause begins, and the byte behind each clause.
    starts: Vec<u64>,
    /// Scratch: ends of the words of a clause.
    ends: Vec<u32>,
}

fn in_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

fn has(bits: &[u64], at: u32) -> bool {
    bits[at as usize / 64] >> (at % 64) & 1 == 1
}

fn set(bits: &mut [u64], at: u32) {
    bits[at as usize / 64] |= 1 << (at % 64);
}

impl Borders {
    /// Forgets everything, for a normal text of `len` bytes.
    pub(crate) fn start(&mut self, len: usize) {
        for bits in [&mut self.known, &mut self.starts] {
            bits.clear();
            bits.resize(len / 64 + 1, 0);
        }
    }

    /// The clause around a byte of the normal text.
    pub(crate) fn clause(normal: &Normal, at: u32) -> Span {
        let text = normal.text();
        let at = at as usize;
        let left =
            text[..at].char_indices().rev().take_while(|&(_, c)| in_word(c)).last().map_or(at, |(n, _)| n);
        let right = text[at..].char_indices().find(|&(_, c)| !in_word(c)).map_or(text.len(), |(n, _)| at + n);
        let gaps = normal.gaps();
        let before = gaps.partition_point(|&(g, _)| g as usize <= at);
        let left = gaps[..before].last().map_or(left, |&(g, _)| left.max(g as usize));
        let right = gaps[before..].first().map_or(right, |&(g, _)| right.min(g as usize));
        Span::from_usize(left, right)
    }

    /// Segments the clause around a byte.
    fn segment(&mut self, normal: &Normal, at: u32) {
        let span = Self::clause(normal, at);
        self.ends.clear();
        Words::shared().cut(span.of(normal.text()), &mut self.ends);
        set(&mut self.starts, span.start);
        for end in &self.ends {
            set(&mut self.starts, span.start + end);
        }
        for byte in span.start..span.end {
            set(&mut self.known, byte);
        }
    }

    /// The word that holds the byte at `at` (a character's first byte); nothing where that is a mark of punctuation.
    pub(crate) fn word(&mut self, normal: &Normal, at: u32) -> Span {
        if !has(&self.known, at) {
            if !normal.text()[at as usize..].starts_with(in_word) {
                return Span::new(at, at);
            }
            self.segment(normal, at);
        }
        Span::new(self.last_start(at), self.next_start(at + 1))
    }

    /// The last start of a word at or before a byte.
    fn last_start(&self, at: u32) -> u32 {
        let mut n = at as usize / 64;
        let mut bits = self.starts[n] & (u64::MAX >> (63 - at % 64));
        while bits == 0 {
            n -= 1;
            bits = self.starts[n];
        }
        (n * 64) as u32 + 63 - bits.leading_zeros()
    }

    /// The first start of a word at or behind a byte, or the end of the last clause.
    fn next_start(&self, at: u32) -> u32 {
        let mut n = at as usize / 64;
        let mut bits = self.starts[n] & (u64::MAX << (at % 64));
        while bits == 0 {
            n += 1;
            bits = self.starts[n];
        }
        (n * 64) as u32 + bits.trailing_zeros()
    }

    /// The word that crosses the left border of a span, if one does.
    pub(crate) fn cut_left(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        Some(self.word(normal, span.start)).filter(|word| word.start < span.start)
    }

    /// The word that crosses the right border of a span, if one does.
    pub(crate) fn cut_right(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        let last = normal.text()[..span.end as usize]
            .char_indices()
            .next_back()
            .map_or(span.start, |(n, _)| n as u32);
        Some(self.word(normal, last)).filter(|word| word.end > span.end)
    }
}
