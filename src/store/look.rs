//! Looking through the texts for the few that a changed dictionary concerns, on several threads.
//!
//! The blocks of the log are looked at whole: most hold none of the rare characters that are looked for, and then nothing of
//! the articles in them is touched.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

use rustc_hash::FxHashSet;

use super::articles::Reading;
use super::blocks::Block;
use super::engine::Engine;
use super::error::{Damage, StoreError};
use super::log::LogFile;
use super::open::Store;
use super::record::{Document, Front};
use super::segments::{DOCUMENTS, HEADS, POSTINGS, Rows, Segment, UNCOUNTED};
use crate::threads::joined;

/// Documents that a thread takes at once: some megabytes of text.
const AT_ONCE: u32 = 2048;

/// What is known of a stored article before all of it is read.
#[derive(Debug)]
pub struct Glimpse<'a> {
    /// Working text, in UTF-8 unless it is damaged.
    pub text: &'a [u8],
    /// The place its dateline names.
    pub dateline: Option<&'a str>,
}

/// Which articles are looked for.
pub struct Look<N, H, W> {
    /// Picks entities by kind and name: articles that name one are wanted.
    pub named: N,
    /// Whether bytes may hold a text or a dateline that is wanted. Asked of many articles at once; what it refuses is not
    /// looked at.
    pub may_hold: H,
    /// Makes what picks articles, for each thread.
    pub wants: W,
}

impl Store {
    /// The numbers in a range that articles have. O(articles).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn numbers(&self, range: Range<u32>) -> Result<Vec<u32>, StoreError> {
        self.usable()?;
        let Some(last) = range.end.checked_sub(1) else { return Ok(Vec::new()) };
        let rows = self.rows_of(DOCUMENTS, u64::from(range.start), u64::from(last))?;
        rows.map(|row| row.map(|row| row.key[0] as u32)).collect()
    }

    /// The numbers of the articles in a range that are looked for, sorted, and where the look ended: at the end of the range,
    /// unless the flag of [`Store::end_at`] was set meanwhile. O(texts).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn look<N, H, W, P>(
        &self,
        range: Range<u32>,
        threads: usize,
        look: Look<N, H, W>,
        with: &Reading,
    ) -> Result<(Vec<u32>, u32), StoreError>
    where
        N: FnMut(&str, &str) -> bool,
        H: Fn(&[u8]) -> bool + Sync,
        W: Fn() -> P + Sync,
        P: FnMut(&Glimpse<'_>) -> bool,
    {
        self.usable()?;
        let entities = with.entities.named(look.named).map_err(|damage| self.damaged(damage.0))?;
        let naming = self.naming(&entities)?;
        let scanned;
        let uncounted = match &self.known {
            Some(known) if known.as_of == (self.generation, self.sequence()) => known.heads.uncounted(),
            _ => {
                scanned = self.uncounted()?;
                &scanned
            }
        };
        let (log, documents) = (self.log.written(), self.manifest.of(DOCUMENTS));
        let search = Search { engine: &self.engine, log, documents, entities, naming, uncounted };
        search.run(range, threads, self.stop, &look.may_hold, &look.wants)
    }

    /// The counted documents that name one of these entities, sorted.
    fn naming(&self, numbers: &[u32]) -> Result<Vec<u32>, StoreError> {
        let mut naming = Vec::new();
        for &number in numbers {
            for row in self.rows_of(POSTINGS, u64::from(number), u64::from(number))? {
                naming.push(row?.key[1] as u32);
            }
        }
        naming.sort_unstable();
        naming.dedup();
        Ok(naming)
    }

    /// The documents that do not count.
    fn uncounted(&self) -> Result<FxHashSet<u32>, StoreError> {
        let mut uncounted = FxHashSet::default();
        for row in self.rows(HEADS)? {
            let [_, _, document, day, _] = row?.key;
            if day == UNCOUNTED {
                uncounted.insert(document as u32);
            }
        }
        Ok(uncounted)
    }
}

/// What all threads of a look share.
struct Search<'s> {
    engine: &'s Engine,
    log: &'s LogFile,
    documents: &'s [Segment],
    /// The entities that are looked for, sorted.
    entities: Vec<u32>,
    /// The counted documents that name one of them, sorted.
    naming: Vec<u32>,
    /// Documents that the postings may not know.
    uncounted: &'s FxHashSet<u32>,
}

impl Search<'_> {
    fn run<P: FnMut(&Glimpse<'_>) -> bool>(
        &self,
        range: Range<u32>,
        threads: usize,
        stop: Option<&AtomicBool>,
        may_hold: &(impl Fn(&[u8]) -> bool + Sync),
        wants: &(impl Fn() -> P + Sync),
    ) -> Result<(Vec<u32>, u32), StoreError> {
        let next = AtomicU32::new(range.start);
        let look = || {
            let mut eye = Eye { of: self, log: self.log.again()?, may_hold, wants: wants(), last: None };
            let mut found = Vec::new();
            loop {
                let begin = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if begin >= range.end {
                    return Ok(found);
                }
                eye.look(begin..range.end.min(begin.saturating_add(AT_ONCE)), &mut found)?;
                if stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                    return Ok(found);
                }
            }
        };
        let parts: Vec<Result<Vec<u32>, StoreError>> = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(look)).collect();
            let own = look();
            let others = others.into_iter().map(|other| joined(other.join()));
            [own].into_iter().chain(others).collect()
        });
        let mut found = Vec::new();
        for part in parts {
            found.append(&mut part?);
        }
        found.sort_unstable();
        Ok((found, next.into_inner().min(range.end)))
    }
}

/// What one thread looks with.
struct Eye<'s, H, W> {
    of: &'s Search<'s>,
    log: LogFile,
    may_hold: &'s H,
    wants: W,
    /// The block that was asked for last, where it stands, and whether it may hold what is wanted.
    last: Option<(u64, Arc<Block>, bool)>,
}

impl<H: Fn(&[u8]) -> bool, W: FnMut(&Glimpse<'_>) -> bool> Eye<'_, H, W> {
    fn look(&mut self, range: Range<u32>, found: &mut Vec<u32>) -> Result<(), StoreError> {
        let last = u64::from(range.end).saturating_sub(1);
        let rows = Rows::<2, 1>::new(self.of.engine, self.of.documents, u64::from(range.start), last)?;
        for row in rows {
            let [number, address] = row?.key;
            if self.is_wanted(number as u32, address)? {
                found.push(number as u32);
            }
        }
        Ok(())
    }

    fn is_wanted(&mut self, number: u32, address: u64) -> Result<bool, StoreError> {
        if self.of.naming.binary_search(&number).is_ok() || self.names_one(number, address)? {
            return Ok(true);
        }
        let (frame, place) = self.log.split(address);
        let (block, may) = self.block(frame)?;
        if let Some(record) = block.item(place) {
            let front = self.front(record)?;
            let (of_text, place) = self.log.split(front.text);
            if of_text == frame
                && let Some(text) = block.item(place)
            {
                return Ok(may && (self.wants)(&Glimpse { text, dateline: front.dateline }));
            }
        }
        let record = self.log.read(address)?;
        let front = self.front(&record)?;
        let text = self.log.read(front.text)?;
        Ok((self.wants)(&Glimpse { text: &text, dateline: front.dateline }))
    }

    /// Whether a document that the postings may not know names an entity that is looked for.
    fn names_one(&self, number: u32, address: u64) -> Result<bool, StoreError> {
        if self.of.entities.is_empty() || !self.of.uncounted.contains(&number) {
            return Ok(false);
        }
        let document = Document::decode(&self.log.read(address)?).map_err(|damage| self.damaged(damage))?;
        let of = |kept: &super::record::Kept| self.of.entities.binary_search(&kept.entity).is_ok();
        Ok(document.body.mentions.iter().any(of))
    }

    fn block(&mut self, frame: u64) -> Result<(Arc<Block>, bool), StoreError> {
        match &self.last {
            Some((of, block, may)) if *of == frame => Ok((Arc::clone(block), *may)),
            _ => {
                let block = self.log.block(frame)?;
                let may = (self.may_hold)(&block.raw);
                self.last = Some((frame, Arc::clone(&block), may));
                Ok((block, may))
            }
        }
    }

    fn front<'r>(&self, record: &'r [u8]) -> Result<Front<'r>, StoreError> {
        Front::decode(record).map_err(|damage| self.damaged(damage))
    }

    fn damaged(&self, damage: Damage) -> StoreError {
        self.log.damaged(damage)
    }
}
