//! The stages strung together: many inputs through reading and recognition on many threads, in order.

mod apply;
mod build;
mod crowd;
mod example;
mod facts;
mod given;
mod keeper;
mod plan;
mod recognised;
mod rejoin;
mod retag;
mod stream;
mod suggest;
mod tag;
mod tally;
mod waiting;

use std::sync::atomic::AtomicBool;

use crate::corpus::{Input, Problem, ReadOptions};
pub use apply::{Applied, apply, apply_to, look};
pub use build::{build, build_from_mentions};
pub use crowd::Crowd;
pub use example::Example;
pub use keeper::Built;
pub use plan::{EntityChange, Moved, Plan, RelationChange, plan};
pub use retag::{Looked, state_of, underway};
pub use suggest::{Form, Near, Suggested, Suggestion, Whole, suggest};
pub use tag::{Spill, tag};
pub use tally::Tally;

/// What to read, and on how many threads.
pub struct RunOptions<'a> {
    /// Inputs, in the order in which results come out.
    pub inputs: Vec<Input>,
    /// How to read them.
    pub read: ReadOptions,
    /// Workers; 0 counts as 1.
    pub threads: usize,
    /// Set from outside to end early.
    pub stop: &'a AtomicBool,
}

/// What is said of an input on which a worker panicked.
fn lost(name: &str) -> Problem {
    Problem::new(
        name,
        "guanxi failed on this input: an error of the program",
        "please report it with the input and what -v says",
    )
    .of_a_part()
}
