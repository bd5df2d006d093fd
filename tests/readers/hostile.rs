//! Generated graphs full of hostile text, for properties.

use guanxi::dictionary::Kind;
use guanxi::export::{ExportGraph, Quote, QuoteError};
use guanxi::store::{Dated, EntityRow, RelationRow, Snapshot};
use jiff::civil::date;
use proptest::prelude::*;

use super::graphs::{entity, finish, hostile_text};

/// A graph whose names, aliases and containers are hostile, and one hostile sentence a relation.
pub(crate) fn hostile_graph() -> impl Strategy<Value = (ExportGraph, Vec<String>)> {
    let names = prop::collection::vec((hostile_text(), hostile_text(), 0u64..1000), 1..8);
    let joined = prop::collection::vec((any::<bool>(), 1u64..50, hostile_text(), 0i64..4000), 28);
    (names, joined).prop_map(|(names, joined)| {
        let mut entities: Vec<EntityRow> = names
            .iter()
            .enumerate()
            .map(|(n, (name, other, mentions))| {
                let mut row = entity(&Kind::ALL[n % 4], &format!("{name}{n}"));
                (row.name, row.mentions) = (name.clone(), *mentions);
                (row.within, row.aliases) = (Some(other.clone()), vec![other.clone(), name.clone()]);
                row
            })
            .collect();
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        let count = entities.len() as u32;
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        let chosen: Vec<_> = pairs.zip(&joined).filter(|(_, (joined, ..))| *joined).collect();
        let start = date(2015, 1, 1);
        let relations = chosen
            .iter()
            .map(|((a, b), (_, count, _, days))| {
                let day = start.checked_add(jiff::Span::new().days(*days)).ok();
                RelationRow { a: *a, b: *b, dated: vec![Dated { day, count: *count, articles: 1 }] }
            })
            .collect();
        let sentences = chosen.iter().map(|(_, (_, _, sentence, _))| sentence.clone()).collect();
        (finish(&Snapshot::from_rows(1, 100, 10, entities, relations)), sentences)
    })
}

/// One sentence a relation as its evidence.
pub(crate) fn quoting(sentences: &[String]) -> impl FnMut(u32, usize) -> Result<Vec<Quote>, QuoteError> + '_ {
    |relation, _| {
        let text = sentences[relation as usize].clone();
        Ok(vec![Quote { text, source: "a.txt".to_owned(), line: Some(1), ..Quote::default() }])
    }
}
