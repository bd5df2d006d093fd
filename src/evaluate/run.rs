//! Many texts scored on many threads, added up in their order: the same result on any number.

use std::collections::BTreeMap;
use std::thread;

use super::errors::{Errors, Place, Places};
use super::found::Finder;
use super::marked::Marked;
use super::score::{Found, Score, score};
use crate::dictionary::Kind;
use crate::recognise::Scratch;
use crate::threads::joined;

/// Texts held at once.
const BATCH: usize = 4096;

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// How many texts were scored: pages, or sentences.
    pub texts: u64,
    /// All counts. Its faults are in `errors`.
    pub score: Score,
    /// What went wrong.
    pub errors: Errors,
    /// Finds of kinds that the gold does not have: neither right nor wrong.
    pub left_out: BTreeMap<Kind, u64>,
}

/// What was found in one text, as far as the gold speaks of it.
struct Judged {
    found: Vec<Found>,
    score: Score,
    places: Vec<Place>,
    left_out: Vec<Kind>,
}

/// Scores texts as they come. `each` hears of every text and what was found in it, in order. Memory: 4,096 texts, the
/// counts, and one entry an error.
///
/// # Errors
/// The first error of `texts`.
pub fn evaluate<E>(
    finder: &Finder<'_>,
    texts: impl Iterator<Item = Result<Marked, E>>,
    threads: usize,
    mut each: impl FnMut(&Marked, &[Found]),
) -> Result<Evaluation, E> {
    let mut total = Evaluation::default();
    let mut scratches: Vec<Scratch> = (0..threads.max(1)).map(|_| Scratch::default()).collect();
    let mut texts = texts.fuse();
    loop {
        let batch = texts.by_ref().take(BATCH).collect::<Result<Vec<Marked>, E>>()?;
        if batch.is_empty() {
            return Ok(total);
        }
        for (marked, judged) in batch.iter().zip(all_judged(finder, &batch, &mut scratches)) {
            each(marked, &judged.found);
            total.add(judged);
        }
    }
}

impl Evaluation {
    fn add(&mut self, mut judged: Judged) {
        self.texts += 1;
        let faults = std::mem::take(&mut judged.score.faults);
        faults.into_iter().zip(judged.places).for_each(|(fault, place)| self.errors.add(fault, place));
        self.score.merge(judged.score);
        for kind in judged.left_out {
            *self.left_out.entry(kind).or_default() += 1;
        }
    }
}

/// A batch, each thread taking a part of it.
fn all_judged(finder: &Finder<'_>, batch: &[Marked], scratches: &mut [Scratch]) -> Vec<Judged> {
    let part = batch.len().div_ceil(scratches.len()).max(1);
    thread::scope(|scope| {
        let parts = batch.chunks(part).zip(scratches);
        let run = move |part: &[Marked], scratch: &mut Scratch| -> Vec<Judged> {
            part.iter().map(|marked| judged(finder, marked, scratch)).collect()
        };
        let threads: Vec<_> = parts.map(|(part, scratch)| scope.spawn(move || run(part, scratch))).collect();
        threads.into_iter().flat_map(|thread| joined(thread.join())).collect()
    })
}

fn judged(finder: &Finder<'_>, marked: &Marked, scratch: &mut Scratch) -> Judged {
    let all = finder.find(&marked.source, scratch);
    let (found, others): (Vec<Found>, Vec<Found>) =
        all.into_iter().partition(|found| marked.has(&found.kind));
    let score = score(&marked.gold, &found);
    let mut at = Places::of(&marked.source);
    let places = score.faults.iter().map(|fault| at.place(fault)).collect();
    Judged { found, score, places, left_out: others.into_iter().map(|found| found.kind).collect() }
}
