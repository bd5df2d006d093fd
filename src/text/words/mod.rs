//! Where words begin and end, by jieba's dictionary and its choice (HMM off). Evidence for borders, never a list of names.
//!
//! jieba-rs cuts what is cut whole ([`Words::cut`]) and is the oracle of the tests. The windows of the recogniser are cut by
//! the walk in `route`: it needs to know which characters no word joins, and jieba-rs opens its dictionary to nobody.

mod found;
#[cfg(test)]
mod labels;
mod lexicon;
mod route;
mod slots;
mod tag;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;
use lexicon::Lexicon;
use route::Route;
pub use route::Told;
pub use tag::Tag;

/// The number of a word, or of a character that stands alone: equal for equal texts, in one process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordId(u32);

impl WordId {
    /// What has no number: letters or digits that were run together.
    pub const NONE: Self = Self(u32::MAX);

    /// The bare number.
    #[must_use]
    #[inline]
    pub fn number(self) -> u32 {
        self.0
    }

    #[inline]
    fn of_char(c: char) -> Self {
        Self(slots::SLOTS as u32 + c as u32)
    }
}

/// The words of jieba's dictionary, shared.
pub struct Words {
    lexicon: Lexicon,
    jieba: OnceLock<Jieba>,
}

thread_local! {
    static ROUTE: RefCell<Route> = RefCell::default();
}

impl Words {
    /// The one instance of this process.
    pub fn shared() -> &'static Self {
        static WORDS: Words = Words { lexicon: Lexicon::compiled(), jieba: OnceLock::new() };
        &WORDS
    }

    /// Appends to `ends` the byte positions in `text` at which jieba's words end, in order. The first call loads jieba-rs
    /// (about 0.1 s).
    pub fn cut(&self, text: &str, ends: &mut Vec<u32>) {
        let jieba = self.jieba.get_or_init(|| {
            let mut words = lexicon::WORDS.as_bytes();
            Jieba::with_dict(&mut words).unwrap_or_else(|_| Jieba::empty())
        });
        ends.extend(jieba.cut(text, false).iter().map(|token| token.byte_end as u32));
    }

    /// Tells the words of a text in order. They cover the text.
    pub fn tell(&self, text: &[char], word: impl FnMut(Told)) {
        self.tell_clauses(text, std::slice::from_ref(&(0..text.len())), word);
    }

    /// Tells the words of some clauses of a text in order, whose ends no word crosses. They cover the clauses.
    pub fn tell_clauses(&self, text: &[char], clauses: &[Range<usize>], word: impl FnMut(Told)) {
        ROUTE.with_borrow_mut(|route| route.cut(&self.lexicon, text, clauses, word));
    }

    /// The number of a character, or of a word that the dictionary has.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.lexicon.entry(word).map(|(_, id)| id)
    }

    /// The number of a character that stands alone.
    #[must_use]
    pub fn id_of(&self, c: char) -> WordId {
        WordId::of_char(c)
    }

    /// Whether some word of the dictionary may hold two characters side by side; sure where it says no. Where it does, and
    /// the two are not both letters or digits, a word ends between them whatever stands around.
    #[must_use]
    pub fn may_join(&self, a: char, b: char) -> bool {
        self.lexicon.inside(a, b)
    }

    /// Whether the dictionary has the word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.lexicon.has(word)
    }

    /// The tag of a character that stands alone.
    #[must_use]
    pub fn tag_of(&self, c: char) -> Tag {
        self.lexicon.single(c).tag()
    }

    /// The tag that the dictionary gives a word.
    #[must_use]
    pub fn tag(&self, word: &str) -> Tag {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Tag::None,
            (Some(c), None) if !c.is_ascii_alphanumeric() => self.tag_of(c),
            // No word begins like that, as most of what is asked about; letters and digits are run together without one.
            (Some(a), Some(b)) if !a.is_ascii_alphanumeric() && !self.lexicon.begins(a, b) => Tag::None,
            _ => self.tag_of_cut(word),
        }
    }

    /// The tag of a text that is one word when it is cut.
    fn tag_of_cut(&self, text: &str) -> Tag {
        match self.lexicon.entry(text) {
            Some((entry, _)) if entry.outweighs() => return entry.tag(),
            None if !text.contains(|c: char| c.is_ascii_alphanumeric()) => return Tag::None,
            _ => {}
        }
        let mut found = Tag::None;
        let mut words = 0;
        let chars: Vec<char> = text.chars().collect();
        self.tell(&chars, |told| (words, found) = (words + 1, told.tag));
        if words == 1 { found } else { Tag::None }
    }
}

/// The oracle of the tests: where the words of jieba-rs end in a text, in bytes.
#[cfg(test)]
pub(crate) fn words_of_jieba(text: &str) -> Vec<u32> {
    jieba().cut(text, false).iter().map(|token| token.byte_end as u32).collect()
}

#[cfg(test)]
fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(Jieba::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where the words of the walk end, in bytes.
    fn cut(text: &str) -> Vec<u32> {
        let chars: Vec<char> = text.chars().collect();
        let (mut ends, mut at, mut end) = (Vec::new(), 0, 0);
        Words::shared().tell(&chars, |Told { length, .. }| {
            end += chars[at..at + length].iter().map(|c| c.len_utf8() as u32).sum::<u32>();
            at += length;
            ends.push(end);
        });
        ends
    }

    /// The tag that is ours, where jieba's misleads.
    fn corrected(word: &str) -> Option<Tag> {
        let lines = include_str!("../../../dictionaries/words/corrected.tsv").lines();
        let mut rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
        rows.find(|row| row[0] == word).map(|row| labels::tag_of(row[1]))
    }

    fn jieba_tag(word: &str) -> Tag {
        let found = jieba().tag(word, false);
        if found.len() == 1 { labels::tag_of(found[0].tag) } else { Tag::None }
    }

    #[test]
    fn tags_stand_in_their_order() {
        assert!(Tag::ALL.iter().enumerate().all(|(n, tag)| *tag as usize == n));
    }

    #[test]
    fn the_dictionary_is_that_of_jieba() {
        for line in include_str!("../../../dictionaries/words/jieba.txt").lines() {
            let word = line.split(' ').next().unwrap();
            assert!(jieba().has_word(word), "{word}");
            assert_eq!(
                Words::shared().tag(word),
                corrected(word).unwrap_or_else(|| jieba_tag(word)),
                "{word}"
            );
        }
    }

    #[test]
    fn every_character_has_the_tag_that_jieba_gives_or_guesses() {
        for c in ('\u{80}'..='\u{ffff}').chain('\u{20000}'..='\u{200ff}') {
            let word = c.to_string();
            assert_eq!(
                Words::shared().tag(&word),
                corrected(&word).unwrap_or_else(|| jieba_tag(&word)),
                "{word}"
            );
        }
    }

    #[test]
    fn what_no_word_joins_is_cut_anywhere() {
        let text = "市长春节前慰问职工，发展中国家的4S店和AA制同卡拉OK厅。";
        let ends = cut(text);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        for pair in chars.windows(2) {
            let alnum = |c: char| c.is_ascii_alphanumeric();
            let ((_, a), (at, b)) = (pair[0], pair[1]);
            let joined = Words::shared().may_join(a, b) || alnum(a) && alnum(b);
            assert!(joined || ends.contains(&(at as u32)), "{a}{b}");
        }
    }

    proptest! {
        #[test]
        fn cuts_as_jieba_cuts(text in "([赤峰市长春节中国家的发展在了大人民共和4SA店〇一二十年月日会议工作，。+#·]|[\u{4e00}-\u{9fa5}]){0,40}") {
            prop_assert_eq!(cut(&text), words_of_jieba(&text));
        }
    }
}
