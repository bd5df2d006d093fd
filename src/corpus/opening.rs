//! Opening an input: gzip unpacked, its layout told by its first bytes where its name does not tell it.

use std::fs::File;
use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::packed::GZIP;
use super::{Input, Layout};

/// What an input holds, unpacked.
pub(super) type Bytes = Box<dyn Read + Send>;

/// Opens an input, unpacks gzip, and tells its layout by its first bytes where the name does not.
pub(super) fn unpacked(input: &Input) -> io::Result<(Layout, Vec<u8>, Bytes)> {
    let raw: Bytes = match &input.path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    let (mut head, mut bytes) = peek(raw)?;
    if head.starts_with(&GZIP) {
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
