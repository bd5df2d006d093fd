//! The article log: an append-only file of texts and records in compressed blocks of 64 KB, beside the database.
//!
//! It lies outside sled because evidence is read from it by processes that never open sled, because it is never rewritten when
//! a snapshot is published, and because sled takes about three times the bytes it is given. Bytes count as written once a
//! manifest names their end; what stands behind that end is cut off at the next opening.
//!
//! File: the magic, then frames. Frame: raw length u32, stored length u32, CRC-32 of both and the payload u32, payload (LZ4 block;
//! as it is where that is no shorter). An item is its length and its bytes, and may go on over several frames. Its address
//! is the offset of the frame in which it begins, times 65536, plus its place in the raw block.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::codec::put;
use super::error::{Damage, StoreError};

/// Raw bytes of a block.
const BLOCK: usize = 1 << 16;
const MAGIC: &[u8; 16] = b"guanxi articles1";
const FRAME: usize = 12;
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
    end: u64,
    last: Mutex<Option<(u64, Arc<Block>)>>,
}

/// A block as read.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) raw: Vec<u8>,
    pub(crate) next: u64,
}

impl Log {
    /// Makes an empty log.
    pub(crate) fn create(path: &Path) -> Result<Self, StoreError> {
        let make = || {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
            file.write_all(MAGIC)?;
            file.sync_all()?;
            Ok(file)
        };
        let file = make().map_err(StoreError::io(path, DISK))?;
        Ok(Self { written: LogFile::over(path, file, MAGIC.len() as u64), open: Vec::new() })
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
        let address = self.written.end << 16 | self.open.len() as u64;
        let mut head = Vec::with_capacity(10);
        put(&mut head, item.len() as u64);
        for mut bytes in [&head[..], item] {
            while !bytes.is_empty() {
                let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.open.len()));
                self.open.extend_from_slice(now);
                bytes = later;
                if self.open.len() == BLOCK {
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
        let packed = lz4_flex::block::compress(&self.open);
        let payload = if packed.len() < self.open.len() { &packed } else { &self.open };
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
        read_part(address, 0, usize::MAX, |offset| self.block(offset))
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
            let mut magic = [0; MAGIC.len()];
            let len = file.metadata()?.len();
            if len >= MAGIC.len() as u64 {
                file.read_exact(&mut magic)?;
            }
            Ok((file, magic, len))
        };
        let (file, magic, len) = read().map_err(StoreError::io(path, cure))?;
        if &magic != MAGIC || len < end {
            return Err(StoreError::damaged(path, format!("{end} bytes were written, {len} are there")));
        }
        Ok(Self::over(path, file, end))
    }

    fn over(path: &Path, file: File, end: u64) -> Self {
        Self { path: path.to_owned(), file: Mutex::new(file), end, last: Mutex::new(None) }
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
        read_part(address, from, len, |offset| self.block(offset))
    }

    /// Offset of the first frame, and the end of what is written.
    pub(crate) fn extent(&self) -> (u64, u64) {
        (MAGIC.len() as u64, self.end)
    }

    /// An error that names this log.
    pub(crate) fn damaged(&self, damage: Damage) -> StoreError {
        StoreError::damaged(&self.path, damage.0)
    }

    /// The block at an offset of the file. The last one read is kept.
    pub(crate) fn block(&self, offset: u64) -> Result<Arc<Block>, StoreError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, block)) = last.as_ref().filter(|(at, _)| *at == offset) {
            return Ok(Arc::clone(block));
        }
        let block = Arc::new(self.read_block(offset)?);
        *last = Some((offset, Arc::clone(&block)));
        Ok(block)
    }

    fn read_block(&self, offset: u64) -> Result<Block, StoreError> {
        let damaged =
            |damage: Damage| StoreError::damaged(&self.path, format!("{} at byte {offset}", damage.0));
        if offset < MAGIC.len() as u64 || offset >= self.end {
            return Err(damaged(Damage("a record points outside the log")));
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut read = || -> io::Result<Result<(Vec<u8>, usize), Damage>> {
            let mut head = [0; FRAME];
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut head)?;
            let Ok((_, stored)) = frame_lengths(&head) else {
                return Ok(Err(Damage("a frame has a wrong length")));
            };
            let mut frame = vec![0; FRAME + stored];
            frame[..FRAME].copy_from_slice(&head);
            file.read_exact(&mut frame[FRAME..])?;
            Ok(unpack(&frame))
        };
        let (raw, used) = read().map_err(StoreError::io(&self.path, DISK))?.map_err(damaged)?;
        Ok(Block { raw, next: offset + used as u64 })
    }
}

/// Reads a part of an item from blocks, wherever they come from.
pub(crate) fn read_part(
    address: u64,
    from: usize,
    len: usize,
    block: impl Fn(u64) -> Result<Arc<Block>, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let mut current = block(address >> 16)?;
    // A place behind the block's end reads as an item without bytes, which no decoder takes.
    let mut at = (address & 0xffff) as usize;
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
    let mut out = Vec::with_capacity(left.min(16 * BLOCK));
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

fn frame_lengths(frame: &[u8]) -> Result<(usize, usize), Damage> {
    let number =
        |at: usize| frame.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    match (number(0), number(4)) {
        (Some(raw), Some(stored)) if (1..=BLOCK).contains(&raw) && (1..=raw).contains(&stored) => {
            Ok((raw, stored))
        }
        _ => Err(Damage("a frame has a wrong length")),
    }
}

/// The raw bytes of the frame at the start of `bytes`, and the frame's length.
pub(crate) fn unpack(bytes: &[u8]) -> Result<(Vec<u8>, usize), Damage> {
    let (raw, stored) = frame_lengths(bytes)?;
    let frame = bytes.get(..FRAME + stored).ok_or(Damage("a frame is cut short"))?;
    let (head, payload) = frame.split_at(FRAME);
    if checksum(&head[..8], payload).to_le_bytes() != head[8..] {
        return Err(Damage("a checksum is wrong"));
    }
    if stored == raw {
        return Ok((payload.to_vec(), frame.len()));
    }
    let unpacked =
        lz4_flex::block::decompress(payload, raw).map_err(|_| Damage("a block does not unpack"))?;
    if unpacked.len() == raw {
        Ok((unpacked, frame.len()))
    } else {
        Err(Damage("a block has a wrong length"))
    }
}

/// A frame with the checksum that its bytes ask for, whatever they are.
#[cfg(any(test, fuzzing))]
pub(crate) fn resealed(bytes: &[u8]) -> Vec<u8> {
    let mut frame = bytes.to_vec();
    if let Ok((_, stored)) = frame_lengths(bytes)
        && let Some(payload) = bytes.get(FRAME..FRAME + stored)
    {
        frame[8..FRAME].copy_from_slice(&checksum(&bytes[..8], payload).to_le_bytes());
    }
    frame
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(len: usize, seed: u8) -> Vec<u8> {
        (0..len).map(|i| (i / 7) as u8 ^ seed).collect()
    }

    #[test]
    fn items_come_back_before_and_after_syncing_and_reopening() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("articles.log");
        let mut log = Log::create(&path).unwrap();
        let items: Vec<_> = [0, 1, 200, BLOCK - 3, BLOCK, 5 * BLOCK + 17, 9, 90_000]
            .iter()
            .enumerate()
            .map(|(i, &len)| item(len, i as u8))
            .collect();
        let addresses: Vec<u64> = items.iter().map(|item| log.append(item).unwrap()).collect();
        let check = |log: &Log| {
            for (item, &address) in items.iter().zip(&addresses) {
                assert_eq!(&log.read(address).unwrap(), item);
                let from = item.len() * 2 / 3;
                let part = read_part(address, from, 100, |offset| log.block(offset)).unwrap();
                assert_eq!(part, item[from..item.len().min(from + 100)]);
            }
        };
        check(&log);
        let end = log.sync().unwrap();
        check(&log);
        log.append(&item(100, 99)).unwrap();
        log.close_block().unwrap();
        drop(log);
        check(&Log::open(&path, end).unwrap());
        assert_eq!(std::fs::metadata(&path).unwrap().len(), end, "the tail nobody counted is gone");
        assert!(matches!(Log::open(&path, end + 1), Err(StoreError::Damaged { .. })));
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("articles.log");
        let mut log = Log::create(&path).unwrap();
        let address = log.append("赤峰市总工会".repeat(50).as_bytes()).unwrap();
        let end = log.sync().unwrap();
        let whole = std::fs::read(&path).unwrap();
        for at in MAGIC.len()..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            std::fs::write(&path, bytes).unwrap();
            assert!(Log::open(&path, end).unwrap().read(address).is_err(), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn any_frame_unpacks_without_panic(raw: Vec<u8>, address: u64) {
            let _ = unpack(&raw);
            let block = |_| Ok(Arc::new(Block { raw: raw.clone(), next: 0 }));
            if !raw.is_empty() && raw.iter().any(|&b| b < 0x80) {
                let _ = read_part(address & 0xffff_0000, 0, 1 << 16, block);
            }
        }
    }
}
