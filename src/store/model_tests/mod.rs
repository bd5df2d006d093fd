//! Random sequences of adding, replacing, forgetting and reopening against a model that counts from scratch.

mod count;
mod graphs;
mod model;
mod same;
mod steps;

use proptest::prelude::*;

use super::*;
use crate::relate::Counting;
use model::{Model, fact};
use same::{publish_both_ways, same, same_by_day, same_places};
use steps::{Step, apply, counting, short, step};

/// A store verifies, publishes the same by every road, and tells what the model counts.
fn holds(store: &Store, model: &Model, counting: Counting) -> Result<(), TestCaseError> {
    let report = store.verify().unwrap();
    prop_assert!(report.is_clean(), "{:?}", report.problems);
    publish_both_ways(store);
    let snapshot = store.snapshot().unwrap();
    same(&snapshot, &model.snapshot(counting))?;
    same_by_day(&snapshot, model, counting)?;
    let articles: Vec<_> = store.articles().unwrap().map(Result::unwrap).collect();
    same_places(&snapshot, &articles)?;
    prop_assert_eq!(articles.iter().filter(|a| a.counted).count(), model.counted().len());
    Ok(())
}

/// Compacting changes no answer.
fn compacted(store: &mut Store) -> Result<(), TestCaseError> {
    let before = store.snapshot().unwrap();
    store.compact(|_, _| ()).unwrap();
    prop_assert_eq!(store.snapshot().unwrap(), before);
    prop_assert!(store.verify().unwrap().is_clean());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_store_equals_a_fresh_count(counting in counting(), steps in prop::collection::vec(step(), 1..40)) {
        let dir = tempfile::tempdir().unwrap();
        let options = OpenOptions::counting(counting);
        let mut model = Model::default();
        let mut store = Store::open(dir.path(), &options).unwrap();
        for part in steps.split_inclusive(|step| matches!(step, Step::Reopen | Step::Compact)) {
            let mut writer = store.writer().unwrap();
            for step in part {
                apply(&mut writer, &mut model, step);
            }
            writer.finish().unwrap();
            holds(&store, &model, counting)?;
            if matches!(part.last(), Some(Step::Compact)) {
                compacted(&mut store)?;
            }
            drop(store);
            store = Store::open(dir.path(), &options).unwrap();
        }
    }

    #[test]
    fn the_order_of_adding_leaves_no_trace(
        list in prop::collection::btree_map((0u8..5, 0u8..5), short(), 1..20),
        seed: u64,
        counting in counting(),
    ) {
        let mut places: Vec<_> = list.into_iter().collect();
        let mut seen = Vec::new();
        for _ in 0..2 {
            let dir = tempfile::tempdir().unwrap();
            let mut store = Store::open(dir.path(), &OpenOptions::counting(counting)).unwrap();
            let mut writer = store.writer().unwrap();
            for ((source, number), short) in &places {
                writer.add(&fact(*source, *number, *short)).unwrap();
            }
            writer.finish().unwrap();
            prop_assert_eq!(store.sequence(), 1);
            let snapshot = store.snapshot().unwrap();
            let options = EvidenceOptions { limit: 7, ..EvidenceOptions::default() };
            let pair = |n| snapshot.evidence(snapshot.ends(n).0, snapshot.ends(n).1, &options).unwrap();
            let evidence: Vec<_> = (0..snapshot.relation_count() as u32).map(pair).collect();
            prop_assert!(evidence.iter().all(|found| !found.is_empty()), "no relation without evidence");
            seen.push((snapshot, evidence));
            places.sort_by_key(|place| xxhash_rust::xxh3::xxh3_64_with_seed(format!("{place:?}").as_bytes(), seed));
        }
        prop_assert_eq!(&seen[0], &seen[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 15, ..ProptestConfig::default() })]

    #[test]
    fn recounting_equals_building_with_the_other_window(
        list in prop::collection::btree_map((0u8..4, 0u8..4), short(), 1..12),
        first in counting(),
        second in counting(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut model = Model::default();
        let mut store = Store::open(dir.path(), &OpenOptions::counting(first)).unwrap();
        let mut writer = store.writer().unwrap();
        for ((source, number), short) in list {
            apply(&mut writer, &mut model, &Step::Add(source, number, short));
        }
        writer.finish().unwrap();
        store.recount(second, |_, _| ()).unwrap();
        same(&store.snapshot().unwrap(), &model.snapshot(second))?;
        prop_assert!(store.verify().unwrap().is_clean());
        drop(store);
        same(&Snapshot::open(dir.path()).unwrap(), &model.snapshot(second))?;
    }
}
