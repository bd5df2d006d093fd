//! The home of an article: the places that 自治区, 我市 and 市委 stand for.
//!
//! From the option, the dateline, and the places the article names most; each named place also votes for what contains
//! it. Articles are judged alone.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Place, What};
use super::listed::places_of;
use super::page::Page;
use crate::dictionary::{EntityNo, Kind, Level, Levels, Use};
use crate::text::Span;

const DATELINE: u32 = 1_000;
/// An agency files from where its office is (新华社杭州3月2日电), which is seldom the town that 我市 means.
const AGENCY: u32 = 2;
const OPTION: u32 = 1_000_000;
/// Names looked back on at most for what 市 or a homonym means, so that long articles stay linear.
const LOOK_BACK: usize = 64;
/// Bytes looked back on at most for the beginning of a sentence.
const SENTENCE: usize = 6_000;

/// Where an article was filed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filed<'a> {
    /// The place that the dateline names, as written.
    pub(crate) place: &'a str,
    /// Another part of the article says that an agency did.
    pub(crate) by_agency: bool,
}

/// Votes for places.
#[derive(Debug, Default)]
pub(crate) struct Home {
    votes: BTreeMap<EntityNo, u32>,
    /// What the text surely names, by the byte at which the name starts.
    named: Vec<(u32, EntityNo)>,
    /// The regular bodies that the text names with their place: where they stand, number of the body, place.
    bodies: Vec<(Span, u32, Place)>,
}

impl Home {
    /// Counts the votes of the candidates that are not dropped.
    pub(crate) fn of(
        page: &Page<'_>,
        candidates: &[Candidate],
        filed: Option<Filed<'_>>,
        option: Option<&str>,
    ) -> Self {
        let mut home = Self { named: Vec::with_capacity(candidates.len()), ..Self::default() };
        for candidate in candidates.iter().filter(|c| c.open()) {
            if let Some(entity) = certain(page, candidate) {
                home.vote(page, entity, 1);
                home.named.push((candidate.span.start, entity));
            }
            if let What::Body { body, place: place @ Place::Form { .. } } = candidate.what {
                home.bodies.push((candidate.span, body, place));
            }
        }
        home.named_within_bodies(page, candidates);
        home.named.sort_unstable();
        home.bodies.sort_by_key(|&(span, ..)| span.start);
        let weight = |filed: Filed<'_>| {
            if filed.by_agency || by_agency(page, filed.place) { AGENCY } else { DATELINE }
        };
        let filed = filed.map(|filed| (filed.place, weight(filed)));
        for (name, weight) in filed.into_iter().chain(option.map(|place| (place, OPTION))) {
            if let Some(entity) = named(page, name) {
                home.vote(page, entity, weight);
            }
        }
        home
    }

    /// A body whose name begins with a place speaks for the place (内蒙古证监局), if nothing else does.
    fn named_within_bodies(&mut self, page: &Page<'_>, candidates: &[Candidate]) {
        for candidate in candidates.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION) {
            for hit in
                page.hits_at(candidate.span.start).iter().filter(|hit| hit.span.end < candidate.span.end)
            {
                if let Some(entity) = page.known.gazetteer.only_entity(hit.form) {
                    self.vote(page, entity, 1);
                    self.named.push((candidate.span.start, entity));
                }
            }
        }
    }

    fn vote(&mut self, page: &Page<'_>, entity: EntityNo, weight: u32) {
        let gazetteer = &page.known.gazetteer;
        for container in gazetteer.containers(entity) {
            if gazetteer.is_place(container) {
                *self.votes.entry(container).or_default() += weight;
            }
        }
    }

    pub(crate) fn votes(&self, entity: EntityNo) -> u32 {
        self.votes.get(&entity).copied().unwrap_or(0)
    }

    /// The place a deictic word stands for: of its levels, ending as it ends. What the option or the paper's own dateline
    /// says; else, for a bare 市, what the paragraph or the last one before it names, if the article names nothing twice
    /// as often; else the place with the most votes.
    pub(crate) fn place(&self, page: &Page<'_>, levels: Levels, word: Span) -> Option<EntityNo> {
        let text = word.of(page.text());
        let ending = text.trim_start_matches(['我', '本', '全']);
        let fits = |entity: EntityNo| {
            let entity = page.known.dictionary.entity(entity);
            entity.level.is_some() && levels.has(entity.level) && entity.named.name.ends_with(ending)
        };
        let best = self.most(fits);
        let told = best.is_some_and(|(_, votes)| votes >= DATELINE);
        let near = if told || ending != text { None } else { self.near(page, word.start, fits) };
        let rival = near.filter(|&near| best.is_some_and(|(_, votes)| 2 * self.votes(near) >= votes));
        rival.or(best.map(|(entity, _)| entity))
    }

    /// The place of the body that stands right before a level word, if the word is of its level: 周口市委 + 市政府.
    pub(crate) fn of_body_before(&self, page: &Page<'_>, levels: Levels, word: Span) -> Option<EntityNo> {
        let before = self.bodies.partition_point(|&(span, ..)| span.start < word.start);
        let &(span, _, place) = self.bodies[..before].last()?;
        let between = page.text().get(span.end as usize..word.start as usize)?;
        let [entity] = resolve(page, self, span.start, place)[..] else { return None };
        let found = page.known.dictionary.entity(entity);
        let fits = levels.has(found.level) && found.named.name.ends_with(word.of(page.text()));
        (fits && matches!(between, "" | "、")).then_some(entity)
    }

    /// The district that a text names with a body before it says 区 + body: 红山区文联 and then 区文联, whatever region it lies in.
    pub(crate) fn district(&self, page: &Page<'_>, body: u32, at: u32) -> Option<EntityNo> {
        let before = self.bodies.partition_point(|&(span, ..)| span.start < at);
        let same = |&&(_, other, _): &&(Span, u32, Place)| other == body;
        let &(span, _, place) = self.bodies[..before].iter().rev().take(LOOK_BACK).find(same)?;
        let [entity] = resolve(page, self, span.start, place)[..] else { return None };
        let found = page.known.dictionary.entity(entity);
        (found.level == Some(Level::County) && found.named.name.ends_with('区')).then_some(entity)
    }

    /// What fits with the most votes (ties: the first in the dictionary's order).
    fn most(&self, fits: impl Fn(EntityNo) -> bool) -> Option<(EntityNo, u32)> {
        let fitting = self.votes.iter().rev().filter(|&(&entity, _)| fits(entity));
        fitting.max_by_key(|&(_, &votes)| votes).map(|(&entity, &votes)| (entity, votes))
    }

    /// What fits best of the places named before `at` in the article's province, in the last paragraph that names any that
    /// fits: the one named most there, then in the article, then last.
    fn near(&self, page: &Page<'_>, at: u32, fits: impl Fn(EntityNo) -> bool) -> Option<EntityNo> {
        let dictionary = &page.known.dictionary;
        let province = self.most(|entity| dictionary.entity(entity).level == Some(Level::Province));
        let fits =
            |one: EntityNo| fits(one) && province.is_some_and(|(outer, _)| dictionary.lies_in(one, outer));
        let before = self.named.partition_point(|&(start, _)| start < at);
        let mut found: Vec<(EntityNo, u32)> = Vec::new();
        let mut from = 0;
        for &(start, place) in self.named[..before].iter().rev().take(LOOK_BACK) {
            if start < from {
                break;
            }
            for one in dictionary.containers(place).filter(|&one| fits(one)) {
                match found.iter_mut().find(|(other, _)| *other == one) {
                    Some((_, times)) => *times += 1,
                    None => found.push((one, 1)),
                }
                from = page.text()[..start as usize].rfind('\n').map_or(0, |end| end as u32);
            }
        }
        found.iter().rev().max_by_key(|&&(one, times)| (times, self.votes(one))).map(|&(one, _)| one)
    }

    /// The one of several homonyms whose container the sentence names before `at`; none if it names those of two.
    fn named_before(&self, page: &Page<'_>, at: u32, found: &[EntityNo]) -> Option<EntityNo> {
        let text = page.text();
        let near = (at as usize).saturating_sub(SENTENCE);
        let near = (near..at as usize).find(|&byte| text.is_char_boundary(byte)).unwrap_or(near);
        let sentence = near + text[near..at as usize].rfind(['。', '！', '？', '\n']).unwrap_or(0);
        let before = self.named.partition_point(|&(start, _)| start < at);
        let names = self.named[..before].iter().rev().take(LOOK_BACK);
        let mut told = None;
        for &(_, place) in names.take_while(|&&(start, _)| start as usize >= sentence) {
            let mut inside = found.iter().filter(|&&one| page.known.gazetteer.lies_in(one, place));
            if let (Some(&one), None) = (inside.next(), inside.next()) {
                if told.is_some_and(|other| other != one) {
                    return None;
                }
                told = Some(one);
            }
        }
        told
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

/// The one entity a candidate surely is, if its form names just one place or body.
fn certain(page: &Page<'_>, candidate: &Candidate) -> Option<EntityNo> {
    let (What::Listed { form } | What::Place(Place::Form { form, .. })) = candidate.what else {
        return None;
    };
    let longest = page.hits_at(candidate.span.start).first()?.span;
    let only = page.known.gazetteer.only_entity(form);
    only.filter(|_| longest == candidate.span || candidate.span.end > longest.end)
}

/// A place by any listed form; several candidates are none.
pub(crate) fn named(page: &Page<'_>, name: &str) -> Option<EntityNo> {
    let form = page.known.gazetteer.find(&crate::text::normal_form(name))?;
    let mut places = form.entities.iter().filter(|&&(e, _)| page.known.gazetteer.is_place(e));
    match (places.next(), places.next()) {
        (Some(&(entity, _)), None) => Some(entity),
        _ => None,
    }
}

/// The place that a place candidate at a byte means: the chain's outer form, then the sentence, then the votes decide
/// between homonyms.
pub(crate) fn resolve(page: &Page<'_>, home: &Home, at: u32, place: Place) -> Vec<EntityNo> {
    match place {
        Place::Form { form, outer } => {
            let mut found: Vec<EntityNo> = places_of(page, form).collect();
            if let Some(outer) = outer {
                let outers: Vec<EntityNo> = places_of(page, outer).collect();
                found.retain(|&inner| outers.iter().any(|&out| page.known.gazetteer.lies_in(inner, out)));
            }
            choose(page, home, at, found)
        }
        Place::Deictic { levels, word } => home.place(page, levels, word).into_iter().collect(),
    }
}

/// Of several entities that share the form at a byte, the one whose container the sentence has named, else the one whose
/// containers the article names most, those aside that all of them lie in; all of the best if tied.
pub(crate) fn choose(page: &Page<'_>, home: &Home, at: u32, mut found: Vec<EntityNo>) -> Vec<EntityNo> {
    if found.len() < 2 {
        return found;
    }
    if let Some(told) = home.named_before(page, at, &found) {
        return vec![told];
    }
    let dictionary = &page.known.dictionary;
    let support = |entity: EntityNo| {
        let all_lie_in = |outer: EntityNo| found.iter().all(|&one| dictionary.lies_in(one, outer));
        let containers = dictionary.containers(entity).skip(1).take_while(|&outer| !all_lie_in(outer));
        containers.map(|container| home.votes(container)).sum::<u32>()
    };
    let supports: Vec<u32> = found.iter().map(|&entity| support(entity)).collect();
    let most = supports.iter().copied().max().unwrap_or(0);
    if most > 0 {
        let mut supports = supports.into_iter();
        found.retain(|_| supports.next() == Some(most));
    }
    found
}
