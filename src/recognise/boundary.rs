//! Where words begin and end, as evidence for or against a candidate.
//!
//! Only windows around the candidates are segmented: from where no word joins two characters to the next such place. Every
//! way through jieba's words passes there, so the answer is that of segmenting everything. White space, punctuation and
//! quotation marks end a window too.

use crate::text::{Normal, Span, Told, Words, is_han};

/// The words of the windows that were asked for, in one article: bits for the bytes of the normal text.
#[derive(Default)]
pub(crate) struct Borders {
    /// Bytes of windows that are segmented.
    known: Vec<u64>,
    /// Bytes at which a word of a segmented window begins, and the byte behind each window.
    starts: Vec<u64>,
    /// Scratch: the characters of a window.
    chars: Vec<char>,
}

pub(crate) fn in_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

#[inline]
pub(crate) fn has(bits: &[u64], at: u32) -> bool {
    bits[at as usize / 64] >> (at % 64) & 1 == 1
}

#[inline]
pub(crate) fn set(bits: &mut [u64], at: u32) {
    bits[at as usize / 64] |= 1 << (at % 64);
}

/// Sets the bits of a span, which is not empty.
pub(crate) fn fill(bits: &mut [u64], span: Span) {
    let (first, last) = (span.start as usize / 64, span.end as usize / 64);
    let (from, to) = (u64::MAX << (span.start % 64), !(u64::MAX << (span.end % 64)));
    if first == last {
        bits[first] |= from & to;
        return;
    }
    bits[first] |= from;
    bits[first + 1..last].fill(u64::MAX);
    bits[last] |= to;
}

/// Whether a word may go on from one character to the next, wherever they stand.
fn may_join(words: &Words, a: char, b: char) -> bool {
    let both = |is: fn(&char) -> bool| is(&a) && is(&b);
    both(char::is_ascii_alphanumeric) || in_word(a) && in_word(b) && words.may_join(a, b)
}

impl Borders {
    /// Forgets everything, for a normal text of `len` bytes.
    pub(crate) fn start(&mut self, len: usize) {
        for bits in [&mut self.known, &mut self.starts] {
            bits.clear();
            bits.resize(len / 64 + 1, 0);
        }
    }

    /// The window around a byte at which a letter starts.
    fn window(normal: &Normal, at: u32) -> Span {
        let (words, text) = (Words::shared(), normal.text());
        let gaps = normal.gaps();
        let before = gaps.partition_point(|&(gap, _)| gap <= at);
        let (stop, limit) = (
            gaps[..before].last().map_or(0, |&(gap, _)| gap as usize),
            gaps.get(before).map_or(text.len(), |&(gap, _)| gap as usize),
        );
        let at = at as usize;
        let mut chars = text[at..limit].chars();
        let first = chars.next().unwrap_or('\0');
        let (mut end, mut last) = (at + first.len_utf8(), first);
        for c in chars.take_while(|&c| may_join(words, std::mem::replace(&mut last, c), c)) {
            end += c.len_utf8();
        }
        let (mut start, mut next) = (at, first);
        for c in
            text[stop..at].chars().rev().take_while(|&c| may_join(words, c, std::mem::replace(&mut next, c)))
        {
            start -= c.len_utf8();
        }
        Span::from_usize(start, end)
    }

    /// Segments the window around a byte.
    fn segment(&mut self, normal: &Normal, at: u32) {
        let window = Self::window(normal, at);
        self.chars.clear();
        self.chars.extend(window.of(normal.text()).chars());
        let (chars, starts) = (&self.chars, &mut self.starts);
        let (mut number, mut byte) = (0, window.start);
        set(starts, byte);
        Words::shared().tell(chars, |Told { length, .. }| {
            byte += chars[number..number + length].iter().map(|c| c.len_utf8() as u32).sum::<u32>();
            number += length;
            set(starts, byte);
        });
        fill(&mut self.known, window);
    }

    /// Takes the borders of a text that was segmented as a whole.
    pub(crate) fn take(&mut self, starts: impl Iterator<Item = u32>) {
        self.known.fill(u64::MAX);
        starts.for_each(|start| set(&mut self.starts, start));
    }

    /// The word that holds the byte at `at` (a character's first byte); nothing where that is a mark of punctuation, and behind
    /// the text.
    pub(crate) fn word(&mut self, normal: &Normal, at: u32) -> Span {
        if at as usize >= normal.text().len() {
            return Span::new(at, at);
        }
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

    /// Whether the window around a byte is segmented, and a word begins at another byte, in it or right behind.
    fn begins(&self, inside: u32, at: u32) -> bool {
        has(&self.known, inside) && has(&self.starts, at)
    }

    /// Whether a word may cross a byte, by the look of the two characters there.
    fn may_cross(normal: &Normal, at: u32) -> bool {
        let (before, behind) = normal.text().split_at(at as usize);
        let (Some(a), Some(b)) = (before.chars().next_back(), behind.chars().next()) else { return false };
        may_join(Words::shared(), a, b) && normal.gaps_at(at).is_empty()
    }

    /// The word that crosses the left border of a span, if one does.
    pub(crate) fn cut_left(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        if self.begins(span.start, span.start) || !Self::may_cross(normal, span.start) {
            return None;
        }
        Some(self.word(normal, span.start)).filter(|word| word.start < span.start)
    }

    /// The word that crosses the right border of a span, if one does.
    pub(crate) fn cut_right(&mut self, normal: &Normal, span: Span) -> Option<Span> {
        if self.begins(span.end - 1, span.end) || !Self::may_cross(normal, span.end) {
            return None;
        }
        let last = normal.text()[..span.end as usize].char_indices().next_back();
        let last = last.map_or(span.start, |(at, _)| at as u32);
        Some(self.word(normal, last)).filter(|word| word.end > span.end)
    }
}
