//! The k best simple paths between two entities, by hops or by strength, and the reason where there is none.
//!
//! Paths are ranked in a total order, so that the same question always has the same answer. By hops: fewer hops, then
//! the smaller sum of distances, then the entity ids from the start on. By strength: the smaller sum of distances, then
//! fewer hops, then the ids. The distance across a relation is 1/weight (Newman 2001, Phys. Rev. E 64, 016132).

mod bans;
mod hops;
mod leg;
mod limited;
mod reasons;
mod search;
mod strength;
#[cfg(test)]
mod tests;
mod via;
mod yen;

use std::slice;

use super::GraphView;
use leg::Leg;
pub use reasons::NoPath;
use search::Search;
use via::Through;
use yen::Best;

/// The most paths that one question gives.
pub const MAX_PATHS: usize = 1000;

/// The most entities a path can be asked to pass; in any order the bound is five.
pub const MAX_VIA: usize = 8;
const MAX_VIA_ANY_ORDER: usize = 5;

/// What makes a path good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Few relations.
    #[default]
    Hops,
    /// Strong relations: a small sum of 1/weight.
    Strength,
}

/// What is asked of a path, besides its ends. Kinds, dates and counts are conditions of the view.
#[derive(Clone, Debug)]
pub struct PathOptions {
    /// How many paths, at most [`MAX_PATHS`].
    pub k: usize,
    /// What makes a path good.
    pub by: By,
    /// The most relations a path may have.
    pub max_hops: Option<u32>,
    /// Entities that the path must pass.
    pub via: Vec<u32>,
    /// Whether it must pass them in the order given.
    pub ordered: bool,
    /// Entities that it must not pass.
    pub avoid: Vec<u32>,
}

impl Default for PathOptions {
    fn default() -> Self {
        Self { k: 1, by: By::Hops, max_hops: None, via: Vec::new(), ordered: true, avoid: Vec::new() }
    }
}

/// A simple path: no entity twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// From the start to the end.
    pub nodes: Vec<u32>,
    /// The relation of each step; one fewer than nodes.
    pub relations: Vec<u32>,
    /// The weight of each step.
    pub weights: Vec<f64>,
    /// The sum of 1/weight; infinite where a step has no weight above 0 (only by hops).
    pub distance: f64,
}

/// Answers path questions on one view; keeps its arrays from question to question.
///
/// ```
/// use guanxi::dictionary::{EntityId, Kind};
/// use guanxi::graph::{GraphView, PathFinder, PathOptions};
/// use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
///
/// let entity =
///     |name: &str| EntityRow::new(EntityId::new(&Kind::PLACE, name, None), Kind::PLACE, name.into());
/// let relation = |a, b| RelationRow { a, b, dated: vec![Dated { day: None, count: 1, articles: 1 }] };
/// let entities = ["a", "b", "c"].map(entity).to_vec();
/// let snapshot = Snapshot::from_rows(1, 1, 1, entities, vec![relation(0, 1), relation(1, 2)]);
///
/// let view = GraphView::whole(&snapshot);
/// let paths = PathFinder::new(&view).find(0, 2, &PathOptions::default()).unwrap();
/// assert_eq!(paths[0].nodes, [0, 1, 2]);
/// ```
#[derive(Debug)]
pub struct PathFinder<'s> {
    view: GraphView<'s>,
    search: Search,
}

impl<'s> PathFinder<'s> {
    /// A finder on a view. O(nodes) of memory, touched only where a search goes.
    #[must_use]
    pub fn new(view: &GraphView<'s>) -> Self {
        Self { view: view.clone(), search: Search::new(view.len()) }
    }

    /// The best paths from `from` to `to`, best first; at least one.
    ///
    /// Paths are those of Yen (1971, "Finding the k shortest loopless paths in a network"), without testing a deviation
    /// twice (Lawler 1972). One search costs what the two neighbourhoods cost that meet in the middle; `k` paths of `h`
    /// hops need up to `k·h` searches.
    ///
    /// # Errors
    /// [`NoPath`], with the reason.
    ///
    /// # Panics
    /// If a node is not in the snapshot.
    pub fn find(&mut self, from: u32, to: u32, options: &PathOptions) -> Result<Vec<Path>, NoPath> {
        let anchors = anchors(from, to, options)?;
        let view = self.view.exempting(&anchors);
        self.search.begin(options.by, &options.avoid);
        let longest = options.max_hops.unwrap_or(u32::MAX);
        let k = options.k.clamp(1, MAX_PATHS);
        let found = if options.via.is_empty() {
            let mut best = Best::new(Leg { from, to, max_hops: longest });
            (0..k).map_while(|_| best.next(&view, &mut self.search)).collect()
        } else {
            let mut through = Through::new(&anchors, options.ordered, longest);
            let found: Vec<_> = (0..k).map_while(|_| through.next(&view, &mut self.search)).collect();
            if found.is_empty() && through.gave_up() {
                return Err(NoPath::GaveUp);
            }
            found
        };
        if found.is_empty() {
            return Err(reasons::explain(&view, &mut self.search, &anchors, options));
        }
        Ok(found.iter().map(|found| path(&view, &found.nodes)).collect())
    }
}

/// The start, the entities to pass, the end.
fn anchors(from: u32, to: u32, options: &PathOptions) -> Result<Vec<u32>, NoPath> {
    let most = if options.ordered { MAX_VIA } else { MAX_VIA_ANY_ORDER };
    if options.via.len() > most {
        return Err(NoPath::TooManyVia { most });
    }
    let anchors = [slice::from_ref(&from), &options.via, slice::from_ref(&to)].concat();
    if from == to {
        return Err(NoPath::SameEntity);
    }
    for (place, anchor) in anchors.iter().enumerate() {
        if anchors[..place].contains(anchor) {
            return Err(NoPath::PassedTwice { node: *anchor });
        }
        if options.avoid.contains(anchor) {
            return Err(NoPath::Contradiction { node: *anchor });
        }
    }
    Ok(anchors)
}

fn path(view: &GraphView, nodes: &[u32]) -> Path {
    let relations: Vec<u32> = nodes.windows(2).filter_map(|pair| view.between(pair[0], pair[1])).collect();
    let weights: Vec<f64> = relations.iter().map(|&relation| view.weight(relation)).collect();
    let distance =
        weights.iter().map(|&weight| if weight > 0.0 { 1.0 / weight } else { f64::INFINITY }).sum();
    Path { nodes: nodes.to_vec(), relations, weights, distance }
}
