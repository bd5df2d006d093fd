//! The record of an article written mention by mention: a long one has millions, and a list of their records takes more than all else.

use super::record::mention_record;
use super::write::{MENTIONS, NESTED, head, mention};
use super::{Mention, Recognised, RecordOptions, record};
use crate::corpus::{Article, CharOffsets, Source};

/// Writes the records of a source's articles as [`record`] and [`write_record`](super::write_record) do, byte for byte.
#[derive(Clone, Debug)]
pub struct RecordWriter<'s> {
    source: &'s Source,
    options: RecordOptions,
    chars: CharOffsets<'s>,
}

impl<'s> RecordWriter<'s> {
    /// Writes records of `source`.
    #[must_use]
    pub fn new(source: &'s Source, options: RecordOptions) -> Self {
        Self { source, options, chars: CharOffsets::new(&source.text) }
    }

    /// Appends the record of the next article, without a line end. `spill` is asked after each mention and may take away what
    /// is written so far.
    ///
    /// # Errors
    /// The first of `spill`.
    pub fn write<E>(
        &mut self,
        article: &Article,
        found: &Recognised,
        out: &mut Vec<u8>,
        mut spill: impl FnMut(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let begin = self.chars.clone();
        let options = RecordOptions { nested: false, ..self.options };
        head(&record(self.source, article, &Recognised::default(), options, &mut self.chars), out);
        let mut list = |label: &str, mentions: &[Mention]| {
            let mut chars = begin.clone();
            out.extend_from_slice(label.as_bytes());
            for (number, one) in mentions.iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                mention(out, &mention_record(one, self.source, article, &mut chars));
                spill(out)?;
            }
            out.push(b']');
            Ok(())
        };
        list(MENTIONS, &found.mentions)?;
        if self.options.nested {
            list(NESTED, &found.nested)?;
        }
        out.push(b'}');
        Ok(())
    }
}
