//! What the benchmarks share: time by the wall and by the processor, medians of interleaved runs, peaks, the record.
//!
//! Every figure that counts is a ratio of two sides that ran in turns in one process, so that a busy machine slows both.

#![allow(dead_code, unused_imports, reason = "each benchmark takes what it needs")]

mod memory;
pub(crate) mod mentions;
mod news;
mod record;
mod scripts;
mod time;

pub(crate) use memory::{peak, peak_to_the_end, reset_peak};
pub(crate) use news::{automaton, news, texts};
pub(crate) use record::{append, commit, date, tell};
pub(crate) use scripts::{Talk, python, script};
pub(crate) use time::{Seconds, children_seconds, in_turns, median, thread_seconds};

/// Numbers that look random and are the same everywhere.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * end) >> 31
    }
}
