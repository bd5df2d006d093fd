//! From mentions to pairs, and from counts to measures. Pure: no I/O, clock or randomness.

mod counting;
mod disparity;
mod measure;
mod pairs;

pub use counting::{Counting, UnknownCounting, Weighting, Window};
pub use disparity::disparity;
pub use measure::{Contingency, Measure, Observation, UnknownMeasure};
pub use pairs::{
    Counts, EntityCount, MAX_ENTITIES_PER_WINDOW, MAX_PAIRS_PER_ARTICLE, PairCount, Passages, Sighting, pairs,
};
