//! The articles of a snapshot, and the articles of its nodes.

use std::io::{self, Seek, Write};

use super::{Flow, move_places, short};
use crate::store::codec::put;
use crate::store::layout::SectionWriter;
use crate::store::sections::{DOCUMENT, Section, u32_at};

/// Articles with their places.
#[derive(Default)]
pub(in crate::store) struct Documents {
    records: Vec<u8>,
    places: Vec<u8>,
}

impl Documents {
    /// Takes the next article: its address, its day, and (source, number, address of the note) of its places.
    pub(in crate::store) fn push(
        &mut self,
        address: u64,
        day: u32,
        places: impl ExactSizeIterator<Item = (u32, u32, u64)>,
    ) {
        self.records.extend_from_slice(&address.to_le_bytes());
        // Too many of them are told when they are written.
        self.records.extend_from_slice(&(self.places.len() as u32).to_le_bytes());
        self.records.extend_from_slice(&day.to_le_bytes());
        put(&mut self.places, places.len() as u64);
        for (source, number, note) in places {
            put(&mut self.places, u64::from(source));
            put(&mut self.places, u64::from(number));
            put(&mut self.places, note);
        }
    }

    /// Takes the next articles as an older snapshot has them: their records and their places, each in one piece.
    pub(in crate::store) fn copy(&mut self, records: &[u8], places: &[u8]) {
        let (begin, len) = (self.records.len(), self.places.len() as u32);
        self.records.extend_from_slice(records);
        move_places(&mut self.records[begin..], DOCUMENT, 2, len);
        self.places.extend_from_slice(places);
    }

    /// Articles so far.
    pub(in crate::store) fn len(&self) -> u32 {
        (self.records.len() / DOCUMENT) as u32
    }

    pub(in crate::store) fn put<W: Write + Seek>(self, out: &mut SectionWriter<W>) -> io::Result<()> {
        short(self.places.len() as u64)?;
        out.put(Section::Documents, &self.records)?;
        out.put(Section::Places, &self.places)
    }
}

/// The articles of each entity, which are written as they come.
pub(in crate::store) struct Postings<'w, W> {
    packed: Flow<'w, W>,
    starts: Vec<u8>,
}

impl<'w, W: Write + Seek> Postings<'w, W> {
    pub(in crate::store) fn new(nodes: usize, out: &'w mut SectionWriter<W>) -> io::Result<Self> {
        out.reserve(Section::PostingsAt, (nodes + 1) * 4)?;
        Ok(Self { packed: Flow::new(out.open(Section::Postings)), starts: vec![0; 4] })
    }

    /// Takes the articles of the next entity, as [`put_steps`](super::runs::put_steps) writes them.
    pub(in crate::store) fn push(&mut self, articles: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let end = short(self.packed.put(articles)?)?;
        self.starts.extend_from_slice(&end.to_le_bytes());
        Ok(())
    }

    /// Writes the rest.
    pub(in crate::store) fn finish(self) -> io::Result<()> {
        self.packed.finish()?.fill(Section::PostingsAt, &self.starts)
    }
}

/// The articles of each entity, kept until they are written.
pub(in crate::store) struct Lists {
    packed: Vec<u8>,
    starts: Vec<u8>,
}

impl Lists {
    pub(in crate::store) fn new(nodes: usize) -> Self {
        let mut starts = Vec::with_capacity((nodes + 1) * 4);
        starts.extend_from_slice(&[0; 4]);
        Self { packed: Vec::new(), starts }
    }

    /// Takes the articles of the next entity, as [`put_steps`](super::runs::put_steps) writes them.
    pub(in crate::store) fn push(&mut self, articles: impl FnOnce(&mut Vec<u8>)) {
        articles(&mut self.packed);
        // Too many of them are told when they are written.
        self.starts.extend_from_slice(&(self.packed.len() as u32).to_le_bytes());
    }

    /// Takes the next entities as an older snapshot has them: their articles in one piece, where those of each begin there,
    /// and one number more.
    pub(in crate::store) fn copy(&mut self, packed: &[u8], starts: &[u8]) {
        let moved = (self.packed.len() as u32).wrapping_sub(u32_at(starts, 0));
        let ends = starts.as_chunks::<4>().0[1..].iter();
        self.starts.extend(ends.flat_map(|end| u32::from_le_bytes(*end).wrapping_add(moved).to_le_bytes()));
        self.packed.extend_from_slice(packed);
    }

    pub(in crate::store) fn put<W: Write + Seek>(self, out: &mut SectionWriter<W>) -> io::Result<()> {
        short(self.packed.len() as u64)?;
        out.put(Section::PostingsAt, &self.starts)?;
        out.put(Section::Postings, &self.packed)
    }
}
