//! From inputs to a store: recognised articles, or the mentions that another program found.

use std::collections::HashMap;

use super::facts::{Known, of_article};
use super::given::Given;
use super::keeper::{Batch, Begun, Built, Keeper};
use super::recognised::recognised;
use super::retag::state_of;
use super::{RunOptions, Tally};
use crate::corpus::{Layout, Problem, RawItem, Source};
use crate::dictionary::Dictionary;
use crate::recognise::{Recogniser, Scratch};
use crate::relate::Counting;
use crate::store::{DictionaryState, Store, StoreError};

/// Faulty records of one item that are told one by one; the others are counted.
const TOLD: usize = 20;

impl Batch {
    /// Nothing yet of an item.
    fn of(item: &RawItem) -> Self {
        let mut batch = Self::default();
        batch.tally.bytes = item.size() as u64;
        batch
    }

    fn recognise(&mut self, recogniser: &Recogniser, mut sources: Vec<Source>, scratch: &mut Scratch) {
        // Facts have the working text; nobody asks for the source again.
        for source in &mut sources {
            source.text = String::new();
        }
        for (source, found) in recognised(recogniser, sources, scratch) {
            self.tally.source(&source, &found);
            let articles = source.articles.into_iter().zip(found);
            self.articles.extend(articles.map(|(article, found)| of_article(article, found)));
        }
    }

    fn count_pairs(&mut self, counting: Counting) {
        for facts in &self.articles {
            self.problems.extend(self.tally.pairs(facts, counting));
        }
    }
}

/// Recognises the names in the inputs and puts the articles into the store, committing as it goes. A source that was built
/// before is replaced as a whole; of one that breaks off, what was not read stays as it was. `told` hears of each item's problems and of the counts so far.
///
/// # Errors
/// [`StoreError`]; what was committed before stays.
pub fn build(
    recogniser: &Recogniser,
    store: &mut Store,
    run: RunOptions<'_>,
    told: impl FnMut(&[Problem], &Tally),
) -> Result<Built, StoreError> {
    let read = run.read.clone();
    let counting = store.counting();
    let work = |item: RawItem, scratch: &mut Scratch| {
        let mut batch = Batch::of(&item);
        let name = item.name().to_owned();
        let sources = item.prepare(&read, &mut batch.problems);
        batch.recognise(recogniser, sources, scratch);
        batch.count_pairs(counting);
        // What stands on a line and was refused is not gone.
        let is_read = batch.problems.iter().all(|problem| problem.line.is_none() && !problem.incomplete);
        batch.empty = (is_read && batch.articles.is_empty()).then_some(name);
        batch
    };
    let (mut ours, mut before) = (DictionaryState::NONE, DictionaryState::NONE);
    let begin = |store: &Store| {
        ours = state_of(recogniser.dictionary().fingerprint(), recogniser.options());
        // Nothing was recognised with anything yet.
        before = if store.documents() == 0 { ours } else { store.dictionary() };
        if before == ours { ours } else { DictionaryState::MIXED }
    };
    let (mut built, held) = (Vec::new(), store.dictionary());
    let keeper = Keeper::new(Begun::One(None), &mut built);
    let mut result = keeper.run(store, run, begin, Scratch::default, work, told)?;
    let is_all = before != ours && result.tally.articles > 0 && !result.interrupted && all_of(store, built)?;
    let now = if is_all { ours } else { store.dictionary() };
    note(store, held, now)?;
    result.mixed = store.dictionary().is_mixed();
    Ok(result)
}

/// Notes what a run ends with, where that is not what the store held: where its articles changed nothing, no commit brought it.
fn note(store: &mut Store, held: DictionaryState, dictionary: DictionaryState) -> Result<(), StoreError> {
    if dictionary == held {
        return Ok(());
    }
    store.note_dictionary(dictionary)
}

/// Whether a run has built every source that the store holds.
fn all_of(store: &Store, mut built: Vec<String>) -> Result<bool, StoreError> {
    built.sort_unstable();
    Ok(store.sources()?.iter().all(|source| built.binary_search(source).is_ok()))
}

/// Puts the mentions of records (JSONL as [`record`](crate::recognise::record) makes it) into the store. Entities that the
/// dictionary lists get the aliases of their rows. Records without a number are numbered in order within their source.
///
/// # Errors
/// [`StoreError`]; what was committed before stays.
pub fn build_from_mentions(
    dictionary: &Dictionary,
    store: &mut Store,
    mut run: RunOptions<'_>,
    told: impl FnMut(&[Problem], &Tally),
) -> Result<Built, StoreError> {
    for input in &mut run.inputs {
        input.layout = Layout::Records;
    }
    let counting = store.counting();
    let work = |item: RawItem, known: &mut Known<'_>| {
        let mut batch = Batch::of(&item);
        let name = item.name().to_owned();
        let lines = item.lines(&mut batch.problems);
        for (line, json) in lines.iter().filter(|(_, json)| !json.trim().is_empty()) {
            match Given::read(json).and_then(|given| given.facts(known, &name)) {
                Ok(facts) => {
                    batch.tally.facts(&facts);
                    batch.problems.extend(batch.tally.pairs(&facts, counting));
                    batch.articles.push(facts);
                }
                Err(fault) => batch.problems.push(fault.at(&name, *line)),
            }
        }
        shorten(&name, &mut batch.problems);
        batch
    };
    let begun = Begun::Many(HashMap::new());
    let (mut built, held) = (Vec::new(), store.dictionary());
    let keeper = Keeper::new(begun, &mut built);
    let result = keeper.run(store, run, |_| DictionaryState::MIXED, || Known::new(dictionary), work, told)?;
    let now = store.dictionary();
    note(store, held, now)?;
    Ok(result)
}

fn shorten(name: &str, problems: &mut Vec<Problem>) {
    let more = problems.len().saturating_sub(TOLD);
    if more > 0 {
        problems.truncate(TOLD);
        let problem = Problem::new(name, format!("{more} more records like these"), "mend the file");
        problems.push(problem.standing_for(more));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::corpus::{ReadOptions, inputs};
    use crate::recognise::RecogniseOptions;
    use crate::store::OpenOptions;

    #[test]
    fn what_brings_no_article_leaves_the_note_of_the_dictionary() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.txt"), "赤峰下雨。").unwrap();
        std::fs::write(path("empty.txt"), "").unwrap();
        std::fs::write(path("same.txt"), "赤峰下雨。").unwrap();
        let mut store = Store::open(&path("store"), &OpenOptions::default()).unwrap();
        let mut built_with = |home: Option<&str>, name: &str| {
            let options = RecogniseOptions { home: home.map(str::to_owned), ..RecogniseOptions::default() };
            let recogniser = Recogniser::new(Dictionary::default(), options).unwrap();
            let (inputs, _) = inputs(&[path(name)]);
            let stop = AtomicBool::new(false);
            let run = RunOptions { inputs, read: ReadOptions::default(), threads: 1, stop: &stop };
            build(&recogniser, &mut store, run, |_, _| {}).unwrap();
            store.dictionary()
        };
        let first = built_with(None, "a.txt");
        assert_eq!(built_with(Some("赤峰"), "empty.txt"), first);
        assert_eq!(
            built_with(Some("赤峰"), "same.txt"),
            DictionaryState::MIXED,
            "one article that differs in nothing"
        );
        drop(store);
        let store = Store::open(&path("store"), &OpenOptions::default()).unwrap();
        assert!(store.dictionary().is_mixed());
    }

    #[test]
    fn a_file_that_was_emptied_holds_nothing_and_one_that_cannot_be_read_what_it_held() {
        let recogniser = Recogniser::new(Dictionary::default(), RecogniseOptions::default()).unwrap();
        let wrong = "{\"content\":\"赤峰下雨。\"}";
        for (name, full, blank, refused) in [
            ("a.txt", "赤峰下雨。", "\n \n", "%PDF-1.7\n"),
            ("a.jsonl", "{\"text\":\"赤峰下雨。\"}", "\n \n", wrong),
            ("a.csv", "text\n赤峰下雨。", "text\n", "content\n赤峰下雨。"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            let mut store = Store::open(&folder.path().join("store"), &OpenOptions::default()).unwrap();
            let mut articles = |content: &str| {
                std::fs::write(&path, content).unwrap();
                let (inputs, _) = inputs(std::slice::from_ref(&path));
                let stop = AtomicBool::new(false);
                let run = RunOptions { inputs, read: ReadOptions::default(), threads: 1, stop: &stop };
                build(&recogniser, &mut store, run, |_, _| {}).unwrap();
                store.snapshot().unwrap().articles()
            };
            let contents =
                [(full, 1), ("%PDF-1.7\n", 1), (refused, 1), ("", 0), ("", 0), (full, 1), (blank, 0)];
            for (content, left) in contents {
                assert_eq!(articles(content), left, "{name}: {content:?}");
            }
        }
    }
}
