//! The entities of a snapshot, their names and forms.

use std::io::{self, Seek, Write};

use super::{Flow, move_places, pair, short};
use crate::store::codec::{put, put_maybe, put_text};
use crate::store::day;
use crate::store::layout::{SectionWriter, form_hash};
use crate::store::sections::{ENTITY, Section};
use crate::store::snapshot::EntityRow;

/// What is counted of an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Totals {
    pub(in crate::store) mentions: u64,
    pub(in crate::store) windows: u64,
    pub(in crate::store) articles: u64,
    /// Day numbers; 0 for none.
    pub(in crate::store) first: u32,
    pub(in crate::store) last: u32,
}

impl Totals {
    /// As an entity's record ends with them.
    fn bytes(&self) -> [u8; ENTITY - 4] {
        let mut bytes = [0; ENTITY - 4];
        let [mentions, windows, articles] = self.counts().map(|count| count as u32);
        let numbers = [mentions, windows, articles, self.first, self.last];
        for (place, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
            *place = number.to_le_bytes();
        }
        bytes
    }

    fn counts(&self) -> [u64; 3] {
        [self.mentions, self.windows, self.articles]
    }
}

/// Entities, their names, and the index of forms. Names of an older snapshot stay where they are until they are written.
#[derive(Default)]
pub(in crate::store) struct Entities<'b> {
    records: Vec<u8>,
    names: Vec<Piece<'b>>,
    /// Bytes of all names.
    named: u64,
    /// The largest count.
    most: u64,
    /// Names that no older snapshot has.
    own: Vec<u8>,
    forms: Vec<(u32, u32)>,
    count: u32,
}

/// Names that follow each other.
enum Piece<'b> {
    Older(&'b [u8]),
    /// Up to this place of [`Entities::own`].
    Own(usize),
}

impl<'b> Entities<'b> {
    /// Takes the next entity, with the store's numbers of it.
    pub(in crate::store) fn push(&mut self, row: &EntityRow, numbers: &[u32]) {
        let totals = Totals {
            mentions: row.mentions,
            windows: row.windows,
            articles: row.articles,
            first: day::number(row.first),
            last: day::number(row.last),
        };
        self.record(&totals);
        let begin = self.own.len();
        put_names(&mut self.own, row, numbers);
        let end = self.own.len();
        self.named += (end - begin) as u64;
        match self.names.last_mut() {
            Some(Piece::Own(to)) => *to = end,
            _ => self.names.push(Piece::Own(end)),
        }
        let node = self.count - 1;
        let all = std::iter::once(&row.name).chain(&row.aliases).chain(&row.surfaces);
        self.forms.extend(all.map(|form| (form_hash(form), node)));
    }

    /// Takes the next entities as an older snapshot has them: their records and what names them, each in one piece. Their
    /// forms come by [`Entities::form`].
    pub(in crate::store) fn copy(&mut self, records: &[u8], names: &'b [u8]) {
        let begin = self.records.len();
        self.records.extend_from_slice(records);
        move_places(&mut self.records[begin..], ENTITY, 0, self.named as u32);
        self.named += names.len() as u64;
        self.names.push(Piece::Older(names));
        self.count += (records.len() / ENTITY) as u32;
    }

    /// Counts an entity that was taken before anew.
    pub(in crate::store) fn recount(&mut self, node: u32, totals: &Totals) {
        self.records[node as usize * ENTITY + 4..][..ENTITY - 4].copy_from_slice(&totals.bytes());
        self.most = totals.counts().into_iter().fold(self.most, u64::max);
    }

    /// Takes a form of an entity.
    pub(in crate::store) fn form(&mut self, hash: u32, node: u32) {
        self.forms.push((hash, node));
    }

    fn record(&mut self, totals: &Totals) {
        // What is too large is told when it is written.
        self.records.extend_from_slice(&(self.named as u32).to_le_bytes());
        self.records.extend_from_slice(&totals.bytes());
        self.most = totals.counts().into_iter().fold(self.most, u64::max);
        self.count += 1;
    }

    pub(in crate::store) fn put<W: Write + Seek>(mut self, out: &mut SectionWriter<W>) -> io::Result<()> {
        short(self.named.max(self.most))?;
        out.put(Section::Entities, &self.records)?;
        let mut names = out.open(Section::Names);
        let mut own = 0;
        for piece in &self.names {
            match piece {
                Piece::Older(bytes) => names.add(bytes)?,
                Piece::Own(to) => names.add(&self.own[std::mem::replace(&mut own, *to)..*to])?,
            }
        }
        let out = names.finish();
        #[expect(
            clippy::stable_sort_primitive,
            reason = "quick where most are sorted: those of an older snapshot"
        )]
        self.forms.sort();
        self.forms.dedup();
        let mut forms = Flow::new(out.open(Section::Forms));
        for &(hash, node) in &self.forms {
            forms.copy(&pair(hash, node))?;
        }
        forms.finish().map(drop)
    }
}

/// Id, numbers, kind and name unless they are those of the id, container, aliases, surfaces.
fn put_names(names: &mut Vec<u8>, row: &EntityRow, numbers: &[u32]) {
    put_text(names, row.id.as_str());
    put(names, numbers.len() as u64);
    for &number in numbers {
        put(names, u64::from(number));
    }
    let usual = (row.kind.as_str(), row.name.as_str()) == (row.id.kind(), row.id.name());
    put_maybe(names, (!usual).then_some(row.kind.as_str()));
    if !usual {
        put_text(names, &row.name);
    }
    put_maybe(names, row.within.as_deref());
    for list in [&row.aliases, &row.surfaces] {
        put(names, list.len() as u64);
        for text in list {
            put_text(names, text);
        }
    }
}
