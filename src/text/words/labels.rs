//! jieba's tags (ICTCLAS) as ours: asked when the words are compiled, and by the tests.

use super::Tag;

pub(super) fn tag_of(tag: &str) -> Tag {
    match tag {
        "nz" => Tag::Proper,
        "nr" | "nrt" | "nrfg" => Tag::Person,
        "ns" => Tag::Place,
        "nt" => Tag::Body,
        "vn" | "an" => Tag::VerbalNoun,
        "eng" => Tag::Latin,
        _ => match tag.as_bytes().first() {
            Some(b'n' | b'g') => Tag::Noun,
            Some(b'v') => Tag::Verb,
            Some(b'a' | b'z') => Tag::Adjective,
            Some(b'b') => Tag::Modifier,
            Some(b'j') => Tag::Abbreviation,
            Some(b'i' | b'l') => Tag::Phrase,
            Some(b't') => Tag::Time,
            Some(b'm') => Tag::Number,
            Some(b'q') => Tag::Measure,
            Some(b'f' | b's') => Tag::Side,
            Some(b'x') | None => Tag::None,
            Some(_) => Tag::Grammar,
        },
    }
}
