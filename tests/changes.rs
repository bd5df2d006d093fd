//! A change of the dictionary applied to a store gives, byte for byte, what a build from nothing with the changed
//! dictionary gives: for random changes on a small corpus.

mod support;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use guanxi::corpus::{self, ReadOptions};
use guanxi::dictionary::{Changes, Dictionary, DictionaryOptions};
use guanxi::export::{self, Format, Options};
use guanxi::graph::Selection;
use guanxi::pipeline::{self, RunOptions};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::store::{OpenOptions, Store, StoreError};
use proptest::prelude::*;
use support::desk::Desk;
use support::folders::root;

/// Names of the sample pages, words that stand beside them, and names that stand nowhere.
const NAMES: [&str; 16] = [
    "包头市",
    "包头",
    "鄂尔多斯市",
    "内蒙古自治区",
    "内蒙古",
    "赤峰市",
    "呼和浩特市",
    "自治区总工会",
    "内蒙古自治区总工会",
    "包头市总工会",
    "张慧宇",
    "天骏计划",
    "产业工人",
    "试点",
    "甲乙丙市",
    "高新区",
];
const KINDS: [&str; 4] = ["organisation", "person", "place", "programme"];

/// A row: name, kind, aliases, within, whether it takes out.
type Drawn = (usize, usize, Vec<usize>, Option<usize>, bool);

fn row() -> impl Strategy<Value = Drawn> {
    let aliases = prop::collection::vec(0..NAMES.len(), 0..3);
    (
        0..NAMES.len(),
        0..KINDS.len(),
        aliases,
        prop::option::weighted(0.3, 0..NAMES.len()),
        prop::bool::weighted(0.3),
    )
}

fn table(rows: &[Drawn]) -> String {
    let mut text = "change\tname\tkind\taliases\twithin\n".to_owned();
    for (name, kind, aliases, within, remove) in rows {
        let aliases: Vec<&str> = aliases.iter().map(|&n| NAMES[n]).collect();
        let (change, within) = (if *remove { "-" } else { "" }, within.map_or("", |n| NAMES[n]));
        text.push_str(&format!(
            "{change}\t{}\t{}\t{}\t{within}\n",
            NAMES[*name],
            KINDS[*kind],
            aliases.join("|")
        ));
    }
    text
}

fn dictionary(paths: &[&PathBuf], judgements: &[&PathBuf]) -> Dictionary {
    let owned = |paths: &[&PathBuf]| paths.iter().map(|path| (*path).clone()).collect();
    let options = DictionaryOptions {
        builtin: false,
        paths: owned(paths),
        judgements: owned(judgements),
        texts: Vec::new(),
    };
    Dictionary::load(&options).unwrap()
}

/// A store of the sample pages.
fn build(desk: &Desk, name: &str, recogniser: &Recogniser) -> Store {
    build_of(desk, &root().join("examples/news"), name, recogniser)
}

fn build_of(desk: &Desk, source: &Path, name: &str, recogniser: &Recogniser) -> Store {
    let (inputs, _) = corpus::inputs(&[source.display().to_string()]);
    let stop = AtomicBool::new(false);
    let run = RunOptions { inputs, read: ReadOptions::default(), threads: 2, stop: &stop };
    let mut store = Store::open(&desk.path(name), &OpenOptions::default()).unwrap();
    pipeline::build(recogniser, &mut store, run, |_, _| {}).unwrap();
    store
}

/// The whole graph with all evidence, in bytes.
fn exported(store: &Store) -> Vec<u8> {
    let snapshot = store.snapshot().unwrap();
    let nodes: Vec<u32> = (0..snapshot.entity_count() as u32).collect();
    let relations: Vec<u32> = (0..snapshot.relation_count() as u32).collect();
    let Ok(graph) = export::gather(&snapshot, &nodes, &relations) else { return Vec::new() };
    let mut quotes = export::quotes_of_snapshot(&snapshot, &Selection::default());
    let mut bytes = Vec::new();
    let options = Options { evidence: 1000, ..Options::new(Format::JsonLines) };
    export::write(&graph, &mut quotes, &options, &mut bytes).unwrap();
    bytes
}

/// Every mention of every article, whatever the order in which they are stored.
fn mentions(store: &Store) -> Vec<String> {
    let articles = store.articles().unwrap().map(Result::unwrap);
    let mut found: Vec<String> =
        articles.map(|a| format!("{:?} {:?} {:?}", a.key, a.sources, a.mentions)).collect();
    found.sort();
    found
}

/// Applies a change to a store where every run is told to end at once, which is opened anew now and then. Gives how many runs
/// were interrupted.
fn applied_bit_by_bit(path: &Path, changes: &Changes, new: &Recogniser) -> (u64, Store) {
    static STOP: AtomicBool = AtomicBool::new(true);
    let open = || {
        let mut store = Store::open_existing(path).unwrap();
        store.end_at(&STOP);
        store
    };
    let mut store = open();
    for runs in 0..1000 {
        match pipeline::apply(&mut store, changes, new, 2, |_, _| {}) {
            Err(StoreError::Interrupted { .. }) if runs % 8 == 0 => {
                store.close().unwrap();
                store = open();
            }
            Err(StoreError::Interrupted { .. }) => {}
            done => {
                assert_eq!(done.unwrap().concerned, 0);
                return (runs, store);
            }
        }
    }
    panic!("{}: it does not come to its end", path.display())
}

fn with(dictionary: Dictionary) -> Recogniser {
    Recogniser::new(dictionary, RecogniseOptions::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn applying_a_change_is_building_anew(
        mut base in prop::collection::vec(row(), 1..8),
        change in prop::collection::vec(row(), 1..4),
        judged in prop::collection::vec((0usize..3, 0..NAMES.len(), 0..NAMES.len()), 0..3),
    ) {
        for row in &mut base {
            row.4 = false;
        }
        let desk = Desk::new();
        let base = desk.file("base.tsv", &table(&base));
        let change = desk.file("change.tsv", &table(&change));
        let mut rows = String::from("judgement\ta\tb\n");
        for (sort, a, b) in judged {
            rows += &format!("{}\t{}\t{}\n", ["same", "not-same", "never"][sort], NAMES[a], NAMES[b]);
        }
        let judged = desk.file("judged.tsv", &rows);
        let old = dictionary(&[&base], &[]);
        let new = dictionary(&[&base, &change], &[&judged]);
        let changes = Changes::between(&old, &new).unwrap();
        let old = with(old);
        let mut store = build(&desk, "applied", &old);
        drop(build(&desk, "resumed", &old));
        let new = with(new);
        let plan = pipeline::plan(&store, &changes, &new, 2, |_, _| {}).unwrap();
        let before: u64 = total(&store);
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        let rebuilt = build(&desk, "rebuilt", &new);
        prop_assert_eq!(mentions(&store), mentions(&rebuilt));
        prop_assert!(exported(&store) == exported(&rebuilt), "the exports differ");
        prop_assert_eq!(store.verify().unwrap().problems, Vec::<String>::new());
        // Interrupted, it goes on where it ended: each article is recognised once.
        let (runs, resumed) = applied_bit_by_bit(&desk.path("resumed"), &changes, &new);
        prop_assert!((applied.concerned..=applied.concerned + 1).contains(&runs), "{} runs", runs);
        prop_assert_eq!(mentions(&resumed), mentions(&rebuilt));
        prop_assert!(exported(&resumed) == exported(&rebuilt), "the exports of the resumed differ");
        prop_assert_eq!(resumed.dictionary(), store.dictionary());
        prop_assert_eq!(resumed.verify().unwrap().problems, Vec::<String>::new());
        // The plan foretold it.
        let (gained, lost) = plan.entities.iter().fold((0, 0), |(gained, lost), e| {
            (gained + e.after.saturating_sub(e.before), lost + e.before.saturating_sub(e.after))
        });
        prop_assert_eq!(before + gained, total(&store) + lost);
        prop_assert_eq!(plan.concerned, applied.concerned);
        let snapshot = store.snapshot().unwrap();
        for relation in &plan.relations {
            let ends = snapshot.node(&relation.a).zip(snapshot.node(&relation.b));
            let relation_now = ends.and_then(|(a, b)| snapshot.between(a, b));
            prop_assert_eq!(relation_now.map_or(0, |r| snapshot.relation(r).count()), relation.after);
        }
    }
}

/// Each sort of change by itself, on names that stand in the pages: so none of them is covered by luck alone.
#[test]
fn every_sort_of_change_changes_the_graph_as_building_anew_does() {
    const BASE: &str = "name\tkind\taliases\twithin\n包头市\tplace\t包头\t内蒙古自治区\n\
        内蒙古自治区\tplace\t内蒙古\t\n张慧宇\tperson\t\t\n天骏计划\tprogramme\t\t\n高质量发展\tprogramme\t\t\n\
        赤峰市\tplace\t\t内蒙古自治区\n";
    let desk = Desk::new();
    let base = desk.file("base.tsv", BASE);
    for (sort, change) in [
        ("an alias more", "\t赤峰市\tplace\t赤峰\t内蒙古自治区\n"),
        ("an alias less", "-\t包头市\tplace\t包头\t内蒙古自治区\n"),
        ("an entity more", "\t产业工人\tprogramme\t\t\n"),
        ("an entity less", "-\t高质量发展\tprogramme\t\t\n"),
        ("another kind", "-\t张慧宇\tperson\t\t\n\t张慧宇\torganisation\t\t\n"),
        ("another container", "-\t包头市\tplace\t\t内蒙古自治区\n\t包头市\tplace\t包头\t赤峰市\n"),
        ("a container less", "-\t内蒙古自治区\tplace\t\t\n"),
        ("same", "same\t包头市\t赤峰市\n"),
        ("not the same", "not-same\t包头市\t包头\n"),
        ("never a name", "never\t张慧宇\t\n"),
    ] {
        let (change, judged) = if sort == "same" || sort.starts_with('n') {
            (String::new(), change.to_owned())
        } else {
            (change.to_owned(), String::new())
        };
        let change = desk.file("change.tsv", &format!("change\tname\tkind\taliases\twithin\n{change}"));
        let judged = desk.file("judged.tsv", &format!("judgement\ta\tb\n{judged}"));
        let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[&judged]));
        let changes = Changes::between(&old, &new).unwrap();
        let mut store = build(&desk, &format!("{sort} applied"), &with(old));
        let before = exported(&store);
        let new = with(new);
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        assert!(applied.changed > 0 && before != exported(&store), "{sort}: nothing changed");
        let rebuilt = build(&desk, &format!("{sort} rebuilt"), &new);
        assert_eq!(mentions(&store), mentions(&rebuilt), "{sort}");
        assert!(exported(&store) == exported(&rebuilt), "{sort}: the exports differ");
        assert_eq!(store.dictionary(), rebuilt.dictionary(), "{sort}: the notes of the dictionary differ");
    }
}

/// A word list concerns every article: its rows name no form that could be looked for.
#[test]
fn a_changed_word_list_changes_the_graph_as_building_anew_does() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    std::fs::create_dir(desk.path("rules")).unwrap();
    let list = desk.file("rules/ignore.tsv", "word\tkind\n");
    let verbs = desk.file("rules/organisation-suffixes.tsv", "word\tstrength\n计划\tstrong\n");
    let (old, new) = (dictionary(&[&base, &list], &[]), dictionary(&[&base, &list, &verbs], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build(&desk, "applied", &with(old));
    let new = with(new);
    let articles = store.snapshot().unwrap().articles();
    for _ in 0..2 {
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        assert_eq!((applied.articles, applied.concerned), (articles, articles));
    }
    let rebuilt = build(&desk, "rebuilt", &new);
    assert_eq!(mentions(&store), mentions(&rebuilt));
    assert!(exported(&store) == exported(&rebuilt), "the exports differ");
}

/// A place has an award that the country has by a longer name: that name need not stand in the article.
#[test]
fn an_award_of_the_country_concerns_those_of_places() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n天骏计划\tprogramme\n内蒙古自治区\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\n全国天骏计划\tprogramme\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    assert!(changes.in_text("内蒙古自治区天骏计划"));
    let mut store = build(&desk, "applied", &with(old));
    let new = with(new);
    assert!(pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap().concerned > 0);
    assert_eq!(mentions(&store), mentions(&build(&desk, "rebuilt", &new)));
}

/// 民主党 is that of the one of two states that has a row for it: the full name need not stand in the article.
#[test]
fn a_body_of_a_state_concerns_its_bare_name() {
    let desk = Desk::new();
    let rows = "name\tkind\taliases\n意大利民主党\torganisation\t意大利民主党人\n";
    let change = desk.file("change.tsv", rows);
    let text = "意大利和法国的代表出席了会议，民主党发表声明。\n";
    let page = desk.file("state.txt", text);
    let with_builtin = |paths| {
        let options = DictionaryOptions { builtin: true, paths, judgements: Vec::new(), texts: Vec::new() };
        Dictionary::load(&options).unwrap()
    };
    let (old, new) = (with_builtin(Vec::new()), with_builtin(vec![change]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build_of(&desk, &page, "applied", &with(old));
    let new = with(new);
    pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    let rebuilt = build_of(&desk, &page, "rebuilt", &new);
    assert_eq!(mentions(&store), mentions(&rebuilt));
    assert!(exported(&store) == exported(&rebuilt), "the exports differ");
}

/// What an interrupted change leaves is neither of the two dictionaries, and no build takes it for one.
#[test]
fn an_interrupted_change_is_noted_until_it_is_finished() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\taliases\n包头市\tplace\t包头\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build(&desk, "store", &with(old));
    let (before, new) = (store.dictionary(), with(new));
    let after = pipeline::fingerprint(new.dictionary(), new.options());
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        pipeline::apply(&mut store, &changes, &new, 2, |_, _| std::panic::panic_any("stopped from outside"))
    }));
    assert!(stopped.is_err());
    let noted = store.dictionary();
    assert!(noted == pipeline::underway(&changes, after) && noted != before && noted != after);
    pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    assert_eq!(store.dictionary(), after);
}

/// What an interrupted change did counts only until somebody else changes the store.
#[test]
fn a_change_begins_anew_where_the_store_was_changed_meanwhile() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\taliases\n包头市\tplace\t包头\n产业工人\tprogramme\t\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let (old, new) = (with(old), with(new));
    let mut store = build(&desk, "store", &old);
    let end = store.documents();
    for (progress, rest) in [(end..end, Some(end..end)), (1..end, Some(1..end))] {
        store.note_progress(&progress).unwrap();
        assert_eq!(store.progress().unwrap(), rest);
    }
    // Another dictionary is noted: every article is looked at again.
    let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    assert!(applied.changed > 0 && store.progress().unwrap().is_none());
    assert_eq!(mentions(&store), mentions(&build(&desk, "rebuilt", &new)));
    // Articles came since.
    let end = store.documents();
    store.note_progress(&(0..end)).unwrap();
    drop(store);
    let store = build(&desk, "store", &old);
    assert!(store.documents() > end);
    assert_eq!(store.progress().unwrap(), None);
}

fn total(store: &Store) -> u64 {
    let snapshot = store.snapshot().unwrap();
    (0..snapshot.entity_count() as u32).map(|node| snapshot.mentions_of(node)).sum()
}
