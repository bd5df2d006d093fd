//! What a selection selects: its conditions applied in their order, as a subgraph and as a view.

use std::cmp::Reverse;

use crate::relate::disparity;
use crate::store::Snapshot;

use super::components::components;
use super::neighbourhood::hops_from;
use super::selection::Selection;
use super::subgraph::{Chosen, Subgraph};
use super::view::GraphView;

impl<'s> GraphView<'s> {
    /// Everything, weighed by count.
    #[must_use]
    pub fn whole(snapshot: &'s Snapshot) -> Self {
        Self::of(snapshot, &Selection::default())
    }

    /// What `selection` admits, weighed by its measure. Where the selection looks at more than one relation at a time
    /// (hops from seeds, disparity filter, strongest relations, giant component, limit), this is O(relations).
    #[must_use]
    pub fn of(snapshot: &'s Snapshot, selection: &Selection) -> Self {
        let view = Self::by_relation(snapshot, selection);
        if selection.gathers() { keeping(view, &selection.select(snapshot)) } else { view }
    }
}

/// A view without the relations that were not chosen.
fn keeping<'s>(view: GraphView<'s>, chosen: &Subgraph) -> GraphView<'s> {
    view.keeping(chosen.relations.iter().map(|row| row.relation))
}

impl Selection {
    /// What is selected: entities and relations in the order of their numbers, with counts and weights. An entity that
    /// keeps no relation is left out if a condition on relations was set, unless it is a seed. O(relations).
    #[must_use]
    pub fn select(&self, snapshot: &Snapshot) -> Subgraph {
        let mut view = GraphView::by_relation(snapshot, self);
        let mut chosen = Subgraph::default();
        if self.seeds.is_empty() || self.prunes() {
            let admits = |node: &u32| {
                view.admits_node(*node) && (view.is_mentioned(*node) || self.seeds.contains(node))
            };
            let admitted = (0..view.len() as u32).filter(admits).collect();
            chosen = Subgraph::between(&view, admitted);
            self.prune(&mut chosen);
        }
        let mut nodes: Vec<(u32, u32)> = chosen.nodes.iter().map(|&node| (node, 0)).collect();
        if !self.seeds.is_empty() {
            if self.prunes() {
                view = keeping(view, &chosen);
            }
            nodes = hops_from(&view, &self.seeds, self.hops.unwrap_or(1));
            nodes.sort_unstable();
            chosen = Subgraph::between(&view, nodes.iter().map(|&(node, _)| node).collect());
        }
        if let Some(limit) = self.limit {
            let mut kept = nodes;
            kept.sort_by_key(|&(node, hop)| (hop, Reverse(view.mentions_of(node)), node));
            kept.truncate(limit);
            let mut kept: Vec<u32> = kept.into_iter().map(|(node, _)| node).collect();
            kept.sort_unstable();
            chosen.keep_nodes(&kept);
        }
        chosen
    }

    fn prune(&self, chosen: &mut Subgraph) {
        if let Some(alpha) = self.alpha {
            let levels = disparity(&chosen.edges(), chosen.nodes.len());
            let mut levels = levels.into_iter();
            chosen.relations.retain(|_| levels.next().is_some_and(|level| level < alpha));
        }
        if let Some(most) = self.top_edges {
            keep_strongest(chosen, most);
        }
        if self.narrows() {
            let related = chosen.related();
            let kept: Vec<u32> =
                chosen.nodes.iter().copied().filter(|node| self.keeps(&related, *node)).collect();
            chosen.keep_nodes(&kept);
        }
        if self.giant {
            let components = components(&chosen.network());
            let in_giant = chosen.nodes.iter().zip(&components.of).filter(|&(_, &component)| component == 0);
            let kept: Vec<u32> = in_giant.map(|(&node, _)| node).collect();
            chosen.keep_nodes(&kept);
        }
    }

    fn keeps(&self, related: &[u32], node: u32) -> bool {
        related.binary_search(&node).is_ok() || self.seeds.contains(&node)
    }
}

/// Keeps the relations that are among the `most` strongest of one of their ends.
fn keep_strongest(chosen: &mut Subgraph, most: usize) {
    let mut order: Vec<usize> = (0..chosen.relations.len()).collect();
    let rank = |at: &usize| -> (&Chosen, usize) { (&chosen.relations[*at], *at) };
    order.sort_by(|one, two| {
        let ((a, at_a), (b, at_b)) = (rank(one), rank(two));
        b.weight.total_cmp(&a.weight).then((b.counts.count, at_a).cmp(&(a.counts.count, at_b)))
    });
    let edges = chosen.edges();
    let mut degrees = vec![0; chosen.nodes.len()];
    let mut kept = vec![false; edges.len()];
    for at in order {
        for end in [edges[at].0, edges[at].1] {
            kept[at] |= degrees[end as usize] < most;
            degrees[end as usize] += 1;
        }
    }
    let mut kept = kept.into_iter();
    chosen.relations.retain(|_| kept.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dictionary::Kind;
    use crate::graph::fixture::{any_graph, counted};
    use crate::graph::{PathFinder, PathOptions};
    use crate::store::Dated;

    fn ends(chosen: &Subgraph) -> Vec<(u32, u32)> {
        chosen.relations.iter().map(|row| (row.a, row.b)).collect()
    }

    /// Organisations 0–3, persons 4–7; 6 – 7 apart.
    fn sample() -> Snapshot {
        counted(8, &[(0, 1, 9), (1, 2, 1), (2, 3, 4), (0, 3, 2), (3, 4, 5), (4, 5, 1), (6, 7, 3)])
    }

    #[test]
    fn each_condition_leaves_what_it_says() {
        let snapshot = sample();
        let all = Selection::default;
        let cases: [(_, &[u32], &[_]); 8] = [
            (Selection { min_count: 4, ..all() }, &[0, 1, 2, 3, 4], &[(0, 1), (2, 3), (3, 4)]),
            (Selection { kinds: vec![Kind::PERSON], ..all() }, &[4, 5, 6, 7], &[(4, 5), (6, 7)]),
            (Selection { exclude: vec![3, 6], ..all() }, &[0, 1, 2, 4, 5, 7], &[(0, 1), (1, 2), (4, 5)]),
            (Selection { seeds: vec![4], ..all() }, &[3, 4, 5], &[(3, 4), (4, 5)]),
            (Selection { seeds: vec![0], hops: Some(2), kinds: vec![Kind::PERSON], ..all() }, &[0], &[]),
            (
                Selection { top_edges: Some(1), ..all() },
                &[0, 1, 2, 3, 4, 5, 6, 7],
                &[(0, 1), (2, 3), (3, 4), (4, 5), (6, 7)],
            ),
            (
                Selection { giant: true, min_count: 2, ..all() },
                &[0, 1, 2, 3, 4],
                &[(0, 1), (0, 3), (2, 3), (3, 4)],
            ),
            (Selection { limit: Some(2), seeds: vec![3], ..all() }, &[0, 3], &[(0, 3)]),
        ];
        for (selection, nodes, relations) in cases {
            let chosen = selection.select(&snapshot);
            assert_eq!(chosen.nodes, nodes, "{selection:?}");
            assert_eq!(ends(&chosen), relations, "{selection:?}");
        }
    }

    #[test]
    fn a_period_counts_only_its_days() {
        let mut rows = vec![crate::graph::fixture::relation(0, 1, 1)];
        let day = |day| Some(jiff::civil::date(2022, 10, day));
        rows[0].dated = [(None, 5), (day(1), 2), (day(12), 3)]
            .map(|(day, count)| Dated { day, count, articles: 1 })
            .to_vec();
        let entity = |name| crate::graph::fixture::entity(&Kind::PLACE, name, None);
        let snapshot = crate::graph::fixture::snapshot(vec![entity("a"), entity("b")], rows);
        let count = |since, until, min_count| {
            let selection = Selection { min_count, since, until, ..Selection::default() };
            selection.select(&snapshot).relations.first().map(|row| (row.counts.count, row.counts.articles))
        };
        assert_eq!(count(None, None, 0), Some((10, 3)));
        assert_eq!(count(day(1), None, 0), Some((5, 2)));
        assert_eq!(count(day(2), day(12), 0), Some((3, 1)));
        assert_eq!(count(None, day(11), 0), Some((2, 1)));
        assert_eq!(count(day(13), None, 0), None);
        assert_eq!(count(day(1), None, 6), None);
    }

    fn any_selection() -> impl Strategy<Value = Selection> {
        let some = |most: usize| prop_oneof![Just(None), (0..most).prop_map(Some)];
        let seeds = proptest::collection::vec(0..2u32, 0..2);
        (seeds, some(3), some(4), some(8), any::<bool>(), any::<bool>(), 0..3u64).prop_map(
            |(seeds, hops, top_edges, limit, filtered, giant, min_count)| Selection {
                seeds,
                hops: hops.map(|hops| hops as u32),
                top_edges,
                limit,
                giant,
                min_count,
                alpha: filtered.then_some(0.5),
                ..Selection::default()
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_selected_is_a_graph_that_keeps_its_promises(snapshot in any_graph(12), selection in any_selection()) {
            let chosen = selection.select(&snapshot);
            prop_assert!(chosen.nodes.is_sorted_by(|a, b| a < b));
            prop_assert!(ends(&chosen).is_sorted_by(|a, b| a < b));
            for row in &chosen.relations {
                prop_assert!(row.counts.count >= selection.min_count);
                prop_assert!(chosen.nodes.contains(&row.a) && chosen.nodes.contains(&row.b));
            }
            prop_assert!(selection.limit.is_none_or(|limit| chosen.nodes.len() <= limit));
            if selection.giant && selection.limit.is_none() {
                prop_assert!(components(&chosen.network()).sizes.len() <= 1);
            }
        }

        #[test]
        fn a_view_of_a_selection_walks_what_was_selected(snapshot in any_graph(12), selection in any_selection()) {
            let chosen = selection.select(&snapshot);
            let view = GraphView::of(&snapshot, &selection);
            let walked: Vec<u32> = (0..view.len() as u32).flat_map(|node| view.arcs(node)).map(|arc| arc.relation).collect();
            let mut expected: Vec<u32> = chosen.relations.iter().flat_map(|row| [row.relation; 2]).collect();
            let mut walked = walked;
            expected.sort_unstable();
            walked.sort_unstable();
            prop_assert_eq!(walked, expected);
        }
    }

    #[test]
    fn paths_unite_into_a_graph() {
        let snapshot = sample();
        let view = GraphView::whole(&snapshot);
        let paths =
            PathFinder::new(&view).find(0, 2, &PathOptions { k: 2, ..PathOptions::default() }).unwrap();
        let united = Subgraph::of_paths(&view, &paths);
        assert_eq!(united.nodes, [0, 1, 2, 3]);
        assert_eq!(ends(&united), [(0, 1), (0, 3), (1, 2), (2, 3)]);
    }
}
