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

/// Notes a commit after it is on disk. A kill may leave the file empty, which says nothing.
pub(crate) fn note(files: &Path, commit: Commit) -> Result<(), StoreError> {
    let mut numbers = Vec::new();
    put(&mut numbers, commit.sequence);
    put(&mut numbers, commit.history);
    let file = place(files);
    fs::write(&file, seal(&numbers)).map_err(StoreError::io(&file, "see that the disk is well and not full"))
}

/// The last acknowledged commit of a generation, if it can be read. Older versions noted its number alone.
pub(crate) fn acknowledged(files: &Path) -> Option<Commit> {
    let bytes = fs::read(place(files)).ok()?;
    let mut numbers = Bytes::new(unseal(&bytes).ok()?);
    let sequence = numbers.number().ok()?;
    Some(Commit { sequence, history: numbers.number().unwrap_or(0) })
}

/// Refuses a database that is older than what was acknowledged; notes one that is newer.
pub(crate) fn check(files: &Path, commit: Commit) -> Result<(), StoreError> {
    match acknowledged(files) {
        Some(known) if known.sequence > commit.sequence => {
            let what = format!("the database went back to commit {} of {}", commit.sequence, known.sequence);
            Err(StoreError::damaged(files, what))
        }
        Some(known) if known == commit => Ok(()),
        _ => note(files, commit),
    }
}
