//! Random sequences of adding, replacing, forgetting and reopening against a model that counts from scratch.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use jiff::civil::Date;
use proptest::prelude::*;

use super::collect::Portion;
use super::*;
use crate::dictionary::{EntityId, Kind, Named};
use crate::recognise::Origin;
use crate::relate::{Counting, Weighting, Window};
use crate::text::Span;

/// An article in short: which text it is, which day, and which reading of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Short {
    text: u8,
    day: u8,
    reading: u8,
}

#[derive(Clone, Debug)]
enum Step {
    Add(u8, u8, Short),
    Source(u8, Vec<(u8, Short)>),
    ForgetSource(u8),
    ForgetArticle(u8),
    Commit,
    Reopen,
    Compact,
}

const NAMES: [&str; 5] = ["赤峰", "包头", "天骏计划", "总工会", "张慧宇"];

fn named(number: usize, reading: u8) -> Arc<Named> {
    let kind = [Kind::PLACE, Kind::PLACE, Kind::PROGRAMME, Kind::ORGANISATION, Kind::PERSON][number].clone();
    // Another reading knows another alias: the definition of the entity changes, its id stays.
    let aliases = if reading > 1 { vec![format!("别名{reading}")] } else { Vec::new() };
    let id = EntityId::new(&kind, NAMES[number], None);
    Arc::new(Named { id, kind, name: NAMES[number].to_owned(), within: None, aliases })
}

/// The facts of an article: sentences whose names follow from the text's number.
pub(super) fn facts(source: u8, number: u8, text: u8, day: u8, reading: u8) -> ArticleFacts {
    let (text, reading_no) = (u16::from(text), u16::from(reading));
    let mut body = String::new();
    let (mut sentences, mut mentions) = (Vec::new(), Vec::new());
    for sentence in 0..=(text % 4) {
        let start = body.len() as u32;
        for place in 0..2 + (text + sentence) % 3 {
            let which = usize::from(text * 7 + sentence * 3 + place * 2) % NAMES.len();
            let span_start = body.len() as u32;
            // Some stand in a form that no list has.
            let form = if (text + place).is_multiple_of(5) { "市" } else { "" };
            body.push_str(NAMES[which]);
            body.push_str(form);
            let span = Span::new(span_start, body.len() as u32);
            let entity = (!(text + place + reading_no).is_multiple_of(7)).then(|| named(which, reading));
            mentions.push(MentionFact {
                span,
                entity,
                origin: Origin::Dictionary,
                sentence: u32::from(sentence),
                paragraph: u32::from(sentence / 2),
            });
            body.push('和');
        }
        body.push('第');
        body.push_str(&text.to_string());
        body.push('。');
        sentences.push(Span::new(start, body.len() as u32));
    }
    let paragraphs = sentences.chunks(2).map(|s| Span::new(s[0].start, s[s.len() - 1].end)).collect();
    let date = (day > 0).then(|| Date::constant(2022, 10, day.cast_signed()));
    ArticleFacts {
        key: ArticleKey::of_text(&body),
        source: SourceRef {
            source: format!("页{source}.txt"),
            number: u32::from(number),
            record: None,
            title: format!("题{text}"),
            date,
            lines: (1..=sentences.len() as u32).collect(),
        },
        dateline: None,
        text: body,
        repeats: if text.is_multiple_of(6) { vec![1] } else { Vec::new() },
        sentences,
        paragraphs,
        mentions,
    }
}

fn fact(source: u8, number: u8, short: Short) -> ArticleFacts {
    facts(source, number, short.text, short.day, short.reading)
}

/// What each place holds. Everything else is counted from scratch.
#[derive(Default)]
struct Model {
    places: BTreeMap<(String, u8), (u8, Short)>,
}

impl Model {
    fn put(&mut self, source: u8, number: u8, short: Short) {
        self.places.insert((format!("页{source}.txt"), number), (source, short));
    }

    fn counted(&self) -> Vec<(ArticleFacts, Option<Date>)> {
        let mut first: BTreeMap<ArticleKey, (ArticleFacts, Option<Date>)> = BTreeMap::new();
        for ((_, number), (source, short)) in &self.places {
            let facts = fact(*source, *number, *short);
            let date = facts.source.date;
            let entry = first.entry(facts.key).or_insert((facts, None));
            entry.1 = entry.1.into_iter().chain(date).min();
        }
        first.into_values().collect()
    }

    /// The snapshot, by naive loops.
    fn snapshot(&self, counting: Counting) -> Snapshot {
        let mut count = Count::default();
        let counted = self.counted();
        for (facts, date) in &counted {
            count.article(facts, *date, counting);
        }
        for row in count.rows.values_mut() {
            for list in [&mut row.aliases, &mut row.surfaces] {
                list.sort_unstable();
                list.dedup();
            }
        }
        let ids: Vec<EntityId> = count.rows.keys().cloned().collect();
        let node = |id: &EntityId| ids.binary_search(id).unwrap() as u32;
        let dated = |(day, (count, articles))| Dated { day, count, articles };
        let relations = count.pairs.into_iter().map(|((a, b), days)| RelationRow {
            a: node(&a),
            b: node(&b),
            dated: days.into_iter().map(dated).collect(),
        });
        let entities = count.rows.into_values().collect();
        Snapshot::from_rows(0, count.windows, counted.len() as u64, entities, relations.collect())
            .with_counting(counting)
    }
}

/// Totals by naive loops.
#[derive(Default)]
struct Count {
    rows: BTreeMap<EntityId, EntityRow>,
    pairs: BTreeMap<(EntityId, EntityId), Days>,
    windows: u64,
    /// Mentions, windows and articles of each entity by day; of everything under none.
    by_day: BTreeMap<(Option<EntityId>, Option<Date>), [u64; 3]>,
}

/// Count and articles by day.
type Days = BTreeMap<Option<Date>, (u64, u64)>;
/// Mentions by entity, by window.
type Windows = BTreeMap<u32, BTreeMap<EntityId, u64>>;

impl Count {
    fn article(&mut self, facts: &ArticleFacts, date: Option<Date>, counting: Counting) {
        let window = |sentence: u32| match counting.window {
            Window::Sentence => sentence,
            Window::Paragraph => sentence / 2,
            Window::Article => 0,
        };
        let mut windows = Windows::new();
        for sentence in (0..facts.sentences.len() as u32).filter(|s| !facts.repeats.contains(&(s / 2))) {
            windows.entry(window(sentence)).or_default();
        }
        let mut here = BTreeSet::new();
        for mention in facts.mentions.iter().filter(|m| !facts.repeats.contains(&m.paragraph)) {
            let Some(entity) = &mention.entity else { continue };
            *windows.entry(window(mention.sentence)).or_default().entry(entity.id.clone()).or_default() += 1;
            self.mention(entity, mention.span.of(&facts.text));
            here.insert(entity.id.clone());
        }
        for id in here {
            let row = self.rows.get_mut(&id).unwrap();
            let holding = windows.values().filter_map(|held| held.get(&id));
            let counts = [holding.clone().sum(), holding.count() as u64, 1];
            row.articles += counts[2];
            row.windows += counts[1];
            row.first = row.first.into_iter().chain(date).min();
            row.last = row.last.into_iter().chain(date).max();
            add(self.by_day.entry((Some(id), date)).or_default(), counts);
        }
        self.windows += windows.len() as u64;
        add(self.by_day.entry((None, date)).or_default(), [0, windows.len() as u64, 1]);
        self.pairs(&windows, date, counting.weighting);
    }

    fn mention(&mut self, entity: &Named, surface: &str) {
        let Named { id, kind, name, .. } = entity.clone();
        let row = self.rows.entry(id.clone()).or_insert_with(|| EntityRow::new(id, kind, name));
        row.mentions += 1;
        row.aliases.extend(entity.aliases.clone());
        if surface != row.name {
            row.surfaces.push(surface.to_owned());
        }
    }

    fn pairs(&mut self, windows: &Windows, date: Option<Date>, weighting: Weighting) {
        let mut of_article: BTreeMap<(EntityId, EntityId), u64> = BTreeMap::new();
        for held in windows.values() {
            for (a, times_a) in held {
                for (b, times_b) in held.range(a.clone()..).skip(1) {
                    let count = if weighting == Weighting::Presence { 1 } else { times_a * times_b };
                    *of_article.entry((a.clone(), b.clone())).or_default() += count;
                }
            }
        }
        for (pair, count) in of_article {
            let day = self.pairs.entry(pair).or_default().entry(date).or_default();
            *day = (day.0 + count, day.1 + 1);
        }
    }
}

fn add(sums: &mut [u64; 3], counts: [u64; 3]) {
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

/// What is counted of entities and of everything in each period that begins with one of the days.
fn same_by_day(snapshot: &Snapshot, model: &Model, counting: Counting) -> Result<(), TestCaseError> {
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
fn same(snapshot: &Snapshot, expected: &Snapshot) -> Result<(), TestCaseError> {
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
fn publish_both_ways(store: &Store) -> bool {
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

fn short() -> impl Strategy<Value = Short> {
    (0u8..12, 0u8..5, 0u8..3).prop_map(|(text, day, reading)| Short { text, day, reading })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0u8..4, 0u8..4, short()).prop_map(|(source, number, short)| Step::Add(source, number, short)),
        4 => (0u8..4, prop::collection::vec((0u8..5, short()), 0..5)).prop_map(|(source, list)| Step::Source(source, list)),
        1 => (0u8..5).prop_map(Step::ForgetSource),
        1 => (0u8..12).prop_map(Step::ForgetArticle),
        2 => Just(Step::Commit),
        1 => Just(Step::Reopen),
        1 => Just(Step::Compact),
    ]
}

fn counting() -> impl Strategy<Value = Counting> {
    let window = prop_oneof![Just(Window::Sentence), Just(Window::Paragraph), Just(Window::Article)];
    let weighting = prop_oneof![Just(Weighting::Presence), Just(Weighting::Product)];
    (window, weighting).prop_map(|(window, weighting)| Counting { window, weighting })
}

fn apply(writer: &mut Writer<'_>, model: &mut Model, step: &Step) {
    match step {
        Step::Add(source, number, short) => {
            writer.add(&fact(*source, *number, *short)).unwrap();
            model.put(*source, *number, *short);
        }
        Step::Source(source, list) => {
            let name = format!("页{source}.txt");
            writer.begin_source(&name).unwrap();
            model.places.retain(|(held, _), _| *held != name);
            // Numbers may fall or come again: the last article at a number is the one.
            for (number, short) in list {
                writer.add(&fact(*source, *number, *short)).unwrap();
                model.put(*source, *number, *short);
            }
            writer.end_source(&name).unwrap();
        }
        Step::ForgetSource(source) => {
            let name = format!("页{source}.txt");
            let places = model.places.len();
            model.places.retain(|(held, _), _| *held != name);
            let forgotten = writer.forget_source(&name).unwrap();
            assert_eq!(forgotten.places as usize, places - model.places.len());
        }
        Step::ForgetArticle(text) => {
            let key = facts(0, 0, *text, 0, 0).key;
            writer.forget_article(key).unwrap();
            model.places.retain(|_, (source, short)| fact(*source, 0, *short).key != key);
        }
        Step::Commit => {
            writer.commit().unwrap();
        }
        Step::Reopen | Step::Compact => {}
    }
}

/// Whether a snapshot tells the sources of the articles that count, and their days: the earliest of all readings of a text.
fn same_places(snapshot: &Snapshot, articles: &[StoredArticle]) -> Result<(), TestCaseError> {
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
            let report = store.verify().unwrap();
            prop_assert!(report.is_clean(), "{:?}", report.problems);
            publish_both_ways(&store);
            same(&store.snapshot().unwrap(), &model.snapshot(counting))?;
            same_by_day(&store.snapshot().unwrap(), &model, counting)?;
            let articles: Vec<_> = store.articles().unwrap().map(Result::unwrap).collect();
            same_places(&store.snapshot().unwrap(), &articles)?;
            prop_assert_eq!(articles.iter().filter(|a| a.counted).count(), model.counted().len());
            if matches!(part.last(), Some(Step::Compact)) {
                let before = store.snapshot().unwrap();
                store.compact(|_, _| ()).unwrap();
                prop_assert_eq!(store.snapshot().unwrap(), before);
                prop_assert!(store.verify().unwrap().is_clean());
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
            writer.forget_source("页1.txt").unwrap();
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
