//! The days of a relation and the articles of an entity: what comes in order, written as steps.

use super::codec::{Bytes, put};
use super::day;

/// The first day of a relation counts from here, 1900-01-01, unless it is earlier.
const FIRST_DAY: u32 = day::CENTURY;

/// Writes (day, count, articles), sorted by day.
pub(super) fn put_days(out: &mut Vec<u8>, days: impl Iterator<Item = (u32, u64, u64)>) {
    let mut last = LastDay::default();
    days.for_each(|(day, count, articles)| last.put(out, day, count, articles));
}

/// The day before, from which the next is counted.
pub(super) struct LastDay(u32);

impl Default for LastDay {
    fn default() -> Self {
        Self(FIRST_DAY)
    }
}

impl LastDay {
    /// Writes the next day. A step from the day before, times four; plus two if it counts from 0 instead; plus one if count
    /// and articles are 1, and else these follow.
    pub(super) fn put(&mut self, out: &mut Vec<u8>, day: u32, count: u64, articles: u64) {
        let (step, from_zero) = day.checked_sub(self.0).map_or((day, true), |step| (step, false));
        let ones = (count, articles) == (1, 1);
        put(out, u64::from(step) << 2 | u64::from(from_zero) << 1 | u64::from(ones));
        if !ones {
            put(out, count);
            put(out, articles);
        }
        self.0 = day.max(FIRST_DAY);
    }

    fn read(&mut self, days: &mut Bytes<'_>) -> Option<(u32, u64, u64)> {
        let tag = days.number().ok()?;
        let from = if tag & 2 == 0 { self.0 } else { 0 };
        let day = from.wrapping_add((tag >> 2) as u32);
        self.0 = day.max(FIRST_DAY);
        let (count, articles) =
            if tag & 1 == 1 { (1, 1) } else { (days.number().ok()?, days.number().ok()?) };
        Some((day, count, articles))
    }
}

/// Day, count and articles of what [`put_days`] wrote.
pub(super) fn days_of(mut days: Bytes<'_>) -> impl Iterator<Item = (u32, u64, u64)> {
    let mut last = LastDay::default();
    std::iter::from_fn(move || last.read(&mut days))
}

/// Writes numbers, sorted.
pub(super) fn put_steps(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut last = 0;
    for number in numbers {
        put(out, u64::from(number - last));
        last = number;
    }
}

/// The numbers that [`put_steps`] wrote.
pub(super) fn steps_of(mut steps: Bytes<'_>) -> impl Iterator<Item = u32> {
    let mut number = 0u32;
    std::iter::from_fn(move || {
        number = number.checked_add(steps.small().ok()?)?;
        Some(number)
    })
}
