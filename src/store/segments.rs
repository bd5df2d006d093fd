//! Tables of additive rows: immutable sorted segments in chunks, merged on reading.
//!
//! A table's rows are the sum over its segments, in any order: that is what makes adding, replacing and removing exact and
//! lets any merge drop sums of nothing. Chunk key: `s`, segment u32, first column of its first row u64, chunk u32.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::codec::{Bytes, put};
use super::engine::{Batch, Engine, Entries};
use super::error::{Damage, StoreError};
use super::rows::{ChunkWriter, Row, decode};

/// Number of tables.
pub(crate) const TABLES: usize = 8;

/// A table with `K` key columns and `V` values; `slot` is its place in the manifest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<const K: usize, const V: usize> {
    pub(crate) slot: usize,
}

/// (lower entity, higher entity, day) → count, articles.
pub(crate) const EDGES: Table<3, 2> = Table { slot: 0 };
/// (entity, day) → mentions, windows, articles. [`CORPUS`] and [`AMBIGUOUS`] have rows of their own.
pub(crate) const NODES: Table<2, 3> = Table { slot: 1 };
/// (entity, form) → mentions in a form that is neither its name nor an alias.
pub(crate) const FORMS: Table<2, 1> = Table { slot: 2 };
/// (entity, document): the counted documents that hold an entity.
pub(crate) const POSTINGS: Table<2, 1> = Table { slot: 3 };
/// (document, address in the log): the live documents.
pub(crate) const DOCUMENTS: Table<2, 1> = Table { slot: 4 };
/// (key high, key low, document, day or [`UNCOUNTED`], digest): the documents of each article.
pub(crate) const HEADS: Table<5, 1> = Table { slot: 5 };
/// (document, source, number, address in the log, day): where a document was found.
pub(crate) const PLACES: Table<5, 1> = Table { slot: 6 };
/// (source, number, document, address in the log, digest, day): what a source holds.
pub(crate) const HOLDINGS: Table<6, 1> = Table { slot: 7 };

/// The entity number whose rows hold the windows and articles of everything, and all counted mentions.
pub(crate) const CORPUS: u32 = 0;
/// The entity number whose rows hold the mentions without an entity.
pub(crate) const AMBIGUOUS: u32 = 1;
/// The first number of a real entity.
pub(crate) const FIRST_ENTITY: u32 = 2;
/// In place of a day: another document of the same article is the one that is counted.
pub(crate) const UNCOUNTED: u64 = u32::MAX as u64;

/// What the manifest says of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) id: u32,
    /// Merges it went through.
    pub(crate) level: u8,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    /// First column of its first row.
    pub(crate) first: u64,
    /// First column of its last row.
    pub(crate) last: u64,
}

impl Segment {
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        for number in
            [u64::from(self.id), u64::from(self.level), self.rows, self.bytes, self.first, self.last]
        {
            put(out, number);
        }
    }

    pub(crate) fn decode(bytes: &mut Bytes<'_>) -> Result<Self, Damage> {
        Ok(Self {
            id: bytes.small()?,
            level: u8::try_from(bytes.number()?).map_err(|_| Damage("a level is too high"))?,
            rows: bytes.number()?,
            bytes: bytes.number()?,
            first: bytes.number()?,
            last: bytes.number()?,
        })
    }
}

fn chunk_key(segment: u32, first: u64, chunk: u32) -> [u8; 17] {
    let mut key = [b's'; 17];
    key[1..5].copy_from_slice(&segment.to_be_bytes());
    key[5..13].copy_from_slice(&first.to_be_bytes());
    key[13..].copy_from_slice(&chunk.to_be_bytes());
    key
}

/// The keys of all chunks of segments `from..until`.
pub(crate) fn segment_range(from: u32, until: u32) -> ([u8; 17], [u8; 17]) {
    (chunk_key(from, 0, 0), chunk_key(until, 0, 0))
}

/// Writes one segment, row by row.
pub(crate) struct SegmentWriter<const K: usize> {
    chunks: ChunkWriter<K>,
    segment: Segment,
    count: u32,
}

impl<const K: usize> SegmentWriter<K> {
    pub(crate) fn new(id: u32, level: u8) -> Self {
        let segment = Segment { id, level, rows: 0, bytes: 0, first: u64::MAX, last: 0 };
        Self { chunks: ChunkWriter::new(), segment, count: 0 }
    }

    /// Takes the next row in key order; full chunks go to the batch.
    pub(crate) fn push<const V: usize>(&mut self, row: &Row<K, V>, batch: &mut Batch) {
        self.segment.rows += 1;
        self.segment.first = self.segment.first.min(row.key[0]);
        self.segment.last = row.key[0];
        if let Some(chunk) = self.chunks.push(row) {
            self.put(chunk, batch);
        }
    }

    /// Writes what is left; nothing if there were no rows.
    pub(crate) fn finish(mut self, batch: &mut Batch) -> Option<Segment> {
        if let Some(chunk) = self.chunks.finish() {
            self.put(chunk, batch);
        }
        (self.segment.rows > 0).then_some(self.segment)
    }

    fn put(&mut self, (first, chunk): (u64, Vec<u8>), batch: &mut Batch) {
        self.segment.bytes += chunk.len() as u64;
        batch.put(&chunk_key(self.segment.id, first, self.count), &chunk);
        self.count += 1;
    }
}

/// The rows of one segment whose first column lies in a range.
struct Cursor<const K: usize, const V: usize> {
    chunks: Entries,
    rows: Vec<Row<K, V>>,
    at: usize,
    from: u64,
    to: u64,
}

impl<const K: usize, const V: usize> Cursor<K, V> {
    fn new(engine: &Engine, segment: &Segment, from: u64, to: u64) -> Result<Self, StoreError> {
        let (low, high) = segment_range(segment.id, segment.id + 1);
        // Rows of `from` may begin in the last chunk that starts below it.
        let start = if from <= segment.first {
            None
        } else {
            engine.last_key(&low, &chunk_key(segment.id, from, 0))?
        };
        let chunks = engine.range(start.as_deref().unwrap_or(&low), &high);
        Ok(Self { chunks, rows: Vec::new(), at: 0, from, to })
    }

    fn next(&mut self, engine: &Engine) -> Result<Option<Row<K, V>>, StoreError> {
        loop {
            while let Some(&row) = self.rows.get(self.at) {
                self.at += 1;
                if row.key[0] > self.to {
                    return Ok(None);
                }
                if row.key[0] >= self.from {
                    return Ok(Some(row));
                }
            }
            let Some(entry) = self.chunks.next() else { return Ok(None) };
            decode(&entry?.1, &mut self.rows).map_err(|damage| engine.damaged(damage))?;
            self.at = 0;
        }
    }
}

/// The sums of a table's rows over several segments, in key order; sums of nothing are left out.
pub(crate) struct Rows<'e, const K: usize, const V: usize> {
    engine: &'e Engine,
    cursors: Vec<Cursor<K, V>>,
    heads: BinaryHeap<Reverse<(Row<K, V>, usize)>>,
    failed: bool,
}

impl<'e, const K: usize, const V: usize> Rows<'e, K, V> {
    /// The rows of `segments` with a first column in `from..=to`.
    pub(crate) fn new(
        engine: &'e Engine,
        segments: &[Segment],
        from: u64,
        to: u64,
    ) -> Result<Self, StoreError> {
        let mut cursors = Vec::new();
        let mut heads = BinaryHeap::new();
        for segment in segments.iter().filter(|s| s.first <= to && from <= s.last) {
            let mut cursor = Cursor::new(engine, segment, from, to)?;
            if let Some(row) = cursor.next(engine)? {
                heads.push(Reverse((row, cursors.len())));
                cursors.push(cursor);
            }
        }
        Ok(Self { engine, cursors, heads, failed: false })
    }

    fn advance(&mut self) -> Result<Option<Row<K, V>>, StoreError> {
        loop {
            let Some(mut sum) = self.pop()? else { return Ok(None) };
            while self.heads.peek().is_some_and(|Reverse((row, _))| row.key == sum.key) {
                if let Some(more) = self.pop()? {
                    sum.add(&more.values);
                }
            }
            if !sum.is_nothing() {
                return Ok(Some(sum));
            }
        }
    }

    fn pop(&mut self) -> Result<Option<Row<K, V>>, StoreError> {
        let Some(mut top) = self.heads.peek_mut() else { return Ok(None) };
        let Reverse((row, cursor)) = *top;
        match self.cursors[cursor].next(self.engine)? {
            Some(next) => *top = Reverse((next, cursor)),
            None => {
                std::collections::binary_heap::PeekMut::pop(top);
            }
        }
        Ok(Some(row))
    }
}

impl<const K: usize, const V: usize> Iterator for Rows<'_, K, V> {
    type Item = Result<Row<K, V>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.advance();
        self.failed = next.is_err();
        next.transpose()
    }
}
