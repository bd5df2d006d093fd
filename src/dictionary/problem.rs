//! A fault in data that people wrote: where it is, what it is, and the cure.

use serde::{Deserialize, Serialize};

use std::fmt;

/// One fault. Faults are collected, not thrown: the rest of the file is still used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file as given.
    pub path: String,
    /// Line, from 1; none where the whole file is meant.
    pub line: Option<u64>,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub cure: String,
}

impl Problem {
    /// A fault at a line of a file.
    #[must_use]
    pub fn at(path: &str, line: u64, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: Some(line), message: message.into(), cure: cure.into() }
    }

    /// A fault of a whole file.
    #[must_use]
    pub fn of_file(path: &str, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, message: message.into(), cure: cure.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", self.message, self.cure)
    }
}
