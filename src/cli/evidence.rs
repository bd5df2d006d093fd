//! Sentences behind a relation, as people and programs read them.

use guanxi::store::Evidence;
use guanxi::text::Span;
use jiff::civil::Date;
use serde::Serialize;

use super::screen::{Look, Screen};
use super::table::plain;

/// A sentence that holds two entities.
#[derive(Serialize)]
pub(super) struct EvidenceShape<'e> {
    /// Key of the article, for `forget`.
    key: String,
    source: &'e str,
    /// The record's own id in that source, of JSONL and tables.
    id: Option<&'e str>,
    line: Option<u32>,
    /// All places where the article was found.
    sources: Vec<&'e str>,
    title: &'e str,
    date: Option<Date>,
    text: &'e str,
    /// Where the first entity stands, in characters of `text`.
    a: Vec<[usize; 2]>,
    /// Where the second stands.
    b: Vec<[usize; 2]>,
}

impl<'e> From<&'e Evidence> for EvidenceShape<'e> {
    fn from(evidence: &'e Evidence) -> Self {
        let in_characters = |spans: &[Span]| {
            let at = |byte: u32| evidence.text[..byte as usize].chars().count();
            spans.iter().map(|span| [at(span.start), at(span.end)]).collect()
        };
        Self {
            key: format!("{:032x}", evidence.article.0),
            source: first_source(evidence),
            id: evidence.sources.first().and_then(|place| place.record.as_deref()),
            line: evidence.line,
            sources: evidence.sources.iter().map(|place| place.source.as_str()).collect(),
            title: &evidence.title,
            date: evidence.date,
            text: &evidence.text,
            a: in_characters(&evidence.a_spans),
            b: in_characters(&evidence.b_spans),
        }
    }
}

fn first_source(evidence: &Evidence) -> &str {
    evidence.sources.first().map_or("", |place| &place.source)
}

/// Prints where the sentence stands, then the sentence with both names marked.
pub(super) fn print(evidence: &Evidence, indent: &str, screen: &mut Screen) -> std::io::Result<()> {
    let line = evidence.line.map(|line| format!(":{line}")).unwrap_or_default();
    let date = evidence.date.map_or_else(|| "no date   ".to_owned(), |date| date.to_string());
    let also = match evidence.sources.len() {
        0 | 1 => String::new(),
        more => format!("  (and in {} more)", more - 1),
    };
    let place = format!("{date}  {}{line}{also}", plain(first_source(evidence)));
    let title =
        if evidence.title.is_empty() { String::new() } else { format!("  {}", plain(&evidence.title)) };
    screen.line(format_args!("{indent}{}{title}", screen.paint(&place, Look::Dim)))?;
    if evidence.text.is_empty() {
        return screen.line(format_args!("{indent}  (the store was given no text for this article)"));
    }
    screen.line(format_args!("{indent}  {}", marked(evidence, screen)))
}

/// The sentence with the names of both entities marked: in colour, else in 【】.
fn marked(evidence: &Evidence, screen: &Screen) -> String {
    let ends = |spans: &[Span], look| spans.iter().map(move |span| (*span, look)).collect::<Vec<_>>();
    let mut marks = ends(&evidence.a_spans, Look::Green);
    marks.extend(ends(&evidence.b_spans, Look::Yellow));
    marks.sort_by_key(|(span, _)| (span.start, span.end));
    let mut text = String::new();
    let mut at = 0;
    for (span, look) in marks {
        if span.start < at || span.end as usize > evidence.text.len() {
            continue;
        }
        text.push_str(&plain(Span::new(at, span.start).of(&evidence.text)));
        let name = plain(span.of(&evidence.text));
        if screen.colour {
            text.push_str(&screen.paint(&name, look));
        } else {
            text.extend(["【", &name, "】"]);
        }
        at = span.end;
    }
    text.push_str(&plain(&evidence.text[at as usize..]));
    text
}
