//! The normal text of an article as characters and words, for the rules.

use std::ops::Range;

use super::page::Page;
use super::sorted::Sorted;
use super::vocabulary::PointsNo;
use crate::dictionary::{Characters, Hit, Role, Use};
use crate::text::{Span, Tag, Told, WordId, Words};

/// Characters that are noted as they are read.
const NOTED: Role = Role::NUMBER.with(Role::SOUGHT);

/// Characters that most words have at most: so many numbers are written at once.
const MOST_WORDS_HAVE: usize = 4;

/// A word of jieba's with its tag. Positions are numbers of characters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) tag: Tag,
    pub(crate) points: PointsNo,
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
    /// The words that jieba knows as names: of persons, places or bodies.
    named: Vec<u32>,
    /// The characters that numbers are written with.
    pub(crate) digits: Vec<usize>,
    /// Where each of the characters stands that rules look for in the whole text.
    sought: [Vec<usize>; Characters::SOUGHT],
    /// The characters that begin surnames and stand before a letter.
    pub(crate) surnames: Vec<u32>,
    /// The characters with which, and the next one, parts of foreign names may begin.
    pub(crate) parts: Vec<u32>,
    /// What is cut on its own.
    clauses: Vec<Range<usize>>,
    /// The number of the character that starts at each byte.
    numbers: Vec<u32>,
    /// Scratch: 1 for each character that is wanted, 0 for the others.
    wanted: Vec<u8>,
    sorted: Sorted,
}

/// Whether a surname may begin with two characters.
#[inline]
fn begins_surname(first: Role, second: Role) -> bool {
    first.has(Role::SURNAME) | first.has(Role::DOUBLE) & second.has(Role::DOUBLE_SECOND)
}

/// The numbers of the characters that are wanted. All are looked at side by side first, without a branch, then these are found.
pub(crate) fn wanted(marks: &[u8]) -> impl Iterator<Item = u32> {
    memchr::memchr_iter(1, marks).map(|n| n as u32)
}

impl Letters {
    /// Segments the whole normal text of a page, whose characters were read, and tells the page its borders.
    pub(crate) fn fill(&mut self, page: &mut Page<'_>) {
        self.note(page);
        self.cut(page);
        self.sorted.fill(page.hits);
        let starts = self.words.iter().map(|word| self.at[word.start]);
        page.borders.take(starts.chain([page.normal.text().len() as u32]));
    }

    /// The hits with a use, one that rules look for, in order.
    #[inline]
    pub(crate) fn hits(&self, sort: Use) -> &[Hit] {
        self.sorted.hits(sort)
    }

    /// Cuts the clauses; what stands between them are words of one character.
    fn cut(&mut self, page: &Page<'_>) {
        self.words.clear();
        // The numbers of another text are written over, every one of them; behind the end some are never read.
        self.word_of.resize(self.chars.len() + MOST_WORDS_HAVE, 0);
        self.named.resize(self.chars.len(), 0);
        let Self { chars, at, words, word_of, named, clauses, .. } = self;
        let (lexicon, vocabulary) = (Words::shared(), &page.known.vocabulary);
        let mut noted = 0;
        let mut add = |start: usize, length: usize, tag: Tag, points: PointsNo| {
            let number = words.len() as u32;
            named[noted] = number;
            noted += usize::from(matches!(tag, Tag::Person | Tag::Place | Tag::Body));
            // What is written too far the next words write over.
            word_of[start..start + MOST_WORDS_HAVE].fill(number);
            if length > MOST_WORDS_HAVE {
                word_of[start..start + length].fill(number);
            }
            words.push(Word { start, end: start + length, tag, points });
        };
        let mut next = 0;
        let alone = |n: usize| (lexicon.tag_of(chars[n]), vocabulary.number(lexicon.id_of(chars[n])));
        lexicon.tell_clauses(chars, clauses, |Told { start, length, tag, id }| {
            for n in next..start {
                let (tag, points) = alone(n);
                add(n, 1, tag, points);
            }
            next = start + length;
            let points = if id == WordId::NONE {
                vocabulary.number_of_run(Span::new(at[start], at[next]).of(page.text()))
            } else {
                vocabulary.number(id)
            };
            add(start, length, tag, points);
        });
        for n in next..chars.len() {
            let (tag, points) = alone(n);
            add(n, 1, tag, points);
        }
        named.truncate(noted);
    }

    /// Reads the characters of a text.
    pub(crate) fn read(&mut self, text: &str) {
        let count = text.chars().count();
        self.chars.resize(count, '\0');
        self.at.resize(count + 1, 0);
        for ((at, c), (char, byte)) in text.char_indices().zip(self.chars.iter_mut().zip(&mut self.at)) {
            (*char, *byte) = (c, at as u32);
        }
        self.at[count] = text.len() as u32;
    }

    /// Notes what the characters may be, which of them rules begin at, and the clauses.
    fn note(&mut self, page: &Page<'_>) {
        let characters = &page.known.characters;
        self.roles.clear();
        self.roles.extend(self.chars.iter().map(|&c| characters.role(c)));
        // What stands between the starts of characters is from another text, and never read.
        self.numbers.resize(self.numbers.len().max(page.text().len() + 1), 0);
        for (n, &byte) in (0..).zip(&self.at) {
            self.numbers[byte as usize] = n;
        }
        self.note_names(characters);
        self.note_clauses(page);
    }

    /// Notes where surnames and the parts of foreign names may begin.
    fn note_names(&mut self, characters: &Characters) {
        self.want(|first, second| begins_surname(first, second) & second.has(Role::LETTER));
        self.surnames.clear();
        self.surnames.extend(wanted(&self.wanted));
        self.want(|first, second| first.has(Role::PART) & second.has(Role::PART_SECOND));
        // What two characters may be each, they seldom are together.
        let pair = |n: u32| [self.chars[n as usize], self.chars[n as usize + 1]];
        self.parts.clear();
        self.parts.extend(wanted(&self.wanted).filter(|&n| characters.is_part(pair(n))));
    }

    /// Says which characters are wanted, by what they and the next ones may be.
    fn want(&mut self, is: impl Fn(Role, Role) -> bool) {
        let pairs = self.roles.iter().zip(self.roles.get(1..).unwrap_or_default());
        self.wanted.clear();
        self.wanted.extend(pairs.map(|(&first, &second)| u8::from(is(first, second))));
    }

    /// Notes the characters that rules look for, and the clauses: the stretches of letters that nothing was left out of.
    fn note_clauses(&mut self, page: &Page<'_>) {
        self.digits.clear();
        self.sought.iter_mut().for_each(Vec::clear);
        self.clauses.clear();
        let (len, mut start) = (self.len(), 0);
        self.want_stops(page);
        for n in wanted(&self.wanted).map(|n| n as usize) {
            let role = self.roles[n];
            self.digits.extend(role.has(Role::NUMBER).then_some(n));
            if role.has(Role::SOUGHT)
                && let Some(sought) = Characters::sought(self.chars[n])
            {
                self.sought[sought].push(n);
            }
            let letter = role.has(Role::LETTER);
            if !letter || !page.normal.gaps_at(self.at[n]).is_empty() {
                self.clauses.extend((start < n).then_some(start..n));
                start = n + usize::from(!letter);
            }
        }
        self.clauses.extend((start < len).then_some(start..len));
    }

    /// Says which characters are noted, are no letters, or stand behind what was left out.
    fn want_stops(&mut self, page: &Page<'_>) {
        let stops = |role: &Role| !role.has(Role::LETTER) | role.has(NOTED);
        self.wanted.clear();
        self.wanted.extend(self.roles.iter().map(|role| u8::from(stops(role))));
        for &(at, _) in page.normal.gaps() {
            if let Some(wanted) = self.wanted.get_mut(self.numbers[at as usize] as usize) {
                *wanted = 1;
            }
        }
    }

    /// Number of characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character with a number.
    #[inline]
    pub(crate) fn char(&self, n: usize) -> Option<char> {
        self.chars.get(n).copied()
    }

    /// The characters of the text that are `C`, one that is sought, in order.
    pub(crate) fn all<const C: char>(&self) -> impl Iterator<Item = usize> + use<'_, C> {
        self.standing::<C>().iter().copied()
    }

    /// Whether a range of characters holds `C`, one that is sought.
    pub(crate) fn holds<const C: char>(&self, start: usize, end: usize) -> bool {
        let all = self.standing::<C>();
        all.get(all.partition_point(|&n| n < start)).is_some_and(|&n| n < end)
    }

    /// Where `C` stands, one that is sought.
    fn standing<const C: char>(&self) -> &[usize] {
        const { assert!(Characters::sought(C).is_some(), "noted as the text is read") };
        Characters::sought(C).map_or(&[], |sought| &self.sought[sought])
    }

    /// The bytes of a range of characters.
    #[inline]
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.at[start], self.at[end])
    }

    /// The number of the character that starts at a byte (or of the end).
    #[inline]
    pub(crate) fn number(&self, byte: u32) -> usize {
        self.numbers[byte as usize] as usize
    }

    /// The words that jieba knows as names of persons, places or bodies, in order.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Word> {
        self.named.iter().map(|&number| &self.words[number as usize])
    }

    /// The word that holds a character.
    #[inline]
    pub(crate) fn word(&self, n: usize) -> Word {
        self.words[self.word_of[n] as usize]
    }

    /// Whether a word starts at a character (the end of the text counts).
    #[inline]
    pub(crate) fn border(&self, n: usize) -> bool {
        n >= self.len() || self.word(n).start == n
    }

    /// Whether a character belongs to names: Han, Latin, digits.
    #[inline]
    pub(crate) fn letter(&self, n: usize) -> bool {
        self.roles.get(n).is_some_and(|role| role.has(Role::LETTER))
    }
}
