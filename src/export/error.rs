//! What can go wrong when a graph is written.

use std::io;
use std::path::PathBuf;

/// An export that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Nothing was selected.
    #[error("the selection holds no entities: widen it, or build the store first")]
    Empty,
    /// A file name whose extension names no format, and those that there are.
    #[error("\"{0}\" names no export format: use one of {1}")]
    UnknownExtension(String, String),
    /// A format name that is none, and those that there are.
    #[error("\"{0}\" is not an export format: use one of {1}")]
    UnknownFormat(String, String),
    /// A format that makes a pair of files was asked to write one stream.
    #[error("{0} makes two files, one of entities and one of relations: name a file to write to")]
    NeedsFiles(&'static str),
    /// A picture cannot be set without letters.
    #[error("no font with Chinese is installed: install one such as Noto Sans CJK (fonts-noto-cjk)")]
    NoFont,
    /// The graph breaks a rule that every format relies on.
    #[error("the graph cannot be exported: {0}")]
    Model(String),
    /// The evidence of a relation could not be read.
    #[error("reading the evidence of \"{relation}\": {source}")]
    Evidence {
        /// Both names.
        relation: String,
        /// The store's reason.
        source: QuoteError,
    },
    /// The target could not be written. What stood there before still stands.
    #[error("writing {path}: {source}", path = path.display())]
    Write {
        /// The target.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The stream could not be written.
    #[error("writing the export: {0}")]
    Io(#[from] io::Error),
}

/// Whatever the source of evidence reports.
pub type QuoteError = Box<dyn std::error::Error + Send + Sync>;
