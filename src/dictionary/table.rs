//! Tables that people keep in text files: a header, then rows. Tolerant of what spreadsheets do to them.

use std::ops::Range;
use std::sync::Arc;

use super::Problem;
use super::headers::holds_aliases;

/// Rows of a table under the names of its columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The file as given.
    pub path: Arc<str>,
    columns: Vec<String>,
    /// What the cells hold, in one piece: most of them are short, and there are many. Where tabs part them, the file itself.
    text: String,
    cells: Vec<Range<u32>>,
    /// The line and the cells of each row.
    rows: Vec<(u64, Range<usize>)>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    cells: &'t [Range<u32>],
    /// The file as given.
    pub path: &'t Arc<str>,
    /// Line in the file, from 1.
    pub line: u64,
}

impl<'t> Row<'t> {
    /// The trimmed cell of a column; empty where the column or the cell is missing.
    #[must_use]
    pub fn get(&self, column: &str) -> &'t str {
        self.table.position(column).map_or("", |at| self.at(at))
    }

    /// The trimmed cell with a number, from 0; empty where it is missing.
    pub(super) fn at(&self, number: usize) -> &'t str {
        self.cells.get(number).map_or("", |cell| self.table.cell(cell))
    }

    /// The points in a column; none: 0.
    pub(super) fn points(&self, column: &str) -> i16 {
        self.get(column).parse().unwrap_or(0)
    }

    /// A cell that holds a list: `|` between the items (the full-width `｜` is taken too).
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        items(self.get(column))
    }
}

/// The items of a cell that holds a list.
pub(super) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', '｜']).map(str::trim).filter(|item| !item.is_empty())
}

/// Text of bytes that people saved: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030. Lines that end as on old
/// Macintoshes, with a carriage return alone, end with a line feed.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    let text = characters(bytes);
    if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text }
}

fn characters(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The most lines that a quoted cell goes on over.
const MOST_LINES: usize = 100;

const UNCLOSED: &str = "a quotation mark at the beginning of a cell is not closed";
const CURE_OF_UNCLOSED: &str = "close it, or double it if it belongs to the text";

/// Where a comma table stands: in a quoted cell or not.
#[derive(Default)]
struct Quoted {
    open: bool,
}

impl Quoted {
    /// Whether a quoted cell is open at the end of one more line.
    fn is_open_after(&mut self, line: &str) -> bool {
        let mut begins = !self.open;
        for byte in line.bytes() {
            match byte {
                // A doubled mark closes and opens again.
                b'"' if self.open || begins => (self.open, begins) = (!self.open, self.open),
                b',' => begins = !self.open,
                _ => begins = false,
            }
        }
        self.open
    }
}

/// The row that begins with a line in which a cell is open, with the lines that the cell goes on over: these are taken.
fn quoted_over_lines<'t>(
    first: &str,
    lines: &mut (impl Iterator<Item = (u64, &'t str)> + Clone),
) -> Option<String> {
    let mut quoted = Quoted::default();
    quoted.is_open_after(first);
    let mut whole = first.to_owned();
    for (at, (_, line)) in lines.clone().take(MOST_LINES).enumerate() {
        whole.push('\n');
        whole.push_str(line);
        if !quoted.is_open_after(line) {
            lines.nth(at);
            return Some(whole);
        }
    }
    None
}

impl Table {
    /// Reads `text` as a table. Cells are parted by tabs; where the header has none, by commas (quotes as in RFC 4180; a
    /// quoted line break is a space, but in a cell of aliases). Header names are lower-cased. Rows with more cells than the header are problems and
    /// left out.
    #[must_use]
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let header = text.lines().next().unwrap_or("");
        let tabs = header.contains('\t');
        let mut table = Self { path: path.into(), ..Self::default() };
        if tabs {
            table.text.push_str(text);
        }
        let put = |table: &mut Self, line: &str| {
            if tabs { table.put_tabs(line, text) } else { table.put_commas(line) }
        };
        let cells = put(&mut table, header);
        table.columns = table.cells[cells].iter().map(|cell| table.cell(cell).to_lowercase()).collect();
        problems.extend(table.heading_twice());
        let mut lines = (1u64..).zip(text.lines()).skip(1);
        while let Some((number, line)) = lines.next() {
            if line.trim().is_empty() {
                continue;
            }
            let whole = if !tabs && Quoted::default().is_open_after(line) {
                let whole = quoted_over_lines(line, &mut lines);
                if whole.is_none() {
                    problems.push(Problem::at(path, number, UNCLOSED, CURE_OF_UNCLOSED));
                }
                whole
            } else {
                None
            };
            let cells = put(&mut table, whole.as_deref().unwrap_or(line));
            problems.extend(table.take(number, cells));
        }
        table
    }

    /// Says of a heading that stands twice that only one of the two columns is read.
    fn heading_twice(&self) -> Option<Problem> {
        let is_second =
            |(at, column): &(usize, &String)| !column.is_empty() && self.columns[..*at].contains(column);
        let (_, column) = self.columns.iter().enumerate().find(is_second)?;
        let message = format!("the column \"{column}\" stands twice, and only the first is read");
        Some(Problem::at(&self.path, 1, message, "rename one of the two, or delete it"))
    }

    /// Takes a row, or says why not.
    fn take(&mut self, number: u64, cells: Range<usize>) -> Option<Problem> {
        let mut more = self.cells[cells.clone()].iter().skip(self.columns.len());
        if more.all(|cell| self.cell(cell).is_empty()) {
            self.rows.push((number, cells));
            return None;
        }
        let message = format!("row has {} cells, the header {}", cells.len(), self.columns.len());
        let cure = "remove the extra tabs, or name the column in the header";
        Some(Problem::at(&self.path, number, message, cure))
    }

    /// Takes the cells of a row, which is a part of the file's text, and gives their numbers.
    fn put_tabs(&mut self, line: &str, text: &str) -> Range<usize> {
        let first = self.cells.len();
        let line = line.trim_end_matches('\r');
        let mut begin = (line.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let end = begin + line.len() as u32;
        for tab in memchr::memchr_iter(b'\t', line.as_bytes()) {
            let at = end - line.len() as u32 + tab as u32;
            self.cells.push(begin..at);
            begin = at + 1;
        }
        self.cells.push(begin..end);
        first..self.cells.len()
    }

    /// What a cell holds, trimmed.
    fn cell(&self, cell: &Range<u32>) -> &str {
        self.text[cell.start as usize..cell.end as usize].trim()
    }

    fn put_commas(&mut self, line: &str) -> Range<usize> {
        let first = self.cells.len();
        let line = if line.contains(',') { line.to_owned() } else { line.replace('，', ",") };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        for (number, cell) in record.iter().enumerate() {
            if cell.contains('\n') && !self.columns.get(number).is_some_and(|column| holds_aliases(column)) {
                self.put(&cell.replace('\n', " "));
            } else {
                self.put(cell);
            }
        }
        first..self.cells.len()
    }

    fn put(&mut self, cell: &str) {
        let start = self.text.len();
        self.text.push_str(cell);
        self.cells.push(start as u32..self.text.len() as u32);
    }

    /// Whether the header names a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.position(column).is_some()
    }

    /// The number of a column, from 0.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }

    /// The header.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let row = |(line, cells): &(u64, Range<usize>)| (*line, &self.cells[cells.clone()]);
        self.rows.iter().map(row).map(|(line, cells)| Row { table: self, cells, path: &self.path, line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_save() {
        for text in ["name\taliases\n赤峰市\t赤峰|赤峰城区\n", "name,aliases\r\n赤峰市,赤峰｜赤峰城区\r\n"]
        {
            let mut problems = Vec::new();
            let table = Table::read("x.tsv", text, &mut problems);
            let row = table.rows().next().unwrap();
            assert_eq!((row.get("name"), row.line), ("赤峰市", 2));
            assert_eq!(row.list("aliases").collect::<Vec<_>>(), ["赤峰", "赤峰城区"]);
            assert!(problems.is_empty());
        }
    }

    #[test]
    fn a_row_that_is_too_long_is_named() {
        let mut problems = Vec::new();
        let table = Table::read("x.tsv", "name\tnote\n甲乙\t丙\t丁\n丁戊\n", &mut problems);
        assert_eq!(table.rows().count(), 1);
        assert_eq!(problems[0].line, Some(2));
    }

    #[test]
    fn a_heading_that_stands_twice_is_told() {
        for (header, twice) in
            [("name\tname\tkind", "name"), ("Name \tkind\tname", "name"), ("name\tkind\t\t", "")]
        {
            let mut problems = Vec::new();
            let _ = Table::read("x.tsv", &format!("{header}\n甲\t乙\t丙\n"), &mut problems);
            assert_eq!(problems.len(), usize::from(!twice.is_empty()), "{header}");
            assert!(problems.iter().all(|problem| problem.message.contains(twice)));
        }
    }

    #[test]
    fn a_quoted_cell_may_hold_line_breaks() {
        let text = "name,note,kind\n甲乙,\"一行\n又\"\"一\"\"行\n\",place\n丙\"丁,5\" x,place\n戊己,\"没有完,place\n庚辛,,place\n";
        let mut problems = Vec::new();
        let table = Table::read("x.csv", text, &mut problems);
        let rows: Vec<_> = table.rows().map(|row| (row.line, row.get("name"), row.get("note"))).collect();
        assert_eq!(rows[0], (2, "甲乙", "一行 又\"一\"行"));
        assert_eq!(rows[1], (5, "丙\"丁", "5\" x"));
        assert_eq!((rows[2].1, rows[3].1, rows.len()), ("戊己", "庚辛", 4));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(6));
    }

    #[test]
    fn decodes_what_people_save() {
        let gb = encoding_rs::GB18030.encode("赤峰").0;
        assert_eq!(decode(&gb), "赤峰");
        assert_eq!(decode("\u{FEFF}赤峰".as_bytes()), "赤峰");
        assert_eq!(decode("name\r赤峰\r".as_bytes()), "name\n赤峰\n");
        assert_eq!(decode("name\r\n赤峰\r\n".as_bytes()), "name\r\n赤峰\r\n");
    }
}
