//! What a changed dictionary needs of the store: to pick the articles it concerns, to define entities anew, and to note
//! which dictionaries the articles were recognised with.

use std::ops::Range;
use std::sync::Arc;

use super::articles::StoredArticle;
use super::codec::{Bytes, put};
use super::engine::{Batch, Engine};
use super::error::StoreError;
use super::guard;
use super::names::{Interner, Names, entities, entity_record, texts};
use super::open::Store;
use super::segments::{DOCUMENTS, FIRST_ENTITY, HEADS, UNCOUNTED};
use super::writer::Writer;
use crate::recognise::Named;

/// What is known of a stored article before all of it is read.
#[derive(Debug)]
pub struct Glimpse<'a> {
    /// Working text.
    pub text: &'a str,
    /// The place its dateline names.
    pub dateline: Option<&'a str>,
    /// Entities of its mentions, as often as they are mentioned.
    pub entities: Vec<&'a Arc<Named>>,
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

    /// The articles with numbers in a range that `wanted` picks, with their numbers, in order. As [`Store::articles`], but
    /// of the others only text and entities are read.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like; also each item.
    pub fn articles_where<'s>(
        &'s self,
        range: Range<u32>,
        mut wanted: impl FnMut(&Glimpse<'_>) -> bool + 's,
    ) -> Result<impl Iterator<Item = Result<(u32, StoredArticle), StoreError>> + 's, StoreError> {
        self.usable()?;
        let named: Vec<_> = entities(&self.engine)?.into_iter().map(Arc::new).collect();
        let sources = texts(&self.engine, Names::Sources)?;
        let mut counted = Vec::new();
        for row in self.rows(HEADS)? {
            let [_, _, document, day, _] = row?.key;
            if day != UNCOUNTED {
                counted.push(document);
            }
        }
        counted.sort_unstable();
        let last = u64::from(range.end).saturating_sub(1);
        let documents = self.rows_of(DOCUMENTS, u64::from(range.start), last)?;
        let mut pick = move |number: u64, address: u64| {
            let document = self.document_at(address)?;
            let text = self.text_of(&document)?;
            let entity =
                |kept: &super::record::Kept| named.get(kept.entity.checked_sub(FIRST_ENTITY)? as usize);
            let entities = document.body.mentions.iter().filter_map(entity).collect();
            let glimpse = Glimpse { text: &text, dateline: document.body.dateline.as_deref(), entities };
            if !wanted(&glimpse) {
                return Ok(None);
            }
            let counted = counted.binary_search(&number).is_ok();
            let sources = self.source_refs(number as u32, &sources)?;
            Ok(Some((number as u32, self.stored(document, text, sources, counted, &named)?)))
        };
        Ok(documents.filter_map(move |row| row.and_then(|row| pick(row.key[0], row.key[1])).transpose()))
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
        if changed > 0 {
            let mut manifest = self.store.manifest.clone();
            manifest.sequence += 1;
            manifest.write([], &mut batch);
            self.store.engine.apply(batch)?;
            self.store.engine.flush()?;
            guard::note(&self.store.directory.files(self.store.generation), manifest.sequence)?;
            self.store.manifest = manifest;
            self.entities = Interner::load(&self.store.engine, Names::Entities)?;
            self.remembered.clear();
        }
        Ok(changed)
    }

    /// Notes at once which dictionaries the articles were recognised with, whether or not anything else is written.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn note_dictionary(&mut self, hash: u64) -> Result<(), StoreError> {
        self.commit()?;
        self.set_dictionary(hash);
        let mut batch = Batch::default();
        self.store.manifest.write([], &mut batch);
        let applied = self.store.engine.apply(batch).and_then(|()| self.store.engine.flush());
        self.guard(applied)
    }
}

/// Replaces records of entities in the streams that hold them.
fn rewrite(
    engine: &Engine,
    pairs: &std::collections::HashMap<Vec<u8>, Vec<u8>>,
    batch: &mut Batch,
) -> Result<u64, StoreError> {
    let mut changed = 0;
    for (first, old) in Names::Entities.streams(engine)? {
        let mut new = Vec::with_capacity(old.len());
        let mut bytes = Bytes::new(&old);
        let before = changed;
        while !bytes.is_empty() {
            let record =
                bytes.count().and_then(|len| bytes.take(len)).map_err(|damage| engine.damaged(damage))?;
            let replaced = pairs.get(record);
            changed += u64::from(replaced.is_some());
            let record = replaced.map_or(record, Vec::as_slice);
            put(&mut new, record.len() as u64);
            new.extend_from_slice(record);
        }
        if changed > before {
            Names::Entities.replace(first, &old, &new, batch);
        }
    }
    Ok(changed)
}
