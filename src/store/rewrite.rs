//! Writing the whole store anew: what is dead leaves the files, and counts may follow another window.
//!
//! A new generation is built beside the live one from the articles alone, published, and then named in the marker. A
//! process that dies before that leaves the old generation live, and the next opening removes the half-made one.

use std::collections::HashMap;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::compaction::{compact_levels, merge_all};
use super::directory::{live_generation, log_path, sync_directory};
use super::engine::{Batch, Engine};
use super::error::StoreError;
use super::guard;
use super::log::Log;
use super::manifest::Manifest;
use super::names::{Interner, Names};
use super::open::{Store, database};
use super::packing::Packing;
use super::pending::Pending;
use super::record::{Body, Document};
use super::rows::Row;
use super::segments::{DOCUMENTS, HEADS, PLACES, UNCOUNTED};
use crate::relate::Counting;

/// Rows that are collected before they are written.
const ROWS_AT_ONCE: usize = 400_000;

/// Where the database is put together.
const DRAFT: &str = "database.tmp";

/// What a rewrite did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Rewritten {
    /// Articles that were copied.
    pub articles: u64,
    /// Bytes of all files before.
    pub before: u64,
    /// Bytes of all files after.
    pub after: u64,
}

impl Store {
    /// Shrinks the store: writes it anew without what was forgotten or replaced. The facts stay the same; texts and names
    /// of forgotten articles leave the disk. `told` hears how many articles are done, and of how many.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the disk cannot hold both copies for a while, [`StoreError::Damaged`]; the store stays as it was.
    pub fn compact(&mut self, told: impl FnMut(u64, u64)) -> Result<Rewritten, StoreError> {
        self.rewrite(self.manifest.counting, told)
    }

    /// Counts everything anew by another window or weighting, from the stored mentions. `told` as for [`Store::compact`].
    ///
    /// # Errors
    /// As [`Store::compact`].
    pub fn recount(
        &mut self,
        counting: Counting,
        told: impl FnMut(u64, u64),
    ) -> Result<Rewritten, StoreError> {
        self.rewrite(counting, told)
    }

    fn rewrite(&mut self, counting: Counting, told: impl FnMut(u64, u64)) -> Result<Rewritten, StoreError> {
        self.usable()?;
        let before = self.bytes();
        let generation = self.generation + 1;
        let files = self.directory.files(generation);
        let moved = self.copy(generation, counting, told).and_then(|copied| self.move_to(generation, copied));
        if moved.is_err() && live_generation(self.path()).is_ok_and(|live| live != generation) {
            // The disk may be full.
            let _ = std::fs::remove_dir_all(&files);
            if self.generation == generation {
                let _ = std::fs::remove_file(self.graph(self.sequence()));
            }
        }
        Ok(Rewritten { articles: moved?, before, after: self.bytes() })
    }

    /// A copy of everything, on disk.
    fn copy(
        &self,
        generation: u32,
        counting: Counting,
        told: impl FnMut(u64, u64),
    ) -> Result<Copied, StoreError> {
        let files = self.directory.files(generation);
        let copied = Copy::new(self, generation, counting)?.run(&files, told)?;
        guard::note(&files, copied.manifest.commit)?;
        for directory in [&files, &database(&files)] {
            let cure = "see that the disk is well and not full";
            sync_directory(directory).map_err(StoreError::io(directory, cure))?;
        }
        Ok(copied)
    }

    /// Makes a copy the live generation; gives its articles.
    fn move_to(&mut self, generation: u32, copied: Copied) -> Result<u64, StoreError> {
        // From here on memory and disk disagree until the marker names the new generation.
        self.poisoned = true;
        let Copied { engine, log, manifest, articles } = copied;
        (self.engine, self.log, self.manifest, self.generation) = (engine, log, manifest, generation);
        self.since = None;
        self.write_graph()?;
        self.directory.switch(generation)?;
        self.poisoned = false;
        self.tidy()?;
        Ok(articles)
    }
}

/// What a new generation is made of.
struct Copied {
    engine: Engine,
    log: Log,
    manifest: Manifest,
    articles: u64,
}

/// A new generation in the making.
struct Copy<'s> {
    from: &'s Store,
    engine: Engine,
    log: Log,
    manifest: Manifest,
    pending: Pending,
    entities: Renumber,
    forms: Renumber,
    sources: Renumber,
    articles: u64,
}

impl<'s> Copy<'s> {
    fn new(from: &'s Store, generation: u32, counting: Counting) -> Result<Self, StoreError> {
        let files = from.directory.files(generation);
        let cure = "make the directory writable, and see that the disk is not full";
        if files.exists() {
            std::fs::remove_dir_all(&files).map_err(StoreError::io(&files, cure))?;
        }
        std::fs::create_dir_all(&files).map_err(StoreError::io(&files, cure))?;
        let engine = Engine::open(&files.join(DRAFT), from.engine.cache_bytes())?;
        let log = Log::create(&log_path(from.path(), generation), Packing::Small)?;
        let (commit, dictionary) = (from.manifest.commit, from.manifest.dictionary);
        let mut manifest = Manifest { commit, counting, dictionary, ..Manifest::default() };
        if counting == from.manifest.counting {
            manifest.turn(u64::from(generation));
        } else {
            manifest.advance(u64::from(generation));
        }
        Ok(Self {
            entities: Renumber::new(from, &engine, Names::Entities)?,
            forms: Renumber::new(from, &engine, Names::Forms)?,
            sources: Renumber::new(from, &engine, Names::Sources)?,
            manifest,
            pending: Pending::default(),
            articles: 0,
            from,
            engine,
            log,
        })
    }

    fn run(mut self, files: &Path, mut told: impl FnMut(u64, u64)) -> Result<Copied, StoreError> {
        let from = self.from;
        let mut heads = HashMap::new();
        for row in from.rows(HEADS)? {
            let [_, _, document, day, _] = row?.key;
            heads.insert(document, day);
        }
        let all = heads.len() as u64;
        let mut places = from.rows(PLACES)?.peekable();
        for row in from.rows(DOCUMENTS)? {
            from.go_on()?;
            let [document, address] = row?.key;
            let day = heads.get(&document).ok_or_else(|| from.damaged("a document is of no article"))?;
            let number = self.document(address, *day)?;
            while let Some(place) = places.next_if(|p| p.as_ref().map_or(true, |p| p.key[0] <= document)) {
                let place = place?;
                if place.key[0] == document {
                    self.place(number, &place)?;
                }
            }
            self.articles += u64::from(*day != UNCOUNTED);
            if self.pending.len() >= ROWS_AT_ONCE {
                self.write()?;
            }
            told(u64::from(number) + 1, all);
        }
        self.write()?;
        merge_all(&self.engine, &mut self.manifest)?;
        self.without_leftovers(files)
    }

    /// Moves what the draft holds into the database that stays: sled's files never shrink, and the draft's have held
    /// everything several times.
    fn without_leftovers(self, files: &Path) -> Result<Copied, StoreError> {
        let engine = Engine::open(&database(files), self.engine.cache_bytes())?;
        self.engine.copy_to(&engine)?;
        let Self { engine: copied, log, manifest, articles, .. } = self;
        drop(copied);
        let draft = files.join(DRAFT);
        std::fs::remove_dir_all(&draft).map_err(StoreError::io(&draft, "make the directory writable"))?;
        Ok(Copied { engine, log, manifest, articles })
    }

    /// Copies a document and counts it; gives its new number.
    fn document(&mut self, address: u64, day: u64) -> Result<u32, StoreError> {
        let old = self.from.document_at(address)?;
        let body = self.renumbered(old.body)?;
        let mut encoded = Vec::new();
        body.encode(&mut encoded);
        let text = self.log.append(&self.from.log.read(old.text)?)?;
        let address = self.log.append(&Document::encode(old.key, text, old.text_bytes, &encoded))?;
        let number = self.manifest.next_document;
        self.manifest.next_document += 1;
        self.pending.documents.push(Row::new([u64::from(number), address], [1]));
        let key = [(old.key >> 64) as u64, old.key as u64, u64::from(number), day, xxh3_64(&encoded)];
        self.pending.heads.push(Row::new(key, [1]));
        if day != UNCOUNTED {
            self.pending.count(number, day as u32, &body, 1, self.manifest.counting);
        }
        Ok(number)
    }

    fn renumbered(&mut self, mut body: Body) -> Result<Body, StoreError> {
        for mention in &mut body.mentions {
            if mention.entity != 0 {
                mention.entity = self.entities.of(mention.entity, self.from)?;
            }
            if mention.form != 0 {
                mention.form = self.forms.of(mention.form, self.from)?;
            }
        }
        Ok(body)
    }

    fn place(&mut self, document: u32, place: &Row<5, 1>) -> Result<(), StoreError> {
        let [_, source, number, note, day] = place.key;
        let source = u64::from(self.sources.of(source as u32, self.from)?);
        let encoded = self.from.log.read(note)?;
        let note = self.log.append(&encoded)?;
        let document = u64::from(document);
        self.pending.places.push(Row::new([document, source, number, note, day], [1]));
        self.pending.holdings.push(Row::new([source, number, document, note, xxh3_64(&encoded), day], [1]));
        Ok(())
    }

    fn write(&mut self) -> Result<(), StoreError> {
        self.manifest.log_end = self.log.sync()?;
        let mut batch = Batch::default();
        self.pending.settle();
        let slots = self.pending.write(&self.engine, &mut self.manifest, &mut batch)?;
        self.pending.clear();
        for names in [&mut self.entities, &mut self.forms, &mut self.sources] {
            names.to.write(&mut batch);
        }
        self.manifest.write(slots, &mut batch);
        self.engine.apply(batch)?;
        compact_levels(&self.engine, &mut self.manifest)
    }
}

/// From the numbers of the old generation to those of the new one, which only what lives gets.
struct Renumber {
    records: Vec<Vec<u8>>,
    first: u32,
    new: HashMap<u32, u32>,
    to: Interner,
}

impl Renumber {
    fn new(from: &Store, engine: &Engine, names: Names) -> Result<Self, StoreError> {
        let records = names.records(&from.engine)?;
        let to = Interner::load(engine, names)?;
        Ok(Self { records, first: names.first(), new: HashMap::new(), to })
    }

    fn of(&mut self, old: u32, from: &Store) -> Result<u32, StoreError> {
        if let Some(&new) = self.new.get(&old) {
            return Ok(new);
        }
        let record = old.checked_sub(self.first).and_then(|at| self.records.get(at as usize));
        let new = self.to.number(record.ok_or_else(|| from.damaged("a number has no name"))?);
        self.new.insert(old, new);
        Ok(new)
    }
}
