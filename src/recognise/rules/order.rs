//! In what order the rules push their candidates: each step sees what the ones before it have found. What the rules of the
//! table propose: `weighed`; the rules of persons, places and programmes have orders of their own in their folders.

use super::ruling::Ruling;
use super::strongest::push;
use super::weighed::Weighing;
use super::{
    Listed, WEIGHED, is_listed, known, members, of_kind,
    organisations::{
        banded, branch, college, corps, department, farm, firm, founded, item, local, masthead, placed,
        seated, shared, split, staffed, stationed, village, workroom,
    },
    persons::{self, addressed, lists, officers, roll},
    places::{self, chain, community, short, station, township, upper},
    programmes::{self, award},
    raise, spans,
};
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::reading::{Reading, Step};

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
    persons::order::tell,
    persons::order::enrol,
    persons::order::push_told,
    frame_names,
    places::order::frame,
    places::order::count,
    find_programmes,
    find_awards,
    known_names,
    of_known,
];

const _: () = assert!(WEIGHED == 8, "each rule of the table has its step");

/// The steps behind which it is known where the article is at home.
pub(crate) const AT_HOME: &[Step] = &[short_names, seated_names];

fn begin(reading: &mut Reading<'_>) {
    let Reading { page, candidates, ruling, table, .. } = reading;
    ruling.listed = spans(candidates, |c| c.open() && is_listed(c));
    ruling.weighing = Weighing::new(table, page, candidates);
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
