//! Blocks of the article log that were unpacked lately.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::codec::Bytes;

/// Bytes of blocks that are kept at most.
const KEPT: usize = 16 << 20;

/// A block as read.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) raw: Vec<u8>,
    pub(crate) next: u64,
}

impl Block {
    /// The item at a place, if all of it lies in this block.
    pub(crate) fn item(&self, place: usize) -> Option<&[u8]> {
        let mut bytes = Bytes::new(self.raw.get(place..)?);
        let len = bytes.count().ok()?;
        bytes.take(len).ok()
    }
}

/// The blocks that were asked for last, by their offset in the file.
#[derive(Debug)]
pub(crate) struct Blocks {
    held: FxHashMap<u64, (Arc<Block>, u64)>,
    bytes: usize,
    asked: u64,
    most: usize,
}

impl Default for Blocks {
    fn default() -> Self {
        Self::of(KEPT)
    }
}

impl Blocks {
    /// Keeps so many bytes.
    pub(crate) fn of(most: usize) -> Self {
        Self { held: FxHashMap::default(), bytes: 0, asked: 0, most }
    }

    pub(crate) fn get(&mut self, offset: u64) -> Option<Arc<Block>> {
        self.asked += 1;
        let (block, last) = self.held.get_mut(&offset)?;
        *last = self.asked;
        Some(Arc::clone(block))
    }

    /// Keeps a block; those that nobody asked for the longest time go. O(blocks), little beside unpacking one.
    pub(crate) fn keep(&mut self, offset: u64, block: &Arc<Block>) {
        self.bytes += block.raw.len();
        self.held.insert(offset, (Arc::clone(block), self.asked));
        while self.bytes > self.most {
            let oldest = self.held.iter().min_by_key(|(_, (_, last))| *last).map(|(&offset, _)| offset);
            let Some((block, _)) = oldest.and_then(|oldest| self.held.remove(&oldest)) else { return };
            self.bytes -= block.raw.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_are_asked_for_stay_and_the_rest_is_bounded() {
        let mut blocks = Blocks::default();
        let block = Arc::new(Block { raw: vec![0; 1 << 18], next: 0 });
        for offset in 0..1000 {
            assert!(blocks.get(offset).is_none());
            blocks.keep(offset, &block);
            assert!(blocks.get(0).is_some(), "{offset}");
        }
        assert!(blocks.held.len() * block.raw.len() <= KEPT);
        assert!(blocks.get(999).is_some() && blocks.get(1).is_none());
    }
}
