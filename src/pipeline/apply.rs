//! A changed dictionary applied to a store: only the articles it concerns are recognised again.

use std::ops::Range;

use super::retag::{Concern, fingerprint, mentions, underway};
use crate::dictionary::Changes;
use crate::recognise::{Recogniser, Scratch};
use crate::store::{ArticleFacts, Store, StoreError, StoredArticle};

/// Bytes of texts recognised between two writes.
const AT_ONCE: usize = 16 << 20;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Articles looked through.
    pub articles: u64,
    /// Articles recognised again.
    pub concerned: u64,
    /// Of these, those with other mentions than before.
    pub changed: u64,
    /// Entities whose aliases were defined anew.
    pub redefined: u64,
}

/// Brings a store that was built with one dictionary to what a build with `recogniser`'s would give. `told` hears how many
/// articles of how many were looked through. Interrupted, it is finished by applying the same change again, which goes on where
/// it ended; until then the store is noted as [`underway`]. What was done is that of this run.
///
/// # Errors
/// [`StoreError`]; what was committed before stays.
pub fn apply(
    store: &mut Store,
    changes: &Changes,
    recogniser: &Recogniser,
    mut told: impl FnMut(u64, u64),
) -> Result<Applied, StoreError> {
    let after = fingerprint(recogniser.dictionary(), recogniser.options());
    let mut rest = begin(store, underway(changes, after))?;
    let mut applied = Applied { redefined: redefine(store, changes)?, ..Applied::default() };
    let mut scratch = Scratch::default();
    while !rest.is_empty() {
        rest.start = some(store, changes, recogniser, rest.clone(), &mut applied, &mut scratch)?;
        store.note_progress(&rest)?;
        store.go_on()?;
        told(u64::from(rest.start), u64::from(rest.end));
    }
    applied.articles = store.counted_articles()?;
    store.note_dictionary(after)?;
    Ok(applied)
}

/// The articles to look through: all, or those that an interrupted run of the same change left. Those that it wrote have higher
/// numbers and are not looked at again.
fn begin(store: &mut Store, underway: u64) -> Result<Range<u32>, StoreError> {
    if store.dictionary() != underway {
        store.note_dictionary(underway)?;
    }
    Ok(store.progress()?.unwrap_or(0..store.documents()))
}

/// Recognises articles of a range again, as many as are written at once; gives where to go on.
fn some(
    store: &mut Store,
    changes: &Changes,
    recogniser: &Recogniser,
    range: Range<u32>,
    applied: &mut Applied,
    scratch: &mut Scratch,
) -> Result<u32, StoreError> {
    let (mut facts, mut bytes, mut next) = (Vec::new(), 0, range.end);
    let mut concern = Concern::new(changes, recogniser.options().home.as_deref());
    let named = |kind: &str, name: &str| changes.is_named(kind, name);
    for article in store.articles_where(range, named, |glimpse| concern.wants(glimpse))? {
        let (number, article) = article?;
        applied.concerned += 1;
        bytes += article.text.len();
        let found = mentions(recogniser, &article, scratch);
        if found != article.mentions {
            facts.extend(of_stored(&article, &found));
            applied.changed += 1;
        }
        if bytes > AT_ONCE || store.is_to_end() {
            next = number + 1;
            break;
        }
    }
    write(store, &facts)?;
    Ok(next)
}

fn redefine(store: &mut Store, changes: &Changes) -> Result<u64, StoreError> {
    if changes.redefined().is_empty() {
        return Ok(0);
    }
    let mut writer = store.writer()?;
    let redefined = writer.redefine(changes.redefined())?;
    writer.pause()?;
    Ok(redefined)
}

fn write(store: &mut Store, facts: &[ArticleFacts]) -> Result<(), StoreError> {
    if facts.is_empty() {
        return Ok(());
    }
    let mut writer = store.writer()?;
    for facts in facts {
        writer.add(facts)?;
    }
    writer.finish().map(drop)
}

/// The facts of an article with other mentions, once for each source.
fn of_stored<'s>(
    stored: &'s StoredArticle,
    found: &'s [crate::store::MentionFact],
) -> impl Iterator<Item = ArticleFacts> + use<'s> {
    stored.sources.iter().map(|source| ArticleFacts {
        key: stored.key,
        source: source.clone(),
        dateline: stored.dateline.clone(),
        text: stored.text.clone(),
        sentences: stored.sentences.clone(),
        paragraphs: stored.paragraphs.clone(),
        repeats: stored.repeats.clone(),
        mentions: found.to_vec(),
    })
}
