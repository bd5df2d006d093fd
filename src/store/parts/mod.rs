//! The parts of a snapshot, put together item by item: from rows, or from what an older snapshot says of an item.

mod counts;
mod documents;
mod entities;
mod flow;
mod relations;

use std::io::{self, Seek, Write};

use super::layout::SectionWriter;
use super::sections::{Section, u32_at};

pub(super) use counts::Counts;
pub(super) use documents::{Documents, Lists, Postings};
pub(super) use entities::{Entities, Totals};
pub(super) use flow::Flow;
pub(super) use relations::{Relations, offsets};

/// Has records say that what they lead to begins at `begin`: each has its place, a u32, in the same column.
fn move_places(records: &mut [u8], size: usize, column: usize, begin: u32) {
    let Some(first) = records.get(column * 4..).filter(|rest| rest.len() >= 4) else { return };
    let moved = begin.wrapping_sub(u32_at(first, 0));
    for record in records.chunks_exact_mut(size) {
        let place = u32_at(record, column).wrapping_add(moved);
        record[column * 4..][..4].copy_from_slice(&place.to_le_bytes());
    }
}

/// A place or a sum, in four bytes.
pub(super) fn short(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other(TooMuch))
}

/// The limit of a number in a snapshot was reached: no fault of the disk.
#[derive(Debug, thiserror::Error)]
#[error("there is more than a graph can hold")]
pub(super) struct TooMuch;

/// Writes the names of sources.
pub(super) fn put_sources<W: Write + Seek>(sources: &[String], out: &mut SectionWriter<W>) -> io::Result<()> {
    let mut starts = vec![0u64];
    let mut names = Vec::new();
    for source in sources {
        names.extend_from_slice(source.as_bytes());
        starts.push(names.len() as u64);
    }
    out.put(Section::SourcesAt, &u64s(&starts))?;
    out.put(Section::Sources, &names)
}

pub(super) fn u64s(numbers: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * 8);
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// Two numbers in eight bytes.
pub(super) fn pair(x: u32, y: u32) -> [u8; 8] {
    (u64::from(y) << 32 | u64::from(x)).to_le_bytes()
}
