//! Which document of each article counts, and on which day, worked out again from the places of all documents.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::Report;
use crate::store::error::StoreError;
use crate::store::names::{Names, texts};
use crate::store::open::Store;
use crate::store::rows::{Row, settle};
use crate::store::segments::{DOCUMENTS, HEADS, HOLDINGS, PLACES, UNCOUNTED};

/// A document, and the day on which it counts; none if another reading of its article does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head {
    pub(super) document: u32,
    pub(super) address: u64,
    pub(super) day: Option<u32>,
}

/// A document as it is held.
struct Held {
    document: u64,
    address: u64,
    digest: u64,
}

/// Where a document stands.
#[derive(Clone, Copy)]
struct Place<'n> {
    source: &'n str,
    number: u64,
    /// 0 if none is known.
    day: u64,
}

impl Place<'_> {
    /// Becomes the first of itself and another place, on the earlier of their days.
    fn meet(&mut self, other: Self) {
        let day = [self.day, other.day].into_iter().filter(|&day| day != 0).min().unwrap_or(0);
        let first = if other.order() < self.order() { other } else { *self };
        *self = Self { day, ..first };
    }

    fn order(&self) -> (&str, u64) {
        (self.source, self.number)
    }
}

/// What the list of places tells.
#[derive(Default)]
struct Places<'n> {
    /// As they should be listed by source.
    holdings: Vec<Row<6, 1>>,
    /// The first place of each document.
    first: BTreeMap<u64, Place<'n>>,
}

impl Store {
    /// Works out which documents count on which day, and compares with what is stored.
    pub(super) fn verify_heads(&self, report: &mut Report) -> Result<Vec<Head>, StoreError> {
        let names = texts(&self.engine, Names::Sources)?;
        let Places { mut holdings, first } = self.places(&names, report)?;
        settle(&mut holdings);
        self.compare_rows(HOLDINGS, &holdings, "places of source", report)?;
        let (mut rows, mut heads) = (Vec::new(), Vec::new());
        for (key, documents) in self.held_documents(report)? {
            heads_of(key, &documents, &first, &mut rows, &mut heads);
            for held in documents.iter().filter(|held| !first.contains_key(&held.document)) {
                report.problem(format!("document {} stands in no source", held.document));
            }
            report.articles += 1;
        }
        settle(&mut rows);
        self.compare_rows(HEADS, &rows, "article", report)?;
        heads.sort_unstable();
        Ok(heads)
    }

    /// Reads where documents stand.
    fn places<'n>(&self, names: &'n [String], report: &mut Report) -> Result<Places<'n>, StoreError> {
        let mut places = Places::default();
        for row in self.rows(PLACES)? {
            let Row { key: [document, source, number, note, day], values: [times] } = row?;
            let name = names.get(source as usize).ok_or_else(|| self.damaged("a source has no name"))?;
            let encoded = self.log.read(note)?;
            let stored = self.note_at(note)?.day;
            if times != 1 || u64::from(stored) != day {
                report.problem(format!("{name}: article {number} is listed {times} times on day {day}"));
            }
            let key = [source, number, document, note, xxh3_64(&encoded), day];
            places.holdings.push(Row::new(key, [times]));
            let place = Place { source: name, number, day };
            places.first.entry(document).and_modify(|first| first.meet(place)).or_insert(place);
        }
        Ok(places)
    }

    /// Reads the documents: those of each article by its key.
    fn held_documents(&self, report: &mut Report) -> Result<BTreeMap<u128, Vec<Held>>, StoreError> {
        let mut found: BTreeMap<u128, Vec<Held>> = BTreeMap::new();
        for row in self.rows(DOCUMENTS)? {
            let [document, address] = row?.key;
            let article = self.document_at(address)?;
            let mut body = Vec::new();
            article.body.encode(&mut body);
            found.entry(article.key).or_default().push(Held { document, address, digest: xxh3_64(&body) });
            report.documents += 1;
            report.mentions += article.body.mentions.len() as u64;
        }
        Ok(found)
    }
}

/// Works out which document of an article counts: that of the first place, on the earliest day. Adds their rows and themselves.
fn heads_of(
    key: u128,
    documents: &[Held],
    first: &BTreeMap<u64, Place<'_>>,
    rows: &mut Vec<Row<5, 1>>,
    heads: &mut Vec<Head>,
) {
    let place = |held: &Held| first.get(&held.document);
    let days = documents.iter().filter_map(place).map(|place| place.day);
    let day = days.filter(|&day| day != 0).min().unwrap_or(0);
    let counted = documents.iter().min_by_key(|held| place(held).map(Place::order));
    for held in documents {
        let is_counted = counted.is_some_and(|counted| counted.document == held.document);
        let stored = if is_counted { day } else { UNCOUNTED };
        rows.push(Row::new([(key >> 64) as u64, key as u64, held.document, stored, held.digest], [1]));
        let day = is_counted.then_some(day as u32);
        heads.push(Head { document: held.document as u32, address: held.address, day });
    }
}
