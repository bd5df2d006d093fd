//! Articles in the order of their days and places, and the articles of each entity.

use std::io::{Seek, Write};

use super::entities::Nodes;
use crate::store::codec::Bytes;
use crate::store::error::StoreError;
use crate::store::layout::SectionWriter;
use crate::store::names::{Names, texts};
use crate::store::open::Store;
use crate::store::parts::{Documents, Postings};
use crate::store::runs::{put_steps, steps_of};
use crate::store::segments::{DOCUMENTS, HEADS, PLACES, POSTINGS, UNCOUNTED};
use crate::store::shelf::Shelf;

const NONE: u32 = u32::MAX;

/// Where each counted document stands among the articles of the graph.
pub(super) struct Ordered {
    /// By document.
    position: Vec<u32>,
    /// By position.
    days: Vec<u32>,
    /// Names of sources, sorted.
    pub(super) sources: Vec<String>,
    /// Rank of each source by its number.
    rank_of: Vec<u32>,
}

/// What decides where a document stands: its day, undated ones last, then its first place. Kept small, there is one for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// One less than the day, so that 0 is the highest.
    day: u32,
    /// Rank of the source and one; 0 without a place.
    rank: u32,
    number: u32,
    document: u32,
}

impl Spot {
    fn order(&self) -> (u32, u32, u32) {
        (self.day, self.rank, self.number)
    }
}

/// A place of the article at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: u32,
    rank: u32,
    number: u32,
    note: u64,
}

/// Names of sources, sorted, and the rank of each source by its number.
pub(in crate::store) fn ranked(names: Vec<String>) -> (Vec<String>, Vec<u32>) {
    let mut ranks: Vec<u32> = (0..names.len() as u32).collect();
    ranks.sort_unstable_by_key(|&source| &names[source as usize]);
    let mut rank_of = vec![0u32; names.len()];
    for (rank, &source) in (0u32..).zip(&ranks) {
        rank_of[source as usize] = rank;
    }
    let mut names: Vec<Option<String>> = names.into_iter().map(Some).collect();
    let sorted = ranks.iter().filter_map(|&source| names[source as usize].take()).collect();
    (sorted, rank_of)
}

impl Store {
    /// The counted documents with their places, so many at a time.
    pub(super) fn gather_documents(
        &self,
        ordered: &Ordered,
        at_once: usize,
    ) -> Result<Documents, StoreError> {
        let mut part = Documents::default();
        let count = ordered.days.len();
        for from in (0..count).step_by(at_once) {
            self.add_documents(ordered, from, at_once.min(count - from), &mut part)?;
        }
        Ok(part)
    }

    /// Where each counted document stands.
    pub(super) fn ordered(&self) -> Result<Ordered, StoreError> {
        let (sources, rank_of) = ranked(texts(&self.engine, Names::Sources)?);
        let mut ordered = Ordered { position: Vec::new(), days: Vec::new(), sources, rank_of };
        let mut spots = Vec::new();
        for row in self.rows(HEADS)? {
            let [_, _, document, day, _] = row?.key;
            if day != UNCOUNTED {
                let day = (day as u32).wrapping_sub(1);
                spots.push(Spot { day, rank: 0, number: 0, document: document as u32 });
            }
        }
        spots.sort_unstable_by_key(|spot| spot.document);
        self.add_first_places(&ordered, &mut spots)?;
        spots.sort_unstable();
        for same in spots.chunk_by_mut(|x, y| x.order() == y.order()).filter(|same| same.len() > 1) {
            self.by_article(same)?;
        }
        ordered.days = spots.iter().map(|spot| spot.day.wrapping_add(1)).collect();
        ordered.position = vec![NONE; self.manifest.next_document as usize];
        for (at, spot) in (0u32..).zip(&spots) {
            let position = ordered.position.get_mut(spot.document as usize);
            *position.ok_or_else(|| self.damaged("a document has no number"))? = at;
        }
        Ok(ordered)
    }

    /// Fills in the first place of each document. Both come by document.
    fn add_first_places(&self, ordered: &Ordered, spots: &mut [Spot]) -> Result<(), StoreError> {
        let mut spots = spots.iter_mut().peekable();
        for row in self.rows(PLACES)? {
            let [document, source, number, _, _] = row?.key;
            while spots.next_if(|spot| u64::from(spot.document) < document).is_some() {}
            if let Some(spot) = spots.peek_mut().filter(|spot| u64::from(spot.document) == document) {
                let place = (self.rank(ordered, source)? + 1, number as u32);
                if spot.rank == 0 || place < (spot.rank, spot.number) {
                    (spot.rank, spot.number) = place;
                }
            }
        }
        Ok(())
    }

    /// Sorts documents of one day and place by their articles' keys.
    fn by_article(&self, same: &mut [Spot]) -> Result<(), StoreError> {
        let mut keyed = Vec::with_capacity(same.len());
        for spot in &*same {
            let address = self.address(spot.document)?;
            let address = address.ok_or_else(|| self.damaged("a document is not in the log"))?;
            keyed.push((self.document_at(address)?.key, *spot));
        }
        keyed.sort_unstable();
        same.iter_mut().zip(keyed).for_each(|(spot, (_, sorted))| *spot = sorted);
        Ok(())
    }

    fn rank(&self, ordered: &Ordered, source: u64) -> Result<u32, StoreError> {
        let rank = ordered.rank_of.get(source as usize).copied();
        rank.ok_or_else(|| self.damaged("a source has no name"))
    }

    /// Adds the articles at `from` and after.
    fn add_documents(
        &self,
        ordered: &Ordered,
        from: usize,
        count: usize,
        part: &mut Documents,
    ) -> Result<(), StoreError> {
        let mut addresses = vec![None; count];
        for row in self.rows(DOCUMENTS)? {
            let [document, address] = row?.key;
            if let Some(at) = ordered.within(document, from, count) {
                addresses[at] = Some(address);
            }
        }
        let mut places = Vec::with_capacity(count);
        for row in self.rows(PLACES)? {
            let [document, source, number, note, _] = row?.key;
            if let Some(at) = ordered.within(document, from, count) {
                let rank = self.rank(ordered, source)?;
                places.push(Place { at: at as u32, rank, number: number as u32, note });
            }
        }
        places.sort_unstable();
        let mut rest = &places[..];
        for (at, (address, &day)) in (0u32..).zip(addresses.into_iter().zip(&ordered.days[from..])) {
            let (own, others) = rest.split_at(rest.iter().take_while(|place| place.at == at).count());
            rest = others;
            let address = address.ok_or_else(|| self.damaged("a document is not in the log"))?;
            part.push(address, day, own.iter().map(|place| (place.rank, place.number, place.note)));
        }
        Ok(())
    }
}

impl Ordered {
    /// Where an article stands.
    fn of(&self, document: u64) -> Option<u32> {
        self.position.get(document as usize).copied().filter(|&at| at != NONE)
    }

    /// Where an article stands in a part of them.
    fn within(&self, document: u64, from: usize, count: usize) -> Option<usize> {
        (self.of(document)? as usize).checked_sub(from).filter(|&at| at < count)
    }
}

/// Writes the articles of each entity.
pub(super) fn gather_postings<W: Write + Seek>(
    store: &Store,
    nodes: &Nodes,
    ordered: &Ordered,
    mut shelf: Shelf,
    out: &mut SectionWriter<W>,
) -> Result<(), StoreError> {
    let unwritten = |error| store.unwritten(error);
    let mut part = Postings::new(nodes.len(), out).map_err(unwritten)?;
    let mut next = 0;
    loop {
        bring(store, nodes, ordered, &mut shelf)?;
        let pushed = shelf.take(|node, _, things| {
            (next..node).try_for_each(|_| part.push(|_| ()))?;
            next = node + 1;
            part.push(|out| join(out, things))
        });
        pushed.map_err(unwritten)?;
        if !shelf.next_round() {
            (next..nodes.len() as u32).try_for_each(|_| part.push(|_| ())).map_err(unwritten)?;
            return part.finish().map_err(unwritten);
        }
    }
}

/// Puts the articles of the entities that are wanted on the shelf.
fn bring(store: &Store, nodes: &Nodes, ordered: &Ordered, shelf: &mut Shelf) -> Result<(), StoreError> {
    let mut own = Vec::new();
    let mut of = None;
    for row in store.rows(POSTINGS)? {
        let [number, document] = row?.key;
        let (Some(node), Some(at)) = (nodes.of(number), ordered.of(document)) else {
            return Err(store.damaged("a posting leads to nothing"));
        };
        if of.is_some_and(|of| of != (number, node)) {
            lay_down(shelf, of, &mut own);
        }
        of = Some((number, node));
        own.push(at);
    }
    lay_down(shelf, of, &mut own);
    Ok(())
}

fn lay_down(shelf: &mut Shelf, of: Option<(u64, u32)>, own: &mut Vec<u32>) {
    if let Some((_, node)) = of.filter(|(_, node)| shelf.wants(*node)) {
        own.sort_unstable();
        let mut packed = Vec::with_capacity(own.len() * 2);
        put_steps(&mut packed, own.iter().copied());
        shelf.put(node, 0, &packed);
    }
    own.clear();
}

/// The articles of an entity. Where several numbers stand for an id, an article may be in several lists.
fn join(out: &mut Vec<u8>, things: &[&[u8]]) {
    if let [one] = things {
        return out.extend_from_slice(one);
    }
    let mut all: Vec<u32> = things.iter().flat_map(|thing| steps_of(Bytes::new(thing))).collect();
    all.sort_unstable();
    all.dedup();
    put_steps(out, all.into_iter());
}
