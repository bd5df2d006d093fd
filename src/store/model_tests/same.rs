//! What must be the same of a store and of the model, however a graph was made.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use jiff::civil::Date;
use proptest::prelude::*;

use super::count::{Count, add};
use super::model::Model;
use crate::dictionary::EntityId;
use crate::relate::Counting;
use crate::store::collect::Portion;
use crate::store::{EntityCounts, Period, Snapshot, Store, StoredArticle};

/// What is counted of entities and of everything in each period that begins with one of the days.
pub(super) fn same_by_day(
    snapshot: &Snapshot,
    model: &Model,
    counting: Counting,
) -> Result<(), TestCaseError> {
    let mut count = Count::default();
    model.counted().iter().for_each(|(facts, date)| count.article(facts, *date, counting));
    let begins: BTreeSet<Date> = count.by_day.keys().filter_map(|(_, day)| *day).collect();
    for since in begins {
        let period = Period { since: Some(since), until: None };
        let sum = |of: Option<&EntityId>| {
            let mut sum = [0; 3];
            let days = count.by_day.iter().filter(|((id, day), _)| id.as_ref() == of && *day >= Some(since));
            days.for_each(|(_, counts)| add(&mut sum, *counts));
            sum
        };
        let of = |counts: EntityCounts| [counts.mentions, counts.windows, counts.articles];
        for node in 0..snapshot.entity_count() as u32 {
            prop_assert_eq!(of(snapshot.counts_in(node, &period)), sum(Some(&snapshot.entity(node).id)));
        }
        prop_assert_eq!(of(snapshot.all_counts_in(&period)), sum(None));
    }
    Ok(())
}

/// Snapshots are compared without their sequence, which counts commits.
pub(super) fn same(snapshot: &Snapshot, expected: &Snapshot) -> Result<(), TestCaseError> {
    let rows = |s: &Snapshot| {
        let entities: Vec<_> = (0..s.entity_count() as u32).map(|n| s.entity(n).clone()).collect();
        let relation = |n| {
            let relation = s.relation(n);
            (relation.a, relation.b, relation.dated().collect::<Vec<_>>())
        };
        let relations: Vec<_> = (0..s.relation_count() as u32).map(relation).collect();
        (s.windows(), s.articles(), s.counting(), entities, relations)
    };
    prop_assert_eq!(rows(snapshot), rows(expected));
    Ok(())
}

/// A graph made from the one before has the bytes of one made from everything, whether that is gathered at once or little by
/// little. Gives whether it was made so.
pub(super) fn publish_both_ways(store: &Store) -> bool {
    let gathered = |portion| store.gather(Cursor::new(Vec::new()), portion).unwrap().into_inner();
    let whole = gathered(Portion::default());
    for (room, articles) in [(1, 1), (40, 3), (300, 2)] {
        assert!(gathered(Portion { room, articles }) == whole, "a graph depends on how it was gathered");
    }
    let patched = store.patched_since(|| Ok(Cursor::new(Vec::new()))).map(Cursor::into_inner);
    if let Some(patched) = &patched {
        assert!(*patched == whole, "a patched graph is another than a gathered one");
    }
    store.publish().unwrap();
    patched.is_some()
}

/// Whether a snapshot tells the sources of the articles that count, and their days: the earliest of all readings of a text.
pub(super) fn same_places(snapshot: &Snapshot, articles: &[StoredArticle]) -> Result<(), TestCaseError> {
    let counted = || articles.iter().filter(|article| article.counted);
    let sources: BTreeSet<&String> = counted().flat_map(|a| a.sources.iter().map(|s| &s.source)).collect();
    let told = snapshot.sources().unwrap();
    prop_assert_eq!(told.iter().collect::<BTreeSet<_>>(), sources);
    let mut days = BTreeMap::<Date, u64>::new();
    for one in counted() {
        let readings = articles.iter().filter(|other| other.key == one.key);
        if let Some(day) = readings.flat_map(|a| a.sources.iter().filter_map(|s| s.date)).min() {
            *days.entry(day).or_default() += 1;
        }
    }
    prop_assert_eq!(snapshot.days(), days);
    Ok(())
}
