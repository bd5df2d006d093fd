//! The parts of a snapshot, put together item by item: from rows, or from what an older snapshot says of an item.

use std::io::{self, Seek, Write};

use super::codec::{put, put_maybe, put_text};
use super::day;
use super::layout::{DOCUMENT, ENTITY, OpenSection, Section, SectionWriter, form_hash, u32_at, u64_at};
use super::snapshot::EntityRow;

/// What is counted of an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) mentions: u64,
    pub(super) windows: u64,
    pub(super) articles: u64,
    /// Day numbers; 0 for none.
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Totals {
    /// As an entity's record ends with them.
    fn bytes(&self) -> [u8; ENTITY - 8] {
        let mut bytes = [0; ENTITY - 8];
        let days = u64::from(self.last) << 32 | u64::from(self.first);
        let numbers = [self.mentions, self.windows, self.articles, days];
        for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }
}

/// Has records say that what they lead to begins at `begin`: each has its place, a u64, in the same column.
fn move_places(records: &mut [u8], size: usize, column: usize, begin: u64) {
    let Some(first) = records.get(column * 8..).filter(|rest| rest.len() >= 8) else { return };
    let moved = begin.wrapping_sub(u64_at(first, 0));
    for record in records.chunks_exact_mut(size) {
        let place = u64_at(record, column).wrapping_add(moved);
        record[column * 8..][..8].copy_from_slice(&place.to_le_bytes());
    }
}

/// Entities, their names, and the index of forms. Names of an older snapshot stay where they are until they are written.
#[derive(Default)]
pub(super) struct Entities<'b> {
    records: Vec<u8>,
    names: Vec<Piece<'b>>,
    /// Bytes of all names.
    named: u64,
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
    pub(super) fn push(&mut self, row: &EntityRow, numbers: &[u32]) {
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
    pub(super) fn copy(&mut self, records: &[u8], names: &'b [u8]) {
        let begin = self.records.len();
        self.records.extend_from_slice(records);
        move_places(&mut self.records[begin..], ENTITY, 0, self.named);
        self.named += names.len() as u64;
        self.names.push(Piece::Older(names));
        self.count += (records.len() / ENTITY) as u32;
    }

    /// Counts an entity that was taken before anew.
    pub(super) fn recount(&mut self, node: u32, totals: &Totals) {
        self.records[node as usize * ENTITY + 8..][..ENTITY - 8].copy_from_slice(&totals.bytes());
    }

    /// Takes a form of an entity.
    pub(super) fn form(&mut self, hash: u32, node: u32) {
        self.forms.push((hash, node));
    }

    fn record(&mut self, totals: &Totals) {
        self.records.extend_from_slice(&self.named.to_le_bytes());
        self.records.extend_from_slice(&totals.bytes());
        self.count += 1;
    }

    pub(super) fn put<W: Write + Seek>(mut self, out: &mut SectionWriter<W>) -> io::Result<()> {
        out.put(Section::Entities, &self.records)?;
        let mut names = out.open(Section::Names);
        let mut own = 0;
        for piece in &self.names {
            match piece {
                Piece::Older(bytes) => names.add(bytes)?,
                Piece::Own(to) => names.add(&self.own[std::mem::replace(&mut own, *to)..*to])?,
            }
        }
        let out = names.end();
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
        forms.end().map(drop)
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

/// Bytes of a section that are collected before they are written.
const AT_ONCE: usize = 1 << 16;

/// A section that is written while it is made.
pub(super) struct Flow<'w, W> {
    out: OpenSection<'w, W>,
    waiting: Vec<u8>,
    written: u64,
}

impl<'w, W: Write> Flow<'w, W> {
    pub(super) fn new(out: OpenSection<'w, W>) -> Self {
        Self { out, waiting: Vec::new(), written: 0 }
    }

    /// Takes what `make` appends, and gives the length so far.
    pub(super) fn put(&mut self, make: impl FnOnce(&mut Vec<u8>)) -> io::Result<u64> {
        make(&mut self.waiting);
        let len = self.len();
        if self.waiting.len() >= AT_ONCE {
            self.flush()?;
        }
        Ok(len)
    }

    /// Takes bytes as they are.
    pub(super) fn copy(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.waiting.len() + bytes.len() < AT_ONCE {
            self.waiting.extend_from_slice(bytes);
            return Ok(());
        }
        self.flush()?;
        self.written += bytes.len() as u64;
        self.out.add(bytes)
    }

    /// Takes items of `N` bytes, changed.
    pub(super) fn change<const N: usize>(
        &mut self,
        items: &[[u8; N]],
        to: impl Fn(&[u8; N]) -> [u8; N],
    ) -> io::Result<()> {
        for some in items.chunks(AT_ONCE / N) {
            let begin = self.waiting.len();
            self.waiting.resize(begin + some.len() * N, 0);
            let places = self.waiting[begin..].as_chunks_mut::<N>().0;
            places.iter_mut().zip(some).for_each(|(place, item)| *place = to(item));
            if self.waiting.len() >= AT_ONCE {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn len(&self) -> u64 {
        self.written + self.waiting.len() as u64
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.add(&self.waiting)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<&'w mut SectionWriter<W>> {
        self.flush()?;
        Ok(self.out.end())
    }
}

/// Relations with their counts by day, which are written as they come, and the arcs that follow from them.
pub(super) struct Relations<'w, W> {
    days: Flow<'w, W>,
    ends: Vec<u8>,
    starts: Vec<u8>,
    degrees: Vec<u64>,
}

impl<'w, W: Write + Seek> Relations<'w, W> {
    pub(super) fn new(nodes: usize, out: &'w mut SectionWriter<W>) -> Self {
        let days = Flow::new(out.open(Section::Days));
        Self { days, ends: Vec::new(), starts: vec![0; 4], degrees: vec![0; nodes + 1] }
    }

    /// Takes the next relation, its days as [`put_days`](super::runs::put_days) writes them.
    pub(super) fn push(&mut self, a: u32, b: u32, days: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        put_pair(&mut self.ends, a, b);
        self.degrees[a as usize + 1] += 1;
        self.degrees[b as usize + 1] += 1;
        let end = short(self.days.put(days)?)?;
        self.starts.extend_from_slice(&end.to_le_bytes());
        Ok(())
    }

    /// Writes the rest.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let out = self.days.end()?;
        out.put(Section::DaysAt, &std::mem::take(&mut self.starts))?;
        for node in 1..self.degrees.len() {
            self.degrees[node] += self.degrees[node - 1];
        }
        out.put(Section::Offsets, &u64s(&self.degrees))?;
        out.put(Section::Arcs, &arcs(&self.ends, self.degrees))?;
        out.put(Section::Ends, &self.ends)
    }
}

/// Where days begin, in four bytes.
pub(super) fn short(place: u64) -> io::Result<u32> {
    u32::try_from(place)
        .map_err(|_| io::Error::other("there are more relations by day than a snapshot can hold"))
}

/// The arcs of all nodes, which come sorted since relations are; `next` has the place of each node's first one.
fn arcs(ends: &[u8], mut next: Vec<u64>) -> Vec<u8> {
    let mut arcs = vec![[0u8; 8]; ends.len() / 4];
    for (relation, ends) in (0u32..).zip(ends.as_chunks::<8>().0) {
        let (a, b) = (u32_at(ends, 0), u32_at(ends, 1));
        for (from, to) in [(a, b), (b, a)] {
            let place = &mut next[from as usize];
            arcs[*place as usize] = pair(to, relation);
            *place += 1;
        }
    }
    arcs.into_flattened()
}

/// Articles with their places.
#[derive(Default)]
pub(super) struct Documents {
    records: Vec<u8>,
    places: Vec<u8>,
}

impl Documents {
    /// Takes the next article: its address, its day, and (source, number, address of the note) of its places.
    pub(super) fn push(
        &mut self,
        address: u64,
        day: u32,
        places: impl ExactSizeIterator<Item = (u32, u32, u64)>,
    ) {
        self.records.extend_from_slice(&address.to_le_bytes());
        self.records.extend_from_slice(&(self.places.len() as u64).to_le_bytes());
        self.records.extend_from_slice(&day.to_le_bytes());
        self.records.extend_from_slice(&[0; 4]);
        put(&mut self.places, places.len() as u64);
        for (source, number, note) in places {
            put(&mut self.places, u64::from(source));
            put(&mut self.places, u64::from(number));
            put(&mut self.places, note);
        }
    }

    /// Takes the next articles as an older snapshot has them: their records and their places, each in one piece.
    pub(super) fn copy(&mut self, records: &[u8], places: &[u8]) {
        let (begin, len) = (self.records.len(), self.places.len() as u64);
        self.records.extend_from_slice(records);
        move_places(&mut self.records[begin..], DOCUMENT, 1, len);
        self.places.extend_from_slice(places);
    }

    /// Articles so far.
    pub(super) fn len(&self) -> u32 {
        (self.records.len() / DOCUMENT) as u32
    }

    pub(super) fn put<W: Write + Seek>(self, out: &mut SectionWriter<W>) -> io::Result<()> {
        out.put(Section::Documents, &self.records)?;
        out.put(Section::Places, &self.places)
    }
}

/// The articles of each entity, which are written as they come.
pub(super) struct Postings<'w, W> {
    packed: Flow<'w, W>,
    starts: Vec<u64>,
}

impl<'w, W: Write + Seek> Postings<'w, W> {
    pub(super) fn new(nodes: usize, out: &'w mut SectionWriter<W>) -> io::Result<Self> {
        out.reserve(Section::PostingsAt, (nodes + 1) * 8)?;
        Ok(Self { packed: Flow::new(out.open(Section::Postings)), starts: vec![0] })
    }

    /// Takes the articles of the next entity, as [`put_steps`](super::runs::put_steps) writes them.
    pub(super) fn push(&mut self, articles: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.starts.push(self.packed.put(articles)?);
        Ok(())
    }

    /// Writes the rest.
    pub(super) fn finish(self) -> io::Result<()> {
        self.packed.end()?.fill(Section::PostingsAt, &u64s(&self.starts))
    }
}

/// The articles of each entity, kept until they are written.
pub(super) struct Lists {
    packed: Vec<u8>,
    starts: Vec<u64>,
}

impl Lists {
    pub(super) fn new(nodes: usize) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Self { packed: Vec::new(), starts }
    }

    /// Takes the articles of the next entity, as [`put_steps`](super::runs::put_steps) writes them.
    pub(super) fn push(&mut self, articles: impl FnOnce(&mut Vec<u8>)) {
        articles(&mut self.packed);
        self.starts.push(self.packed.len() as u64);
    }

    /// Takes the next entities as an older snapshot has them: their articles in one piece, where those of each begin there,
    /// and one number more.
    pub(super) fn copy(&mut self, packed: &[u8], starts: &[u8]) {
        let moved = (self.packed.len() as u64).wrapping_sub(u64_at(starts, 0));
        self.starts.extend((1..starts.len() / 8).map(|at| u64_at(starts, at).wrapping_add(moved)));
        self.packed.extend_from_slice(packed);
    }

    pub(super) fn put<W: Write + Seek>(self, out: &mut SectionWriter<W>) -> io::Result<()> {
        out.put(Section::PostingsAt, &u64s(&self.starts))?;
        out.put(Section::Postings, &self.packed)
    }
}

/// Writes the names of sources.
pub(super) fn put_sources<W: Write + Seek>(sources: &[String], out: &mut SectionWriter<W>) -> io::Result<()> {
    let mut starts = vec![0u64];
    let mut names = Vec::new();
    for source in sources {
        names.extend_from_slice(source.as_bytes());
        starts.push(names.len() as u64);
    }
    out.put(Section::SourcesAt, &u64s(&starts))?;
    out.put(Section::Sources, &names)
}

pub(super) fn u64s(numbers: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * 8);
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// Two numbers in eight bytes.
pub(super) fn pair(x: u32, y: u32) -> [u8; 8] {
    (u64::from(y) << 32 | u64::from(x)).to_le_bytes()
}

fn put_pair(out: &mut Vec<u8>, x: u32, y: u32) {
    out.extend_from_slice(&pair(x, y));
}
