//! JSONL records: `id`, `title`, `date`, `text`.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use serde_json::value::RawValue;

use super::clean::parts_words;
use super::cues::{continuation, ends_loosely, ends_sentence};
use super::date::{dateline, full_date, is_no_date};
use super::page::{Origin, repeats, single_article};
use super::refusal::{BadRecord, Place, wrong_field};
use super::rows::is_single;
use super::weave::Weave;
use super::{Article, Problem, ReadOptions, Source};
use crate::text::{Span, next_of, sentences};

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

impl Record {
    fn is_rounded(&self) -> bool {
        self.id.rounded || self.title.rounded || self.date.rounded
    }
}

/// What a record says, from whatever it was read.
pub(super) struct Fields {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) date: String,
    pub(super) text: Option<String>,
}

impl Fields {
    /// The fields of an object, which `json` is the text of.
    pub(super) fn of_object(value: &serde_json::Value, json: &str) -> Result<Self, BadRecord> {
        let is_broken = |name| value.get(name).is_some_and(serde_json::Value::is_f64);
        let as_written = ["id", "title", "date"].into_iter().any(is_broken).then(|| AsWritten::of(json));
        as_written.flatten().map_or_else(|| Self::of_value(value), |record| Ok(record.into()))
    }

    /// The fields of an object.
    fn of_value(value: &serde_json::Value) -> Result<Self, BadRecord> {
        if !value.is_object() {
            return Err(BadRecord::Fields(wrong_field(value)));
        }
        if value.get("text").is_none_or(serde_json::Value::is_null) {
            return Err(BadRecord::without_text(value));
        }
        Record::deserialize(value).map(Self::from).map_err(|_| BadRecord::Fields(wrong_field(value)))
    }
}

impl From<Record> for Fields {
    fn from(Record { id, title, date, text }: Record) -> Self {
        Self { id: id.text, title: title.text, date: date.text, text }
    }
}

/// A record whose numbers are kept as they stand: as floats they would be rounded, and several ids become one.
#[derive(Deserialize)]
struct AsWritten<'j> {
    #[serde(default, borrow)]
    id: Option<&'j RawValue>,
    #[serde(default, borrow)]
    title: Option<&'j RawValue>,
    #[serde(default, borrow)]
    date: Option<&'j RawValue>,
    text: String,
}

impl<'j> AsWritten<'j> {
    /// None of what is no record.
    fn of(json: &'j str) -> Option<Self> {
        let record: Self = serde_json::from_str(json).ok()?;
        let fields = [record.id, record.title, record.date];
        fields.into_iter().flatten().all(|value| scalar(value).is_some()).then_some(record)
    }
}

impl From<AsWritten<'_>> for Fields {
    fn from(AsWritten { id, title, date, text }: AsWritten<'_>) -> Self {
        let [id, title, date] = [id, title, date].map(|value| value.and_then(scalar).unwrap_or_default());
        Self { id, title, date, text: Some(text) }
    }
}

/// The text of a string, and a number as it stands; empty for null.
fn scalar(value: &RawValue) -> Option<String> {
    match value.get().as_bytes().first()? {
        b'"' => serde_json::from_str(value.get()).ok(),
        b'-' | b'0'..=b'9' => Some(value.get().to_owned()),
        b'n' => Some(String::new()),
        _ => None,
    }
}

/// From here on whole numbers come as floats, which round them: 2^63.
const LARGE: f64 = 9_223_372_036_854_775_808.0;

/// A string or a number, as text; empty for null.
#[derive(Default)]
struct Scalar {
    text: String,
    /// It is a number that is not what stands there: [`AsWritten`] is.
    rounded: bool,
}

impl Scalar {
    fn exact(text: impl Into<String>) -> Self {
        Self { text: text.into(), rounded: false }
    }
}

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
        Ok(Scalar::exact(text))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::exact(number.to_string()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::exact(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
        // A small one that is whole was written with a point or an exponent: 7.0 is 7.
        let rounded = number.fract() != 0.0 || number.abs() >= LARGE;
        Ok(Scalar { text: number.to_string(), rounded })
    }
    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::default())
    }
}

/// A record as read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) source: Source,
    /// What stands in the place of a date and is none.
    no_date: Option<String>,
}

impl Read {
    /// What is wrong with a record that is used all the same.
    pub(super) fn problem(&self, place: &Place<'_>) -> Option<Problem> {
        let message = format!("\"{}\" is no date", self.no_date.as_ref()?);
        let cure = "write 2022-12-31; the record is read as one without a date";
        Some(Problem::at(place.name, place.line, message, cure))
    }
}

/// Reads one line of JSONL into a source with one article.
pub(super) fn read_record(
    json: &str,
    place: &Place<'_>,
    encoding: &'static str,
    options: &ReadOptions,
) -> Result<Read, BadRecord> {
    let read = |fields| read_fields(fields, place, encoding, options);
    match serde_json::from_str::<Record>(json) {
        Ok(record) if record.text.is_some() && !record.is_rounded() => read(record.into()),
        _ => AsWritten::of(json).map_or_else(|| Err(why_none(json)), |record| read(record.into())),
    }
}

/// Why a line is no record: it is read again, since the parser says it in words of its own.
fn why_none(json: &str) -> BadRecord {
    match serde_json::from_str(json).map(|value| Fields::of_value(&value)) {
        Err(error) => BadRecord::of_json(&error),
        Ok(Err(bad)) => bad,
        Ok(Ok(_)) => BadRecord::Fields("a field stands twice".to_owned()),
    }
}

/// Makes a source with one article of the fields of a record.
pub(super) fn read_fields(
    record: Fields,
    place: &Place<'_>,
    encoding: &'static str,
    options: &ReadOptions,
) -> Result<Read, BadRecord> {
    let text = record.text.filter(|text| !text.trim_ascii().is_empty()).ok_or(BadRecord::Empty)?;
    if text.len() > options.max_article_bytes {
        return Err(BadRecord::TooLong);
    }
    let (text, mut article) = article_of(text, &Origin { name: place.name, options, date: None });
    if article.paragraphs.is_empty() {
        return Err(BadRecord::Empty);
    }
    article.number = place.number as u32;
    article.record = Some(record.id).filter(|id| !id.is_empty());
    article.title = record.title;
    article.date = full_date(&record.date);
    article.extent = Span::from_usize(0, text.len());
    article.lines = vec![place.line as u32; article.sentences.len()];
    let filed =
        |paragraph: &Span| dateline(paragraph.of(&article.text)).filter(|line| !line.place.is_empty());
    let ends = [article.paragraphs.first(), article.paragraphs.last()];
    article.dateline = ends.into_iter().flatten().find_map(filed).map(|line| line.place.to_owned());
    let source =
        Source { name: place.name.to_owned(), text, encoding, record: true, articles: vec![article] };
    Ok(Read { source, no_date: Some(record.date).filter(|date| is_no_date(date)) })
}

/// The article of a record's text. Clean text is its own working text; other text is cleaned, and its lines are joined where
/// they are hard-wrapped.
fn article_of(text: String, origin: &Origin<'_>) -> (String, Article) {
    if is_clean(&text) && !is_wrapped(&text) {
        let mut article =
            Article { source: origin.name.to_owned(), text: text.clone(), ..Article::default() };
        mark_lines(&mut article);
        return (text, article);
    }
    let wrapped = is_wrapped(&text);
    let text = Weave::identity(text);
    let article = single_article(&text, wrapped, origin);
    (text.text, article)
}

/// Bytes that may begin something that is not text; most bytes of a clean text begin nothing.
const fn suspects() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x21 {
        table[byte] = true;
        byte += 1;
    }
    let marks = [b'*', b'/', b'`', b'[', b'|', b'#', b'_', 0x7f, 0xc2, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
}

static SUSPECTS: [bool; 256] = suspects();

/// Whether cleaning would change nothing: no marks, no odd white space, no blank lines. One pass over the bytes.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = next_of(&SUSPECTS, bytes, at) {
        at = found;
        let clean = match bytes[at..] {
            [b'\n', next, ..] => !matches!(next, b'\n' | b' ' | b'-' | b'+' | b'>'),
            [b' ', ..] => is_word_space(text, at),
            [b'/', ..] => !is_beside_single(text, at..at + 1),
            [0xef, 0xbc, 0x8f, ..] => !is_beside_single(text, at..at + 3),
            [0xe3, next, last, ..] => (next, last) != (0x80, 0x80),
            [0xe2, 0x80, last, ..] => !matches!(last, 0x80..=0x8f | 0xa8..=0xaf),
            [0xe2, 0x81, last, ..] => last < 0x9f,
            [0xef, 0xbb, 0xbf, ..] => false,
            [0xc2, next, ..] => next > 0xa0,
            [0xe2 | 0xef, ..] | [b'\n'] => true,
            _ => false,
        };
        if !clean {
            return false;
        }
        at += 1;
    }
    !text.starts_with(['-', '>', '+']) && continuation(text).is_none()
}

/// Whether the space at `at` parts words of one line, and not letters that are set apart (峰 王).
fn is_word_space(text: &str, at: usize) -> bool {
    let (before, behind) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
    !before.is_none_or(char::is_whitespace)
        && !behind.is_none_or(char::is_whitespace)
        && !is_beside_single(text, at..at + 1)
        && parts_words(before, behind)
}

/// Whether a letter stands alone beside what parts words or letters: the line may be set letter by letter.
fn is_beside_single(text: &str, mark: Range<usize>) -> bool {
    is_single(text[..mark.start].chars().rev()) || is_single(text[mark.end..].chars())
}

/// Whether the lines of a record are those of a column: four or more, most without a stop at their end though there are
/// commas in them, and nearly as long as the longer ones.
fn is_wrapped(text: &str) -> bool {
    let all = || text.trim_ascii_end().lines().filter(|line| !line.is_empty());
    let mut lengths: Vec<usize> = all().map(str::len).collect();
    let lines = lengths.len();
    if lines < 4 {
        return false;
    }
    lengths.sort_unstable();
    let long = lengths[lines * 3 / 4];
    let even = lengths.iter().filter(|length| **length * 4 >= long * 3).count() * 2 >= lines;
    if long > 240 || !even {
        return false;
    }
    let (mut unstopped, mut clauses) = (0, 0);
    for line in all().filter(|line| !ends_sentence(line) && !ends_loosely(line)) {
        unstopped += 1;
        clauses += usize::from(line.contains(['，', '、', '。', ',']));
    }
    unstopped * 2 >= lines && clauses * 2 >= unstopped
}

/// Marks the paragraphs (lines) and sentences of the working text.
fn mark_lines(article: &mut Article) {
    let bytes = article.text.as_bytes();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let paragraph = Span::from_usize(start, end);
        start = end + 1;
        if !paragraph.is_empty() {
            article.paragraphs.push(paragraph);
            article.sentences.extend(sentences(&article.text, paragraph));
        }
    }
    article.repeats = repeats(&article.text, &article.paragraphs);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Article {
        let json = serde_json::json!({ "text": text }).to_string();
        let place = Place { name: "a.jsonl", line: 1, number: 0 };
        read_record(&json, &place, "UTF-8", &ReadOptions::default()).unwrap().source.articles.remove(0)
    }

    #[test]
    fn lines_are_paragraphs_unless_they_are_those_of_a_column() {
        for (text, paragraphs) in [
            ("第一段的话。\n第二段的话。\n", vec!["第一段的话。", "第二段的话。"]),
            (
                "税费改革投入七千亿\n宣传周启动\n黄金需求下降\n船舶疏散完毕",
                vec!["税费改革投入七千亿", "宣传周启动", "黄金需求下降", "船舶疏散完毕"],
            ),
            (
                "昨日，赤峰市总工会在市职工活\n动中心举办了职工运动会，来自\n各旗县的代表参加了开幕式，市\n领导到场。\n会后，代表们参观了职工书屋，\n对活动表示满意。",
                vec![
                    "昨日，赤峰市总工会在市职工活动中心举办了职工运动会，来自各旗县的代表参加了开幕式，市领导到场。",
                    "会后，代表们参观了职工书屋，对活动表示满意。",
                ],
            ),
            ("　　全角空格开头。\n\n　　是2023年 5月的事。", vec!["全角空格开头。", "是2023年5月的事。"]),
        ] {
            let article = read(text);
            let found: Vec<&str> = article.paragraphs.iter().map(|span| span.of(&article.text)).collect();
            assert_eq!(found, paragraphs);
        }
    }

    #[test]
    fn the_fast_way_gives_what_the_slow_way_gives() {
        let texts = [
            "清晨，列车驶出赤峰站。车上的人说：“走吧！”\n第二段 有空格的标题\n（视频编辑：李明）",
            "Open data 与开放…… 2023年\n第二行《书名》。",
            "一行而已",
        ];
        for text in texts {
            let slow = single_article(
                &Weave::identity(text.to_owned()),
                false,
                &Origin { name: "a.jsonl", options: &ReadOptions::default(), date: None },
            );
            let fast = read(text);
            assert_eq!(
                (fast.text, fast.paragraphs, fast.sentences),
                (slow.text, slow.paragraphs, slow.sentences),
                "{text}"
            );
        }
    }

    #[test]
    fn ids_that_are_numbers_are_kept_as_they_stand() {
        let long = "9".repeat(400);
        for (id, kept) in [
            ("20240101000000000001", "20240101000000000001"),
            ("18446744073709551615", "18446744073709551615"),
            ("-9223372036854775809", "-9223372036854775809"),
            ("1.50", "1.50"),
            ("7", "7"),
            ("7.0", "7"),
            ("2.0240506e7", "20240506"),
            (r#""7\u0041""#, "7A"),
            (&long, &long),
        ] {
            let json = format!(r#"{{"id": {id}, "title": 3, "date": 20240506, "text": "赤峰下雨。"}}"#);
            let place = Place { name: "a.jsonl", line: 1, number: 0 };
            let read = read_record(&json, &place, "UTF-8", &ReadOptions::default()).unwrap();
            let article = &read.source.articles[0];
            assert_eq!(article.record.as_deref(), Some(kept));
            assert_eq!((article.title.as_str(), article.date.is_some()), ("3", true), "{id}");
        }
    }

    #[test]
    fn a_dateline_gives_the_place_and_a_repeat_is_marked() {
        let article = read("新华社乌鲁木齐2月26日电（记者 李明）开幕。\n他说好。\n他说好。");
        assert_eq!((article.dateline.as_deref(), article.date), (Some("乌鲁木齐"), None));
        assert_eq!(article.repeats, [2]);
    }
}
