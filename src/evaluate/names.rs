//! The names that people marked, as a dictionary: what a gold set knows by itself.

use std::collections::BTreeMap;

use super::marked::Marked;
use crate::dictionary::Kind;

/// Every marked surface of two characters or more with its kind. A name that was marked as several kinds has the most
/// frequent one; of equally frequent kinds the last in alphabetical order.
///
/// # Errors
/// The first error of `texts`.
pub fn names<E>(texts: impl Iterator<Item = Result<Marked, E>>) -> Result<BTreeMap<String, Kind>, E> {
    let mut counts: BTreeMap<String, BTreeMap<Kind, u64>> = BTreeMap::new();
    for marked in texts {
        for mention in marked?.gold {
            *counts.entry(mention.surface).or_default().entry(mention.kind).or_default() += 1;
        }
    }
    counts.retain(|surface, _| surface.chars().nth(1).is_some());
    let most = |kinds: BTreeMap<Kind, u64>| kinds.into_iter().max_by_key(|(_, times)| *times);
    Ok(counts.into_iter().filter_map(|(surface, kinds)| Some((surface, most(kinds)?.0))).collect())
}
