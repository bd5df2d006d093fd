//! Articles: most keep their place in the order, which only moves by those that came or went before them.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::NONE;
use super::entities::Nodes;
use crate::store::collect::ranked;
use crate::store::delta::Delta;
use crate::store::error::StoreError;
use crate::store::names::{Names, texts};
use crate::store::open::Store;
use crate::store::parts::{Documents, Lists};
use crate::store::pending::Pending;
use crate::store::rows::Row;
use crate::store::runs::put_steps;
use crate::store::segments::{PLACES, UNCOUNTED};
use crate::store::snapshot::Snapshot;

/// The two halves of an article's key.
type Article = (u64, u64);

/// What became of a document.
#[derive(Clone, Copy, Debug)]
enum State {
    /// Only its places changed.
    Placed,
    /// It does not count, or no longer.
    Gone,
    Counted(u32, Article),
}

/// A counted document on its way to its place.
#[derive(Debug)]
struct Placed {
    document: u32,
    day: u32,
    article: Article,
    /// Rank of the source, number, address of the note; in order.
    places: Vec<(u32, u32, u64)>,
    address: u64,
}

/// The numbers of two sorted lists in order, each once.
fn merged(x: impl Iterator<Item = u32>, y: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let (mut x, mut y) = (x.peekable(), y.peekable());
    std::iter::from_fn(move || {
        let next = x.next_if(|x| y.peek().is_none_or(|y| x <= y)).or_else(|| y.next())?;
        while y.next_if_eq(&next).is_some() {}
        Some(next)
    })
}

/// Writes a document at its place.
fn put(placed: &Placed, out: &mut Documents, moved: &mut Moved) {
    moved.of_document.insert(placed.document, out.len());
    out.push(placed.address, placed.day, placed.places.iter().copied());
}

/// By day, undated last, then by the first place; documents at one place go by the article's key.
fn order(day: u32, places: &[(u32, u32, u64)]) -> (bool, u32, Option<(u32, u32)>) {
    (day == 0, day, places.first().map(|place| (place.0, place.1)))
}

pub(super) struct Patch<'p> {
    store: &'p Store,
    base: &'p Snapshot,
    delta: &'p Delta,
    rows: &'p Pending,
    sources: Vec<String>,
    rank_of: Vec<u32>,
}

/// Where the articles of the older graph stand now, and the documents that were put anew.
pub(super) struct Moved {
    of_old: Vec<u32>,
    /// Whether those that stay do so in their order.
    in_order: bool,
    of_document: FxHashMap<u32, u32>,
}

impl Moved {
    fn nowhere(old_count: usize) -> Self {
        Self { of_old: vec![NONE; old_count], in_order: true, of_document: FxHashMap::default() }
    }

    /// Notes where the articles that left their places were put.
    fn follow(&mut self, leaving: &FxHashMap<u32, u32>) {
        for (&old, document) in leaving {
            let now = self.of_document.get(document).copied();
            self.of_old[old as usize] = now.unwrap_or(NONE);
            self.in_order &= now.is_none();
        }
    }
}

impl<'p> Patch<'p> {
    pub(super) fn new(
        store: &'p Store,
        base: &'p Snapshot,
        delta: &'p Delta,
        rows: &'p Pending,
    ) -> Result<Self, StoreError> {
        let (sources, rank_of) = ranked(texts(&store.engine, Names::Sources)?);
        Ok(Self { store, base, delta, rows, sources, rank_of })
    }

    /// Names of sources, sorted.
    pub(super) fn sources(&self) -> &[String] {
        &self.sources
    }

    /// The articles in their order, and where they stand.
    pub(super) fn documents(&self) -> Result<(Documents, Moved), StoreError> {
        let (placed, leaving) = self.placed()?;
        self.merge(&placed, &leaving)
    }

    /// The documents that changed, by number.
    fn states(&self) -> BTreeMap<u32, State> {
        let mut states = BTreeMap::new();
        for row in &self.rows.places {
            states.insert(row.key[0] as u32, State::Placed);
        }
        for row in self.rows.heads.iter().filter(|row| row.values[0] < 0) {
            states.insert(row.key[2] as u32, State::Gone);
        }
        for row in self.rows.heads.iter().filter(|row| row.values[0] > 0) {
            let [high, low, document, day, _] = row.key;
            let state = if day == UNCOUNTED { State::Gone } else { State::Counted(day as u32, (high, low)) };
            states.insert(document as u32, state);
        }
        states
    }

    /// The documents to put, in order, and the places in the older graph of those that leave theirs, with their numbers.
    fn placed(&self) -> Result<(Vec<Placed>, FxHashMap<u32, u32>), StoreError> {
        let states = self.states();
        let mut addresses = BTreeMap::new();
        for &document in states.keys() {
            addresses.insert(self.address(document)?, document);
        }
        let mut leaving = FxHashMap::default();
        let mut at = FxHashMap::default();
        let first_new = self.delta.first_document;
        let known =
            addresses.iter().filter(|(_, document)| **document < first_new).collect::<FxHashMap<_, _>>();
        // New documents alone, as most often, are not looked for.
        let all = if known.is_empty() { 0 } else { self.base.document_count() as u32 };
        for old in 0..all {
            if let Some(&&document) = known.get(&self.base.address_of(old)) {
                leaving.insert(old, document);
                at.insert(document, old);
            }
        }
        let mut placed = Vec::new();
        for (&address, &document) in &addresses {
            let (day, article) = match (states[&document], at.get(&document)) {
                (State::Counted(day, article), _) => (day, article),
                (State::Placed, Some(&old)) => (self.base.day_of(old), self.article(address)?),
                _ => continue,
            };
            placed.push(Placed { document, day, article, places: self.places(document)?, address });
        }
        placed.sort_unstable_by_key(|placed| (order(placed.day, &placed.places), placed.article));
        Ok((placed, leaving))
    }

    fn address(&self, document: u32) -> Result<u64, StoreError> {
        let rows = &self.rows.documents;
        let at = rows.partition_point(|row| row.key[0] < u64::from(document));
        if let Some(row) = rows.get(at).filter(|row| row.key[0] == u64::from(document)) {
            return Ok(row.key[1]);
        }
        self.store.address(document)?.ok_or_else(|| self.store.damaged("a document is not in the log"))
    }

    /// The key of the article that a document's record begins with.
    fn article(&self, address: u64) -> Result<Article, StoreError> {
        let key = self.store.document_at(address)?.key;
        Ok(((key >> 64) as u64, key as u64))
    }

    fn places(&self, document: u32) -> Result<Vec<(u32, u32, u64)>, StoreError> {
        let wanted = u64::from(document);
        let rows: Vec<Row<5, 1>> = if document < self.delta.first_document {
            self.store.rows_of(PLACES, wanted, wanted)?.collect::<Result<_, _>>()?
        } else {
            let from = self.rows.places.partition_point(|row| row.key[0] < wanted);
            self.rows.places[from..].iter().take_while(|row| row.key[0] == wanted).copied().collect()
        };
        let mut places = Vec::with_capacity(rows.len());
        for row in rows {
            let [_, source, number, note, _] = row.key;
            let rank = self.rank_of.get(source as usize).copied();
            places.push((
                rank.ok_or_else(|| self.store.damaged("a source has no name"))?,
                number as u32,
                note,
            ));
        }
        places.sort_unstable();
        Ok(places)
    }

    /// Writes the articles that stay and those to put in one order.
    fn merge(
        &self,
        placed: &[Placed],
        leaving: &FxHashMap<u32, u32>,
    ) -> Result<(Documents, Moved), StoreError> {
        let ranks = self.ranks()?;
        let mut out = Documents::default();
        let mut moved = Moved::nowhere(self.base.document_count());
        let mut placed = placed.iter().peekable();
        // The articles from this one on stay and have not been copied yet.
        let mut same = 0;
        let count = self.base.document_count() as u32;
        for old in 0..count {
            let leaves = leaving.contains_key(&old);
            let mut next = placed.peek().filter(|_| !leaves);
            if !leaves && !next.map_or(Ok(false), |new| self.is_before(new, old, &ranks))? {
                continue;
            }
            self.copy(same..old, &ranks, &mut out, &mut moved)?;
            same = old + u32::from(leaves);
            while let Some(new) = next
                && self.is_before(new, old, &ranks)?
            {
                put(new, &mut out, &mut moved);
                placed.next();
                next = placed.peek();
            }
        }
        self.copy(same..count, &ranks, &mut out, &mut moved)?;
        placed.for_each(|new| put(new, &mut out, &mut moved));
        moved.follow(leaving);
        Ok((out, moved))
    }

    /// Whether a document comes before one of the older graph.
    fn is_before(&self, new: &Placed, old: u32, ranks: &[u32]) -> Result<bool, StoreError> {
        let day = self.base.day_of(old);
        if new.day != day {
            return Ok(order(new.day, &[]) < order(day, &[]));
        }
        let first = order(new.day, &new.places).cmp(&order(day, &self.places_of_old(old, ranks)?));
        Ok(first.is_lt() || (first.is_eq() && new.article <= self.article(self.base.address_of(old))?))
    }

    /// The places of an article of the older graph, by the ranks that its sources have now.
    fn places_of_old(&self, old: u32, ranks: &[u32]) -> Result<Vec<(u32, u32, u64)>, StoreError> {
        let mut places = self.base.place_numbers(old).map_err(|damage| self.store.damaged(damage.0))?;
        for place in &mut places {
            let rank = ranks.get(place.0 as usize).copied();
            place.0 = rank.ok_or_else(|| self.store.damaged("a source has no name"))?;
        }
        Ok(places)
    }

    /// Writes articles that follow each other and stay.
    fn copy(
        &self,
        same: Range<u32>,
        ranks: &[u32],
        out: &mut Documents,
        moved: &mut Moved,
    ) -> Result<(), StoreError> {
        for (place, now) in moved.of_old[same.start as usize..same.end as usize].iter_mut().zip(out.len()..) {
            *place = now;
        }
        if (0u32..).zip(ranks).all(|(old, &rank)| old == rank) {
            let (records, places) = self.base.document_bytes(&same);
            out.copy(records, places);
            return Ok(());
        }
        for old in same {
            let places = self.places_of_old(old, ranks)?;
            out.push(self.base.address_of(old), self.base.day_of(old), places.into_iter());
        }
        Ok(())
    }

    /// The rank that each source of the older graph has now.
    fn ranks(&self) -> Result<Vec<u32>, StoreError> {
        let rank = |old: u32| {
            let name = self.base.source(old);
            let rank = self.sources.binary_search_by(|source| source.as_str().cmp(name));
            rank.map(|rank| rank as u32).map_err(|_| self.store.damaged("a source is gone"))
        };
        (0..self.base.source_count() as u32).map(rank).collect()
    }

    /// The articles of each entity.
    pub(super) fn postings(&self, moved: &Moved, nodes: &Nodes) -> Result<Lists, StoreError> {
        let new = self.new_postings(moved, nodes)?;
        let stay = (0u32..).zip(&moved.of_old).all(|(old, &now)| old == now);
        let mut new = new.chunk_by(|x, y| x.0 == y.0).peekable();
        let mut out = Lists::new(nodes.old.len());
        let copy = |out: &mut Lists, same: &Range<u32>| {
            if !same.is_empty() {
                let (packed, starts) = self.base.posting_bytes(same);
                out.copy(packed, starts);
            }
        };
        // Entities of the older graph whose articles stay and have not been copied yet.
        let mut same = 0..0;
        for (node, &old) in (0u32..).zip(&nodes.old) {
            let here = new.next_if(|new| new[0].0 == node).unwrap_or_default();
            let stays = stay && old != NONE && here.is_empty();
            if !stays || same.end != old {
                copy(&mut out, &same);
                same = old..old;
            }
            if stays {
                same.end += 1;
            } else {
                let before = if old == NONE { 0..0 } else { old..old + 1 };
                out.push(|packed| self.put_articles(before, here, moved, packed));
            }
        }
        copy(&mut out, &same);
        Ok(out)
    }

    /// Writes the articles that an entity had and has, if it was there, and its new ones.
    fn put_articles(&self, old: Range<u32>, new: &[(u32, u32)], moved: &Moved, packed: &mut Vec<u8>) {
        let before = old.flat_map(|old| self.base.postings(old));
        let before = before.map(|article| moved.of_old[article as usize]).filter(|&article| article != NONE);
        let new = new.iter().map(|(_, article)| *article);
        if moved.in_order {
            return put_steps(packed, merged(before, new));
        }
        let mut articles: Vec<u32> = before.chain(new).collect();
        articles.sort_unstable();
        articles.dedup();
        put_steps(packed, articles.into_iter());
    }

    /// (node, article) of documents that count now and did not before; those that no longer count are left out as they are.
    fn new_postings(&self, moved: &Moved, nodes: &Nodes) -> Result<Vec<(u32, u32)>, StoreError> {
        let mut new = Vec::new();
        for row in self.rows.postings.iter().filter(|row| row.values[0] > 0) {
            let article = moved.of_document.get(&(row.key[1] as u32)).copied();
            let (Some(node), Some(article)) = (nodes.of(row.key[0]), article) else {
                return Err(self.store.damaged("a posting leads to nothing"));
            };
            new.push((node, article));
        }
        new.sort_unstable();
        Ok(new)
    }
}
