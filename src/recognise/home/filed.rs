//! What the dateline says of an article's home: the place it was filed from, unless an agency did.

use crate::dictionary::{EntityNo, Kind, Use};
use crate::recognise::page::Page;
use crate::text::normal_form;

/// Votes of the place in the dateline: more than the article gives by naming a place.
pub(super) const DATELINE: u32 = 1_000;
/// An agency files from where its office is (新华社杭州3月2日电), which is seldom the town that 我市 means.
const AGENCY: u32 = 2;

/// Where an article was filed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filed<'a> {
    /// The place that the dateline names, as written.
    pub(crate) place: &'a str,
    /// Another part of the article says that an agency did.
    pub(crate) by_agency: bool,
}

impl Filed<'_> {
    /// How many votes the place has.
    pub(super) fn weight(&self, page: &Page<'_>) -> u32 {
        if self.by_agency || by_agency(page, self.place) { AGENCY } else { DATELINE }
    }
}

/// Whether a listed body's name stands right before the place and date of the dateline.
pub(crate) fn by_agency(page: &Page<'_>, place: &str) -> bool {
    let body = |&(entity, _): &(EntityNo, bool)| {
        page.known.dictionary.entity(entity).named.kind == Kind::ORGANISATION
    };
    let dated = |rest: &str| {
        rest.strip_prefix(place)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '电'))
    };
    let mut names = page.hits.iter().filter(|hit| hit.uses.has(Use::NAME));
    names.any(|hit| {
        dated(&page.text()[hit.span.end as usize..]) && page.form(hit.form).entities.iter().any(body)
    })
}

/// A place by any listed form; several candidates are none.
pub(super) fn named(page: &Page<'_>, name: &str) -> Option<EntityNo> {
    let form = page.known.gazetteer.find(&normal_form(name))?;
    let mut places = form.entities.iter().filter(|&&(e, _)| page.known.gazetteer.is_place(e));
    match (places.next(), places.next()) {
        (Some(&(entity, _)), None) => Some(entity),
        _ => None,
    }
}
