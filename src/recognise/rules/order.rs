//! In what order the rules push their candidates: each step sees what the ones before it have found. What the rules of the
//! table propose: `weighed`; the rules for programmes: `programmes`.

use std::cell::{LazyCell, OnceCell};

use rustc_hash::FxHashSet;

use super::strongest::{push, push_free};
use super::weighed::{Weighed, proposals};
use super::{
    Listed, Stretches, is_listed, members, of_kind,
    organisations::{
        banded, branch, college, corps, department, farm, firm, founded, item, local, masthead, placed,
        shared, split, staffed, village, workroom,
    },
    persons::{
        addressed, bracketed, byline, called, clan, colleagues, columns, dotted, homonym, kindred, labelled,
        lists, notice, parts, presented, roll, roster, signed, spread, told,
    },
    places::{
        alike, between, chain, community, counted, counted_sorts, enlisted, native, numbered, reach, shore,
        station, street, township, upper, zone,
    },
    programmes::{self, award},
    raise, spans,
};
use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::text::Span;

/// Pushes every candidate that a rule makes, scored.
pub(crate) fn candidates(page: &Page<'_>, letters: &Letters, named: &[PlaceAt], out: &mut Vec<Candidate>) {
    let listed = spans(out, |c| c.open() && is_listed(c));
    let (found, persons) = raised(page, letters, &listed, out);
    chain::candidates(page, letters, named, &listed, out);
    shared::candidates(page, letters, out);
    split::candidates(page, letters, out);
    push_weighed(page, letters, found, &listed, out);
    township::candidates(page, letters, &listed, out);
    chain::below_townships(page, letters, &listed, out);
    upper::candidates(page, letters, &listed, out);
    station::candidates(page, letters, &listed, out);
    community::candidates(page, letters, &listed, out);
    led_by_names(page, letters, &persons, &listed, out);
    told_persons(page, letters, &listed, out);
    framed_names(page, letters, &persons, &listed, out);
    counted_places(page, letters, &listed, out);
    programmes::candidates(page, letters, &listed, out);
    award::candidates(page, out);
    members::kinds(page, letters, out);
}

/// What the rules of the table propose, each raised by what the others found, and the persons among it.
fn raised<'a>(
    page: &Page<'a>,
    letters: &Letters,
    listed: &Listed,
    out: &[Candidate],
) -> (Weighed<'a>, Stretches) {
    let mut found = proposals(page, letters, listed, out);
    let persons = raise::persons(&found, out, letters);
    raise::lists(page, letters, &persons, &mut found);
    raise::part_persons(page, letters, &of_kind(letters, out, &Kind::PERSON), &mut found);
    // The lists have raised more.
    let persons = raise::persons(&found, out, letters);
    raise::named_after(page, letters, &persons, &mut found);
    raise::places(page, letters, &of_kind(letters, out, &Kind::PLACE), &mut found);
    (found, persons)
}

/// Pushes what has points enough by its rule.
fn push_weighed(
    page: &Page<'_>,
    letters: &Letters,
    found: Weighed<'_>,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    for (rule, proposals) in found {
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
fn led_by_names(
    page: &Page<'_>,
    letters: &Letters,
    persons: &Stretches,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    firm::candidates(page, letters, listed, out);
    item::candidates(page, letters, listed, out);
    placed::candidates(page, letters, listed, out);
    local::candidates(page, letters, listed, out);
    corps::candidates(page, letters, listed, out);
    farm::candidates(page, letters, listed, out);
    village::candidates(page, letters, listed, out);
    college::candidates(page, letters, listed, persons, out);
    workroom::candidates(page, letters, listed, out);
    branch::candidates(page, letters, listed, out);
    department::candidates(page, letters, listed, out);
    staffed::candidates(page, letters, out);
}

/// Pushes the persons that a by-line, spread characters or speech tell, whatever else their words are.
fn told_persons(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let persons = LazyCell::new(|| of_kind(letters, out, &Kind::PERSON));
    let names = [
        (byline::RULE, byline::names(page, letters)),
        (spread::RULE, spread::names(page, letters)),
        (told::RULE, told::names(page, letters)),
        (called::RULE, called::names(page, letters, || &*persons)),
        (kindred::RULE, kindred::names(page, letters, || &*persons)),
        (homonym::RULE, homonym::names(page, letters, || &*persons)),
        (roster::RULE, roster::names(page, letters)),
        (bracketed::RULE, bracketed::names(page, letters)),
        (presented::RULE, presented::names(page, letters)),
        (columns::RULE, columns::names(page, letters)),
        (labelled::RULE, labelled::names(page, letters)),
        (clan::RULE, clan::names(page, letters)),
        (signed::RULE, signed::names(page, letters)),
        (notice::RULE, notice::names(page, letters)),
        (parts::RULE, parts::names(page, letters)),
        (colleagues::RULE, colleagues::names(page, letters, || &*persons)),
        (dotted::RULE, dotted::names(page, letters, || &*persons)),
    ];
    let places_there = OnceCell::new();
    for (id, mut proposals) in names {
        // What a title makes a person is one though a place is called so: 副书记 + 武安.
        let over_place =
            |span: Span| id == called::RULE && places_there.get_or_init(|| places(out)).contains(&span);
        let free = |span: Span| !listed.contains(&span) || over_place(span);
        proposals.retain(|p| free(letters.span(p.start, p.end)));
        push(page, letters, id, &Kind::PERSON, proposals, out);
    }
}

/// Where places stand already.
fn places(out: &[Candidate]) -> FxHashSet<Span> {
    out.iter().filter(|c| c.open() && c.kind == Kind::PLACE).map(|c| c.span).collect()
}

/// Pushes the names that stand in a frame: a list, a roll, the words that found a body or bound a road.
fn framed_names(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let names = [
        ("person.list", Kind::PERSON, lists::enclosed(page, letters, persons)),
        (roll::RULE, Kind::PERSON, roll::names(page, letters)),
        (founded::RULE, Kind::ORGANISATION, founded::bodies(page, letters)),
        (masthead::RULE, Kind::ORGANISATION, masthead::papers(page, letters)),
        (banded::RULE, Kind::ORGANISATION, banded::bodies(page, letters, out)),
        (zone::RULE, Kind::PLACE, zone::places(page, letters)),
        (shore::RULE, Kind::PLACE, shore::places(page, letters)),
        (alike::RULE, Kind::PLACE, alike::places(page, letters)),
        (enlisted::RULE, Kind::PLACE, enlisted::places(page, letters, out)),
        (reach::RULE, Kind::PLACE, reach::places(page, letters, out)),
        (native::RULE, Kind::PLACE, native::places(page, letters)),
        (between::RULE, Kind::PLACE, between::roads(page, letters)),
        (street::RULE, Kind::PLACE, street::streets(page, letters)),
    ];
    for (id, kind, proposals) in names {
        push_free(page, letters, (id, &kind), proposals, listed, out);
    }
}

/// Pushes the places that stand in lists which are counted, in datelines, and with a number.
fn counted_places(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
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
    push(page, letters, "place.number", &Kind::PLACE, numbered::roads(page, letters), out);
}

/// Pushes what is built on the names that the article has established.
pub(crate) fn of_known(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    branch::behind_known(page, letters, out);
    branch::of_places(page, letters, out);
    workroom::of_known(page, letters, out);
    addressed::candidates(page, letters, out);
}
