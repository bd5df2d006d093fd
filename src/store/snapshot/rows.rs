//! What a snapshot shows: entities, relations with their counts by day, arcs.

use jiff::civil::Date;

use crate::dictionary::{EntityId, Kind};
use crate::store::codec::Bytes;
use crate::store::day;
use crate::store::runs::days_of;
use crate::store::sections::u32_at;

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

impl EntityRow {
    /// An entity without a container or other forms, counted nowhere.
    #[must_use]
    pub const fn new(id: EntityId, kind: Kind, name: String) -> Self {
        Self {
            id,
            kind,
            name,
            within: None,
            aliases: Vec::new(),
            surfaces: Vec::new(),
            mentions: 0,
            windows: 0,
            articles: 0,
            first: None,
            last: None,
        }
    }
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
        self.numbers().fold(0, |sum, (_, [count, _])| sum.saturating_add(count))
    }

    /// The number of articles. O(days).
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.numbers().fold(0, |sum, (_, [_, articles])| sum.saturating_add(articles))
    }

    /// Earliest date.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.dated().find_map(|dated| dated.day)
    }

    /// Latest date.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.numbers().last().and_then(|(day, _)| day::date(day).ok().flatten())
    }

    /// Counts by day, sorted by day, undated first.
    pub fn dated(&self) -> impl Iterator<Item = Dated> + use<'s> {
        let date = |day| day::date(day).ok().flatten();
        self.numbers().map(move |(day, [count, articles])| Dated { day: date(day), count, articles })
    }

    /// Days, with count and articles.
    pub(in crate::store) fn numbers(&self) -> impl Iterator<Item = (u32, [u64; 2])> + use<'s> {
        days_of(self.days)
    }

    /// A relation with its counts as they lie there.
    pub(super) fn new((a, b): (u32, u32), days: &'s [u8]) -> Self {
        Self { a, b, days: Bytes::new(days) }
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
    /// Other ends and relations.
    lower: &'s [[u8; 8]],
    /// Other ends; the first one's relation, whose numbers rise by one.
    higher: &'s [[u8; 4]],
    relation: u32,
}

impl Iterator for Arcs<'_> {
    type Item = Arc;

    #[inline]
    fn next(&mut self) -> Option<Arc> {
        if let Some((arc, rest)) = self.lower.split_first() {
            self.lower = rest;
            return Some(down(*arc));
        }
        let (end, rest) = self.higher.split_first()?;
        let relation = self.relation;
        (self.higher, self.relation) = (rest, relation.wrapping_add(1));
        Some(Arc { node: u32::from_le_bytes(*end), relation })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.lower.len() + self.higher.len();
        (len, Some(len))
    }

    /// First the ones, then the others: what `for_each` and the like run on.
    #[inline]
    fn fold<B, F: FnMut(B, Arc) -> B>(self, begin: B, mut each: F) -> B {
        let done = self.lower.iter().fold(begin, |done, arc| each(done, down(*arc)));
        let higher = self.higher.iter().zip(self.relation..);
        higher
            .fold(done, |done, (end, relation)| each(done, Arc { node: u32::from_le_bytes(*end), relation }))
    }
}

impl ExactSizeIterator for Arcs<'_> {}

#[inline]
fn down(arc: [u8; 8]) -> Arc {
    Arc { node: u32_at(&arc, 0), relation: u32_at(&arc, 1) }
}

impl<'s> Arcs<'s> {
    /// Arcs as they lie there.
    #[inline]
    pub(super) fn new(lower: &'s [[u8; 8]], higher: &'s [[u8; 4]], relation: u32) -> Self {
        Self { lower, higher, relation }
    }

    /// Whether there are none left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Default for Arcs<'_> {
    /// No arcs.
    fn default() -> Self {
        Self { lower: &[], higher: &[], relation: 0 }
    }
}
