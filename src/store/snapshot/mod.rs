//! The graph as questions read it: nodes sorted by entity id, relations sorted by their ends, compressed sparse rows.
//!
//! Numbers here are dense and hold for one snapshot only: `node` counts entities, `relation` counts pairs. Both follow
//! the order of the ids, so two stores with the same facts give the same snapshot whatever the order of building.
//! The bytes are read where they lie, in a mapped file or in memory; a copy of a snapshot shares them.

mod counts;
mod entities;
mod made;
mod relations;
mod rows;

use std::ops::Range;
use std::sync::{self, OnceLock};

use memmap2::Mmap;

use super::error::{Damage, StoreError};
use super::layout::{Head, read_front, read_header};
use super::log::LogFile;
use super::sections::{ENTITY, Section, Sections, u32_at};
use crate::relate::Counting;

pub use counts::{EntityCounts, Period};
pub use rows::{Arc, Arcs, Dated, EntityRow, Relation, RelationRow};

/// The whole graph at one sequence number of the store.
#[derive(Clone)]
pub struct Snapshot {
    inner: sync::Arc<Inner>,
}

enum Source {
    Mapped(Mmap),
    Made(Vec<u8>),
}

struct Inner {
    bytes: Source,
    head: Head,
    sections: Sections,
    /// Rows that were asked for. Most questions ask for a few.
    rows: Vec<OnceLock<Box<EntityRow>>>,
    /// The texts behind the articles, if the snapshot is of a store.
    log: Option<LogFile>,
    /// Why the store may hold newer commits.
    behind: Option<StoreError>,
}

impl Snapshot {
    /// A snapshot over a mapped file.
    pub(in crate::store) fn mapped(file: Mmap) -> Result<Self, Damage> {
        Self::over(Source::Mapped(file))
    }

    /// A snapshot over a mapped file of which only the header is checked.
    pub(in crate::store) fn written(file: Mmap) -> Result<Self, Damage> {
        let (head, sections) = read_header(&file)?;
        Ok(Self::new(Source::Mapped(file), head, sections))
    }

    /// A snapshot over a mapped file that was checked.
    pub(in crate::store) fn checked(file: Mmap, (head, sections): (Head, Sections)) -> Result<Self, Damage> {
        if sections.iter().any(|section| section.end > file.len()) {
            return Err(Damage("the snapshot is cut short"));
        }
        Ok(Self::new(Source::Mapped(file), head, sections))
    }

    /// A snapshot over bytes of any origin.
    #[cfg(any(test, fuzzing))]
    pub(in crate::store) fn of_bytes(bytes: Vec<u8>) -> Result<Self, Damage> {
        Self::over(Source::Made(bytes))
    }

    fn over(bytes: Source) -> Result<Self, Damage> {
        let (head, sections) = read_front(bytes.get())?;
        Ok(Self::new(bytes, head, sections))
    }

    fn new(bytes: Source, head: Head, sections: Sections) -> Self {
        let mut rows = Vec::new();
        rows.resize_with(sections[Section::Entities as usize].len() / ENTITY, OnceLock::new);
        Self { inner: sync::Arc::new(Inner { bytes, head, sections, rows, log: None, behind: None }) }
    }

    /// The same snapshot with the texts behind it.
    pub(in crate::store) fn with_log(self, log: LogFile) -> Self {
        self.with(|inner| Inner { log: Some(log), ..inner })
    }

    /// The same snapshot, which may be behind the store, and why.
    pub(in crate::store) fn with_behind(self, why: StoreError) -> Self {
        self.with(|inner| Inner { behind: Some(why), ..inner })
    }

    /// A snapshot that nobody else holds, changed.
    fn with(self, change: impl FnOnce(Inner) -> Inner) -> Self {
        match sync::Arc::try_unwrap(self.inner) {
            Ok(inner) => Self { inner: sync::Arc::new(change(inner)) },
            Err(inner) => Self { inner },
        }
    }

    /// The same rows, as if counted by another window or weighting than the default. Of a snapshot that nobody else holds.
    #[cfg(test)]
    pub(in crate::store) fn with_counting(self, counting: Counting) -> Self {
        self.with(|inner| Inner { head: Head { counting, ..inner.head }, ..inner })
    }

    pub(in crate::store) fn head(&self) -> &Head {
        &self.inner.head
    }

    pub(in crate::store) fn section(&self, section: Section) -> &[u8] {
        &self.inner.bytes.get()[self.inner.sections[section as usize].clone()]
    }

    pub(in crate::store) fn log(&self) -> Option<&LogFile> {
        self.inner.log.as_ref()
    }

    /// The store's commit number that this snapshot shows.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.inner.head.commit.sequence
    }

    /// Why the store may hold newer commits than this, if it may: what kept the opening from looking.
    #[must_use]
    pub fn behind(&self) -> Option<&StoreError> {
        self.inner.behind.as_ref()
    }

    /// Window and weighting of the counts.
    #[must_use]
    pub fn counting(&self) -> Counting {
        self.inner.head.counting
    }

    /// All windows counted: the N of the measures.
    #[must_use]
    pub fn windows(&self) -> u64 {
        self.inner.head.windows
    }

    /// Articles counted.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.inner.head.articles
    }

    /// Number of entities: nodes are `0..entity_count()`.
    #[must_use]
    pub fn entity_count(&self) -> usize {
        self.inner.rows.len()
    }

    /// Number of relations.
    #[must_use]
    pub fn relation_count(&self) -> usize {
        self.section(Section::Ends).len() / 4
    }

    /// Records that follow each other, and what they lead to: each has its place, a u32, in the same column.
    pub(in crate::store) fn records_of(
        &self,
        [records, led_to]: [Section; 2],
        size: usize,
        column: usize,
        wanted: &Range<u32>,
    ) -> (&[u8], &[u8]) {
        let (all, led_to) = (self.section(records), self.section(led_to));
        let [from, to] = [wanted.start, wanted.end].map(|record| record as usize * size);
        let place =
            |at: usize| all.get(at..at + size).map_or(led_to.len(), |record| u32_at(record, column) as usize);
        (&all[from..to], led_to.get(place(from)..place(to)).unwrap_or_default())
    }
}

impl Source {
    fn get(&self) -> &[u8] {
        match self {
            Self::Mapped(file) => file,
            Self::Made(bytes) => bytes,
        }
    }
}

/// The first of `0..count` for which `below` no longer holds.
fn lower_bound(count: usize, below: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if below(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
