//! A side of the race: it answers a question for pairs of nodes and says what that took.

use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::measure::thread_seconds;

/// What is asked of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Relations on the shortest path.
    Hops,
    /// The smallest sum of 1/count.
    Strength,
    /// Entities within two relations of the first, itself included.
    TwoHops,
}

impl Question {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Hops => "path by hops",
            Self::Strength => "path by strength",
            Self::TwoHops => "2 hops",
        }
    }
}

/// One number a pair, negative where there is no path; what they took on average, of the processor, and each by the wall.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answers {
    pub(crate) values: Vec<f64>,
    pub(crate) cpu: f64,
    pub(crate) walls: Vec<f64>,
}

/// How a side is asked.
pub(crate) type Ask<'a> = Box<dyn FnMut(Question, &[(u32, u32)]) -> Answers + 'a>;

/// Asks for all pairs, again and again for a tenth of a second at least, for the processor's clock is coarse.
pub(crate) fn answers(pairs: &[(u32, u32)], mut one: impl FnMut(u32, u32) -> f64) -> Answers {
    let (begun, cpu, mut passes) = (Instant::now(), thread_seconds(), 0u32);
    let mut all = Answers::default();
    while passes == 0 || begun.elapsed() < Duration::from_millis(100) {
        passes += 1;
        all.values.clear();
        for &(from, to) in pairs {
            let begun = Instant::now();
            all.values.push(one(from, to));
            all.walls.push(begun.elapsed().as_secs_f64());
        }
    }
    all.cpu = (thread_seconds() - cpu) / f64::from(passes) / pairs.len() as f64;
    all
}
