//! The store's directory: its marker, and which generation of files is the live one. Its lock: `lock`.
//!
//! ```text
//! store/guanxi.store   "guanxi store 2", then "generation 3"; replaced as a whole
//! store/lock           held by the one process that opens the database; names it
//! store/generation-3/  database and article log
//! ```
//! A directory without the marker is taken only if it is empty but for files that we or a repository put there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::guard::acknowledged;
use super::lock::{CURE, LOCK, Purpose, lock};

/// Version of everything on disk. A newer one is refused; 1, which had no small packing of the log, is read.
const FORMAT: u32 = 2;
const OLDEST: u32 = 1;
const MARKER: &str = "guanxi.store";
const MARKER_DRAFT: &str = "guanxi.store.tmp";
const GENERATION: &str = "generation-";
/// Bytes of a log without texts, and some more.
const MOST_OF_AN_EMPTY_LOG: u64 = 64;

/// A locked store directory.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    generation: u32,
    _lock: File,
}

impl Directory {
    /// Locks the store in `path`; with `create`, makes one where there is none.
    pub(crate) fn open(path: &Path, create: bool) -> Result<Self, StoreError> {
        Self::open_for(path, create, Purpose::Writing)
    }

    pub(crate) fn open_for(path: &Path, create: bool, purpose: Purpose) -> Result<Self, StoreError> {
        if read_marker(path)?.is_none() {
            if let Some(there) = unmarked(path) {
                return Err(there);
            }
            if !create {
                return Err(StoreError::Missing { path: path.to_owned() });
            }
            fs::create_dir_all(path).map_err(StoreError::io(path, CURE))?;
            refuse_foreign(path)?;
        }
        let lock = lock(path, purpose)?;
        // Read again: another process may have made or compacted the store before we had the lock.
        let generation = if let Some(generation) = read_marker(path)? {
            generation
        } else {
            write_marker(path, 0)?;
            0
        };
        Ok(Self { path: path.to_owned(), generation, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// 0: made, but nothing is in it yet.
    pub(crate) fn generation(&self) -> u32 {
        self.generation
    }

    /// Where the files of a generation are.
    pub(crate) fn files(&self, generation: u32) -> PathBuf {
        files(&self.path, generation)
    }

    /// Makes a generation the live one; its files must be on disk. The former one is removed.
    pub(crate) fn switch(&mut self, generation: u32) -> Result<(), StoreError> {
        write_marker(&self.path, generation)?;
        self.generation = generation;
        self.sweep()
    }

    /// Whether nothing was made yet. An error if the marker alone says so.
    pub(crate) fn is_new(&self) -> Result<bool, StoreError> {
        is_new(&self.path, self.generation)
    }

    /// Looks whether the generation that the marker names is there.
    pub(crate) fn look(&self) -> Result<(), StoreError> {
        let is_there = self.files(self.generation).is_dir();
        if is_there { Ok(()) } else { Err(misnamed(&self.path, self.generation)?) }
    }

    /// Removes generations that are not live: left by a process that died while making or leaving one. Only once the live one was
    /// opened: what a damaged marker does not name is all there is.
    pub(crate) fn sweep(&self) -> Result<(), StoreError> {
        for number in generations(&self.path)?.into_iter().filter(|&number| number != self.generation) {
            let old = self.files(number);
            fs::remove_dir_all(&old).map_err(StoreError::io(&old, CURE))?;
        }
        Ok(())
    }
}

/// Where the files of a generation are.
pub(crate) fn files(path: &Path, generation: u32) -> PathBuf {
    path.join(format!("{GENERATION}{generation}"))
}

/// Where the article log of a generation is.
pub(crate) fn log_path(path: &Path, generation: u32) -> PathBuf {
    files(path, generation).join("articles.log")
}

/// The generation that readers use, without a lock.
pub(crate) fn live_generation(path: &Path) -> Result<u32, StoreError> {
    match read_marker(path)? {
        Some(generation) if !is_new(path, generation)? => Ok(generation),
        Some(_) => Err(StoreError::Missing { path: path.to_owned() }),
        None => Err(unmarked(path).unwrap_or_else(|| StoreError::Missing { path: path.to_owned() })),
    }
}

/// What is said of a directory without a marker that holds a store all the same.
fn unmarked(path: &Path) -> Option<StoreError> {
    let there = generations(path).ok()?.into_iter().rfind(|&number| is_complete(path, number))?;
    Some(StoreError::Unmarked { path: path.join(MARKER), format: FORMAT, there })
}

/// Whether nothing was made yet, as a marker of generation 0 says. A process that died while making the first generation leaves
/// one that acknowledged nothing; any other one beside such a marker means that the marker is wrong.
fn is_new(path: &Path, generation: u32) -> Result<bool, StoreError> {
    if generation != 0 {
        return Ok(false);
    }
    let is_used = |&number: &u32| number != 1 || is_complete(path, 1) || has_texts(path, 1);
    if generations(path)?.iter().any(is_used) { Err(misnamed(path, generation)?) } else { Ok(true) }
}

/// The generations that are there, live or not, in order.
fn generations(path: &Path) -> Result<Vec<u32>, StoreError> {
    let number = |name: String| name.strip_prefix(GENERATION)?.parse().ok();
    let mut numbers: Vec<u32> = names(path)?.into_iter().filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Whether a generation was made to its end: a copy under way has acknowledged nothing.
fn is_complete(path: &Path, generation: u32) -> bool {
    acknowledged(&files(path, generation)).last().is_some()
}

/// Whether there are texts in the log of the first generation: what a copy under way has there was copied.
fn has_texts(path: &Path, generation: u32) -> bool {
    fs::metadata(log_path(path, generation)).is_ok_and(|log| log.len() > MOST_OF_AN_EMPTY_LOG)
}

/// What is said of a marker that names what is not there, with what is there.
fn misnamed(path: &Path, named: u32) -> Result<StoreError, StoreError> {
    let numbers = generations(path)?;
    let whole = numbers.iter().rfind(|&&number| is_complete(path, number));
    let Some(there) = whole.or_else(|| numbers.iter().find(|&&number| has_texts(path, number))) else {
        return Ok(StoreError::damaged(&files(path, named), "the directory is gone"));
    };
    Ok(StoreError::Misnamed { path: path.join(MARKER), named, there: *there })
}

/// The generation that the marker names; none without a marker.
fn read_marker(path: &Path) -> Result<Option<u32>, StoreError> {
    let file = path.join(MARKER);
    let text = match fs::read(&file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(StoreError::io(path, "name a directory, which may be new")(error));
        }
        Err(error) => return Err(StoreError::io(&file, CURE)(error)),
    };
    let mut lines = text.lines();
    let number = |line: Option<&str>, word: &str| line?.strip_prefix(word)?.parse::<u32>().ok();
    match (number(lines.next(), "guanxi store "), number(lines.next(), "generation ")) {
        (Some(OLDEST..=FORMAT), Some(generation)) => Ok(Some(generation)),
        (Some(found), _) if found > FORMAT => {
            Err(StoreError::Newer { path: path.to_owned(), found, known: FORMAT })
        }
        _ => Err(StoreError::damaged(&file, "the marker is not one that guanxi writes")),
    }
}

fn write_marker(path: &Path, generation: u32) -> Result<(), StoreError> {
    let draft = path.join(MARKER_DRAFT);
    let write = || -> io::Result<()> {
        let mut file = File::create(&draft)?;
        write!(file, "guanxi store {FORMAT}\ngeneration {generation}\n")?;
        file.sync_all()?;
        fs::rename(&draft, path.join(MARKER))?;
        sync_directory(path)
    };
    write().map_err(StoreError::io(path, CURE))
}

/// Makes names in a directory last. Only Unix lets a directory be opened for that.
pub(crate) fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn names(path: &Path) -> Result<Vec<String>, StoreError> {
    let read = || -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    };
    read().map_err(StoreError::io(path, CURE))
}

fn refuse_foreign(path: &Path) -> Result<(), StoreError> {
    let harmless = ["README.md", ".gitignore", ".gitkeep", LOCK, MARKER, MARKER_DRAFT];
    match names(path)?.into_iter().find(|name| !harmless.contains(&name.as_str())) {
        Some(found) => Err(StoreError::Foreign { path: path.to_owned(), found }),
        None => Ok(()),
    }
}

/// Bytes of all files under a directory; those that vanish meanwhile count nothing.
pub(super) fn bytes_under(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => bytes_under(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_another_program_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("README.md"), "ours").unwrap();
        drop(Directory::open(dir.path(), true).unwrap());
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("thesis.doc"), "theirs").unwrap();
        let error = Directory::open(other.path(), true).unwrap_err();
        assert!(matches!(&error, StoreError::Foreign { found, .. } if found == "thesis.doc"), "{error}");
        assert!(!other.path().join(LOCK).exists(), "nothing was left behind");
    }

    #[test]
    fn a_second_opener_learns_who_holds_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let held = Directory::open(dir.path(), true).unwrap();
        let error = Directory::open(dir.path(), true).unwrap_err().to_string();
        assert!(error.contains(&format!("process {}", std::process::id())), "{error}");
        drop(held);
        Directory::open(dir.path(), false).unwrap();
    }

    #[test]
    fn markers_of_other_versions_and_nonsense_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let marker = dir.path().join(MARKER);
        assert!(matches!(Directory::open(dir.path(), false), Err(StoreError::Missing { .. })));
        fs::write(&marker, "guanxi store 3\nwhatever\n").unwrap();
        assert!(matches!(Directory::open(dir.path(), true), Err(StoreError::Newer { found: 3, .. })));
        for text in [
            "",
            "guanxi store 2\n",
            "guanxi store 0\ngeneration 1\n",
            "guanxi store x\ngeneration 1\n",
            "\u{0}\u{1}",
        ] {
            fs::write(&marker, text).unwrap();
            assert!(matches!(Directory::open(dir.path(), true), Err(StoreError::Damaged { .. })), "{text:?}");
        }
    }

    #[test]
    fn generations_that_are_not_live_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        let mut directory = Directory::open(dir.path(), true).unwrap();
        for generation in [1, 2] {
            fs::create_dir(directory.files(generation)).unwrap();
        }
        directory.switch(2).unwrap();
        assert!(!directory.files(1).exists() && directory.files(2).exists());
        fs::create_dir(directory.files(1)).unwrap();
        drop(directory);
        let directory = Directory::open(dir.path(), false).unwrap();
        assert!(directory.files(1).exists(), "not before the live one was opened");
        directory.sweep().unwrap();
        assert_eq!((directory.generation(), directory.files(1).exists()), (2, false));
    }
}
