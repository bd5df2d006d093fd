//! Copies that were brought back, graphs of other stores, and markers that name what is not there.

use std::fs;
use std::path::Path;

use guanxi::store::{EvidenceOptions, OpenOptions, Snapshot, Store, StoreError};

use crate::fixture::{article, build};
use crate::support::folders::copy;

/// Adds articles of a source of their own and publishes.
fn add(dir: &Path, source: &str, texts: &[&str]) {
    let mut store = Store::open(dir, &OpenOptions::default()).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, text) in (0..).zip(texts) {
        writer.add(&article(source, number, None, text)).unwrap();
    }
    writer.finish().unwrap();
    store.publish().unwrap();
}

/// Puts the first graph of another store in the place of the own one.
fn take_graph(dir: &Path, other: &Path) {
    let graph = "graph-1-1.gx";
    fs::remove_file(dir.join(graph)).unwrap();
    fs::copy(other.join(graph), dir.join(graph)).unwrap();
}

fn articles(dir: &Path) -> u64 {
    Snapshot::open(dir).unwrap().articles()
}

#[test]
fn the_graph_of_a_lost_history_is_not_taken_for_that_of_the_same_number() {
    let (dir, backup) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    copy(dir.path(), backup.path());
    add(dir.path(), "lost", &["张慧宇到包头市。"]);
    copy(backup.path(), dir.path());
    assert_eq!(articles(dir.path()), 1, "the copy, not what came after it");
    add(dir.path(), "new", &["总工会到赤峰市。", "赤峰市下雨。"]);
    assert_eq!(articles(dir.path()), 3);
    let store = Store::open_existing(dir.path()).unwrap();
    assert_eq!((store.sequence(), store.verify().unwrap().problems), (2, vec![]));
}

#[test]
fn a_graph_newer_than_the_store_hides_nothing_while_somebody_writes() {
    let (dir, backup) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    copy(dir.path(), backup.path());
    add(dir.path(), "lost", &["张慧宇到包头市。"]);
    let lost = fs::read(dir.path().join("graph-1-2.gx")).unwrap();
    copy(backup.path(), dir.path());
    let held = Store::open_existing(dir.path()).unwrap();
    for (name, bytes) in [("graph-1-2.gx", &lost[..]), ("graph-1-9.gx", b"")] {
        fs::write(dir.path().join(name), bytes).unwrap();
        let seen = Snapshot::open(dir.path()).unwrap();
        assert_eq!((seen.sequence(), seen.articles(), seen.behind().is_some()), (1, 1, false), "{name}");
    }
    drop(held);
    drop(Store::open_existing(dir.path()).unwrap());
    assert!(!dir.path().join("graph-1-2.gx").exists(), "the next opening clears what is of no commit");
}

#[test]
fn a_graph_of_another_store_is_not_shown_while_somebody_writes() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    add(other.path(), "two", &["张慧宇到包头市。", "赤峰市下雨。"]);
    take_graph(dir.path(), other.path());
    let mut store = Store::open_existing(dir.path()).unwrap();
    let mut writer = store.writer().unwrap();
    for number in 0..2 {
        writer.add(&article("more", number, None, &format!("总工会第{number}次到赤峰市。"))).unwrap();
        writer.commit().unwrap();
        assert!(matches!(Snapshot::open(dir.path()), Err(StoreError::Locked { .. })), "commit {number}");
    }
}

#[test]
fn stores_of_the_same_text_have_histories_of_their_own() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (dir, source) in [(&dir, "one"), (&other, "two")] {
        add(dir.path(), source, &["赤峰市和包头市签约。"]);
    }
    take_graph(dir.path(), other.path());
    let evidence = Snapshot::open(dir.path()).unwrap().evidence(0, 1, &EvidenceOptions::default()).unwrap();
    assert_eq!(evidence[0].sources[0].source, "one");
}

#[test]
fn a_graph_of_an_older_version_is_no_problem() {
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    let graph = dir.path().join("graph-1-1.gx");
    let mut bytes = fs::read(&graph).unwrap();
    bytes[16] -= 1;
    fs::remove_file(&graph).unwrap();
    fs::write(&graph, bytes).unwrap();
    let report = Store::open_existing(dir.path()).unwrap().verify().unwrap();
    assert!(report.is_clean(), "{:?}", report.problems);
    assert_eq!(articles(dir.path()), 1);
}

#[test]
fn a_graph_of_another_store_is_made_anew() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    add(other.path(), "two", &["张慧宇到包头市。", "赤峰市下雨。"]);
    take_graph(dir.path(), other.path());
    let problems = Store::open_existing(dir.path()).unwrap().verify().unwrap().problems;
    assert_eq!(problems, ["graph-1-1.gx is damaged; the next question makes it anew"]);
    assert_eq!(articles(dir.path()), 1);
}

#[test]
fn a_marker_that_names_what_is_not_there_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), "one", &["赤峰市和包头市签约。"]);
    let marker = dir.path().join("guanxi.store");
    let right = fs::read_to_string(&marker).unwrap();
    for generation in [0, 3, 0] {
        fs::write(&marker, format!("guanxi store 2\ngeneration {generation}\n")).unwrap();
        let opened = [
            Snapshot::open(dir.path()).map(drop),
            Store::open_existing(dir.path()).map(drop),
            Store::open(dir.path(), &OpenOptions::default()).map(drop),
        ];
        for opened in opened {
            let error = opened.unwrap_err();
            assert!(matches!(error, StoreError::Misnamed { .. }), "{error}");
            let told = error.to_string();
            assert!(
                told.contains("write \"generation 1\" into") && !told.contains("build it anew"),
                "{told}"
            );
        }
    }
    fs::write(&marker, right).unwrap();
    assert_eq!(articles(dir.path()), 1, "all of it is still there");
}

#[test]
fn the_marker_of_the_generation_before_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = build(dir.path(), &[article("a", 0, None, "赤峰市和包头市签约。")]);
    let marker = dir.path().join("guanxi.store");
    let before = fs::read(&marker).unwrap();
    store.compact(|_, _| ()).unwrap();
    drop(store);
    let after = fs::read(&marker).unwrap();
    fs::write(&marker, before).unwrap();
    assert!(Snapshot::open(dir.path()).is_err());
    assert!(Store::open(dir.path(), &OpenOptions::default()).is_err());
    fs::write(&marker, after).unwrap();
    assert_eq!(articles(dir.path()), 1);
}
