//! Stored articles that a changed dictionary concerns, recognised again.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::facts::of_mention;
use crate::corpus::Article;
use crate::dictionary::{Changes, Fingerprint};
use crate::recognise::{RecogniseOptions, Recogniser, Scratch};
use crate::store::{DictionaryState, Glimpse, Look, MentionFact, Reading, Store, StoreError, StoredArticle};
use crate::text::Normal;
use crate::threads::joined;

/// What a build with a dictionary and options notes: both, and the version of the program, tell it from others.
#[must_use]
pub fn state_of(dictionary: Fingerprint, options: &RecogniseOptions) -> DictionaryState {
    let version = env!("CARGO_PKG_VERSION");
    DictionaryState::of(&format!("{version} {} {:?} {dictionary}", options.no_rules, options.home))
}

/// What a store notes on the way from one dictionary to another, with which it would be `after`: neither of the two holds for
/// all of it, and only the same change goes on from there.
#[must_use]
pub fn underway(changes: &Changes, after: DictionaryState) -> DictionaryState {
    DictionaryState::of(&format!("{} to {after}", changes.before()))
}

/// Picks the articles that a change concerns.
pub(super) struct Concern<'c> {
    changes: &'c Changes,
    everything: bool,
    normal: Normal,
}

impl<'c> Concern<'c> {
    /// `home` is the place that the option names: if that is a changed form, every article is concerned, as where a word
    /// list differs.
    pub(super) fn new(changes: &'c Changes, home: Option<&str>) -> Self {
        let everything = changes.in_lists() || home.is_some_and(|home| changes.is_form(home));
        Self { changes, everything, normal: Normal::default() }
    }

    /// Whether a word list differs or the home is another: then there is nothing to look for.
    pub(super) fn is_everything(&self) -> bool {
        self.everything
    }

    /// Whether an article is concerned by its text or its dateline.
    pub(super) fn wants(&mut self, glimpse: &Glimpse<'_>) -> bool {
        self.everything
            || glimpse.dateline.is_some_and(|place| self.changes.is_form(place))
            || (self.changes.may_hold(glimpse.text) && self.holds(glimpse.text))
    }

    fn holds(&mut self, text: &[u8]) -> bool {
        // A damaged text is told when the article is read.
        let Ok(text) = std::str::from_utf8(text) else { return true };
        self.normal.refill(text);
        self.changes.in_text(self.normal.text())
    }
}

/// The articles of a store that a change concerns: what `look` found.
pub struct Looked {
    /// What was to be looked through.
    pub(super) range: Range<u32>,
    /// How far it was.
    pub(super) until: u32,
    /// The articles that are concerned, sorted.
    pub(super) concerned: Vec<u32>,
    /// For reading them.
    pub(super) reading: Reading,
}

/// Looks through a range of articles, on so many threads.
pub(super) fn look_through(
    store: &Store,
    changes: &Changes,
    options: &RecogniseOptions,
    range: Range<u32>,
    threads: usize,
) -> Result<Looked, StoreError> {
    let home = options.home.as_deref();
    let reading = store.reading()?;
    if Concern::new(changes, home).is_everything() {
        let concerned = store.numbers(range.clone())?;
        return Ok(Looked { until: range.end, range, concerned, reading });
    }
    let wants = || {
        let mut concern = Concern::new(changes, home);
        move |glimpse: &Glimpse<'_>| concern.wants(glimpse)
    };
    let named = |kind: &str, name: &str| changes.is_named(kind, name);
    let look = Look { named, may_hold: |bytes: &[u8]| changes.may_hold(bytes), wants };
    let (concerned, until) = store.look(range.clone(), threads, look, &reading)?;
    Ok(Looked { range, until, concerned, reading })
}

/// The mentions that each of these articles has under another recogniser, on so many threads.
pub(super) fn mentions_of(
    recogniser: &Recogniser,
    articles: &[StoredArticle],
    threads: usize,
) -> Vec<Vec<MentionFact>> {
    let next = AtomicUsize::new(0);
    let some = || {
        let (mut scratch, mut found) = (Scratch::default(), Vec::new());
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(article) = articles.get(at) else { return found };
            found.push((at, mentions(recogniser, article, &mut scratch)));
        }
    };
    let mut found = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(articles.len())).map(|_| scope.spawn(some)).collect();
        let mut found = some();
        for other in others {
            found.extend(joined(other.join()));
        }
        found
    });
    found.sort_unstable_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, mentions)| mentions).collect()
}

/// Whether a graph sees the mentions of an article otherwise: where they stand, or what they mean.
pub(super) fn means_otherwise(before: &[MentionFact], after: &[MentionFact]) -> bool {
    !before.iter().map(MentionFact::meaning).eq(after.iter().map(MentionFact::meaning))
}

/// The mentions that an article has under another recogniser.
fn mentions(recogniser: &Recogniser, stored: &StoredArticle, scratch: &mut Scratch) -> Vec<MentionFact> {
    let article = Article {
        text: stored.text.clone(),
        dateline: stored.dateline.clone(),
        sentences: stored.sentences.clone(),
        paragraphs: stored.paragraphs.clone(),
        repeats: stored.repeats.clone(),
        ..Article::default()
    };
    recogniser.recognise(&article, scratch).mentions.into_iter().map(of_mention).collect()
}
