//! What was wrong with an input, in the form of a compiler's list: where, what, cure.

use std::fmt;

/// One thing the reader could not read. The rest is read all the same.
///
/// ```
/// use guanxi::corpus::Problem;
/// let problem = Problem::at("news/a.jsonl", 7, "record has no text", "give it a \"text\" field");
/// assert_eq!(problem.to_string(), "news/a.jsonl:7: record has no text (give it a \"text\" field)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The input as given.
    pub path: String,
    /// Line of the file, from 1, where one line is to blame.
    pub line: Option<u64>,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub cure: String,
    /// Whether more of the input than one record was not read: what it held there is unknown, not gone.
    pub incomplete: bool,
    /// How many faulty records it stands for: more than one where it counts those that are not told one by one.
    pub records: u64,
}

impl Problem {
    /// A problem of the whole input.
    pub fn new(path: impl Into<String>, message: impl Into<String>, cure: impl Into<String>) -> Self {
        let (path, message, cure) = (path.into(), message.into(), cure.into());
        Self { path, line: None, message, cure, incomplete: false, records: 1 }
    }

    /// A problem on one line.
    pub fn at(
        path: impl Into<String>,
        line: u64,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self { line: Some(line), ..Self::new(path, message, cure) }
    }

    /// The same for so many records.
    pub(crate) fn standing_for(self, records: usize) -> Self {
        Self { records: records as u64, ..self }
    }

    /// The same for more than one record: see [`Problem::incomplete`].
    pub(crate) fn of_a_part(self) -> Self {
        Self { incomplete: true, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {} ({})", self.path, self.message, self.cure),
            None => write!(f, "{}: {} ({})", self.path, self.message, self.cure),
        }
    }
}

/// A bound as it is told.
pub(super) fn size_in_words(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}
