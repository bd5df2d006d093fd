//! Where words begin and end, by jieba (HMM off, its own dictionary only). Evidence for borders, never a list of names.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use jieba_rs::Jieba;

/// jieba with its shipped dictionary, loaded at first use (about 0.1 s) and shared.
pub struct Words {
    jieba: Jieba,
}

thread_local! {
    static TAGS: RefCell<HashMap<String, Option<String>>> = RefCell::default();
}

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

    /// The part-of-speech tag that jieba's dictionary gives a word (`ns` place, `nr` person, `v` verb …), if it has it.
    #[must_use]
    pub fn tag(&self, word: &str) -> Option<String> {
        if !self.has(word) {
            return None;
        }
        TAGS.with_borrow_mut(|tags| {
            if let Some(tag) = tags.get(word) {
                return tag.clone();
            }
            let found = self.jieba.tag(word, false);
            let tag = (found.len() == 1).then(|| found[0].tag.to_owned());
            tags.insert(word.to_owned(), tag.clone());
            tag
        })
    }
}
