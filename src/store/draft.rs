//! Everything a snapshot is written from, and the writing of it.

use std::io::{self, Seek, Write};

use super::layout::{Head, SectionWriter};
use super::parts::{Documents, Entities, Postings, Relations, put_days, put_sources};
use super::snapshot::EntityRow;

/// Counts of a pair of nodes on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PairDay {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) day: u32,
    pub(super) articles: u32,
    pub(super) count: u64,
}

/// A counted article.
#[derive(Clone, Debug)]
pub(super) struct DraftDocument {
    pub(super) address: u64,
    pub(super) day: u32,
    /// Source, number, address of the note; in order.
    pub(super) places: Vec<(u32, u32, u64)>,
}

/// Rows in the order of the snapshot.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) head: Head,
    /// Sorted by id, with the store's numbers of each.
    pub(super) entities: Vec<(EntityRow, Vec<u32>)>,
    /// Sorted, each pair and day once.
    pub(super) days: Vec<PairDay>,
    /// Names of sources, sorted.
    pub(super) sources: Vec<String>,
    /// Sorted by day, then source and number; undated last.
    pub(super) documents: Vec<DraftDocument>,
    /// (node, document), sorted.
    pub(super) postings: Vec<(u32, u32)>,
}

impl Draft {
    /// Writes the snapshot, dropping each part as soon as it is written.
    pub(super) fn write<W: Write + Seek>(mut self, out: W) -> io::Result<W> {
        let mut out = SectionWriter::new(out)?;
        let nodes = self.entities.len();
        entities(&std::mem::take(&mut self.entities)).put(&mut out)?;
        relations(&std::mem::take(&mut self.days), nodes)?.put(&mut out)?;
        documents(&std::mem::take(&mut self.documents)).put(&mut out)?;
        put_sources(&self.sources, &mut out)?;
        postings(&self.postings, nodes).put(&mut out)?;
        out.finish(&self.head)
    }
}

fn entities(rows: &[(EntityRow, Vec<u32>)]) -> Entities {
    let mut part = Entities::default();
    for (row, numbers) in rows {
        part.push(row, numbers);
    }
    part
}

fn relations(days: &[PairDay], nodes: usize) -> io::Result<Relations> {
    let mut part = Relations::new(nodes);
    for pair in days.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
        let numbers = pair.iter().map(|on| (on.day, on.count, u64::from(on.articles)));
        part.push(pair[0].a, pair[0].b, |out| put_days(out, numbers))?;
    }
    Ok(part)
}

fn documents(documents: &[DraftDocument]) -> Documents {
    let mut part = Documents::default();
    for document in documents {
        part.push(document.address, document.day, document.places.iter().copied());
    }
    part
}

fn postings(postings: &[(u32, u32)], nodes: usize) -> Postings {
    let mut part = Postings::new();
    let mut rest = postings;
    for node in 0..nodes as u32 {
        let (own, others) = rest.split_at(rest.partition_point(|posting| posting.0 <= node));
        part.push(own.iter().map(|posting| posting.1));
        rest = others;
    }
    part
}
