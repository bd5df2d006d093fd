//! From kept candidates to mentions: which entity each one means, in this article.

use std::sync::Arc;

use super::candidate::{Candidate, Place, Reason, What};
use super::home::{self, Home};
use super::mention::Origin;
use super::page::Page;
use crate::dictionary::{EntityId, EntityNo, Kind, Named};

/// The entities a candidate may mean: one is certain, several are ambiguous, none means it cannot be a mention.
pub(crate) struct Linked {
    pub(crate) entities: Vec<Arc<Named>>,
    pub(crate) origin: Origin,
}

/// Links one candidate.
pub(crate) fn link(page: &Page<'_>, home: &Home, candidate: &Candidate) -> Linked {
    match &candidate.what {
        What::Listed { form } => listed(page, home, candidate, *form),
        What::Place(place) => self::place(page, home, *place),
        What::Body { body, place } => self::body(page, home, *body, *place),
        What::Made { name } => {
            let origin =
                if candidate.rule == Some(super::abbreviations::RULE) { Origin::Alias } else { Origin::Rule };
            Linked { entities: vec![made(page, &candidate.kind, name, None)], origin }
        }
        What::Known(first) => Linked { origin: Origin::Context, ..link(page, home, first) },
    }
}

fn named(page: &Page<'_>, entities: &[EntityNo]) -> Vec<Arc<Named>> {
    entities.iter().map(|&entity| Arc::clone(&page.known.dictionary.entity(entity).named)).collect()
}

fn listed(page: &Page<'_>, home: &Home, candidate: &Candidate, form: u32) -> Linked {
    let dictionary = &page.known.dictionary;
    let of_kind =
        page.form(form).entities.iter().filter(|&&(e, _)| dictionary.entity(e).named.kind == candidate.kind);
    let entities: Vec<EntityNo> = of_kind.map(|&(entity, _)| entity).collect();
    let chosen = home::choose(page, home, entities);
    let canonical = |e: &EntityNo| page.form(form).entities.contains(&(*e, true));
    let origin = if chosen.iter().all(canonical) { Origin::Dictionary } else { Origin::Alias };
    Linked { entities: named(page, &chosen), origin }
}

fn place(page: &Page<'_>, home: &Home, place: Place) -> Linked {
    let chosen = home::resolve(page, home, place);
    let origin = match place {
        Place::Form { form, .. } if chosen.iter().all(|e| page.form(form).entities.contains(&(*e, true))) => {
            Origin::Dictionary
        }
        Place::Form { .. } => Origin::Alias,
        Place::Deictic { .. } => Origin::Context,
    };
    Linked { entities: named(page, &chosen), origin }
}

fn body(page: &Page<'_>, home: &Home, body: u32, place: Place) -> Linked {
    let template = &page.known.dictionary.rules.bodies[body as usize].name;
    let origin = if matches!(place, Place::Deictic { .. }) { Origin::Context } else { Origin::Alias };
    let places = home::resolve(page, home, place);
    let entities = places.iter().map(|&entity| {
        let named = &page.known.dictionary.entity(entity).named;
        let full = named
            .id
            .within()
            .map_or_else(|| named.name.clone(), |within| format!("{}{}", plain(within), named.name));
        made(page, &Kind::ORGANISATION, &template.replace("{place}", &full), Some(&named.name))
    });
    Linked { entities: entities.collect(), origin }
}

fn plain(within: &str) -> &str {
    within.split('@').next().unwrap_or(within)
}

/// The listed entity of a name, or one made for it.
pub(crate) fn made(page: &Page<'_>, kind: &Kind, name: &str, within: Option<&str>) -> Arc<Named> {
    if let [entity] = page.known.dictionary.named(kind, name) {
        return Arc::clone(&page.known.dictionary.entity(*entity).named);
    }
    Arc::new(Named {
        id: EntityId::new(kind, name, None),
        kind: kind.clone(),
        name: name.to_owned(),
        within: within.map(str::to_owned),
        aliases: Vec::new(),
    })
}

/// Drops candidates whose place nothing in the article tells, before the cover is decided.
pub(crate) fn drop_homeless(page: &Page<'_>, home: &Home, candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut().filter(|c| c.open()) {
        if let What::Place(place @ Place::Deictic { .. })
        | What::Body { place: place @ Place::Deictic { .. }, .. } = candidate.what
            && home::resolve(page, home, place).is_empty()
        {
            candidate.drop_for(Reason::NoHome);
        }
    }
}
