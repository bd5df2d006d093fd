//! The graph that is asked: random, with a power law, the same on every machine.

use guanxi::dictionary::{EntityId, Kind};
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};

use crate::measure::Numbers;

/// Lower node, higher node, count.
pub(crate) type Edge = (u32, u32, u64);

/// Exactly so many relations between one entity drawn by 1/rank^(2/3) and one drawn evenly.
pub(crate) fn edges(nodes: u64, relations: usize) -> Vec<Edge> {
    let mut numbers = Numbers(1);
    let mut edges: Vec<Edge> = Vec::with_capacity(relations);
    while edges.len() < relations {
        while edges.len() < relations {
            let (a, b) = (scattered(by_rank(&mut numbers, nodes), nodes), numbers.below(nodes));
            if a != b {
                edges.push((a.min(b) as u32, a.max(b) as u32, 1 + numbers.below(6) * numbers.below(6)));
            }
        }
        edges.sort_unstable();
        edges.dedup_by_key(|edge| (edge.0, edge.1));
    }
    edges
}

/// A rank below `end`, drawn by 1/rank^(2/3).
#[allow(clippy::cast_sign_loss, reason = "a fraction is not below 0")]
pub(crate) fn by_rank(numbers: &mut Numbers, end: u64) -> u64 {
    let fraction = numbers.below(1 << 31) as f64 / (1u64 << 31) as f64;
    (fraction.powi(3) * end as f64) as u64
}

/// Spreads ranks over the numbers of the nodes.
pub(crate) fn scattered(rank: u64, nodes: u64) -> u64 {
    (rank * 7_919 + 13) % nodes
}

/// Different nodes to ask for.
pub(crate) fn pairs(nodes: u64, count: usize) -> Vec<(u32, u32)> {
    let mut numbers = Numbers(99);
    let mut pair = || (numbers.below(nodes) as u32, numbers.below(nodes) as u32);
    std::iter::repeat_with(&mut pair).filter(|(a, b)| a != b).take(count).collect()
}

pub(crate) fn snapshot(nodes: u32, edges: &[Edge]) -> Snapshot {
    let entity = |node: u32| EntityRow {
        mentions: 1,
        windows: 100,
        articles: 1,
        ..EntityRow::new(EntityId::from_text(format!("place:{node:08}")), Kind::PLACE, format!("{node:08}"))
    };
    let dated = |count| vec![Dated { day: None, count, articles: 1 }];
    let rows = edges.iter().map(|&(a, b, count)| RelationRow { a, b, dated: dated(count) }).collect();
    Snapshot::from_rows(1, 1_000_000, 1_000_000, (0..nodes).map(entity).collect(), rows)
}
