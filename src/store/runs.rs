//! The days of a relation or an entity and the articles of an entity: what comes in order, written as steps.

use std::collections::BTreeMap;

use super::codec::{Bytes, put};
use super::day;

/// The first day counts from here, 1900-01-01, unless it is earlier.
const FIRST_DAY: u32 = day::CENTURY;

/// Writes days with their counts, sorted by day.
pub(super) fn put_days<const N: usize>(out: &mut Vec<u8>, days: impl Iterator<Item = (u32, [u64; N])>) {
    let mut last = LastDay::default();
    days.for_each(|(day, counts)| last.put(out, day, counts));
}

/// Writes what several lists of days come to. Where several numbers stand for an id, their counts belong together.
pub(super) fn join_days<const N: usize>(out: &mut Vec<u8>, lists: &[&[u8]]) {
    if let [one] = lists {
        return out.extend_from_slice(one);
    }
    let mut days: BTreeMap<u32, [u64; N]> = BTreeMap::new();
    for (day, counts) in lists.iter().flat_map(|list| days_of::<N>(Bytes::new(list))) {
        let on = days.entry(day).or_insert([0; N]);
        on.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    put_days(out, days.into_iter());
}

/// The day before, from which the next is counted.
pub(super) struct LastDay(u32);

impl Default for LastDay {
    fn default() -> Self {
        Self(FIRST_DAY)
    }
}

impl LastDay {
    /// Writes the next day. A step from the day before, times four; plus two if it counts from 0 instead; plus one if every
    /// count is 1, and else these follow.
    pub(super) fn put<const N: usize>(&mut self, out: &mut Vec<u8>, day: u32, counts: [u64; N]) {
        let (step, from_zero) = day.checked_sub(self.0).map_or((day, true), |step| (step, false));
        let ones = counts == [1; N];
        put(out, u64::from(step) << 2 | u64::from(from_zero) << 1 | u64::from(ones));
        if !ones {
            for count in counts {
                put(out, count);
            }
        }
        self.0 = day.max(FIRST_DAY);
    }

    fn read<const N: usize>(&mut self, days: &mut Bytes<'_>) -> Option<(u32, [u64; N])> {
        let tag = days.number().ok()?;
        let from = if tag & 2 == 0 { self.0 } else { 0 };
        let day = from.wrapping_add((tag >> 2) as u32);
        self.0 = day.max(FIRST_DAY);
        let mut counts = [1; N];
        if tag & 1 == 0 {
            for count in &mut counts {
                *count = days.number().ok()?;
            }
        }
        Some((day, counts))
    }
}

/// Days and counts of what [`put_days`] wrote.
pub(super) fn days_of<const N: usize>(mut days: Bytes<'_>) -> impl Iterator<Item = (u32, [u64; N])> {
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
