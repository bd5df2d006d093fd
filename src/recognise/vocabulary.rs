//! The points of words by numbers that each word of a text gets once: no text is compared where a rule asks for them.

use std::cmp::Reverse;
use std::hint::select_unpredictable;

use rustc_hash::FxHashMap;

use crate::dictionary::{Rules, WordPoints};
use crate::text::{WordId, Words};

const MULTIPLIER: u32 = 0x9E37_79B1;
const SECOND_MULTIPLIER: u32 = 0x85EB_CA6B;

/// The number of a word's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PointsNo(u32);

/// The words of `words.tsv`.
pub(crate) struct Vocabulary {
    /// First that of all other words.
    points: Vec<WordPoints>,
    /// Words and characters that jieba numbers.
    numbered: Numbered,
    /// Letters and digits, which a text may run together without a number of jieba's.
    runs: FxHashMap<String, PointsNo>,
}

impl Vocabulary {
    /// Numbers the words of the table.
    pub(crate) fn new(rules: &Rules) -> Self {
        let (mut points, mut numbered) = (vec![WordPoints::default()], Vec::with_capacity(rules.words.len()));
        let mut runs = FxHashMap::default();
        for (word, &of) in &rules.words {
            let number = PointsNo(points.len() as u32);
            points.push(of);
            numbered.extend(Words::shared().id(word).map(|id| (id, number)));
            if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                runs.insert(word.clone(), number);
            }
        }
        Self { points, numbered: Numbered::new(&numbered), runs }
    }

    /// The number of the points of a word with a number of jieba's.
    #[inline]
    pub(crate) fn number(&self, id: WordId) -> PointsNo {
        self.numbered.get(id)
    }

    /// The number of the points of letters and digits.
    pub(crate) fn number_of_run(&self, word: &str) -> PointsNo {
        self.runs.get(word).copied().unwrap_or_default()
    }

    /// The points with a number.
    #[inline]
    pub(crate) fn points(&self, number: PointsNo) -> &WordPoints {
        &self.points[number.0 as usize]
    }
}

/// Numbers by words, each of which is looked up for every word of a text: in one place, which a seed tells (hash, displace and
/// compress: Belazzougui, Botelho and Dietzfelbinger 2009), so that no branch waits for what stands there.
struct Numbered {
    seeds: Vec<u32>,
    slots: Vec<(WordId, PointsNo)>,
}

impl Numbered {
    /// Half of the slots stay free.
    fn new(words: &[(WordId, PointsNo)]) -> Self {
        let mut new = Self {
            seeds: vec![0; words.len() / 2 + 1],
            slots: vec![(WordId::NONE, PointsNo::default()); words.len() * 2 + 1],
        };
        let mut groups = vec![Vec::new(); new.seeds.len()];
        for word in words {
            groups[new.group(word.0)].push(*word);
        }
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|&group| Reverse(groups[group].len()));
        for group in order {
            new.settle(group, &groups[group]);
        }
        new
    }

    /// Finds a seed that puts all words of a group into free slots.
    fn settle(&mut self, group: usize, words: &[(WordId, PointsNo)]) {
        let mut places: Vec<usize> = Vec::with_capacity(words.len());
        for seed in (0u32..).map(|number| number.wrapping_mul(MULTIPLIER)) {
            places.clear();
            for &(id, _) in words {
                let place = self.place(id, seed);
                if self.slots[place].0 == WordId::NONE && !places.contains(&place) {
                    places.push(place);
                }
            }
            if places.len() == words.len() {
                self.seeds[group] = seed;
                break;
            }
        }
        for (place, word) in places.into_iter().zip(words) {
            self.slots[place] = *word;
        }
    }

    #[inline]
    fn group(&self, id: WordId) -> usize {
        among(id.number().wrapping_mul(MULTIPLIER), self.seeds.len())
    }

    #[inline]
    fn place(&self, id: WordId, seed: u32) -> usize {
        let mixed = id.number().wrapping_mul(SECOND_MULTIPLIER) ^ seed;
        among(mixed.wrapping_mul(MULTIPLIER), self.slots.len())
    }

    /// The number of a word, or that of words without one.
    #[inline]
    fn get(&self, id: WordId) -> PointsNo {
        let (of, number) = self.slots[self.place(id, self.seeds[self.group(id)])];
        // Half of the words of a text have one: no branch foresees which.
        select_unpredictable(of == id, number, PointsNo::default())
    }
}

/// A hash as one of `length` numbers.
#[inline]
fn among(hash: u32, length: usize) -> usize {
    ((u64::from(hash) * length as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_number_and_others_have_none() {
        let words: Vec<(WordId, PointsNo)> = ('\u{4e00}'..'\u{6000}')
            .zip(1..)
            .map(|(c, number)| (Words::shared().id_of(c), PointsNo(number)))
            .collect();
        for count in [0, 1, 2, 3, 100, words.len()] {
            let numbered = Numbered::new(&words[..count]);
            for (n, &(id, number)) in words.iter().enumerate() {
                assert_eq!(numbered.get(id), if n < count { number } else { PointsNo::default() });
            }
        }
    }
}
