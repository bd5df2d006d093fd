//! Names that texts hold and no list has, for a person to take over or turn down: gathered over many inputs, with what
//! speaks for each. Nothing here changes a dictionary or a link.

mod gather;
mod slip;
mod support;
mod whole;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::recognised::recognised;
use super::stream::{Lanes, in_order};
use super::{Example, RunOptions, Tally, waiting};
use crate::corpus::{Problem, RawItem};
use crate::dictionary::{DictionaryError, EntityId, Kind, Slips};
use crate::recognise::{Recogniser, Scratch};
use crate::store::ArticleKey;
use gather::{Gathered, Gatherer};
use support::{Key, Support};

/// Names kept at once: of more, the least supported are let go (lossy counting, Manku and Motwani 2002).
const MOST: usize = 200_000;

/// A listed name that a suggested one differs from by one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The listed form.
    pub form: String,
    /// The entities it names.
    pub entities: Vec<EntityId>,
    /// Articles that hold both.
    pub together: u64,
}

/// A fuller name that a suggested one may be short for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The fuller name.
    pub name: String,
    /// Its entity, if it is listed.
    pub listed: Option<EntityId>,
    /// Articles that hold both; 0 where only their characters speak for it.
    pub together: u64,
    /// Whether enough of them do for the name to be its alias: half of the name's articles; or three of them, a quarter at
    /// least, where it is the only fuller name of all inputs. A head that many bodies share is short for none.
    pub is_sure: bool,
}

/// Another form that stood for a name in its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form.
    pub form: String,
    /// How often it stood for the name.
    pub mentions: u64,
    /// Whether it stands by itself no more often than that: else it is an alias of many names, or of none.
    pub is_sure: bool,
}

/// A name that no list has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name; where no rule found it, the characters that differ from a listed name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// How often it is mentioned, repeated paragraphs and articles left out.
    pub mentions: u64,
    /// In how many articles.
    pub articles: u64,
    /// Rules that found it, by id; none for a slip that no rule took for a name.
    pub rules: Vec<&'static str>,
    /// Other forms that stood for it in its articles, most first.
    pub forms: Vec<Form>,
    /// The first places.
    pub examples: Vec<Example>,
    /// The name it is probably short for.
    pub whole: Option<Whole>,
    /// Listed names that it may be a slip of, likeliest first.
    pub near: Vec<Near>,
}

/// What a run over inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Suggested {
    /// Most mentioned first; equals by articles, kind and name.
    pub names: Vec<Suggestion>,
    /// Names let go because there were too many; all had little support.
    pub let_go: u64,
    /// What was read.
    pub tally: Tally,
}

/// What one item gave.
#[derive(Default)]
struct Batch {
    articles: Vec<(ArticleKey, Gathered)>,
    problems: Vec<Problem>,
    tally: Tally,
}

/// Reads inputs and gathers the names that the dictionary lacks: those found by rules, short forms of one article, and
/// places that differ by one character from a listed long name. Judgements are honoured: what is never a name is left out,
/// and of two names that are not the same neither is offered for the other. The same for any number of threads; memory is
/// bounded by 200 000 names and 32 bytes an article.
///
/// # Errors
/// If the dictionary is too large for its index.
pub fn suggest(
    recogniser: &Recogniser,
    run: RunOptions<'_>,
    mut told: impl FnMut(&[Problem], &Tally),
) -> Result<Suggested, DictionaryError> {
    let RunOptions { inputs, read, threads, stop } = run;
    let slips = Slips::new(recogniser.dictionary())?;
    let work = |item: RawItem, (scratch, gatherer): &mut (Scratch, Gatherer<'_>)| {
        let mut batch = Batch::default();
        batch.tally.bytes = item.size() as u64;
        let sources = item.prepare(&read, &mut batch.problems);
        for (source, found) in recognised(recogniser, sources, scratch) {
            batch.tally.source(&source, &found);
            for (article, found) in source.articles.iter().zip(&found) {
                let key = ArticleKey::of_text(&article.text);
                batch.articles.push((key, gatherer.article(article, found)));
            }
        }
        batch
    };
    let lost = |name: &str| Batch { problems: vec![super::lost(name)], ..Batch::default() };
    let scratch = || (Scratch::default(), Gatherer::new(recogniser.dictionary(), &slips));
    let mut ledger = Ledger::default();
    let mut tally = Tally::default();
    let items = waiting::items(inputs, read.clone());
    let done: Result<(), std::convert::Infallible> =
        in_order(items, &Lanes { threads, stop }, scratch, work, lost, |mut batch, _| {
            batch.tally.problems = batch.problems.len() as u64;
            tally.add(&batch.tally);
            batch.articles.into_iter().for_each(|(key, found)| ledger.add(key, found));
            told(&batch.problems, &tally);
            Ok(())
        });
    let Ok(()) = done;
    Ok(ledger.close(recogniser, tally))
}

/// Support summed over articles.
#[derive(Default)]
struct Ledger {
    names: BTreeMap<Key, Support>,
    /// Mentions of listed entities.
    listed: HashMap<EntityId, u64>,
    seen: HashSet<ArticleKey>,
    let_go: u64,
}

impl Ledger {
    /// Adds an article, unless the same text was added before.
    fn add(&mut self, key: ArticleKey, found: Gathered) {
        if !self.seen.insert(key) {
            return;
        }
        for (named, mentions) in found.listed {
            match self.listed.get_mut(&named.id) {
                Some(count) => *count += mentions,
                None => drop(self.listed.insert(named.id.clone(), mentions)),
            }
        }
        for (key, support) in found.names {
            self.names.entry(key).or_default().add(support);
        }
        if self.names.len() > MOST {
            self.shrink();
        }
    }

    /// Lets the less supported half go.
    fn shrink(&mut self) {
        let mut counts: Vec<u64> = self.names.values().map(|support| support.mentions).collect();
        let (_, median, _) = counts.select_nth_unstable(MOST / 2);
        let least = *median;
        let before = self.names.len();
        self.names.retain(|_, support| support.mentions > least);
        self.let_go += (before - self.names.len()) as u64;
    }

    fn close(self, recogniser: &Recogniser, tally: Tally) -> Suggested {
        let dictionary = recogniser.dictionary();
        let fuller = whole::Fuller::new(&self.names);
        let mut names: Vec<Suggestion> = Vec::with_capacity(self.names.len());
        for (key, support) in &self.names {
            let near = slip::likely(key, support, &self.listed, dictionary);
            if support.rules.is_empty() && near.is_empty() {
                continue;
            }
            let whole = fuller.of(key, support, dictionary);
            names.push(support.suggestion(key, self.forms(key, support), whole, near));
        }
        names.sort_by(|x, y| {
            let rank = |s: &Suggestion| (Reverse(s.mentions), Reverse(s.articles));
            rank(x).cmp(&rank(y)).then_with(|| (&x.kind, &x.name).cmp(&(&y.kind, &y.name)))
        });
        Suggested { names, let_go: self.let_go, tally }
    }

    fn forms(&self, key: &Key, support: &Support) -> Vec<Form> {
        let form = |(form, &mentions): (&String, &u64)| {
            let alone = Key { kind: key.kind.clone(), name: form.clone() };
            let alone = self.names.get(&alone).map_or(0, |support| support.mentions);
            Form { form: form.clone(), mentions, is_sure: mentions >= alone }
        };
        let mut forms: Vec<Form> = support.forms.iter().map(form).collect();
        forms.sort_by_key(|form| Reverse(form.mentions));
        forms
    }
}

impl Support {
    fn suggestion(&self, key: &Key, forms: Vec<Form>, whole: Option<Whole>, near: Vec<Near>) -> Suggestion {
        Suggestion {
            name: key.name.clone(),
            kind: key.kind.clone(),
            mentions: self.mentions,
            articles: self.articles,
            rules: self.rules.iter().copied().collect(),
            forms,
            examples: self.examples.clone(),
            whole,
            near,
        }
    }
}
