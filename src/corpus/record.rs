//! JSONL records: `id`, `title`, `date`, `text`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

use super::date::full_date;
use super::{Article, Problem, Source};
use crate::text::{Span, sentences};

/// Where a record stands.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) line: u64,
    pub(super) number: u64,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Scalar,
    #[serde(default)]
    title: Scalar,
    #[serde(default)]
    date: Scalar,
    #[serde(default)]
    text: Option<String>,
}

/// A string or a number, as text; empty for null.
#[derive(Default)]
struct Scalar(String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }
    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar(text.to_owned()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }
    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::default())
    }
}

/// Reads one line of JSONL into a source with one article.
pub(super) fn read_record(json: &str, place: &Place<'_>, encoding: &'static str) -> Result<Source, Problem> {
    let problem = |message: String, cure: &str| Problem::at(place.name, place.line, message, cure);
    let record: Record = serde_json::from_str(json).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        problem(
            format!("not a record: {message}"),
            "one JSON object a line, with \"text\" and, if known, id, title, date",
        )
    })?;
    let Some(text) = record.text.filter(|text| !text.trim().is_empty()) else {
        return Err(problem("record has no text".to_owned(), "give it a \"text\" field"));
    };
    let mut article = Article {
        source: place.name.to_owned(),
        number: place.number as u32,
        record: Some(record.id.0).filter(|id| !id.is_empty()),
        title: record.title.0,
        date: full_date(&record.date.0),
        extent: Span::from_usize(0, text.len()),
        text: text.clone(),
        ..Article::default()
    };
    cut(&mut article);
    article.lines = vec![place.line as u32; article.sentences.len()];
    Ok(Source { name: place.name.to_owned(), text, encoding, articles: vec![article] })
}

/// Marks the paragraphs (lines) and sentences of the working text.
fn cut(article: &mut Article) {
    let bytes = article.text.as_bytes();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let paragraph = Span::from_usize(start, end);
        start = end + 1;
        if paragraph.of(&article.text).trim().is_empty() {
            continue;
        }
        article.paragraphs.push(paragraph);
        article.sentences.extend(sentences(&article.text, paragraph));
    }
}
