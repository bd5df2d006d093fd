//! From an article to mentions. Pure: no I/O, clock or randomness.

mod mention;

pub use mention::{Mention, Named, Origin, Recognised};
