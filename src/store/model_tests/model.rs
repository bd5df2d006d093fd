//! Articles in short, and a model that keeps what each place holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::count::Count;
use crate::dictionary::{EntityId, Kind, Named};
use crate::recognise::Origin;
use crate::relate::Counting;
use crate::store::{ArticleFacts, ArticleKey, Dated, MentionFact, RelationRow, Snapshot, SourceRef};
use crate::text::Span;

/// An article in short: which text it is, which day, and which reading of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Short {
    pub(super) text: u8,
    pub(super) day: u8,
    pub(super) reading: u8,
}

const NAMES: [&str; 5] = ["赤峰", "包头", "天骏计划", "总工会", "张慧宇"];

pub(super) fn named(number: usize, reading: u8) -> Arc<Named> {
    let kind = [Kind::PLACE, Kind::PLACE, Kind::PROGRAMME, Kind::ORGANISATION, Kind::PERSON][number].clone();
    // Another reading knows another alias: the definition of the entity changes, its id stays.
    let aliases = if reading > 1 { vec![format!("别名{reading}")] } else { Vec::new() };
    let id = EntityId::new(&kind, NAMES[number], None);
    Arc::new(Named { id, kind, name: NAMES[number].to_owned(), within: None, aliases })
}

/// A text whose names follow from its number, with its sentences and mentions.
fn written(text: u16, reading: u8) -> (String, Vec<Span>, Vec<MentionFact>) {
    let mut body = String::new();
    let (mut sentences, mut mentions) = (Vec::new(), Vec::new());
    for sentence in 0..=(text % 4) {
        let start = body.len() as u32;
        for place in 0..2 + (text + sentence) % 3 {
            let which = usize::from(text * 7 + sentence * 3 + place * 2) % NAMES.len();
            let span_start = body.len() as u32;
            // Some stand in a form that no list has.
            let form = if (text + place).is_multiple_of(5) { "市" } else { "" };
            body.push_str(NAMES[which]);
            body.push_str(form);
            let span = Span::new(span_start, body.len() as u32);
            let entity =
                (!(text + place + u16::from(reading)).is_multiple_of(7)).then(|| named(which, reading));
            mentions.push(MentionFact {
                span,
                entity,
                origin: Origin::Dictionary,
                sentence: u32::from(sentence),
                paragraph: u32::from(sentence / 2),
            });
            body.push('和');
        }
        body.push('第');
        body.push_str(&text.to_string());
        body.push('。');
        sentences.push(Span::new(start, body.len() as u32));
    }
    (body, sentences, mentions)
}

/// The facts of an article: sentences whose names follow from the text's number.
pub(super) fn facts(source: u8, number: u8, text: u8, day: u8, reading: u8) -> ArticleFacts {
    let (body, sentences, mentions) = written(u16::from(text), reading);
    let paragraphs = sentences.chunks(2).map(|s| Span::new(s[0].start, s[s.len() - 1].end)).collect();
    let date = (day > 0).then(|| Date::constant(2022, 10, day.cast_signed()));
    ArticleFacts {
        key: ArticleKey::of_text(&body),
        source: SourceRef {
            source: format!("页{source}.txt"),
            number: u32::from(number),
            record: None,
            title: format!("题{text}"),
            date,
            lines: (1..=sentences.len() as u32).collect(),
        },
        dateline: None,
        text: body,
        repeats: if text.is_multiple_of(6) { vec![1] } else { Vec::new() },
        sentences,
        paragraphs,
        mentions,
    }
}

pub(super) fn fact(source: u8, number: u8, short: Short) -> ArticleFacts {
    facts(source, number, short.text, short.day, short.reading)
}

/// What each place holds. Everything else is counted from scratch.
#[derive(Default)]
pub(super) struct Model {
    pub(super) places: BTreeMap<(String, u8), (u8, Short)>,
}

impl Model {
    pub(super) fn put(&mut self, source: u8, number: u8, short: Short) {
        self.places.insert((format!("页{source}.txt"), number), (source, short));
    }

    pub(super) fn counted(&self) -> Vec<(ArticleFacts, Option<Date>)> {
        let mut first: BTreeMap<ArticleKey, (ArticleFacts, Option<Date>)> = BTreeMap::new();
        for ((_, number), (source, short)) in &self.places {
            let facts = fact(*source, *number, *short);
            let date = facts.source.date;
            let entry = first.entry(facts.key).or_insert((facts, None));
            entry.1 = entry.1.into_iter().chain(date).min();
        }
        first.into_values().collect()
    }

    /// The snapshot, by naive loops.
    pub(super) fn snapshot(&self, counting: Counting) -> Snapshot {
        let mut count = Count::default();
        let counted = self.counted();
        for (facts, date) in &counted {
            count.article(facts, *date, counting);
        }
        for row in count.rows.values_mut() {
            for list in [&mut row.aliases, &mut row.surfaces] {
                list.sort_unstable();
                list.dedup();
            }
        }
        let ids: Vec<EntityId> = count.rows.keys().cloned().collect();
        let node = |id: &EntityId| ids.binary_search(id).unwrap() as u32;
        let dated = |(day, (count, articles))| Dated { day, count, articles };
        let relations = count.pairs.into_iter().map(|((a, b), days)| RelationRow {
            a: node(&a),
            b: node(&b),
            dated: days.into_iter().map(dated).collect(),
        });
        let entities = count.rows.into_values().collect();
        Snapshot::from_rows(0, count.windows, counted.len() as u64, entities, relations.collect())
            .with_counting(counting)
    }
}
