//! The graph and the questions it answers. petgraph lives here and nowhere else.
//!
//! A [`Selection`] says which part of a snapshot is meant; a [`GraphView`] walks that part; everything else asks the
//! view: names are resolved by [`lookup`], neighbourhoods by [`neighbourhood()`], paths by a [`PathFinder`].

mod betweenness;
mod communities;
mod components;
mod counted;
mod distance;
mod filter;
#[cfg(test)]
mod fixture;
mod layout;
mod marked;
mod names;
mod neighbourhood;
mod network;
mod paths;
pub(crate) mod random;
mod ranks;
mod select;
mod selection;
mod stamped;
mod subgraph;
mod view;
mod visit;

pub use betweenness::{Betweenness, betweenness};
pub use communities::{Communities, communities, modularity};
pub use components::{Components, components};
pub use layout::{Point, layout};
pub use names::{Found, Lookup, MatchedBy, lookup, nearest, search};
pub use neighbourhood::{NearOptions, Neighbour, Neighbourhood, neighbourhood, within_hops};
pub use network::Network;
pub use paths::{By, MAX_PATHS, MAX_VIA, NoPath, Path, PathFinder, PathOptions};
pub use ranks::{cores, degrees, page_rank, strengths};
pub use selection::Selection;
pub use subgraph::{Chosen, Subgraph};
pub use view::{Counts, GraphView};
pub use visit::Edge;
