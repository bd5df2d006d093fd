//! Names that rules find and lists have in another form: 叙政府 is 叙利亚政府, 伦敦希思罗机场 the listed 希思罗机场, 拜伊吉市 the listed 拜伊吉.

use super::abbreviations::{self, States};
use super::candidate::{Candidate, Fate, Place, What};
use super::page::Page;
use crate::dictionary::{Cue, EntityNo, Kind, Level, Use};
use crate::text::Span;

/// Bytes of the shortest listed name that is told from the place before it: three characters.
const TAIL: u32 = 9;
/// Ends the name of a city abroad, which lists have without it.
const CITY: char = '市';

/// Has kept names that no list has mean the listed entity, or the regular body of a state, that they are another form of. O(candidates).
pub(super) fn link(page: &Page<'_>, candidates: &mut [Candidate]) {
    let states = States::default();
    for candidate in candidates.iter_mut().filter(|c| is_made(c)) {
        let meant = match candidate.kind {
            Kind::ORGANISATION => organ(page, &states, candidate.span)
                .or_else(|| seated(page, candidate.span, &Kind::ORGANISATION)),
            Kind::PLACE => seated(page, candidate.span, &Kind::PLACE).or_else(|| city(page, candidate.span)),
            _ => None,
        };
        if let Some(what) = meant {
            let first = Candidate::new(candidate.span, candidate.kind.clone(), what);
            candidate.what = What::Known(Box::new(first));
        }
    }
}

/// Whether a candidate is a mention that no list has.
pub(super) fn is_made(candidate: &Candidate) -> bool {
    let what = if let What::Known(first) = &candidate.what { &first.what } else { &candidate.what };
    matches!(candidate.fate, Fate::Kept | Fate::Inner) && matches!(what, What::Made { .. })
}

/// The organ of a state that is named with the state's letter: 叙 + 政府.
fn organ<'a>(page: &Page<'a>, states: &States<'a>, span: Span) -> Option<What> {
    let letter = page.after(span.start).filter(|&c| abbreviations::is_of_state(page, c))?;
    let rest = Span::new(span.start + letter.len_utf8() as u32, span.end).of(page.text());
    let state = abbreviations::state(page, states, letter)?;
    body_of(page, state, rest)
}

/// The body of a state by the rest of its name: a listed one (蒙古 + 人民党 too), or a regular one.
pub(super) fn body_of(page: &Page<'_>, state: &str, rest: &str) -> Option<What> {
    let gazetteer = &page.known.gazetteer;
    let place = gazetteer.number_of(state)?;
    let named = &page.known.dictionary.entity(of_kind(page, place, &Kind::PLACE)?).named;
    let names = std::iter::once(&named.name).chain(&named.aliases);
    let mut listed = names.filter_map(|name| gazetteer.number_of(&[name, rest].concat()));
    if let Some(form) = listed.find(|&form| of_kind(page, form, &Kind::ORGANISATION).is_some()) {
        return Some(What::Listed { form });
    }
    Some(What::Body { body: regular(page, rest)?, place: Place::Form { form: place, outer: None } })
}

/// Whether states have a body by a rest of its name: 国防部, and not 石油公司.
pub(super) fn is_organ(page: &Page<'_>, rest: &str) -> bool {
    regular(page, rest).is_some()
}

/// The number of the regular body that states have by a rest of a name.
fn regular(page: &Page<'_>, rest: &str) -> Option<u32> {
    let rules = &page.known.dictionary.rules;
    let cues = page.known.gazetteer.find(rest)?.cues.iter();
    let tails = cues.filter_map(|cue| if let Cue::BodyTail(forms) = cue { Some(forms) } else { None });
    let mut forms = tails.flatten().map(|&number| &rules.body_forms[number as usize]);
    let of_state = |body: u32| rules.bodies[body as usize].levels.has(Some(Level::Country));
    forms.find(|form| form.prefix.is_empty() && !form.full && of_state(form.body)).map(|form| form.body)
}

/// The listed name behind the place that it lies in: 伦敦 + 希思罗机场.
fn seated(page: &Page<'_>, span: Span, kind: &Kind) -> Option<What> {
    let seats = page.hits_at(span.start).iter();
    let seats = seats.filter(|hit| hit.uses.has(Use::NAME) && hit.span.end + TAIL <= span.end);
    seats.into_iter().find_map(|seat| {
        let place = of_kind(page, seat.form, &Kind::PLACE).filter(|&place| is_seat(page, place))?;
        let form = page.known.gazetteer.number_of(Span::new(seat.span.end, span.end).of(page.text()))?;
        let entity = of_kind(page, form, kind)?;
        lies_there(page, entity, place).then_some(What::Listed { form })
    })
}

/// Whether an entity lies in a place; what lies in a greater one that is no state may well lie there.
fn lies_there(page: &Page<'_>, entity: EntityNo, place: EntityNo) -> bool {
    let dictionary = &page.known.dictionary;
    let near = |outer: EntityNo| {
        dictionary.entity(entity).named.kind == Kind::PLACE && dictionary.lies_in(place, outer)
    };
    place != entity
        && (dictionary.lies_in(entity, place) || dictionary.entity(entity).container.is_some_and(near))
}

/// The listed city abroad of which a name is the longer one: 拜伊吉 + 市.
fn city(page: &Page<'_>, span: Span) -> Option<What> {
    let stem = span.of(page.text()).strip_suffix(CITY)?;
    // 布良斯克 is the state's part, not its city.
    let form =
        page.known.gazetteer.number_of(stem).filter(|&form| page.known.gazetteer.is_canonical(form))?;
    let place = of_kind(page, form, &Kind::PLACE)?;
    is_abroad(page, place).then_some(What::Listed { form })
}

/// Whether a place is a state, a province, a prefecture or a city abroad: a village is told by its county, a quay by its port.
fn is_seat(page: &Page<'_>, place: EntityNo) -> bool {
    let level = page.known.dictionary.entity(place).level;
    matches!(level, Some(Level::Country | Level::Province | Level::Prefecture)) || is_abroad(page, place)
}

/// Whether a place with no level lies right in a state, and not in the home state.
fn is_abroad(page: &Page<'_>, place: EntityNo) -> bool {
    let dictionary = &page.known.dictionary;
    let place = dictionary.entity(place);
    let Some(state) = place.container.map(|state| dictionary.entity(state)) else { return false };
    place.level.is_none()
        && state.level == Some(Level::Country)
        && !dictionary.rules.national.contains(&state.named.name)
}

/// The only entity of a form, if it is of a kind.
fn of_kind(page: &Page<'_>, form: u32, kind: &Kind) -> Option<EntityNo> {
    let gazetteer = &page.known.gazetteer;
    gazetteer.only_entity(form).filter(|_| gazetteer.only_kind(form) == Some(kind))
}
