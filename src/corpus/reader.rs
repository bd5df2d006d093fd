//! Opening inputs and cutting them into items, in bounded memory. No decoding, no cleaning: see `prepare`.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;

use super::encoding::Coding;
use super::input::reason;
use super::tables::Shape;
use super::transcode::Transcoder;
use super::{Input, Layout, Problem, ReadOptions};

/// Bytes of JSONL that make one item: little, so that threads end together where there is little to read.
const BATCH: usize = 64 << 10;

pub(super) type Bytes = Box<dyn Read + Send>;

/// Part of an input, read but not yet decoded: cheap to make, costly to [`prepare`](RawItem::prepare).
#[derive(Debug)]
pub struct RawItem {
    pub(super) name: Arc<str>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A whole page.
    Page { bytes: Vec<u8>, html: bool },
    /// A whole table, or array of records.
    Table { bytes: Vec<u8>, shape: Shape },
    /// Whole lines of JSONL, the number of the first (from 1) and of its first record (from 0).
    Lines { bytes: Vec<u8>, coding: Coding, first_line: u64, first_record: u64 },
    /// What could not be read.
    Failed(Problem),
}

impl RawItem {
    /// The input it comes from, as in [`Input::name`].
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes it holds, for progress and for bounding a queue.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Page { bytes, .. } | Content::Table { bytes, .. } | Content::Lines { bytes, .. } => {
                bytes.len()
            }
            Content::Failed(_) => 0,
        }
    }

    fn failed(name: &Arc<str>, message: impl Into<String>, cure: &str) -> Self {
        let problem = Problem::new(&**name, message, cure).of_a_part();
        Self { name: name.clone(), content: Content::Failed(problem) }
    }

    /// What stands in for an input without a byte: all of it was read.
    fn empty(name: &Arc<str>) -> Self {
        let problem = Problem::new(&**name, "file is empty", "remove it or fill it");
        Self { name: name.clone(), content: Content::Failed(problem) }
    }

    /// What stands in for the rest of an input that breaks off.
    fn broken_off(name: &Arc<str>, message: impl Into<String>) -> Self {
        let cure = "the lines before it were read; of the rest a store keeps what it has";
        let problem = Problem::new(&**name, message, cure).of_a_part();
        Self { name: name.clone(), content: Content::Failed(problem) }
    }
}

/// Reads inputs one after the other: a page file is one item, JSONL gives batches of lines. Gzip is unpacked on the way,
/// whatever the file is called. Holds one item and one buffer.
///
/// What cannot be read comes out as an item too, whose `prepare` reports it, so that problems keep their order.
pub struct Reader {
    inputs: std::vec::IntoIter<Input>,
    options: ReadOptions,
    records: Option<Records>,
}

impl Reader {
    /// A reader of `inputs` in their order.
    pub fn new(inputs: Vec<Input>, options: ReadOptions) -> Self {
        Self { inputs: inputs.into_iter(), options, records: None }
    }

    fn open(&mut self, input: &Input) -> Option<RawItem> {
        let name: Arc<str> = input.name.as_str().into();
        let failed =
            |error: &io::Error| RawItem::failed(&name, reason(error), "check the file and its permissions");
        let (layout, head, bytes) = match unpacked(input) {
            Ok(opened) => opened,
            Err(error) => return Some(failed(&error)),
        };
        if layout == Layout::Records {
            let limit = self.options.max_article_bytes.saturating_mul(2);
            self.records = Some(Records::new(name, bytes, &head, limit));
            return None;
        }
        let mut page = Vec::new();
        let limit = self.options.max_file_bytes;
        if let Err(error) = bytes.take(limit as u64 + 1).read_to_end(&mut page) {
            return Some(failed(&error));
        }
        Some(match page.len() {
            0 => RawItem::empty(&name),
            size if size > limit => {
                let message = format!("larger than {}", size_in_words(limit));
                RawItem::failed(
                    &name,
                    message,
                    "split it into pages, or make it JSONL with one article a line",
                )
            }
            _ => RawItem { name, content: whole(page, layout) },
        })
    }
}

impl Iterator for Reader {
    type Item = RawItem;

    fn next(&mut self) -> Option<RawItem> {
        loop {
            if let Some(records) = &mut self.records {
                let read = catch_unwind(AssertUnwindSafe(|| records.next_item()));
                let item = read.unwrap_or_else(|_| Some(records.give_up()));
                if item.is_some() {
                    return item;
                }
                self.records = None;
            }
            let input = self.inputs.next()?;
            if let Some(item) = self.open(&input) {
                return Some(item);
            }
        }
    }
}

/// What a file is that is read as a whole.
fn whole(bytes: Vec<u8>, layout: Layout) -> Content {
    match layout {
        Layout::Table => Content::Table { bytes, shape: Shape::Rows },
        Layout::Array => Content::Table { bytes, shape: Shape::Items },
        layout => Content::Page { bytes, html: layout == Layout::Html },
    }
}

/// Opens an input, unpacks gzip, and tells its layout by its first bytes where the name does not.
fn unpacked(input: &Input) -> io::Result<(Layout, Vec<u8>, Bytes)> {
    let raw: Bytes = match &input.path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    let (mut head, mut bytes) = peek(raw)?;
    if head.starts_with(&[0x1f, 0x8b]) {
        (head, bytes) = peek(Box::new(Unpacked(MultiGzDecoder::new(bytes))))?;
    }
    let layout = match input.layout {
        Layout::Unknown => layout_by_look(&head),
        // Many call one object a line so.
        Layout::Array if head.trim_ascii_start().starts_with(b"{") => Layout::Records,
        known => known,
    };
    Ok((layout, head, bytes))
}

/// The first bytes, and a reader of all. An error behind the first bytes comes where it is, when they have been read.
fn peek(mut bytes: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    match bytes.by_ref().take(1024).read_to_end(&mut head) {
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => bytes = Box::new(Broken(Some(error))),
        Ok(_) => {}
    }
    let whole = Box::new(Cursor::new(head.clone()).chain(bytes));
    Ok((head, whole))
}

/// What gzip holds; says what is wrong with it where it is not the file that cannot be read.
struct Unpacked(MultiGzDecoder<Bytes>);

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        let broken = |error: io::Error| match error.kind() {
            InvalidData | InvalidInput | UnexpectedEof => io::Error::new(InvalidData, "broken gzip data"),
            _ => error,
        };
        self.0.read(buffer).map_err(broken)
    }
}

/// Gives the error it holds.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn layout_by_look(head: &[u8]) -> Layout {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |with: &[u8]| head.len() >= with.len() && head[..with.len()].eq_ignore_ascii_case(with);
    if begins(b"{\"") {
        Layout::Records
    } else if head.strip_prefix(b"[").is_some_and(|head| head.trim_ascii_start().starts_with(b"{\"")) {
        Layout::Array
    } else if begins(b"<!doctype html") || begins(b"<html") {
        Layout::Html
    } else {
        Layout::Page
    }
}

/// A limit as people write it: `64 MiB`, `2000 bytes`.
pub(super) fn size_in_words(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

/// Whether a line holds no record, in any encoding and whether or not it was decoded.
pub(super) fn is_blank_line(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
}

/// The lines of one JSONL input.
struct Records {
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
    fn new(name: Arc<str>, bytes: Bytes, head: &[u8], longest_line: usize) -> Self {
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
    fn give_up(&mut self) -> RawItem {
        self.done = true;
        RawItem::broken_off(&self.name, "guanxi failed on this input: please report it")
    }

    fn next_item(&mut self) -> Option<RawItem> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a text, then what a closure does.
    struct Then<F>(Cursor<Vec<u8>>, F);

    impl<F: FnMut() -> io::Result<usize>> Read for Then<F> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => (self.1)(),
                size => Ok(size),
            }
        }
    }

    fn told(text: &str, then: impl FnMut() -> io::Result<usize> + Send + 'static) -> Vec<String> {
        let bytes = Box::new(Then(Cursor::new(text.into()), then));
        let records = Records::new("a.jsonl".into(), bytes, &[], 100);
        let options = ReadOptions::default();
        let reader =
            Reader { inputs: Vec::new().into_iter(), options: options.clone(), records: Some(records) };
        let mut problems = Vec::new();
        let sources = reader.flat_map(|item| item.prepare(&options, &mut problems)).count();
        assert!(problems.last().unwrap().incomplete);
        let problems = problems.iter().map(|problem| problem.message.clone());
        std::iter::once(sources.to_string()).chain(problems).collect()
    }

    #[test]
    fn records_are_numbered_alike_wherever_batches_end() {
        let filler = format!("{{\"text\":\"{}\"}}\n", "赤峰下雨。".repeat(BATCH / 15));
        let short = "{\"text\":\"赤峰下雨。\"}\n";
        for blank in ["\u{3000}\n", " \t\n", "\n"] {
            let text = format!("\u{feff}\n{short}{blank}{short}{filler}{filler}");
            let records =
                Records::new("a.jsonl".into(), Box::new(Cursor::new(text.into_bytes())), &[], 1 << 20);
            let reader = Reader {
                inputs: Vec::new().into_iter(),
                options: ReadOptions::default(),
                records: Some(records),
            };
            let (mut next, mut batches) = (0, 0);
            for item in reader {
                let Content::Lines { bytes, first_record, .. } = &item.content else { panic!("lines") };
                assert_eq!(*first_record, next, "{blank:?}");
                let lines = bytes.split(|&byte| byte == b'\n');
                next += lines.filter(|line| !is_blank_line(line)).count() as u64;
                batches += 1;
                let read = item.prepare(&ReadOptions::default(), &mut Vec::new());
                assert_eq!(u64::from(read.last().unwrap().articles[0].number) + 1, next, "{blank:?}");
            }
            assert!(batches > 1);
        }
    }

    #[test]
    fn an_input_that_breaks_off_says_so_wherever_it_does() {
        let fails = || Err(io::Error::other("Disk on fire"));
        let line = "{\"text\":\"赤峰下雨。\"}\n";
        assert_eq!(told(line, fails), ["1", "disk on fire"]);
        let long = "字".repeat(BATCH);
        assert_eq!(told(&long, fails), ["0", "line is longer than 100 bytes", "disk on fire"]);
        let panics = || panic!("a fault of the program");
        assert_eq!(told(line, panics), ["0", "guanxi failed on this input: please report it"]);
    }
}
