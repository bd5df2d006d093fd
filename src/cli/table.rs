//! Tables without lines: columns that align with wide characters, a quiet header, no space at the end of a line.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::screen::{Look, Screen};

/// Columns between two cells.
const GAP: usize = 2;

/// A table under way.
pub(super) struct Table {
    headers: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headers; one that begins with `>` is a column of numbers.
    pub(super) fn new(headers: &[&str]) -> Self {
        Self {
            right: headers.iter().map(|header| header.starts_with('>')).collect(),
            headers: headers.iter().map(|header| header.trim_start_matches('>').to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, one text a header.
    pub(super) fn row<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        self.rows.push(texts.into_iter().map(|text| plain(text.as_ref())).collect());
    }

    /// Prints the header and the rows, without columns that are empty all the way down; nothing without rows.
    pub(super) fn print(&self, screen: &mut Screen) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let columns = 0..self.headers.len();
        let filled = |column: &usize| self.rows.iter().any(|row| !row[*column].is_empty());
        let kept: Vec<(usize, usize)> =
            columns.filter(filled).map(|column| (column, self.width(column))).collect();
        let header = self.line(&self.headers, &kept);
        screen.line(screen.paint(&header, Look::Dim))?;
        self.rows.iter().try_for_each(|row| screen.line(self.line(row, &kept)))
    }

    fn width(&self, column: usize) -> usize {
        let all = self.rows.iter().chain([&self.headers]);
        all.map(|row| row[column].width()).max().unwrap_or(0)
    }

    fn line(&self, cells: &[String], columns: &[(usize, usize)]) -> String {
        let mut line = String::new();
        for &(column, width) in columns {
            let cell = &cells[column];
            let pad = " ".repeat(width - cell.width());
            let (before, after) = if self.right[column] { (pad.as_str(), "") } else { ("", pad.as_str()) };
            line.extend([before, cell, after, &" ".repeat(GAP)]);
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// What a terminal would obey or a column cannot hold becomes a space.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
