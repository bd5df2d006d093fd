//! Chains that go on below the listed places: 安徽省黄山市歙县 + 深渡镇, 从江县 + 丙妹镇 + 岜扒村, and sites named after the
//! place they lie in: 榕江县 + 工业园区, 武汉 + 天兴洲长江大桥.

use super::Listed;
use crate::dictionary::{Cue, Kind, Level};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::{self as names, PlaceAt};
use crate::recognise::page::Page;
use crate::text::Tag;

/// What a chain is worth beyond its length, so that it wins over its links one by one.
const TOGETHER: i32 = 24;

/// Most characters between the listed place and the end of the next link's suffix.
const LINK: usize = 6;

/// Pushes chains whose last links are not listed.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    for place in &names::places(page) {
        if place.level == Some(Level::Country) || matches!(place.place, Place::Deictic { .. }) {
            continue;
        }
        let start = letters.number(place.span.start);
        let mut end = letters.number(place.span.end);
        while let Some(next) = link(page, letters, end).filter(|_| place.full && place.level.is_some()) {
            end = next;
        }
        end = site(page, letters, end).unwrap_or(end);
        if end > letters.number(place.span.end) && !listed.contains(&letters.span(start, end)) {
            push(page, letters, (start, end), place, out);
        }
    }
}

/// Most characters of a site's own name between its place and its suffix.
const SITE: usize = 9;

/// The end of a site that is named after the place right before it: nouns and names, then the strong suffix of a zone, a
/// site or a road.
fn site(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let mut at = start;
    while at < letters.len() && at - start <= SITE && !page.space_at(letters.at[at]) {
        let suffix = page.cue_at(letters.at[at], |cue| match cue {
            Cue::PlaceSuffix(suffix)
                if suffix.strong && suffix.class != "division" && suffix.class != "natural" =>
            {
                Some(usize::from(suffix.min))
            }
            _ => None,
        });
        if let Some((hit, min)) = suffix {
            let end = letters.number(hit.span.end);
            if (at - start >= min || end - at >= 4) && letters.border(end) {
                return Some(end);
            }
        }
        let word = letters.word(at);
        if word.start != at {
            at += 1;
            continue;
        }
        let part = matches!(
            word.tag,
            Tag::Noun
                | Tag::Place
                | Tag::Proper
                | Tag::Person
                | Tag::Body
                | Tag::Modifier
                | Tag::Abbreviation
        ) || word.end - word.start == 1 && matches!(word.tag, Tag::Adjective);
        if !part || !letters.letter(at) {
            return None;
        }
        // The suffix may lie inside a name that is one word (长江大桥).
        at += if word.tag == Tag::Noun { word.end - word.start } else { 1 };
    }
    None
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
    candidate.score = 10 * (end - start) as i32 + TOGETHER;
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
        let word = letters.word(at);
        let inside =
            word.start < at && matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Time);
        (!inside && letters.border(end) && own(page, letters, start, at, end)).then_some(end)
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
