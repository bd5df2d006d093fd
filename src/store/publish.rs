//! Publishing the graph as a file that readers map, and finding the newest one.
//!
//! `graph-<generation>-<sequence>.gx` is written under another name, synced and renamed, so that a name always stands for a whole file.
//! A reader that finds it older than the last acknowledged commit publishes first; while a build holds the store, it answers
//! from the last published file.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use memmap2::Mmap;

use super::collect::Portion;
use super::directory::{files, live_generation, log_path, sync_directory};
use super::eager::EagerFile;
use super::error::{Damage, StoreError};
use super::guard;
use super::layout::read_front_of;
use super::log::LogFile;
use super::open::Store;
use super::parts::TooMuch;
use super::pending::Pending;
use super::snapshot::Snapshot;

const PREFIX: &str = "graph-";
const SUFFIX: &str = ".gx";
const CURE: &str = "make the directory readable and writable, and see that the disk is not full";

/// How often the newest graph is looked for while somebody else writes.
const TRIES: usize = 3;

/// A way to read a published graph.
type Read = fn(&mut File) -> io::Result<Result<Snapshot, Damage>>;

impl Store {
    /// The graph as of the last commit, published first if it was not.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`] and the like.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.usable()?;
        if let Some(snapshot) = self.published(self.sequence(), checked) {
            return Ok(snapshot);
        }
        self.publish()?;
        let snapshot = self.published(self.sequence(), checked);
        snapshot.ok_or_else(|| self.damaged("the published graph does not read back"))
    }

    /// Compares the checksums of the last commit's graph, if there is one, for the next that is made from it. Reads the
    /// file, so that it is not in memory before it is wanted.
    pub(super) fn look_at_published(&self) {
        self.published(self.sequence(), checked);
    }

    /// The published graph of a commit if it is there and whole. Its checksums are compared once.
    fn published(&self, sequence: u64, read: Read) -> Option<Snapshot> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it =
            |shown: &Snapshot| (shown.head().generation, shown.sequence()) == (self.generation, sequence);
        if !shown.as_ref().is_some_and(is_it) {
            let file = self.graph(sequence);
            *shown = open(self.path(), &file, (self.generation, sequence), false, read).ok().flatten();
        }
        shown.clone()
    }

    /// The name of the last commit's graph, if there is one and it is not whole.
    pub(super) fn faulty_graph(&self) -> Option<String> {
        let file = self.graph(self.sequence());
        let whole = || open(self.path(), &file, (self.generation, self.sequence()), false, checked);
        let faulty = file.exists() && !matches!(whole(), Ok(Some(_)));
        faulty.then(|| name(self.generation, self.sequence()))
    }

    /// Whether there is a graph of the last commit; it may be damaged.
    pub(super) fn is_published(&self) -> bool {
        self.graph(self.sequence()).exists()
    }

    fn graph(&self, sequence: u64) -> PathBuf {
        self.path().join(name(self.generation, sequence))
    }

    /// Remembers the rows of a commit for the next graph, or that it must be made from everything.
    pub(super) fn note_rows(&mut self, rows: &mut Pending) {
        if self.since.as_mut().is_some_and(|since| !since.take(rows)) {
            self.since = None;
        }
        // What merges segments next takes as much memory as these rows did.
        *rows = Pending::default();
    }

    /// Writes the graph of the last commit for readers, and removes the one before. O(everything but the texts); a few times
    /// less where this handle made the last commits, since the graph before is then patched.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`] and the like; the graph published before stays.
    pub fn publish(&self) -> Result<(), StoreError> {
        self.usable()?;
        self.write_graph()?;
        self.tidy()
    }

    /// Writes the graph under its name. This process does not check again what it wrote; every other one does.
    pub(super) fn write_graph(&self) -> Result<(), StoreError> {
        let unnamed = self.path().join("graph.gx.tmp");
        let create = || EagerFile::create(&unnamed).map_err(|error| self.unwritten(error));
        let out = match self.patched_since(create) {
            Some(out) => out,
            None => self.gather(create()?, Portion::default())?,
        };
        let file = self.graph(self.sequence());
        let publish = || -> io::Result<()> {
            out.sync()?;
            fs::rename(&unnamed, &file)?;
            sync_directory(self.path())
        };
        publish().map_err(|error| self.unwritten(error))?;
        let shown = open(self.path(), &file, (self.generation, self.sequence()), false, written)?;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        Ok(())
    }

    /// The graph made from the published one, where that is there and what changed since is known. Else, and where anything
    /// does not fit, everything is gathered: that says what is wrong, if anything is.
    pub(super) fn patched_since<W: Write + Seek>(
        &self,
        out: impl FnOnce() -> Result<W, StoreError>,
    ) -> Option<W> {
        let since = self.since.as_ref().filter(|since| since.base != self.sequence())?;
        // All of it will be in memory anyway.
        self.patch(&self.published(since.base, mapped)?, since, out().ok()?).ok()
    }

    /// An error of writing the graph of the last commit.
    pub(super) fn unwritten(&self, error: io::Error) -> StoreError {
        if matches!(error.get_ref(), Some(inner) if inner.is::<TooMuch>()) {
            return StoreError::Full { path: self.path().to_owned() };
        }
        StoreError::io(&self.graph(self.sequence()), CURE)(error)
    }

    /// Removes what the graph just written replaces.
    pub(super) fn tidy(&self) -> Result<(), StoreError> {
        let remove = || -> io::Result<()> {
            for (generation, sequence, file) in graphs(self.path())? {
                if (generation, sequence) != (self.generation, self.sequence()) {
                    fs::remove_file(file)?;
                }
            }
            Ok(())
        };
        remove().map_err(StoreError::io(self.path(), CURE))
    }
}

impl Snapshot {
    /// Opens the graph of the store in `path` without opening its database. If it is missing, damaged or older than the
    /// store and nobody writes, it is made anew first; while somebody writes, the last one is given and
    /// [`Snapshot::is_behind`] says so.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without a store, [`StoreError::Locked`] if somebody writes and there is no graph yet, and those of
    /// [`Store::open_existing`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // Between two looks of ours somebody may publish the next graph and remove the one that we saw.
        let elsewhere =
            |error: &StoreError| matches!(error, StoreError::Locked { .. } | StoreError::Io { .. });
        let mut tries = (1..TRIES).map(|_| Self::newest(path));
        match tries.find(|tried| !tried.as_ref().is_err_and(elsewhere)) {
            Some(tried) => tried,
            None => Self::newest(path),
        }
    }

    fn newest(path: &Path) -> Result<Self, StoreError> {
        let generation = live_generation(path)?;
        let graphs = graphs(path).map_err(StoreError::io(path, CURE))?;
        let newest = graphs.iter().rfind(|(of, _, _)| *of == generation);
        let open = |behind| match newest {
            Some((_, sequence, file)) => open(path, file, (generation, *sequence), behind, mapped),
            None => Ok(None),
        };
        if let Ok(Some(snapshot)) = open(false)
            && guard::acknowledged(&files(path, generation)) == Some(snapshot.sequence())
        {
            return Ok(snapshot);
        }
        match Store::open_existing(path) {
            Ok(store) => store.snapshot(),
            // Somebody writes, or we may not: an older graph is a right answer as long as it says so.
            Err(error @ (StoreError::Locked { .. } | StoreError::Io { .. })) => open(true)?.ok_or(error),
            Err(error) => Err(error),
        }
    }
}

/// Opens a published graph; none if it is not whole or not of this generation and commit.
fn open(
    path: &Path,
    file: &Path,
    (generation, sequence): (u32, u64),
    behind: bool,
    read: Read,
) -> Result<Option<Snapshot>, StoreError> {
    let snapshot = match File::open(file).and_then(|mut file| read(&mut file)) {
        Ok(Ok(snapshot)) => snapshot,
        Ok(Err(_)) => return Ok(None),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => {
            return Ok(None);
        }
        Err(error) => return Err(StoreError::io(file, CURE)(error)),
    };
    if (snapshot.head().generation, snapshot.sequence()) != (generation, sequence) {
        return Ok(None);
    }
    let log = LogFile::open(&log_path(path, generation), snapshot.head().log_end)?;
    Ok(Some(snapshot.with_log(log, behind)))
}

/// Maps a graph and checks it there: quickest for who asks a question.
fn mapped(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    Ok(Snapshot::mapped(map(file)?))
}

/// Checks a graph while reading it, then maps it: for a writer, whose memory it would fill for a moment.
fn checked(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    let front = read_front_of(file)?;
    let mapped = map(file)?;
    Ok(front.and_then(|front| Snapshot::checked(mapped, front)))
}

/// Maps a graph that was just written.
fn written(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    Ok(Snapshot::written(map(file)?))
}

#[expect(unsafe_code, reason = "mapping a file is unsafe by nature; see below")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: a published graph is never written again: it is renamed into place whole, and later only unlinked. Another
    // program that cuts it while it is mapped would end this process; none of ours does.
    unsafe { Mmap::map(file) }
}

fn name(generation: u32, sequence: u64) -> String {
    format!("{PREFIX}{generation}-{sequence}{SUFFIX}")
}

/// The published graphs by generation and sequence.
fn graphs(path: &Path) -> io::Result<Vec<(u32, u64, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let file = entry?.path();
        let numbers = file.file_name().and_then(|name| name.to_str()).and_then(|name| {
            let (generation, sequence) = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
            Some((generation.parse().ok()?, sequence.parse().ok()?))
        });
        found.extend(numbers.map(|(generation, sequence)| (generation, sequence, file)));
    }
    found.sort_unstable();
    Ok(found)
}
