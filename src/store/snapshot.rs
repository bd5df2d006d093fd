//! The graph as questions read it: nodes sorted by entity id, relations sorted by their ends, compressed sparse rows.
//!
//! Numbers here are dense and hold for one snapshot only: `node` counts entities, `relation` counts pairs. Both follow
//! the order of the ids, so two stores with the same facts give the same snapshot whatever the order of building.
//! The bytes are read where they lie, in a mapped file or in memory; a copy of a snapshot shares them.

use std::fmt;
use std::io::{self, Cursor};
use std::ops::Range;
use std::sync::{self, OnceLock};

use jiff::civil::Date;
use memmap2::Mmap;

use super::codec::Bytes;
use super::day;
use super::error::Damage;
use super::layout::{
    ENTITY, Head, Section, SectionWriter, Sections, form_hash, read_front, read_header, u32_at, u64_at,
};
use super::log::LogFile;
use super::parts::{Documents, Entities, Postings, Relations, Totals, put_sources};
use super::runs::{days_of, put_days};
use crate::dictionary::{EntityId, Kind};
use crate::relate::{Contingency, Counting, Observation, Weighting};

/// An entity with its totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRow {
    /// Stable text.
    pub id: EntityId,
    /// Kind, as in the id.
    pub kind: Kind,
    /// Canonical name.
    pub name: String,
    /// The container, as the dictionary names it.
    pub within: Option<String>,
    /// Listed aliases, sorted.
    pub aliases: Vec<String>,
    /// Forms seen in the text that are neither name nor alias (自治区总工会), sorted.
    pub surfaces: Vec<String>,
    /// Mentions counted.
    pub mentions: u64,
    /// Windows that hold the entity.
    pub windows: u64,
    /// Articles that hold the entity.
    pub articles: u64,
    /// Earliest date of those articles.
    pub first: Option<Date>,
    /// Latest date of those articles.
    pub last: Option<Date>,
}

/// Counts of a relation on one day; `day` is none for undated articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// Date of the articles.
    pub day: Option<Date>,
    /// What the store's counting gives: windows, or products of counts.
    pub count: u64,
    /// Articles in which the pair stands in one window.
    pub articles: u64,
}

/// A relation from which a snapshot is made. `a < b`, both nodes of the same snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRow {
    /// Lower node.
    pub a: u32,
    /// Higher node.
    pub b: u32,
    /// Counts by day, sorted by day, undated first.
    pub dated: Vec<Dated>,
}

/// A relation of a snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Relation<'s> {
    /// Lower node.
    pub a: u32,
    /// Higher node.
    pub b: u32,
    days: Bytes<'s>,
}

impl<'s> Relation<'s> {
    /// The sum of the counts. O(days).
    #[must_use]
    pub fn count(&self) -> u64 {
        self.numbers().fold(0, |sum, (_, count, _)| sum.saturating_add(count))
    }

    /// The number of articles. O(days).
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.numbers().fold(0, |sum, (_, _, articles)| sum.saturating_add(articles))
    }

    /// Earliest date.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.dated().find_map(|dated| dated.day)
    }

    /// Latest date.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.numbers().last().and_then(|(day, _, _)| day::date(day).ok().flatten())
    }

    /// Counts by day, sorted by day, undated first.
    pub fn dated(&self) -> impl Iterator<Item = Dated> + use<'s> {
        let date = |day| day::date(day).ok().flatten();
        self.numbers().map(move |(day, count, articles)| Dated { day: date(day), count, articles })
    }

    /// Day, count, articles.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (u32, u64, u64)> + use<'s> {
        days_of(self.days)
    }
}

/// One arc of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The other end.
    pub node: u32,
    /// Number of the relation.
    pub relation: u32,
}

/// The arcs of a node, sorted by the other end.
#[derive(Clone, Debug)]
pub struct Arcs<'s> {
    rest: std::slice::ChunksExact<'s, u8>,
}

impl Iterator for Arcs<'_> {
    type Item = Arc;

    #[inline]
    fn next(&mut self) -> Option<Arc> {
        self.rest.next().map(|arc| Arc { node: u32_at(arc, 0), relation: u32_at(arc, 1) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Arcs<'_> {}

impl Arcs<'_> {
    /// Whether there are none left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Default for Arcs<'_> {
    /// No arcs.
    fn default() -> Self {
        Self { rest: [].chunks_exact(8) }
    }
}

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
    behind: bool,
}

impl Snapshot {
    /// A snapshot of rows. Entities must be sorted by id, relations by `(a, b)` with `a < b`, each pair once.
    ///
    /// # Panics
    /// If they take more memory than there is.
    #[must_use]
    pub fn from_rows(
        sequence: u64,
        windows: u64,
        articles: u64,
        entities: Vec<EntityRow>,
        relations: Vec<RelationRow>,
    ) -> Self {
        let head = Head { sequence, windows, articles, ..Head::default() };
        let bytes = write_rows(&head, entities, relations).unwrap_or_default();
        match Self::over(Source::Made(bytes), None, false) {
            Ok(snapshot) => snapshot,
            Err(Damage(what)) => unreachable!("what was just written does not read: {what}"),
        }
    }

    /// A snapshot over a mapped file.
    pub(super) fn mapped(file: Mmap) -> Result<Self, Damage> {
        Self::over(Source::Mapped(file), None, false)
    }

    /// A snapshot over a mapped file of which only the header is checked.
    pub(super) fn written(file: Mmap) -> Result<Self, Damage> {
        let (head, sections) = read_header(&file)?;
        Ok(Self::new(Source::Mapped(file), head, sections, None, false))
    }

    /// A snapshot over a mapped file that was checked.
    pub(super) fn checked(file: Mmap, (head, sections): (Head, Sections)) -> Result<Self, Damage> {
        if sections.iter().any(|section| section.end > file.len()) {
            return Err(Damage("the snapshot is cut short"));
        }
        Ok(Self::new(Source::Mapped(file), head, sections, None, false))
    }

    /// A snapshot over bytes of any origin.
    #[cfg(any(test, fuzzing))]
    pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Self, Damage> {
        Self::over(Source::Made(bytes), None, false)
    }

    fn over(bytes: Source, log: Option<LogFile>, behind: bool) -> Result<Self, Damage> {
        let (head, sections) = read_front(bytes.get())?;
        Ok(Self::new(bytes, head, sections, log, behind))
    }

    fn new(bytes: Source, head: Head, sections: Sections, log: Option<LogFile>, behind: bool) -> Self {
        let mut rows = Vec::new();
        rows.resize_with(sections[Section::Entities as usize].len() / ENTITY, OnceLock::new);
        Self { inner: sync::Arc::new(Inner { bytes, head, sections, rows, log, behind }) }
    }

    /// The same snapshot with the texts behind it, and whether newer commits are on their way.
    pub(super) fn with_log(self, log: LogFile, behind: bool) -> Self {
        match sync::Arc::try_unwrap(self.inner) {
            Ok(inner) => Self { inner: sync::Arc::new(Inner { log: Some(log), behind, ..inner }) },
            Err(inner) => Self { inner },
        }
    }

    /// The same rows, counted by another window or weighting than the default.
    #[must_use]
    pub fn with_counting(self, counting: Counting) -> Self {
        match sync::Arc::try_unwrap(self.inner) {
            Ok(inner) => {
                let head = Head { counting, ..inner.head };
                Self { inner: sync::Arc::new(Inner { head, ..inner }) }
            }
            Err(inner) => Self { inner },
        }
    }

    pub(super) fn head(&self) -> &Head {
        &self.inner.head
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        &self.inner.bytes.get()[self.inner.sections[section as usize].clone()]
    }

    pub(super) fn log(&self) -> Option<&LogFile> {
        self.inner.log.as_ref()
    }

    /// The store's commit number that this snapshot shows.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.inner.head.sequence
    }

    /// Whether a build was running when the snapshot was opened, so that the store may hold newer commits.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.inner.behind
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
        self.section(Section::Ends).len() / 8
    }

    /// The entity at a node. Read at the first call and kept.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn entity(&self, node: u32) -> &EntityRow {
        self.inner.rows[node as usize].get_or_init(|| {
            let row = self.read_entity(node).unwrap_or_else(|_| self.unreadable(node));
            Box::new(row)
        })
    }

    /// The store's numbers of an entity.
    pub(super) fn numbers(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let mut names = self.names(node);
        let count = names.count().and_then(|len| names.take(len)).and_then(|_| names.count());
        (0..count.unwrap_or(0)).map_while(move |_| names.small().ok())
    }

    /// The records of entities that follow each other, and everything that names them, as they lie there.
    pub(super) fn entity_bytes(&self, nodes: &Range<u32>) -> (&[u8], &[u8]) {
        self.records_of([Section::Entities, Section::Names], ENTITY, 0, nodes)
    }

    /// Records that follow each other, and what they lead to: each has its place, a u64, in the same column.
    pub(super) fn records_of(
        &self,
        [records, led_to]: [Section; 2],
        size: usize,
        column: usize,
        wanted: &Range<u32>,
    ) -> (&[u8], &[u8]) {
        let (all, led_to) = (self.section(records), self.section(led_to));
        let [from, to] = [wanted.start, wanted.end].map(|record| record as usize * size);
        let place =
            |at: usize| all.get(at..at + size).map_or(led_to.len(), |record| u64_at(record, column) as usize);
        (&all[from..to], led_to.get(place(from)..place(to)).unwrap_or_default())
    }

    /// What is counted of an entity.
    pub(super) fn totals(&self, node: u32) -> Totals {
        let record = self.record(node);
        Totals {
            mentions: u64_at(record, 1),
            windows: u64_at(record, 2),
            articles: u64_at(record, 3),
            first: u32_at(record, 8),
            last: u32_at(record, 9),
        }
    }

    /// Counts of a relation by day, as they lie there.
    pub(super) fn day_bytes(&self, relation: u32) -> &[u8] {
        let starts = self.section(Section::DaysAt);
        let (from, to) = (u32_at(starts, relation as usize), u32_at(starts, relation as usize + 1));
        self.section(Section::Days).get(from as usize..to as usize).unwrap_or_default()
    }

    /// Counts by day of relations that follow each other, as they lie there, and where those of each begin and the last end.
    pub(super) fn day_bytes_of(&self, relations: &Range<u32>) -> (&[u8], &[u8]) {
        let [from, to] = [relations.start, relations.end].map(|relation| relation as usize);
        let starts = &self.section(Section::DaysAt)[from * 4..(to + 1) * 4];
        let range = u32_at(starts, 0) as usize..u32_at(starts, to - from) as usize;
        (self.section(Section::Days).get(range).unwrap_or_default(), starts)
    }

    /// An entity of which nothing is known but its id, where the bytes do not say more.
    fn unreadable(&self, node: u32) -> EntityRow {
        let id = EntityId::from_text(self.id(node));
        let totals = self.totals(node);
        EntityRow {
            kind: id.kind().parse().unwrap_or(Kind::PLACE),
            name: id.name().to_owned(),
            id,
            within: None,
            aliases: Vec::new(),
            surfaces: Vec::new(),
            mentions: totals.mentions,
            windows: totals.windows,
            articles: totals.articles,
            first: None,
            last: None,
        }
    }

    fn read_entity(&self, node: u32) -> Result<EntityRow, Damage> {
        let record = self.record(node);
        let mut names = self.names(node);
        let id = EntityId::from_text(names.text()?);
        for _ in 0..names.count()? {
            names.small()?;
        }
        let kind = names.maybe()?;
        let name = if kind.is_some() { names.text()?.to_owned() } else { id.name().to_owned() };
        let kind = kind.unwrap_or(id.kind()).parse().map_err(|_| Damage("a kind is not one"))?;
        let within = names.maybe()?.map(str::to_owned);
        let mut texts =
            || (0..names.count()?).map(|_| names.text().map(str::to_owned)).collect::<Result<Vec<_>, _>>();
        let (aliases, surfaces) = (texts()?, texts()?);
        Ok(EntityRow {
            id,
            kind,
            name,
            within,
            aliases,
            surfaces,
            mentions: u64_at(record, 1),
            windows: u64_at(record, 2),
            articles: u64_at(record, 3),
            first: day::date(u32_at(record, 8))?,
            last: day::date(u32_at(record, 9))?,
        })
    }

    fn record(&self, node: u32) -> &[u8] {
        &self.section(Section::Entities)[node as usize * ENTITY..][..ENTITY]
    }

    fn names(&self, node: u32) -> Bytes<'_> {
        let from = u64_at(self.record(node), 0) as usize;
        Bytes::new(self.section(Section::Names).get(from..).unwrap_or_default())
    }

    /// The id of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn id(&self, node: u32) -> &str {
        self.names(node).text().unwrap_or_default()
    }

    /// As [`Snapshot::id`], for who compares.
    pub(super) fn id_bytes(&self, node: u32) -> &[u8] {
        let mut names = self.names(node);
        names.count().and_then(|len| names.take(len)).unwrap_or_default()
    }

    /// The kind of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn kind_of(&self, node: u32) -> &str {
        let id = self.id_bytes(node);
        let kind = memchr::memchr(b':', id).map_or(&[][..], |colon| &id[..colon]);
        str::from_utf8(kind).unwrap_or_default()
    }

    /// The mentions of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn mentions_of(&self, node: u32) -> u64 {
        u64_at(self.record(node), 1)
    }

    /// The windows that hold a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn windows_of(&self, node: u32) -> u64 {
        u64_at(self.record(node), 2)
    }

    /// The articles that hold a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn articles_of(&self, node: u32) -> u64 {
        u64_at(self.record(node), 3)
    }

    /// A relation by its number.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn relation(&self, relation: u32) -> Relation<'_> {
        let (a, b) = self.ends(relation);
        Relation { a, b, days: Bytes::new(self.day_bytes(relation)) }
    }

    /// The nodes of a relation, the lower first.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn ends(&self, relation: u32) -> (u32, u32) {
        let ends = self.section(Section::Ends);
        (u32_at(ends, relation as usize * 2), u32_at(ends, relation as usize * 2 + 1))
    }

    /// What measures need to know of a relation: see [`Observation`] for the table that `product` counting gives.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn observation(&self, relation: u32) -> Observation {
        let row = self.relation(relation);
        let (count, articles) = row
            .numbers()
            .fold((0u64, 0u64), |sum, on| (sum.0.saturating_add(on.1), sum.1.saturating_add(on.2)));
        self.observe(row.a, row.b, count, articles)
    }

    /// What measures need to know of a pair of nodes with these counts, for example those of a period.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn observe(&self, a: u32, b: u32, count: u64, articles: u64) -> Observation {
        let table = match self.counting().weighting {
            Weighting::Presence => {
                let (n_a, n_b) = (self.windows_of(a), self.windows_of(b));
                Contingency { n_ab: count, n_a, n_b, n: self.windows() }
            }
            Weighting::Product => {
                let (n_a, n_b) = (self.articles_of(a), self.articles_of(b));
                Contingency { n_ab: articles, n_a, n_b, n: self.articles() }
            }
        };
        Observation { count, articles, table }
    }

    /// The arcs of a node, sorted by the other end.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    #[inline]
    pub fn arcs(&self, node: u32) -> Arcs<'_> {
        Arcs { rest: self.arc_bytes(node).chunks_exact(8) }
    }

    /// The arcs of a node as they lie there.
    #[inline]
    pub(super) fn arc_bytes(&self, node: u32) -> &[u8] {
        let offsets = self.section(Section::Offsets);
        let [from, to] =
            [node as usize, node as usize + 1].map(|at| (u64_at(offsets, at) as usize).wrapping_mul(8));
        self.section(Section::Arcs).get(from..to).unwrap_or_default()
    }

    /// The first node whose id is not below this one. O(log n).
    pub(super) fn first_from(&self, id: &EntityId) -> u32 {
        lower_bound(self.entity_count(), |node| self.id_bytes(node as u32) < id.as_str().as_bytes()) as u32
    }

    /// The node of an entity id. O(log n).
    #[must_use]
    pub fn node(&self, id: &EntityId) -> Option<u32> {
        let node = self.first_from(id);
        ((node as usize) < self.entity_count() && self.id(node) == id.as_str()).then_some(node)
    }

    /// Nodes with a name, alias or seen form that is the same as `form` but for case, width and blanks, sorted. A few others
    /// may be among them. O(log n).
    #[must_use]
    pub fn with_form(&self, form: &str) -> Vec<u32> {
        let forms = self.section(Section::Forms);
        let hash = form_hash(form);
        let first = lower_bound(forms.len() / 8, |at| u32_at(forms, at * 2) < hash);
        let same = (first..forms.len() / 8).take_while(|at| u32_at(forms, at * 2) == hash);
        same.map(|at| u32_at(forms, at * 2 + 1)).collect()
    }

    /// The relation between two nodes, in either order. O(log degree).
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn between(&self, a: u32, b: u32) -> Option<u32> {
        let arcs = self.arc_bytes(a);
        let at = lower_bound(arcs.len() / 8, |at| u32_at(arcs, at * 2) < b);
        (at < arcs.len() / 8 && u32_at(arcs, at * 2) == b).then(|| u32_at(arcs, at * 2 + 1))
    }
}

fn write_rows(head: &Head, entities: Vec<EntityRow>, relations: Vec<RelationRow>) -> io::Result<Vec<u8>> {
    let mut out = SectionWriter::new(Cursor::new(Vec::new()))?;
    let nodes = entities.len();
    let mut part = Entities::default();
    for row in entities {
        part.push(&row, &[]);
    }
    part.put(&mut out)?;
    let mut part = Relations::new(nodes, &mut out);
    for row in relations.into_iter().filter(|row| !row.dated.is_empty()) {
        let numbers = row.dated.iter().map(|on| (day::number(on.day), on.count, on.articles));
        part.push(row.a, row.b, |out| put_days(out, numbers))?;
    }
    part.finish()?;
    Documents::default().put(&mut out)?;
    put_sources(&[], &mut out)?;
    let mut part = Postings::new(nodes, &mut out)?;
    (0..nodes).try_for_each(|_| part.push(|_| ()))?;
    part.finish()?;
    out.finish(head).map(Cursor::into_inner)
}

impl Source {
    fn get(&self) -> &[u8] {
        match self {
            Self::Mapped(file) => file,
            Self::Made(bytes) => bytes,
        }
    }
}

impl Default for Snapshot {
    /// A snapshot of nothing.
    fn default() -> Self {
        Self::from_rows(0, 0, 0, Vec::new(), Vec::new())
    }
}

impl PartialEq for Snapshot {
    /// Whether both show the same commit number, counting, entities and relations.
    fn eq(&self, other: &Self) -> bool {
        let totals = |s: &Self| (s.sequence(), s.counting(), s.windows(), s.articles());
        let counts = |s: &Self| (s.entity_count(), s.relation_count());
        totals(self) == totals(other)
            && counts(self) == counts(other)
            && (0..self.entity_count() as u32).all(|node| self.entity(node) == other.entity(node))
            && [Section::Ends, Section::DaysAt, Section::Days]
                .iter()
                .all(|&s| self.section(s) == other.section(s))
    }
}

impl Eq for Snapshot {}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("sequence", &self.sequence())
            .field("entities", &self.entity_count())
            .field("relations", &self.relation_count())
            .finish_non_exhaustive()
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
