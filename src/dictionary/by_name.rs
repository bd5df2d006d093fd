//! The entities of a kind with a canonical name, without a second copy of the names.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{EntityNo, Kind};

/// Entities by kind and canonical name. They lie side by side, since that is how entities are sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct ByName {
    /// The first of each hash of a kind and a name.
    first: FxHashMap<u32, EntityNo>,
    numbers: Vec<EntityNo>,
}

impl ByName {
    /// The entities with these kinds and names, which come sorted.
    pub(super) fn new<'e>(keys: impl ExactSizeIterator<Item = (&'e Kind, &'e str)>) -> Self {
        let numbers: Vec<EntityNo> = (0..keys.len() as u32).map(EntityNo).collect();
        let mut first = FxHashMap::with_capacity_and_hasher(numbers.len(), FxBuildHasher);
        for (&number, key) in numbers.iter().zip(keys) {
            first.entry(hash(&key)).or_insert(number);
        }
        Self { first, numbers }
    }

    /// The entities with a kind and a name, which `key` gives of a number.
    pub(super) fn listed<'e>(
        &self,
        wanted: (&Kind, &str),
        key: impl Fn(EntityNo) -> (&'e Kind, &'e str),
    ) -> &[EntityNo] {
        let Some(first) = self.first.get(&hash(&wanted)) else { return &[] };
        let at = if key(*first) == wanted {
            first.0 as usize
        } else {
            // Two names of one hash: the first of them has taken its place.
            self.numbers.partition_point(|&number| key(number) < wanted)
        };
        let same = self.numbers[at..].iter().take_while(|&&number| key(number) == wanted).count();
        &self.numbers[at..at + same]
    }
}

/// Half of a hash: the table of all names is half as large then, and hardly two of them share one.
fn hash(key: &(&Kind, &str)) -> u32 {
    (FxBuildHasher.hash_one(key) >> 32) as u32
}
