//! Which documents an article has, known for every article of the store: one of them almost always.
//!
//! A writer asks for each article that comes, in no order. What came lately is in a small table; now and then that is brought
//! into a sorted file, of which little is in memory.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::StoreError;
use super::head::{GONE, Head, Packed};
use super::rows::Row;
use super::segments::UNCOUNTED;
use super::settled::{Settled, SettledWriter};

/// Articles that the small table holds at least before it is merged.
const FEW: usize = 1 << 14;
/// The part of all articles that it holds at least.
const PART: usize = 16;

/// The documents of all articles.
#[derive(Debug)]
pub(super) struct Heads {
    /// The first document of each article that has been here for long.
    settled: Settled,
    /// The first document of articles that came lately.
    fresh: FxHashMap<u128, Packed>,
    /// Further documents.
    others: FxHashMap<u128, Vec<Head>>,
    /// Documents that do not count, and some that did not at one time.
    uncounted: FxHashSet<u32>,
}

impl Heads {
    /// Takes all rows of the table, in its order. What needs no memory is kept in `folder`, and gone when this is.
    ///
    /// # Errors
    /// Those of the rows, and of writing, here as below.
    pub(super) fn load(
        folder: &Path,
        rows: impl Iterator<Item = Result<Row<5, 1>, StoreError>>,
    ) -> Result<Self, StoreError> {
        let mut others: FxHashMap<u128, Vec<Head>> = FxHashMap::default();
        let mut uncounted = FxHashSet::default();
        let mut settled = SettledWriter::new(folder);
        let mut last = None;
        for row in rows {
            let [high, low, document, day, digest] = row?.key;
            let key = u128::from(high) << 64 | u128::from(low);
            let packed = Packed { digest, document: document as u32, day: day as u32 };
            if day == UNCOUNTED {
                uncounted.insert(packed.document);
            }
            if last == Some(key) {
                others.entry(key).or_default().push(packed.head());
            } else {
                settled.push(key, packed)?;
            }
            last = Some(key);
        }
        Ok(Self { settled: settled.finish()?, fresh: FxHashMap::default(), others, uncounted })
    }

    /// Documents among which are all that do not count.
    pub(super) fn uncounted(&self) -> &FxHashSet<u32> {
        &self.uncounted
    }

    fn note_uncounted(&mut self, heads: &[Head]) {
        self.uncounted.extend(heads.iter().filter(|head| head.day.is_none()).map(|head| head.document));
    }

    /// The documents of an article.
    pub(super) fn of(&self, key: u128) -> Result<impl Iterator<Item = Head> + '_, StoreError> {
        Ok(self.first(key)?.into_iter().chain(self.others.get(&key).into_iter().flatten().copied()))
    }

    fn first(&self, key: u128) -> Result<Option<Head>, StoreError> {
        if let Some(packed) = self.fresh.get(&key) {
            return Ok(Some(packed.head()));
        }
        let found = self.settled.find(key)?.map(|(_, packed)| packed);
        Ok(found.filter(|packed| packed.document != GONE).map(Packed::head))
    }

    /// Adds a document.
    pub(super) fn push(&mut self, key: u128, head: Head) -> Result<(), StoreError> {
        self.note_uncounted(&[head]);
        if self.first(key)?.is_none() {
            return self.put(key, head.packed());
        }
        self.others.entry(key).or_default().push(head);
        Ok(())
    }

    /// Puts other documents in the place of those of an article.
    pub(super) fn set(&mut self, key: u128, heads: &[Head]) -> Result<(), StoreError> {
        self.others.remove(&key);
        self.note_uncounted(heads);
        let Some((first, others)) = heads.split_first() else { return self.remove(key) };
        if !others.is_empty() {
            self.others.insert(key, others.to_vec());
        }
        self.put(key, first.packed())
    }

    fn remove(&mut self, key: u128) -> Result<(), StoreError> {
        if self.fresh.remove(&key).is_some() {
            return Ok(());
        }
        match self.settled.find(key)? {
            Some((at, packed)) => self.settled.set(at, key, Packed { document: GONE, ..packed }),
            None => Ok(()),
        }
    }

    fn put(&mut self, key: u128, packed: Packed) -> Result<(), StoreError> {
        if let Some((at, _)) = self.settled.find(key)? {
            return self.settled.set(at, key, packed);
        }
        self.fresh.insert(key, packed);
        if self.fresh.len() >= FEW.max(self.settled.len() / PART) { self.merge() } else { Ok(()) }
    }

    /// Brings the small table into the file.
    fn merge(&mut self) -> Result<(), StoreError> {
        let mut fresh: Vec<(u128, Packed)> = self.fresh.drain().collect();
        fresh.sort_unstable_by_key(|entry| entry.0);
        self.settled = self.settled.with(&fresh)?;
        Ok(())
    }
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
            let folder = tempfile::tempdir().unwrap();
            let mut heads = Heads::load(folder.path(), std::iter::empty()).unwrap();
            let mut expected = BTreeMap::<u128, Vec<Head>>::new();
            for (key, documents, merges) in steps {
                let key = key << 90 | key;
                let head = |&document: &u32| Head { document, day: (document > 2).then_some(document), digest: 7 };
                let list: Vec<Head> = documents.iter().map(head).collect();
                if let [one] = list[..] {
                    heads.push(key, one).unwrap();
                    expected.entry(key).or_default().push(one);
                } else {
                    heads.set(key, &list).unwrap();
                    expected.insert(key, list);
                }
                if merges {
                    heads.merge().unwrap();
                }
                for (&key, list) in &expected {
                    prop_assert_eq!(&heads.of(key).unwrap().collect::<Vec<_>>(), list);
                }
            }
        }
    }
}
