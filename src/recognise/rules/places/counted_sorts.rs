//! Places of counted lists by their whole names, where the count says what they are: 京台、京秦等9条高速公路, 科尔沁、浑善达克两大沙地.

use super::between;
use super::counted::{LIST, is_number, items, number_end};
use crate::dictionary::{Cue, Kind, PlaceClass};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, Proposal};
use crate::text::Span;

/// Most characters of a line that has no list of its own: 京台.
const LINE: usize = 2;

/// Pushes the lines and the natural places of counted lists.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let counts = letters.digits.iter().copied().filter(|&n| n > 0 && !is_number(letters, n - 1));
    for count in counts {
        let end = number_end(letters, count);
        let (sort, line) = match letters.char(end) {
            Some('条') => (line(page, letters, end + 1), true),
            Some('大') => (sort(page, letters, end + 1), false),
            _ => continue,
        };
        let Some(sort) = sort else { continue };
        for item in items(page, letters, count, false) {
            let span = letters.span(item.start, item.end);
            let name = format!("{}{sort}", span.of(page.text()));
            let fits = if line { item.end == item.start + LINE } else { is_listed(page, &name) };
            if fits && !listed.contains(&span) {
                out.push(found(&item, span, name));
            }
        }
    }
}

fn found(item: &Proposal, span: Span, name: String) -> Candidate {
    let score = 10 * (item.end - item.start) as i32 + item.sum / 2;
    let found = Candidate::new(span, Kind::PLACE, What::Made { name }).by_rule(LIST);
    found.scored(score).supported(item.sum)
}

fn is_listed(page: &Page<'_>, name: &str) -> bool {
    page.known.gazetteer.find(name).is_some_and(|form| !form.entities.is_empty())
}

/// The suffix of two characters or more of natural places that starts at a character.
fn sort<'a>(page: &Page<'a>, letters: &Letters, at: usize) -> Option<&'a str> {
    let natural = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) => (suffix.class == PlaceClass::Natural).then_some(()),
        _ => None,
    };
    let (hit, ()) = page.cue_at(*letters.at.get(at)?, natural)?;
    (letters.number(hit.span.end) > at + 1).then(|| hit.span.of(page.text()))
}

/// The word for a road or railway that starts at a character.
fn line<'a>(page: &Page<'a>, letters: &Letters, at: usize) -> Option<&'a str> {
    let hit = page.hits_at(*letters.at.get(at)?).iter().find(|hit| between::is_line(page, hit))?;
    Some(hit.span.of(page.text()))
}
