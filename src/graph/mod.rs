//! The graph and the questions it answers. petgraph lives here and nowhere else.
//!
//! A [`Selection`] says which part of a snapshot is meant; a [`GraphView`] walks that part; everything else asks the
//! view: names are resolved by [`lookup`], neighbourhoods by [`neighbourhood()`], paths by a [`PathFinder`].

mod distance;
mod filter;
#[cfg(test)]
mod fixture;
mod names;
mod neighbourhood;
mod paths;
mod selection;
mod stamped;
mod view;
mod visit;

pub use names::{Found, Lookup, MatchedBy, lookup, nearest, search};
pub use neighbourhood::{NearOptions, Neighbour, Neighbourhood, neighbourhood, within_hops};
pub use paths::{By, MAX_PATHS, MAX_VIA, NoPath, Path, PathFinder, PathOptions};
pub use selection::Selection;
pub use view::{Counts, GraphView};
pub use visit::Edge;
