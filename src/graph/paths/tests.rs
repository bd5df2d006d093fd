//! The finder against a list of all simple paths, and against petgraph.

use proptest::prelude::*;

use super::search::Rank;
use super::{By, NoPath, PathFinder, PathOptions};
use crate::dictionary::Kind;
use crate::graph::distance::LONGEST;
use crate::graph::fixture::{any_graph, counted};
use crate::graph::{GraphView, Selection};

/// All simple paths from the end of `nodes` to `to`, by walking everywhere.
fn walk(view: &GraphView, nodes: &mut Vec<u32>, to: u32, all: &mut Vec<Vec<u32>>) {
    let at = nodes[nodes.len() - 1];
    if at == to {
        all.push(nodes.clone());
        return;
    }
    for arc in view.arcs(at) {
        if !nodes.contains(&arc.node) {
            nodes.push(arc.node);
            walk(view, nodes, to, all);
            nodes.pop();
        }
    }
}

fn rank(view: &GraphView, nodes: &[u32], by: By) -> Option<(Rank, Vec<u32>)> {
    let mut distance = 0u64;
    for pair in nodes.windows(2) {
        let step = view.step(view.between(pair[0], pair[1])?);
        distance = distance.saturating_add(match by {
            By::Hops => step.unwrap_or(LONGEST),
            By::Strength => step?,
        });
    }
    let hops = nodes.len() as u64 - 1;
    Some((if by == By::Hops { (hops, distance) } else { (distance, hops) }, nodes.to_vec()))
}

fn passes(nodes: &[u32], options: &PathOptions) -> bool {
    let places: Vec<_> = options.via.iter().map(|via| nodes.iter().position(|node| node == via)).collect();
    places.iter().all(Option::is_some)
        && (!options.ordered || places.is_sorted())
        && !nodes.iter().any(|node| options.avoid.contains(node))
        && options.max_hops.is_none_or(|most| nodes.len() as u32 - 1 <= most)
}

fn slow(view: &GraphView, from: u32, to: u32, options: &PathOptions) -> Vec<Vec<u32>> {
    let anchors = [&[from, to], options.via.as_slice()].concat();
    let view = view.exempting(&anchors);
    let mut all = Vec::new();
    walk(&view, &mut vec![from], to, &mut all);
    let kept = all.iter().filter(|nodes| passes(nodes, options));
    let mut ranked: Vec<_> = kept.filter_map(|nodes| rank(&view, nodes, options.by)).collect();
    ranked.sort();
    ranked.into_iter().take(options.k).map(|(_, nodes)| nodes).collect()
}

fn fast(view: &GraphView, from: u32, to: u32, options: &PathOptions) -> Result<Vec<Vec<u32>>, NoPath> {
    let paths = PathFinder::new(view).find(from, to, options)?;
    Ok(paths.into_iter().map(|path| path.nodes).collect())
}

fn any_options() -> impl Strategy<Value = PathOptions> {
    let by = prop_oneof![Just(By::Hops), Just(By::Strength)];
    let via = proptest::collection::vec(0..8u32, 0..3);
    let avoid = proptest::collection::vec(0..8u32, 0..2);
    let max_hops = prop_oneof![Just(None), (1..6u32).prop_map(Some)];
    (1..12usize, by, max_hops, via, any::<bool>(), avoid).prop_map(
        |(k, by, max_hops, via, ordered, avoid)| PathOptions { k, by, max_hops, via, ordered, avoid },
    )
}

fn any_selection() -> impl Strategy<Value = Selection> {
    (0..3u64, any::<bool>()).prop_map(|(min_count, persons)| Selection {
        min_count,
        kinds: if persons { vec![Kind::PERSON] } else { Vec::new() },
        ..Selection::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn paths_are_the_best_of_all_simple_paths(
        snapshot in any_graph(8),
        mut options in any_options(),
        selection in any_selection(),
        prepared in any::<bool>(),
    ) {
        options.via.retain(|&node| (node as usize) < snapshot.entity_count());
        let view = GraphView::of(&snapshot, &selection);
        let view = if prepared { view.prepared() } else { view };
        let expected = slow(&view, 0, 1, &options);
        match fast(&view, 0, 1, &options) {
            Ok(found) => prop_assert_eq!(found, expected),
            Err(NoPath::PassedTwice { .. } | NoPath::Contradiction { .. }) => {
                let anchors = [&[0, 1], options.via.as_slice()].concat();
                let twice = (1..anchors.len()).any(|at| anchors[..at].contains(&anchors[at]));
                prop_assert!(twice || anchors.iter().any(|anchor| options.avoid.contains(anchor)));
            }
            Err(reason) => {
                prop_assert!(expected.is_empty(), "{} but {:?}", reason, expected);
                let loose = |options: &PathOptions, view: &GraphView| !slow(view, 0, 1, options).is_empty();
                let without_limit = PathOptions { max_hops: None, ..options.clone() };
                let without_avoid = PathOptions { avoid: vec![], ..without_limit.clone() };
                match reason {
                    NoPath::TooFar { .. } => prop_assert!(loose(&without_limit, &view)),
                    NoPath::NotSimple => prop_assert!(!options.via.is_empty() && !loose(&without_limit, &view)),
                    NoPath::OnlyThroughAvoided { .. } => prop_assert!(
                        !loose(&without_limit, &view) && (!options.via.is_empty() || loose(&without_avoid, &view))
                    ),
                    NoPath::OutsideSelection { .. } => prop_assert!(!loose(&without_avoid, &view)),
                    NoPath::NotConnected { from, to, from_size, to_size } => {
                        let none = PathOptions::default();
                        prop_assert!(slow(&GraphView::whole(&snapshot), from, to, &none).is_empty());
                        prop_assert!(from_size >= 1 && to_size >= 1);
                    }
                    other => prop_assert!(false, "{}", other),
                }
            }
        }
    }

    #[test]
    fn lengths_are_those_of_petgraph(snapshot in any_graph(30), by_strength in any::<bool>()) {
        let view = GraphView::whole(&snapshot);
        let by = if by_strength { By::Strength } else { By::Hops };
        let cost = |edge: crate::graph::Edge| if by_strength { 1.0 / petgraph::visit::EdgeRef::weight(&edge) } else { 1.0 };
        let all = petgraph::algo::dijkstra(&view, 0, None, cost);
        let one = petgraph::algo::astar(&view, 0, |node| node == 1, cost, |_| 0.0);
        let found = PathFinder::new(&view).find(0, 1, &PathOptions { by, ..PathOptions::default() });
        prop_assert_eq!(found.is_ok(), all.contains_key(&1));
        if let (Ok(paths), Some((length, _))) = (found, one) {
            let ours = if by_strength { paths[0].distance } else { paths[0].relations.len() as f64 };
            prop_assert!((ours - all[&1]).abs() < 1e-9 && (ours - length).abs() < 1e-9);
        }
    }
}

/// 0 – 1 – 2 – 3 weak, 0 – 4 – 5 – 3 strong, 6 – 7 apart.
fn two_ways() -> crate::store::Snapshot {
    counted(8, &[(0, 1, 1), (1, 2, 1), (2, 3, 1), (0, 4, 9), (4, 5, 9), (5, 3, 9), (0, 3, 1), (6, 7, 1)])
}

#[test]
fn hops_prefer_the_short_way_and_strength_the_strong_one() {
    let snapshot = two_ways();
    let view = GraphView::whole(&snapshot);
    let options = PathOptions { k: 9, ..PathOptions::default() };
    assert_eq!(fast(&view, 0, 3, &options).unwrap(), [vec![0, 3], vec![0, 4, 5, 3], vec![0, 1, 2, 3]]);
    let options = PathOptions { by: By::Strength, ..options };
    assert_eq!(fast(&view, 0, 3, &options).unwrap(), [vec![0, 4, 5, 3], vec![0, 3], vec![0, 1, 2, 3]]);
}

#[test]
fn reasons_are_named() {
    let snapshot = two_ways();
    let find = |from, to, selection: &Selection, options: &PathOptions| {
        fast(&GraphView::of(&snapshot, selection), from, to, options).unwrap_err()
    };
    let (all, any) = (Selection::default(), PathOptions::default());
    let apart = NoPath::NotConnected { from: 0, to: 6, from_size: 6, to_size: 2 };
    assert_eq!(find(0, 6, &all, &any), apart);
    assert_eq!(find(0, 0, &all, &any), NoPath::SameEntity);
    let strong = Selection { min_count: 5, ..Selection::default() };
    assert_eq!(find(1, 3, &strong, &any), NoPath::OutsideSelection { hops: 2 });
    let avoid = PathOptions { avoid: vec![0, 2], ..PathOptions::default() };
    assert_eq!(find(1, 3, &all, &avoid), NoPath::OnlyThroughAvoided { hops: 2 });
    let short = PathOptions { max_hops: Some(1), ..PathOptions::default() };
    assert_eq!(find(1, 3, &all, &short), NoPath::TooFar { hops: 2 });
    let around = PathOptions { via: vec![7], ..PathOptions::default() };
    assert_eq!(find(0, 3, &all, &around), NoPath::NotConnected { from: 0, to: 7, from_size: 6, to_size: 2 });
    let chain = counted(4, &[(0, 1, 1), (1, 2, 1), (1, 3, 1)]);
    let through = PathOptions { via: vec![2], ..PathOptions::default() };
    assert_eq!(fast(&GraphView::whole(&chain), 0, 3, &through).unwrap_err(), NoPath::NotSimple);
}

#[test]
fn hubs_are_asked_whether_they_are_joined() {
    // Two hubs of four hundred, joined directly and over 2; 10 hangs on the one, 3 on the other.
    let hub = |hub: u32, leaves: std::ops::Range<u32>| leaves.map(move |leaf| (hub, leaf, 1));
    let joined = [(0, 1, 1), (0, 2, 1), (1, 2, 1), (1, 3, 1)];
    let relations: Vec<_> = hub(0, 10..410).chain(hub(1, 500..900)).chain(joined).collect();
    let snapshot = counted(900, &relations);
    let options = PathOptions { k: 3, ..PathOptions::default() };
    let paths = fast(&GraphView::whole(&snapshot), 10, 3, &options).unwrap();
    assert_eq!(paths, [vec![10, 0, 1, 3], vec![10, 0, 2, 1, 3]]);
}
