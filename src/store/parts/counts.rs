//! The counts of a snapshot's nodes by day, and of everything.

use std::io::{self, Seek, Write};

use super::{Flow, short};
use crate::store::layout::SectionWriter;
use crate::store::sections::{Section, u32_at};

/// Counts by day, which are written as they come: those of each node, then those of everything.
pub(in crate::store) struct Counts<'w, W> {
    days: Flow<'w, W>,
    starts: Vec<u8>,
    end: u64,
}

impl<'w, W: Write + Seek> Counts<'w, W> {
    pub(in crate::store) fn new(out: &'w mut SectionWriter<W>) -> Self {
        Self { days: Flow::new(out.open(Section::Counts)), starts: vec![0; 4], end: 0 }
    }

    /// Takes the next, its days as [`put_days`](crate::store::runs::put_days) writes them.
    pub(in crate::store) fn push(&mut self, days: &[u8]) -> io::Result<()> {
        self.end += days.len() as u64;
        self.starts.extend_from_slice(&short(self.end)?.to_le_bytes());
        self.days.copy(days)
    }

    /// Takes the next ones as an older snapshot has them, and where there each begins and the last ends.
    pub(in crate::store) fn copy(&mut self, (days, starts): (&[u8], &[u8])) -> io::Result<()> {
        let begin = short(self.end)?;
        self.end += days.len() as u64;
        short(self.end)?;
        for at in 1..starts.len() / 4 {
            let end = begin.wrapping_add(u32_at(starts, at).wrapping_sub(u32_at(starts, 0)));
            self.starts.extend_from_slice(&end.to_le_bytes());
        }
        self.days.copy(days)
    }

    /// Writes the rest.
    pub(in crate::store) fn finish(self) -> io::Result<()> {
        self.days.finish()?.put(Section::CountsAt, &self.starts)
    }
}
