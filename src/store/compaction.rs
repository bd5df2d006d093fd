//! Keeping the number of segments small: eight of a level are merged into one of the next, row by row.
//!
//! The merged segment is written in batches that nobody sees; one small batch puts it into the manifest in place of its
//! parts; then the parts are deleted. A process that dies in between leaves chunks that the next opening sweeps.

use super::engine::{Batch, Engine};
use super::error::StoreError;
use super::manifest::Manifest;
use super::pending::BATCH_BYTES;
use super::segments::{
    DOCUMENTS, EDGES, FORMS, HEADS, HOLDINGS, NODES, PLACES, POSTINGS, Rows, Segment, SegmentWriter, Table,
    segment_range,
};

/// Segments of one level that are merged.
const FAN_OUT: usize = 8;

/// What is merged of each table.
#[derive(Clone, Copy)]
enum Much {
    /// Levels that have grown too many.
    Levels,
    All,
}

/// Merges what has grown too many.
pub(crate) fn compact_levels(engine: &Engine, manifest: &mut Manifest) -> Result<(), StoreError> {
    merge_tables(Much::Levels, engine, manifest)
}

/// Merges every table into one segment.
pub(crate) fn merge_all(engine: &Engine, manifest: &mut Manifest) -> Result<(), StoreError> {
    merge_tables(Much::All, engine, manifest)
}

fn merge_tables(much: Much, engine: &Engine, manifest: &mut Manifest) -> Result<(), StoreError> {
    merge_table(EDGES, much, engine, manifest)?;
    merge_table(NODES, much, engine, manifest)?;
    merge_table(FORMS, much, engine, manifest)?;
    merge_table(POSTINGS, much, engine, manifest)?;
    merge_table(DOCUMENTS, much, engine, manifest)?;
    merge_table(HEADS, much, engine, manifest)?;
    merge_table(PLACES, much, engine, manifest)?;
    merge_table(HOLDINGS, much, engine, manifest)
}

fn merge_table<const K: usize, const V: usize>(
    table: Table<K, V>,
    much: Much,
    engine: &Engine,
    manifest: &mut Manifest,
) -> Result<(), StoreError> {
    match much {
        Much::Levels => merge_levels(table, engine, manifest),
        Much::All => merge_whole(table, engine, manifest),
    }
}

/// Deletes the chunks of segments that the manifest does not name: merged ones, and those of a batch or a merge that was not
/// finished.
pub(crate) fn sweep(engine: &Engine, manifest: &mut Manifest) -> Result<(), StoreError> {
    let (low, high) = segment_range(manifest.next_segment, u32::MAX);
    let mut found = delete(engine, &low, &high)?;
    for segment in std::mem::take(&mut manifest.doomed) {
        let (low, high) = segment_range(segment, segment + 1);
        found |= delete(engine, &low, &high)?;
    }
    if found {
        let mut batch = Batch::default();
        manifest.write([], &mut batch);
        engine.apply(batch)?;
        engine.flush()?;
    }
    Ok(())
}

fn merge_whole<const K: usize, const V: usize>(
    table: Table<K, V>,
    engine: &Engine,
    manifest: &mut Manifest,
) -> Result<(), StoreError> {
    let parts = manifest.of(table).to_vec();
    match parts.iter().map(|part| part.level).max() {
        Some(level) if parts.len() > 1 => merge(table, &parts, level, engine, manifest),
        _ => Ok(()),
    }
}

fn merge_levels<const K: usize, const V: usize>(
    table: Table<K, V>,
    engine: &Engine,
    manifest: &mut Manifest,
) -> Result<(), StoreError> {
    let highest = manifest.of(table).iter().map(|segment| segment.level).max().unwrap_or(0);
    // A merge may fill the level above.
    for level in 0..=highest.saturating_add(1) {
        let of_level = |segment: &&Segment| segment.level == level;
        let parts: Vec<Segment> = manifest.of(table).iter().filter(of_level).copied().collect();
        if parts.len() >= FAN_OUT {
            merge(table, &parts, level + 1, engine, manifest)?;
        }
    }
    Ok(())
}

/// Puts one segment in the place of several.
fn merge<const K: usize, const V: usize>(
    table: Table<K, V>,
    parts: &[Segment],
    level: u8,
    engine: &Engine,
    manifest: &mut Manifest,
) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    let mut writer = SegmentWriter::new(manifest.new_segment(), level);
    for row in Rows::<K, V>::new(engine, parts, 0, u64::MAX)? {
        writer.push(&row?, &mut batch);
        if batch.bytes() > BATCH_BYTES {
            engine.apply(std::mem::take(&mut batch))?;
        }
    }
    let merged = writer.finish(&mut batch);
    let list = &mut manifest.segments[table.slot];
    list.retain(|segment| !parts.contains(segment));
    list.extend(merged);
    manifest.doomed = parts.iter().map(|segment| segment.id).collect();
    manifest.write([table.slot], &mut batch);
    engine.apply(batch)?;
    for part in parts {
        let (low, high) = segment_range(part.id, part.id + 1);
        delete(engine, &low, &high)?;
    }
    // The manifest on disk goes on naming them until it is written next; deleting nothing twice does no harm.
    manifest.doomed.clear();
    Ok(())
}

/// Deletes a range of keys; gives whether there were any.
fn delete(engine: &Engine, low: &[u8], high: &[u8]) -> Result<bool, StoreError> {
    let mut found = false;
    let mut batch = Batch::default();
    for key in engine.keys(low, high) {
        batch.remove(&key?);
        found = true;
        if batch.bytes() > BATCH_BYTES {
            engine.apply(std::mem::take(&mut batch))?;
        }
    }
    engine.apply(batch)?;
    Ok(found)
}
