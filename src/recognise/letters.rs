//! The normal text of an article as characters and words, for the rules.

use super::boundary::in_word;
use super::page::Page;
use crate::dictionary::{Role, WordPoints};
use crate::text::{Span, Tag, Told, WordId, Words, is_han};

/// A word of jieba's with its tag. Positions are numbers of characters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) tag: Tag,
    pub(crate) id: WordId,
}

/// Characters and words. Every character belongs to exactly one word.
#[derive(Default)]
pub(crate) struct Letters {
    /// The characters.
    pub(crate) chars: Vec<char>,
    /// What each of them may be.
    pub(crate) roles: Vec<Role>,
    /// The byte at which each starts, and the end of the text.
    pub(crate) at: Vec<u32>,
    /// The words.
    pub(crate) words: Vec<Word>,
    /// The number of the word that holds each character.
    pub(crate) word_of: Vec<u32>,
    /// The number of the character that starts at each byte.
    numbers: Vec<u32>,
}

impl Letters {
    /// Segments the whole normal text of a page, in the memory that there is, and tells the page its borders.
    pub(crate) fn fill(&mut self, page: &mut Page<'_>) {
        self.decode(page);
        self.words.clear();
        self.word_of.clear();
        let mut start = 0;
        for n in 0..self.chars.len() {
            if !in_word(self.chars[n]) {
                self.clause(start, n);
                self.word_of.push(self.words.len() as u32);
                let (words, c) = (Words::shared(), self.chars[n]);
                self.words.push(Word { start: n, end: n + 1, tag: words.tag_of(c), id: words.id_of(c) });
                start = n + 1;
            } else if !page.normal.gaps_at(self.at[n]).is_empty() {
                self.clause(start, n);
                start = n;
            }
        }
        self.clause(start, self.chars.len());
        let starts = self.words.iter().map(|word| self.at[word.start]);
        page.borders.take(starts.chain([page.normal.text().len() as u32]));
    }

    fn decode(&mut self, page: &Page<'_>) {
        let text = page.text();
        self.chars.clear();
        self.roles.clear();
        self.at.clear();
        self.numbers.clear();
        self.numbers.resize(text.len() + 1, 0);
        for (at, c) in text.char_indices() {
            self.numbers[at] = self.chars.len() as u32;
            self.chars.push(c);
            self.roles.push(page.role(c));
            self.at.push(at as u32);
        }
        self.numbers[text.len()] = self.chars.len() as u32;
        self.at.push(text.len() as u32);
    }

    /// Segments a clause: what no word crosses the ends of.
    fn clause(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let Self { chars, words, word_of, .. } = self;
        let mut at = start;
        Words::shared().tell(&chars[start..end], |Told { length, tag, id }| {
            word_of.extend(std::iter::repeat_n(words.len() as u32, length));
            words.push(Word { start: at, end: at + length, tag, id });
            at += length;
        });
    }

    /// What a word says of names in and beside which it stands.
    pub(crate) fn points(&self, page: &Page<'_>, word: &Word) -> WordPoints {
        if word.id != WordId::NONE {
            return page.known.vocabulary.points(word.id);
        }
        let text = self.span(word.start, word.end).of(page.text());
        page.known.dictionary.rules.words.get(text).copied().unwrap_or_default()
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
        self.numbers[byte as usize] as usize
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
