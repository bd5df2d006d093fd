//! The relations of a snapshot, and the arcs of its nodes.

use std::io::{self, Seek, Write};

use super::{Flow, pair, short};
use crate::store::layout::SectionWriter;
use crate::store::sections::Section;

/// Relations with their counts by day, which are written as they come, and the arcs that follow from them.
pub(in crate::store) struct Relations<'w, W> {
    days: Flow<'w, W>,
    ends: Vec<[u8; 4]>,
    starts: Vec<u8>,
    /// Arcs to lower and to higher nodes, of each node.
    degrees: Vec<[u32; 2]>,
}

impl<'w, W: Write + Seek> Relations<'w, W> {
    pub(in crate::store) fn new(nodes: usize, out: &'w mut SectionWriter<W>) -> Self {
        let days = Flow::new(out.open(Section::Days));
        Self { days, ends: Vec::new(), starts: vec![0; 4], degrees: vec![[0; 2]; nodes] }
    }

    /// Takes the next relation, its days as [`put_days`](crate::store::runs::put_days) writes them.
    pub(in crate::store) fn push(
        &mut self,
        a: u32,
        b: u32,
        days: impl FnOnce(&mut Vec<u8>),
    ) -> io::Result<()> {
        self.ends.push(b.to_le_bytes());
        self.degrees[a as usize][1] += 1;
        self.degrees[b as usize][0] += 1;
        let end = short(self.days.put(days)?)?;
        self.starts.extend_from_slice(&end.to_le_bytes());
        Ok(())
    }

    /// Writes the rest.
    pub(in crate::store) fn finish(mut self) -> io::Result<()> {
        let out = self.days.finish()?;
        out.put(Section::DaysAt, &std::mem::take(&mut self.starts))?;
        out.put(Section::Offsets, &offsets(self.degrees.iter().copied()))?;
        out.put(Section::Arcs, &arcs(&self.ends, self.degrees))?;
        out.put(Section::Ends, self.ends.as_flattened())
    }
}

/// Where the arcs of each node to lower ones begin, and its relations to higher ones.
pub(in crate::store) fn offsets(degrees: impl ExactSizeIterator<Item = [u32; 2]>) -> Vec<u8> {
    let mut offsets = Vec::with_capacity((degrees.len() + 1) * 8);
    let mut sums = [0, 0];
    offsets.extend_from_slice(&pair(0, 0));
    for [lower, higher] in degrees {
        sums = [sums[0] + lower, sums[1] + higher];
        offsets.extend_from_slice(&pair(sums[0], sums[1]));
    }
    offsets
}

/// The arcs of all nodes to lower ones, which come sorted since relations are.
fn arcs(ends: &[[u8; 4]], degrees: Vec<[u32; 2]>) -> Vec<u8> {
    let mut arcs = vec![[0u8; 8]; ends.len()];
    let mut relations = (0u32..).zip(ends);
    // Becomes the place of each node's next arc.
    let mut next = degrees;
    let mut sum = 0;
    for [lower, _] in &mut next {
        sum += std::mem::replace(lower, sum);
    }
    for node in 0..next.len() {
        let higher = next[node][1] as usize;
        for (relation, end) in relations.by_ref().take(higher) {
            let place = &mut next[u32::from_le_bytes(*end) as usize][0];
            arcs[*place as usize] = pair(node as u32, relation);
            *place += 1;
        }
    }
    arcs.into_flattened()
}
