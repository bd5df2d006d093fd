//! What a store refuses, and how it says so.

use std::fs;

use guanxi::relate::{Counting, Window};
use guanxi::store::{OpenOptions, Snapshot, Store, StoreError};

use crate::fixture::{article, build};

#[test]
fn another_window_is_refused_with_the_cure() {
    let dir = tempfile::tempdir().unwrap();
    drop(build(dir.path(), &[]));
    let counting = Counting { window: Window::Paragraph, ..Counting::default() };
    let error = Store::open(dir.path(), &OpenOptions::counting(counting)).unwrap_err().to_string();
    assert!(error.ends_with("counts by sentence presence, not by paragraph presence; build with sentence presence, or change the store first"), "{error}");
}

#[test]
fn a_missing_store_is_not_made_by_asking() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    assert!(matches!(Snapshot::open(&nowhere), Err(StoreError::Missing { .. })));
    assert!(matches!(Store::open_existing(&nowhere), Err(StoreError::Missing { .. })));
    assert!(!nowhere.exists());
}

#[test]
fn a_held_store_names_its_holder() {
    let dir = tempfile::tempdir().unwrap();
    let _held = build(dir.path(), &[]);
    let error = Store::open(dir.path(), &OpenOptions::default()).unwrap_err().to_string();
    assert!(error.contains(&format!("in use by process {}", std::process::id())), "{error}");
}

#[test]
fn spans_outside_the_text_are_refused_and_nothing_else_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let mut writer = store.writer().unwrap();
    let good = article("a.txt", 0, None, "赤峰市和包头市签约。");
    for (start, end) in [(0, 999), (1, 3), (6, 3)] {
        let mut bad = good.clone();
        bad.mentions[0].span = guanxi::text::Span::new(start, end);
        let error = writer.add(&bad).unwrap_err().to_string();
        assert_eq!(error, "a.txt: article 0: a span lies outside the text or cuts a character");
    }
    writer.add(&good).unwrap();
    writer.finish().unwrap();
    assert_eq!(store.snapshot().unwrap().articles(), 1);
}

#[test]
fn damage_in_any_file_is_an_error_or_a_right_answer() {
    let dir = tempfile::tempdir().unwrap();
    let right = build(dir.path(), &[article("a.txt", 0, None, "赤峰市和包头市签约。")]).snapshot().unwrap();
    let log = dir.path().join("generation-1/articles.log");
    let bytes = fs::read(&log).unwrap();
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        fs::write(&log, &changed).unwrap();
        let verified = Store::open_existing(dir.path()).and_then(|store| store.verify());
        assert!(matches!(verified, Err(StoreError::Damaged { .. })), "byte {at}: {verified:?}");
    }
    fs::write(&log, &bytes).unwrap();
    assert!(Store::open_existing(dir.path()).unwrap().verify().unwrap().is_clean());
    fs::remove_file(&log).unwrap();
    assert!(Store::open_existing(dir.path()).is_err());
    assert!(Snapshot::open(dir.path()).is_err());
    drop(right);
}

#[test]
fn a_store_whose_marker_is_gone_is_told_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    drop(build(dir.path(), &[article("a.txt", 0, None, "赤峰市和包头市签约。")]));
    let marker = dir.path().join("guanxi.store");
    fs::remove_file(&marker).unwrap();
    let opened = [
        Snapshot::open(dir.path()).map(drop),
        Store::open_existing(dir.path()).map(drop),
        Store::open(dir.path(), &OpenOptions::default()).map(drop),
    ];
    for opened in opened {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Unmarked { format: 2, there: 1, .. }), "{error}");
    }
    fs::write(&marker, "guanxi store 2\ngeneration 1\n").unwrap();
    assert!(Store::open_existing(dir.path()).unwrap().verify().unwrap().is_clean());
}

#[test]
fn a_file_is_no_store_and_the_file_at_fault_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("page.txt");
    fs::write(&file, "赤峰市").unwrap();
    let told = Store::open(&file, &OpenOptions::default()).unwrap_err().to_string();
    assert!(told.ends_with("name a directory, which may be new"), "{told}");

    let store = dir.path().join("store");
    drop(build(&store, &[article("a.txt", 0, None, "赤峰市和包头市签约。")]));
    let log = store.join("generation-1/articles.log");
    let bytes = fs::read(&log).unwrap();
    fs::write(&log, vec![b'x'; bytes.len()]).unwrap();
    let told = Store::open_existing(&store).unwrap_err().to_string();
    assert!(told.contains("articles.log: damaged, it begins as no log of guanxi does"), "{told}");
    fs::write(&log, bytes).unwrap();

    let conf = store.join("generation-1/database/conf");
    fs::write(&conf, "other bytes").unwrap();
    let told = Store::open_existing(&store).unwrap_err().to_string();
    assert!(told.contains("database: damaged") && told.contains("into another directory"), "{told}");
}
