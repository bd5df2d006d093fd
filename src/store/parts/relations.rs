//! The relations of a snapshot, and the arcs of its nodes.

use std::io::{self, Seek, Write};

use super::{Flow, pair, put_pair, u64s};
use crate::store::layout::{Section, SectionWriter, u32_at};

/// Relations with their counts by day, which are written as they come, and the arcs that follow from them.
pub(in crate::store) struct Relations<'w, W> {
    days: Flow<'w, W>,
    ends: Vec<u8>,
    starts: Vec<u8>,
    degrees: Vec<u64>,
}

impl<'w, W: Write + Seek> Relations<'w, W> {
    pub(in crate::store) fn new(nodes: usize, out: &'w mut SectionWriter<W>) -> Self {
        let days = Flow::new(out.open(Section::Days));
        Self { days, ends: Vec::new(), starts: vec![0; 4], degrees: vec![0; nodes + 1] }
    }

    /// Takes the next relation, its days as [`put_days`](crate::store::runs::put_days) writes them.
    pub(in crate::store) fn push(
        &mut self,
        a: u32,
        b: u32,
        days: impl FnOnce(&mut Vec<u8>),
    ) -> io::Result<()> {
        put_pair(&mut self.ends, a, b);
        self.degrees[a as usize + 1] += 1;
        self.degrees[b as usize + 1] += 1;
        let end = short(self.days.put(days)?)?;
        self.starts.extend_from_slice(&end.to_le_bytes());
        Ok(())
    }

    /// Writes the rest.
    pub(in crate::store) fn finish(mut self) -> io::Result<()> {
        let out = self.days.end()?;
        out.put(Section::DaysAt, &std::mem::take(&mut self.starts))?;
        for node in 1..self.degrees.len() {
            self.degrees[node] += self.degrees[node - 1];
        }
        out.put(Section::Offsets, &u64s(&self.degrees))?;
        out.put(Section::Arcs, &arcs(&self.ends, self.degrees))?;
        out.put(Section::Ends, &self.ends)
    }
}

/// Where days begin, in four bytes.
pub(in crate::store) fn short(place: u64) -> io::Result<u32> {
    u32::try_from(place)
        .map_err(|_| io::Error::other("there are more relations by day than a snapshot can hold"))
}

/// The arcs of all nodes, which come sorted since relations are; `next` has the place of each node's first one.
fn arcs(ends: &[u8], mut next: Vec<u64>) -> Vec<u8> {
    let mut arcs = vec![[0u8; 8]; ends.len() / 4];
    for (relation, ends) in (0u32..).zip(ends.as_chunks::<8>().0) {
        let (a, b) = (u32_at(ends, 0), u32_at(ends, 1));
        for (from, to) in [(a, b), (b, a)] {
            let place = &mut next[from as usize];
            arcs[*place as usize] = pair(to, relation);
            *place += 1;
        }
    }
    arcs.into_flattened()
}
