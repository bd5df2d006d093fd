//! The sentences behind a relation, from the articles that the store keeps.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::day;
use super::error::StoreError;
use super::facts::{ArticleKey, SourceRef};
use super::names::{Names, entities, texts};
use super::open::Store;
use super::passage::{Passage, passages};
use super::record::Document;
use super::segments::{FIRST_ENTITY, PLACES, POSTINGS};
use crate::dictionary::EntityId;
use crate::text::Span;

/// Stands between two sentences of which the ones between are left out.
const GAP: &str = " …… ";

/// Which evidence is wanted.
#[derive(Clone, Copy, Debug)]
pub struct EvidenceOptions {
    /// At most so many passages.
    pub limit: usize,
    /// No article before this day; leaves undated ones out.
    pub since: Option<Date>,
    /// No article after this day; leaves undated ones out.
    pub until: Option<Date>,
    /// Latest articles first, else earliest. Undated ones come last.
    pub newest_first: bool,
}

impl Default for EvidenceOptions {
    fn default() -> Self {
        Self { limit: 10, since: None, until: None, newest_first: true }
    }
}

/// A passage that holds what was asked for, with the places where its article was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The article.
    pub article: ArticleKey,
    /// Where the article was found, the first in order first. `lines` has the one line on which the passage begins.
    pub sources: Vec<SourceRef>,
    /// Title in the first source.
    pub title: String,
    /// Earliest date over the sources.
    pub date: Option<Date>,
    /// Line of the first source on which the passage begins, if known.
    pub line: Option<u32>,
    /// The sentence, or the stretch of sentences; empty if the store was given no text.
    pub text: String,
    /// Mentions of the first entity, in bytes of `text`.
    pub a_spans: Vec<Span>,
    /// Mentions of the second entity, in bytes of `text`.
    pub b_spans: Vec<Span>,
}

impl Store {
    /// Passages that hold both entities in one window, by date, then source. Empty if one of them is unknown.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn evidence(
        &self,
        a: &EntityId,
        b: &EntityId,
        options: &EvidenceOptions,
    ) -> Result<Vec<Evidence>, StoreError> {
        self.collect_evidence(a, Some(b), options)
    }

    /// Passages that hold an entity, by date, then source. Empty if it is unknown.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn evidence_of(&self, a: &EntityId, options: &EvidenceOptions) -> Result<Vec<Evidence>, StoreError> {
        self.collect_evidence(a, None, options)
    }

    fn collect_evidence(
        &self,
        a: &EntityId,
        b: Option<&EntityId>,
        options: &EvidenceOptions,
    ) -> Result<Vec<Evidence>, StoreError> {
        self.usable()?;
        let named = entities(&self.engine)?;
        let numbers = |id: &EntityId| -> Vec<u32> {
            (FIRST_ENTITY..)
                .zip(&named)
                .filter(|(_, named)| named.id == *id)
                .map(|(number, _)| number)
                .collect()
        };
        let (a, b) = (numbers(a), b.map(numbers));
        let mut days = self.documents_of(&a, options)?;
        if let Some(b) = &b {
            let others = self.documents_of(b, options)?;
            days.retain(|day, documents| {
                let other = others.get(day);
                documents.retain(|document| other.is_some_and(|other| other.binary_search(document).is_ok()));
                !documents.is_empty()
            });
        }
        let sources = texts(&self.engine, Names::Sources)?;
        let mut order: Vec<u32> = days.keys().copied().collect();
        order
            .sort_unstable_by_key(|&day| (day == 0, if options.newest_first { u32::MAX - day } else { day }));
        let mut found = Vec::new();
        for day in order {
            let mut of_day = Vec::new();
            for &document in &days[&day] {
                of_day.push((self.source_refs(document, &sources)?, document));
            }
            of_day.sort_unstable();
            for (places, document) in of_day {
                if found.len() >= options.limit {
                    return Ok(found);
                }
                let address =
                    self.address(document)?.ok_or_else(|| self.damaged("a document is not in the log"))?;
                let article = self.document_at(address)?;
                let places = Places { day, places };
                for passage in passages(&article.body, &a, b.as_deref(), self.manifest.counting.window) {
                    if found.len() < options.limit {
                        found.push(self.show(&article, &passage, &places)?);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The documents that hold one of the entities, sorted, by day.
    fn documents_of(
        &self,
        entities: &[u32],
        options: &EvidenceOptions,
    ) -> Result<BTreeMap<u32, Vec<u32>>, StoreError> {
        let (since, until) = (day::number(options.since), day::number(options.until));
        let bounded = options.since.is_some() || options.until.is_some();
        let fits = |day: u32| day >= since && (until == 0 || day <= until) && (day != 0 || !bounded);
        let mut days: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &entity in entities {
            for row in self.rows_of(POSTINGS, u64::from(entity), u64::from(entity))? {
                let [_, day, document] = row?.key;
                if fits(day as u32) {
                    days.entry(day as u32).or_default().push(document as u32);
                }
            }
        }
        for documents in days.values_mut() {
            documents.sort_unstable();
        }
        Ok(days)
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

    fn show(&self, article: &Document, passage: &Passage, places: &Places) -> Result<Evidence, StoreError> {
        let mut shown = Evidence {
            article: ArticleKey(article.key),
            sources: places.places.clone(),
            title: places.places.first().map(|place| place.title.clone()).unwrap_or_default(),
            date: self.date(u64::from(places.day))?,
            line: None,
            text: String::new(),
            a_spans: Vec::new(),
            b_spans: Vec::new(),
        };
        for place in &mut shown.sources {
            place.lines = place.lines.get(passage.sentence as usize).copied().into_iter().collect();
        }
        shown.line = shown.sources.first().and_then(|place| place.lines.first().copied());
        if article.text_bytes == 0 {
            return Ok(shown);
        }
        for (number, &piece) in passage.pieces.iter().enumerate() {
            if number > 0 {
                shown.text.push_str(GAP);
            }
            let raw = self.log.read_part(article.text, piece.start as usize, piece.len())?;
            let (skipped, text) = whole_characters(&raw);
            let (from, base) = (piece.start + skipped, shown.text.len() as u32);
            let inside = |span: &&Span| from <= span.start && span.end <= from + text.len() as u32;
            let moved = |span: &Span| Span::new(span.start - from + base, span.end - from + base);
            shown.a_spans.extend(passage.a.iter().filter(inside).map(moved));
            shown.b_spans.extend(passage.b.iter().filter(inside).map(moved));
            shown.text.push_str(&text);
        }
        Ok(shown)
    }
}

/// Where a counted article was found.
struct Places {
    day: u32,
    places: Vec<SourceRef>,
}

/// The text in bytes that may have been cut inside a character at either end, and how many were left out at the start.
fn whole_characters(raw: &[u8]) -> (u32, String) {
    let skipped = raw.iter().take(3).take_while(|&&byte| byte & 0xc0 == 0x80).count();
    let text = String::from_utf8_lossy(&raw[skipped..]);
    (skipped as u32, text.trim_end_matches(char::REPLACEMENT_CHARACTER).to_owned())
}
