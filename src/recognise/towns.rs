//! Townships that no list has, for which 乡党委 and 镇政府 stand: the last of its sort that the article names before. What such words
//! mean among listed places: `home`.

use super::candidate::{Candidate, Place, What};
use super::page::Page;
use super::rules::places::TOWNS;
use crate::dictionary::{Class, Kind, Level};
use crate::text::Span;

/// The rule's id on its mentions.
const RULE: &str = "organisation.nearest";
/// Fewest characters of a township before its level.
const CORE: usize = 2;

/// Most places looked back on, so that long articles stay linear.
const LOOK_BACK: usize = 64;

/// The townships that rules found and the places below them, in the order of their ends.
pub(super) fn of(candidates: &[Candidate]) -> Vec<Span> {
    let made = |c: &&Candidate| {
        c.open() && c.kind == Kind::PLACE && c.rule.is_some_and(|rule| TOWNS.contains(&rule))
    };
    let mut towns: Vec<Span> = candidates.iter().filter(made).map(|c| c.span).collect();
    towns.sort_unstable_by_key(|town| (town.end, town.start));
    towns
}

/// A regular body of the township that its level word stands for, under that name: 双河镇 + 党委.
pub(super) fn body(page: &Page<'_>, towns: &[Span], body: &Candidate) -> Option<Candidate> {
    let What::Body { place: Place::Deictic { word, .. }, .. } = body.what else { return None };
    let (text, level) = (page.text(), word.of(page.text()));
    let before = towns.partition_point(|town| town.end <= body.span.start);
    let near = towns[..before].iter().rev().take(LOOK_BACK);
    let town = near.into_iter().find_map(|&place| town(page, place, level))?;
    // 镇党委、政府: the second has the word of the first.
    let Span { start, end } = body.span;
    let (front, tail) = (Span::new(start, word.start.max(start)), Span::new(word.end.max(start), end));
    let name = format!("{}{town}{}", front.of(text), tail.of(text));
    Some(Candidate { what: What::Made { name }, ..body.clone() }.by_rule(RULE))
}

/// Whether a candidate is a body of a word that stands for townships alone: 镇党委, 街道办事处.
pub(super) fn of_township(candidate: &Candidate) -> bool {
    let What::Body { place: Place::Deictic { levels, .. }, .. } = candidate.what else { return false };
    levels.has(Some(Level::Township))
}

/// The township of a level in a place: 公安县 + 双河镇 + 柳林村.
fn town<'a>(page: &Page<'a>, place: Span, level: &str) -> Option<&'a str> {
    let text = place.of(page.text());
    let county = text.char_indices().rev().find(|&(_, c)| page.class(c).has(Class::LEVEL));
    let own = &text[county.map_or(0, |(at, c)| at + c.len_utf8())..];
    let (second, _) = own.char_indices().nth(CORE)?;
    let end = second + own[second..].find(level)? + level.len();
    Some(&own[..end])
}
