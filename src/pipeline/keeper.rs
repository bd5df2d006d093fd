//! Batches into the store, on one thread: which sources are open, and what becomes of those that break off.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use super::facts::{UNNUMBERED, put_number};
use super::given::Numbers;
use super::stream::{Lanes, in_order_to};
use super::{RunOptions, Tally, waiting};
use crate::corpus::{Problem, RawItem};
use crate::store::{ArticleFacts, DictionaryState, Store, StoreError, Writer};

/// How a build ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// What was read in this run.
    pub tally: Tally,
    /// Number of the last commit.
    pub sequence: u64,
    /// Articles that its sources held before and hold no more, nor any other source.
    pub removed: u64,
    /// Whether it was ended from outside; what was committed stays, and the same build carries on.
    pub interrupted: bool,
    /// Whether the store holds articles that were recognised with another dictionary or other options as well.
    pub mixed: bool,
    /// Sources that were read to their ends and stand in the store so; of those that no article came of, those that it had.
    pub ended: Vec<String>,
}

/// What one item gave.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) articles: Vec<ArticleFacts>,
    pub(super) problems: Vec<Problem>,
    pub(super) tally: Tally,
    /// The input, if it was read and gave no article.
    pub(super) empty: Option<String>,
}

/// Which sources are open in the store.
pub(super) enum Begun {
    /// The articles of a source follow one another: it is ended when the next begins.
    One(Option<String>),
    /// They may be mixed: all are ended at the end. With the numbers of the articles of each.
    Many(HashMap<String, Numbers>),
}

/// Hands articles to the store, on one thread.
pub(super) struct Keeper<'b> {
    begun: Begun,
    tally: Tally,
    /// Every source that was begun and is read as a whole.
    built: &'b mut Vec<String>,
    /// Inputs that were not read as a whole.
    left: HashSet<String>,
    /// What the store is to note of its dictionaries from the first article on.
    dictionary: Option<DictionaryState>,
}

impl<'b> Keeper<'b> {
    pub(super) fn new(begun: Begun, built: &'b mut Vec<String>) -> Self {
        Self { begun, tally: Tally::default(), built, left: HashSet::new(), dictionary: None }
    }

    /// `begin` says what the store is to note of its dictionaries once an article comes, while the first items are worked on.
    pub(super) fn run<S>(
        mut self,
        store: &mut Store,
        run: RunOptions<'_>,
        begin: impl FnOnce(&Store) -> DictionaryState,
        scratch: impl Fn() -> S + Sync,
        work: impl Fn(RawItem, &mut S) -> Batch + Sync,
        mut told: impl FnMut(&[Problem], &Tally),
    ) -> Result<Built, StoreError> {
        let RunOptions { inputs, read, threads, stop } = run;
        let lost = |name: &str| Batch { problems: vec![super::lost(name)], ..Batch::default() };
        let items = waiting::items(inputs, read);
        let mut writer = None;
        in_order_to(items, &Lanes { threads, stop }, scratch, work, lost, || {
            let dictionary = begin(store);
            self.dictionary = Some(dictionary).filter(|state| *state != store.dictionary());
            let writer = writer.insert(store.writer()?);
            Ok(|mut batch: Batch, _| {
                self.keep(&mut batch, writer)?;
                self.leave(&batch.problems, writer)?;
                batch.tally.problems = batch.problems.len() as u64;
                self.tally.add(&batch.tally);
                told(&batch.problems, &self.tally);
                Ok::<(), StoreError>(())
            })
        })?;
        let interrupted = stop.load(Ordering::Relaxed);
        // A source that was not read to its end keeps its old articles too, until the build is run again.
        let finish = |mut writer: Writer<'_>| {
            let sequence = if interrupted { writer.commit() } else { writer.finish() };
            Ok::<_, StoreError>((sequence?, writer.gone()))
        };
        let (sequence, removed) = writer.map_or(Ok((0, 0)), finish)?;
        let ended = self.ended(interrupted);
        Ok(Built { tally: self.tally, sequence, removed, interrupted, mixed: false, ended })
    }

    /// The sources that were ended: where the run was interrupted, those behind which others were begun.
    fn ended(&self, interrupted: bool) -> Vec<String> {
        let mut ended = self.built.clone();
        match &self.begun {
            Begun::One(open) if interrupted => ended.retain(|source| open.as_ref() != Some(source)),
            Begun::Many(_) if interrupted => ended.clear(),
            _ => {}
        }
        ended
    }

    fn keep(&mut self, batch: &mut Batch, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        // Nothing stands in the place of what it held before.
        if let Some(source) = batch.empty.take().filter(|source| writer.knows_source(source)) {
            self.begin(&source, writer)?;
        }
        for facts in &mut batch.articles {
            self.begin(&facts.source.source, writer)?;
            self.number(facts);
            match writer.add(facts) {
                Err(StoreError::Article { source_name, number, what }) => {
                    let message = format!("article {number}: {what}");
                    batch.problems.push(Problem::new(source_name, message, "mend it; the rest is built"));
                }
                added => {
                    added?;
                    // In the commit that brings the article.
                    if let Some(dictionary) = self.dictionary {
                        writer.set_dictionary(dictionary);
                    }
                }
            }
        }
        Ok(())
    }

    /// Numbers an article that came without, and counts one that takes the place of another of this run.
    fn number(&mut self, facts: &mut ArticleFacts) {
        let Begun::Many(open) = &mut self.begun else { return };
        let Some(numbers) = open.get_mut(&facts.source.source) else { return };
        if facts.source.number == UNNUMBERED {
            put_number(facts, numbers.next());
        }
        self.tally.replaced += u64::from(!numbers.take(facts.source.number));
    }

    /// Where an input was not read as a whole, what the store holds of it and was not read again stays.
    fn leave(&mut self, problems: &[Problem], writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for Problem { path, .. } in problems.iter().filter(|problem| problem.incomplete) {
            self.left.insert(path.clone());
            self.built.retain(|built| built != path);
            match &self.begun {
                Begun::One(_) => writer.leave_source(path)?,
                // The input may have held more of any of them.
                Begun::Many(open) => open.keys().try_for_each(|source| writer.leave_source(source))?,
            }
        }
        Ok(())
    }

    fn is_left(&self, source: &str) -> bool {
        match self.begun {
            Begun::One(_) => self.left.contains(source),
            Begun::Many(_) => !self.left.is_empty(),
        }
    }

    fn begin(&mut self, source: &str, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        match &mut self.begun {
            Begun::One(Some(open)) if open == source => return Ok(()),
            Begun::One(open) => {
                if let Some(done) = open.replace(source.to_owned()) {
                    writer.end_source(&done)?;
                }
            }
            Begun::Many(open) if open.contains_key(source) => return Ok(()),
            Begun::Many(open) => drop(open.insert(source.to_owned(), Numbers::default())),
        }
        writer.begin_source(source)?;
        if self.is_left(source) {
            return writer.leave_source(source);
        }
        self.built.push(source.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicUsize};

    use super::*;
    use crate::corpus::{ReadOptions, inputs};
    use crate::pipeline::facts::of_article;
    use crate::recognise::Recognised;
    use crate::store::OpenOptions;

    const RECORDS: usize = 1200;

    /// Builds a file of some batches; the worker panics on one of them. Gives the number of articles in the store.
    fn build(folder: &Path, text: impl Fn(usize) -> String, bad: Option<usize>) -> u64 {
        let mut records = String::new();
        for n in 0..RECORDS {
            writeln!(records, "{{\"text\":\"{}\"}}", text(n)).unwrap();
        }
        std::fs::write(folder.join("a.jsonl"), records).unwrap();
        let (inputs, _) = inputs(&[folder.join("a.jsonl")]);
        let stop = AtomicBool::new(false);
        let run = RunOptions { inputs, read: ReadOptions::default(), threads: 1, stop: &stop };
        let batches = AtomicUsize::new(0);
        let work = |item: RawItem, (): &mut ()| {
            assert_ne!(Some(batches.fetch_add(1, Ordering::Relaxed)), bad);
            let mut batch = Batch::default();
            let sources = item.prepare(&ReadOptions::default(), &mut batch.problems);
            let articles = sources.into_iter().flat_map(|source| source.articles);
            batch.articles = articles.map(|article| of_article(article, Recognised::default())).collect();
            batch
        };
        let mut store = Store::open(&folder.join("store"), &OpenOptions::default()).unwrap();
        Keeper::new(Begun::One(None), &mut Vec::new())
            .run(&mut store, run, |_| DictionaryState::NONE, || (), work, |_, _| {})
            .unwrap();
        assert!(batches.into_inner() > 2);
        store.snapshot().unwrap().articles()
    }

    #[test]
    fn a_batch_on_which_a_worker_panics_keeps_what_was_built_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let text = |n: usize| format!("第{n}篇。{}", "字".repeat(300));
        assert_eq!(build(folder.path(), text, None), RECORDS as u64);
        for bad in [0, 1, 4] {
            assert_eq!(build(folder.path(), text, Some(bad)), RECORDS as u64, "batch {bad}");
        }
        // What was read stands in the place of what was there.
        let changed =
            |n: usize| if n == 0 || n + 1 == RECORDS { format!("第{n}篇改了。") } else { text(n) };
        assert_eq!(build(folder.path(), changed, Some(2)), RECORDS as u64);
        let shorter = |n: usize| if n < 2 { text(n) } else { text(2) };
        assert_eq!(build(folder.path(), shorter, None), 3);
    }
}
