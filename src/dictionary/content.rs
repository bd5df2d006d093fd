//! What a dictionary holds, and what it is to be made of. `load` reads the files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::by_name::ByName;
use super::given::Given;
use super::rules::Rules;
use super::{Entity, EntityNo, Kind, Problem, normal};

/// Most entities of a walk from one outwards, itself among them: cycles in the data end.
pub(super) const MOST_CONTAINERS: usize = 8;

/// Which dictionaries to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryOptions {
    /// Use the names that are compiled in. The word lists of the rules are used in any case.
    pub builtin: bool,
    /// Files and folders of the user's, in the order given. A file named `judgements.tsv` in a folder holds judgements.
    pub paths: Vec<PathBuf>,
    /// Further files of judgements.
    pub judgements: Vec<PathBuf>,
    /// What stands in no file: the name that problems give, and the text; judgements are seen by their header.
    pub texts: Vec<(String, String)>,
}

impl Default for DictionaryOptions {
    fn default() -> Self {
        Self { builtin: true, paths: Vec::new(), judgements: Vec::new(), texts: Vec::new() }
    }
}

/// A dictionary could not be read at all. Faults in rows are [`Problem`]s instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// The file or folder cannot be read.
    #[error("{path}: cannot read the dictionary: {source}")]
    Unreadable {
        /// As given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file of judgements cannot be read.
    #[error("{path}: cannot read the judgements: {source}")]
    NoJudgements {
        /// As given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file holds what writing it anew would lose.
    #[error("{path}:{line}: {message}")]
    NotWritten {
        /// As given.
        path: String,
        /// Line, from 1.
        line: u64,
        /// What would be lost, and the cure.
        message: String,
    },
    /// Nothing can be used of a file: to go on would be to work without its names.
    #[error("{0}; nothing of it can be used")]
    Unusable(Problem),
    /// More names than the matcher takes.
    #[error("too many names: {0}")]
    TooManyNames(String),
}

impl DictionaryError {
    /// The same where the file was given as one of judgements.
    pub(super) fn of_judgements(self) -> Self {
        match self {
            Self::Unreadable { path, source } => Self::NoJudgements { path, source },
            other => other,
        }
    }
}

/// Entities and word lists, as people wrote them, with the faults found on the way.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Entities, sorted by kind, name and container: equal for equal content, whatever the order of files.
    pub entities: Vec<Entity>,
    /// Word lists.
    pub rules: Rules,
    /// Faults, in the order found.
    pub problems: Vec<Problem>,
    pub(super) by_name: ByName,
    pub(super) parted: BTreeSet<(String, String)>,
    /// The user's rows that give aliases.
    pub(super) given: Vec<Given>,
    /// It is that which the build script compiled, and no more.
    pub(super) shipped: bool,
}

impl Dictionary {
    /// The entity with a number.
    ///
    /// # Panics
    /// If there is no such entity.
    #[must_use]
    pub fn entity(&self, number: EntityNo) -> &Entity {
        &self.entities[number.0 as usize]
    }

    /// Entities of a kind with a canonical name.
    #[must_use]
    pub fn named(&self, kind: &Kind, name: &str) -> &[EntityNo] {
        let key = |number: EntityNo| {
            let named = &self.entity(number).named;
            (&named.kind, named.name.as_str())
        };
        self.by_name.listed((kind, name), key)
    }

    /// Whether a judgement says that two names are not the same.
    #[must_use]
    pub fn are_parted(&self, a: &str, b: &str) -> bool {
        if self.parted.is_empty() {
            return false;
        }
        let (a, b) = (normal(a), normal(b));
        self.parted.contains(&if a < b { (a, b) } else { (b, a) })
    }

    /// The entity and what contains it, innermost first. Cycles in the data end the walk.
    pub fn containers(&self, number: EntityNo) -> impl Iterator<Item = EntityNo> {
        let mut next = Some(number);
        let mut left = MOST_CONTAINERS;
        std::iter::from_fn(move || {
            let current = next?;
            left -= 1;
            next = if left > 0 { self.entity(current).container } else { None };
            Some(current)
        })
    }

    /// Whether `inner` lies in `outer` (or is it).
    #[must_use]
    pub fn lies_in(&self, inner: EntityNo, outer: EntityNo) -> bool {
        self.containers(inner).any(|container| container == outer)
    }
}
