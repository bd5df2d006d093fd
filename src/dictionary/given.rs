//! What the rows of the user give, as they were written.

use std::sync::Arc;

use super::Kind;
use super::entry::Entry;

/// A row of the user's that gives a name aliases, as it was written.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) path: Arc<str>,
    pub(super) line: u64,
}

impl Given {
    /// The rows that are not shipped and give aliases.
    pub(super) fn of(entries: &[Entry]) -> Vec<Self> {
        let gives = |entry: &&Entry| !entry.shipped && !entry.remove && !entry.aliases.is_empty();
        let given = |entry: &Entry| Self {
            kind: entry.kind.clone(),
            name: entry.name.clone(),
            aliases: entry.aliases.clone(),
            path: Arc::clone(&entry.path),
            line: entry.line,
        };
        entries.iter().filter(gives).map(given).collect()
    }
}
