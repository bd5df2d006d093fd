//! The lines of a gold file, in bounded memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::gold::GoldError;
use super::kinds::KindMap;
use crate::dictionary::{Kind, decode};

/// Longest line and longest sentence of gold, in bytes.
const LONGEST: usize = 16 << 20;

/// Lines of a file, and where we are.
pub(super) struct Lines {
    pub(super) path: String,
    reader: BufReader<File>,
    /// Number of the line read last, from 1.
    pub(super) line: u64,
    /// Whether it is in GB18030: the first line that is more than ASCII says so.
    is_gb: Option<bool>,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self, GoldError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Ok(Self { path: name, reader: BufReader::new(file), line: 0, is_gb: None }),
            Err(source) => Err(GoldError::Unreadable { path: name, source }),
        }
    }

    /// The next line without its end.
    pub(super) fn next(&mut self) -> Result<Option<String>, GoldError> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut bytes);
        self.line += 1;
        if bytes.len() > LONGEST {
            self.skip_line()?;
        }
        if read.map_err(|source| GoldError::Unreadable { path: self.path.clone(), source })? == 0 {
            return Ok(None);
        }
        self.short_enough(bytes.len())?;
        let Some(mut text) = self.decoded(bytes) else {
            return Err(self.malformed("not UTF-8", "save the gold as UTF-8"));
        };
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        if self.line == 1 && text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(Some(text))
    }

    fn decoded(&mut self, bytes: Vec<u8>) -> Option<String> {
        if bytes.is_ascii() || self.is_gb == Some(false) {
            return String::from_utf8(bytes).ok();
        }
        if self.is_gb.is_none() && std::str::from_utf8(&bytes).is_ok() {
            self.is_gb = Some(false);
            return String::from_utf8(bytes).ok();
        }
        let text = decode(&bytes);
        let is_whole = !text.contains(char::REPLACEMENT_CHARACTER);
        self.is_gb = self.is_gb.or(is_whole.then_some(true));
        is_whole.then_some(text)
    }

    /// Skips the rest of a line that is too long.
    fn skip_line(&mut self) -> Result<(), GoldError> {
        let skipped = self.reader.skip_until(b'\n');
        skipped.map(drop).map_err(|source| GoldError::Unreadable { path: self.path.clone(), source })
    }

    /// Skips the rest of a sentence in columns, of which a line is at fault.
    pub(super) fn skip_sentence(&mut self) -> Result<(), GoldError> {
        loop {
            match self.next() {
                Ok(Some(line)) if !line.trim().is_empty() => {}
                Err(fault) if fault.is_of_a_part() => {}
                end => return end.map(drop),
            }
        }
    }

    /// Refuses a line or a sentence that would take too much memory.
    pub(super) fn short_enough(&self, bytes: usize) -> Result<(), GoldError> {
        if bytes > LONGEST {
            return Err(self.malformed("a sentence of more than 16 MiB", "part it into sentences"));
        }
        Ok(())
    }

    /// What is wrong with the line read last.
    pub(super) fn malformed(&self, message: impl Into<String>, cure: impl Into<String>) -> GoldError {
        GoldError::Malformed {
            path: self.path.clone(),
            line: self.line,
            message: message.into(),
            cure: cure.into(),
        }
    }

    /// The kind of a label, if marks with it count.
    pub(super) fn kind(&self, map: &KindMap, label: &str) -> Result<Option<Kind>, GoldError> {
        let unknown =
            || GoldError::UnknownLabel { path: self.path.clone(), line: self.line, label: label.to_owned() };
        map.kind(label).ok_or_else(unknown)
    }
}
