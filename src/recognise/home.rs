//! The home of an article: the places that 自治区, 我市 and 市委 stand for.
//!
//! From the option, the dateline, and the places the article names most; each named place also votes for what contains
//! it. Articles are judged alone.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Place, What};
use super::listed::places_of;
use super::page::Page;
use crate::dictionary::{EntityNo, Kind, Levels};
use crate::text::Span;

const DATELINE: u32 = 1_000;
const OPTION: u32 = 1_000_000;

/// Votes for places.
#[derive(Debug, Default)]
pub(crate) struct Home {
    votes: BTreeMap<EntityNo, u32>,
}

impl Home {
    /// Counts the votes of the candidates that are not dropped.
    pub(crate) fn of(
        page: &Page<'_>,
        candidates: &[Candidate],
        dateline: Option<&str>,
        option: Option<&str>,
    ) -> Self {
        let mut home = Self::default();
        for candidate in candidates.iter().filter(|c| c.open()) {
            if let Some(entity) = certain(page, candidate) {
                home.vote(page, entity, 1);
            }
        }
        home.named_within_bodies(page, candidates);
        for (name, weight) in [(dateline, DATELINE), (option, OPTION)] {
            if let Some(entity) = name.and_then(|name| named(page, name)) {
                home.vote(page, entity, weight);
            }
        }
        home
    }

    /// A body whose name begins with a place speaks for the place (内蒙古证监局), if nothing else does.
    fn named_within_bodies(&mut self, page: &Page<'_>, candidates: &[Candidate]) {
        for candidate in candidates.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION) {
            for hit in page.hits_at(candidate.span.start).iter().filter(|hit| hit.span.end < candidate.span.end) {
                if let [(entity, _)] = page.form(hit.form).entities.as_slice() {
                    self.vote(page, *entity, 1);
                }
            }
        }
    }

    fn vote(&mut self, page: &Page<'_>, entity: EntityNo, weight: u32) {
        for container in page.known.dictionary.containers(entity) {
            if page.known.dictionary.entity(container).named.kind == Kind::PLACE {
                *self.votes.entry(container).or_default() += weight;
            }
        }
    }

    pub(crate) fn votes(&self, entity: EntityNo) -> u32 {
        self.votes.get(&entity).copied().unwrap_or(0)
    }

    /// The place a deictic word stands for: of its levels, ending as it ends, with the most votes (ties: the first in
    /// the dictionary's order).
    pub(crate) fn place(&self, page: &Page<'_>, levels: Levels, word: &str) -> Option<EntityNo> {
        let ending = word.trim_start_matches(['我', '本', '全']);
        let ending = if ending == "区" { "区" } else { ending };
        let fits = |entity: EntityNo| {
            let entity = page.known.dictionary.entity(entity);
            entity.level.is_some() && levels.has(entity.level) && entity.named.name.ends_with(ending)
        };
        let mut best: Option<(EntityNo, u32)> = None;
        for (&entity, &votes) in self.votes.iter().filter(|&(&entity, _)| fits(entity)) {
            if best.is_none_or(|(_, most)| votes > most) {
                best = Some((entity, votes));
            }
        }
        best.map(|(entity, _)| entity)
    }
}

/// The one entity a candidate surely is, if its form names just one place or body.
fn certain(page: &Page<'_>, candidate: &Candidate) -> Option<EntityNo> {
    let (What::Listed { form } | What::Place(Place::Form { form, .. })) = candidate.what else {
        return None;
    };
    let longest = page.hits_at(candidate.span.start).first()?.span;
    match page.form(form).entities.as_slice() {
        [(entity, _)] if longest == candidate.span || candidate.span.end > longest.end => Some(*entity),
        _ => None,
    }
}

/// A place by any listed form; several candidates are none.
pub(crate) fn named(page: &Page<'_>, name: &str) -> Option<EntityNo> {
    let form = page.known.gazetteer.find(&crate::text::normal_form(name))?;
    let mut places =
        form.entities.iter().filter(|&&(e, _)| page.known.dictionary.entity(e).named.kind == Kind::PLACE);
    match (places.next(), places.next()) {
        (Some(&(entity, _)), None) => Some(entity),
        _ => None,
    }
}

/// The place that a place candidate means: the chain's outer form, then the votes decide between homonyms.
pub(crate) fn resolve(page: &Page<'_>, home: &Home, place: Place) -> Vec<EntityNo> {
    match place {
        Place::Form { form, outer } => {
            let mut found: Vec<EntityNo> = places_of(page, form).collect();
            if let Some(outer) = outer {
                let outers: Vec<EntityNo> = places_of(page, outer).collect();
                found.retain(|&inner| outers.iter().any(|&out| page.known.dictionary.lies_in(inner, out)));
            }
            choose(page, home, found)
        }
        Place::Deictic { levels, word } => {
            home.place(page, levels, deictic_text(page, word)).into_iter().collect()
        }
    }
}

fn deictic_text<'a>(page: &Page<'a>, word: Span) -> &'a str {
    word.of(page.text())
}

/// Of several entities that share a form, the one whose container the article names most; all of the best if tied.
pub(crate) fn choose(page: &Page<'_>, home: &Home, mut found: Vec<EntityNo>) -> Vec<EntityNo> {
    if found.len() < 2 {
        return found;
    }
    let support = |entity: EntityNo| {
        let containers = page.known.dictionary.containers(entity).skip(1);
        containers.map(|container| home.votes(container)).max().unwrap_or(0)
    };
    let most = found.iter().map(|&entity| support(entity)).max().unwrap_or(0);
    if most > 0 {
        found.retain(|&entity| support(entity) == most);
    }
    found
}
