//! Evidence, published graphs, and answers while somebody writes.

use std::fs;
use std::path::{Path, PathBuf};

use guanxi::store::{EvidenceOptions, OpenOptions, Snapshot, Store};
use guanxi::text::Span;
use jiff::civil::date;

use crate::fixture::{article, build, id};

fn three_days() -> Vec<guanxi::store::ArticleFacts> {
    vec![
        article("b.txt", 0, Some(date(2022, 10, 12)), "今天很冷。赤峰市的总工会在开会。"),
        article("a.txt", 0, Some(date(2022, 10, 12)), "总工会到赤峰市，赤峰市下雪。"),
        article("c.txt", 0, Some(date(2021, 1, 1)), "赤峰市总工会成立。"),
        article("d.txt", 0, None, "总工会没有写日期，赤峰市也没有。"),
        article("e.txt", 0, Some(date(2023, 1, 1)), "赤峰市下雨。总工会放假。"),
    ]
}

fn graph_file(dir: &Path) -> PathBuf {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        names.filter(|path| path.extension().is_some_and(|ext| ext == "gx")).collect();
    assert_eq!(found.len(), 1, "one graph is published: {found:?}");
    found.remove(0)
}

#[test]
fn evidence_is_the_sentence_with_both_names_marked() {
    let dir = tempfile::tempdir().unwrap();
    drop(build(dir.path(), &three_days()));
    let snapshot = Snapshot::open(dir.path()).unwrap();
    let [a, b] = ["赤峰市", "总工会"].map(|name| snapshot.node(&id(name)).unwrap());
    let found = snapshot.evidence(a, b, &EvidenceOptions::default()).unwrap();
    let order: Vec<_> =
        found.iter().map(|e| (e.sources[0].source.as_str(), e.line, e.text.as_str())).collect();
    assert_eq!(
        order,
        [
            ("a.txt", Some(10), "总工会到赤峰市，赤峰市下雪。"),
            ("b.txt", Some(20), "赤峰市的总工会在开会。"),
            ("c.txt", Some(10), "赤峰市总工会成立。"),
            ("d.txt", Some(10), "总工会没有写日期，赤峰市也没有。"),
        ]
    );
    assert_eq!(found[0].a_spans, [Span::new(12, 21), Span::new(24, 33)]);
    assert_eq!(found[0].b_spans, [Span::new(0, 9)]);
    assert_eq!((found[0].title.as_str(), found[0].date), ("a.txt 0", Some(date(2022, 10, 12))));
    for evidence in &found {
        assert!(evidence.a_spans.iter().all(|span| span.of(&evidence.text) == "赤峰市"));
        assert!(evidence.b_spans.iter().all(|span| span.of(&evidence.text) == "总工会"));
    }
}

#[test]
fn evidence_keeps_to_its_period_order_and_limit() {
    let dir = tempfile::tempdir().unwrap();
    let snapshot = build(dir.path(), &three_days()).snapshot().unwrap();
    let [a, b] = ["赤峰市", "总工会"].map(|name| snapshot.node(&id(name)).unwrap());
    let sources = |options: &EvidenceOptions| -> Vec<String> {
        let found = snapshot.evidence(a, b, options).unwrap();
        found.into_iter().map(|evidence| evidence.sources[0].source.clone()).collect()
    };
    let all = EvidenceOptions::default();
    assert_eq!(
        sources(&EvidenceOptions { newest_first: false, ..all }),
        ["c.txt", "a.txt", "b.txt", "d.txt"]
    );
    assert_eq!(sources(&EvidenceOptions { limit: 1, ..all }), ["a.txt"]);
    assert_eq!(sources(&EvidenceOptions { until: Some(date(2021, 1, 1)), ..all }), ["c.txt"]);
    assert_eq!(sources(&EvidenceOptions { since: Some(date(2021, 1, 2)), ..all }), ["a.txt", "b.txt"]);
}

#[test]
fn a_reprint_is_one_article_with_two_sources_and_the_earlier_date() {
    let dir = tempfile::tempdir().unwrap();
    let text = "赤峰市和包头市签约。";
    let later = article("a.txt", 3, Some(date(2022, 5, 2)), text);
    let earlier = article("z.txt", 0, Some(date(2022, 5, 1)), text);
    let mut store = build(dir.path(), &[later, earlier]);
    let seen = |store: &Store| {
        let snapshot = store.snapshot().unwrap();
        let found = snapshot.evidence(0, 1, &EvidenceOptions::default()).unwrap();
        let sources: Vec<_> = found[0].sources.iter().map(|source| source.source.clone()).collect();
        (snapshot.articles(), snapshot.relation(0).count(), found[0].date, found[0].title.clone(), sources)
    };
    let both = vec!["a.txt".to_owned(), "z.txt".to_owned()];
    assert_eq!(seen(&store), (1, 1, Some(date(2022, 5, 1)), "a.txt 3".to_owned(), both));
    let mut writer = store.writer().unwrap();
    assert_eq!(writer.forget_sources(&["z.txt"], |_, _| ()).unwrap().places, 1);
    writer.finish().unwrap();
    let one = vec!["a.txt".to_owned()];
    assert_eq!(seen(&store), (1, 1, Some(date(2022, 5, 2)), "a.txt 3".to_owned(), one));
}

#[test]
fn a_reader_needs_no_lock_and_sees_the_last_published_graph() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = build(dir.path(), &three_days());
    assert!(Snapshot::open(dir.path()).is_err(), "held, and nothing is published yet");
    store.publish().unwrap();
    let before = Snapshot::open(dir.path()).unwrap();
    assert!(before.behind().is_none());
    let mut writer = store.writer().unwrap();
    writer.add(&article("f.txt", 0, None, "张慧宇到包头市。")).unwrap();
    writer.commit().unwrap();
    let meanwhile = Snapshot::open(dir.path()).unwrap();
    assert!(meanwhile.behind().is_some());
    assert_eq!(meanwhile, before);
    writer.finish().unwrap();
    drop(store);
    let after = Snapshot::open(dir.path()).unwrap();
    assert_eq!((after.behind().is_some(), after.sequence(), after.articles()), (false, 2, 6));
    let old = before.evidence(0, 1, &EvidenceOptions::default());
    assert!(old.is_ok(), "an open graph goes on answering after it was replaced");
}

#[test]
fn a_damaged_graph_is_made_anew_and_never_trusted() {
    let dir = tempfile::tempdir().unwrap();
    let right = build(dir.path(), &three_days()).snapshot().unwrap();
    let file = graph_file(dir.path());
    let bytes = fs::read(&file).unwrap();
    let changed = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    let mut cases: Vec<Vec<u8>> = (0..bytes.len()).step_by(29).map(changed).collect();
    cases.extend([0, 5, 100, bytes.len() / 2, bytes.len() - 1].map(|len| bytes[..len].to_vec()));
    for (number, case) in cases.into_iter().enumerate() {
        // Replaced, not written over: a mapped file must never change.
        fs::remove_file(&file).unwrap();
        fs::write(&file, &case).unwrap();
        let found = Snapshot::open(dir.path()).unwrap();
        assert_eq!(found, right, "case {number}");
        assert_eq!(
            fs::read(graph_file(dir.path())).unwrap(),
            bytes,
            "case {number}: the file is whole again"
        );
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(Snapshot::open(dir.path()).unwrap(), right);
}

#[test]
fn building_twenty_times_leaves_one_store() {
    let dir = tempfile::tempdir().unwrap();
    let mut sizes = Vec::new();
    for _ in 0..20 {
        let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
        let mut writer = store.writer().unwrap();
        for article in three_days() {
            writer.begin_source(&article.source.source).unwrap();
            writer.add(&article).unwrap();
            writer.end_source(&article.source.source).unwrap();
        }
        assert_eq!(writer.finish().unwrap(), 1);
        sizes.push(store.status().unwrap().bytes);
    }
    assert!(sizes[19] <= sizes[1], "{sizes:?}");
}
