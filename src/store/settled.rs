//! Heads of articles in a file without a name, sorted by the articles' keys. Two bytes of each are in memory: most keys that are
//! asked for are not there, and these say so without a look at the file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::head::{GONE, Packed};

const NAME: &str = "heads.tmp";
const CURE: &str = "make the directory writable, and see that the disk is well and not full";
/// Bytes of a head in the file: the key, then its document.
const HEAD: usize = 32;
/// Heads of which the first one's key is in memory.
const BLOCK: usize = 128;
/// Bytes read or written at a time.
const AT_ONCE: usize = 1 << 16;

/// A sorted list of heads.
#[derive(Debug)]
pub(super) struct Settled {
    path: PathBuf,
    /// None while there is nothing in it.
    file: Option<File>,
    /// The key of the first head of each block.
    firsts: Vec<u128>,
    /// The lowest bits of each key.
    marks: Vec<u16>,
}

impl Settled {
    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    /// What stands under a key, and where. O(log n), and a look at the file for what is there.
    pub(super) fn find(&self, key: u128) -> Result<Option<(usize, Packed)>, StoreError> {
        let before = self.firsts.partition_point(|&first| first <= key);
        let Some(block) = before.checked_sub(1) else { return Ok(None) };
        let marks = self.marks.iter().enumerate().skip(block * BLOCK).take(BLOCK);
        for (at, _) in marks.filter(|&(_, &mark)| mark == key as u16) {
            let (other, packed) = self.read(at)?;
            if other == key {
                return Ok(Some((at, packed)));
            }
        }
        Ok(None)
    }

    /// Puts something else under the key that stands at a place.
    pub(super) fn set(&self, at: usize, key: u128, packed: Packed) -> Result<(), StoreError> {
        self.at(at, |mut file| file.write_all(&bytes_of(key, packed)))
    }

    fn read(&self, at: usize) -> Result<(u128, Packed), StoreError> {
        self.at(at, |mut file| next(&mut file))
    }

    fn at<T>(&self, at: usize, then: impl FnOnce(&File) -> io::Result<T>) -> Result<T, StoreError> {
        let moved = || {
            let mut file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
            file.seek(SeekFrom::Start((at * HEAD) as u64))?;
            then(file)
        };
        moved().map_err(StoreError::io(&self.path, CURE))
    }

    /// The list with others, which are sorted and not in it, and without those that are gone. O(both).
    pub(super) fn with(&self, others: &[(u128, Packed)]) -> Result<Self, StoreError> {
        let mut out = SettledWriter::of(self.path.clone(), self.len() + others.len());
        let mut others = others.iter().peekable();
        if self.file.is_some() {
            self.at(0, |_| Ok(()))?;
        }
        let mut kept = self.file.as_ref().map(|file| BufReader::with_capacity(AT_ONCE, file));
        for _ in 0..self.len() {
            let Some(kept) = &mut kept else { break };
            let (key, packed) = next(kept).map_err(StoreError::io(&self.path, CURE))?;
            while let Some(&(other, packed)) = others.next_if(|other| other.0 < key) {
                out.push(other, packed)?;
            }
            if packed.document != GONE {
                out.push(key, packed)?;
            }
        }
        others.try_for_each(|&(key, packed)| out.push(key, packed))?;
        out.finish()
    }
}

/// Writes a list in the order of its keys.
pub(super) struct SettledWriter {
    out: Option<BufWriter<File>>,
    settled: Settled,
}

impl SettledWriter {
    /// A list that will be kept in a folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self::of(folder.join(NAME), 0)
    }

    fn of(path: PathBuf, heads: usize) -> Self {
        let (firsts, marks) = (Vec::new(), Vec::with_capacity(heads));
        Self { out: None, settled: Settled { path, file: None, firsts, marks } }
    }

    /// Takes the next head.
    pub(super) fn push(&mut self, key: u128, packed: Packed) -> Result<(), StoreError> {
        let Settled { path, firsts, marks, .. } = &mut self.settled;
        if marks.len() % BLOCK == 0 {
            firsts.push(key);
        }
        marks.push(key as u16);
        let mut put = || {
            if self.out.is_none() {
                self.out = Some(BufWriter::with_capacity(AT_ONCE, nameless(path)?));
            }
            self.out.as_mut().map_or(Ok(()), |out| out.write_all(&bytes_of(key, packed)))
        };
        put().map_err(StoreError::io(path, CURE))
    }

    pub(super) fn finish(self) -> Result<Settled, StoreError> {
        let mut settled = self.settled;
        let file = self.out.map(|out| out.into_inner().map_err(io::IntoInnerError::into_error)).transpose();
        settled.file = file.map_err(StoreError::io(&settled.path, CURE))?;
        Ok(settled)
    }
}

/// A file that is gone when it is closed, however this process ends.
fn nameless(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
    fs::remove_file(path)?;
    Ok(file)
}

fn bytes_of(key: u128, packed: Packed) -> [u8; HEAD] {
    let mut bytes = [0; HEAD];
    bytes[..16].copy_from_slice(&key.to_le_bytes());
    bytes[16..24].copy_from_slice(&packed.digest.to_le_bytes());
    bytes[24..28].copy_from_slice(&packed.document.to_le_bytes());
    bytes[28..].copy_from_slice(&packed.day.to_le_bytes());
    bytes
}

fn next(from: &mut impl Read) -> io::Result<(u128, Packed)> {
    let mut bytes = [0; HEAD];
    from.read_exact(&mut bytes)?;
    let number = |at: usize| bytes[at..at + 8].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
    let (low, high, digest, rest) = (number(0), number(8), number(16), number(24));
    let packed = Packed { digest, document: rest as u32, day: (rest >> 32) as u32 };
    Ok((u128::from(high) << 64 | u128::from(low), packed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(document: u32) -> Packed {
        Packed { digest: 7, document, day: document.wrapping_add(1) }
    }

    /// Keys whose marks are few, over many blocks.
    fn key(n: u32) -> u128 {
        u128::from(n) << 96 | u128::from(n % 3)
    }

    #[test]
    fn what_was_put_is_found_and_what_is_gone_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let empty = SettledWriter::new(folder.path()).finish().unwrap();
        let even: Vec<_> = (0..900).map(|n| (key(2 * n), packed(n))).collect();
        let odd: Vec<_> = (0..700).map(|n| (key(2 * n + 1), packed(n))).collect();
        let list = empty.with(&even).unwrap();
        list.set(3, even[3].0, packed(GONE)).unwrap();
        list.set(5, even[5].0, packed(77)).unwrap();
        let list = list.with(&odd).unwrap().with(&[]).unwrap();
        assert_eq!(list.len(), 1599);
        for (n, &(key, packed)) in even.iter().enumerate().filter(|(n, _)| ![3, 5].contains(n)) {
            assert_eq!(list.find(key).unwrap().map(|found| found.1), Some(packed), "{n}");
        }
        for &(key, packed) in &odd {
            assert_eq!(list.find(key).unwrap().map(|found| found.1), Some(packed));
        }
        assert_eq!(list.find(even[5].0).unwrap().map(|found| found.1), Some(packed(77)));
        for missing in [even[3].0, key(1) + 1, key(2000), u128::MAX] {
            assert_eq!(list.find(missing).unwrap(), None);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
    }
}
