//! In what order the rules push their candidates: each step sees what the ones before it have found. What the rules of the
//! table propose: `weighed`; the rules for programmes: `programmes`.

use std::cell::{LazyCell, OnceCell};

use rustc_hash::FxHashSet;

use super::strongest::{push, push_free};
use super::table::WEIGHED;
use super::weighed::{Weighed, Weighing};
use super::{
    Listed, Proposal, Stretches, is_listed, known, members, of_kind,
    organisations::{
        banded, branch, college, corps, department, farm, firm, founded, item, local, masthead, placed,
        seated, shared, split, staffed, stationed, village, workroom,
    },
    persons::{
        addressed, bracketed, byline, called, clan, colleagues, columns, dotted, homonym, kindred, labelled,
        lists, notice, officers, parts, presented, roll, roster, signed, spread, told,
    },
    places::{
        alike, between, chain, community, counted, counted_sorts, enlisted, native, numbered, reach, shore,
        short, station, street, township, upper, zone,
    },
    programmes::{self, award},
    raise, spans,
};
use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::reading::{Reading, Step};
use crate::text::Span;

/// What the rules have found of an article before it is pushed.
#[derive(Default)]
pub(crate) struct Ruling<'a> {
    /// Where listed names stand.
    listed: Listed,
    /// The rules of the table at work.
    weighing: Weighing<'a>,
    /// What they propose.
    weighed: Weighed<'a>,
    /// The persons among it.
    persons: Stretches,
    /// Names that are pushed together.
    names: Vec<(&'static str, Kind, Vec<Proposal>)>,
}

/// The steps that make candidates, scored.
pub(crate) const STEPS: &[Step] = &[
    begin,
    weigh::<0>,
    weigh::<1>,
    weigh::<2>,
    weigh::<3>,
    weigh::<4>,
    weigh::<5>,
    weigh::<6>,
    weigh::<7>,
    raise_all,
    chains,
    push_weighed,
    small_places,
    led_by_names,
    bodies_of_lands,
    tell_persons,
    enrol_persons,
    push_persons,
    frame_names,
    frame_places,
    counted_places,
    find_programmes,
    find_awards,
    known_names,
    of_known,
];

const _: () = assert!(WEIGHED == 8, "each rule of the table has its step");

/// The steps behind which it is known where the article is at home.
pub(crate) const AT_HOME: &[Step] = &[short_names, seated_names];

fn begin(reading: &mut Reading<'_>) {
    let Reading { page, candidates, ruling, .. } = reading;
    ruling.listed = spans(candidates, |c| c.open() && is_listed(c));
    ruling.weighing = Weighing::new(page, candidates);
}

/// Lets the rule of a number in the table propose.
fn weigh<const N: usize>(reading: &mut Reading<'_>) {
    let Reading { page, letters, ruling: Ruling { weighing, listed, .. }, .. } = reading;
    weighing.propose(N, page, letters, listed);
}

fn chains(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling, places, .. } = reading;
    chain::candidates(page, letters, places, &ruling.listed, out);
    shared::candidates(page, letters, out);
    split::candidates(page, letters, out);
}

/// Pushes the places that stand below others: townships, stations, communities.
fn small_places(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { listed, .. }, .. } = reading;
    township::candidates(page, letters, listed, out);
    chain::below_townships(page, letters, listed, out);
    upper::candidates(page, letters, listed, out);
    station::candidates(page, letters, listed, out);
    community::candidates(page, letters, listed, out);
}

fn find_programmes(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling, .. } = reading;
    programmes::candidates(page, letters, &ruling.listed, out);
}

fn find_awards(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, .. } = reading;
    award::candidates(page, out);
    members::kinds(page, letters, out);
}

fn known_names(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, places, .. } = reading;
    known::candidates(page, letters, places, out);
}

fn short_names(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, home, .. } = reading;
    short::candidates(page, letters, home, out);
}

fn seated_names(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, .. } = reading;
    seated::candidates(page, letters, out);
}

/// Raises what the rules of the table propose by what the others have found, and tells the persons among it.
fn raise_all(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling, .. } = reading;
    let mut found = std::mem::take(&mut ruling.weighing).end(page, letters);
    let persons = raise::persons(&found, out, letters);
    raise::lists(page, letters, &persons, &mut found);
    raise::part_persons(page, letters, &of_kind(letters, out, &Kind::PERSON), &mut found);
    // The lists have raised more.
    let persons = raise::persons(&found, out, letters);
    raise::named_after(page, letters, &persons, &mut found);
    raise::places(page, letters, &of_kind(letters, out, &Kind::PLACE), &mut found);
    (ruling.weighed, ruling.persons) = (found, persons);
}

/// Pushes what has points enough by its rule.
fn push_weighed(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { weighed, listed, .. }, .. } = reading;
    for (rule, proposals) in std::mem::take(weighed) {
        let enough = proposals.into_iter().filter(|p| p.sum >= rule.threshold).collect();
        let before = out.len();
        push(page, letters, rule.id, &rule.kind, enough, out);
        drop_listed(listed, out, before);
    }
}

/// Drops proposals that are listed: they have lost or won against what overlaps them, and the list says what they are.
fn drop_listed(listed: &Listed, candidates: &mut Vec<Candidate>, from: usize) {
    if candidates.len() == from {
        return;
    }
    let mut n = 0;
    candidates.retain(|candidate| {
        n += 1;
        n <= from || !listed.contains(&candidate.span)
    });
}

/// Pushes the bodies that begin with a name, and their parts.
fn led_by_names(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { listed, .. }, .. } = reading;
    firm::candidates(page, letters, listed, out);
    item::candidates(page, letters, listed, out);
    placed::candidates(page, letters, listed, out);
    local::candidates(page, letters, listed, out);
}

/// Pushes the bodies of corps, farms, villages, colleges, and the parts of bodies.
fn bodies_of_lands(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { listed, persons, .. }, .. } = reading;
    corps::candidates(page, letters, listed, out);
    farm::candidates(page, letters, listed, out);
    village::candidates(page, letters, listed, out);
    college::candidates(page, letters, listed, persons, out);
    workroom::candidates(page, letters, listed, out);
    branch::candidates(page, letters, listed, out);
    department::candidates(page, letters, listed, out);
    staffed::candidates(page, letters, out);
}

/// Finds the persons that a by-line, spread characters, speech or kin tell, whatever else their words are.
fn tell_persons(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { names, .. }, .. } = reading;
    let persons = LazyCell::new(|| of_kind(letters, out, &Kind::PERSON));
    names.extend([
        (byline::RULE, Kind::PERSON, byline::names(page, letters)),
        (spread::RULE, Kind::PERSON, spread::names(page, letters)),
        (told::RULE, Kind::PERSON, told::names(page, letters)),
        (called::RULE, Kind::PERSON, called::names(page, letters, || &*persons)),
        (kindred::RULE, Kind::PERSON, kindred::names(page, letters, || &*persons)),
        (homonym::RULE, Kind::PERSON, homonym::names(page, letters, || &*persons)),
    ]);
}

/// Finds the persons of rolls, brackets, columns and signatures.
fn enrol_persons(reading: &mut Reading<'_>) {
    let Reading { page, letters, ruling: Ruling { names, .. }, .. } = reading;
    names.extend([
        (roster::RULE, Kind::PERSON, roster::names(page, letters)),
        (bracketed::RULE, Kind::PERSON, bracketed::names(page, letters)),
        (presented::RULE, Kind::PERSON, presented::names(page, letters)),
        (columns::RULE, Kind::PERSON, columns::names(page, letters)),
        (labelled::RULE, Kind::PERSON, labelled::names(page, letters)),
        (clan::RULE, Kind::PERSON, clan::names(page, letters)),
        (signed::RULE, Kind::PERSON, signed::names(page, letters)),
        (notice::RULE, Kind::PERSON, notice::names(page, letters)),
    ]);
}

/// Finds the persons whose names are joined of parts, and pushes these and the ones before.
fn push_persons(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { names, listed, .. }, .. } = reading;
    let persons = LazyCell::new(|| of_kind(letters, out, &Kind::PERSON));
    names.extend([
        (parts::RULE, Kind::PERSON, parts::names(page, letters)),
        (colleagues::RULE, Kind::PERSON, colleagues::names(page, letters, || &*persons)),
        (dotted::RULE, Kind::PERSON, dotted::names(page, letters, || &*persons)),
    ]);
    let places_there = OnceCell::new();
    for (id, kind, mut proposals) in names.drain(..) {
        // What a title makes a person is one though a place is called so: 副书记 + 武安.
        let over_place =
            |span: Span| id == called::RULE && places_there.get_or_init(|| places(out)).contains(&span);
        let free = |span: Span| !listed.contains(&span) || over_place(span);
        proposals.retain(|p| free(letters.span(p.start, p.end)));
        push(page, letters, id, &kind, proposals, out);
    }
}

/// Where places stand already.
fn places(out: &[Candidate]) -> FxHashSet<Span> {
    out.iter().filter(|c| c.open() && c.kind == Kind::PLACE).map(|c| c.span).collect()
}

/// Finds the persons and bodies that stand in a frame: a list, a roll, the words that found a body.
fn frame_names(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { names, persons, .. }, .. } = reading;
    names.extend([
        ("person.list", Kind::PERSON, lists::enclosed(page, letters, persons)),
        (roll::RULE, Kind::PERSON, roll::names(page, letters)),
        (stationed::RULE, Kind::ORGANISATION, stationed::bodies(page, letters)),
        (founded::RULE, Kind::ORGANISATION, founded::bodies(page, letters)),
        (masthead::RULE, Kind::ORGANISATION, masthead::papers(page, letters)),
        (banded::RULE, Kind::ORGANISATION, banded::bodies(page, letters, out)),
    ]);
}

/// Finds the places that stand in a frame, as the words that bound a road, and pushes these and the names before.
fn frame_places(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { names, listed, .. }, .. } = reading;
    names.extend([
        (zone::RULE, Kind::PLACE, zone::places(page, letters)),
        (shore::RULE, Kind::PLACE, shore::places(page, letters)),
        (alike::RULE, Kind::PLACE, alike::places(page, letters)),
        (enlisted::RULE, Kind::PLACE, enlisted::places(page, letters, out)),
        (reach::RULE, Kind::PLACE, reach::places(page, letters, out)),
        (native::RULE, Kind::PLACE, native::places(page, letters)),
        (between::RULE, Kind::PLACE, between::roads(page, letters)),
        (street::RULE, Kind::PLACE, street::streets(page, letters)),
    ]);
    for (id, kind, proposals) in names.drain(..) {
        push_free(page, letters, (id, &kind), proposals, listed, out);
    }
}

/// Pushes the places that stand in lists which are counted, in datelines, and with a number.
fn counted_places(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, ruling: Ruling { listed, .. }, .. } = reading;
    let names = [
        (counted::LIST, counted::lists(page, letters)),
        (counted::DATELINE, counted::datelines(page, letters)),
    ];
    for (id, proposals) in names {
        let before = out.len();
        push_free(page, letters, (id, &Kind::PLACE), proposals, listed, out);
        for candidate in &mut out[before..] {
            if let Some(name) = counted::full_name(page, candidate.span.of(page.text())) {
                candidate.what = What::Made { name };
            }
        }
    }
    counted_sorts::candidates(page, letters, listed, out);
    push(page, letters, numbered::RULE, &Kind::PLACE, numbered::roads(page, letters), out);
    out.extend(numbered::named(page, letters));
}

/// Pushes what is built on the names that the article has established.
fn of_known(reading: &mut Reading<'_>) {
    let Reading { page, letters, candidates: out, .. } = reading;
    branch::behind_known(page, letters, out);
    branch::of_places(page, letters, out);
    workroom::of_known(page, letters, out);
    addressed::candidates(page, letters, out);
    programmes::works_of_art::drop_whole(page, out);
    officers::drop_holding(page, out);
}
