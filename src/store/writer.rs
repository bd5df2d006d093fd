//! Writing: articles in, one atomic commit after another.
//!
//! `add` only collects; [`Writer::commit`] brings the log to the disk, then one batch with a segment a table and the
//! manifest. A writer that is dropped before loses what it collected since the last commit, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::compaction::compact_levels;
use super::day;
use super::delta::Delta;
use super::dictionary_state::DictionaryState;
use super::engine::Batch;
use super::error::StoreError;
use super::facts::{ArticleFacts, ArticleKey};
use super::guard;
use super::head::Head;
use super::heads::Heads;
use super::held::OpenSource;
use super::known::Known;
use super::names::{Interner, Names};
use super::open::Store;
use super::pending::Pending;
use super::record::{Body, Document, Note};
use super::rows::Row;
use super::segments::HEADS;
use crate::dictionary::Named;
use crate::threads::joined;

/// Rows after which `add` commits by itself: about 100 MB with their segments.
const PENDING_ROWS: usize = 600_000;
/// Bytes of texts and records after which `add` commits by itself.
const PENDING_BYTES: usize = 16 << 20;
/// Puts articles into a store and takes them out. One at a time; the store is borrowed meanwhile.
///
/// ```
/// use guanxi::store::{OpenOptions, Store};
/// let dir = tempfile::tempdir().unwrap();
/// let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
/// let mut writer = store.writer().unwrap();
/// writer.begin_source("page.txt").unwrap();
/// // writer.add(&facts) for each article of the page
/// writer.end_source("page.txt").unwrap();
/// writer.finish().unwrap();
/// ```
#[derive(Debug)]
pub struct Writer<'s> {
    pub(super) store: &'s mut Store,
    pub(super) heads: Heads,
    pub(super) pending: Pending,
    pub(super) open: FxHashMap<u32, OpenSource>,
    /// Sources with rows in `pending`.
    pub(super) touched: BTreeSet<u32>,
    /// Documents whose places changed since their article was last looked at.
    pub(super) unsettled: BTreeSet<u32>,
    /// Addresses of the documents of this batch, from `first_fresh` on.
    pub(super) fresh: Vec<u64>,
    pub(super) first_fresh: u32,
    pub(super) sources: Interner,
    pub(super) entities: Interner,
    pub(super) forms: Interner,
    pub(super) remembered: FxHashMap<usize, (Arc<Named>, u32)>,
    bytes: usize,
    /// Articles that no source holds any more, over all commits.
    pub(super) gone: u64,
}

impl Store {
    /// Loads what [`Store::writer`] needs, and checks the published graph, so that neither need be done later: on another
    /// thread, while something else goes on.
    ///
    /// # Errors
    /// As [`Store::writer`].
    pub fn prepare(&mut self) -> Result<(), StoreError> {
        self.usable()?;
        let known = std::thread::scope(|scope| {
            scope.spawn(|| self.look_at_published());
            self.load()
        });
        self.known = Some(known?);
        Ok(())
    }

    fn load(&self) -> Result<Known, StoreError> {
        let as_of = (self.generation, self.sequence());
        let load = |names| Interner::load(&self.engine, names);
        std::thread::scope(|scope| {
            let names =
                scope.spawn(|| Ok((load(Names::Sources)?, load(Names::Entities)?, load(Names::Forms)?)));
            let heads = Heads::load(self.directory.path(), self.rows(HEADS)?)?;
            let names = joined(names.join());
            let (sources, entities, forms) = names?;
            Ok(Known { as_of, heads, sources, entities, forms })
        })
    }

    /// Starts writing. Looks through the list of articles, of each of which two bytes stay in memory.
    ///
    /// # Errors
    /// [`StoreError::Poisoned`] after a failed write, [`StoreError::Damaged`].
    pub fn writer(&mut self) -> Result<Writer<'_>, StoreError> {
        self.usable()?;
        let now = (self.generation, self.sequence());
        let known = self.known.take().filter(|known| known.as_of == now);
        let Known { heads, sources, entities, forms, .. } = known.map_or_else(|| self.load(), Ok)?;
        let first_fresh = self.manifest.next_document;
        if self.is_published() {
            self.since = Some(Delta::new(self.manifest.commit, first_fresh, entities.next()));
        }
        Ok(Writer {
            store: self,
            heads,
            pending: Pending::default(),
            open: FxHashMap::default(),
            touched: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            fresh: Vec::new(),
            first_fresh,
            sources,
            entities,
            forms,
            remembered: FxHashMap::default(),
            bytes: 0,
            gone: 0,
        })
    }
}

impl Writer<'_> {
    /// Adds an article, or what changed of it. The article that stood at this number of its source before is replaced:
    /// at once, or at [`Writer::end_source`] for a source that was begun. Commits by itself when much has been collected.
    ///
    /// # Errors
    /// [`StoreError::Article`] if spans lie outside the text (nothing is added then); [`StoreError::Io`] and the like, after
    /// which the store must be opened again.
    pub fn add(&mut self, facts: &ArticleFacts) -> Result<(), StoreError> {
        self.store.usable()?;
        check(facts)?;
        let result = self.add_checked(facts);
        self.guard(result)
    }

    fn add_checked(&mut self, facts: &ArticleFacts) -> Result<(), StoreError> {
        if self.pending.len() >= PENDING_ROWS || self.bytes >= PENDING_BYTES {
            self.try_commit()?;
        }
        // Opening may commit, after which documents may be gone: it comes before looking for one.
        let source = self.opened(&facts.source.source)?;
        let body = self.body(facts);
        let mut encoded = Vec::with_capacity(16 + 8 * body.mentions.len());
        body.encode(&mut encoded);
        let (document, is_new) = self.document(facts, &body, &encoded)?;
        let note = Note {
            record: facts.source.record.clone(),
            title: facts.source.title.clone(),
            day: day::number(facts.source.date),
            lines: facts.source.lines.clone(),
        };
        let moved = self.place(source, facts.source.number, document, &note)? && !is_new;
        if moved && !self.is_later(facts.key, note.day)? {
            self.unsettled.insert(document);
        }
        Ok(())
    }

    /// Whether adding this place cannot change the counts, because the article has a single document whose day is not later.
    fn is_later(&self, ArticleKey(key): ArticleKey, day: u32) -> Result<bool, StoreError> {
        let mut heads = self.heads.of(key)?;
        let (first, others) = (heads.next(), heads.next());
        let counted = first.and_then(|head| head.day);
        let earlier = counted.is_some_and(|counted| day == 0 || (counted != 0 && counted <= day));
        Ok(earlier && others.is_none())
    }

    /// The number of the document with this text and these mentions, and whether it was written now.
    fn document(
        &mut self,
        facts: &ArticleFacts,
        body: &Body,
        encoded: &[u8],
    ) -> Result<(u32, bool), StoreError> {
        let ArticleKey(key) = facts.key;
        let digest = xxh3_64(encoded);
        if let Some(known) = self.heads.of(key)?.find(|head| head.digest == digest) {
            return Ok((known.document, false));
        }
        // Same text, other mentions: which of the two counts depends on all their sources.
        let is_first = self.heads.of(key)?.next().is_none();
        let text = self.store.log.append(facts.text.as_bytes())?;
        let record = Document::encode(key, text, facts.text.len() as u32, encoded);
        let address = self.store.log.append(&record)?;
        self.bytes += facts.text.len() + record.len();
        let number = self.first_fresh + self.fresh.len() as u32;
        self.fresh.push(address);
        self.pending.documents.push(Row::new([u64::from(number), address], [1]));
        let day = is_first.then(|| day::number(facts.source.date));
        let head = Head { document: number, day, digest };
        self.heads.push(key, head)?;
        self.pending.heads.push(head.row(key, 1));
        match day {
            Some(day) => self.pending.count(number, day, body, 1, self.store.manifest.counting),
            None => drop(self.unsettled.insert(number)),
        }
        Ok((number, true))
    }

    /// Notes which dictionaries the coming articles were recognised with; shown by [`Store::status`].
    pub fn set_dictionary(&mut self, state: DictionaryState) {
        self.store.manifest.dictionary = state;
    }

    /// Writes everything collected; on disk when it returns. Gives the number of the commit; without anything to write, that
    /// of the last one.
    ///
    /// # Errors
    /// As [`Writer::add`]. After an error this commit counts wholly or not at all: opening the store again tells.
    pub fn commit(&mut self) -> Result<u64, StoreError> {
        self.store.usable()?;
        let result = self.try_commit();
        self.guard(result)
    }

    pub(super) fn try_commit(&mut self) -> Result<u64, StoreError> {
        self.settle_articles()?;
        if self.pending.len() == 0 {
            return Ok(self.store.sequence());
        }
        let store = &mut *self.store;
        let mut manifest = store.manifest.clone();
        // The rows are sorted while the disk takes the log.
        let pending = &mut self.pending;
        manifest.log_end = std::thread::scope(|scope| {
            scope.spawn(|| pending.settle());
            store.log.sync()
        })?;
        manifest.next_document = self.first_fresh + self.fresh.len() as u32;
        let mut batch = Batch::default();
        let slots = self.pending.write(&store.engine, &mut manifest, &mut batch)?;
        for names in [&mut self.entities, &mut self.forms, &mut self.sources] {
            names.write(&mut batch);
        }
        manifest.advance(batch.digest());
        manifest.write(slots, &mut batch);
        store.engine.apply(batch)?;
        store.engine.flush()?;
        guard::note(&store.directory.files(store.generation), manifest.commit)?;
        store.manifest = manifest;
        store.note_rows(&mut self.pending);
        compact_levels(&store.engine, &mut store.manifest)?;
        self.first_fresh = self.store.manifest.next_document;
        self.fresh.clear();
        self.touched.clear();
        self.bytes = 0;
        Ok(self.store.sequence())
    }

    /// Ends every source that was begun, commits, and gives the number of the last commit.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(&mut self) -> Result<u64, StoreError> {
        self.store.usable()?;
        self.end_all();
        let result = self.try_commit();
        self.guard(result)
    }

    /// As [`Writer::finish`], and leaves what it knows to the next writer.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn pause(mut self) -> Result<(), StoreError> {
        self.finish()?;
        let Self { store, heads, sources, entities, forms, .. } = self;
        let as_of = (store.generation, store.sequence());
        store.known = Some(Known { as_of, heads, sources, entities, forms });
        Ok(())
    }

    /// How many articles left the store with what this writer committed: those that stand in no source any more.
    #[must_use]
    pub fn gone(&self) -> u64 {
        self.gone
    }

    /// After a failed write the memory no longer agrees with the disk: nothing more may be written from it.
    pub(super) fn guard<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        let failed = |error: &StoreError| !matches!(error, StoreError::Interrupted { .. });
        self.store.poisoned |= result.as_ref().err().is_some_and(failed);
        result
    }
}

/// Refuses articles whose spans do not fit their text.
fn check(facts: &ArticleFacts) -> Result<(), StoreError> {
    let refuse = |what| StoreError::Article {
        source_name: facts.source.source.clone(),
        number: facts.source.number,
        what,
    };
    if u32::try_from(facts.text.len()).is_err() {
        return Err(refuse("the text is longer than 4 GB; split it"));
    }
    let spans = facts.sentences.iter().chain(&facts.paragraphs).chain(facts.mentions.iter().map(|m| &m.span));
    let fits = |span: &crate::text::Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        start <= end && (facts.text.is_empty() || facts.text.get(start..end).is_some())
    };
    if !spans.into_iter().all(fits) {
        return Err(refuse("a span lies outside the text or cuts a character"));
    }
    Ok(())
}
