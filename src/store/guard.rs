//! The last acknowledged commit, kept outside the database.
//!
//! sled answers damage near the end of its file by going back to an earlier, whole state, without a word. A manifest older
//! than this number shows that; nothing may then be written, and least of all the log be cut to the old manifest's end.
//! Readers, who do not open the database, see by it whether the published graph shows the last commit.

use std::fs;
use std::path::{Path, PathBuf};

use super::codec::{Bytes, put, seal, unseal};
use super::error::StoreError;
use super::manifest::Commit;

fn place(files: &Path) -> PathBuf {
    files.join("acknowledged")
}

/// Commits that are remembered: a graph of an older one is given while somebody writes.
const REMEMBERED: usize = 256;

/// The commits that were acknowledged, the last one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Acknowledged(Vec<Commit>);

impl Acknowledged {
    /// The last commit.
    pub(crate) fn last(&self) -> Option<Commit> {
        self.0.first().copied()
    }

    /// Whether a commit is of this history.
    pub(crate) fn has(&self, commit: Commit) -> bool {
        self.0.contains(&commit)
    }
}

/// Notes a commit after it is on disk. A kill may leave the file empty, which says nothing.
pub(crate) fn note(files: &Path, commit: Commit) -> Result<(), StoreError> {
    let before = acknowledged(files).0;
    let older = before.into_iter().filter(|older| older.sequence < commit.sequence);
    let mut numbers = Vec::new();
    for commit in std::iter::once(commit).chain(older).take(REMEMBERED) {
        put(&mut numbers, commit.sequence);
        put(&mut numbers, commit.history);
    }
    let file = place(files);
    fs::write(&file, seal(&numbers)).map_err(StoreError::io(&file, "see that the disk is well and not full"))
}

/// What was acknowledged of a generation; nothing if that cannot be read. Older versions noted the last number alone.
pub(crate) fn acknowledged(files: &Path) -> Acknowledged {
    let commits = || {
        let bytes = fs::read(place(files)).ok()?;
        let mut numbers = Bytes::new(unseal(&bytes).ok()?);
        let mut commits = Vec::new();
        while let Ok(sequence) = numbers.number() {
            commits.push(Commit { sequence, history: numbers.number().unwrap_or(0) });
        }
        Some(commits)
    };
    Acknowledged(commits().unwrap_or_default())
}

/// Refuses a database that is older than what was acknowledged; notes one that is newer.
pub(crate) fn check(files: &Path, commit: Commit) -> Result<(), StoreError> {
    match acknowledged(files).last() {
        Some(known) if known.sequence > commit.sequence => {
            let what = format!("the database went back to commit {} of {}", commit.sequence, known.sequence);
            Err(StoreError::damaged(files, what))
        }
        Some(known) if known == commit => Ok(()),
        _ => note(files, commit),
    }
}
