//! The home of an article: the places that 自治区, 我市 and 市委 stand for.
//!
//! From the option, the dateline, and the places the article names most; each named place also votes for what contains
//! it. Articles are judged alone. Here votes are counted; `deictic` has what such words stand for, `homonyms` which of several
//! places of one name is meant, `filed` what the dateline says.

mod deictic;
mod filed;
mod homonyms;

use std::collections::BTreeMap;

use super::candidate::{Candidate, Place, What};
use super::listed::places_of;
use super::page::Page;
use crate::dictionary::{EntityNo, Kind, Use};
use crate::text::Span;
pub(crate) use filed::{Filed, by_agency};
pub(crate) use homonyms::{choose, resolve};

/// Votes of the option: more than an article can give.
const OPTION: u32 = 1_000_000;
/// Bytes of the longest name of a place that another one ends.
const LONGEST: u32 = 36;
/// Names looked back on at most for what 市 or a homonym means, so that long articles stay linear.
const LOOK_BACK: usize = 64;

/// Votes for places.
#[derive(Debug, Default)]
pub(crate) struct Home {
    votes: BTreeMap<EntityNo, u32>,
    /// What the text surely names, by the byte at which the name starts.
    named: Vec<(u32, EntityNo)>,
    /// Where the lines of the text end.
    ends: Vec<u32>,
    /// The regular bodies that the text names with their place: where they stand, number of the body, place.
    bodies: Vec<(Span, u32, Place)>,
}

impl Home {
    /// Counts the votes of the candidates that are not dropped, of where the article was filed and of the option.
    pub(crate) fn of(
        page: &Page<'_>,
        candidates: &[Candidate],
        filed: Option<Filed<'_>>,
        option: Option<&str>,
    ) -> Self {
        let mut home = Self { named: Vec::with_capacity(candidates.len()), ..Self::default() };
        home.named_alone(page, candidates);
        home.named_within_bodies(page, candidates);
        home.named.sort_unstable();
        home.ends = memchr::memchr_iter(b'\n', page.text().as_bytes()).map(|at| at as u32).collect();
        home.bodies.sort_by_key(|&(span, ..)| span.start);
        let filed = filed.map(|filed| (filed.place, filed.weight(page)));
        for (name, weight) in filed.into_iter().chain(option.map(|place| (place, OPTION))) {
            if let Some(entity) = filed::named(page, name) {
                home.vote(page, entity, weight);
            }
        }
        home
    }

    /// What a listed name surely means speaks for itself; a regular body is kept with its place.
    fn named_alone(&mut self, page: &Page<'_>, candidates: &[Candidate]) {
        for candidate in candidates.iter().filter(|c| c.open()) {
            if let Some(entity) = certain(page, candidate) {
                self.vote(page, entity, 1);
                self.named.push((candidate.span.start, entity));
            }
            if let What::Body { body, place: place @ Place::Form { form, .. } } = candidate.what {
                let mut hits = page.hits_at(candidate.span.start).iter();
                if !hits.any(|hit| hit.form == form && is_tail(page, hit.span)) {
                    self.bodies.push((candidate.span, body, place));
                }
            }
        }
    }

    /// A body whose name begins with a place speaks for the place (内蒙古证监局), if nothing else does.
    fn named_within_bodies(&mut self, page: &Page<'_>, candidates: &[Candidate]) {
        for candidate in candidates.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION) {
            let hits = page.hits_at(candidate.span.start).iter();
            for hit in hits.filter(|hit| hit.span.end < candidate.span.end && !is_tail(page, hit.span)) {
                if let Some(entity) = page.known.gazetteer.only_entity(hit.form) {
                    self.vote(page, entity, 1);
                    self.named.push((candidate.span.start, entity));
                }
            }
        }
    }

    /// Votes for all that contains an entity, itself with them.
    fn vote(&mut self, page: &Page<'_>, entity: EntityNo, weight: u32) {
        let gazetteer = &page.known.gazetteer;
        for container in gazetteer.containers(entity) {
            if gazetteer.is_place(container) {
                *self.votes.entry(container).or_default() += weight;
            }
        }
    }

    /// The votes for a place.
    pub(crate) fn votes(&self, entity: EntityNo) -> u32 {
        self.votes.get(&entity).copied().unwrap_or(0)
    }

    /// What fits with the most votes (ties: the first in the dictionary's order).
    fn most(&self, fits: impl Fn(EntityNo) -> bool) -> Option<(EntityNo, u32)> {
        let fitting = self.votes.iter().rev().filter(|&(&entity, _)| fits(entity));
        fitting.max_by_key(|&(_, &votes)| votes).map(|(&entity, &votes)| (entity, votes))
    }
}

/// The one entity a candidate surely is, if its form names just one place or body.
fn certain(page: &Page<'_>, candidate: &Candidate) -> Option<EntityNo> {
    let (What::Listed { form } | What::Place(Place::Form { form, .. })) = candidate.what else {
        return None;
    };
    let longest = page.hits_at(candidate.span.start).first()?.span;
    let only = page.known.gazetteer.only_entity(form).or_else(|| chained(page, candidate));
    let whole = || candidate.kind != Kind::PLACE || !is_tail(page, candidate.span);
    only.filter(|_| (longest == candidate.span || candidate.span.end > longest.end) && whole())
}

/// The one place of a chain's last form that lies in what stands before it: 呼和浩特市 + 新城区.
fn chained(page: &Page<'_>, candidate: &Candidate) -> Option<EntityNo> {
    let What::Place(Place::Form { form, outer: Some(outer) }) = candidate.what else { return None };
    let outer = page.known.gazetteer.only_entity(outer)?;
    let mut inside = places_of(page, form).filter(|&one| page.known.gazetteer.lies_in(one, outer));
    inside.next().filter(|_| inside.next().is_none())
}

/// Whether a place is but the end of a listed one: nobody names 宁县 with 景宁县.
fn is_tail(page: &Page<'_>, place: Span) -> bool {
    let mut longest = page.hits_ending(place.end, LONGEST).filter(|hit| hit.uses.has(Use::PLACE));
    longest.next().is_some_and(|hit| hit.span.start < place.start)
}
