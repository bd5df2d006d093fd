//! Opening a store and closing it, and what all its parts ask of it. What it holds is told in `status`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::compaction::sweep;
use super::delta::Delta;
use super::directory::bytes_under;
use super::directory::{Directory, log_path, sync_directory};
use super::engine::{Batch, Engine};
use super::error::StoreError;
use super::guard;
use super::known::Known;
use super::lock::{Purpose, is_held};
use super::log::Log;
use super::manifest::Manifest;
use super::packing::Packing;
use super::segments::{Rows, Table};
use super::snapshot::Snapshot;
use crate::relate::Counting;

/// Commits after which closing opens once more.
const MANY_COMMITS: u64 = 32;
/// Bytes by which the database may grow before it does.
const MUCH_WRITTEN: u64 = 8 << 20;

/// How a store is opened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OpenOptions {
    /// Window and weighting. A store that counts otherwise is refused.
    pub counting: Counting,
    /// Memory for the database's cache, in bytes; it uses up to three times as much.
    pub cache_bytes: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { counting: Counting::default(), cache_bytes: 8 << 20 }
    }
}

impl OpenOptions {
    /// The default with a window and a weighting.
    #[must_use]
    pub fn counting(counting: Counting) -> Self {
        Self { counting, ..Self::default() }
    }
}

/// A store, locked for this process.
///
/// All methods that read see the last commit.
#[derive(Debug)]
pub struct Store {
    // The database closes before the lock is given back.
    pub(super) engine: Engine,
    pub(super) log: Log,
    pub(super) manifest: Manifest,
    pub(super) poisoned: bool,
    /// Set from outside to end what takes long.
    pub(super) stop: Option<&'static AtomicBool>,
    /// What changed since the published graph; none while that must be made from everything.
    pub(super) since: Option<Delta>,
    /// The published graph as it was mapped last.
    pub(super) shown: Mutex<Option<Snapshot>>,
    /// What was loaded for the next writer.
    pub(super) known: Option<Known>,
    /// Sequence, and bytes of the database, when it was opened.
    opened_at: (u64, u64),
    /// The generation that the fields above belong to.
    pub(super) generation: u32,
    pub(super) directory: Directory,
}

impl Store {
    /// Opens the store in `path` for reading and writing, and makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] for a directory of another program, [`StoreError::Locked`] while another process has it open,
    /// [`StoreError::Newer`], [`StoreError::Counting`] if it counts by other windows, [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, StoreError> {
        Self::open_directory(Directory::open(path, true)?, options)?.counting_by(options)
    }

    fn counting_by(self, options: &OpenOptions) -> Result<Self, StoreError> {
        let (stored, asked) = (self.manifest.counting, options.counting);
        if stored == asked {
            Ok(self)
        } else {
            Err(StoreError::Counting { path: self.path().to_owned(), stored, asked })
        }
    }

    /// Opens a store that is there, whatever it counts by.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Missing`] if there is none.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        Self::open_existing_for(path, Purpose::Writing)
    }

    /// Opens a store whose graph a question waits for.
    pub(super) fn open_to_publish(path: &Path) -> Result<Self, StoreError> {
        Self::open_existing_for(path, Purpose::Publishing)
    }

    fn open_existing_for(path: &Path, purpose: Purpose) -> Result<Self, StoreError> {
        let directory = Directory::open_for(path, false, purpose)?;
        if directory.is_new()? {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        Self::open_directory(directory, &OpenOptions::default())
    }

    fn open_directory(mut directory: Directory, options: &OpenOptions) -> Result<Self, StoreError> {
        if directory.is_new()? {
            Self::make(&directory.files(1), options)?;
            directory.switch(1)?;
        }
        let files = directory.files(directory.generation());
        directory.look()?;
        let engine = Engine::open(&database(&files), options.cache_bytes)?;
        let manifest = Manifest::read(&engine)?;
        let mut manifest = manifest.ok_or_else(|| StoreError::damaged(&files, "the manifest is gone"))?;
        guard::check(&files, manifest.commit)?;
        sweep(&engine, &mut manifest)?;
        let generation = directory.generation();
        let log = Log::open(&log_path(directory.path(), generation), manifest.log_end)?;
        let opened_at = (manifest.commit.sequence, bytes_under(&database(&files)));
        let (since, shown, known) = (None, Mutex::default(), None);
        let store = Self {
            engine,
            log,
            manifest,
            poisoned: false,
            stop: None,
            since,
            shown,
            known,
            opened_at,
            generation,
            directory,
        };
        store.directory.sweep()?;
        store.remove_strays()?;
        Ok(store)
    }

    /// Makes an empty database and log.
    fn make(files: &Path, options: &OpenOptions) -> Result<(), StoreError> {
        let cure = "make the directory writable";
        if files.exists() {
            // Left by a process that died while making it.
            std::fs::remove_dir_all(files).map_err(StoreError::io(files, cure))?;
        }
        std::fs::create_dir_all(files).map_err(StoreError::io(files, cure))?;
        let engine = Engine::open(&database(files), options.cache_bytes)?;
        let log = Log::create(&files.join("articles.log"), Packing::Quick)?;
        let manifest =
            Manifest { counting: options.counting, log_end: log.written().extent().1, ..Manifest::default() };
        let mut batch = Batch::default();
        manifest.write([], &mut batch);
        engine.apply(batch)?;
        engine.flush()?;
        for directory in [files, &database(files)] {
            sync_directory(directory).map_err(StoreError::io(directory, cure))?;
        }
        Ok(())
    }

    /// Closes the store. After many commits or much that was written it is opened once more, because sled writes its table of
    /// pages only then, and without that table the next opening reads its whole log.
    ///
    /// # Errors
    /// As [`Store::open_existing`].
    pub fn close(self) -> Result<(), StoreError> {
        let (commits, bytes) = self.opened_at;
        let grown = bytes_under(&database(&self.directory.files(self.generation))).saturating_sub(bytes);
        if self.manifest.commit.sequence - commits < MANY_COMMITS && grown < MUCH_WRITTEN {
            return Ok(());
        }
        let Self { engine, log, directory, .. } = self;
        let options = OpenOptions { cache_bytes: engine.cache_bytes(), ..OpenOptions::default() };
        drop((engine, log));
        Self::open_directory(directory, &options).map(drop)
    }

    /// Whether a process has the store in `path` open for writing or publishing.
    #[must_use]
    pub fn is_in_use(path: &Path) -> bool {
        is_held(path)
    }

    /// Has what takes long (forgetting, compacting, applying a change) end with [`StoreError::Interrupted`] when the flag is
    /// set: at a commit, and as it was before where there is none.
    pub fn end_at(&mut self, stop: &'static AtomicBool) {
        self.stop = Some(stop);
    }

    /// Whether the flag of [`Store::end_at`] is set.
    #[must_use]
    pub fn is_to_end(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// An error if the flag of [`Store::end_at`] is set.
    ///
    /// # Errors
    /// [`StoreError::Interrupted`].
    pub fn go_on(&self) -> Result<(), StoreError> {
        if self.is_to_end() { Err(StoreError::Interrupted { sequence: self.sequence() }) } else { Ok(()) }
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Window and weighting.
    #[must_use]
    pub fn counting(&self) -> Counting {
        self.manifest.counting
    }

    /// Number of the last commit.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.manifest.commit.sequence
    }

    /// All rows of a table, summed.
    pub(super) fn rows<const K: usize, const V: usize>(
        &self,
        table: Table<K, V>,
    ) -> Result<Rows<'_, K, V>, StoreError> {
        self.rows_of(table, 0, u64::MAX)
    }

    /// The rows of a table whose first column lies in `from..=to`.
    pub(super) fn rows_of<const K: usize, const V: usize>(
        &self,
        table: Table<K, V>,
        from: u64,
        to: u64,
    ) -> Result<Rows<'_, K, V>, StoreError> {
        Rows::new(&self.engine, self.manifest.of(table), from, to)
    }

    pub(super) fn usable(&self) -> Result<(), StoreError> {
        if self.poisoned { Err(StoreError::Poisoned { path: self.path().to_owned() }) } else { Ok(()) }
    }
}

pub(super) fn database(files: &Path) -> PathBuf {
    files.join("database")
}
