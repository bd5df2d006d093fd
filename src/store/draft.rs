//! Everything a snapshot is written from, and the writing of it.

use std::io::{self, Seek, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::codec::{put, put_maybe, put_text};
use super::day;
use super::layout::{Head, Section, SectionWriter};
use super::snapshot::EntityRow;
use crate::text::folded;

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
        write_entities(&std::mem::take(&mut self.entities), &mut out)?;
        write_relations(&std::mem::take(&mut self.days), nodes, &mut out)?;
        write_documents(&std::mem::take(&mut self.documents), &mut out)?;
        write_sources(&self.sources, &mut out)?;
        write_postings(&self.postings, nodes, &mut out)?;
        out.finish(&self.head)
    }
}

/// The hash of a form in the index of forms.
pub(super) fn form_hash(form: &str) -> u32 {
    xxh3_64(folded(form).as_bytes()) as u32
}

fn write_entities<W: Write + Seek>(
    entities: &[(EntityRow, Vec<u32>)],
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let (mut records, mut names, mut forms) = (Vec::new(), Vec::new(), Vec::new());
    for (node, (row, numbers)) in (0u32..).zip(entities) {
        for number in [names.len() as u64, row.mentions, row.windows, row.articles] {
            records.extend_from_slice(&number.to_le_bytes());
        }
        for date in [row.first, row.last] {
            records.extend_from_slice(&day::number(date).to_le_bytes());
        }
        put_text(&mut names, row.id.as_str());
        put_text(&mut names, row.kind.as_str());
        put_text(&mut names, &row.name);
        put_maybe(&mut names, row.within.as_deref());
        for list in [&row.aliases, &row.surfaces] {
            put(&mut names, list.len() as u64);
            for text in list {
                put_text(&mut names, text);
            }
        }
        put(&mut names, numbers.len() as u64);
        for &number in numbers {
            put(&mut names, u64::from(number));
        }
        let all = std::iter::once(&row.name).chain(&row.aliases).chain(&row.surfaces);
        forms.extend(all.map(|form| (form_hash(form), node)));
    }
    out.put(Section::Entities, &records)?;
    out.put(Section::Names, &names)?;
    forms.sort_unstable();
    forms.dedup();
    out.put(Section::Forms, &pairs_of_u32(forms.into_iter()))
}

fn write_relations<W: Write + Seek>(
    days: &[PairDay],
    nodes: usize,
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let (mut ends, mut starts, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    let mut degrees = vec![0u64; nodes + 1];
    for pair in days.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
        let (a, b) = (pair[0].a, pair[0].b);
        ends.push((a, b));
        degrees[a as usize + 1] += 1;
        degrees[b as usize + 1] += 1;
        let start = u32::try_from(packed.len());
        starts.push(
            start
                .map_err(|_| io::Error::other("there are more relations by day than a snapshot can hold"))?,
        );
        let mut last = 0;
        for on in pair {
            put(&mut packed, u64::from(on.day - last));
            put(&mut packed, on.count);
            put(&mut packed, u64::from(on.articles));
            last = on.day;
        }
    }
    starts.push(packed.len() as u32);
    out.put(Section::Days, &packed)?;
    drop(packed);
    out.put(Section::DaysAt, &starts.iter().flat_map(|at| at.to_le_bytes()).collect::<Vec<_>>())?;
    drop(starts);
    for node in 1..degrees.len() {
        degrees[node] += degrees[node - 1];
    }
    out.put(Section::Offsets, &u64s(&degrees))?;
    let mut arcs = vec![(0u32, 0u32); ends.len() * 2];
    for (relation, &(a, b)) in (0u32..).zip(&ends) {
        for (from, to) in [(a, b), (b, a)] {
            arcs[degrees[from as usize] as usize] = (to, relation);
            degrees[from as usize] += 1;
        }
    }
    out.put(Section::Arcs, &pairs_of_u32(arcs.into_iter()))?;
    out.put(Section::Ends, &pairs_of_u32(ends.into_iter()))
}

fn write_documents<W: Write + Seek>(
    documents: &[DraftDocument],
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let (mut records, mut places) = (Vec::new(), Vec::new());
    for document in documents {
        records.extend_from_slice(&document.address.to_le_bytes());
        records.extend_from_slice(&(places.len() as u64).to_le_bytes());
        records.extend_from_slice(&document.day.to_le_bytes());
        records.extend_from_slice(&[0; 4]);
        put(&mut places, document.places.len() as u64);
        for &(source, number, note) in &document.places {
            put(&mut places, u64::from(source));
            put(&mut places, u64::from(number));
            put(&mut places, note);
        }
    }
    out.put(Section::Documents, &records)?;
    out.put(Section::Places, &places)
}

fn write_sources<W: Write + Seek>(sources: &[String], out: &mut SectionWriter<W>) -> io::Result<()> {
    let mut starts = vec![0u64];
    let mut names = Vec::new();
    for source in sources {
        names.extend_from_slice(source.as_bytes());
        starts.push(names.len() as u64);
    }
    out.put(Section::SourcesAt, &u64s(&starts))?;
    out.put(Section::Sources, &names)
}

fn write_postings<W: Write + Seek>(
    postings: &[(u32, u32)],
    nodes: usize,
    out: &mut SectionWriter<W>,
) -> io::Result<()> {
    let mut starts = Vec::with_capacity(nodes + 1);
    let mut packed = Vec::new();
    let mut rest = postings;
    for node in 0..nodes as u32 {
        starts.push(packed.len() as u64);
        let (own, others) = rest.split_at(rest.partition_point(|posting| posting.0 <= node));
        let mut last = 0;
        for &(_, document) in own {
            put(&mut packed, u64::from(document - last));
            last = document;
        }
        rest = others;
    }
    starts.push(packed.len() as u64);
    out.put(Section::PostingsAt, &u64s(&starts))?;
    out.put(Section::Postings, &packed)
}

fn u64s(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn pairs_of_u32(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(pairs.size_hint().0 * 8);
    for (x, y) in pairs {
        bytes.extend_from_slice(&x.to_le_bytes());
        bytes.extend_from_slice(&y.to_le_bytes());
    }
    bytes
}
