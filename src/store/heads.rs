//! Which documents an article has, known for every article of the store: one of them almost always.
//!
//! A writer asks for each article that comes, in no order, so this is kept in memory, and kept small: a sorted list, into which
//! a small table of those that came lately is merged now and then.

use rustc_hash::FxHashMap;

use super::rows::Row;
use super::segments::UNCOUNTED;

/// In place of the number of a document: there is none any more.
const GONE: u32 = u32::MAX;
/// Articles that the small table holds at least before it is merged.
const FEW: usize = 1 << 14;

/// A document of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) document: u32,
    /// The day it is counted on; none while another document of the article is the one that counts.
    pub(super) day: Option<u32>,
    pub(super) digest: u64,
}

/// A head in 16 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed {
    digest: u64,
    document: u32,
    day: u32,
}

/// Two halves of a key: they need no room for alignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64, u64);

/// The documents of all articles.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// The first document of each article that has been here for long, sorted.
    settled: Vec<(Key, Packed)>,
    /// The first document of articles that came lately.
    fresh: FxHashMap<u128, Packed>,
    /// Further documents.
    others: FxHashMap<u128, Vec<Head>>,
}

impl Heads {
    /// Takes the next row of the table, in its order.
    pub(super) fn load(&mut self, row: &Row<5, 1>) {
        let [high, low, document, day, digest] = row.key;
        let packed = Packed { digest, document: document as u32, day: day as u32 };
        match self.settled.last() {
            Some((Key(x, y), _)) if (*x, *y) == (high, low) => {
                self.others.entry(joined(Key(high, low))).or_default().push(packed.head());
            }
            _ => self.settled.push((Key(high, low), packed)),
        }
    }

    /// Makes room for so many rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.settled.reserve_exact(rows);
    }

    /// The documents of an article.
    pub(super) fn of(&self, key: u128) -> impl Iterator<Item = Head> + '_ {
        self.first(key).into_iter().chain(self.others.get(&key).into_iter().flatten().copied())
    }

    fn first(&self, key: u128) -> Option<Head> {
        if let Some(packed) = self.fresh.get(&key) {
            return Some(packed.head());
        }
        let at = self.settled.binary_search_by_key(&halves(key), |entry| entry.0).ok()?;
        Some(self.settled[at].1).filter(|packed| packed.document != GONE).map(Packed::head)
    }

    /// Adds a document.
    pub(super) fn push(&mut self, key: u128, head: Head) {
        if self.first(key).is_some() {
            self.others.entry(key).or_default().push(head);
        } else {
            self.put(key, head.packed());
        }
    }

    /// Puts other documents in the place of those of an article.
    pub(super) fn set(&mut self, key: u128, heads: &[Head]) {
        self.others.remove(&key);
        match heads.split_first() {
            Some((first, others)) => {
                self.put(key, first.packed());
                if !others.is_empty() {
                    self.others.insert(key, others.to_vec());
                }
            }
            None if self.fresh.remove(&key).is_none() => {
                if let Ok(at) = self.settled.binary_search_by_key(&halves(key), |entry| entry.0) {
                    self.settled[at].1.document = GONE;
                }
            }
            None => {}
        }
    }

    fn put(&mut self, key: u128, packed: Packed) {
        match self.settled.binary_search_by_key(&halves(key), |entry| entry.0) {
            Ok(at) => self.settled[at].1 = packed,
            Err(_) => drop(self.fresh.insert(key, packed)),
        }
        if self.fresh.len() >= FEW.max(self.settled.len() / 8) {
            self.merge();
        }
    }

    /// Brings the small table into the list, from the end, so that it grows where it is.
    fn merge(&mut self) {
        let mut fresh: Vec<_> = self.fresh.drain().map(|(key, packed)| (halves(key), packed)).collect();
        fresh.sort_unstable_by_key(|entry| entry.0);
        self.settled.retain(|entry| entry.1.document != GONE);
        let mut old = self.settled.len();
        let mut to = old + fresh.len();
        self.settled.reserve_exact(fresh.len());
        self.settled.resize(to, Default::default());
        for entry in fresh.into_iter().rev() {
            while old > 0 && self.settled[old - 1].0 > entry.0 {
                (old, to) = (old - 1, to - 1);
                self.settled[to] = self.settled[old];
            }
            to -= 1;
            self.settled[to] = entry;
        }
    }
}

impl Head {
    pub(super) fn row(&self, key: u128, sign: i64) -> Row<5, 1> {
        let day = self.day.map_or(UNCOUNTED, u64::from);
        let Key(high, low) = halves(key);
        Row::new([high, low, u64::from(self.document), day, self.digest], [sign])
    }

    fn packed(&self) -> Packed {
        let day = self.day.unwrap_or(UNCOUNTED as u32);
        Packed { digest: self.digest, document: self.document, day }
    }
}

impl Packed {
    fn head(self) -> Head {
        let day = Some(self.day).filter(|&day| u64::from(day) != UNCOUNTED);
        Head { document: self.document, day, digest: self.digest }
    }
}

fn halves(key: u128) -> Key {
    Key((key >> 64) as u64, key as u64)
}

fn joined(Key(high, low): Key) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn heads_are_those_that_were_put(
            steps in prop::collection::vec((0u128..40, prop::collection::vec(0u32..9, 0..3), any::<bool>()), 0..200),
        ) {
            let (mut heads, mut expected) = (Heads::default(), BTreeMap::<u128, Vec<Head>>::new());
            for (key, documents, merges) in steps {
                let key = key << 90 | key;
                let head = |&document: &u32| Head { document, day: (document > 2).then_some(document), digest: 7 };
                let list: Vec<Head> = documents.iter().map(head).collect();
                if let [one] = list[..] {
                    heads.push(key, one);
                    expected.entry(key).or_default().push(one);
                } else {
                    heads.set(key, &list);
                    expected.insert(key, list);
                }
                if merges {
                    heads.merge();
                }
                prop_assert!(heads.settled.is_sorted_by(|x, y| x.0 < y.0));
                for (&key, list) in &expected {
                    prop_assert_eq!(&heads.of(key).collect::<Vec<_>>(), list);
                }
            }
        }
    }
}
