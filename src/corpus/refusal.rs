//! Why a record gives no article, in words of who wrote it.

use serde_json::Value;
use serde_json::error::Category;

use super::problem::size_in_words;
use super::{Problem, ReadOptions};

/// What else the text of a record is called.
const OTHER_TEXTS: [&str; 8] = ["content", "body", "article", "contents", "正文", "内容", "文本", "全文"];

/// Problems of one batch of records that are told one by one; the others are counted.
pub(super) const TOLD: usize = 10;

/// Where a record stands.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) line: u64,
    pub(super) number: u64,
}

/// Why a record gives no article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BadRecord {
    /// It is no JSON.
    Json(String),
    /// It is JSON and no record.
    Fields(String),
    /// It has no text; what seems to be the text is called so.
    NoText(Option<String>),
    /// Its text holds nothing.
    Empty,
    TooLong,
}

impl BadRecord {
    /// Of what the parser says, which reads one line.
    pub(super) fn of_json(error: &serde_json::Error) -> Self {
        let column = error.column();
        Self::Json(match error.classify() {
            Category::Eof => "JSON that breaks off".to_owned(),
            _ if column < 3 => "no JSON".to_owned(),
            _ => format!("no JSON from character {column} on"),
        })
    }

    /// Of an object without the field `text`.
    pub(super) fn without_text(object: &Value) -> Self {
        let fields = object.as_object().into_iter().flatten().filter(|(_, value)| value.is_string());
        let names: Vec<&String> = fields.map(|(name, _)| name).collect();
        let called = |other: &str| names.iter().find(|name| name.eq_ignore_ascii_case(other));
        let meant = std::iter::once("text").chain(OTHER_TEXTS).find_map(called);
        Self::NoText(meant.map(|name| (*name).clone()))
    }

    pub(super) fn problem(&self, place: &Place<'_>, options: &ReadOptions) -> Problem {
        const RECORD: &str = "one JSON object a line, with \"text\" and, if known, id, title, date";
        let (message, cure) = match self {
            Self::TooLong => return too_long(place.name, place.line, options),
            Self::NoText(None) => ("record has no text".to_owned(), "give it a \"text\" field".to_owned()),
            Self::NoText(Some(other)) => (
                format!("record has no \"text\", but \"{other}\""),
                format!("call it \"text\", in small letters, if \"{other}\" is the text"),
            ),
            Self::Empty => {
                ("the text of the record is empty".to_owned(), "fill it, or leave the record out".to_owned())
            }
            Self::Json(_) | Self::Fields(_) => (self.words(), RECORD.to_owned()),
        };
        Problem::at(place.name, place.line, message, cure)
    }

    /// What keeps it from being a record.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Json(what) | Self::Fields(what) => format!("not a record: {what}"),
            _ => String::new(),
        }
    }
}

/// An article that is too long.
pub(super) fn too_long(name: &str, line: u64, options: &ReadOptions) -> Problem {
    let message = format!("article is longer than {}", size_in_words(options.max_article_bytes));
    Problem::at(name, line, message, "split it into several articles")
}

/// Which field of a value is of the wrong sort.
pub(super) fn wrong_field(value: &Value) -> String {
    let Some(fields) = value.as_object() else { return format!("{}, no object", sort_of(value)) };
    let is_wrong = |(name, value): &(&String, &Value)| match name.as_str() {
        "text" => !value.is_string(),
        "id" | "title" | "date" => value.is_array() || value.is_object() || value.is_boolean(),
        _ => false,
    };
    match fields.iter().find(is_wrong) {
        Some((name, value)) => format!("\"{name}\" is {}, no text", sort_of(value)),
        None => "fields of another sort".to_owned(),
    }
}

fn sort_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::read_record;
    use super::*;

    #[test]
    fn each_fault_is_told_in_plain_words() {
        let place = Place { name: "a.jsonl", line: 1, number: 0 };
        let options = ReadOptions::default();
        for (json, what) in [
            ("not json", "not a record: no JSON"),
            (r#"{"id": "1", "text": "赤"#, "not a record: JSON that breaks off"),
            (r#"{"id": 1 "text": "赤"}"#, "not a record: no JSON from character 10 on"),
            (r#"{"text": ["a"]}"#, "not a record: \"text\" is a list, no text"),
            (r#"{"text": "赤峰", "date": {"y": 1}}"#, "not a record: \"date\" is an object, no text"),
            ("7", "not a record: a number, no object"),
            (r#"{"text": "赤", "text": "峰"}"#, "not a record: a field stands twice"),
            (r#"{"text": " "}"#, "the text of the record is empty"),
            (r#"{"id": 1}"#, "record has no text"),
            (r#"{"text": null}"#, "record has no text"),
            (r#"{"Text": "赤峰"}"#, "record has no \"text\", but \"Text\""),
            (r#"{"content": "赤峰"}"#, "record has no \"text\", but \"content\""),
        ] {
            let bad = read_record(json, &place, "UTF-8", &options).unwrap_err();
            assert_eq!(bad.problem(&place, &options).message, what, "{json}");
        }
    }
}
