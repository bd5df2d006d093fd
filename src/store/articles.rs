//! The articles a store keeps, whole enough to recognise and count them again without their sources.

use std::sync::Arc;

use super::error::{Damage, StoreError};
use super::facts::{ArticleKey, MentionFact, SourceRef};
use super::names::{Names, entities, texts};
use super::open::Store;
use super::record::Document;
use super::segments::{DOCUMENTS, FIRST_ENTITY, PLACES};
use crate::recognise::Named;
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
