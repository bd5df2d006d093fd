//! What can go wrong with a store, and the cure.

use std::io;
use std::path::{Path, PathBuf};

use crate::relate::Counting;

/// Why a store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system refused a file operation.
    #[error("{}: {source}; {cure}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// What to do.
        cure: &'static str,
    },
    /// Another process writes to the store.
    #[error("{}: in use by {holder}; wait until it ends, or name another store", path.display())]
    Locked {
        /// The store.
        path: PathBuf,
        /// Who may hold it, as it wrote itself down.
        holder: String,
    },
    /// The directory holds files of another program.
    #[error("{}: not a guanxi store, it holds {found}; name an empty or a new directory", path.display())]
    Foreign {
        /// The directory.
        path: PathBuf,
        /// The first file that is not ours.
        found: String,
    },
    /// There is no store to read.
    #[error("{}: no store here; build one first, or name the directory of another", path.display())]
    Missing {
        /// The directory.
        path: PathBuf,
    },
    /// Written by a newer guanxi.
    #[error("{}: store format {found}, this build reads {known}: use a newer guanxi, or build a new store", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that is known here.
        known: u32,
    },
    /// The store was built with another window or weighting.
    #[error("{}: counts by {stored}, not by {asked}; build with {stored}, or change the store first", path.display())]
    Counting {
        /// The store.
        path: PathBuf,
        /// How it counts.
        stored: Counting,
        /// How it was to count.
        asked: Counting,
    },
    /// Stored bytes are not what was written.
    #[error("{}: damaged, {what}; bring back a copy, or build it anew from the sources into another directory", path.display())]
    Damaged {
        /// The store or one of its files.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The marker names a generation that is not there, and another one is. Nothing was touched.
    #[error("{}: the marker names generation {named}, but generation-{there} is there; nothing was touched: if that is what you \
             have, write \"generation {there}\" into the second line", path.display())]
    Misnamed {
        /// The marker.
        path: PathBuf,
        /// What it names.
        named: u32,
        /// The highest one that was made to its end.
        there: u32,
    },
    /// There is no marker, and a generation that was made to its end. Nothing was touched.
    #[error("{}: the marker is gone, but generation-{there} is there; nothing was touched: if that is your store, write the lines \
             \"guanxi store {format}\" and \"generation {there}\" into this file", path.display())]
    Unmarked {
        /// The marker.
        path: PathBuf,
        /// The format that is written here.
        format: u32,
        /// The highest generation that was made to its end.
        there: u32,
    },
    /// The graph is larger than a published one may be.
    #[error("{}: there is more than a graph can hold (4 GiB of one sort); build two stores of fewer documents each", path.display())]
    Full {
        /// The store.
        path: PathBuf,
    },
    /// The database refused an operation.
    #[error("{}: the database failed: {message}; see that the disk is well and not full, then run the command again", path.display())]
    Engine {
        /// The store.
        path: PathBuf,
        /// What it said.
        message: String,
    },
    /// An earlier write failed, so this handle no longer knows what is on disk.
    #[error("{}: an earlier write failed; open the store again", path.display())]
    Poisoned {
        /// The store.
        path: PathBuf,
    },
    /// The flag given to [`Store::end_at`](super::Store::end_at) was set.
    #[error("interrupted: the store is whole up to commit {sequence}; the same command carries on")]
    Interrupted {
        /// Number of the last commit.
        sequence: u64,
    },
    /// An article that cannot be kept.
    #[error("{source_name}: article {number}: {what}")]
    Article {
        /// The article's source.
        source_name: String,
        /// Its number there.
        number: u32,
        /// Why not.
        what: &'static str,
    },
}

impl StoreError {
    /// Makes an I/O error of a path.
    pub(crate) fn io(path: &Path, cure: &'static str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source, cure }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }
}

/// Bytes that do not decode. Says what was expected; the caller knows where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damage(pub(crate) &'static str);
