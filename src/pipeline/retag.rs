//! Stored articles that a changed dictionary concerns, recognised again.

use super::facts::of_mention;
use crate::corpus::Article;
use crate::dictionary::{Changes, Dictionary};
use crate::recognise::{RecogniseOptions, Recogniser, Scratch};
use crate::store::{ArticleKey, Glimpse, MentionFact, StoredArticle};
use crate::text::Normal;

/// The note of a store whose articles were recognised with several dictionaries, or by another program.
pub(super) const MIXED: u64 = 1;

/// Whether a store's note says that its articles were recognised with several dictionaries, or by another program.
#[must_use]
pub fn is_mixed(dictionary: u64) -> bool {
    dictionary == MIXED
}

/// What tells the recogniser of a build from others: its dictionary, its options, its version.
#[must_use]
pub fn fingerprint(dictionary: &Dictionary, options: &RecogniseOptions) -> u64 {
    let (version, dictionary) = (env!("CARGO_PKG_VERSION"), dictionary.fingerprint());
    let text = format!("{version} {} {:?} {dictionary}", options.no_rules, options.home);
    let ArticleKey(hash) = ArticleKey::of_text(&text);
    // Nothing and the note of a mixture are no fingerprints.
    (hash as u64).max(MIXED + 1)
}

/// The note of a store on the way from one dictionary to another, whose [`fingerprint`] is `after`: neither of the two holds
/// for all of it, and only the same change goes on from there.
#[must_use]
pub fn underway(changes: &Changes, after: u64) -> u64 {
    let ArticleKey(hash) = ArticleKey::of_text(&format!("{} to {after}", changes.before()));
    (hash as u64).max(MIXED + 1)
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

/// The mentions that an article has under another recogniser.
pub(super) fn mentions(
    recogniser: &Recogniser,
    stored: &StoredArticle,
    scratch: &mut Scratch,
) -> Vec<MentionFact> {
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
