//! Records in a table with a header (CSV) or in an array of objects (JSON): the fields of JSONL, read as a whole.

use serde_json::{Deserializer, Value};

use super::encoding::Decoded;
use super::record::{Fields, read_fields};
use super::refusal::{BadRecord, Place, TOLD};
use super::{Problem, ReadOptions, Source};

/// What parts the records of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Rows below a header.
    Rows,
    /// Items of an array.
    Items,
}

/// Takes records as they come, and tells what is wrong with them.
struct Taker<'t> {
    name: &'t str,
    encoding: &'static str,
    options: &'t ReadOptions,
    sources: Vec<Source>,
    number: u64,
    bad: usize,
    problems: &'t mut Vec<Problem>,
}

impl Taker<'_> {
    fn take(&mut self, line: u64, fields: Result<Fields, BadRecord>) {
        let place = Place { name: self.name, line, number: self.number };
        self.number += 1;
        let read = fields.and_then(|fields| read_fields(fields, &place, self.encoding, self.options));
        let problem = match read {
            Ok(read) => {
                let problem = read.problem(&place);
                self.sources.push(read.source);
                problem
            }
            Err(reason) => Some(reason.problem(&place, self.options)),
        };
        self.bad += usize::from(problem.is_some());
        self.problems.extend(problem.filter(|_| self.bad <= TOLD));
    }
}

/// Reads the records of a whole file. O(n).
pub(super) fn read_records(
    name: &str,
    decoded: &Decoded,
    shape: Shape,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Vec<Source> {
    let encoding = decoded.encoding;
    let mut taker = Taker { name, encoding, options, sources: Vec::new(), number: 0, bad: 0, problems };
    let text = decoded.text.trim_start_matches('\u{feff}');
    let ended = match shape {
        Shape::Rows => rows(text, &mut taker),
        Shape::Items => items(text, &mut taker),
    };
    let Taker { sources, bad, problems, number, .. } = taker;
    if bad > TOLD {
        let message = format!("{} more records like these", bad - TOLD);
        problems.push(Problem::new(name, message, "mend the file").standing_for(bad - TOLD));
    }
    match ended {
        Err(problem) => problems.push(problem.of_a_part()),
        Ok(()) if number == 0 => {
            problems.push(Problem::new(name, "file holds no record", "remove it or fill it"));
        }
        Ok(()) => {}
    }
    sources
}

const HEADER: &str = "name the columns in the first line: id, title, date, text (only text must be there)";

fn rows(text: &str, taker: &mut Taker<'_>) -> Result<(), Problem> {
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| Problem::new(taker.name, format!("not a table: {error}"), HEADER);
    let header = reader.headers().map_err(broken)?.clone();
    let column = |name: &str| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
    let Some(body) = column("text") else {
        return Err(Problem::at(taker.name, 1, "a table without a column \"text\"", HEADER));
    };
    let columns = [column("id"), column("title"), column("date"), Some(body)];
    let (mut line, mut counted) = (1, 0);
    for row in reader.records() {
        let row = row.map_err(|error| Problem::new(taker.name, format!("not a table: {error}"), HEADER))?;
        // The reader of tables stands before the last line's end, or a part of it, and counts none that it has not passed.
        let at = row.position().map_or(0, |at| at.byte() as usize);
        let begin = text.len() - text[at..].trim_start_matches(['\r', '\n']).len();
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..begin]).count() as u64;
        counted = begin;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim().to_owned();
        let [id, title, date, text] = columns.map(cell);
        taker.take(line, Ok(Fields { id, title, date, text: Some(text) }));
    }
    Ok(())
}

/// What parts the columns of a header: commas, tabs, or semicolons as spreadsheets write them where the comma is a decimal point.
fn delimiter(header: &str) -> u8 {
    let marks = [(',', b','), ('\t', b'\t'), (';', b';')];
    marks.into_iter().find(|(mark, _)| header.contains(*mark)).map_or(b',', |(_, byte)| byte)
}

const ARRAY: &str =
    "give an array of objects with \"text\" and, if known, id, title, date; or one object a line as .jsonl";

fn items(text: &str, taker: &mut Taker<'_>) -> Result<(), Problem> {
    let mut at = text.len() - text.trim_ascii_start().len();
    let (mut line, mut counted) = (1, 0);
    if !text[at..].starts_with('[') {
        return Err(Problem::new(taker.name, "JSON that is no array of records", ARRAY));
    }
    at += 1;
    loop {
        at = text.len() - text[at..].trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..at]).count() as u64;
        counted = at;
        if text[at..].starts_with(']') {
            return Ok(());
        }
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<Value>();
        let value = match values.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                let message = BadRecord::of_json(&error).words();
                return Err(Problem::at(taker.name, line, message, ARRAY));
            }
            None => return Err(Problem::at(taker.name, line, "the array is not closed", ARRAY)),
        };
        let json = &text[at..at + values.byte_offset()];
        at += json.len();
        taker.take(line, Fields::of_object(&value, json));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, shape: Shape) -> (Vec<String>, Vec<String>) {
        let decoded = Decoded { text: text.to_owned(), encoding: "UTF-8", damage: None };
        let mut problems = Vec::new();
        let sources = read_records("a", &decoded, shape, &ReadOptions::default(), &mut problems);
        let told = sources.iter().flat_map(|source| &source.articles).map(|article| {
            let date = article.date.map_or_else(String::new, |date| date.to_string());
            let id = article.record.as_deref().unwrap_or_default();
            format!("{} {id} {} {date} {}", article.lines[0], article.title, article.text)
        });
        (told.collect(), problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_and_items_are_records() {
        let rows = "ID,title,date,text\n1,标题,2024-03-05,赤峰下雨。\n2,,,\"包头\n放晴。\"\n3,空,,\n4,又,,通辽刮风。\n";
        let (found, problems) = read(rows, Shape::Rows);
        assert_eq!(found, ["2 1 标题 2024-03-05 赤峰下雨。", "3 2   包头\n放晴。", "6 4 又  通辽刮风。"]);
        assert_eq!(problems, ["a:5: the text of the record is empty (fill it, or leave the record out)"]);
        let items = "[\n{\"id\":20240101000000000001,\"title\":\"标题\",\"date\":\"2024-03-05\",\"text\":\"赤峰下雨。\"},\n 7,\n{\"text\":\"包头放晴。\"}]\n";
        let (found, problems) = read(items, Shape::Items);
        assert_eq!(found, ["2 20240101000000000001 标题 2024-03-05 赤峰下雨。", "4    包头放晴。"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("a:3: not a record"), "{problems:?}");
    }

    #[test]
    fn a_row_has_the_line_that_an_editor_shows() {
        for end in ["\n", "\r\n"] {
            let rows = ["id,text", "1,赤峰下雨。", "", "2,\"包头", "放晴。\"", "3,通辽刮风。", ""].join(end);
            let (found, _) = read(&rows, Shape::Rows);
            let lines: Vec<&str> = found.iter().map(|row| row.split(' ').next().unwrap()).collect();
            assert_eq!(lines, ["2", "4", "6"], "{end:?}");
        }
    }

    #[test]
    fn columns_are_parted_by_what_the_header_has() {
        for mark in [',', ';'] {
            let rows = format!("id{mark}text\n1{mark}\"赤峰{mark}下雨。\"\n");
            let found = [format!("2 1   赤峰{mark}下雨。")];
            assert_eq!(read(&rows, Shape::Rows), (found.to_vec(), Vec::new()), "{mark}");
        }
    }

    #[test]
    fn what_is_no_table_of_records_is_told() {
        for (text, shape, what) in [
            ("name,kind\n赤峰市,place\n", Shape::Rows, "a:1: a table without a column \"text\""),
            ("text\n", Shape::Rows, "a: file holds no record"),
            ("{\"text\":\"赤峰\"}", Shape::Items, "a: JSON that is no array of records"),
            ("[{\"text\":\"赤峰\"},\n{\"text\":", Shape::Items, "a:2: not a record"),
            ("[{\"text\":\"赤峰\"}", Shape::Items, "a:1: the array is not closed"),
        ] {
            let problems = read(text, shape).1;
            assert!(problems.len() == 1 && problems[0].starts_with(what), "{problems:?}");
        }
    }
}
