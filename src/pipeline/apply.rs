//! A changed dictionary applied to a store: only the articles it concerns are recognised again.

use std::collections::HashMap;
use std::ops::Range;
use std::thread;

use super::retag::{Looked, look_through, means_otherwise, mentions_of, state_of, underway};
use crate::dictionary::{Changes, EntityId, Named};
use crate::recognise::{RecogniseOptions, Recogniser};
use crate::store::{ArticleFacts, DictionaryState, MentionFact, Reading, Store, StoreError, StoredArticle};
use crate::threads::joined;

/// Bytes of texts recognised between two writes.
const AT_ONCE: usize = 16 << 20;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Articles looked through.
    pub articles: u64,
    /// Articles recognised again.
    pub concerned: u64,
    /// Of these, those with other mentions than before: at another place, of another entity, or in another container.
    pub changed: u64,
    /// Entities whose aliases were defined anew.
    pub redefined: u64,
}

/// Looks for the articles of a store that a change concerns, on so many threads; nothing is written. It may be done while the new
/// dictionary is compiled.
///
/// # Errors
/// [`StoreError`] if the store cannot be read.
pub fn look(
    store: &Store,
    changes: &Changes,
    options: &RecogniseOptions,
    threads: usize,
) -> Result<Looked, StoreError> {
    let after = state_of(changes.after(), options);
    look_through(store, changes, options, left(store, underway(changes, after))?, threads)
}

/// The articles to look through: all, or those that an interrupted run of the same change left. Those that it wrote have higher
/// numbers and are not looked at again.
fn left(store: &Store, underway: DictionaryState) -> Result<Range<u32>, StoreError> {
    let left = if store.dictionary() == underway { store.progress()? } else { None };
    Ok(left.unwrap_or(0..store.documents()))
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
    threads: usize,
    told: impl FnMut(u64, u64),
) -> Result<Applied, StoreError> {
    let looked = look(store, changes, recogniser.options(), threads)?;
    apply_to(store, looked, changes, recogniser, threads, told)
}

/// As [`apply`], to the articles that [`look`] found in the store as it is.
///
/// # Errors
/// As [`apply`].
pub fn apply_to(
    store: &mut Store,
    looked: Looked,
    changes: &Changes,
    recogniser: &Recogniser,
    threads: usize,
    mut told: impl FnMut(u64, u64),
) -> Result<Applied, StoreError> {
    let after = state_of(changes.after(), recogniser.options());
    let Looked { range: mut rest, until, concerned, mut reading } = looked;
    reading.redefine(changes.redefined());
    let renamed = Renamed::of(changes);
    let (mut applied, mut begun) = (Applied::default(), false);
    while !begun || !rest.is_empty() {
        let is_any_left = !rest.is_empty();
        let behind = &concerned[concerned.partition_point(|&number| number < rest.start)..];
        let (articles, next) = some(store, &mut reading, behind)?;
        rest.start = next.unwrap_or(until);
        thread::scope(|scope| {
            let found = scope.spawn(|| mentions_of(recogniser, &articles, threads));
            if !begun {
                applied.redefined = begin(store, changes, underway(changes, after))?;
            }
            begun = true;
            again(store, &articles, || joined(found.join()), (&renamed, &mut applied))
        })?;
        // The end of it all is noted below.
        if !rest.is_empty() || is_any_left && store.is_to_end() {
            store.note_progress(&rest)?;
            store.go_on()?;
        }
        told(u64::from(rest.start), u64::from(rest.end));
    }
    applied.articles = store.counted_articles()?;
    store.note_dictionary(after)?;
    Ok(applied)
}

/// Notes that a change is under way and defines entities anew; gives how many.
fn begin(store: &mut Store, changes: &Changes, underway: DictionaryState) -> Result<u64, StoreError> {
    if store.dictionary() != underway {
        store.note_dictionary(underway)?;
    }
    redefine(store, changes)
}

/// The first of these articles, as many as are written at once, and where to go on if that is not behind them all.
fn some(
    store: &Store,
    reading: &mut Reading,
    numbers: &[u32],
) -> Result<(Vec<StoredArticle>, Option<u32>), StoreError> {
    let (mut articles, mut bytes) = (Vec::new(), 0);
    for &number in numbers {
        // Of those that were written since it is none.
        let Some(article) = store.article(number, reading)? else { continue };
        bytes += article.text.len();
        articles.push(article);
        if bytes > AT_ONCE || store.is_to_end() {
            return Ok((articles, Some(number + 1)));
        }
    }
    Ok((articles, None))
}

/// Writes those of some articles that have other mentions than before, or surfaces that are kept otherwise. Their sources are opened while these are looked for.
fn again(
    store: &mut Store,
    articles: &[StoredArticle],
    found: impl FnOnce() -> Vec<Vec<MentionFact>>,
    (renamed, applied): (&Renamed<'_>, &mut Applied),
) -> Result<(), StoreError> {
    if articles.is_empty() {
        return Ok(());
    }
    let mut writer = store.writer()?;
    for source in articles.iter().flat_map(|article| &article.sources) {
        writer.open_source(&source.source)?;
    }
    for (article, found) in articles.iter().zip(found()) {
        applied.concerned += 1;
        applied.changed += u64::from(means_otherwise(&article.mentions, &found));
        if found != article.mentions || renamed.concerns(article, &found) {
            for facts in of_stored(article, &found) {
                writer.add(&facts)?;
            }
        }
    }
    writer.pause()
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

/// The entities that are defined anew: before and after.
struct Renamed<'c>(HashMap<&'c EntityId, (&'c Named, &'c Named)>);

impl<'c> Renamed<'c> {
    fn of(changes: &'c Changes) -> Self {
        Self(changes.redefined().iter().map(|(old, new)| (&new.id, (&**old, &**new))).collect())
    }

    /// Whether an article names one by a surface that was listed and is not, or is and was not: the store keeps those surfaces
    /// alone that are not listed.
    fn concerns(&self, article: &StoredArticle, found: &[MentionFact]) -> bool {
        found.iter().any(|mention| {
            let Some(named) = &mention.entity else { return false };
            let Some((old, new)) = self.0.get(&named.id) else { return false };
            let surface = article.text.get(mention.span.start as usize..mention.span.end as usize);
            surface.is_some_and(|surface| old.is_called(surface) != new.is_called(surface))
        })
    }
}

/// The facts of an article with other mentions, once for each source.
fn of_stored<'s>(
    stored: &'s StoredArticle,
    found: &'s [MentionFact],
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
