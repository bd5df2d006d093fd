//! Gold: mentions that people marked, one JSON object a line (`start`, `end` in Unicode scalar values of the source).

use std::path::Path;

use serde::Deserialize;

use crate::dictionary::{Kind, decode};

/// One mention that people marked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldMention {
    /// First character, in Unicode scalar values of the decoded source.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The slice without white space.
    #[serde(default)]
    pub surface: String,
    /// Kind.
    pub kind: Kind,
    /// Canonical names of which any is right; empty where none is given.
    #[serde(default)]
    pub canonical: Vec<String>,
    /// Whether finding it is asked for.
    #[serde(default)]
    pub status: Status,
}

/// What a marked mention counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is to be found.
    #[default]
    Required,
    /// It counts neither for nor against.
    Optional,
}

impl GoldMention {
    /// A required mention without canonical names.
    #[must_use]
    pub fn new(start: usize, end: usize, surface: String, kind: Kind) -> Self {
        Self { start, end, surface, kind, canonical: Vec::new(), status: Status::Required }
    }

    /// Whether finding it is asked for.
    #[must_use]
    pub fn required(&self) -> bool {
        self.status == Status::Required
    }
}

/// The gold of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// Stem of the gold file, which is that of the source.
    pub stem: String,
    /// Sorted by start.
    pub mentions: Vec<GoldMention>,
}

/// A gold file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The file cannot be read.
    #[error("{path}: cannot read the gold: {source}")]
    Unreadable {
        /// As given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not as its format asks.
    #[error("{path}:{line}: {message}; {cure}")]
    Malformed {
        /// As given.
        path: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
        /// What to do.
        cure: String,
    },
    /// A label that nobody says the kind of: it is on many lines, as a rule.
    #[error("{path}:{line}: unknown kind \"{label}\"; say what it is")]
    UnknownLabel {
        /// As given.
        path: String,
        /// Line, from 1.
        line: u64,
        /// As it stands there.
        label: String,
    },
}

impl GoldError {
    /// Whether the fault is that of one line or text, so that the rest of the file can be used.
    #[must_use]
    pub fn is_of_a_part(&self) -> bool {
        matches!(self, Self::Malformed { .. })
    }
}

/// Reads one gold file of a page; lines that are no mention go to `faults`.
///
/// # Errors
/// If the file cannot be read.
pub fn read_gold(path: &Path, faults: &mut Vec<GoldError>) -> Result<Gold, GoldError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| GoldError::Unreadable { path: name.clone(), source })?;
    let text = decode(&bytes);
    let mut mentions = Vec::new();
    for (line, json) in (1u64..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let malformed = |error: serde_json::Error| GoldError::Malformed {
            path: name.clone(),
            line,
            message: format!("not a gold mention: {error}"),
            cure: r#"write {"start": 0, "end": 3, "kind": "place"}"#.to_owned(),
        };
        match serde_json::from_str::<GoldMention>(json).map_err(malformed) {
            Ok(mention) => mentions.push(mention),
            Err(fault) => faults.push(fault),
        }
    }
    mentions.sort_by_key(|m| (m.start, m.end));
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Gold { stem, mentions })
}
