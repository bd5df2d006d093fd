//! How good the mentions are, against gold that people made.

mod audit;
mod columns;
mod compare;
mod entities;
mod errors;
mod found;
mod gold;
mod kinds;
mod lines;
mod marked;
mod names;
mod outcome;
mod run;
mod score;
mod verdicts;

pub use audit::{Sample, Sampled, Strata};
pub use compare::{Comparison, Difference};
pub use errors::{ErrorGroup, Errors, Place};
pub use found::Finder;
pub use gold::{Gold, GoldError, GoldMention, Status, read_gold};
pub use kinds::{KindMap, NoKindMap};
pub use marked::{GoldFormat, Marked, Sentences, marked_kinds};
pub use names::names;
pub use outcome::{Others, Outcome, OutcomeError};
pub use run::{Evaluation, evaluate};
pub use score::{Counts, Fault, Found, Score, score};
pub use verdicts::{Audited, NoVerdict, Verdicts, verdicts, wilson};
