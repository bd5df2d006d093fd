//! Small graphs for the tests of this folder.

use proptest::prelude::*;

use crate::dictionary::{EntityId, Kind};
use crate::store::{Dated, EntityRow, RelationRow, Snapshot};

/// An entity with no other forms, seen in 100 windows.
pub(super) fn entity(kind: &Kind, name: &str, within: Option<&str>) -> EntityRow {
    EntityRow {
        id: EntityId::new(kind, name, within),
        kind: kind.clone(),
        name: name.to_owned(),
        within: within.map(str::to_owned),
        aliases: Vec::new(),
        surfaces: Vec::new(),
        mentions: 1,
        windows: 100,
        articles: 1,
        first: None,
        last: None,
    }
}

/// A relation of undated articles.
pub(super) fn relation(a: u32, b: u32, count: u64) -> RelationRow {
    RelationRow { a: a.min(b), b: a.max(b), dated: vec![Dated { day: None, count, articles: 1 }] }
}

/// A snapshot of entities in any order; relations are those of the sorted ones.
pub(super) fn snapshot(mut entities: Vec<EntityRow>, mut relations: Vec<RelationRow>) -> Snapshot {
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    relations.sort_by_key(|row| (row.a, row.b));
    relations.dedup_by_key(|row| (row.a, row.b));
    Snapshot::from_rows(1, 10_000, 100, entities, relations)
}

/// Nodes named 0, 1, … of two kinds (the first half organisations, the rest persons), joined with counts.
pub(super) fn counted(nodes: u32, relations: &[(u32, u32, u64)]) -> Snapshot {
    let kind = |node| if node < nodes / 2 { Kind::ORGANISATION } else { Kind::PERSON };
    let entities = (0..nodes).map(|node| entity(&kind(node), &format!("{node:03}"), None)).collect();
    let rows =
        relations.iter().filter(|(a, b, _)| a != b).map(|&(a, b, count)| relation(a, b, count)).collect();
    snapshot(entities, rows)
}

/// Random small graphs with many equal counts, so that ties are common.
pub(super) fn any_graph(most: u32) -> impl Strategy<Value = Snapshot> {
    (2..=most).prop_flat_map(|nodes| {
        let relation = (0..nodes, 0..nodes, prop_oneof![3 => Just(1u64), 1 => 1..6u64]);
        proptest::collection::vec(relation, 0..(nodes * 3) as usize)
            .prop_map(move |relations| counted(nodes, &relations))
    })
}
