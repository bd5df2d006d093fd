//! Which source holds which article: adding, replacing and forgetting, and what that means for the counts.
//!
//! An article is one text; it may stand in several sources and, if they were read differently, have several documents. The
//! document with the smallest (source, number) is the one that is counted, on the earliest date of all sources. Both are
//! looked at again at the next commit after a place was added or taken away, and the difference is written.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use super::error::StoreError;
use super::facts::ArticleKey;
use super::head::Head;
use super::held::{Holding, OpenSource};
use super::names::{Names, texts};
use super::open::Store;
use super::record::{Document, Note};
use super::rows::Row;
use super::segments::{DOCUMENTS, HEADS, HOLDINGS, PLACES};
use super::writer::Writer;

/// Places after whose removal [`Writer::forget_sources`] commits, so that a large source is forgotten in bounded memory.
const FORGET_AT_ONCE: usize = 2000;

/// What [`Writer::forget_sources`] and [`Writer::forget_article`] took out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Articles, each once.
    pub articles: u64,
    /// Places in which they stood: one file may hold an article twice.
    pub places: u64,
}

impl Writer<'_> {
    /// Says that the source is read anew as a whole: articles of it that are not added again before [`Writer::end_source`]
    /// are removed.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn begin_source(&mut self, source: &str) -> Result<(), StoreError> {
        self.store.usable()?;
        let result = self.begin(source, true).map(|_| ());
        self.guard(result)
    }

    /// Whether the store has ever had a source of this name.
    #[must_use]
    pub fn knows_source(&self, source: &str) -> bool {
        self.sources.known(source.as_bytes()).is_some()
    }

    /// Reads what a source holds, as adding to it does if that is to be the first: what is not added again stays.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn open_source(&mut self, source: &str) -> Result<(), StoreError> {
        self.store.usable()?;
        let result = self.opened(source).map(|_| ());
        self.guard(result)
    }

    /// Removes what the source held before and was not added again. Nothing for a source that was not begun.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn end_source(&mut self, source: &str) -> Result<(), StoreError> {
        self.store.usable()?;
        if let Some(open) = self.sources.known(source.as_bytes()).and_then(|number| self.open.remove(&number))
        {
            self.close(&open);
        }
        Ok(())
    }

    /// Says that a source that was begun is not read to its end, or not without a gap: articles of it that are not added
    /// again stay, but for those that others stand in the place of. Nothing for a source that was not begun.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn leave_source(&mut self, source: &str) -> Result<(), StoreError> {
        self.store.usable()?;
        let number = self.sources.known(source.as_bytes());
        if let Some(open) = number.and_then(|number| self.open.get_mut(&number)) {
            for holding in open.leave() {
                self.remove(&holding);
            }
        }
        Ok(())
    }

    /// Takes sources out, with the articles that stand nowhere else. Gives what was forgotten, of unknown sources nothing; an
    /// article that stands in more than one of them is one. `told` hears how many places of how many were taken out. Many
    /// places are forgotten in several commits; after a kill or an interruption, forgetting again goes on.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn forget_sources(
        &mut self,
        sources: &[impl AsRef<str>],
        told: impl FnMut(u64, u64),
    ) -> Result<Forgotten, StoreError> {
        self.store.usable()?;
        let known = sources.iter().filter_map(|source| self.sources.known(source.as_ref().as_bytes()));
        let numbers: Vec<u32> = known.collect();
        for number in &numbers {
            self.open.remove(number);
        }
        self.commit()?;
        let result = self.try_forget(&numbers, told);
        self.guard(result)
    }

    fn try_forget(
        &mut self,
        sources: &[u32],
        mut told: impl FnMut(u64, u64),
    ) -> Result<Forgotten, StoreError> {
        let (mut documents, mut places) = (BTreeSet::new(), 0);
        for &source in sources {
            let holdings = self.holdings(source)?;
            places += holdings.len() as u64;
            documents.extend(holdings.iter().map(|holding| holding.document));
        }
        let articles = self.articles_of(&documents)?;
        let (mut some, mut done) = (Vec::new(), 0);
        for (at, &source) in (1..).zip(sources) {
            some.extend(self.holdings(source)?);
            // Small sources go together: a commit each would take longer than what is in them.
            if some.len() >= FORGET_AT_ONCE || at == sources.len() {
                for some in some.chunks(FORGET_AT_ONCE) {
                    self.forget(some)?;
                    done += some.len() as u64;
                    told(done, places);
                }
                some.clear();
            }
        }
        Ok(Forgotten { articles, places })
    }

    /// How many articles these documents are of: one that was read in several ways has as many.
    fn articles_of(&self, documents: &BTreeSet<u32>) -> Result<u64, StoreError> {
        if documents.len() < 2 {
            return Ok(documents.len() as u64);
        }
        let (mut articles, mut last) = (0, None);
        for row in self.store.rows(HEADS)? {
            let [high, low, document, ..] = row?.key;
            if documents.contains(&(document as u32)) && last != Some([high, low]) {
                last = Some([high, low]);
                articles += 1;
            }
        }
        Ok(articles)
    }

    /// Takes an article out of all its sources. Gives what was forgotten; nothing for an unknown article.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn forget_article(&mut self, article: ArticleKey) -> Result<Forgotten, StoreError> {
        self.store.usable()?;
        self.end_all();
        self.commit()?;
        let documents: Vec<u32> = self.heads.of(article.0)?.map(|head| head.document).collect();
        let result = self.holdings_of(&documents).and_then(|holdings| {
            holdings.chunks(FORGET_AT_ONCE).try_for_each(|some| self.forget(some))?;
            Ok(holdings.len() as u64)
        });
        // Read differently in its sources, it has several documents.
        self.guard(result).map(|places| Forgotten { articles: places.min(1), places })
    }

    /// Takes some places out, in one commit.
    fn forget(&mut self, holdings: &[Holding]) -> Result<(), StoreError> {
        self.store.go_on()?;
        for holding in holdings {
            self.remove(holding);
        }
        self.try_commit().map(drop)
    }

    pub(super) fn end_all(&mut self) {
        let mut open: Vec<_> = std::mem::take(&mut self.open).into_iter().collect();
        open.sort_unstable_by_key(|(number, _)| *number);
        for (_, source) in &open {
            self.close(source);
        }
    }

    fn close(&mut self, open: &OpenSource) {
        open.stale().for_each(|holding| self.remove(&holding));
    }

    fn begin(&mut self, source: &str, whole: bool) -> Result<u32, StoreError> {
        let number = self.sources.number(source.as_bytes());
        if let Some(open) = self.open.remove(&number) {
            self.close(&open);
        }
        if self.touched.contains(&number) {
            self.try_commit()?;
        }
        let open = OpenSource::new(number, whole, &self.holdings(number)?);
        self.open.insert(number, open);
        Ok(number)
    }

    /// The number of an open source; opens it if it was not begun. May commit.
    pub(super) fn opened(&mut self, name: &str) -> Result<u32, StoreError> {
        match self.sources.known(name.as_bytes()).filter(|known| self.open.contains_key(known)) {
            Some(source) => Ok(source),
            None => self.begin(name, false),
        }
    }

    /// Notes that a document stands at a number of an open source. Gives whether that is new.
    pub(super) fn place(
        &mut self,
        source: u32,
        number: u32,
        document: u32,
        note: &Note,
    ) -> Result<bool, StoreError> {
        let encoded = note.encode();
        let digest = xxh3_64(&encoded);
        let Some(mut open) = self.open.remove(&source) else {
            return Err(self.store.damaged("a source is not open"));
        };
        if open.is_short_of(number) {
            open.complete(&self.holdings(source)?);
        }
        let found = open.keep(number, document, digest);
        if !found {
            let note_at = self.store.log.append(&encoded)?;
            let holding = Holding { source, number, document, note: note_at, digest, day: note.day };
            self.write_place(&holding, 1);
            open.put(&holding);
        }
        if !open.whole {
            open.replaced(number).iter().for_each(|holding| self.remove(holding));
        }
        self.open.insert(source, open);
        Ok(!found)
    }

    fn remove(&mut self, holding: &Holding) {
        self.write_place(holding, -1);
        self.unsettled.insert(holding.document);
    }

    fn write_place(&mut self, holding: &Holding, sign: i64) {
        let [source, number, document, day] =
            [holding.source, holding.number, holding.document, holding.day].map(u64::from);
        self.touched.insert(holding.source);
        self.pending.places.push(Row::new([document, source, number, holding.note, day], [sign]));
        self.pending.holdings.push(holding.row(sign));
    }

    /// What a source holds, with what waits for the next commit.
    fn holdings(&self, source: u32) -> Result<Vec<Holding>, StoreError> {
        let wanted = u64::from(source);
        let mut rows: Vec<_> = self.store.rows_of(HOLDINGS, wanted, wanted)?.collect::<Result<_, _>>()?;
        if self.touched.contains(&source) {
            rows.extend(self.pending.holdings.iter().filter(|row| row.key[0] == wanted));
            super::rows::settle(&mut rows);
        }
        Ok(rows.iter().map(|row| Holding::from_key(row.key)).collect())
    }

    fn holdings_of(&self, documents: &[u32]) -> Result<Vec<Holding>, StoreError> {
        let mut sources = BTreeSet::new();
        for &document in documents {
            for row in self.store.rows_of(PLACES, u64::from(document), u64::from(document))? {
                sources.insert(row?.key[1] as u32);
            }
        }
        let mut found = Vec::new();
        for source in sources {
            found.extend(self.holdings(source)?.into_iter().filter(|h| documents.contains(&h.document)));
        }
        Ok(found)
    }

    /// Looks again at every article that gained or lost a place, and writes the difference to its counts.
    pub(super) fn settle_articles(&mut self) -> Result<(), StoreError> {
        if self.unsettled.is_empty() {
            return Ok(());
        }
        super::rows::settle(&mut self.pending.places);
        let mut names = None;
        let mut done = BTreeSet::new();
        for document in std::mem::take(&mut self.unsettled) {
            let key = self.read(document)?.key;
            if done.insert(key) {
                self.settle_article(key, &mut names)?;
            }
        }
        Ok(())
    }

    fn settle_article(&mut self, key: u128, names: &mut Option<Vec<String>>) -> Result<(), StoreError> {
        let before: Vec<Head> = self.heads.of(key)?.collect();
        let mut live = Vec::new();
        let mut earliest = None;
        for head in &before {
            let places = self.places(head.document)?;
            let Some(first) = self.first_place(&places, before.len() > 1, names)? else {
                let address = self.address(head.document)?;
                self.pending.documents.push(Row::new([u64::from(head.document), address], [-1]));
                continue;
            };
            let day = places.iter().map(|place| place.2).filter(|&day| day != 0).min();
            earliest = earliest.into_iter().chain(day).min();
            live.push((first, *head));
        }
        live.sort_unstable_by(|x, y| x.0.cmp(&y.0));
        self.gone += u64::from(live.is_empty() && !before.is_empty());
        let mut after: Vec<Head> = live.into_iter().map(|(_, head)| Head { day: None, ..head }).collect();
        if let Some(counted) = after.first_mut() {
            counted.day = Some(earliest.unwrap_or(0));
        }
        self.change(key, &before, &after)
    }

    /// Writes the difference between two states of an article.
    fn change(&mut self, key: u128, before: &[Head], after: &[Head]) -> Result<(), StoreError> {
        for (heads, others, sign) in [(before, after, -1), (after, before, 1)] {
            for head in heads.iter().filter(|head| !others.contains(head)) {
                self.pending.heads.push(head.row(key, sign));
                if let Some(day) = head.day {
                    let body = self.read(head.document)?.body;
                    self.pending.count(head.document, day, &body, sign, self.store.manifest.counting);
                }
            }
        }
        self.heads.set(key, after)
    }

    /// (source, number, day) of every place of a document, with those of this batch, whose rows are settled.
    fn places(&self, document: u32) -> Result<Vec<(u32, u32, u32)>, StoreError> {
        let wanted = u64::from(document);
        let pending = &self.pending.places;
        let from = pending.partition_point(|row| row.key[0] < wanted);
        let to = pending.partition_point(|row| row.key[0] <= wanted);
        let mut rows = pending[from..to].to_vec();
        if document < self.first_fresh {
            for row in self.store.rows_of(PLACES, wanted, wanted)? {
                rows.push(row?);
            }
        }
        super::rows::settle(&mut rows);
        Ok(rows.iter().map(|row| (row.key[1] as u32, row.key[2] as u32, row.key[4] as u32)).collect())
    }

    /// The smallest (source, number); none without places. Names are compared only where it matters.
    fn first_place(
        &self,
        places: &[(u32, u32, u32)],
        compare: bool,
        names: &mut Option<Vec<String>>,
    ) -> Result<Option<(String, u32)>, StoreError> {
        if !compare || places.is_empty() {
            return Ok(places.first().map(|_| (String::new(), 0)));
        }
        if names.is_none() {
            let mut known = texts(&self.store.engine, Names::Sources)?;
            known.extend(self.sources.waiting_texts());
            *names = Some(known);
        }
        let name = |source: u32| names.as_ref().and_then(|names| names.get(source as usize));
        let first = places.iter().map(|&(source, number, _)| (name(source), number)).min();
        Ok(first.and_then(|(name, number)| Some((name?.clone(), number))))
    }

    fn address(&self, document: u32) -> Result<u64, StoreError> {
        match document.checked_sub(self.first_fresh) {
            Some(fresh) => self.fresh.get(fresh as usize).copied(),
            None => self.store.address(document)?,
        }
        .ok_or_else(|| self.store.damaged("a document is not in the log"))
    }

    fn read(&self, document: u32) -> Result<Document, StoreError> {
        self.store.document_at(self.address(document)?)
    }
}

impl Store {
    /// Where a live document stands in the log.
    pub(super) fn address(&self, document: u32) -> Result<Option<u64>, StoreError> {
        let row = self.rows_of(DOCUMENTS, u64::from(document), u64::from(document))?.next();
        Ok(row.transpose()?.map(|row| row.key[1]))
    }

    pub(super) fn document_at(&self, address: u64) -> Result<Document, StoreError> {
        let record = self.log.read(address)?;
        Document::decode(&record).map_err(|damage| self.damaged(damage.0))
    }

    pub(super) fn note_at(&self, address: u64) -> Result<Note, StoreError> {
        Note::decode(&self.log.read(address)?).map_err(|damage| self.damaged(damage.0))
    }
}
