//! Finding the newest published graph, for who asks: a whole one, of a commit that was acknowledged here.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use memmap2::Mmap;

use super::directory::{files, live_generation, log_path};
use super::error::{Damage, StoreError};
use super::guard;
use super::layout::{FRONT, read_front_of};
use super::log::LogFile;
use super::open::Store;
use super::snapshot::Snapshot;

pub(super) const CURE: &str = "make the directory readable and writable, and see that the disk is not full";
const PREFIX: &str = "graph-";
const SUFFIX: &str = ".gx";

/// How long the newest graph is looked for while somebody else writes, and how long between two looks.
const PATIENCE: Duration = Duration::from_millis(250);
const PAUSE: Duration = Duration::from_millis(50);

/// A way to read a published graph.
pub(super) type Read = fn(&mut File) -> io::Result<Result<Snapshot, Damage>>;

impl Snapshot {
    /// Opens the graph of the store in `path` without opening its database. If it is missing, damaged or older than the
    /// store and nobody writes, it is made anew first; while somebody writes, the last one is given and
    /// [`Snapshot::behind`] says why.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without a store, [`StoreError::Locked`] if somebody writes and there is no graph yet, and those of
    /// [`Store::open_existing`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        // Between two looks of ours somebody may publish the next graph and remove the one that we saw.
        let elsewhere =
            |error: &StoreError| matches!(error, StoreError::Locked { .. } | StoreError::Io { .. });
        let begun = Instant::now();
        loop {
            match Self::newest(path) {
                Err(error) if elsewhere(&error) && begun.elapsed() < PATIENCE => sleep(PAUSE),
                tried => return tried,
            }
        }
    }

    /// The graph of the last acknowledged commit; else the store publishes it; else an older one.
    fn newest(path: &Path) -> Result<Self, StoreError> {
        let generation = live_generation(path)?;
        let known = guard::acknowledged(&files(path, generation));
        let graphs = graphs(path).map_err(StoreError::io(path, CURE))?;
        let whole = |(of, sequence, file): &(u32, u64, PathBuf)| {
            let graph =
                (*of == generation).then(|| open(path, file, generation, mapped).ok().flatten())??;
            let commit = graph.head().commit;
            // One that was not acknowledged here is of a store that stood here before.
            (commit.sequence == *sequence && known.has(commit)).then_some(graph)
        };
        let graph = graphs.iter().rev().find_map(whole);
        if let Some(graph) = &graph
            && known.last() == Some(graph.head().commit)
        {
            return Ok(graph.clone());
        }
        match Store::open_to_publish(path) {
            Ok(store) => store.snapshot(),
            // Somebody writes, or we may not: an older graph is a right answer as long as it says so.
            Err(error @ (StoreError::Locked { .. } | StoreError::Io { .. } | StoreError::Engine { .. })) => {
                match graph {
                    Some(graph) => Ok(graph.with_behind(error)),
                    None => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }
}

/// Opens a published graph; none if it is not whole or not of this generation.
pub(super) fn open(
    path: &Path,
    file: &Path,
    generation: u32,
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
    if snapshot.head().generation != generation {
        return Ok(None);
    }
    let log = LogFile::open(&log_path(path, generation), snapshot.head().log_end)?;
    Ok(Some(snapshot.with_log(log)))
}

/// The header of a graph, and the table with the checksums of its sections.
pub(super) fn front(file: &Path) -> io::Result<Vec<u8>> {
    let mut front = Vec::new();
    File::open(file)?.take(FRONT as u64).read_to_end(&mut front)?;
    Ok(front)
}

/// Maps a graph and checks it there: quickest for who asks a question.
pub(super) fn mapped(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    Ok(Snapshot::mapped(map(file)?))
}

/// Checks a graph while reading it, then maps it: for a writer, whose memory it would fill for a moment.
pub(super) fn checked(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    let front = read_front_of(file)?;
    let mapped = map(file)?;
    Ok(front.and_then(|front| Snapshot::checked(mapped, front)))
}

/// Maps a graph that was just written.
pub(super) fn written(file: &mut File) -> io::Result<Result<Snapshot, Damage>> {
    Ok(Snapshot::written(map(file)?))
}

#[expect(unsafe_code, reason = "mapping a file is unsafe by nature; see below")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: a published graph is never written again: it is renamed into place whole, and later only unlinked. Another
    // program that cuts it while it is mapped would end this process; none of ours does.
    unsafe { Mmap::map(file) }
}

/// The name of a graph's file.
pub(super) fn name(generation: u32, sequence: u64) -> String {
    format!("{PREFIX}{generation}-{sequence}{SUFFIX}")
}

/// The published graphs by generation and sequence.
pub(super) fn graphs(path: &Path) -> io::Result<Vec<(u32, u64, PathBuf)>> {
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
