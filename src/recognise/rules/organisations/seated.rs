//! Bodies and works that bear the name of the place right before them, where the two were found apart: 龙游 + 金岭纸业科技有限公司, 凭祥 +
//! 友谊关.

use rustc_hash::{FxHashMap, FxHashSet};

use super::seat::Seat;
use super::{branch, housed};
use crate::dictionary::{Class, Cue, Hit, Kind, Level, Levels, PlaceClass, Use};
use crate::recognise::boundary::{has, set};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::recognise::rules::raise::NAMED_RULE;
use crate::recognise::rules::{
    THRESHOLD, is_listed,
    places::{chain, short, sited, township},
};
use crate::text::{Span, Tag, is_han};

/// The rule's ids on its mentions.
const BODY: &str = "organisation.seated";
const WORKS: &str = "place.seated";
/// Points of such a body.
const POINTS: i32 = 8;
/// What the whole is worth more than its two parts.
const TOGETHER: i32 = 4;
/// Bytes of the longest suffix of works.
const SUFFIX: u32 = 36;

/// Pushes what is named after the place before it.
pub(crate) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let seats = seats(page, out);
    housed::candidates(page, letters, seats.0.iter().chain(&bodies(page, out).0), out);
    let mut found = Vec::new();
    for own in out.iter().filter(|c| c.open()) {
        let Some(seat) = seats.get(own.span.start).or_else(|| torn(page, letters, &seats, own)) else {
            continue;
        };
        if !page.normal.gaps_at(own.span.start).is_empty() {
            continue;
        }
        let span = Span::new(seat.start, own.span.end);
        let score = seat.score + own.score + TOGETHER;
        if is_body(own) {
            let body = Candidate::made(page.text(), span, Kind::ORGANISATION, BODY);
            found.push(body.scored(score).supported(POINTS));
        } else if seat.town && is_works(page, own) {
            found.push(works(page, own, span).scored(score).supported(POINTS));
        }
    }
    found.extend(out.iter().filter_map(|place| of_short(page, letters, place)));
    raise_known(&mut found, out);
    out.append(&mut found);
}

/// What is a known name as a whole stays that, and is worth as much: 遵义 + 海事局.
fn raise_known(found: &mut Vec<Candidate>, out: &mut [Candidate]) {
    if found.is_empty() {
        return;
    }
    let scores: FxHashMap<Span, i32> = found.iter().map(|c| (c.span, c.score)).collect();
    let known = out.iter_mut().filter(|c| c.open() && is_listed(c));
    let raised: FxHashSet<Span> = known
        .filter_map(|c| {
            c.score = c.score.max(*scores.get(&c.span)?);
            Some(c.span)
        })
        .collect();
    found.retain(|c| !raised.contains(&c.span));
}

/// The place before the lone character that a body was torn from: 深圳 + 顺 + 飞供应链公司.
fn torn<'s>(page: &Page<'_>, letters: &Letters, seats: &'s Seats, own: &Candidate) -> Option<&'s Seat> {
    if own.kind != Kind::ORGANISATION || !is_body(own) {
        return None;
    }
    let before = letters.number(own.span.start).checked_sub(1)?;
    let word = letters.word(before);
    let grammar = Class::JOINT.with(Class::DIRECTION).with(Class::POINTER).with(Class::AUXILIARY);
    let plain = !matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Number | Tag::Measure | Tag::Side);
    let lone = word.start == before && word.end == before + 1 && is_han(letters.chars[before]);
    let fits = plain && lone && !page.class(letters.chars[before]).has(grammar);
    let seat = fits.then(|| seats.get(letters.at[before])).flatten()?;
    page.normal.gaps_at(letters.at[before]).is_empty().then_some(seat)
}

/// The works behind a short form that the article bears out, as behind any place: 普定 + 货运站.
fn of_short(page: &Page<'_>, letters: &Letters, place: &Candidate) -> Option<Candidate> {
    let What::Known(first) = &place.what else { return None };
    let What::Place(at @ Place::Form { form, .. }) = first.what else { return None };
    if !place.open() || place.rule != Some(short::RULE) {
        return None;
    }
    let level = short::level(page, form);
    let at = PlaceAt { span: place.span, place: at, level, levels: Levels::default(), full: false };
    let (start, end) = (letters.number(place.span.start), letters.number(place.span.end));
    let span = letters.span(start, sited::end(page, letters, &at, end)?);
    let score = 10 * (letters.number(span.end) - start) as i32 + TOGETHER;
    Some(Candidate::made(page.text(), span, Kind::PLACE, WORKS).scored(score).supported(POINTS))
}

/// Seats by the bytes at which they end, in order: the widest of each end; and the bits of these bytes, since few candidates begin
/// behind a seat.
struct Seats(Vec<(u32, Seat)>, Vec<u64>);

impl Seats {
    fn of(page: &Page<'_>, mut seats: Vec<(u32, Seat)>) -> Self {
        // Of those that stand at the same place the first stays.
        seats.sort_by_key(|&(end, seat)| (end, seat.start));
        seats.dedup_by_key(|&mut (end, _)| end);
        let mut ends = vec![0; page.text().len() / 64 + 1];
        for &(end, _) in &seats {
            set(&mut ends, end);
        }
        Self(seats, ends)
    }

    /// The seat that ends at a byte.
    fn get(&self, end: u32) -> Option<&Seat> {
        let found = || self.0.binary_search_by_key(&end, |&(end, _)| end).ok();
        has(&self.1, end).then(found)?.map(|n| &self.0[n].1)
    }
}

/// Where the divisions end that were found.
fn seats(page: &Page<'_>, out: &[Candidate]) -> Seats {
    let mut seats = Vec::with_capacity(out.len());
    for place in out.iter().filter(|c| c.open() && c.kind == Kind::PLACE && c.score > 0) {
        let Some(town) = town(page, place) else { continue };
        let village = page.before(place.span.end).is_some_and(|c| page.class(c).has(Class::GRASSROOTS));
        let seat = Seat { start: place.span.start, score: place.score, town, village, body: false };
        seats.push((place.span.end, seat));
    }
    Seats::of(page, seats)
}

/// Where the bodies end that have rooms of their own.
fn bodies(page: &Page<'_>, out: &[Candidate]) -> Seats {
    let bodies =
        out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION && branch::has_parts(page, c));
    let seat = |body: &Candidate| {
        let seat = Seat { start: body.span.start, score: 0, town: false, village: false, body: true };
        (body.span.end, seat)
    };
    Seats::of(page, bodies.map(seat).collect())
}

/// Whether a place is a city or a county, if it is a division at all.
fn town(page: &Page<'_>, place: &Candidate) -> Option<bool> {
    let form = match &place.what {
        What::Made { .. } => {
            let linked = |rule: &str| [chain::RULE, township::RULE].contains(&rule);
            let last = page.before(place.span.end)?;
            return (page.class(last).has(Class::DIVISION) && place.rule.is_some_and(linked)).then_some(true);
        }
        What::Known(first) => match first.what {
            What::Place(Place::Form { form, .. }) => form,
            _ => return None,
        },
        What::Listed { form } | What::Place(Place::Form { form, .. }) => *form,
        _ => return None,
    };
    match short::level(page, form)? {
        Level::Country => None,
        level => Some(level != Level::Province),
    }
}

/// Whether rules found a body by what ends it, sure enough.
fn is_body(own: &Candidate) -> bool {
    let named = |rule: &str| [NAMED_RULE, "organisation.firm", "organisation.lexicon"].contains(&rule);
    own.kind == Kind::ORGANISATION
        && matches!(own.what, What::Made { .. })
        && own.evidence >= THRESHOLD
        && own.rule.is_some_and(named)
}

/// Whether a place is something that is built: an airport, a bridge, a street.
fn is_works(page: &Page<'_>, own: &Candidate) -> bool {
    let built = |cue: &Cue| match cue {
        Cue::PlaceSuffix(suffix) if !suffix.never => match suffix.class {
            PlaceClass::Transport | PlaceClass::Site => Some(true),
            PlaceClass::Zone => Some(suffix.strong),
            _ => None,
        },
        _ => None,
    };
    let street = || page.before(own.span.end).is_some_and(|c| page.class(c).has(Class::STREET));
    let ends = || {
        let mut hits = page.hits_ending(own.span.end, SUFFIX).filter(|hit| hit.uses.has(Use::PLACE_SUFFIX));
        hits.find_map(|hit| page.form(hit.form).cues.iter().find_map(built)).unwrap_or(false)
    };
    // 深圳 + 香港 are two.
    let levelled = |hit: &Hit| hit.span == own.span && short::level(page, hit.form).is_some();
    let division = || page.hits_at(own.span.start).iter().any(levelled);
    own.kind == Kind::PLACE && (ends() || street()) && !division()
}

/// Works that are listed stay the entity they are.
fn works(page: &Page<'_>, own: &Candidate, span: Span) -> Candidate {
    if matches!(own.what, What::Made { .. }) {
        return Candidate::made(page.text(), span, Kind::PLACE, WORKS);
    }
    Candidate::new(span, Kind::PLACE, What::Known(Box::new(own.clone()))).by_rule(WORKS)
}
