//! In what order persons are pushed that are told whatever words their names are. Those that evidence is weighed for: `table`.

use std::cell::{LazyCell, OnceCell};

use rustc_hash::FxHashSet;

use super::{
    bracketed, byline, called, clan, colleagues, columns, corrected, dotted, homonym, kindred, labelled,
    notice, parts, presented, roster, signed, spread, told,
};
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::reading::Reading;
use crate::recognise::rules::Ruling;
use crate::recognise::rules::of_kind;
use crate::recognise::rules::strongest::push;
use crate::text::Span;

/// Finds the persons that a by-line, spread characters, speech or kin tell, whatever else their words are.
pub(in crate::recognise::rules) fn tell(reading: &mut Reading<'_>) {
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
pub(in crate::recognise::rules) fn enrol(reading: &mut Reading<'_>) {
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
        (corrected::RULE, Kind::PERSON, corrected::names(page, letters)),
    ]);
}

/// Finds the persons whose names are joined of parts, and pushes these and the ones before.
pub(in crate::recognise::rules) fn push_told(reading: &mut Reading<'_>) {
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
