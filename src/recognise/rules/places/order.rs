//! In what order places are pushed that stand in a frame, in counted lists and with numbers. Those of townships and stations: `order` of all
//! rules.

use super::{alike, between, counted, counted_sorts, enlisted, native, numbered, reach, shore, street, zone};
use crate::dictionary::Kind;
use crate::recognise::candidate::What;
use crate::recognise::reading::Reading;
use crate::recognise::rules::Ruling;
use crate::recognise::rules::strongest::{push, push_free};

/// Finds the places that stand in a frame, as the words that bound a road, and pushes these and the names before.
pub(in crate::recognise::rules) fn frame(reading: &mut Reading<'_>) {
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
pub(in crate::recognise::rules) fn count(reading: &mut Reading<'_>) {
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
