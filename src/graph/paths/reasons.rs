//! Why there is no path.

use petgraph::visit::Bfs;

use super::leg::Leg;
use super::search::Search;
use super::via::Through;
use super::{By, PathOptions};
use crate::graph::GraphView;

/// The reason why a question for paths has none. An answer, not a failure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPath {
    /// Start and end are one entity.
    #[error("start and end are the same entity")]
    SameEntity,
    /// An entity is named twice among start, end and the entities to pass.
    #[error("an entity is to be passed twice")]
    PassedTwice {
        /// The entity.
        node: u32,
    },
    /// An entity is to be passed and to be avoided.
    #[error("an entity is to be passed and to be avoided")]
    Contradiction {
        /// The entity.
        node: u32,
    },
    /// More entities to pass than the bound.
    #[error("more than {most} entities to pass")]
    TooManyVia {
        /// The bound.
        most: usize,
    },
    /// No chain of relations joins the two at all.
    #[error("not connected: one stands among {from_size} connected entities, the other among {to_size}")]
    NotConnected {
        /// The end of a leg that cannot be left.
        from: u32,
        /// The end of the leg that cannot be reached.
        to: u32,
        /// Number of entities connected with `from`, itself included.
        from_size: usize,
        /// The same for `to`.
        to_size: usize,
    },
    /// Connected, but not within the selection: kinds, counts, dates, excluded entities, or weights of 0.
    #[error("connected in {hops} hops, but only over entities or relations outside the selection")]
    OutsideSelection {
        /// Hops of the shortest path without the selection.
        hops: u32,
    },
    /// Connected, but only through entities to avoid.
    #[error("connected in {hops} hops, but only through the entities to avoid")]
    OnlyThroughAvoided {
        /// Hops of the shortest path through them.
        hops: u32,
    },
    /// Connected, but by more hops than allowed.
    #[error("connected, but not within the hops allowed: the shortest path has {hops}")]
    TooFar {
        /// Hops of the shortest path, or at least so many where entities are to be passed.
        hops: u32,
    },
    /// Each leg has a path, but together they would pass an entity twice.
    #[error("no path passes all these entities without passing one twice")]
    NotSimple,
    /// The bound on combinations was reached.
    #[error("no path found that passes all these entities and none twice; ask for fewer")]
    GaveUp,
}

/// The reason why no path joins `anchors` (start, entities to pass, end) under `options`.
pub(super) fn explain(
    view: &GraphView,
    search: &mut Search,
    anchors: &[u32],
    options: &PathOptions,
) -> NoPath {
    let whole = GraphView::whole(view.snapshot());
    let walked = if options.by == By::Strength { view.above_zero() } else { view.clone() };
    search.begin(By::Hops, &options.avoid);
    let mut fewest = 0;
    for pair in anchors.windows(2) {
        let leg = Leg { from: pair[0], to: pair[1], max_hops: u32::MAX };
        search.bans.clear(leg.from);
        let Some(hops) = fewest_hops(&whole, search, leg) else { return not_connected(&whole, leg) };
        let Some(selected) = fewest_hops(&walked, search, leg) else {
            return NoPath::OutsideSelection { hops };
        };
        search.ban(leg.from, &[]);
        let Some(allowed) = fewest_hops(&walked, search, leg) else {
            return NoPath::OnlyThroughAvoided { hops: selected };
        };
        fewest += allowed;
    }
    if options.via.is_empty() {
        return NoPath::TooFar { hops: fewest };
    }
    match Through::new(anchors, options.ordered, u32::MAX).next(&walked, search) {
        Some(path) => NoPath::TooFar { hops: path.nodes.len() as u32 - 1 },
        None => NoPath::NotSimple,
    }
}

fn fewest_hops(view: &GraphView, search: &mut Search, leg: Leg) -> Option<u32> {
    search.best(view, leg).map(|nodes| nodes.len() as u32 - 1)
}

fn not_connected(whole: &GraphView, leg: Leg) -> NoPath {
    let [from_size, to_size] = [leg.from, leg.to].map(|end| connected_with(whole, end));
    NoPath::NotConnected { from: leg.from, to: leg.to, from_size, to_size }
}

/// Number of entities connected with `node`, itself included. O(arcs of them).
fn connected_with(view: &GraphView, node: u32) -> usize {
    let mut bfs = Bfs::new(view, node);
    std::iter::from_fn(|| bfs.next(view)).count()
}
