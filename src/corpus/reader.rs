//! Inputs cut into items, in bounded memory. No decoding, no cleaning: see `prepare`.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::batches::Records;
use super::input::reason;
use super::opening::unpacked;
use super::problem::size_in_words;
use super::raw::{Content, RawItem};
use super::tables::Shape;
use super::{Input, Layout, ReadOptions};

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
        if head.is_empty() {
            let is_pipe = input.path.is_none();
            return Some(if is_pipe { RawItem::silent(&name) } else { RawItem::empty(&name) });
        }
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

/// A limit as people write it: `64 MiB`, `2000 bytes`.
#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::corpus::batches::{BATCH, is_blank_line};

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
