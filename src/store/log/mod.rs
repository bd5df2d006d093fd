//! The article log: an append-only file of texts and records in compressed blocks, beside the database.
//!
//! It lies outside sled because evidence is read from it by processes that never open sled, because it is never rewritten when
//! a snapshot is published, and because sled takes about three times the bytes it is given. Bytes count as written once a
//! manifest names their end; what stands behind that end is cut off at the next opening.
//!
//! File: the magic, which names the packing, then frames. Frame: raw length u32, stored length u32, CRC-32 of both and the payload
//! u32, payload (packed; as it is where that is no shorter). An item is its length and its bytes, and may go on over several
//! frames. Its address is the offset of the frame in which it begins, times the largest block, plus its place in the raw block.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::blocks::{Block, Blocks};
use super::codec::put;
use super::error::{Damage, StoreError};
use super::packing::Packing;

const MAGIC: usize = 16;
const FRAME: usize = 12;
/// Blocks that are kept by who goes through all.
const PASSED: usize = 4;
const DISK: &str = "see that the disk is well and not full";

/// The log, open for reading and appending.
#[derive(Debug)]
pub(crate) struct Log {
    written: LogFile,
    /// The block that is being filled; it will stand at the end of what is written.
    open: Vec<u8>,
}

/// What is written of a log. Bytes behind `end` do not count.
#[derive(Debug)]
pub(crate) struct LogFile {
    path: PathBuf,
    file: Mutex<File>,
    packing: Packing,
    end: u64,
    blocks: Mutex<Blocks>,
}

impl Log {
    /// Makes an empty log.
    pub(crate) fn create(path: &Path, packing: Packing) -> Result<Self, StoreError> {
        let make = || {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
            file.write_all(packing.magic())?;
            file.sync_all()?;
            Ok(file)
        };
        let file = make().map_err(StoreError::io(path, DISK))?;
        Ok(Self { written: LogFile::over(path, file, packing, MAGIC as u64), open: Vec::new() })
    }

    /// Opens a log that counts up to `end`, and cuts off what stands behind.
    pub(crate) fn open(path: &Path, end: u64) -> Result<Self, StoreError> {
        let written = LogFile::open_with(path, end, OpenOptions::new().read(true).write(true))?;
        let file = written.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.set_len(end).map_err(StoreError::io(path, DISK))?;
        drop(file);
        Ok(Self { written, open: Vec::new() })
    }

    /// Appends an item and gives its address. It is on disk after [`Log::sync`].
    pub(crate) fn append(&mut self, item: &[u8]) -> Result<u64, StoreError> {
        let packing = self.written.packing;
        let address = self.written.end << packing.place_bits() | self.open.len() as u64;
        let mut head = Vec::with_capacity(10);
        put(&mut head, item.len() as u64);
        for mut bytes in [&head[..], item] {
            while !bytes.is_empty() {
                let (now, later) = bytes.split_at(bytes.len().min(packing.block() - self.open.len()));
                self.open.extend_from_slice(now);
                bytes = later;
                if self.open.len() == packing.block() {
                    self.close_block()?;
                }
            }
        }
        Ok(address)
    }

    /// Brings everything appended to the disk and gives the end of the log.
    pub(crate) fn sync(&mut self) -> Result<u64, StoreError> {
        self.close_block()?;
        let file = self.written.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.sync_data().map_err(StoreError::io(&self.written.path, DISK))?;
        self.written.is_there()?;
        Ok(self.written.end)
    }

    fn close_block(&mut self) -> Result<(), StoreError> {
        if self.open.is_empty() {
            return Ok(());
        }
        let packed = self.written.packing.pack(&self.open);
        let payload = packed.as_ref().unwrap_or(&self.open);
        let mut frame = Vec::with_capacity(FRAME + payload.len());
        frame.extend_from_slice(&(self.open.len() as u32).to_le_bytes());
        frame.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        frame.extend_from_slice(&checksum(&frame, payload).to_le_bytes());
        frame.extend_from_slice(payload);
        self.written.write(&frame)?;
        self.open.clear();
        Ok(())
    }

    /// The bytes of an item.
    pub(crate) fn read(&self, address: u64) -> Result<Vec<u8>, StoreError> {
        read_part(self.written.split(address), 0, usize::MAX, |offset| self.block(offset))
    }

    fn block(&self, offset: u64) -> Result<Arc<Block>, StoreError> {
        if offset == self.written.end && !self.open.is_empty() {
            return Ok(Arc::new(Block { raw: self.open.clone(), next: u64::MAX }));
        }
        self.written.block(offset)
    }

    /// What is written.
    pub(crate) fn written(&self) -> &LogFile {
        &self.written
    }
}

impl LogFile {
    /// Opens the first `end` bytes of a log for reading.
    pub(crate) fn open(path: &Path, end: u64) -> Result<Self, StoreError> {
        Self::open_with(path, end, OpenOptions::new().read(true))
    }

    fn open_with(path: &Path, end: u64, options: &OpenOptions) -> Result<Self, StoreError> {
        let cure = "bring the file back from a copy, or build the store anew from the sources";
        let read = || {
            let mut file = options.open(path)?;
            let mut magic = [0; MAGIC];
            let len = file.metadata()?.len();
            if len >= MAGIC as u64 {
                file.read_exact(&mut magic)?;
            }
            Ok((file, magic, len))
        };
        let (file, magic, len) = read().map_err(StoreError::io(path, cure))?;
        let packing = Packing::ALL.into_iter().find(|packing| *packing.magic() == magic);
        match packing {
            Some(packing) if len >= end => Ok(Self::over(path, file, packing, end)),
            None if len >= MAGIC as u64 => {
                Err(StoreError::damaged(path, "it begins as no log of guanxi does"))
            }
            _ => Err(StoreError::damaged(path, format!("{end} bytes were written, {len} are there"))),
        }
    }

    fn over(path: &Path, file: File, packing: Packing, end: u64) -> Self {
        Self { path: path.to_owned(), file: Mutex::new(file), packing, end, blocks: Mutex::default() }
    }

    /// Opens what is written once more, for a thread that goes through it: blocks behind it are not kept for long.
    pub(crate) fn again(&self) -> Result<Self, StoreError> {
        let blocks = Mutex::new(Blocks::of(PASSED * self.packing.block()));
        Ok(Self { blocks, ..Self::open(&self.path, self.end)? })
    }

    /// Offset of the frame and place in the block.
    pub(crate) fn split(&self, address: u64) -> (u64, usize) {
        let bits = self.packing.place_bits();
        (address >> bits, (address & ((1 << bits) - 1)) as usize)
    }

    fn write(&mut self, frame: &[u8]) -> Result<(), StoreError> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut write = || file.seek(SeekFrom::Start(self.end)).and_then(|_| file.write_all(frame));
        write().map_err(StoreError::io(&self.path, DISK))?;
        self.end += frame.len() as u64;
        Ok(())
    }

    /// Whether the file still has its name: one that was removed takes what is written, and is gone when it is closed.
    fn is_there(&self) -> Result<(), StoreError> {
        let cure = "it was removed or replaced meanwhile: build the store anew from the sources";
        let data = std::fs::metadata(&self.path).map_err(StoreError::io(&self.path, cure))?;
        if data.len() < self.end {
            return Err(StoreError::damaged(&self.path, format!("{cure} ({} bytes are there)", data.len())));
        }
        Ok(())
    }

    /// The bytes of an item.
    pub(crate) fn read(&self, address: u64) -> Result<Vec<u8>, StoreError> {
        self.read_part(address, 0, usize::MAX)
    }

    /// At most `len` bytes of an item from `from` on. Blocks before them are stepped over.
    pub(crate) fn read_part(&self, address: u64, from: usize, len: usize) -> Result<Vec<u8>, StoreError> {
        read_part(self.split(address), from, len, |offset| self.block(offset))
    }

    /// Offset of the first frame, and the end of what is written.
    pub(crate) fn extent(&self) -> (u64, u64) {
        (MAGIC as u64, self.end)
    }

    /// An error that names this log.
    pub(crate) fn damaged(&self, damage: Damage) -> StoreError {
        StoreError::damaged(&self.path, damage.0)
    }

    /// The block at an offset of the file. Those asked for last are kept.
    pub(crate) fn block(&self, offset: u64) -> Result<Arc<Block>, StoreError> {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(block) = blocks.get(offset) {
            return Ok(block);
        }
        let block = Arc::new(self.read_block(offset)?);
        blocks.keep(offset, &block);
        Ok(block)
    }

    fn read_block(&self, offset: u64) -> Result<Block, StoreError> {
        let damaged =
            |damage: Damage| StoreError::damaged(&self.path, format!("{} at byte {offset}", damage.0));
        if offset < MAGIC as u64 || offset >= self.end {
            return Err(damaged(Damage("a record points outside the log")));
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut read = || -> io::Result<Result<(Vec<u8>, usize), Damage>> {
            let mut head = [0; FRAME];
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut head)?;
            let Ok((_, stored)) = frame_lengths(&head, self.packing) else {
                return Ok(Err(Damage("a frame has a wrong length")));
            };
            let mut frame = Vec::with_capacity(FRAME + stored);
            frame.extend_from_slice(&head);
            // What is cut short has a wrong checksum.
            Read::by_ref(&mut *file).take(stored as u64).read_to_end(&mut frame)?;
            Ok(unpack(&frame, self.packing))
        };
        let (raw, used) = read().map_err(StoreError::io(&self.path, DISK))?.map_err(damaged)?;
        Ok(Block { raw, next: offset + used as u64 })
    }
}

/// Reads a part of the item at a frame and a place in its block.
fn read_part(
    (frame, mut at): (u64, usize),
    from: usize,
    len: usize,
    block: impl Fn(u64) -> Result<Arc<Block>, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let mut current = block(frame)?;
    // A place behind the block's end reads as an item without bytes, which no decoder takes.
    let mut total = 0u64;
    let mut shift = 0;
    loop {
        if at == current.raw.len() {
            current = block(current.next)?;
            at = 0;
        }
        let byte = current.raw.get(at).copied().unwrap_or(0);
        at += 1;
        total |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 || shift > 56 {
            break;
        }
    }
    let mut skip = from.min(total as usize);
    let mut left = len.min(total as usize - skip);
    // A wrong length cannot ask for memory before the bytes are there.
    let mut out = Vec::with_capacity(left.min(1 << 20));
    while left > 0 {
        if at >= current.raw.len() {
            current = block(current.next)?;
            at = 0;
        }
        let here = current.raw.len() - at;
        let passed = skip.min(here);
        let taken = left.min(here - passed);
        out.extend_from_slice(&current.raw[at + passed..at + passed + taken]);
        (skip, left, at) = (skip - passed, left - taken, current.raw.len());
    }
    Ok(out)
}

fn checksum(lengths: &[u8], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(lengths);
    hasher.update(payload);
    hasher.finalize()
}

fn frame_lengths(frame: &[u8], packing: Packing) -> Result<(usize, usize), Damage> {
    let number =
        |at: usize| frame.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    match (number(0), number(4)) {
        (Some(raw), Some(stored)) if (1..=packing.block()).contains(&raw) && (1..=raw).contains(&stored) => {
            Ok((raw, stored))
        }
        _ => Err(Damage("a frame has a wrong length")),
    }
}

/// The raw bytes of the frame at the start of `bytes`, and the frame's length.
pub(crate) fn unpack(bytes: &[u8], packing: Packing) -> Result<(Vec<u8>, usize), Damage> {
    let (raw, stored) = frame_lengths(bytes, packing)?;
    let frame = bytes.get(..FRAME + stored).ok_or(Damage("a frame is cut short"))?;
    let (head, payload) = frame.split_at(FRAME);
    if checksum(&head[..8], payload).to_le_bytes() != head[8..] {
        return Err(Damage("a checksum is wrong"));
    }
    if stored == raw {
        return Ok((payload.to_vec(), frame.len()));
    }
    Ok((packing.unpack(payload, raw)?, frame.len()))
}

/// A frame with the checksum that its bytes ask for, whatever they are.
#[cfg(any(test, fuzzing))]
pub(crate) fn resealed(bytes: &[u8], packing: Packing) -> Vec<u8> {
    let mut frame = bytes.to_vec();
    if let Ok((_, stored)) = frame_lengths(bytes, packing)
        && let Some(payload) = bytes.get(FRAME..FRAME + stored)
    {
        frame[8..FRAME].copy_from_slice(&checksum(&bytes[..8], payload).to_le_bytes());
    }
    frame
}

#[cfg(test)]
mod tests;
