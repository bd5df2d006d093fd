//! Sections that are written while they are made.

use std::io::{self, Write};

use crate::store::layout::{OpenSection, SectionWriter};

/// Bytes of a section that are collected before they are written.
const AT_ONCE: usize = 1 << 16;

/// A section that is written while it is made.
pub(in crate::store) struct Flow<'w, W> {
    out: OpenSection<'w, W>,
    waiting: Vec<u8>,
    written: u64,
}

impl<'w, W: Write> Flow<'w, W> {
    pub(in crate::store) fn new(out: OpenSection<'w, W>) -> Self {
        Self { out, waiting: Vec::new(), written: 0 }
    }

    /// Takes what `make` appends, and gives the length so far.
    pub(in crate::store) fn put(&mut self, make: impl FnOnce(&mut Vec<u8>)) -> io::Result<u64> {
        make(&mut self.waiting);
        let len = self.len();
        if self.waiting.len() >= AT_ONCE {
            self.flush()?;
        }
        Ok(len)
    }

    /// Takes bytes as they are.
    pub(in crate::store) fn copy(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.waiting.len() + bytes.len() < AT_ONCE {
            self.waiting.extend_from_slice(bytes);
            return Ok(());
        }
        self.flush()?;
        self.written += bytes.len() as u64;
        self.out.add(bytes)
    }

    /// Takes items of `N` bytes, changed.
    pub(in crate::store) fn change<const N: usize>(
        &mut self,
        items: &[[u8; N]],
        to: impl Fn(&[u8; N]) -> [u8; N],
    ) -> io::Result<()> {
        for some in items.chunks(AT_ONCE / N) {
            let begin = self.waiting.len();
            self.waiting.resize(begin + some.len() * N, 0);
            let places = self.waiting[begin..].as_chunks_mut::<N>().0;
            places.iter_mut().zip(some).for_each(|(place, item)| *place = to(item));
            if self.waiting.len() >= AT_ONCE {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn len(&self) -> u64 {
        self.written + self.waiting.len() as u64
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.add(&self.waiting)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }

    pub(in crate::store) fn finish(mut self) -> io::Result<&'w mut SectionWriter<W>> {
        self.flush()?;
        Ok(self.out.finish())
    }
}
