//! From an article to mentions. Pure: no I/O, clock or randomness.

mod mention;

pub use crate::dictionary::Named;
pub use mention::{Mention, Origin, Recognised};
