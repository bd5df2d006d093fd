//! JSONL in batches of whole lines, each with the numbers of its first line and record.

use std::io::Read;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::Problem;
use super::encoding::Coding;
use super::input::reason;
use super::opening::Bytes;
use super::problem::size_in_words;
use super::raw::{Content, RawItem};
use super::transcode::Transcoder;

/// Bytes of JSONL that make one item: little, so that threads end together where there is little to read.
pub(super) const BATCH: usize = 64 << 10;

/// Whether a line holds no record, in any encoding and whether or not it was decoded.
pub(super) fn is_blank_line(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
}

/// The lines of one JSONL input.
pub(super) struct Records {
    name: Arc<str>,
    bytes: Bytes,
    /// Read, not yet given out: the beginning of a line.
    rest: Vec<u8>,
    coding: Coding,
    longest_line: usize,
    line: u64,
    record: u64,
    pending: Option<RawItem>,
    done: bool,
}

impl Records {
    pub(super) fn new(name: Arc<str>, bytes: Bytes, head: &[u8], longest_line: usize) -> Self {
        let (bytes, coding) = match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding != UTF_8 => {
                (Box::new(Transcoder::new(bytes, encoding)) as Bytes, Coding::Transcoded(encoding))
            }
            _ => (bytes, Coding::Open),
        };
        Self {
            name,
            bytes,
            rest: Vec::new(),
            coding,
            longest_line,
            line: 1,
            record: 0,
            pending: None,
            done: false,
        }
    }

    /// The end of an input that made the program fail.
    pub(super) fn give_up(&mut self) -> RawItem {
        self.done = true;
        RawItem::broken_off(&self.name, "guanxi failed on this input: please report it")
    }

    pub(super) fn next_item(&mut self) -> Option<RawItem> {
        while !self.done {
            let held = self.rest.len();
            // At once, and a byte more than is read, so that nothing grows where the end is looked for.
            self.rest.reserve(BATCH + 1);
            let read = self.bytes.by_ref().take(BATCH as u64).read_to_end(&mut self.rest);
            if let Err(error) = &read {
                self.pending = Some(RawItem::broken_off(&self.name, reason(error)));
            }
            if self.rest.len() == held || read.is_err() {
                self.done = true;
                return self.last();
            }
            if let Some(end) = memchr::memrchr(b'\n', &self.rest[held..]) {
                let rest = self.rest.split_off(held + end + 1);
                let lines = std::mem::replace(&mut self.rest, rest);
                return Some(self.batch(lines));
            }
            if self.rest.len() > self.longest_line {
                return Some(self.skip_line());
            }
        }
        self.pending.take()
    }

    fn last(&mut self) -> Option<RawItem> {
        if !self.rest.is_empty() {
            let lines = std::mem::take(&mut self.rest);
            return Some(self.batch(lines));
        }
        if self.line == 1 && self.pending.is_none() {
            return Some(RawItem::empty(&self.name));
        }
        self.pending.take()
    }

    fn batch(&mut self, bytes: Vec<u8>) -> RawItem {
        let (first_line, first_record) = (self.line, self.record);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', &bytes).map(|end| end + 1).chain([bytes.len()]) {
            if end > start {
                self.line += 1;
                self.record += u64::from(!is_blank_line(&bytes[start..end]));
                start = end;
            }
        }
        self.coding = self.coding.settled_by(&bytes);
        let coding = self.coding;
        RawItem {
            name: self.name.clone(),
            content: Content::Lines { bytes, coding, first_line, first_record },
        }
    }

    /// Reads past a line that is too long, without keeping it.
    fn skip_line(&mut self) -> RawItem {
        let line = self.line;
        self.rest.clear();
        loop {
            let read = self.bytes.by_ref().take(BATCH as u64).read_to_end(&mut self.rest);
            if self.rest.is_empty() || read.is_err() {
                self.pending = read.err().map(|error| RawItem::broken_off(&self.name, reason(&error)));
                self.done = true;
                self.rest.clear();
                break;
            }
            if let Some(end) = memchr::memchr(b'\n', &self.rest) {
                self.rest.drain(..=end);
                break;
            }
            self.rest.clear();
        }
        self.line += 1;
        self.record += 1;
        let message = format!("line is longer than {}", size_in_words(self.longest_line));
        let problem = Problem::at(&*self.name, line, message, "split the record into several articles");
        RawItem { name: self.name.clone(), content: Content::Failed(problem) }
    }
}
