//! UTF-16 read as UTF-8, so that lines can be cut at their line feeds.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, Encoding};

use super::opening::Bytes;

/// Reads another encoding as UTF-8.
pub(super) struct Transcoder {
    bytes: Bytes,
    decoder: Decoder,
    out: Cursor<Vec<u8>>,
    done: bool,
}

impl Transcoder {
    pub(super) fn new(bytes: Bytes, encoding: &'static Encoding) -> Self {
        Self { bytes, decoder: encoding.new_decoder_with_bom_removal(), out: Cursor::default(), done: false }
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.out.read(buffer)?;
            if read > 0 || buffer.is_empty() || self.done {
                return Ok(read);
            }
            let mut chunk = [0; 8192];
            let size = self.bytes.read(&mut chunk)?;
            let room = self.decoder.max_utf8_buffer_length(size).unwrap_or(4 * chunk.len());
            let mut text = String::with_capacity(room);
            let _ = self.decoder.decode_to_string(&chunk[..size], &mut text, size == 0);
            self.done = size == 0;
            self.out = Cursor::new(text.into_bytes());
        }
    }
}
