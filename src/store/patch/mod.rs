//! The next graph from the published one and the rows that changed since, instead of from everything.
//!
//! The bytes are those that gathering everything would give: nodes, relations and articles keep their order, so the older
//! graph is read once from front to back, what did not change is copied with its numbers moved, and what did is merged in.

mod arcs;
mod counts;
mod days;
mod documents;
mod entities;
mod relations;

use std::io::{Seek, Write};

use relations::Course;

use super::delta::Delta;
use super::error::StoreError;
use super::layout::{Head, SectionWriter};
use super::open::Store;
use super::parts::put_sources;
use super::pending::Pending;
use super::rows::Row;
use super::segments::CORPUS;
use super::snapshot::Snapshot;
use crate::threads::joined;

/// In place of a number: nothing is left of it.
const NONE: u32 = u32::MAX;

impl Store {
    /// Writes the graph of the last commit, made from an older one. O(older graph), with a small factor, and the changes.
    ///
    /// # Errors
    /// Also where the rows do not fit the older graph, or change so much that it is better not used.
    pub(super) fn patch<W: Write + Seek>(
        &self,
        base: &Snapshot,
        delta: &Delta,
        out: W,
    ) -> Result<W, StoreError> {
        let unwritten = |error| self.unwritten(error);
        let rows = delta.settled();
        let patch = documents::Patch::new(self, base, delta, &rows)?;
        let (documents, (entities, nodes)) =
            beside(|| patch.documents(), || entities::patch(self, base, delta, &rows))?;
        let (documents, moved) = documents;
        let mut out = SectionWriter::new(out).map_err(unwritten)?;
        let (course, ()) = beside(
            || Course::of(base, &nodes, &rows.edges).map_err(unwritten),
            || {
                counts::put(base, &nodes, &rows.nodes, &mut out).map_err(unwritten)?;
                entities.put(&mut out).map_err(unwritten)
            },
        )?;
        let (postings, ()) = beside(
            || patch.postings(&moved, &nodes),
            || {
                course.put(&mut out).map_err(unwritten)?;
                documents.put(&mut out).map_err(unwritten)?;
                put_sources(patch.sources(), &mut out).map_err(unwritten)
            },
        )?;
        postings.put(&mut out).map_err(unwritten)?;
        out.finish(&self.patched_head(base, &rows)).map_err(unwritten)
    }

    fn patched_head(&self, base: &Snapshot, rows: &Pending) -> Head {
        let total = |at: usize| -> i64 {
            let of_all = |row: &&Row<2, 3>| row.key[0] == u64::from(CORPUS);
            rows.nodes.iter().filter(of_all).map(|row| row.values[at]).sum()
        };
        Head {
            commit: self.manifest.commit,
            windows: base.windows().wrapping_add_signed(total(1)),
            articles: base.articles().wrapping_add_signed(total(2)),
            log_end: self.manifest.log_end,
            ..*base.head()
        }
    }
}

/// Does two things at a time, the first on another thread.
fn beside<T: Send, U>(
    first: impl FnOnce() -> Result<T, StoreError> + Send,
    second: impl FnOnce() -> Result<U, StoreError>,
) -> Result<(T, U), StoreError> {
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second()?;
        let first = joined(first.join())?;
        Ok((first, second))
    })
}
