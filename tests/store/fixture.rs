//! Articles in short, and stores made of them.

use std::path::Path;
use std::sync::Arc;

use guanxi::dictionary::{EntityId, Kind, Named};
use guanxi::recognise::Origin;
use guanxi::store::{ArticleFacts, ArticleKey, MentionFact, OpenOptions, SourceRef, Store};
use guanxi::text::Span;
use jiff::civil::Date;

/// Names that the little recogniser below knows.
const NAMES: [(&str, Kind); 5] = [
    ("赤峰市", Kind::PLACE),
    ("包头市", Kind::PLACE),
    ("天骏计划", Kind::PROGRAMME),
    ("总工会", Kind::ORGANISATION),
    ("张慧宇", Kind::PERSON),
];

pub(crate) fn id(name: &str) -> EntityId {
    let (_, kind) = NAMES.iter().find(|known| known.0 == name).expect("a known name");
    EntityId::new(kind, name, None)
}

/// An article whose sentences end in 。 and whose names are found wherever they stand.
pub(crate) fn article(source: &str, number: u32, date: Option<Date>, text: &str) -> ArticleFacts {
    let mut sentences = Vec::new();
    let mut mentions = Vec::new();
    let mut start = 0;
    for (sentence, piece) in (0u32..).zip(text.split_inclusive('。')) {
        sentences.push(Span::from_usize(start, start + piece.len()));
        for (name, kind) in &NAMES {
            let named = Named {
                id: id(name),
                kind: kind.clone(),
                name: (*name).to_owned(),
                within: None,
                aliases: Vec::new(),
            };
            for (at, _) in piece.match_indices(name) {
                mentions.push(MentionFact {
                    span: Span::from_usize(start + at, start + at + name.len()),
                    entity: Some(Arc::new(named.clone())),
                    origin: Origin::Dictionary,
                    sentence,
                    paragraph: 0,
                });
            }
        }
        start += piece.len();
    }
    mentions.sort_by_key(|mention| mention.span.start);
    ArticleFacts {
        key: ArticleKey::of_text(text),
        source: SourceRef {
            source: source.to_owned(),
            number,
            record: None,
            title: format!("{source} {number}"),
            date,
            lines: (1..=sentences.len() as u32).map(|line| line * 10).collect(),
        },
        dateline: None,
        text: text.to_owned(),
        paragraphs: vec![Span::from_usize(0, text.len())],
        sentences,
        repeats: Vec::new(),
        mentions,
    }
}

/// Opens the store in `dir` and adds articles.
pub(crate) fn build(dir: &Path, articles: &[ArticleFacts]) -> Store {
    let mut store = Store::open(dir, &OpenOptions::default()).unwrap();
    let mut writer = store.writer().unwrap();
    for article in articles {
        writer.add(article).unwrap();
    }
    writer.finish().unwrap();
    store
}
