//! The store's directory: its marker, its lock, and which generation of files is the live one.
//!
//! ```text
//! store/guanxi.store   "guanxi store 2", then "generation 3"; replaced as a whole
//! store/lock           held by the one process that opens the database; names it
//! store/generation-3/  database and article log
//! ```
//! A directory without the marker is taken only if it is empty but for files that we or a repository put there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::StoreError;

/// Version of everything on disk. A newer one is refused; 1, which had no small packing of the log, is read.
const FORMAT: u32 = 2;
const OLDEST: u32 = 1;
const MARKER: &str = "guanxi.store";
const MARKER_DRAFT: &str = "guanxi.store.tmp";
const LOCK: &str = "lock";
const GENERATION: &str = "generation-";
const CURE: &str = "make the directory readable and writable, or name another with --store";

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
        if read_marker(path)?.is_none() {
            if !create {
                return Err(StoreError::Missing { path: path.to_owned() });
            }
            fs::create_dir_all(path).map_err(StoreError::io(path, CURE))?;
            refuse_foreign(path)?;
        }
        let lock = lock(path)?;
        // Read again: another process may have made or compacted the store before we had the lock.
        let generation = if let Some(generation) = read_marker(path)? {
            generation
        } else {
            write_marker(path, 0)?;
            0
        };
        let directory = Self { path: path.to_owned(), generation, _lock: lock };
        directory.sweep()?;
        Ok(directory)
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

    /// Removes generations that are not live: left by a process that died while making or leaving one.
    fn sweep(&self) -> Result<(), StoreError> {
        for name in names(&self.path)? {
            let number = name.strip_prefix(GENERATION).and_then(|rest| rest.parse::<u32>().ok());
            if number.is_some_and(|number| number != self.generation) {
                let old = self.path.join(name);
                fs::remove_dir_all(&old).map_err(StoreError::io(&old, CURE))?;
            }
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
        Some(generation) if generation > 0 => Ok(generation),
        _ => Err(StoreError::Missing { path: path.to_owned() }),
    }
}

/// The generation that the marker names; none without a marker.
fn read_marker(path: &Path) -> Result<Option<u32>, StoreError> {
    let file = path.join(MARKER);
    let text = match fs::read(&file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
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

/// How often a lock is tried, and how long between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(10);

/// Tries again for a moment: a child that is just being started holds its parent's locks until it runs its own program.
fn patient_lock(file: &File) -> Result<(), TryLockError> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            decided => return decided,
        }
    }
    file.try_lock()
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let place = path.join(LOCK);
    let io = |error| StoreError::io(&place, CURE)(error);
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place).map_err(io)?;
    match patient_lock(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let named = (&file).take(200).read_to_string(&mut holder).is_ok() && !holder.trim().is_empty();
            let holder = if named { holder.trim().to_owned() } else { "another process".to_owned() };
            return Err(StoreError::Locked { path: path.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(io(error)),
    }
    let mut sign = || {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "process {}", std::process::id())
    };
    sign().map_err(io)?;
    Ok(file)
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
        drop(directory);
        assert_eq!(Directory::open(dir.path(), false).unwrap().generation(), 2);
    }
}
