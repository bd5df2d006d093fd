//! Recognition alone: inputs in, rendered mentions out.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::recognised::recognised;
use super::stream::{LARGE, Lanes, in_order};
use super::{RunOptions, Tally, waiting};
use crate::corpus::{Problem, RawItem, Source};
use crate::recognise::{Recognised, Recogniser, Scratch};

/// Bytes that are made of a large item before they are written.
const PIECE: usize = 1 << 16;

/// Most bytes that are made room for before an item is rendered, and most that are kept for another.
const ROOM: usize = 1 << 20;

/// What one item gave.
#[derive(Default)]
struct Tagged {
    out: Vec<u8>,
    /// What is rendered only when its turn to be written has come: large items make more bytes than they have.
    waiting: Vec<(Source, Vec<Recognised>)>,
    failed: Option<io::Error>,
    problems: Vec<Problem>,
    tally: Tally,
}

impl Tagged {
    /// Nothing yet of an item of `size` bytes, with the room that its mentions take: about twice that of the text.
    fn of(size: usize, mut out: Vec<u8>) -> Self {
        out.reserve((2 * size).min(ROOM));
        let mut tagged = Self { out, ..Self::default() };
        tagged.tally.bytes = size as u64;
        tagged
    }
}

/// Memory that was written from: what is new to the process costs more than what is rendered into it.
struct Spare {
    buffers: Mutex<Vec<Vec<u8>>>,
    /// How many are kept.
    most: usize,
}

impl Spare {
    fn buffers(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<u8> {
        self.buffers().pop().unwrap_or_default()
    }

    fn keep(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        let mut kept = self.buffers();
        if buffer.capacity() <= ROOM && kept.len() < self.most {
            kept.push(buffer);
        }
    }
}

/// Takes away what is rendered so far, if it is time to.
pub type Spill<'s> = &'s mut dyn FnMut(&mut Vec<u8>) -> io::Result<()>;

/// Recognises the names in `inputs` and writes what `render` makes of each source, in the order of the inputs, whatever
/// the number of threads. `render` gets the mentions of each article of the source, and what it should call now and then: that
/// takes away what is rendered of a large source so far. `told` hears of each item's problems and of the counts so far.
///
/// # Errors
/// If `out` or `render` fails.
pub fn tag(
    recogniser: &Recogniser,
    run: RunOptions<'_>,
    render: impl Fn(&Source, &[Recognised], &mut Vec<u8>, Spill<'_>) -> io::Result<()> + Sync,
    out: &mut dyn Write,
    mut told: impl FnMut(&[Problem], &Tally),
) -> io::Result<Tally> {
    let RunOptions { inputs, read, threads, stop } = run;
    let spare = Spare { buffers: Mutex::default(), most: threads };
    let work = |item: RawItem, scratch: &mut Scratch| {
        let is_large = item.size() > LARGE;
        let mut tagged = Tagged::of(item.size(), spare.take());
        let sources = item.prepare(&read, &mut tagged.problems);
        for (source, found) in recognised(recogniser, sources, scratch) {
            tagged.tally.source(&source, &found);
            if is_large {
                tagged.waiting.push((source, found));
            } else if let Err(error) = render(&source, &found, &mut tagged.out, &mut |_| Ok(())) {
                tagged.failed.get_or_insert(error);
            }
        }
        tagged.tally.problems = tagged.problems.len() as u64;
        tagged
    };
    let lost = |name: &str| Tagged { problems: vec![super::lost(name)], ..Tagged::default() };
    let mut total = Tally::default();
    let items = waiting::items(inputs, read.clone());
    in_order(items, &Lanes { threads, stop }, Scratch::default, work, lost, |tagged, _| {
        tagged.failed.map_or(Ok(()), Err)?;
        out.write_all(&tagged.out)?;
        spare.keep(tagged.out);
        for (source, found) in tagged.waiting {
            in_pieces(out, |bytes, spill| render(&source, &found, bytes, spill))?;
        }
        total.add(&tagged.tally);
        told(&tagged.problems, &total);
        Ok::<(), io::Error>(())
    })?;
    out.flush()?;
    Ok(total)
}

/// Writes what `make` makes whenever there is enough of it.
fn in_pieces(
    out: &mut dyn Write,
    make: impl FnOnce(&mut Vec<u8>, Spill<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(2 * PIECE);
    make(&mut bytes, &mut |bytes| {
        if bytes.len() >= PIECE {
            out.write_all(bytes)?;
            bytes.clear();
        }
        Ok(())
    })?;
    out.write_all(&bytes)
}
