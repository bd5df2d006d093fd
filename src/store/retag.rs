//! What a changed dictionary needs of the store: to define entities anew, and to note which dictionaries the articles were
//! recognised with.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::codec::{Bytes, put};
use super::dictionary_state::DictionaryState;
use super::engine::{Batch, Engine};
use super::error::{Damage, StoreError};
use super::guard;
use super::names::{Names, entity_record};
use super::open::Store;
use super::segments::{CORPUS, NODES};
use super::writer::Writer;
use crate::dictionary::Named;

/// How far a change of the dictionary was applied.
const PROGRESS: &[u8] = b"a";

/// Records that are looked for one by one before a stream of them is taken apart.
const FEW: usize = 16;

impl Store {
    /// One past the last number of a document: articles added later have higher numbers.
    #[must_use]
    pub fn documents(&self) -> u32 {
        self.manifest.next_document
    }

    /// What was noted of the dictionaries.
    #[must_use]
    pub fn dictionary(&self) -> DictionaryState {
        self.manifest.dictionary
    }

    /// How many articles count: those that stand in a source, each once. O(days).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn counted_articles(&self) -> Result<u64, StoreError> {
        self.usable()?;
        let mut articles = 0;
        for row in self.rows_of(NODES, u64::from(CORPUS), u64::from(CORPUS))? {
            articles += row?.values[2].unsigned_abs();
        }
        Ok(articles)
    }

    /// Notes at once which dictionaries the articles were recognised with, whether or not anything else is written. How far
    /// a change was applied is forgotten.
    ///
    /// # Errors
    /// [`StoreError::Io`] and the like, after which the store must be opened again.
    pub fn note_dictionary(&mut self, state: DictionaryState) -> Result<(), StoreError> {
        self.usable()?;
        self.manifest.dictionary = state;
        let mut batch = Batch::default();
        self.manifest.write([], &mut batch);
        batch.remove(PROGRESS);
        self.apply_at_once(batch)
    }

    /// Notes that of the articles in a range those before its start are as the change wants them that
    /// [`Store::note_dictionary`] noted, for who carries on.
    ///
    /// # Errors
    /// As [`Store::note_dictionary`].
    pub fn note_progress(&mut self, rest: &Range<u32>) -> Result<(), StoreError> {
        self.usable()?;
        let mut out = Vec::new();
        for number in [rest.start, rest.end, self.documents()] {
            put(&mut out, u64::from(number));
        }
        let mut batch = Batch::default();
        batch.put(PROGRESS, &out);
        self.apply_at_once(batch)
    }

    /// What was noted last of the progress of a change; none where articles came since.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn progress(&self) -> Result<Option<Range<u32>>, StoreError> {
        self.usable()?;
        let Some(noted) = self.engine.get(PROGRESS)? else { return Ok(None) };
        let (rest, documents) = progress_of(&noted).map_err(|damage| self.damaged(damage.0))?;
        Ok((documents == self.documents()).then_some(rest))
    }

    fn apply_at_once(&mut self, batch: Batch) -> Result<(), StoreError> {
        let applied = self.engine.apply(batch).and_then(|()| self.engine.flush());
        self.poisoned |= applied.is_err();
        applied
    }
}

impl Writer<'_> {
    /// Defines entities anew, in all articles at once: where an article names the first of a pair, it names the second from
    /// now on. Commits. Gives how many definitions were there to change.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn redefine(&mut self, pairs: &[(Arc<Named>, Arc<Named>)]) -> Result<u64, StoreError> {
        self.commit()?;
        let result = self.try_redefine(pairs);
        self.guard(result)
    }

    fn try_redefine(&mut self, pairs: &[(Arc<Named>, Arc<Named>)]) -> Result<u64, StoreError> {
        let record = |named: &Named| {
            let mut record = Vec::new();
            entity_record(named, &mut record);
            record
        };
        let pairs: Vec<_> = pairs.iter().map(|(old, new)| (record(old), record(new))).collect();
        let mut batch = Batch::default();
        let changed = rewrite(&self.store.engine, &pairs, &mut batch)?;
        let count = changed.len() as u64;
        if count > 0 {
            let mut manifest = self.store.manifest.clone();
            manifest.advance(batch.digest());
            manifest.write([], &mut batch);
            self.store.engine.apply(batch)?;
            self.store.engine.flush()?;
            guard::note(&self.store.directory.files(self.store.generation), manifest.commit)?;
            self.store.manifest = manifest;
            if let Some(since) = &mut self.store.since {
                since.redefined.extend(changed.iter().map(|(number, _)| number));
            }
            for (number, pair) in changed {
                let (old, new) = &pairs[pair];
                self.entities.redefined(number, old, new);
            }
            self.remembered.clear();
        }
        Ok(count)
    }
}

pub(super) fn progress_of(noted: &[u8]) -> Result<(Range<u32>, u32), Damage> {
    let mut bytes = Bytes::new(noted);
    let (start, end, documents) = (bytes.small()?, bytes.small()?, bytes.small()?);
    bytes.end()?;
    Ok((start..end, documents))
}

/// Replaces records of entities in the streams that hold them; gives their numbers, and which pair each is of.
fn rewrite(
    engine: &Engine,
    pairs: &[(Vec<u8>, Vec<u8>)],
    batch: &mut Batch,
) -> Result<Vec<(u32, usize)>, StoreError> {
    let pair_of: FxHashMap<&[u8], usize> =
        (0..).zip(pairs).map(|(pair, (old, _))| (&old[..], pair)).collect();
    let mut changed = Vec::new();
    for (first, old) in Names::Entities.streams(engine)? {
        // Most streams hold none of a few.
        if pairs.len() <= FEW && pairs.iter().all(|(record, _)| memmem::find(&old, record).is_none()) {
            continue;
        }
        let mut new = Vec::with_capacity(old.len());
        let mut bytes = Bytes::new(&old);
        let before = changed.len();
        let mut number = first;
        while !bytes.is_empty() {
            let record =
                bytes.count().and_then(|len| bytes.take(len)).map_err(|damage| engine.damaged(damage))?;
            let pair = pair_of.get(record).copied();
            changed.extend(pair.map(|pair| (number, pair)));
            number += 1;
            let record = pair.map_or(record, |pair| &pairs[pair].1);
            put(&mut new, record.len() as u64);
            new.extend_from_slice(record);
        }
        if changed.len() > before {
            Names::Entities.replace(first, &old, &new, batch);
        }
    }
    Ok(changed)
}
