//! Additive rows and their chunks: sorted keys of whole numbers with signed values, packed into values of at most 4 KB.
//!
//! A row is a tag byte, then what differs from the row before. Each chunk starts over, so each decodes alone.
//! Tag: bits 0–2 leading columns shared with the row before, bit 3 all values are 1, bits 4–7 a small step of the next
//! column (0: the step follows). Further columns are signed differences, values signed numbers.

use super::codec::{Bytes, put, put_signed};
use super::error::Damage;

/// Largest payload of a chunk. With its checksum it stays below 4 KB, where sled begins to leak files (see the README).
const CHUNK_BYTES: usize = 4080;
/// Most bytes one row can take.
const ROW_BYTES: usize = 1 + 10 * 8;

/// `K` key columns and `V` additive values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row<const K: usize, const V: usize> {
    pub(crate) key: [u64; K],
    pub(crate) values: [i64; V],
}

impl<const K: usize, const V: usize> Row<K, V> {
    pub(crate) const fn new(key: [u64; K], values: [i64; V]) -> Self {
        Self { key, values }
    }

    pub(crate) fn add(&mut self, other: &[i64; V]) {
        for (value, more) in self.values.iter_mut().zip(other) {
            *value = value.wrapping_add(*more);
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        self.values.iter().all(|&value| value == 0)
    }
}

/// Sorts rows, adds up those with one key, and drops sums of nothing.
pub(crate) fn settle<const K: usize, const V: usize>(rows: &mut Vec<Row<K, V>>) {
    rows.sort_unstable_by_key(|x| x.key);
    rows.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.add(&next.values);
        }
        same
    });
    rows.retain(|row| !row.is_nothing());
}

/// Packs sorted rows into chunks.
pub(crate) struct ChunkWriter<const K: usize> {
    bytes: Vec<u8>,
    first: u64,
    last: [u64; K],
}

impl<const K: usize> ChunkWriter<K> {
    pub(crate) fn new() -> Self {
        Self { bytes: Vec::with_capacity(CHUNK_BYTES), first: 0, last: [0; K] }
    }

    /// Takes the next row; gives a full chunk, with its first column, before the row that no longer fits.
    pub(crate) fn push<const V: usize>(&mut self, row: &Row<K, V>) -> Option<(u64, Vec<u8>)> {
        let full = (self.bytes.len() + ROW_BYTES > CHUNK_BYTES).then(|| self.finish()).flatten();
        if self.bytes.is_empty() {
            self.first = row.key[0];
        }
        encode(&mut self.bytes, row, &self.last);
        self.last = row.key;
        full
    }

    /// What is left.
    pub(crate) fn finish(&mut self) -> Option<(u64, Vec<u8>)> {
        self.last = [0; K];
        let bytes = std::mem::replace(&mut self.bytes, Vec::with_capacity(CHUNK_BYTES));
        (!bytes.is_empty()).then_some((self.first, bytes))
    }
}

fn encode<const K: usize, const V: usize>(out: &mut Vec<u8>, row: &Row<K, V>, last: &[u64; K]) {
    let shared = row.key.iter().zip(last).take_while(|(x, y)| x == y).count();
    let ones = row.values.iter().all(|&value| value == 1);
    let step = if shared < K { row.key[shared].wrapping_sub(last[shared]) } else { 0 };
    let small = if step < 16 { step as u8 } else { 0 };
    out.push(shared as u8 | u8::from(ones) << 3 | small << 4);
    if shared < K {
        if small == 0 {
            put(out, step);
        }
        for (column, before) in row.key.iter().zip(last).skip(shared + 1) {
            put_signed(out, column.wrapping_sub(*before).cast_signed());
        }
    }
    if !ones {
        row.values.iter().for_each(|&value| put_signed(out, value));
    }
}

/// Reads a chunk into `rows`, which is cleared first. Keys must rise.
pub(crate) fn decode<const K: usize, const V: usize>(
    chunk: &[u8],
    rows: &mut Vec<Row<K, V>>,
) -> Result<(), Damage> {
    rows.clear();
    let mut bytes = Bytes::new(chunk);
    let mut key = [0u64; K];
    while !bytes.is_empty() {
        let tag = bytes.byte()?;
        let shared = usize::from(tag & 7);
        let before = key;
        if shared < K {
            let step = if tag >> 4 == 0 { bytes.number()? } else { u64::from(tag >> 4) };
            key[shared] = key[shared].wrapping_add(step);
            for column in &mut key[shared + 1..] {
                *column = column.wrapping_add(bytes.signed()?.cast_unsigned());
            }
        } else if shared > K {
            return Err(Damage("a row shares more columns than there are"));
        }
        let mut values = [1i64; V];
        if tag & 8 == 0 {
            for value in &mut values {
                *value = bytes.signed()?;
            }
        }
        if !rows.is_empty() && key <= before {
            return Err(Damage("rows are out of order"));
        }
        rows.push(Row { key, values });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(rows: &[Row<3, 2>]) -> Vec<(u64, Vec<u8>)> {
        let mut writer = ChunkWriter::new();
        let mut chunks: Vec<_> = rows.iter().filter_map(|row| writer.push(row)).collect();
        chunks.extend(writer.finish());
        chunks
    }

    fn row() -> impl Strategy<Value = Row<3, 2>> {
        let column = prop_oneof![0u64..4, 0u64..3000, any::<u64>()];
        let value = prop_oneof![Just(1i64), -2i64..3, any::<i64>()];
        (prop::array::uniform3(column), prop::array::uniform2(value))
            .prop_map(|(key, values)| Row { key, values })
    }

    proptest! {
        #[test]
        fn chunks_give_back_their_rows(mut rows in prop::collection::vec(row(), 0..600)) {
            settle(&mut rows);
            let mut back = Vec::new();
            let mut chunk_rows = Vec::new();
            for (first, chunk) in packed(&rows) {
                prop_assert!(chunk.len() <= CHUNK_BYTES);
                decode::<3, 2>(&chunk, &mut chunk_rows).unwrap();
                prop_assert_eq!(first, chunk_rows[0].key[0]);
                back.append(&mut chunk_rows);
            }
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn any_bytes_decode_without_panic(raw: Vec<u8>) {
            let _ = decode::<3, 2>(&raw, &mut Vec::new());
            let _ = decode::<5, 1>(&raw, &mut Vec::new());
        }
    }

    #[test]
    fn opposite_rows_vanish() {
        let mut rows = vec![Row::new([1, 2], [3]), Row::new([0, 1], [1]), Row::new([1, 2], [-3])];
        settle(&mut rows);
        assert_eq!(rows, [Row::new([0, 1], [1])]);
    }
}
