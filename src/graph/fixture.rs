//! Small graphs for the tests of this folder.

use proptest::prelude::*;

use crate::dictionary::{EntityId, Kind};
use crate::store::{Dated, EntityRow, RelationRow, Snapshot};

use super::{Network, Selection};

/// An entity with no other forms, seen in 100 windows.
pub(super) fn entity(kind: &Kind, name: &str, within: Option<&str>) -> EntityRow {
    EntityRow {
        within: within.map(str::to_owned),
        mentions: 1,
        windows: 100,
        articles: 1,
        ..EntityRow::new(EntityId::new(kind, name, within), kind.clone(), name.to_owned())
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

/// Random small networks.
pub(super) fn any_network(most: u32) -> impl Strategy<Value = Network> {
    any_graph(most).prop_map(|snapshot| Selection::default().select(&snapshot).network())
}

/// Rings joined in a ring, by their first nodes.
pub(super) fn ring_of_rings(rings: u32, size: u32) -> Network {
    let edges = (0..rings).flat_map(|ring| {
        let begin = ring * size;
        let inner = (0..size).map(move |at| (begin + at, begin + (at + 1) % size, 1.0));
        inner.chain([(begin, (ring + 1) % rings * size, 1.0)])
    });
    Network::new((rings * size) as usize, &edges.collect::<Vec<_>>())
}

/// The karate club of Zachary, "An information flow model for conflict and fission in small groups", J. Anthropol. Res.
/// 33, 1977, without weights.
pub(super) fn karate() -> Network {
    const FRIENDS: [&[u32]; 34] = [
        &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
        &[2, 3, 7, 13, 17, 19, 21, 30],
        &[3, 7, 8, 9, 13, 27, 28, 32],
        &[7, 12, 13],
        &[6, 10],
        &[6, 10, 16],
        &[16],
        &[],
        &[30, 32, 33],
        &[33],
        &[],
        &[],
        &[],
        &[33],
        &[32, 33],
        &[32, 33],
        &[],
        &[],
        &[32, 33],
        &[33],
        &[32, 33],
        &[],
        &[32, 33],
        &[25, 27, 29, 32, 33],
        &[25, 27, 31],
        &[31],
        &[29, 33],
        &[33],
        &[31, 33],
        &[32, 33],
        &[32, 33],
        &[32, 33],
        &[33],
        &[],
    ];
    let edges = FRIENDS.iter().zip(0..).flat_map(|(friends, a)| friends.iter().map(move |&b| (a, b, 1.0)));
    Network::new(FRIENDS.len(), &edges.collect::<Vec<_>>())
}
