//! A row of a dictionary, whatever the format of its file.

use std::sync::Arc;

use super::Kind;

/// What a row without a name is told, and its cure.
pub(super) const NAMELESS: (&str, &str) =
    ("row without a name", "fill the column \"name\" or delete the row");

/// One row of a dictionary, whatever the format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Canonical name.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// Other names.
    pub aliases: Vec<String>,
    /// The container as written; empty if none.
    pub within: String,
    /// External id; empty if none.
    pub id: String,
    /// A few words; empty if none.
    pub note: String,
    /// The row takes the name (or, where it has aliases, these) out of the dictionary.
    pub remove: bool,
    /// The file as given.
    pub path: Arc<str>,
    /// Line in it.
    pub line: u64,
    /// The row is compiled in.
    pub shipped: bool,
}
