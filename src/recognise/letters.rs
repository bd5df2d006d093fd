//! The normal text of an article as characters and words, for the rules.

use super::page::Page;
use crate::text::{Span, Tag, Words, is_han};

/// A word of jieba's with its tag. Positions are numbers of characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) tag: Tag,
}

/// Characters and words. Every character belongs to exactly one word.
#[derive(Default)]
pub(crate) struct Letters {
    /// The characters.
    pub(crate) chars: Vec<char>,
    /// The byte at which each starts, and the end of the text.
    pub(crate) at: Vec<u32>,
    /// The words.
    pub(crate) words: Vec<Word>,
    /// The number of the word that holds each character.
    pub(crate) word_of: Vec<u32>,
}

impl Letters {
    /// Segments the whole normal text of a page.
    pub(crate) fn of(page: &mut Page<'_>) -> Self {
        let bytes = page.text().len();
        let mut letters = Self {
            chars: Vec::with_capacity(bytes / 2),
            at: Vec::with_capacity(bytes / 2),
            words: Vec::with_capacity(bytes / 4),
            word_of: Vec::with_capacity(bytes / 2),
        };
        for (at, c) in page.text().char_indices() {
            letters.chars.push(c);
            letters.at.push(at as u32);
        }
        letters.at.push(page.text().len() as u32);
        letters.segment(page);
        letters
    }

    fn segment(&mut self, page: &mut Page<'_>) {
        let mut n = 0;
        while n < self.chars.len() {
            let start = n;
            let word = if is_han(self.chars[n]) || self.chars[n].is_ascii_alphanumeric() {
                page.word(self.at[n])
            } else {
                Span::new(self.at[n], self.at[n + 1])
            };
            while n < self.chars.len() && self.at[n] < word.end {
                self.word_of.push(self.words.len() as u32);
                n += 1;
            }
            let tag = Words::shared().tag(word.of(page.text()));
            self.words.push(Word { start, end: n, tag });
        }
    }

    /// Number of characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character with a number.
    pub(crate) fn char(&self, n: usize) -> Option<char> {
        self.chars.get(n).copied()
    }

    /// The bytes of a range of characters.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.at[start], self.at[end])
    }

    /// The number of the character that starts at a byte (or of the end).
    pub(crate) fn number(&self, byte: u32) -> usize {
        self.at.partition_point(|&at| at < byte)
    }

    /// The word that holds a character.
    pub(crate) fn word(&self, n: usize) -> Word {
        self.words[self.word_of[n] as usize]
    }

    /// Whether a word starts at a character (the end of the text counts).
    pub(crate) fn border(&self, n: usize) -> bool {
        n >= self.len() || self.word(n).start == n
    }

    /// Whether a character belongs to names: Han, Latin, digits.
    pub(crate) fn letter(&self, n: usize) -> bool {
        self.char(n).is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric())
    }
}
