//! The graph from additive rows: everything gathered, in bounded memory.
//!
//! Rows lie in the order of the store's numbers, a graph is written in the order of ids and of days. What must change its
//! order is packed as it is read and put on a [`Shelf`]: for a large store a part of the nodes at a time, one pass over the
//! table for each part.

mod documents;
mod entities;
mod relations;

use std::io::{Seek, Write};

pub(super) use documents::ranked;
pub(super) use entities::{add_surface, entity_row, settle_surfaces};

use super::error::StoreError;
use super::layout::{Head, SectionWriter};
use super::open::Store;
use super::parts::put_sources;
use super::shelf::{ROOM, Shelf};
use crate::threads::joined;

/// How much is gathered at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portion {
    /// Bytes of packed relations or postings.
    pub(super) room: usize,
    /// Articles.
    pub(super) articles: usize,
}

impl Default for Portion {
    fn default() -> Self {
        Self { room: ROOM, articles: 1 << 18 }
    }
}

impl Store {
    /// Writes the graph as of the last commit: entities with a mention by id, relations by their ends, articles by day and
    /// source. Memory: that of the entities with their names, and a portion with 30 bytes a relation, then 30 an article.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub(super) fn gather<W: Write + Seek>(&self, out: W, portion: Portion) -> Result<W, StoreError> {
        let unwritten = |error| self.unwritten(error);
        let mut out = SectionWriter::new(out).map_err(unwritten)?;
        let (nodes, windows, articles) = self.gather_entities(&mut out)?;
        // The relations take as long as all the rest, and most of the memory: the documents wait until it is free again.
        let places = std::thread::scope(|scope| {
            let ordered = scope.spawn(|| self.ordered());
            relations::gather(self, &nodes, Shelf::new(portion.room), &mut out)?;
            joined(ordered.join())
        })?;
        self.gather_documents(&places, portion.articles)?.put(&mut out).map_err(unwritten)?;
        put_sources(&places.sources, &mut out).map_err(unwritten)?;
        documents::gather_postings(self, &nodes, &places, Shelf::new(portion.room), &mut out)?;
        let head = Head {
            commit: self.manifest.commit,
            counting: self.manifest.counting,
            windows,
            articles,
            generation: self.generation,
            log_end: self.manifest.log_end,
        };
        out.finish(&head).map_err(unwritten)
    }

    pub(super) fn damaged(&self, what: &str) -> StoreError {
        StoreError::damaged(self.path(), what)
    }
}
