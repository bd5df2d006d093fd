//! Unlisted personal names: a surname, one or two characters of given name, and what stands around them.
//!
//! Each sign found for or against a name has points in `dictionaries/rules/evidence.tsv`; their sum decides. Here is the order of
//! the looks, the cheapest first: what can no longer be enough is left at once.

mod framed;
mod shape;
mod words;

use super::screen::{Chance, Screen};
use crate::dictionary::{Hit, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::recognise::rules::floor::{Floor, Sides};
use crate::recognise::rules::{Rule, stops};
use shape::Shape;
pub(super) use shape::{GIVEN, SINGLE, SURNAME};

/// Proposes names: start, end (characters), evidence.
pub(crate) fn names(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    let screen = floor.only().and_then(|rule| Some((rule, rule.screen.as_ref()?)));
    for start in letters.surnames.iter().map(|&start| start as usize) {
        if context::ends_title(page, letters, (start, start + 1)) {
            continue;
        }
        let look = |(rule, screen): (&Rule, &Screen)| screen.look(page, letters, rule, start);
        let chances = screen.map_or([Chance::Unknown; 2], look);
        if let [Chance::None, Chance::None] = chances {
            continue;
        }
        shape::each(page, letters, start, |name| {
            let sides = match chances[name.end - name.given - 1] {
                Chance::None => return,
                Chance::With(sides) => Some(sides),
                Chance::Unknown => None,
            };
            if weigh(page, letters, floor, &name, sides, &mut evidence) {
                propose(name.start, name.end, &evidence);
            }
        });
    }
}

/// Gathers the evidence for a possible name. Gives `false` as soon as it cannot be enough or the name is part of something else.
fn weigh(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    name: &Shape,
    sides: Option<Sides>,
    evidence: &mut Evidence,
) -> bool {
    let at = (name.start, name.end);
    evidence.clear();
    inside(page, letters, name, evidence);
    if floor.is_below(page, letters, at, evidence, sides) {
        return false;
    }
    evidence.end_own();
    before(page, letters, name.start, evidence);
    if floor.is_below_to_the_right(page, letters, at, evidence, sides) || is_part(page, letters, name) {
        return false;
    }
    behind(page, letters, name, evidence);
    if context::tells_place(page, letters, at) {
        evidence.add(Clue::TellsPlace);
    }
    if let Some(clue) = framed::clue(letters, name, evidence) {
        evidence.add(clue);
    }
    true
}

/// Adds the clues of what a name is itself: its characters, its words, its spaces.
fn inside(page: &Page<'_>, letters: &Letters, name: &Shape, evidence: &mut Evidence) {
    shape::characters(page, letters, name, evidence);
    words::inside(page, letters, name, evidence);
    if stops::ends_as_place(page, letters, (name.start, name.end)) {
        evidence.add(Clue::SuffixStrong);
    }
    if shape::is_spread(page, letters, name) {
        evidence.add(Clue::Spread);
    }
}

/// Adds the clues of what stands before a name.
fn before(page: &Page<'_>, letters: &Letters, start: usize, evidence: &mut Evidence) {
    // 法定代表人：郗明远.
    let colon = start.checked_sub(1).filter(|&n| letters.chars[n] == '：');
    if colon.is_some_and(|n| context::office_ends(page, letters.at[n])) {
        evidence.add(Clue::LeftOffice);
    } else {
        context::left(page, letters, start, evidence);
    }
}

/// Adds the clues of what stands behind a name.
fn behind(page: &Page<'_>, letters: &Letters, name: &Shape, evidence: &mut Evidence) {
    // 骑手车英 + 成了.
    if words::done(letters, name.end + 1) && letters.border(name.end) && framed::is_called(evidence) {
        evidence.add(Clue::RightVerb);
    } else {
        context::right(page, letters, name.end, evidence);
    }
}

/// Whether a possible name is the end of a title, the start of a listed name, or a surname and how its bearer is addressed.
fn is_part(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    context::ends_title(page, letters, (name.start, name.end))
        || goes_on(page, letters, name)
        || context::is_title(page, letters, (name.given, name.end))
        || shape::is_spread_word(page, letters, name)
        || words::is_clause(page, letters, name)
        || is_of_works(page, letters, name)
}

/// Whether a listed place begins with the last character before a possible name, and works of it are the rest: 九江市长 + 江大桥.
fn is_of_works(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let end = letters.at[name.end];
    let works = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) && hit.span.end >= end;
    let across = |before: usize| page.fills(letters.span(before, name.given), Use::PLACE);
    let before = name.start.checked_sub(1);
    name.end > name.given + 1
        && page.marks.place_ends(end)
        && page.hits_at(letters.at[name.given]).iter().any(works)
        && before.is_some_and(across)
}

/// Whether a listed name begins with a possible one and goes on.
fn goes_on(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let (start, end) = (letters.at[name.start], letters.at[name.end]);
    let longer = |hit: &Hit| hit.span.end > end && hit.uses.has(Use::NAME);
    page.marks.name_starts(start) && page.hits_at(start).iter().any(longer)
}
