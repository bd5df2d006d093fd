//! Listed names inside and beside a possible name.

use super::Ending;
use crate::dictionary::{Class, Cue, Hit, Kind, Names, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::recognise::rules::places::short::is_province;
use crate::text::Span;

/// Whether a listed place or body begins the name and ends before its suffix.
pub(super) fn begins_listed(page: &Page<'_>, letters: &Letters, start: usize, ending: &Ending) -> bool {
    let limit = letters.at[ending.start];
    let named = |hit: &Hit| hit.uses.has(Use::PLACE) || page.names(hit.form, &Kind::ORGANISATION);
    let byte = letters.at[start];
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(|hit| hit.span.end <= limit && named(hit))
}

/// Listed names at the start, and right before it: a name that leaves its place out is mostly cut short.
pub(super) fn listed(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    ending: &Ending,
    last: Option<u32>,
    out: &mut Evidence,
) {
    let byte = letters.at[start];
    let entity = |form: u32, kinds: [&Kind; 2]| {
        let dictionary = &page.known.dictionary;
        page.form(form).entities.iter().any(|&(e, _)| kinds.contains(&&dictionary.entity(e).named.kind))
    };
    let places = [&Kind::PLACE, &Kind::ORGANISATION];
    if begins_listed(page, letters, start, ending) {
        out.add(Clue::FirstListed);
    }
    let ends_here = |len: usize| {
        let from = start.checked_sub(len)?;
        let hit = page.hits_at(letters.at[from]).iter().find(|hit| hit.span.end == byte)?;
        entity(hit.form, places).then_some(())
    };
    // What is left of white space is another cell's: 饶河县　省水产技术推广总站.
    if page.marks.name_ends(byte) && !page.space_at(byte) && (2..=8).any(|len| ends_here(len).is_some()) {
        out.add(Clue::LeftListed);
    }
    if last.is_some_and(|last| last > byte) {
        out.add(Clue::EndsListed);
    }
    if page.hits_at(letters.at[ending.end]).iter().any(|hit| goes_on(page, hit)) {
        out.add(Clue::RightSuffix);
    }
}

/// Whether a hit is a suffix that the name before it may go on to; behind a whole body stand its parts (养护班), and who leads it
/// next to the first (副局 + 长).
fn goes_on(page: &Page<'_>, hit: &Hit) -> bool {
    let part = |cue: &Cue| matches!(cue, Cue::Suffix(suffix) if suffix.names == Names::Part);
    let form = page.form(hit.form);
    let deputy = || form.text().chars().next().is_some_and(|c| page.class(c).has(Class::DEPUTY));
    hit.uses.has(Use::SUFFIX) && !(form.chars > 2 && form.cues.iter().any(part)) && !deputy()
}

/// The start of the longest listed body or place that ends where the suffix ends and is more than the suffix.
pub(super) fn listed_last(page: &Page<'_>, letters: &Letters, ending: &Ending) -> Option<u32> {
    let (start, end) = (letters.at[ending.start], letters.at[ending.end]);
    if !page.marks.name_ends(end) {
        return None;
    }
    let near = page.hits_ending(end, end - start + LISTED).take_while(|hit| hit.span.start < start);
    let mut names = near.filter(|hit| hit.uses.has(Use::NAME) || hit.uses.has(Use::DEICTIC));
    names.next().map(|hit| hit.span.start)
}

/// Whether a state is all that stands before a suffix that many of a sort have: 中国 + 高铁, 法国 + 公司, but 塞浦路斯 + 银行; a province
/// before roads and the like: 四川 + 铁路; or any place before what firms have in many: 南通 + 工厂.
pub(super) fn of_state(page: &Page<'_>, letters: &Letters, ending: &Ending, byte: u32) -> bool {
    let roads = ending.shape.class == Some(Clue::ClassTransport) && ending.end > ending.start + 1;
    let many = |form: u32| page.known.states.contains_key(&form) || roads && is_province(page, form);
    let state = |hit: &Hit| hit.span.end == letters.at[ending.start] && many(hit.form);
    let suffix = || letters.span(ending.start, ending.end).of(page.text());
    let sort = || letters.chars[ending.end - 1] != '行' && page.signs().has(Sign::Firms, suffix());
    let place = Span::new(byte, letters.at[ending.start]);
    let branch = || page.fills(place, Use::PLACE) && page.signs().has(Sign::Branch, suffix());
    let place_suffix = ending.shape.class.is_some();
    page.marks.name_starts(byte)
        && (page.hits_at(byte).iter().any(state) && if place_suffix { ending.shape.common } else { sort() }
            || ending.shape.common && !place_suffix && branch())
}
