//! Graphs that the export tests write: a small one with everything in it, and generated ones full of hostile text.

use guanxi::dictionary::{EntityId, Kind};
use guanxi::export::{Column, ExportGraph, Quote, QuoteError, gather};
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
use guanxi::text::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Everything at once that has broken an importer before.
pub(crate) const HOSTILE: &str = "<&>\"']]> a\u{0}\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{9F}\r\n\tb \\ {} | ‖ ; , =cmd|' /C calc'!A0 \
    #quot; ${x} %s 😀𠮷👨\u{200D}👩\u{200D}👧 مرحبا עברית \u{202E}abc\u{202C} e\u{301} \u{FEFF}\u{FFFE}\u{FFFF} INF null -->";

pub(crate) fn entity(kind: &Kind, name: &str) -> EntityRow {
    EntityRow {
        mentions: 1,
        windows: 1,
        articles: 1,
        ..EntityRow::new(EntityId::new(kind, name, None), kind.clone(), name.to_owned())
    }
}

/// Ten entities of five kinds in two components, one of them on its own, with dates, aliases and hostile text.
pub(crate) fn sample() -> ExportGraph {
    let vessel: Kind = "vessel".parse().unwrap();
    let rows = [
        (Kind::ORGANISATION, "内蒙古自治区总工会", 400),
        (Kind::ORGANISATION, "内蒙古证监局", 121),
        (Kind::ORGANISATION, HOSTILE, 9),
        (Kind::PERSON, "张慧宇", 25),
        (Kind::PERSON, "买买提依布热依木·买买提明", 4),
        (Kind::PLACE, "赤峰市", 256),
        (Kind::PLACE, "包头市", 100),
        (Kind::PROGRAMME, "天骏计划", 64),
        (Kind::PROGRAMME, "“暖边北疆行”活动", 1),
        (vessel, "雪龙号", 1),
    ];
    let mut entities: Vec<EntityRow> = rows
        .iter()
        .map(|(kind, name, mentions)| {
            let mut row = entity(kind, name);
            (row.mentions, row.articles) = (*mentions, mentions / 4 + 1);
            (row.first, row.last) = (Some(date(2021, 12, 30)), Some(date(2024, 2, 29)));
            row
        })
        .collect();
    entities[0].aliases = vec!["自治区总工会".into(), "内蒙古总工会".into()];
    entities[0].surfaces = vec!["区总工会".into()];
    entities[5].within = Some("内蒙古自治区".into());
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let day = |day: Option<Date>, count, articles| Dated { day, count, articles };
    let (early, middle, late) = (date(2021, 12, 30), date(2022, 10, 13), date(2024, 2, 29));
    let relation = |a, b, dated: Vec<Dated>| RelationRow { a, b, dated };
    let relations = vec![
        relation(0, 1, vec![day(None, 2, 1), day(Some(middle), 10, 4)]),
        relation(0, 2, vec![day(Some(early), 1, 1), day(Some(late), 3, 2)]),
        relation(0, 6, vec![day(Some(middle), 40, 12)]),
        relation(1, 2, vec![day(None, 1, 1)]),
        relation(1, 8, vec![day(Some(early), 2, 2)]),
        relation(3, 6, vec![day(Some(late), 7, 5)]),
        relation(4, 7, vec![day(Some(middle), 1, 1), day(Some(late), 1, 1)]),
        relation(5, 6, vec![day(Some(early), 5, 5)]),
    ];
    let snapshot = Snapshot::from_rows(1, 1000, 300, entities, relations);
    finish(&snapshot)
}

/// One entity in the middle, joined to `rays` others by 1, 2, 3, … windows.
pub(crate) fn star(rays: u32) -> ExportGraph {
    let names = (0..=rays).map(|n| format!("人{n:04}"));
    let entities = names.map(|name| entity(&Kind::PERSON, &name)).collect();
    let dated = |count| vec![Dated { day: None, count, articles: 1 }];
    let relations = (1..=rays).map(|b| RelationRow { a: 0, b, dated: dated(u64::from(b)) }).collect();
    finish(&Snapshot::from_rows(1, 1000, 10, entities, relations))
}

/// A hundred entities with hostile names, the same every time, joined in a ring with chords.
pub(crate) fn crowd() -> ExportGraph {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut text = || hostile_text().new_tree(&mut runner).unwrap().current();
    let mut entities: Vec<EntityRow> = (0..100)
        .map(|n| {
            let mut row = entity(&Kind::ALL[n % 4], &format!("{n}{}", text()));
            (row.name, row.aliases, row.mentions) = (text(), vec![text(), text()], (n * n) as u64);
            row
        })
        .collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let day = |n: u32| date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(n * 11))).ok();
    let dated = |n: u32| vec![Dated { day: day(n), count: u64::from(n % 9 + 1), articles: 1 }];
    let ring = (0..100).flat_map(|a| [(a, a + 1), (a, a + 7)]).filter(|(_, b)| *b < 100);
    let relations =
        ring.enumerate().map(|(n, (a, b))| RelationRow { a, b, dated: dated(n as u32) }).collect();
    finish(&Snapshot::from_rows(1, 1000, 100, entities, relations))
}

pub(crate) fn finish(snapshot: &Snapshot) -> ExportGraph {
    let nodes: Vec<u32> = (0..snapshot.entity_count() as u32).collect();
    let relations: Vec<u32> = (0..snapshot.relation_count() as u32).collect();
    let mut graph = gather(snapshot, &nodes, &relations).unwrap();
    let degree = nodes.iter().map(|&n| snapshot.arcs(n).len() as u64).collect();
    let rank = nodes.iter().map(|&n| if n == 3 { f64::NAN } else { 1.0 / (f64::from(n) + 3.0) }).collect();
    graph.node_columns = vec![Column::whole("degree", degree), Column::real("pagerank", rank)];
    let npmi = relations.iter().map(|&r| f64::from(r) / 7.0 - 0.25).collect();
    graph.edge_columns = vec![Column::real("npmi", npmi)];
    let circle = |n: &u32| (f64::from(*n).cos() * 700.0 + 40.0, f64::from(*n).sin() * 700.0);
    let places: Vec<(f64, f64)> = nodes.iter().map(circle).collect();
    graph.place(&places).unwrap();
    graph
}

/// Evidence that differs by relation: none, one, hostile, and more than is wanted.
#[expect(clippy::unnecessary_wraps, reason = "evidence is asked for by this signature")]
pub(crate) fn quotes(relation: u32, limit: usize) -> Result<Vec<Quote>, QuoteError> {
    let text = |n: u32| match n % 3 {
        0 => format!("第{relation}条 {HOSTILE}"),
        1 => format!("赤峰市总工会与包头市第{n}次会谈。"),
        _ => "长".repeat(2000),
    };
    let quote = |n| Quote {
        text: text(n),
        source: "news/第3页 <1>.txt".to_owned(),
        record: None,
        line: Some(n + 1),
        title: "标题".to_owned(),
        date: (n % 2 == 0).then(|| date(2022, 10, 13)),
        a: vec![Span::new(0, 3)],
        b: vec![Span::new(6, 9)],
    };
    Ok((0..relation % 5).map(quote).take(limit).collect())
}

/// Text of any characters, with those that break formats more often than others.
pub(crate) fn hostile_text() -> impl Strategy<Value = String> {
    let nasty: Vec<String> = HOSTILE
        .chars()
        .map(String::from)
        .chain(["]]>".into(), "\r\n".into(), "=cmd|' /C calc'!A0".into()])
        .collect();
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        3 => prop::sample::select(nasty),
        3 => prop::sample::select(vec!["赤".to_owned(), "峰".to_owned(), " ".to_owned()]),
        1 => (0u32..0xA0).prop_filter_map("a character", char::from_u32).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}
