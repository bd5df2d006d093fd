//! Candidates from the dictionary: listed forms, chains of places, words that stand for a place, regular bodies.

use super::candidate::{Candidate, Place, What};
use super::marks::LISTED;
use super::page::Page;
use crate::dictionary::{Class, Cue, EntityNo, Hit, Kind, Level, Levels, Use};
use crate::text::{Gap, Span, Tag, Words};

/// Most bytes of a level word.
const LEVEL_WORD: u32 = 9;
/// What the league of a level is called by before its word.
const LEAGUE: char = '团';
/// Most places that a chain adds to its first: more than levels of administration.
const MOST_LINKS: usize = 7;
/// Most places, chains among them, that begin at one character.
const MOST_AT: usize = 16;

/// A place as it stands in the text, listed or not: what bodies are built on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceAt {
    pub(crate) span: Span,
    pub(crate) place: Place,
    pub(crate) level: Option<Level>,
    pub(crate) levels: Levels,
    /// The form ends in its level word (敖汉旗, not 敖汉).
    pub(crate) full: bool,
}

/// Pushes every candidate that needs no rule, and tells the places of the text.
pub(crate) fn candidates(page: &Page<'_>, out: &mut Vec<Candidate>) -> Vec<PlaceAt> {
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::NAME)) {
        listed(page, *hit, out);
    }
    let places = places(page);
    for place in &places {
        if !matches!(place.place, Place::Form { outer: None, .. }) {
            out.push(Candidate::new(place.span, Kind::PLACE, What::Place(place.place)));
        }
        bodies(page, place, out);
    }
    bare(page, out);
    places
}

/// One candidate for each kind the form may be of.
fn listed(page: &Page<'_>, hit: Hit, out: &mut Vec<Candidate>) {
    if let Some(kind) = page.known.gazetteer.only_kind(hit.form) {
        out.push(Candidate::new(hit.span, kind.clone(), What::Listed { form: hit.form }));
        return;
    }
    let mut kinds: Vec<&Kind> = Vec::new();
    for &(entity, _) in page.form(hit.form).entities {
        let kind = &page.known.dictionary.entity(entity).named.kind;
        if !kinds.contains(&kind) {
            kinds.push(kind);
            out.push(Candidate::new(hit.span, kind.clone(), What::Listed { form: hit.form }));
        }
    }
}

/// The entities of a form that are places.
pub(crate) fn places_of(page: &Page<'_>, form: u32) -> impl Iterator<Item = EntityNo> {
    let gazetteer = &page.known.gazetteer;
    let entities = page.form(form).entities.iter().map(|&(entity, _)| entity);
    entities.filter(|&entity| gazetteer.is_place(entity))
}

/// Every place in the text: listed forms, chains of them, and deictic words.
fn places(page: &Page<'_>) -> Vec<PlaceAt> {
    let mut found = Vec::new();
    let (mut start, mut most) = (u32::MAX, 0);
    for hit in page.hits {
        // Most hits name no place: nothing of their forms is looked up.
        if hit.uses.has(Use::PLACE)
            && let Some(facts) = page.known.gazetteer.first_place(hit.form)
        {
            let single = place_at(*hit, facts, None, hit.span.start);
            found.push(single);
            if start != hit.span.start {
                (start, most) = (hit.span.start, found.len() + MOST_AT);
            }
            chain(page, &single, Room { links: MOST_LINKS, most }, &mut found);
        }
        for cue in cues(page, hit, Use::DEICTIC) {
            if let Cue::Deictic(levels) = cue {
                found.push(deictic(hit.span, *levels));
            }
        }
    }
    found
}

/// The cues of a hit's form, if one of them is of a sort.
fn cues<'a>(page: &Page<'a>, hit: &Hit, sort: Use) -> &'a [Cue] {
    if hit.uses.has(sort) { page.form(hit.form).cues } else { &[] }
}

fn place_at(hit: Hit, (level, full): (Option<Level>, bool), outer: Option<u32>, start: u32) -> PlaceAt {
    PlaceAt {
        span: Span::new(start, hit.span.end),
        place: Place::Form { form: hit.form, outer },
        level,
        levels: Levels::default(),
        full,
    }
}

fn deictic(word: Span, levels: Levels) -> PlaceAt {
    PlaceAt { span: word, place: Place::Deictic { levels, word }, level: None, levels, full: true }
}

/// How far a chain may go on: links that it may still add, and places that may be found in all.
#[derive(Clone, Copy)]
struct Room {
    links: usize,
    most: usize,
}

/// Extends a place by the places written right after it that lie in it (安徽省 黄山市 歙县). Forms of many places may hold one
/// another by turns: a chain ends after so many links.
fn chain(page: &Page<'_>, outer: &PlaceAt, room: Room, found: &mut Vec<PlaceAt>) {
    let Some(links) = room.links.checked_sub(1) else { return };
    let Place::Form { form: outer_form, .. } = outer.place else { return };
    // White space that is left parts a heading from what it heads (娄底　涟源市), a mark what it quotes (吉林“长春电影节”).
    if page.space_at(outer.span.end) || page.quote_at(outer.span.end, Gap::Open) {
        return;
    }
    for hit in page.hits_at(outer.span.end).iter().filter(|hit| hit.uses.has(Use::PLACE)) {
        if found.len() >= room.most {
            return;
        }
        let inner = places_of(page, hit.form).find(|&inner| {
            places_of(page, outer_form).any(|out| out != inner && page.known.gazetteer.lies_in(inner, out))
        });
        if let Some(inner) = inner {
            let entity = page.known.dictionary.entity(inner);
            let full =
                entity.named.name.chars().next_back() == page.form(hit.form).text().chars().next_back();
            let link = place_at(*hit, (entity.level, full), Some(outer_form), outer.span.start);
            found.push(link);
            chain(page, &link, Room { links, ..room }, found);
        }
    }
}

/// The regular bodies of a place: its form, then a tail (赤峰市 + 总工会), perhaps with a prefix (中共).
pub(crate) fn bodies(page: &Page<'_>, place: &PlaceAt, out: &mut Vec<Candidate>) {
    let rules = &page.known.dictionary.rules;
    if page.space_at(place.span.end) {
        return;
    }
    for hit in page.hits_at(place.span.end) {
        for cue in cues(page, hit, Use::BODY_TAIL) {
            let Cue::BodyTail(forms) = cue else { continue };
            for form in forms.iter().map(|&n| &rules.body_forms[n as usize]) {
                let levels = rules.bodies[form.body as usize].levels;
                let level_fits = match place.place {
                    Place::Deictic { .. } => levels.meets(place.levels),
                    Place::Form { .. } => levels.has(place.level),
                };
                let before = &page.text()[..place.span.start as usize];
                if level_fits && (!form.full || place.full) && before.ends_with(&form.prefix) {
                    let span = Span::new(place.span.start - form.prefix.len() as u32, hit.span.end);
                    let what = What::Body { body: form.body, place: place.place };
                    out.push(Candidate::new(span, Kind::ORGANISATION, what));
                }
            }
        }
    }
}

/// Bodies of a bare level word: 市委, 区政府.
fn bare(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for hit in page.hits {
        for cue in cues(page, hit, Use::BARE) {
            let Cue::BareDeictic(levels) = cue else { continue };
            if stands_alone(page, hit.span) {
                bodies(page, &deictic(hit.span, *levels), out);
            } else if page.before(hit.span.start) == Some(LEAGUE) {
                // 团 + 旗委: 团旗 is a noun.
                let from = out.len();
                bodies(page, &deictic(hit.span, *levels), out);
                keep_prefixed(hit.span, from, out);
            }
        }
    }
}

/// Keeps of the candidates from a number on those that begin before their level word.
fn keep_prefixed(word: Span, from: usize, out: &mut Vec<Candidate>) {
    let mut those = out.split_off(from);
    those.retain(|candidate| candidate.span.start < word.start);
    out.append(&mut those);
}

/// Whether a bare level word is neither the end of a name nor of a longer word, nor counted: 省, not 各省, and no 区 in 地区.
pub(crate) fn stands_alone(page: &Page<'_>, word: Span) -> bool {
    let longer = |hit: &Hit| hit.uses.has(Use::BARE) && hit.span.start < word.start;
    let Some(c) = page.before(word.start).filter(|_| !page.space_at(word.start)) else { return true };
    if page.class(c).has(Class::DIVISION) && place_before(page, word).is_some() {
        return true;
    }
    !page.class(c).has(Class::NOT_OURS)
        && !page.hits_ending(word.end, LEVEL_WORD).any(longer)
        && !ends_noun(page, Span::new(word.start - c.len_utf8() as u32, word.end))
}

/// The listed place right before a level word that begins as the place ends: 宁城县 + 县委.
pub(crate) fn place_before<'a>(page: &Page<'a>, word: Span) -> Option<&'a Hit> {
    let doubled = page.before(word.start).is_some_and(|c| word.of(page.text()).starts_with(c));
    let mut names = page.hits_ending(word.start, LISTED).filter(|hit| hit.uses.has(Use::PLACE));
    (doubled && page.marks.name_ends(word.start)).then(|| names.next()).flatten()
}

/// Whether a level word and the character before it are an everyday noun: 地区, 社区, 城市.
fn ends_noun(page: &Page<'_>, span: Span) -> bool {
    Words::shared().tag(span.of(page.text())) == Tag::Noun
}
