//! The number of the last acknowledged commit, kept outside the database.
//!
//! sled answers damage near the end of its file by going back to an earlier, whole state, without a word. A manifest older
//! than this number shows that; nothing may then be written, and least of all the log be cut to the old manifest's end.
//! Readers, who do not open the database, see by it whether the published graph shows the last commit.

use std::fs;
use std::path::{Path, PathBuf};

use super::codec::{Bytes, put, seal, unseal};
use super::error::StoreError;

fn place(files: &Path) -> PathBuf {
    files.join("acknowledged")
}

/// Notes a commit after it is on disk. A kill may leave the file empty, which says nothing.
pub(crate) fn note(files: &Path, sequence: u64) -> Result<(), StoreError> {
    let mut number = Vec::new();
    put(&mut number, sequence);
    let file = place(files);
    fs::write(&file, seal(&number)).map_err(StoreError::io(&file, "see that the disk is well and not full"))
}

/// The last acknowledged commit of a generation, if it can be read.
pub(crate) fn acknowledged(files: &Path) -> Option<u64> {
    let bytes = fs::read(place(files)).ok()?;
    unseal(&bytes).and_then(|number| Bytes::new(number).number()).ok()
}

/// Refuses a database that is older than what was acknowledged; notes one that is newer.
pub(crate) fn check(files: &Path, sequence: u64) -> Result<(), StoreError> {
    match acknowledged(files) {
        Some(known) if known > sequence => {
            let what = format!("the database went back to commit {sequence} of {known}");
            Err(StoreError::damaged(files, what))
        }
        Some(known) if known == sequence => Ok(()),
        _ => note(files, sequence),
    }
}
