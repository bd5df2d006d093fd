//! Tables that people keep in text files: a header, then rows. Tolerant of what spreadsheets do to them.

use super::Problem;

/// Rows of a table under the names of its columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The file as given.
    pub path: String,
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy)]
pub struct Row<'t> {
    columns: &'t [String],
    cells: &'t [String],
    /// The file as given.
    pub path: &'t str,
    /// Line in the file, from 1.
    pub line: u64,
}

impl<'t> Row<'t> {
    /// The trimmed cell of a column; empty where the column or the cell is missing.
    #[must_use]
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.columns.iter().position(|c| c == column);
        at.and_then(|n| self.cells.get(n)).map_or("", |cell| cell.trim())
    }

    /// A cell that holds a list: `|` between the items (the full-width `｜` is taken too).
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(['|', '｜']).map(str::trim).filter(|item| !item.is_empty())
    }
}

/// Text of bytes that people saved: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

impl Table {
    /// Reads `text` as a table. Cells are parted by tabs; where the header has none, by commas (quotes as in RFC 4180).
    /// Header names are lower-cased. Rows with more cells than the header are problems and left out.
    #[must_use]
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let mut table = Self { path: path.to_owned(), ..Self::default() };
        let header = text.lines().next().unwrap_or("");
        let split = if header.contains('\t') { split_tabs } else { split_commas };
        for (number, line) in (1u64..).zip(text.lines()) {
            let cells = split(line);
            if number == 1 {
                table.columns = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
            } else if cells.len() > table.columns.len()
                && cells[table.columns.len()..].iter().any(|c| !c.trim().is_empty())
            {
                let message = format!("row has {} cells, the header {}", cells.len(), table.columns.len());
                problems.push(Problem::at(
                    path,
                    number,
                    message,
                    "remove the extra tabs, or name the column in the header",
                ));
            } else if !line.trim().is_empty() {
                table.rows.push((number, cells));
            }
        }
        table
    }

    /// Whether the header names a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c == column)
    }

    /// The header.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            columns: &self.columns,
            cells,
            path: &self.path,
            line: *line,
        })
    }
}

fn split_tabs(line: &str) -> Vec<String> {
    line.trim_end_matches('\r').split('\t').map(str::to_owned).collect()
}

fn split_commas(line: &str) -> Vec<String> {
    let line = if line.contains(',') { line.to_owned() } else { line.replace('，', ",") };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(str::to_owned).collect()
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
    fn decodes_what_people_save() {
        let gb = encoding_rs::GB18030.encode("赤峰").0;
        assert_eq!(decode(&gb), "赤峰");
        assert_eq!(decode("\u{FEFF}赤峰".as_bytes()), "赤峰");
    }
}
