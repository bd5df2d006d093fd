//! Roads and railways that are named by both their ends: 兰州 + 至 + 海口国家高速公路.

use crate::dictionary::{Class, Cue, Hit, PlaceClass, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.between";
/// Points of such a road: it stands before what begins at its second end.
const POINTS: i32 = 40;
/// Most bytes of an end, and most characters between the second one and the word for the road (国家).
const PLACE: u32 = 36;
const SORT: usize = 4;

/// Proposals for the roads between two places.
pub(in crate::recognise::rules) fn roads(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let forms = letters.hits(Use::SITE).iter().filter(|hit| is_line(page, hit));
    let road = |form: &Hit| {
        let end = letters.number(form.span.end);
        let start = first_end(page, letters, letters.number(form.span.start))?;
        // 宝鸡高速公路 + 收费站.
        let behind = page.hits_at(form.span.end).iter().any(|hit| hit.uses.has(Use::BODY_SUFFIX));
        (letters.border(end) && !behind).then_some(Proposal { start, end, sum: POINTS })
    };
    forms.filter_map(road).collect()
}

/// Whether a hit is the word for a road or railway.
pub(super) fn is_line(page: &Page<'_>, hit: &Hit) -> bool {
    let transport = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == PlaceClass::Transport && suffix.strong);
    hit.uses.has(Use::SITE)
        && page.before(hit.span.end).is_some_and(|c| page.class(c).has(Class::LINE))
        && page.form(hit.form).cues.iter().any(transport)
}

/// Where the first of the two places begins whose road's word stands at a character.
fn first_end(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let mut at = form;
    while at > 0 && form - at <= SORT && letters.letter(at - 1) && !page.space_at(letters.at[at]) {
        let mut seconds = ending(page, letters.at[at]);
        if let Some(start) = seconds.find_map(|second| before_until(page, second.span.start)) {
            return Some(letters.number(start));
        }
        let word = letters.word(at - 1);
        if !matches!(word.tag, Tag::Noun | Tag::Modifier | Tag::Adjective) {
            return None;
        }
        at = word.start;
    }
    None
}

/// The start of the place before the word that stands between two ends, right before a byte.
fn before_until(page: &Page<'_>, second: u32) -> Option<u32> {
    let before = &page.text()[..second as usize];
    let until =
        before.chars().next_back().filter(|&c| page.class(c).has(Class::UNTIL) && !page.space_at(second))?;
    let first = ending(page, second - until.len_utf8() as u32).map(|hit| hit.span.start).min()?;
    let from = page.signs().end(Sign::From, &page.text()[..first as usize]);
    // 新华社 + 兰州—甘肃高速公路.
    let filed = page.before(first).is_some_and(|c| page.class(c).has(Class::AGENCY));
    (!from && !filed).then_some(first)
}

/// The places by any of their names that end at a byte.
fn ending<'a>(page: &'a Page<'_>, byte: u32) -> impl Iterator<Item = &'a Hit> {
    let place = |hit: &&Hit| hit.uses.has(Use::ANY_PLACE);
    page.hits_ending(byte, PLACE).filter(place)
}
