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

    /// Prints the header and the rows.
    pub(super) fn print(&self, screen: &mut Screen) -> io::Result<()> {
        let all = || self.rows.iter().chain([&self.headers]);
        let width = |column: usize| {
            all().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.headers.len()).map(width).collect();
        let header = self.line(&self.headers, &widths);
        screen.line(screen.paint(&header, Look::Dim))?;
        self.rows.iter().try_for_each(|row| screen.line(self.line(row, &widths)))
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, width), right) in cells.iter().zip(widths).zip(&self.right) {
            let pad = " ".repeat(width - cell.width());
            let (before, after) = if *right { (pad.as_str(), "") } else { ("", pad.as_str()) };
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
