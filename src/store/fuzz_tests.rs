//! The decoders of stored and mapped bytes on damaged ones: no panic, and no memory but what the bytes account for.

#[path = "../../tests/fuzz/havoc.rs"]
mod havoc;
#[path = "../../tests/fuzz/memory.rs"]
mod memory;

use std::sync::Arc;

use self::havoc::{Bound, Target, fuzz};
use super::fuzz::{TARGETS, samples};
use super::{ArticleFacts, ArticleKey, MentionFact, OpenOptions, SourceRef, Store};
use crate::dictionary::{EntityId, Kind, Named};
use crate::recognise::Origin;
use crate::text::Span;

/// A row of one byte takes 56 in memory, and a list that grows up to three times that; a frame unpacks to 512 KB.
const BOUND: Bound = Bound { base: 1 << 20, each: 3 * 56 };

fn named(kind: &Kind, name: &str) -> Arc<Named> {
    let id = EntityId::new(kind, name, None);
    let aliases = vec![format!("{name}的别名")];
    Arc::new(Named {
        id,
        kind: kind.clone(),
        name: name.to_owned(),
        within: Some("内蒙古".to_owned()),
        aliases,
    })
}

fn article(number: u32) -> ArticleFacts {
    let text = format!("赤峰市总工会第{number}次开会。张慧宇到赤峰市。");
    let cut = text.find('。').map_or(0, |at| at + '。'.len_utf8());
    let mention = |name: &str, kind: &Kind, sentence: u32| {
        let at = text.rfind(name).unwrap_or(0);
        let span = Span::from_usize(at, at + name.len());
        MentionFact { span, entity: Some(named(kind, name)), origin: Origin::Alias, sentence, paragraph: 0 }
    };
    ArticleFacts {
        key: ArticleKey::of_text(&text),
        source: SourceRef {
            source: format!("{}.txt", number % 3),
            number,
            record: Some(format!("r{number}")),
            title: "开会".to_owned(),
            date: jiff::civil::date(2022, 10, 12).checked_add(jiff::Span::new().days(i64::from(number))).ok(),
            lines: vec![1, 3],
        },
        dateline: Some("赤峰".to_owned()),
        sentences: vec![Span::from_usize(0, cut), Span::from_usize(cut, text.len())],
        paragraphs: vec![Span::from_usize(0, text.len())],
        repeats: Vec::new(),
        mentions: vec![
            mention("总工会", &Kind::ORGANISATION, 0),
            mention("张慧宇", &Kind::PERSON, 1),
            mention("赤峰市", &Kind::PLACE, 1),
        ],
        text,
    }
}

#[test]
fn no_decoder_of_stored_bytes_panics_or_trusts_a_length() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let mut writer = store.writer().unwrap();
    for number in 0..9 {
        writer.add(&article(number)).unwrap();
        if number % 4 == 3 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    drop(store);
    let found = samples(dir.path());
    for (number, (name, run)) in (0u8..).zip(TARGETS) {
        let own: Vec<Vec<u8>> =
            found.iter().filter(|(of, _)| *of == name).map(|(_, bytes)| bytes.clone()).collect();
        fuzz(&Target { name, number, run: &run, bound: BOUND, words: &[] }, &own, 4000);
    }
}
