//! sled, kept small: sealed values in one tree, atomic batches, and a commit that reaches the disk.
//!
//! sled 0.34.7 leaves a half-written `snap.*.generating` behind when it is killed while opening, and then takes it for the
//! newest page table. It is deleted before opening, which is safe only while our own lock is held.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use xxhash_rust::xxh3::Xxh3;

use super::codec::{seal, unseal};
use super::error::{Damage, StoreError};

/// Tries to open while an earlier handle of this process lets go of sled's own lock: two seconds.
const OPEN_TRIES: u32 = 40;

/// Looks at each entry of a long range after it was read. sled counts the bytes of its cache only when it has looked 64 times at
/// pages of one of 256 shards: a pass that looks once at each page would leave it with 16,384 of them. A leaf of eight entries, as
/// keys that come in order make them, is counted at once so.
const LOOKS: usize = 7;
/// Entries after which a range is long.
const LONG: usize = 64;

/// Bytes of a batch while copying.
const COPIED_AT_ONCE: usize = 4 << 20;

/// The database of one generation.
#[derive(Debug)]
pub(crate) struct Engine {
    db: sled::Db,
    path: PathBuf,
    cache_bytes: u64,
}

/// Puts and removals that happen together or not at all.
#[derive(Default)]
pub(crate) struct Batch {
    inner: sled::Batch,
    bytes: usize,
    hash: Xxh3,
}

impl Batch {
    /// Puts a payload under a key, sealed.
    pub(crate) fn put(&mut self, key: &[u8], payload: &[u8]) {
        self.bytes += key.len() + payload.len() + 4;
        self.hash.update(key);
        self.hash.update(payload);
        self.inner.insert(key, seal(payload));
    }

    /// Removes a key.
    pub(crate) fn remove(&mut self, key: &[u8]) {
        self.bytes += key.len();
        self.hash.update(key);
        self.inner.remove(key);
    }

    /// What was put since the last time, to be applied before the rest; the hash goes on over both.
    pub(crate) fn take(&mut self) -> Self {
        let hash = self.hash.clone();
        std::mem::replace(self, Self { hash, ..Self::default() })
    }

    /// A hash of what was put and removed so far.
    pub(crate) fn digest(&self) -> u64 {
        self.hash.digest()
    }

    /// Bytes of keys and values so far.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Engine {
    /// Opens or makes the database in `path`. The caller holds the store's lock.
    pub(crate) fn open(path: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        fs::create_dir_all(path).map_err(StoreError::io(path, "make the directory writable"))?;
        remove_half_snapshots(path)?;
        let config = sled::Config::new().path(path).cache_capacity(cache_bytes).flush_every_ms(None);
        for attempt in 0.. {
            // sled asserts on damaged files in places; that is damage to report, not a reason to die.
            let opened = catch_unwind(AssertUnwindSafe(|| config.open()));
            match opened {
                Ok(Ok(db)) => return Ok(Self { db, path: path.to_owned(), cache_bytes }),
                Ok(Err(sled::Error::Io(error)))
                    if attempt < OPEN_TRIES && error.to_string().contains("WouldBlock") =>
                {
                    sleep(Duration::from_millis(50));
                }
                Ok(Err(error)) => return Err(engine_error(path, &error)),
                Err(_) => return Err(StoreError::damaged(path, "the database does not open")),
            }
        }
        unreachable!("the loop above returns")
    }

    /// Memory for the cache.
    pub(crate) fn cache_bytes(&self) -> u64 {
        self.cache_bytes
    }

    /// The payload under a key.
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let value = self.db.get(key).map_err(|error| engine_error(&self.path, &error))?;
        value.map(|value| self.payload(&value).map(<[u8]>::to_vec)).transpose()
    }

    /// Keys and payloads of a range, in order.
    pub(crate) fn range(&self, from: &[u8], until: &[u8]) -> Entries {
        let (inner, tree) = (self.db.range(from..until), sled::Tree::clone(&self.db));
        Entries { inner, tree, path: self.path.clone(), read: 0 }
    }

    /// Keys of a range, in order.
    pub(crate) fn keys(
        &self,
        from: &[u8],
        until: &[u8],
    ) -> impl Iterator<Item = Result<sled::IVec, StoreError>> {
        let path = self.path.clone();
        self.db.range(from..until).keys().map(move |key| key.map_err(|error| engine_error(&path, &error)))
    }

    /// The last key below `until` that is not below `from`.
    pub(crate) fn last_key(&self, from: &[u8], until: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let last = self.db.range(from..until).next_back();
        let last = last.transpose().map_err(|error| engine_error(&self.path, &error))?;
        Ok(last.map(|(key, _)| key.to_vec()))
    }

    /// Applies a batch. It is on disk after [`Engine::flush`].
    pub(crate) fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        self.db.apply_batch(batch.inner).map_err(|error| engine_error(&self.path, &error))
    }

    /// Copies everything into an empty database of which nobody knows yet. sled writes a leaf with all its values once more
    /// whenever it splits: so the keys go first and make the leaves, and each value is written once.
    pub(crate) fn copy_to(&self, to: &Self) -> Result<(), StoreError> {
        for entry in self.db.iter().keys() {
            let key = entry.map_err(|error| engine_error(&self.path, &error))?;
            to.db.insert(key, seal(&[])).map_err(|error| engine_error(&to.path, &error))?;
        }
        let mut batch = Batch::default();
        for entry in self.range(&[], &[u8::MAX]) {
            let (key, value) = entry?;
            batch.put(&key, &value);
            if batch.bytes() > COPIED_AT_ONCE {
                to.apply(std::mem::take(&mut batch))?;
            }
        }
        to.apply(batch)?;
        to.flush()
    }

    /// Brings everything applied to the disk. sled's own flush does not reach further than the page cache.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        self.db.flush().map_err(|error| engine_error(&self.path, &error))?;
        let file = self.path.join("db");
        // Windows syncs only what is open for writing.
        let sync = || OpenOptions::new().write(true).open(&file)?.sync_data();
        sync().map_err(StoreError::io(&file, "see that the disk is well and not full"))
    }

    /// An error that names this database.
    pub(crate) fn damaged(&self, damage: Damage) -> StoreError {
        StoreError::damaged(&self.path, damage.0)
    }

    fn payload<'v>(&self, value: &'v [u8]) -> Result<&'v [u8], StoreError> {
        unseal(value).map_err(|damage| self.damaged(damage))
    }
}

/// Keys and payloads of a range.
pub(crate) struct Entries {
    inner: sled::Iter,
    tree: sled::Tree,
    path: PathBuf,
    read: usize,
}

impl Entries {
    fn read(&mut self, entry: sled::Result<(sled::IVec, sled::IVec)>) -> <Self as Iterator>::Item {
        let failed = |error| engine_error(&self.path, &error);
        let (key, value) = entry.map_err(failed)?;
        self.read += 1;
        if self.read > LONG {
            (0..LOOKS).try_for_each(|_| self.tree.contains_key(&key).map(drop)).map_err(failed)?;
        }
        let payload = unseal(&value).map_err(|damage| StoreError::damaged(&self.path, damage.0))?;
        Ok((key, payload.to_vec()))
    }
}

impl Iterator for Entries {
    type Item = Result<(sled::IVec, Vec<u8>), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.inner.next()?;
        Some(self.read(entry))
    }
}

fn engine_error(path: &Path, error: &sled::Error) -> StoreError {
    match error {
        // What sled takes for another version of itself is a file that it cannot read.
        sled::Error::Corruption { .. } | sled::Error::Unsupported(_) | sled::Error::ReportableBug(_) => {
            StoreError::damaged(path, "the database does not read back")
        }
        sled::Error::Io(error) => StoreError::io(path, cure_of(error.kind()))(plain(error)),
        sled::Error::CollectionNotFound(_) => {
            StoreError::Engine { path: path.to_owned(), message: error.to_string() }
        }
    }
}

/// An error that says what the system said: sled writes it down in the form of its code.
fn plain(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None if error.kind() == ErrorKind::Other => io::Error::other(error.to_string()),
        None => error.kind().into(),
    }
}

/// What helps against a refusal of the system: running the command again only where something else can change.
fn cure_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make the directory and all in it readable and writable"
        }
        ErrorKind::IsADirectory | ErrorKind::NotADirectory | ErrorKind::NotFound => {
            "a file of the database is not what it was: bring back a copy, or build it anew into another directory"
        }
        _ => "see that the disk is well and not full, then run the command again",
    }
}

fn remove_half_snapshots(path: &Path) -> Result<(), StoreError> {
    let cure = "make the directory readable and writable";
    for entry in fs::read_dir(path).map_err(StoreError::io(path, cure))? {
        let file = entry.map_err(StoreError::io(path, cure))?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(&file).map_err(StoreError::io(&file, cure))?;
        }
    }
    Ok(())
}
