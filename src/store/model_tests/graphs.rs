//! Graphs that are made anew, from the one before, or not from a damaged one; compacting, and adding twice.

use std::sync::Arc;

use super::model::{facts, named};
use super::same::publish_both_ways;
use crate::dictionary::Named;
use crate::store::{OpenOptions, Snapshot, Store};

#[test]
fn compacting_shrinks_a_store_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    for round in 0..30u8 {
        let mut writer = store.writer().unwrap();
        for number in 0..40 {
            writer.add(&facts(round % 7, number, number.wrapping_mul(round), 3, round % 3)).unwrap();
        }
        writer.finish().unwrap();
    }
    let snapshot = store.snapshot().unwrap();
    let first = store.compact(|_, _| ()).unwrap();
    assert!(first.after < first.before, "{first:?}");
    for _ in 0..3 {
        let again = store.compact(|_, _| ()).unwrap();
        // sled's file grows by segments of half a megabyte.
        assert!(again.after <= first.after + (1 << 19), "{again:?} after {first:?}");
    }
    assert_eq!(store.snapshot().unwrap(), snapshot);
    assert!(store.verify().unwrap().is_clean());
}

#[test]
fn a_damaged_graph_is_not_patched() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let add = |store: &mut Store, number: u8| {
        let mut writer = store.writer().unwrap();
        writer.add(&facts(0, number, number, 3, 0)).unwrap();
        writer.finish().unwrap();
    };
    add(&mut store, 1);
    store.publish().unwrap();
    drop(store);
    let graph = dir.path().join("graph-1-1.gx");
    let mut bytes = std::fs::read(&graph).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&graph, bytes).unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    add(&mut store, 2);
    assert!(!publish_both_ways(&store), "made from a damaged graph");
    assert_eq!(store.snapshot().unwrap().articles(), 2);
}

#[test]
fn a_graph_that_is_damaged_or_of_another_commit_is_told_and_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let mut old = Vec::new();
    for number in [1, 2] {
        let mut writer = store.writer().unwrap();
        writer.add(&facts(0, number, number, 3, 0)).unwrap();
        writer.finish().unwrap();
        store.publish().unwrap();
        let graph = dir.path().join(format!("graph-1-{number}.gx"));
        old.push(std::fs::read(graph).unwrap());
    }
    drop(store);
    let mut torn = old[1].clone();
    let middle = torn.len() / 2;
    torn[middle] ^= 1;
    for false_graph in [&torn, &old[0]] {
        std::fs::write(dir.path().join("graph-1-2.gx"), false_graph).unwrap();
        let report = Store::open_existing(dir.path()).unwrap().verify().unwrap();
        assert_eq!(report.problems, ["graph-1-2.gx is damaged; the next question makes it anew"]);
        assert_eq!(Snapshot::open(dir.path()).unwrap().articles(), 2);
        assert!(Store::open_existing(dir.path()).unwrap().verify().unwrap().is_clean());
    }
}

#[test]
fn a_graph_is_made_from_the_one_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    for round in 0..12u8 {
        let mut writer = store.writer().unwrap();
        writer.add(&facts(round % 3, round, round, round % 4, round % 3)).unwrap();
        writer.commit().unwrap();
        if round == 7 {
            writer.forget_sources(&["页1.txt"], |_, _| ()).unwrap();
        }
        let old = named(1, 2);
        let new = Arc::new(Named { aliases: vec!["鹿城".to_owned()], ..(*old).clone() });
        if round == 9 {
            assert_eq!(writer.redefine(&[(old, new)]).unwrap(), 1);
        }
        writer.finish().unwrap();
        assert_eq!(publish_both_ways(&store), round > 0, "round {round}");
        if round % 5 == 4 {
            drop(store);
            store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
        }
    }
}

#[test]
fn adding_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let mut before = None;
    for round in 0..3 {
        let mut writer = store.writer().unwrap();
        for source in 0..4 {
            writer.begin_source(&format!("页{source}.txt")).unwrap();
            for number in 0..3 {
                writer.add(&facts(source, number, source + number, 3, 0)).unwrap();
            }
            writer.end_source(&format!("页{source}.txt")).unwrap();
        }
        assert_eq!(writer.finish().unwrap(), 1, "round {round}");
        let now = (
            store.snapshot().unwrap(),
            std::fs::metadata(dir.path().join("generation-1/articles.log")).unwrap().len(),
        );
        assert_eq!(*before.get_or_insert(now.clone()), now);
    }
}
