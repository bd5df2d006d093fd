//! Where words begin and end, by jieba (HMM off, its own dictionary only). Evidence for borders, never a list of names.

use std::cell::RefCell;
use std::sync::OnceLock;

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;

/// What jieba's dictionary says of a word: its part-of-speech tag (ICTCLAS), coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Not in the dictionary, or a character that stands for itself.
    None,
    /// n, ng, nz and the like: things.
    Noun,
    /// nz: proper, of no certain kind.
    Proper,
    /// nr, nrt, nrfg: personal names.
    Person,
    /// ns: places.
    Place,
    /// nt: bodies.
    Body,
    /// v, vd, vi and the like.
    Verb,
    /// vn, an: verbs and adjectives that stand as nouns.
    VerbalNoun,
    /// a, ad, ag, z.
    Adjective,
    /// b: words that only modify (国有, 大型).
    Modifier,
    /// j: abbreviations (政协).
    Abbreviation,
    /// i, l: idioms and set phrases.
    Phrase,
    /// t, tg: times.
    Time,
    /// m, mq: numbers.
    Number,
    /// q: measure words.
    Measure,
    /// f, s: sides and locations (中, 上, 境内).
    Side,
    /// eng: Latin letters.
    Latin,
    /// p, c, u, d, r, y, e, o, h, k: words of grammar.
    Grammar,
}

impl Tag {
    fn of(tag: &str) -> Self {
        match tag {
            "nz" => Self::Proper,
            "nr" | "nrt" | "nrfg" => Self::Person,
            "ns" => Self::Place,
            "nt" => Self::Body,
            "vn" | "an" => Self::VerbalNoun,
            "eng" => Self::Latin,
            _ => match tag.as_bytes().first() {
                Some(b'n' | b'g') => Self::Noun,
                Some(b'v') => Self::Verb,
                Some(b'a' | b'z') => Self::Adjective,
                Some(b'b') => Self::Modifier,
                Some(b'j') => Self::Abbreviation,
                Some(b'i' | b'l') => Self::Phrase,
                Some(b't') => Self::Time,
                Some(b'm') => Self::Number,
                Some(b'q') => Self::Measure,
                Some(b'f' | b's') => Self::Side,
                Some(b'x') | None => Self::None,
                Some(_) => Self::Grammar,
            },
        }
    }
}

/// jieba with its shipped dictionary, loaded at first use (about 0.1 s) and shared.
pub struct Words {
    jieba: Jieba,
}

thread_local! {
    static TAGS: RefCell<FxHashMap<Box<str>, Tag>> = RefCell::default();
}

/// Words remembered with their tags, a thread; about 4 MB.
const REMEMBERED: usize = 1 << 16;

impl Words {
    /// The one instance of this process.
    pub fn shared() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self { jieba: Jieba::new() })
    }

    /// Appends to `ends` the byte positions in `text` at which jieba's words end, in order.
    pub fn cut(&self, text: &str, ends: &mut Vec<u32>) {
        ends.extend(self.jieba.cut(text, false).iter().map(|token| token.byte_end as u32));
    }

    /// Whether jieba's dictionary has the word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }

    /// The tag that jieba's dictionary gives a word.
    #[must_use]
    pub fn tag(&self, word: &str) -> Tag {
        TAGS.with_borrow_mut(|tags| {
            if let Some(&tag) = tags.get(word) {
                return tag;
            }
            if tags.len() >= REMEMBERED {
                tags.clear();
            }
            let found = self.jieba.tag(word, false);
            let tag = if found.len() == 1 { Tag::of(found[0].tag) } else { Tag::None };
            tags.insert(word.into(), tag);
            tag
        })
    }
}
