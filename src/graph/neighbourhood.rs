//! Who stands near an entity: breadth first by hops, strongest relation first.

use std::cmp::Reverse;
use std::ops::Range;

use petgraph::visit::VisitMap;

use crate::dictionary::Kind;

use super::GraphView;
use super::filter::nodes_by_kind;
use super::view::Counts;
use super::visit::Visited;

/// What is asked of a neighbourhood, besides the conditions of the view.
#[derive(Clone, Debug)]
pub struct NearOptions {
    /// How many relations away.
    pub hops: u32,
    /// Only list entities of these kinds, but walk over all that the view admits; empty: list every kind.
    pub show: Vec<Kind>,
    /// The most rows of one hop and one kind; none: all.
    pub limit: Option<usize>,
}

impl Default for NearOptions {
    fn default() -> Self {
        Self { hops: 1, show: Vec::new(), limit: None }
    }
}

/// A row of a neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The entity.
    pub node: u32,
    /// Relations from the centre.
    pub hop: u32,
    /// The entity one hop nearer to which it has its strongest relation; of equals the one with the smaller id.
    pub via: u32,
    /// That relation.
    pub relation: u32,
    /// Its counts in the period.
    pub counts: Counts,
    /// Its weight.
    pub weight: f64,
}

/// The rows of a neighbourhood, and how many there were before the limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbourhood {
    /// By hop, then weight (the largest first), count, mentions of the entity, id.
    pub rows: Vec<Neighbour>,
    /// Entities found by hop and kind, sorted, before the limit.
    pub found: Vec<(u32, Kind, usize)>,
}

/// The entities within some hops of `centre`. O(arcs walked + rows · log rows).
///
/// # Panics
/// If `centre` is not in the snapshot.
#[must_use]
pub fn neighbourhood(view: &GraphView, centre: u32, options: &NearOptions) -> Neighbourhood {
    let view = view.exempting(&[centre]);
    let kinds = nodes_by_kind(view.snapshot());
    let mut all = Neighbourhood::default();
    let mut seen = Visited::with_capacity(view.len());
    seen.visit(centre);
    let mut level = vec![centre];
    for hop in 1..=options.hops {
        let arcs = strongest_arcs(&view, &level, &seen);
        level = arcs.iter().map(|arc| arc.node).collect();
        for &node in &level {
            seen.visit(node);
        }
        let shown = |arc: &Reached| {
            options.show.is_empty() || options.show.contains(&kinds[kind_of(&kinds, arc.node)].1)
        };
        let mut rows: Vec<Neighbour> =
            arcs.into_iter().filter(shown).map(|arc| arc.row(&view, hop)).collect();
        rows.sort_by(|a, b| {
            let by_weight = b.weight.total_cmp(&a.weight);
            let rest =
                |row: &Neighbour| (Reverse(row.counts.count), Reverse(view.mentions_of(row.node)), row.node);
            by_weight.then_with(|| rest(a).cmp(&rest(b)))
        });
        limit_by_kind(&kinds, &mut all, rows, options.limit);
        if level.is_empty() {
            break;
        }
    }
    all
}

/// The nodes within `hops` relations of `seeds`, seeds included, in the order of their numbers. O(arcs walked).
///
/// # Panics
/// If a seed is not in the snapshot.
#[must_use]
pub fn within_hops(view: &GraphView, seeds: &[u32], hops: u32) -> Vec<u32> {
    let mut seen = Visited::with_capacity(view.len());
    let mut nodes: Vec<u32> = levels(view, seeds, hops, &mut seen).concat();
    // Reading a bit for every node costs less than sorting many.
    if nodes.len() > view.len() / 1024 {
        return seen.ones().map(|node| node as u32).collect();
    }
    nodes.sort_unstable();
    nodes
}

/// The same nodes with their hops, nearest first.
pub(super) fn hops_from(view: &GraphView, seeds: &[u32], hops: u32) -> Vec<(u32, u32)> {
    let levels = levels(view, seeds, hops, &mut Visited::with_capacity(view.len()));
    (0..).zip(levels).flat_map(|(hop, nodes)| nodes.into_iter().map(move |node| (node, hop))).collect()
}

/// The nodes within some hops, by hop; all of them are `seen` then.
fn levels(view: &GraphView, seeds: &[u32], hops: u32, seen: &mut Visited) -> Vec<Vec<u32>> {
    let first: Vec<u32> = seeds.iter().copied().filter(|seed| seen.visit(*seed)).collect();
    let mut levels = vec![first];
    for _ in 0..hops {
        let (last, mut next) = (&levels[levels.len() - 1], Vec::new());
        for node in view.nearing(last) {
            view.each_arc(node, |other, _| {
                if seen.visit(other) {
                    next.push(other);
                }
            });
        }
        if next.is_empty() {
            break;
        }
        levels.push(next);
    }
    levels
}

/// The strongest arc by which a level reaches a node.
struct Reached {
    node: u32,
    via: u32,
    relation: u32,
    weight: f64,
}

impl Reached {
    fn row(self, view: &GraphView, hop: u32) -> Neighbour {
        let Self { node, via, relation, weight } = self;
        Neighbour { node, hop, via, relation, counts: view.counts(relation), weight }
    }
}

/// For each unseen neighbour of a level its strongest arc from there, sorted by node.
fn strongest_arcs(view: &GraphView, level: &[u32], seen: &Visited) -> Vec<Reached> {
    let arcs = level.iter().flat_map(|&via| view.arcs(via).map(move |arc| (via, arc)));
    let unseen = arcs.filter(|(_, arc)| !seen.is_visited(&arc.node));
    let mut reached: Vec<Reached> = unseen
        .map(|(via, arc)| Reached {
            node: arc.node,
            via,
            relation: arc.relation,
            weight: view.weight(arc.relation),
        })
        .collect();
    reached.sort_unstable_by(|a, b| {
        a.node.cmp(&b.node).then_with(|| b.weight.total_cmp(&a.weight)).then_with(|| a.via.cmp(&b.via))
    });
    reached.dedup_by_key(|arc| arc.node);
    reached
}

/// Which of the kinds a node is of.
fn kind_of(kinds: &[(Range<u32>, Kind)], node: u32) -> usize {
    kinds.partition_point(|(nodes, _)| nodes.end <= node)
}

/// Adds the rows of one hop.
fn limit_by_kind(
    kinds: &[(Range<u32>, Kind)],
    all: &mut Neighbourhood,
    rows: Vec<Neighbour>,
    limit: Option<usize>,
) {
    let Some(hop) = rows.first().map(|row| row.hop) else { return };
    let mut counted = vec![0; kinds.len()];
    for row in rows {
        let counted = &mut counted[kind_of(kinds, row.node)];
        *counted += 1;
        if limit.is_none_or(|limit| *counted <= limit) {
            all.rows.push(row);
        }
    }
    let found = kinds.iter().zip(counted).filter(|(_, count)| *count > 0);
    let begun = all.found.len();
    all.found.extend(found.map(|((_, kind), count)| (hop, kind.clone(), count)));
    all.found[begun..].sort();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::Selection;
    use crate::graph::fixture::{any_graph, counted};

    fn rows(all: &Neighbourhood) -> Vec<(u32, u32, u32, u64)> {
        all.rows.iter().map(|row| (row.hop, row.node, row.via, row.counts.count)).collect()
    }

    #[test]
    fn rows_go_by_hop_then_weight_and_name_the_strongest_way() {
        // Nodes 0–2 are organisations, 3–5 persons.
        let snapshot = counted(6, &[(0, 1, 2), (0, 3, 5), (1, 4, 1), (3, 4, 3), (4, 5, 1)]);
        let view = GraphView::whole(&snapshot);
        let near = neighbourhood(&view, 0, &NearOptions { hops: 2, ..NearOptions::default() });
        assert_eq!(rows(&near), [(1, 3, 0, 5), (1, 1, 0, 2), (2, 4, 3, 3)]);
        let found = [(1, Kind::ORGANISATION, 1), (1, Kind::PERSON, 1), (2, Kind::PERSON, 1)];
        assert_eq!(near.found, found);
    }

    #[test]
    fn kinds_of_the_selection_bound_the_walk_and_kinds_to_show_only_the_rows() {
        let snapshot = counted(6, &[(0, 1, 2), (0, 3, 5), (1, 4, 1), (3, 5, 3)]);
        let shown = NearOptions { hops: 2, show: vec![Kind::PERSON], limit: None };
        let near = neighbourhood(&GraphView::whole(&snapshot), 0, &shown);
        assert_eq!(rows(&near), [(1, 3, 0, 5), (2, 5, 3, 3), (2, 4, 1, 1)]);
        let persons = Selection { kinds: vec![Kind::PERSON], ..Selection::default() };
        let near = neighbourhood(&GraphView::of(&snapshot, &persons), 0, &NearOptions { hops: 2, ..shown });
        assert_eq!(rows(&near), [(1, 3, 0, 5), (2, 5, 3, 3)]);
    }

    #[test]
    fn the_limit_holds_for_each_kind_and_tells_how_many_there_were() {
        let snapshot = counted(6, &[(0, 1, 1), (0, 2, 2), (0, 3, 3), (0, 4, 4), (0, 5, 5)]);
        let one = NearOptions { limit: Some(1), ..NearOptions::default() };
        let near = neighbourhood(&GraphView::whole(&snapshot), 0, &one);
        assert_eq!(rows(&near), [(1, 5, 0, 5), (1, 2, 0, 2)]);
        assert_eq!(near.found, [(1, Kind::ORGANISATION, 2), (1, Kind::PERSON, 3)]);
    }

    proptest! {
        #[test]
        fn hops_are_the_lengths_of_shortest_paths(snapshot in any_graph(20), hops in 0..4u32) {
            let view = GraphView::whole(&snapshot);
            let lengths = petgraph::algo::dijkstra(&view, 0, None, |_| 1u32);
            let near = neighbourhood(&view, 0, &NearOptions { hops, ..NearOptions::default() });
            let expected = lengths.values().filter(|&&length| length > 0 && length <= hops).count();
            prop_assert_eq!(near.rows.len(), expected);
            for row in &near.rows {
                prop_assert_eq!(row.hop, lengths[&row.node]);
                prop_assert_eq!(lengths[&row.via] + 1, row.hop);
                for arc in view.arcs(row.node).filter(|arc| lengths[&arc.node] + 1 == row.hop) {
                    prop_assert!(view.weight(arc.relation) <= row.weight);
                }
            }
            let mut nodes: Vec<u32> = near.rows.iter().map(|row| row.node).chain([0]).collect();
            nodes.sort_unstable();
            prop_assert_eq!(within_hops(&view, &[0], hops), nodes);
        }
    }
}
