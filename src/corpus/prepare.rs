//! From raw items to sources: decoding, then records or pages. Pure: no I/O.

use super::batches::is_blank_line;
use super::encoding::{Damage, Decoded, NoText, decode, decode_lines};
use super::front::read_plain;
use super::html::read_html;
use super::page::{Origin, articles_of};
use super::raw::Content;
use super::record::read_record;
use super::refusal::{Place, TOLD, too_long};
use super::tables::read_records;
use super::{Problem, RawItem, ReadOptions, Source};

impl RawItem {
    /// Decodes and cleans the item and splits it into articles; what is wrong goes to `problems`. Pure and O(n).
    pub fn prepare(self, options: &ReadOptions, problems: &mut Vec<Problem>) -> Vec<Source> {
        let name = &*self.name;
        match self.content {
            Content::Failed(problem) => {
                problems.push(problem);
                Vec::new()
            }
            Content::Page { bytes, html } => {
                let Some(decoded) = decoded(name, 1, decode(bytes), problems) else { return Vec::new() };
                let source = read_page(name, decoded, html, options);
                if source.articles.is_empty() {
                    problems.push(Problem::new(name, "file holds no text", "remove it or fill it"));
                    return Vec::new();
                }
                vec![too_long_left_out(source, options, problems)]
            }
            Content::Table { bytes, shape } => {
                let Some(decoded) = decoded(name, 1, decode(bytes), problems) else { return Vec::new() };
                read_records(name, &decoded, shape, options, problems)
            }
            Content::Lines { bytes, coding, first_line, first_record } => {
                let decoding = decode_lines(bytes, coding);
                let Some(decoded) = decoded(name, first_line, decoding, problems) else { return Vec::new() };
                let place = Place { name, line: first_line, number: first_record };
                read_lines(&decoded, place, options, problems)
            }
        }
    }

    /// The item as decoded lines with their numbers from 1, for JSONL of another shape than articles; what is wrong goes
    /// to `problems`. Pure and O(n).
    pub fn lines(self, problems: &mut Vec<Problem>) -> Vec<(u64, String)> {
        let (first_line, decoding) = match self.content {
            Content::Failed(problem) => {
                problems.push(problem);
                return Vec::new();
            }
            Content::Page { bytes, .. } | Content::Table { bytes, .. } => (1, decode(bytes)),
            Content::Lines { bytes, coding, first_line, .. } => (first_line, decode_lines(bytes, coding)),
        };
        let Some(decoded) = decoded(&self.name, first_line, decoding, problems) else { return Vec::new() };
        (first_line..).zip(decoded.text.lines().map(str::to_owned)).collect()
    }
}

fn read_page(name: &str, decoded: Decoded, html: bool, options: &ReadOptions) -> Source {
    let Decoded { text, encoding, .. } = decoded;
    let (page, head) = if html { read_html(&text) } else { read_plain(&text) };
    let mut articles = articles_of(&page, &text, &Origin { name, options, date: head.date });
    if let Some(first) = articles.first_mut().filter(|first| first.title.is_empty()) {
        first.title = head.title;
    }
    Source { name: name.to_owned(), text, encoding, record: false, articles }
}

fn too_long_left_out(mut source: Source, options: &ReadOptions, problems: &mut Vec<Problem>) -> Source {
    source.articles.retain(|article| {
        let fits = article.text.len() <= options.max_article_bytes;
        if !fits {
            let line = article.lines.first().map_or(1, |line| u64::from(*line));
            problems.push(too_long(&source.name, line, options));
        }
        fits
    });
    source
}

fn decoded(
    name: &str,
    first_line: u64,
    decoding: Result<Decoded, NoText>,
    problems: &mut Vec<Problem>,
) -> Option<Decoded> {
    match decoding {
        Ok(decoded) => {
            if let Some(Damage { first_line: line, places }) = decoded.damage {
                let broken = match places {
                    1 => "1 broken character".to_owned(),
                    many => format!("{many} broken characters, the first here,"),
                };
                let message = format!("{broken} as {}", decoded.encoding);
                problems.push(Problem::at(
                    name,
                    first_line + line - 1,
                    message,
                    "read as U+FFFD; save the file as UTF-8",
                ));
            }
            Some(decoded)
        }
        Err(reason) => {
            let (message, cure) = match reason {
                NoText::Pdf => ("a PDF, not text", "extract its text first, for example with pdftotext"),
                NoText::Archive => {
                    ("an archive or office file, not text", "save its content as .txt, .md or .html")
                }
                NoText::Binary => (
                    "binary, not text",
                    "give text in UTF-8, GB18030 or Big5, or in UTF-16 with a byte order mark",
                ),
            };
            // It may be one batch of many.
            problems.push(Problem::new(name, message, cure).of_a_part());
            None
        }
    }
}

fn read_lines(
    decoded: &Decoded,
    mut place: Place<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut bad = 0;
    let text = &decoded.text;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let written = &text[start..end];
        let line = written.trim();
        start = end + 1;
        if !line.is_empty() {
            let problem = match read_record(line, &place, decoded.encoding, options) {
                Ok(read) => {
                    let problem = read.problem(&place);
                    sources.push(read.source);
                    problem
                }
                Err(reason) => Some(reason.problem(&place, options)),
            };
            bad += usize::from(problem.is_some());
            problems.extend(problem.filter(|_| bad <= TOLD));
        }
        // As the reader numbers the records of the next batch, which knows bytes alone.
        place.number += u64::from(!is_blank_line(written.as_bytes()));
        place.line += 1;
    }
    if bad > TOLD {
        let message = format!("{} more records like these", bad - TOLD);
        let problem = Problem::at(place.name, place.line - 1, message, "mend the file");
        problems.push(problem.standing_for(bad - TOLD));
    }
    sources
}
