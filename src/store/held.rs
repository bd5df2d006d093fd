//! What a source that is being written held before, and what was put into it since where that must be known.

use std::collections::BTreeMap;

use super::rows::Row;

/// One article in one place of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    pub(super) source: u32,
    pub(super) number: u32,
    pub(super) document: u32,
    pub(super) note: u64,
    pub(super) digest: u64,
    pub(super) day: u32,
}

impl Holding {
    pub(super) fn from_key(key: [u64; 6]) -> Self {
        let [source, number, document, note, digest, day] = key;
        let (source, number, document, day) = (source as u32, number as u32, document as u32, day as u32);
        Self { source, number, document, note, digest, day }
    }

    pub(super) fn row(&self, sign: i64) -> Row<6, 1> {
        let [source, number, document, day] =
            [self.source, self.number, self.document, self.day].map(u64::from);
        Row::new([source, number, document, self.note, self.digest, day], [sign])
    }
}

/// The rest of a holding, and whether it stays.
#[derive(Clone, Copy, Debug)]
struct Rest {
    note: u64,
    day: u32,
    kept: bool,
    /// Something was put at its number in this run.
    met: bool,
}

/// A source that is being written.
///
/// Articles mostly come with rising numbers, and then nothing that was put into the source in this run is ever looked at
/// again: it is left to the database. When a number comes again, or a lower one, all of it is read once and kept.
#[derive(Debug)]
pub(super) struct OpenSource {
    source: u32,
    /// Whether what is not added again is removed at the end.
    pub(super) whole: bool,
    /// By number, document and digest.
    held: BTreeMap<(u32, u32, u64), Rest>,
    /// One more than the highest number that was put.
    next: u64,
    /// Whether `held` has what was put in this run too.
    complete: bool,
}

impl OpenSource {
    /// A source with what the store holds of it.
    pub(super) fn new(source: u32, whole: bool, holdings: &[Holding]) -> Self {
        let entry = |holding: &Holding| (holding.key(), holding.rest(false));
        Self { source, whole, held: holdings.iter().map(entry).collect(), next: 0, complete: false }
    }

    /// Whether a place at a number can only be judged with [`OpenSource::complete`].
    pub(super) fn is_short_of(&self, number: u32) -> bool {
        !self.complete && u64::from(number) < self.next
    }

    /// Takes what the store holds of the source by now. What was not here before was put in this run, and stays.
    pub(super) fn complete(&mut self, holdings: &[Holding]) {
        for holding in holdings {
            self.held.entry(holding.key()).or_insert_with(|| holding.rest(true));
        }
        self.complete = true;
    }

    /// Notes that this document is what stands at a number; gives whether it was there.
    pub(super) fn keep(&mut self, number: u32, document: u32, digest: u64) -> bool {
        self.next = self.next.max(u64::from(number) + 1);
        let mut found = false;
        for (key, rest) in self.held.range_mut((number, 0, 0)..=(number, u32::MAX, u64::MAX)) {
            rest.met = true;
            rest.kept = (key.1, key.2) == (document, digest);
            found |= rest.kept;
        }
        found
    }

    /// Takes what was put.
    pub(super) fn put(&mut self, holding: &Holding) {
        if self.complete {
            self.held.insert(holding.key(), holding.rest(true));
        }
    }

    /// Takes out what no longer stands at a number.
    pub(super) fn replaced(&mut self, number: u32) -> Vec<Holding> {
        let here = self.held.range((number, 0, 0)..=(number, u32::MAX, u64::MAX));
        let gone: Vec<_> =
            here.filter(|(_, rest)| !rest.kept).map(|(key, rest)| self.holding(key, rest)).collect();
        for holding in &gone {
            self.held.remove(&holding.key());
        }
        gone
    }

    /// From now on what is not added again stays. Takes out what was replaced until now.
    pub(super) fn leave(&mut self) -> Vec<Holding> {
        let was_whole = std::mem::replace(&mut self.whole, false);
        let replaced = self.held.iter().filter(|(_, rest)| was_whole && rest.met && !rest.kept);
        let gone: Vec<_> = replaced.map(|(key, rest)| self.holding(key, rest)).collect();
        for holding in &gone {
            self.held.remove(&holding.key());
        }
        gone
    }

    /// What was there before and not added again.
    pub(super) fn stale(&self) -> impl Iterator<Item = Holding> + '_ {
        let stale = self.held.iter().filter(|(_, rest)| self.whole && !rest.kept);
        stale.map(|(key, rest)| self.holding(key, rest))
    }

    fn holding(&self, &(number, document, digest): &(u32, u32, u64), rest: &Rest) -> Holding {
        Holding { source: self.source, number, document, note: rest.note, digest, day: rest.day }
    }
}

impl Holding {
    fn key(&self) -> (u32, u32, u64) {
        (self.number, self.document, self.digest)
    }

    fn rest(&self, kept: bool) -> Rest {
        Rest { note: self.note, day: self.day, kept, met: kept }
    }
}
