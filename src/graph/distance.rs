//! How far apart two related entities are: 1/weight (Newman 2001, "Scientific collaboration networks II", Phys. Rev. E
//! 64, 016132), in whole units so that sums are exact and ties are ties.
//!
//! Sums of `f64` depend on their order, and a search from both ends adds in two orders. So a distance is a number of
//! units, and the unit of counting measures is divisible by 1 to 30: one step of weight 1 is exactly as long as three
//! of weight 3.

use crate::relate::Measure;

/// The least common multiple of 1..=30, about 2^41.
const COUNT_UNITS: u64 = 2_329_089_562_800;
/// For measures of at most about 1: 2520 · 2^15, about 2^26.
const SHARE_UNITS: u64 = 2520 << 15;
/// For measures that may lie far on both sides of 1: 2520 · 2^25, about 2^36.
const RATIO_UNITS: u64 = 2520 << 25;
/// The longest step: keeps a path of a thousand such steps below the largest sum.
pub(super) const LONGEST: u64 = 1 << 53;

/// Units in a distance of 1.
pub(super) fn units(measure: Measure) -> f64 {
    let units = match measure {
        Measure::Count | Measure::Articles | Measure::G2 | Measure::Chi2 => COUNT_UNITS,
        Measure::Npmi | Measure::Jaccard | Measure::Dice | Measure::Cosine => SHARE_UNITS,
        Measure::Pmi | Measure::Association => RATIO_UNITS,
    };
    units as f64
}

/// The step of a weight, at least 1; none where the weight is not above 0, for such a relation joins nothing.
#[allow(clippy::cast_sign_loss, reason = "checked to be positive")]
pub(super) fn step(units: f64, weight: f64) -> Option<u64> {
    (weight > 0.0).then(|| ((units / weight).round() as u64).clamp(1, LONGEST))
}
