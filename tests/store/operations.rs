//! What a child does to a store until it is killed: a fixed list of operations, the same in every process.

use std::sync::LazyLock;

use guanxi::dictionary::{Changes, Dictionary};
use guanxi::pipeline;
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::store::{ArticleFacts, Store};

use crate::fixture::article;

/// One operation. Each but [`What::Apply`] is one commit or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A source is read anew.
    Add,
    /// The same, in a store of which every eighth commit makes a segment too many.
    Merge,
    /// A source, or the first article, is forgotten.
    Forget,
    Publish,
    Compact,
    /// A changed dictionary is applied: several commits, which doing it again completes.
    Apply,
}

/// A small generator, so that parent and child agree on every operation.
pub(crate) fn random(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ x >> 32
}

/// Operation number `operation` of a mode.
pub(crate) fn what(operation: u64, mode: &str) -> What {
    match (mode, random(operation + 77) % 10) {
        ("merge", _) => What::Merge,
        ("rewrite", 0..5) | (_, 0) => What::Compact,
        ("publish", 0..6) | (_, 1) => What::Publish,
        ("forget", 0..6) | (_, 2) => What::Forget,
        ("apply", 0..6) => What::Apply,
        _ => What::Add,
    }
}

fn articles(operation: u64, most: u64) -> (String, Vec<ArticleFacts>) {
    let source = format!("{}.txt", random(operation) % 6);
    let names = ["赤峰市", "包头市", "天骏计划", "总工会", "张慧宇"];
    let count = random(operation + 1) % most;
    let text = |number: u64| {
        let pick = |step: u64| names[(random(operation * 100 + number * 7 + step) % 5) as usize];
        format!(
            "{}和{}在一起。第{}篇，{}不在。",
            pick(1),
            pick(2),
            random(number + operation % 3) % 40,
            pick(3)
        )
    };
    let list = (0..count).map(|number| article(&source, number as u32, None, &text(number))).collect();
    (source, list)
}

/// Does operation number `operation`; `halfway` hears of the steps of a compaction and of an applied dictionary.
pub(crate) fn operate(store: &mut Store, operation: u64, mode: &str, halfway: &dyn Fn()) {
    match what(operation, mode) {
        What::Compact => drop(store.compact(|_, _| halfway()).unwrap()),
        What::Publish => store.publish().unwrap(),
        What::Forget => forget(store, operation),
        What::Apply => apply(store, operation, halfway),
        What::Add => add(store, operation, 12),
        What::Merge => add(store, operation, 3),
    }
}

fn add(store: &mut Store, operation: u64, most: u64) {
    let (source, list) = articles(operation, most);
    let mut writer = store.writer().unwrap();
    writer.begin_source(&source).unwrap();
    for article in &list {
        writer.add(article).unwrap();
    }
    writer.end_source(&source).unwrap();
    writer.finish().unwrap();
}

fn forget(store: &mut Store, operation: u64) {
    let first = store.articles().unwrap().next().map(|article| article.unwrap().key);
    let mut writer = store.writer().unwrap();
    match first.filter(|_| operation.is_multiple_of(2)) {
        Some(article) => writer.forget_article(article).unwrap(),
        None => writer.forget_sources(&[&articles(operation, 12).0], |_, _| ()).unwrap(),
    };
    writer.finish().unwrap();
}

/// The dictionaries that are applied in turns.
const ROWS: [&str; 2] = [
    "name\tkind\taliases\n赤峰市\tplace\t\n包头市\tplace\t\n总工会\torganisation\t\n",
    "name\tkind\taliases\n赤峰市\tplace\t赤峰\n包头市\torganisation\t\n张慧宇\tperson\t\n天骏计划\tprogramme\t\n",
];

/// From each dictionary to the other.
static TURNS: LazyLock<[(Changes, Recogniser); 2]> = LazyLock::new(|| {
    let dictionary = |rows: &str| Dictionary::of_text("names.tsv", rows);
    [1, 0].map(|to: usize| {
        let (old, new) = (dictionary(ROWS[1 - to]), dictionary(ROWS[to]));
        let options = RecogniseOptions { no_rules: true, ..RecogniseOptions::default() };
        (Changes::between(&old, &new).unwrap(), Recogniser::new(new, options).unwrap())
    })
});

fn apply(store: &mut Store, operation: u64, halfway: &dyn Fn()) {
    let (changes, recogniser) = &TURNS[(operation % 2) as usize];
    pipeline::apply(store, changes, recogniser, 2, |_, _| halfway()).unwrap();
}
