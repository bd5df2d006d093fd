//! The articles a store keeps, whole enough to recognise and count them again without their sources.

use std::sync::Arc;

use super::error::{Damage, StoreError};
use super::facts::{ArticleKey, MentionFact, SourceRef};
use super::names::{Definitions, Names, entities, texts};
use super::open::Store;
use super::record::Document;
use super::segments::{DOCUMENTS, FIRST_ENTITY, HEADS, PLACES, UNCOUNTED};
use crate::dictionary::Named;
use crate::text::Span;

/// An article as it is kept, with all its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredArticle {
    /// Identity.
    pub key: ArticleKey,
    /// Where it was found, sorted.
    pub sources: Vec<SourceRef>,
    /// Whether this reading of the text is the one that counts: of the same text read differently in two sources, that of
    /// the first source.
    pub counted: bool,
    /// The place its dateline names.
    pub dateline: Option<String>,
    /// Working text.
    pub text: String,
    /// Sentences of the working text.
    pub sentences: Vec<Span>,
    /// Paragraphs of the working text.
    pub paragraphs: Vec<Span>,
    /// Paragraphs that are not counted.
    pub repeats: Vec<u32>,
    /// As they were added.
    pub mentions: Vec<MentionFact>,
}

/// What reading single articles takes; it holds for articles that are there now.
pub struct Reading {
    pub(super) entities: Definitions,
    sources: Vec<String>,
}

impl Reading {
    /// Reads entities as [`Writer::redefine`](super::Writer::redefine) defines them, before or after it does.
    pub fn redefine(&mut self, pairs: &[(Arc<Named>, Arc<Named>)]) {
        self.entities.redefine(pairs);
    }
}

impl Store {
    /// All articles, in the order in which they were first added.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like; also each item.
    pub fn articles(
        &self,
    ) -> Result<impl Iterator<Item = Result<StoredArticle, StoreError>> + '_, StoreError> {
        self.usable()?;
        let named: Vec<_> = entities(&self.engine)?.into_iter().map(Arc::new).collect();
        let sources = texts(&self.engine, Names::Sources)?;
        let counted = self.counted()?;
        let documents = self.rows(DOCUMENTS)?;
        Ok(documents.map(move |row| {
            let [document, address] = row?.key;
            let sources = self.source_refs(document as u32, &sources)?;
            let counted = counted.binary_search(&document).is_ok();
            let document = self.document_at(address)?;
            let text = self.text_of(&document)?;
            let of = |number: u32| {
                let named = number.checked_sub(FIRST_ENTITY).and_then(|at| named.get(at as usize));
                named.cloned().ok_or(Damage("an entity has no name"))
            };
            self.stored(document, text, sources, counted, of)
        }))
    }

    /// What [`Store::article`] needs for many articles.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn reading(&self) -> Result<Reading, StoreError> {
        self.usable()?;
        let (entities, sources) = (Definitions::load(&self.engine)?, texts(&self.engine, Names::Sources)?);
        Ok(Reading { entities, sources })
    }

    /// The article with a number, if it is still there; as [`Store::articles`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn article(&self, number: u32, with: &mut Reading) -> Result<Option<StoredArticle>, StoreError> {
        self.usable()?;
        let Some(address) = self.address(number)? else { return Ok(None) };
        let document = self.document_at(address)?;
        let text = self.text_of(&document)?;
        let sources = self.source_refs(number, &with.sources)?;
        let counted = self.is_counted(number, document.key)?;
        self.stored(document, text, sources, counted, |number| with.entities.get(number)).map(Some)
    }

    /// Whether a document of an article is the one that counts.
    fn is_counted(&self, number: u32, key: u128) -> Result<bool, StoreError> {
        let (high, low) = ((key >> 64) as u64, key as u64);
        for row in self.rows_of(HEADS, high, high)? {
            let [_, of, document, day, _] = row?.key;
            if (of, document) == (low, u64::from(number)) {
                return Ok(day != UNCOUNTED);
            }
        }
        Ok(false)
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

    /// Where a document was found, in order.
    pub(super) fn source_refs(&self, document: u32, names: &[String]) -> Result<Vec<SourceRef>, StoreError> {
        let mut places = Vec::new();
        for row in self.rows_of(PLACES, u64::from(document), u64::from(document))? {
            let [_, source, number, address, _] = row?.key;
            let note = self.note_at(address)?;
            let name = names.get(source as usize).ok_or_else(|| self.damaged("a source has no name"))?;
            places.push(SourceRef {
                source: name.clone(),
                number: number as u32,
                record: note.record,
                title: note.title,
                date: self.date(u64::from(note.day))?,
                lines: note.lines,
            });
        }
        places.sort_unstable();
        Ok(places)
    }

    /// The text of a document.
    pub(super) fn text_of(&self, document: &Document) -> Result<String, StoreError> {
        let text = String::from_utf8(self.log.read(document.text)?);
        text.map_err(|_| self.damaged("a text is not UTF-8"))
    }

    pub(super) fn stored(
        &self,
        document: Document,
        text: String,
        sources: Vec<SourceRef>,
        counted: bool,
        mut named: impl FnMut(u32) -> Result<Arc<Named>, Damage>,
    ) -> Result<StoredArticle, StoreError> {
        let mut mentions = Vec::with_capacity(document.body.mentions.len());
        for kept in &document.body.mentions {
            let entity = (kept.entity >= FIRST_ENTITY).then(|| named(kept.entity)).transpose();
            let entity = entity.map_err(|damage| self.damaged(damage.0))?;
            mentions.push(MentionFact {
                span: kept.span,
                entity,
                origin: kept.origin,
                sentence: kept.sentence,
                paragraph: kept.paragraph,
            });
        }
        Ok(StoredArticle {
            key: ArticleKey(document.key),
            sources,
            counted,
            dateline: document.body.dateline,
            text,
            sentences: document.body.sentences,
            paragraphs: document.body.paragraphs,
            repeats: document.body.repeats,
            mentions,
        })
    }
}
