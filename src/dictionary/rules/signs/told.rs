//! The words of each sign, found by the characters that they begin and end with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NAMES, Sign};
use crate::dictionary::normal;

/// Words by what they tell (`signs.tsv`: word, signs).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Told>", into = "Vec<Told>")]
pub struct Signs(Box<[Told; NAMES.len()]>);

impl Default for Signs {
    fn default() -> Self {
        Self(Box::new(std::array::from_fn(|_| Told::default())))
    }
}

impl From<Vec<Told>> for Signs {
    fn from(told: Vec<Told>) -> Self {
        told.try_into().map(Self).unwrap_or_default()
    }
}

impl From<Signs> for Vec<Told> {
    fn from(Signs(told): Signs) -> Self {
        Vec::from(told as Box<[Told]>)
    }
}

/// The words that tell one thing: few begin, and few end, with the same character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Told {
    by_first: Table,
    by_last: Table,
}

/// Words under the characters that they begin or end with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Table {
    words: BTreeMap<char, Vec<String>>,
    /// A bit for the last six bits of each of the characters: most that are asked for are none of them.
    seen: u64,
}

impl Table {
    fn bit(c: char) -> u64 {
        1 << (u32::from(c) % u64::BITS)
    }

    fn insert(&mut self, c: char, word: &str) {
        self.seen |= Self::bit(c);
        let alike = self.words.entry(c).or_default();
        if let Err(at) = alike.binary_search_by(|known| known.as_str().cmp(word)) {
            alike.insert(at, word.to_owned());
        }
    }

    /// Whether one of the words under a character is wanted.
    fn any(&self, c: Option<char>, wanted: impl FnMut(&String) -> bool) -> bool {
        let words = |c: char| if self.seen & Self::bit(c) == 0 { None } else { self.words.get(&c) };
        c.and_then(words).is_some_and(|words| words.iter().any(wanted))
    }
}

impl Told {
    fn insert(&mut self, word: &str) {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return };
        self.by_first.insert(first, word);
        self.by_last.insert(last, word);
    }
}

impl Signs {
    /// The signs by their names in the list.
    pub(in crate::dictionary) const NAMES: &'static [&'static str] = &NAMES;

    /// Takes a word in; names of no sign are left out.
    pub(in crate::dictionary::rules) fn add<'a>(&mut self, word: &str, names: impl Iterator<Item = &'a str>) {
        for name in names {
            if let Some(sign) = NAMES.iter().position(|known| *known == name) {
                self.0[sign].insert(&normal(word));
            }
        }
    }

    /// Whether a word tells that. O(words that begin with its first character), as the next.
    #[must_use]
    pub fn has(&self, sign: Sign, word: &str) -> bool {
        self.0[sign as usize].by_first.any(word.chars().next(), |known| known == word)
    }

    /// Whether a word that tells that stands anywhere in a normal text. O(words × text).
    #[must_use]
    pub fn inside(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_first.words.values().flatten().any(|known| text.contains(known.as_str()))
    }

    /// Whether a normal text begins with a word that tells that.
    #[must_use]
    pub fn begin(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_first.any(text.chars().next(), |known| text.starts_with(&**known))
    }

    /// The bytes of the longest word that tells that and stands at a byte of a normal text, up to another byte.
    #[must_use]
    pub fn beginning(&self, sign: Sign, text: &str, from: u32, to: u32) -> Option<u32> {
        let text = &text[from as usize..to as usize];
        let alike = self.0[sign as usize].by_first.words.get(&text.chars().next()?)?;
        alike.iter().filter(|known| text.starts_with(known.as_str())).map(|known| known.len() as u32).max()
    }

    /// The bytes of the longest word that tells that and ends a normal text.
    #[must_use]
    pub fn ending(&self, sign: Sign, text: &str) -> Option<u32> {
        let alike = self.0[sign as usize].by_last.words.get(&text.chars().next_back()?)?;
        alike.iter().filter(|known| text.ends_with(known.as_str())).map(|known| known.len() as u32).max()
    }

    /// Whether a normal text ends with a word that tells that. O(words that end with its last character).
    #[must_use]
    pub fn end(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_last.any(text.chars().next_back(), |known| text.ends_with(&**known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn a_word_tells_what_its_row_says() {
        let rows = "word\tsigns\n在\tgoes-on|locates\n畔\tshore\n";
        let signs = Dictionary::of_text("rules/signs.tsv", rows).rules.signs;
        assert!(signs.begin(Sign::GoesOn, "在家") && signs.end(Sign::Locates, "他在"));
        assert!(!signs.end(Sign::Shore, "湖畔人") && signs.has(Sign::Shore, "畔"));
        assert!(!signs.has(Sign::Vague, "在"));
    }

    /// The recogniser looks for them by their last character.
    #[test]
    fn what_tells_who_came_along_ends_alike() {
        let signs = Dictionary::builtin().rules.signs;
        let mut words = signs.0[Sign::Retinue as usize].by_first.words.values().flatten();
        assert!(words.all(|word| word.ends_with('有')));
    }

    #[test]
    fn every_sign_has_a_shipped_word() {
        let signs = Dictionary::builtin().rules.signs;
        assert!(signs.0.iter().all(|told| !told.by_first.words.is_empty()));
    }
}
