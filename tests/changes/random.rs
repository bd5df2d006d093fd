//! Random changes of random dictionaries.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use guanxi::dictionary::Changes;
use guanxi::pipeline;
use guanxi::recognise::Recogniser;
use guanxi::store::{Store, StoreError};
use proptest::prelude::*;

use crate::made::{build, dictionary, same, total, with};
use crate::support::desk::Desk;

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

/// A dictionary, and what is changed in it: rows and judgements.
#[derive(Clone, Debug)]
struct Case {
    base: Vec<Drawn>,
    change: Vec<Drawn>,
    judged: Vec<(usize, usize, usize)>,
}

fn case() -> impl Strategy<Value = Case> {
    let base = prop::collection::vec(row(), 1..8).prop_map(|mut rows| {
        for row in &mut rows {
            row.4 = false;
        }
        rows
    });
    let change = prop::collection::vec(row(), 1..4);
    let judged = prop::collection::vec((0usize..3, 0..NAMES.len(), 0..NAMES.len()), 0..3);
    (base, change, judged).prop_map(|(base, change, judged)| Case { base, change, judged })
}

fn judgements(judged: &[(usize, usize, usize)]) -> String {
    let mut rows = String::from("judgement\ta\tb\n");
    for &(sort, a, b) in judged {
        rows += &format!("{}\t{}\t{}\n", ["same", "not-same", "never"][sort], NAMES[a], NAMES[b]);
    }
    rows
}

/// A store built with the dictionary before, the change, and who recognises with it.
struct Made {
    desk: Desk,
    store: Store,
    changes: Changes,
    new: Recogniser,
}

fn made(case: &Case) -> Made {
    let desk = Desk::new();
    let base = desk.file("base.tsv", table(&case.base));
    let change = desk.file("change.tsv", table(&case.change));
    let judged = desk.file("judged.tsv", judgements(&case.judged));
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[&judged]));
    let changes = Changes::between(&old, &new).unwrap();
    let store = build(&desk, "store", &with(old));
    Made { desk, store, changes, new: with(new) }
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn applying_a_change_is_building_anew(case in case()) {
        let Made { desk, mut store, changes, new } = made(&case);
        pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        same(&store, &build(&desk, "rebuilt", &new), "applied");
        prop_assert_eq!(store.verify().unwrap().problems, Vec::<String>::new());
    }

    #[test]
    fn a_change_that_is_interrupted_recognises_each_article_once(case in case()) {
        let Made { desk, store, changes, new } = made(&case);
        let plan = pipeline::plan(&store, &changes, &new, 2, |_, _| {}).unwrap();
        drop(store);
        let (runs, resumed) = applied_bit_by_bit(&desk.path("store"), &changes, &new);
        prop_assert!((plan.concerned..=plan.concerned + 1).contains(&runs), "{} runs", runs);
        let rebuilt = build(&desk, "rebuilt", &new);
        same(&resumed, &rebuilt, "resumed");
        prop_assert_eq!(resumed.dictionary(), rebuilt.dictionary());
        prop_assert_eq!(resumed.verify().unwrap().problems, Vec::<String>::new());
    }

    #[test]
    fn a_plan_foretells_what_applying_does(case in case()) {
        let Made { desk: _desk, mut store, changes, new } = made(&case);
        let plan = pipeline::plan(&store, &changes, &new, 2, |_, _| {}).unwrap();
        let before = total(&store);
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        prop_assert_eq!(plan.concerned, applied.concerned);
        let (gained, lost) = plan.entities.iter().fold((0, 0), |(gained, lost), e| {
            (gained + e.after.saturating_sub(e.before), lost + e.before.saturating_sub(e.after))
        });
        prop_assert_eq!(before + gained, total(&store) + lost);
        let snapshot = store.snapshot().unwrap();
        for relation in &plan.relations {
            let ends = snapshot.node(&relation.a).zip(snapshot.node(&relation.b));
            let now = ends.and_then(|(a, b)| snapshot.between(a, b));
            prop_assert_eq!(now.map_or(0, |r| snapshot.relation(r).count()), relation.after);
        }
    }
}
