//! Bodies by the bare name that many states have them by: 国民议会 is 利比亚国民议会 in a paragraph that names no other state.

use rustc_hash::FxHashSet;

use super::abbreviations::{self, States};
use super::abroad::last_of;
use super::candidate::{Candidate, Fate, Place, What};
use super::expand::{body_of, is_made};
use super::page::Page;
use crate::dictionary::{EntityNo, Kind, Level, Sign, Use};
use crate::text::{MAX_SENTENCE_BYTES, Span, boundary_behind};

/// States looked back on at most, so that long paragraphs stay linear.
const LOOK_BACK: usize = 64;
/// Bytes of a paragraph that is looked back on at most.
const PARAGRAPH: u32 = 30_000;
/// Ends the name of a party.
const PARTY: char = '党';

/// Has kept bare names of bodies mean those of the state that the paragraph is about. O(n log n).
pub(super) fn link(page: &Page<'_>, candidates: &mut [Candidate]) {
    let bare = |c: &Candidate| {
        let name = || c.span.of(page.text());
        c.kind == Kind::ORGANISATION && is_made(c) && page.signs().has(Sign::Bare, name())
    };
    if !candidates.iter().any(bare) {
        return;
    }
    let named = named(page, candidates);
    let letters = States::default();
    // 香港 + 自由党: a place that is no state says whose it is.
    let ends: FxHashSet<u32> = places(page, candidates).collect();
    let stuck = |span: Span| ends.contains(&span.start);
    // Once it is not told whose it is, it is not told by what comes later.
    let mut untold: FxHashSet<&str> = FxHashSet::default();
    let mut bare: Vec<&mut Candidate> = candidates.iter_mut().filter(|c| bare(c)).collect();
    bare.sort_unstable_by_key(|candidate| candidate.span.start);
    for candidate in bare {
        let (span, name) = (candidate.span, candidate.span.of(page.text()));
        let meant = || body(page, name, state(page, &letters, &named, span)?);
        if untold.contains(name) || stuck(span) {
            untold.insert(name);
        } else if let Some(what) = meant() {
            let first = Candidate::new(span, Kind::ORGANISATION, what);
            candidate.what = What::Known(Box::new(first));
        } else {
            untold.insert(name);
        }
    }
}

/// The body of a state by a bare name. Parties are not made up: 共和党 of a history is not Japan's because its envoy is named.
fn body(page: &Page<'_>, name: &str, state: EntityNo) -> Option<What> {
    let state = page.known.dictionary.entity(state).named.name.as_str();
    body_of(page, state, name).filter(|what| !name.ends_with(PARTY) || matches!(what, What::Listed { .. }))
}

/// Where the kept places end that are no states.
fn places<'c>(page: &'c Page<'_>, candidates: &'c [Candidate]) -> impl Iterator<Item = u32> + 'c {
    let level = |c: &Candidate| {
        let entity = page.known.gazetteer.only_entity(form(page, &c.what)?)?;
        page.known.dictionary.entity(entity).level
    };
    let kept = candidates.iter().filter(|c| c.fate == Fate::Kept && c.kind == Kind::PLACE);
    kept.filter(move |c| level(c) != Some(Level::Country)).map(|c| c.span.end)
}

/// The states that the mentions of an article name, and where: places, what contains them, and states that other names begin with.
fn named(page: &Page<'_>, candidates: &[Candidate]) -> Vec<(u32, EntityNo)> {
    let kept = candidates.iter().filter(|c| c.fate == Fate::Kept);
    let states = kept.filter_map(|c| {
        let form = if c.kind == Kind::PLACE { form(page, &c.what) } else { leading(page, c.span) };
        Some((c.span.start, state_of(page, form?)?))
    });
    let mut states: Vec<_> = states.collect();
    states.sort_unstable();
    states
}

/// The form of a place.
fn form(page: &Page<'_>, what: &What) -> Option<u32> {
    match what {
        What::Listed { form } | What::Place(Place::Form { form, .. }) => Some(*form),
        What::Made { name } => page.known.gazetteer.number_of(name),
        What::Known(first) => form(page, &first.what),
        _ => None,
    }
}

/// The form of the place that a name begins with.
fn leading(page: &Page<'_>, span: Span) -> Option<u32> {
    let mut hits = page.hits_at(span.start).iter().filter(|hit| hit.span.end < span.end);
    hits.find(|hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::PLACE)).map(|hit| hit.form)
}

/// The state that a place is or lies in.
fn state_of(page: &Page<'_>, form: u32) -> Option<EntityNo> {
    let dictionary = &page.known.dictionary;
    let place = page.known.gazetteer.only_entity(form)?;
    dictionary.containers(place).find(|&outer| dictionary.entity(outer).level == Some(Level::Country))
}

/// The state whose body a bare name is: that of the letter right before it (以 + 国防军); else the only one that its paragraph up
/// to the end of the sentence names, or the only one of several that has a row for such a body; else the only one of the article.
fn state<'a>(
    page: &Page<'a>,
    letters: &States<'a>,
    named: &[(u32, EntityNo)],
    span: Span,
) -> Option<EntityNo> {
    let (text, name) = (page.text(), span.of(page.text()));
    let letter = page.before(span.start).filter(|&c| abbreviations::is_of_state(page, c));
    if let Some(letter) = letter {
        let state = abbreviations::state(page, letters, letter)?;
        return page.known.gazetteer.number_of(state).and_then(|form| page.known.gazetteer.only_entity(form));
    }
    let start = last_of(&text[..span.start as usize], PARAGRAPH, &['\n']);
    let start = start.unwrap_or(span.start.saturating_sub(PARAGRAPH));
    let rest = sentence_behind(text, span.end as usize);
    let end = span.end + rest.find(['。', '！', '？', '\n']).unwrap_or(rest.len()) as u32;
    let before = named.partition_point(|&(at, _)| at < end);
    let near = named[..before].iter().rev().take(LOOK_BACK).take_while(|&&(at, _)| at >= start);
    let states = distinct(page, name, near);
    match states[..] {
        [] if named.len() <= LOOK_BACK => only(&distinct(page, name, named.iter())),
        [] => None,
        // 共和党 is not Libya's where the article names the United States too.
        [one] => {
            let rivals = named.iter().take(LOOK_BACK).any(|&(_, other)| is_listed(page, other, name));
            Some(one).filter(|&one| is_listed(page, one, name) || !rivals)
        }
        // 韩国最大在野党民主党 is not that of the United States, which the paragraph names later.
        _ => {
            let listed = states.into_iter().filter(|&state| is_listed(page, state, name)).collect::<Vec<_>>();
            let before = named[..named.partition_point(|&(at, _)| at < span.start)].iter().rev();
            let mut before = before.take(LOOK_BACK).take_while(|&&(at, _)| at >= start).peekable();
            only(&listed).filter(|one| before.peek().is_none() || before.any(|(_, state)| state == one))
        }
    }
}

/// The text from a place on, as far as a sentence goes at most.
fn sentence_behind(text: &str, at: usize) -> &str {
    &text[at..boundary_behind(text, at + MAX_SENTENCE_BYTES)]
}

fn only(states: &[EntityNo]) -> Option<EntityNo> {
    if let [one] = *states { Some(one) } else { None }
}

/// States without those told twice, and without the home state if it has no such body.
fn distinct<'n>(
    page: &Page<'_>,
    name: &str,
    states: impl Iterator<Item = &'n (u32, EntityNo)>,
) -> Vec<EntityNo> {
    let dictionary = &page.known.dictionary;
    let home = |state: EntityNo| dictionary.rules.national.contains(&dictionary.entity(state).named.name);
    let mut states: Vec<EntityNo> = states.map(|&(_, state)| state).collect();
    states.sort_unstable();
    states.dedup();
    states.retain(|&state| !home(state) || is_listed(page, state, name));
    states
}

/// Whether the body of a state has a row.
fn is_listed(page: &Page<'_>, state: EntityNo, name: &str) -> bool {
    let state = page.known.dictionary.entity(state).named.name.as_str();
    matches!(body_of(page, state, name), Some(What::Listed { .. }))
}
