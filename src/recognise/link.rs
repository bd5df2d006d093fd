//! From kept candidates to mentions: which entity each one means, in this article.

use std::sync::Arc;

use super::abroad;
use super::candidate::{Candidate, Place, Reason, What};
use super::home::{self, Home};
use super::listed::place_before;
use super::mention::Origin;
use super::page::Page;
use super::towns;
use crate::dictionary::{EntityNo, Kind, Level, Named};
use crate::text::Span;

/// What a candidate may mean.
pub(crate) struct Linked {
    pub(crate) meant: Meant,
    pub(crate) origin: Origin,
}

/// One entity is certain, several are ambiguous, none means that it cannot be a mention.
pub(crate) enum Meant {
    One(Arc<Named>),
    Other(Vec<Arc<Named>>),
}

impl Meant {
    fn of(page: &Page<'_>, entities: &[EntityNo]) -> Self {
        let named = |&entity: &EntityNo| Arc::clone(&page.known.dictionary.entity(entity).named);
        match entities {
            [entity] => Self::One(named(entity)),
            _ => Self::Other(entities.iter().map(named).collect()),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Arc<Named>] {
        match self {
            Self::One(entity) => std::slice::from_ref(entity),
            Self::Other(entities) => entities,
        }
    }
}

impl FromIterator<Arc<Named>> for Meant {
    fn from_iter<I: IntoIterator<Item = Arc<Named>>>(entities: I) -> Self {
        let mut entities = entities.into_iter();
        match (entities.next(), entities.next()) {
            (Some(one), None) => Self::One(one),
            (first, second) => Self::Other(first.into_iter().chain(second).chain(entities).collect()),
        }
    }
}

/// Links one candidate.
pub(crate) fn link(page: &Page<'_>, home: &Home, candidate: &Candidate) -> Linked {
    match &candidate.what {
        What::Listed { form } => listed(page, home, candidate, *form),
        What::Place(place) => self::place(page, home, candidate.span.start, *place),
        What::Body { body, place } => self::body(page, home, candidate, *body, *place),
        What::Made { name } => {
            let origin =
                if candidate.rule == Some(super::abbreviations::RULE) { Origin::Alias } else { Origin::Rule };
            let entity = page.made.borrow_mut().named(page.known, &candidate.kind, name);
            Linked { meant: Meant::One(entity), origin }
        }
        What::Part { head, name } => part(page, home, candidate, (head, name)),
        What::Known(first) => Linked { origin: Origin::Context, ..link(page, home, first) },
    }
}

/// A name that begins with another: the full name of that one, if it means one, then the rest as it is written.
fn part(page: &Page<'_>, home: &Home, whole: &Candidate, (head, name): (&Candidate, &str)) -> Linked {
    let full = match link(page, home, head).meant {
        Meant::One(first) => format!("{}{}", first.name, &name[head.span.len()..]),
        Meant::Other(_) => name.to_owned(),
    };
    let entity = page.made.borrow_mut().named(page.known, &whole.kind, &full);
    Linked { meant: Meant::One(entity), origin: Origin::Rule }
}

fn listed(page: &Page<'_>, home: &Home, candidate: &Candidate, form: u32) -> Linked {
    let (dictionary, gazetteer) = (&page.known.dictionary, &page.known.gazetteer);
    if let Some(entity) = gazetteer.only_entity(form) {
        if candidate.kind == Kind::ORGANISATION
            && let Some(name) = abroad::organ(page, candidate.span, entity)
        {
            let entity = page.made.borrow_mut().named(page.known, &candidate.kind, &name);
            return Linked { meant: Meant::One(entity), origin: Origin::Rule };
        }
        let origin = if gazetteer.is_canonical(form) { Origin::Dictionary } else { Origin::Alias };
        return Linked { meant: Meant::of(page, &[entity]), origin };
    }
    let of_kind =
        page.form(form).entities.iter().filter(|&&(e, _)| dictionary.entity(e).named.kind == candidate.kind);
    let entities: Vec<EntityNo> = of_kind.map(|&(entity, _)| entity).collect();
    let chosen = own(page, home::choose(page, home, candidate.span.start, entities));
    let canonical = |e: &EntityNo| page.form(form).entities.contains(&(*e, true));
    let origin = if chosen.iter().all(canonical) { Origin::Dictionary } else { Origin::Alias };
    Linked { meant: Meant::of(page, &chosen), origin }
}

/// Of several entities the only one that is no shipped row.
fn own(page: &Page<'_>, entities: Vec<EntityNo>) -> Vec<EntityNo> {
    let mut own = entities.iter().filter(|&&entity| !page.known.dictionary.entity(entity).shipped);
    match (own.next(), own.next()) {
        (Some(&only), None) => vec![only],
        _ => entities,
    }
}

fn place(page: &Page<'_>, home: &Home, at: u32, place: Place) -> Linked {
    let chosen = home::resolve(page, home, at, place);
    let origin = match place {
        Place::Form { form, .. } if chosen.iter().all(|e| page.form(form).entities.contains(&(*e, true))) => {
            Origin::Dictionary
        }
        Place::Form { .. } => Origin::Alias,
        Place::Deictic { .. } => Origin::Context,
    };
    Linked { meant: Meant::of(page, &chosen), origin }
}

fn body(page: &Page<'_>, home: &Home, candidate: &Candidate, body: u32, place: Place) -> Linked {
    let places = of_body(page, home, candidate.span.start, body, place);
    let entities = places.iter().map(|&place| page.made.borrow_mut().body(page.known, body, place));
    let meant: Meant = entities.collect();
    let written = |named: &Arc<Named>| named.name == candidate.span.of(page.text());
    let origin = match place {
        Place::Deictic { .. } => Origin::Context,
        Place::Form { .. } if meant.as_slice().iter().all(written) => Origin::Dictionary,
        Place::Form { .. } => Origin::Alias,
    };
    Linked { meant, origin }
}

/// The places of a body. A region that ends as a district does gives way to the district that has had the body by name.
fn of_body(page: &Page<'_>, home: &Home, at: u32, body: u32, place: Place) -> Vec<EntityNo> {
    let Place::Deictic { word, levels } = place else { return home::resolve(page, home, at, place) };
    // Only a region has an 办公厅: 区政府办公厅.
    let levels = levels.shared(page.known.dictionary.rules.bodies[body as usize].levels);
    let places = home::resolve(page, home, at, Place::Deictic { word, levels });
    if let Some(same) = home.of_body_before(page, levels, word) {
        return vec![same];
    }
    if let Some(hit) = place_before(page, word) {
        return home::resolve(page, home, hit.span.start, Place::Form { form: hit.form, outer: None });
    }
    let region = |&place: &EntityNo| page.known.dictionary.entity(place).level == Some(Level::Province);
    let district = || home.district(page, body, at).map(|district| vec![district]);
    let bare = word.of(page.text()) == "区" && places.iter().all(region);
    if bare { district().unwrap_or(places) } else { places }
}

/// Drops candidates whose place nothing in the article tells, before the cover is decided, and the names inside such a
/// body: 市发改委 of no known city is not 发改委, the state's.
pub(crate) fn drop_homeless(page: &Page<'_>, home: &Home, candidates: &mut [Candidate]) {
    let (mut bodies, mut made): (Vec<Span>, _) = (Vec::new(), None);
    for n in 0..candidates.len() {
        if !candidates[n].open() || !is_homeless(page, home, &candidates[n]) {
            continue;
        }
        if towns::of_township(&candidates[n]) {
            let towns = made.get_or_insert_with(|| towns::of(candidates));
            if let Some(body) = towns::body(page, towns, &candidates[n]) {
                candidates[n] = body;
                continue;
            }
        }
        let candidate = &mut candidates[n];
        candidate.drop_for(Reason::NoHome);
        bodies.extend((candidate.kind == Kind::ORGANISATION).then_some(candidate.span));
    }
    bodies.sort_unstable_by_key(|body| body.start);
    // How far those that begin up to here reach.
    let reach = bodies.iter().scan(0, |reach, body| {
        *reach = body.end.max(*reach);
        Some(*reach)
    });
    let reach: Vec<u32> = reach.collect();
    let inside = |c: &Candidate| {
        let before = bodies.partition_point(|body| body.start <= c.span.start);
        let held = before.checked_sub(1).is_some_and(|last| c.span.end <= reach[last]);
        held && c.open() && c.kind == Kind::ORGANISATION
    };
    for candidate in candidates.iter_mut().filter(|c| inside(c)) {
        candidate.drop_for(Reason::NoHome);
    }
}

/// Whether a candidate is built on a word for a level, and no listed place is what it stands for.
fn is_homeless(page: &Page<'_>, home: &Home, candidate: &Candidate) -> bool {
    let what = if let What::Part { head, .. } = &candidate.what { &head.what } else { &candidate.what };
    let at = candidate.span.start;
    match *what {
        What::Place(place @ Place::Deictic { .. }) => home::resolve(page, home, at, place).is_empty(),
        What::Body { body, place: place @ Place::Deictic { .. } } => {
            of_body(page, home, at, body, place).is_empty()
        }
        _ => false,
    }
}
