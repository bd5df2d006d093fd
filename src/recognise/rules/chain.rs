//! Chains that go on below the listed places: 安徽省黄山市歙县 + 深渡镇, 从江县 + 丙妹镇 + 岜扒村.

use super::Listed;
use crate::dictionary::{Cue, Kind, Level};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::{self as names, PlaceAt};
use crate::recognise::page::Page;
use crate::text::Tag;

/// Most characters between the listed place and the end of the next link's suffix.
const LINK: usize = 6;

/// Pushes chains whose last links are not listed.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    for place in names::places(page)
        .iter()
        .filter(|place| place.full && place.level.is_some_and(|level| level > Level::Country))
    {
        let start = letters.number(place.span.start);
        let mut end = letters.number(place.span.end);
        while let Some(next) = link(page, letters, end) {
            end = next;
        }
        if end > letters.number(place.span.end) && !listed.contains(&letters.span(start, end)) {
            push(page, letters, (start, end), place, out);
        }
    }
}

fn push(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    place: &PlaceAt,
    out: &mut Vec<Candidate>,
) {
    let span = letters.span(start, end);
    let name = span.of(page.text()).to_owned();
    let mut candidate = Candidate::new(span, Kind::PLACE, What::Made { name }).by_rule("place.chain");
    candidate.evidence = 20;
    candidate.score = 10 * (end - start) as i32;
    debug_assert!(place.span.start == span.start);
    out.push(candidate);
}

/// The end of the link that starts at a character: one to five characters, then 镇, 村, 社区 and the like.
fn link(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let last = (start + LINK).min(letters.len());
    (start + 1..last).find_map(|at| {
        if !(start..at).all(|n| plain(letters, n)) || page.space_at(letters.at[at]) {
            return None;
        }
        let (hit, ()) = page.cue_at(letters.at[at], |cue| match cue {
            Cue::PlaceSuffix(suffix) if suffix.class == "division" && suffix.strong && suffix.min < 2 => {
                Some(())
            }
            _ => None,
        })?;
        let end = letters.number(hit.span.end);
        (letters.border(end) && own(page, letters, start, at, end)).then_some(end)
    })
}

/// Characters of names: lone characters that are no words of grammar, or parts of names and of short nouns.
fn plain(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    letters.letter(n)
        && match word.end - word.start {
            1 => !matches!(word.tag, Tag::Grammar | Tag::Number),
            2 => !matches!(
                word.tag,
                Tag::Grammar | Tag::Number | Tag::Verb | Tag::Side | Tag::Adjective | Tag::Time
            ),
            _ => matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper | Tag::Body),
        }
}

/// The core is no word that a list says is never a name (周边, 农村), nor is it with its suffix.
fn own(page: &Page<'_>, letters: &Letters, start: usize, at: usize, end: usize) -> bool {
    let ignore = &page.known.dictionary.rules.ignore;
    let text = |end: usize| letters.span(start, end).of(page.text());
    !ignore.contains_key(text(at)) && !ignore.contains_key(text(end)) && text(end) != "行政区"
}
