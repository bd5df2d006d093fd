//! Counts by day to which something is added or taken from.

use std::io;

use crate::store::runs::put_days;

/// A day with what is counted on it, or with what is added to that.
pub(super) type On<const N: usize> = (u32, [i64; N]);

/// Writes the days that come of `before` and `changes`, both in order; gives whether there is any left. `days` is used again.
///
/// # Errors
/// If more is taken away than was there.
pub(super) fn put_changed<const N: usize>(
    out: &mut Vec<u8>,
    before: impl Iterator<Item = (u32, [u64; N])>,
    changes: impl Iterator<Item = On<N>>,
    days: &mut Vec<On<N>>,
) -> io::Result<bool> {
    days.clear();
    add_to(before, changes, days);
    if days.iter().any(|(_, counts)| counts.iter().any(|&count| count < 0)) {
        return Err(io::Error::other("more is taken away than was there"));
    }
    put_days(out, days.iter().map(|&(day, counts)| (day, counts.map(i64::unsigned_abs))));
    Ok(!days.is_empty())
}

fn add_to<const N: usize>(
    before: impl Iterator<Item = (u32, [u64; N])>,
    changes: impl Iterator<Item = On<N>>,
    days: &mut Vec<On<N>>,
) {
    let mut before = before.map(|(day, counts)| (day, counts.map(u64::cast_signed))).peekable();
    for (day, counts) in changes {
        while let Some(on) = before.next_if(|on| on.0 <= day) {
            days.push(on);
        }
        match days.last_mut().filter(|last| last.0 == day) {
            Some((_, sums)) => sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count),
            None => days.push((day, counts)),
        }
    }
    days.extend(before);
    days.retain(|(_, counts)| *counts != [0; N]);
}
