//! What the commits since the published graph changed, kept so that the next graph can be made from that one.

use std::collections::BTreeSet;

use super::manifest::Commit;
use super::pending::Pending;

/// Rows above which everything is gathered anew instead: about 60 MB.
const MOST_ROWS: usize = 1 << 20;

/// The difference between the published graph and the last commit.
#[derive(Debug, Default)]
pub(crate) struct Delta {
    /// The commit that the published graph shows.
    pub(super) base: Commit,
    /// Documents from this number on were not there then.
    pub(super) first_document: u32,
    /// Entities from this number on were not there then.
    pub(super) first_entity: u32,
    /// Rows of all commits since, one commit after another.
    rows: Pending,
    /// Entities that were defined anew.
    pub(super) redefined: BTreeSet<u32>,
}

impl Delta {
    pub(super) fn new(base: Commit, first_document: u32, first_entity: u32) -> Self {
        Self { base, first_document, first_entity, ..Self::default() }
    }

    /// Takes the rows of a commit; gives whether there is room for more.
    pub(super) fn take(&mut self, rows: &mut Pending) -> bool {
        self.rows.append(rows);
        self.rows.len() < MOST_ROWS
    }

    /// The rows, sorted and summed.
    pub(super) fn settled(&self) -> Pending {
        let mut rows = self.rows.clone();
        rows.settle();
        rows
    }
}
