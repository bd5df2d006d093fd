//! How good the mentions are, against gold that people made.

mod columns;
mod entities;
mod errors;
mod found;
mod gold;
mod kinds;
mod marked;
mod run;
mod score;

pub use errors::{ErrorGroup, Errors, Place};
pub use found::Finder;
pub use gold::{Gold, GoldError, GoldMention, read_gold};
pub use kinds::{KindMap, NoKindMap};
pub use marked::{GoldFormat, Marked, Sentences, marked_kinds};
pub use run::{Evaluation, evaluate};
pub use score::{Counts, Fault, Found, Score, score};
