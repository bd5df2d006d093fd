//! The sentences behind a relation, from the articles that the store keeps.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::codec::Bytes;
use super::day;
use super::error::{Damage, StoreError};
use super::facts::{ArticleKey, SourceRef};
use super::log::LogFile;
use super::passage::{Passage, passages};
use super::record::{Document, Note};
use super::runs::steps_of;
use super::sections::{DOCUMENT, Section, u32_at, u64_at};
use super::snapshot::Snapshot;
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

impl Snapshot {
    /// Passages that hold both nodes in one window, by date, then source. Empty without a relation, and for a snapshot that
    /// was made of rows. Reads only articles of the days on which the two stand together.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`] if the articles cannot be read.
    ///
    /// # Panics
    /// If there is no such node.
    pub fn evidence(&self, a: u32, b: u32, options: &EvidenceOptions) -> Result<Vec<Evidence>, StoreError> {
        let Some(relation) = self.between(a, b) else { return Ok(Vec::new()) };
        let days: Vec<u32> = self.relation(relation).numbers().map(|(day, _)| day).collect();
        let others: Vec<u32> = self.postings(b).collect();
        let mut documents: Vec<u32> = self.postings(a).collect();
        documents.retain(|document| others.binary_search(document).is_ok());
        documents.retain(|&document| days.binary_search(&self.day_of(document)).is_ok());
        self.show_all(documents, (a, b), options)
    }

    fn show_all(
        &self,
        mut documents: Vec<u32>,
        (a, b): (u32, u32),
        options: &EvidenceOptions,
    ) -> Result<Vec<Evidence>, StoreError> {
        let Some(log) = self.log() else { return Ok(Vec::new()) };
        documents.retain(|&document| options.admits(self.day_of(document)));
        if options.newest_first {
            // Within a day the order of sources stays.
            documents.sort_by_key(|&document| {
                let day = self.day_of(document);
                (day == 0, u32::MAX - day)
            });
        }
        let numbers = |node| self.numbers(node).collect::<Vec<u32>>();
        let (a, b) = (numbers(a), numbers(b));
        let mut found = Vec::new();
        for document in documents {
            if found.len() >= options.limit {
                break;
            }
            let record = log.read(self.address_of(document))?;
            let article = Document::decode(&record).map_err(|damage| log.damaged(damage))?;
            let passages = passages(&article.body, &a, &b, self.counting().window);
            if passages.is_empty() {
                continue;
            }
            let places = Places { day: self.day_of(document), places: self.places(document, log)? };
            for passage in passages.iter().take(options.limit - found.len()) {
                found.push(show(log, &article, passage, &places)?);
            }
        }
        Ok(found)
    }

    /// Names of the sources of the articles that are counted, sorted: all but those that hold nothing than other readings of
    /// texts that stand elsewhere too. O(articles).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if the places of an article do not read.
    pub fn sources(&self) -> Result<Vec<String>, StoreError> {
        let Some(log) = self.log() else { return Ok(Vec::new()) };
        let mut held = vec![false; self.source_count()];
        for document in 0..self.document_count() as u32 {
            for (source, ..) in self.place_numbers(document).map_err(|damage| log.damaged(damage))? {
                let held = held.get_mut(source as usize);
                *held.ok_or_else(|| log.damaged(Damage("a place is in no source")))? = true;
            }
        }
        let held = (0..).zip(held).filter(|&(_, held)| held);
        Ok(held.map(|(source, _)| self.source(source).to_owned()).collect())
    }

    /// The number of articles on each day; those without a date are left out. O(articles).
    #[must_use]
    pub fn days(&self) -> BTreeMap<Date, u64> {
        let mut days = BTreeMap::new();
        for document in 0..self.document_count() as u32 {
            if let Ok(Some(day)) = day::date(self.day_of(document)) {
                *days.entry(day).or_default() += 1;
            }
        }
        days
    }

    pub(super) fn document_count(&self) -> usize {
        self.section(Section::Documents).len() / DOCUMENT
    }

    fn document(&self, document: u32) -> &[u8] {
        &self.section(Section::Documents)[document as usize * DOCUMENT..][..DOCUMENT]
    }

    /// Where an article stands in the log.
    pub(super) fn address_of(&self, document: u32) -> u64 {
        u64_at(self.document(document), 0)
    }

    pub(super) fn day_of(&self, document: u32) -> u32 {
        u32_at(self.document(document), 3)
    }

    /// The records of articles that follow each other, and their places, as they lie there.
    pub(super) fn document_bytes(&self, documents: &Range<u32>) -> (&[u8], &[u8]) {
        self.records_of([Section::Documents, Section::Places], DOCUMENT, 2, documents)
    }

    /// The articles of nodes that follow each other, as they lie there, and where those of each begin and the last end.
    pub(super) fn posting_bytes(&self, nodes: &Range<u32>) -> (&[u8], &[u8]) {
        let [from, to] = [nodes.start, nodes.end].map(|node| node as usize);
        let starts = &self.section(Section::PostingsAt)[from * 4..(to + 1) * 4];
        let range = u32_at(starts, 0) as usize..u32_at(starts, to - from) as usize;
        (self.section(Section::Postings).get(range).unwrap_or_default(), starts)
    }

    /// The articles of a node, by day, then source.
    pub(super) fn postings(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let (packed, _) = self.posting_bytes(&(node..node + 1));
        let count = self.document_count() as u32;
        steps_of(Bytes::new(packed)).take_while(move |&document| document < count)
    }

    /// Rank of the source, number and address of the note of each place of an article, in order.
    pub(super) fn place_numbers(&self, document: u32) -> Result<Vec<(u32, u32, u64)>, Damage> {
        let at = u32_at(self.document(document), 2) as usize;
        let mut bytes = Bytes::new(self.section(Section::Places).get(at..).unwrap_or_default());
        (0..bytes.count()?).map(|_| Ok((bytes.small()?, bytes.small()?, bytes.number()?))).collect()
    }

    /// Where an article was found, in order.
    fn places(&self, document: u32, log: &LogFile) -> Result<Vec<SourceRef>, StoreError> {
        let damaged = |damage| log.damaged(damage);
        let mut places = Vec::new();
        for (source, number, note) in self.place_numbers(document).map_err(damaged)? {
            let note = log.read(note)?;
            let note = Note::decode(&note).map_err(damaged)?;
            places.push(SourceRef {
                source: self.source(source).to_owned(),
                number,
                record: note.record,
                title: note.title,
                date: day::date(note.day).map_err(damaged)?,
                lines: note.lines,
            });
        }
        Ok(places)
    }

    pub(super) fn source_count(&self) -> usize {
        (self.section(Section::SourcesAt).len() / 8).saturating_sub(1)
    }

    pub(super) fn source(&self, number: u32) -> &str {
        let starts =
            self.section(Section::SourcesAt).get(number as usize * 8..).filter(|rest| rest.len() >= 16);
        let range = starts.map(|starts| u64_at(starts, 0) as usize..u64_at(starts, 1) as usize);
        let name = range.and_then(|range| self.section(Section::Sources).get(range));
        name.and_then(|name| str::from_utf8(name).ok()).unwrap_or_default()
    }
}

impl EvidenceOptions {
    fn admits(&self, day: u32) -> bool {
        let bounded = self.since.is_some() || self.until.is_some();
        let (since, until) = (day::number(self.since), day::number(self.until));
        !bounded || (day != 0 && since <= day && (until == 0 || day <= until))
    }
}

/// Where a counted article was found.
struct Places {
    day: u32,
    places: Vec<SourceRef>,
}

fn show(
    log: &LogFile,
    article: &Document,
    passage: &Passage,
    places: &Places,
) -> Result<Evidence, StoreError> {
    let mut shown = Evidence {
        article: ArticleKey(article.key),
        sources: places.places.clone(),
        title: places.places.first().map(|place| place.title.clone()).unwrap_or_default(),
        date: day::date(places.day).map_err(|damage| log.damaged(damage))?,
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
        let raw = log.read_part(article.text, piece.start as usize, piece.len())?;
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

/// The text in bytes that may have been cut inside a character at either end, and how many were left out at the start.
fn whole_characters(raw: &[u8]) -> (u32, String) {
    let skipped = raw.iter().take(3).take_while(|&&byte| byte & 0xc0 == 0x80).count();
    let text = String::from_utf8_lossy(&raw[skipped..]);
    (skipped as u32, text.trim_end_matches(char::REPLACEMENT_CHARACTER).to_owned())
}
