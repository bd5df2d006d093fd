//! Recognition alone: inputs in, rendered mentions out.

use std::io::{self, Write};

use super::stream::{Lanes, in_order};
use super::{RunOptions, Tally};
use crate::corpus::{Problem, RawItem, Reader, Source};
use crate::recognise::{Recognised, Recogniser, Scratch};

/// What one item gave.
#[derive(Default)]
struct Tagged {
    out: Vec<u8>,
    problems: Vec<Problem>,
    tally: Tally,
}

/// Recognises the names in `inputs` and writes what `render` makes of each source, in the order of the inputs, whatever
/// the number of threads. `render` gets the mentions of each article of the source. `told` hears of each item's
/// problems and of the counts so far.
///
/// # Errors
/// If `out` fails.
pub fn tag(
    recogniser: &Recogniser,
    run: RunOptions<'_>,
    render: impl Fn(&Source, &[Recognised], &mut Vec<u8>) + Sync,
    out: &mut dyn Write,
    mut told: impl FnMut(&[Problem], &Tally),
) -> io::Result<Tally> {
    let RunOptions { inputs, read, threads, stop } = run;
    let work = |item: RawItem, scratch: &mut Scratch| {
        let mut tagged = Tagged::default();
        tagged.tally.bytes = item.size() as u64;
        // Mentions take about twice the room of their text.
        tagged.out.reserve((2 * item.size()).min(1 << 20));
        for source in item.prepare(&read, &mut tagged.problems) {
            let recognise = |article| recogniser.recognise(article, scratch);
            let found: Vec<Recognised> = source.articles.iter().map(recognise).collect();
            tagged.tally.source(&source, &found);
            render(&source, &found, &mut tagged.out);
        }
        tagged.tally.problems = tagged.problems.len() as u64;
        tagged
    };
    let lost = |name: &str| Tagged { problems: vec![super::lost(name)], ..Tagged::default() };
    let mut total = Tally::default();
    let reader = Reader::new(inputs, read.clone());
    in_order(reader, &Lanes { threads, stop }, Scratch::default, work, lost, |tagged, _| {
        out.write_all(&tagged.out)?;
        total.add(&tagged.tally);
        told(&tagged.problems, &total);
        Ok::<(), io::Error>(())
    })?;
    out.flush()?;
    Ok(total)
}
