//! The next graph from the published one and the rows that changed since, instead of from everything.
//!
//! The bytes are those that gathering everything would give: nodes, relations and articles keep their order, so the older
//! graph is read once from front to back, what did not change is copied with its numbers moved, and what did is merged in.

mod documents;
mod entities;
mod relations;

use std::io::{self, Seek, Write};

use super::delta::Delta;
use super::error::StoreError;
use super::layout::{Head, SectionWriter};
use super::open::Store;
use super::parts::{Documents, Entities, Postings, Relations, put_sources};
use super::rows::Row;
use super::segments::CORPUS;
use super::snapshot::Snapshot;

/// In place of a number: nothing is left of it.
const NONE: u32 = u32::MAX;

/// The parts of the next graph.
pub(super) struct Patched {
    head: Head,
    entities: Entities,
    relations: Relations,
    documents: Documents,
    sources: Vec<String>,
    postings: Postings,
}

impl Store {
    /// Makes the graph of the last commit from an older one. O(older graph), with a small factor, and the changes.
    ///
    /// # Errors
    /// Also where the rows do not fit the older graph, or change so much that it is better not used.
    pub(super) fn patched(&self, base: &Snapshot, delta: &Delta) -> Result<Patched, StoreError> {
        let rows = delta.settled();
        let (entities, nodes) = entities::patch(self, base, delta, &rows)?;
        let (documents, relations) = std::thread::scope(|scope| {
            let relations = scope.spawn(|| relations::patch(base, &rows.edges, &nodes));
            let documents = documents::patch(self, base, delta, &rows, &nodes);
            (documents, relations.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let relations = relations.map_err(|damage| self.damaged(damage.0))?;
        let (documents, sources, postings) = documents?;
        let total = |at: usize| -> i64 {
            let of_all = |row: &&Row<2, 3>| row.key[0] == u64::from(CORPUS);
            rows.nodes.iter().filter(of_all).map(|row| row.values[at]).sum()
        };
        let head = Head {
            sequence: self.manifest.sequence,
            windows: base.windows().wrapping_add_signed(total(1)),
            articles: base.articles().wrapping_add_signed(total(2)),
            log_end: self.manifest.log_end,
            ..*base.head()
        };
        Ok(Patched { head, entities, relations, documents, sources, postings })
    }
}

impl Patched {
    /// Writes the snapshot.
    pub(super) fn write<W: Write + Seek>(self, out: W) -> io::Result<W> {
        let mut out = SectionWriter::new(out)?;
        self.entities.put(&mut out)?;
        self.relations.put(&mut out)?;
        self.documents.put(&mut out)?;
        put_sources(&self.sources, &mut out)?;
        self.postings.put(&mut out)?;
        out.finish(&self.head)
    }
}
