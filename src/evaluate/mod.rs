//! How good the mentions are, against gold that people made.

mod gold;
mod score;

pub use gold::{Gold, GoldError, GoldMention, read_gold};
pub use score::{Counts, Fault, Found, Score, score};
