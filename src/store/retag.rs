//! What a changed dictionary needs of the store: to pick the articles it concerns, to define entities anew, and to note
//! which dictionaries the articles were recognised with.

use std::ops::Range;
use std::sync::Arc;

use super::articles::StoredArticle;
use super::codec::{Bytes, put};
use super::engine::{Batch, Engine};
use super::error::{Damage, StoreError};
use super::guard;
use super::names::{Definitions, Interner, Names, entity_record, texts};
use super::open::Store;
use super::record::{Document, Front, Kept};
use super::segments::{CORPUS, DOCUMENTS, HEADS, NODES, POSTINGS, UNCOUNTED};
use super::writer::Writer;
use crate::recognise::Named;

/// How far a change of the dictionary was applied.
const PROGRESS: &[u8] = b"a";

/// What is known of a stored article before all of it is read.
#[derive(Debug)]
pub struct Glimpse<'a> {
    /// Working text, in UTF-8 unless it is damaged.
    pub text: &'a [u8],
    /// The place its dateline names.
    pub dateline: Option<&'a str>,
}

impl Store {
    /// One past the last number of a document: articles added later have higher numbers.
    #[must_use]
    pub fn documents(&self) -> u32 {
        self.manifest.next_document
    }

    /// What was noted of the dictionaries; 0 for nothing.
    #[must_use]
    pub fn dictionary(&self) -> u64 {
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

    /// The articles with numbers in a range that name an entity that `named` picks by kind and name, or that `wanted` picks, with their
    /// numbers, in order. As [`Store::articles`], but of the others only text and dateline are read.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like; also each item.
    pub fn articles_where<'s>(
        &'s self,
        range: Range<u32>,
        named: impl FnMut(&str, &str) -> bool,
        mut wanted: impl FnMut(&Glimpse<'_>) -> bool + 's,
    ) -> Result<impl Iterator<Item = Result<(u32, StoredArticle), StoreError>> + 's, StoreError> {
        self.usable()?;
        let mut all = Definitions::load(&self.engine)?;
        let numbers = all.named(named).map_err(|damage| self.damaged(damage.0))?;
        let sources = texts(&self.engine, Names::Sources)?;
        let counted = self.counted()?;
        let naming = self.naming(&numbers)?;
        let last = u64::from(range.end).saturating_sub(1);
        let documents = self.rows_of(DOCUMENTS, u64::from(range.start), last)?;
        let mut pick = move |number: u64, address: u64| {
            let record = self.log.read(address)?;
            let front = Front::decode(&record).map_err(|damage| self.damaged(damage.0))?;
            let text = self.log.read(front.text)?;
            let is_counted = counted.binary_search(&number).is_ok();
            let glimpse = Glimpse { text: &text, dateline: front.dateline };
            let by_name = naming.binary_search(&number).is_ok();
            // Postings know the counted documents alone.
            if is_counted && !by_name && !wanted(&glimpse) {
                return Ok(None);
            }
            let document = Document::decode(&record).map_err(|damage| self.damaged(damage.0))?;
            let of = |kept: &Kept| numbers.binary_search(&kept.entity).is_ok();
            if !is_counted && !document.body.mentions.iter().any(of) && !wanted(&glimpse) {
                return Ok(None);
            }
            let text = String::from_utf8(text).map_err(|_| self.damaged("a text is not UTF-8"))?;
            let sources = self.source_refs(number as u32, &sources)?;
            Ok(Some((
                number as u32,
                self.stored(document, text, sources, is_counted, |number| all.get(number))?,
            )))
        };
        Ok(documents.filter_map(move |row| row.and_then(|row| pick(row.key[0], row.key[1])).transpose()))
    }

    /// The counted documents, sorted.
    pub(super) fn counted(&self) -> Result<Vec<u64>, StoreError> {
        let mut counted = Vec::new();
        for row in self.rows(HEADS)? {
            let [_, _, document, day, _] = row?.key;
            if day != UNCOUNTED {
                counted.push(document);
            }
        }
        counted.sort_unstable();
        Ok(counted)
    }

    /// The counted documents that name one of these entities, sorted.
    fn naming(&self, numbers: &[u32]) -> Result<Vec<u64>, StoreError> {
        let mut naming = Vec::new();
        for &number in numbers {
            for row in self.rows_of(POSTINGS, u64::from(number), u64::from(number))? {
                naming.push(row?.key[1]);
            }
        }
        naming.sort_unstable();
        naming.dedup();
        Ok(naming)
    }

    /// Notes at once which dictionaries the articles were recognised with, whether or not anything else is written. How far
    /// a change was applied is forgotten.
    ///
    /// # Errors
    /// [`StoreError::Io`] and the like, after which the store must be opened again.
    pub fn note_dictionary(&mut self, hash: u64) -> Result<(), StoreError> {
        self.usable()?;
        self.manifest.dictionary = hash;
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
        let pairs = pairs.iter().map(|(old, new)| (record(old), record(new))).collect();
        let mut batch = Batch::default();
        let changed = rewrite(&self.store.engine, &pairs, &mut batch)?;
        let count = changed.len() as u64;
        if count > 0 {
            let mut manifest = self.store.manifest.clone();
            manifest.sequence += 1;
            manifest.write([], &mut batch);
            self.store.engine.apply(batch)?;
            self.store.engine.flush()?;
            guard::note(&self.store.directory.files(self.store.generation), manifest.sequence)?;
            self.store.manifest = manifest;
            if let Some(since) = &mut self.store.since {
                since.redefined.extend(changed);
            }
            self.entities = Interner::load(&self.store.engine, Names::Entities)?;
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

/// Replaces records of entities in the streams that hold them; gives their numbers.
fn rewrite(
    engine: &Engine,
    pairs: &std::collections::HashMap<Vec<u8>, Vec<u8>>,
    batch: &mut Batch,
) -> Result<Vec<u32>, StoreError> {
    let mut changed = Vec::new();
    for (first, old) in Names::Entities.streams(engine)? {
        let mut new = Vec::with_capacity(old.len());
        let mut bytes = Bytes::new(&old);
        let before = changed.len();
        let mut number = first;
        while !bytes.is_empty() {
            let record =
                bytes.count().and_then(|len| bytes.take(len)).map_err(|damage| engine.damaged(damage))?;
            let replaced = pairs.get(record);
            changed.extend(replaced.map(|_| number));
            number += 1;
            let record = replaced.map_or(record, Vec::as_slice);
            put(&mut new, record.len() as u64);
            new.extend_from_slice(record);
        }
        if changed.len() > before {
            Names::Entities.replace(first, &old, &new, batch);
        }
    }
    Ok(changed)
}
