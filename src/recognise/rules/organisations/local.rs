//! Bodies of a township or village that the article names, behind its name without the suffix: 石羊镇, then 石羊 + 派出所. Those behind
//! a place that is written in full: `placed`.

use rustc_hash::FxHashSet;

use super::{item, placed, whole::Whole};
use crate::dictionary::{Class, Kind};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Listed;

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.local", points: 8, beyond: 8 };
/// Characters of a place's name without its suffix.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// Pushes such bodies.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let mut names = None;
    let mut found = Vec::new();
    for (hit, form, end) in item::endings(letters, |end| letters.border(end)) {
        if item::suffix(page, hit).is_none() || !placed::is_over(page, letters, end) {
            continue;
        }
        let names = names.get_or_insert_with(|| names_of(page, letters, out));
        if names.is_empty() {
            return;
        }
        let starts = NAME.filter_map(|length| form.checked_sub(length));
        let named = |&start: &usize| names.contains(letters.span(start, form).of(page.text()));
        let Some(start) = starts.rev().find(named).filter(|&start| begins(page, letters, start)) else {
            continue;
        };
        let span = letters.span(start, end);
        if !listed.contains(&span) && !page.space_inside(span) {
            found.push(RULE.body(page, letters, (start, end)));
        }
    }
    out.append(&mut found);
}

/// The names of the article's townships and villages without what ends them.
fn names_of<'t>(page: &Page<'t>, letters: &Letters, out: &[Candidate]) -> FxHashSet<&'t str> {
    let places = out.iter().filter(|c| c.open() && c.kind == Kind::PLACE);
    let stretches = places.map(|place| (letters.number(place.span.start), letters.number(place.span.end)));
    let ends = |&(start, end): &(usize, usize)| {
        NAME.contains(&(end - start - 1)) && page.class(letters.chars[end - 1]).has(Class::GRASSROOTS)
    };
    stretches.filter(ends).map(|(start, end)| letters.span(start, end - 1).of(page.text())).collect()
}

/// Whether a name may begin at a character: where a word does, and no place ends that would be part of it.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    letters.border(start) && !page.marks.name_ends(letters.at[start])
}
