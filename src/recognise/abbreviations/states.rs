//! The states that an article names in full: whether 乌 is 乌克兰 or 乌兹别克斯坦 there, and whether 斯方 says anything.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::super::page::Page;
use crate::dictionary::{Abbreviation, AbbreviationUse, Dictionary, EntityNo, Gazetteer, Hit, Kind, Use};
use crate::text::{Span, normal_form};

/// How often an article names each place, counted when it is first asked.
#[derive(Default)]
pub(in crate::recognise) struct States<'a> {
    named: OnceCell<FxHashMap<&'a str, u32>>,
}

impl<'a> States<'a> {
    /// What a character stands for in a run of letters: what its neighbour makes of it (巴 + 以), else what it is in this article.
    pub(super) fn in_run(
        &self,
        page: &Page<'a>,
        run: &[(Span, char)],
        at: usize,
    ) -> Option<(&'a Abbreviation, bool)> {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|n| run.get(n));
        let near: Vec<char> = near.map(|&(_, c)| c).collect();
        let told = states(page, run[at].1).find(|place| near.iter().any(|&c| place.beside.contains(c)));
        let (span, c) = run[at];
        let (before, behind) = (&page.text()[..span.start as usize], &page.text()[span.end as usize..]);
        // 中欧 + 班列.
        let other = |place: &Abbreviation| place.is_other(before, behind, [true; 2]);
        told.map(|place| (place, true)).or_else(|| self.of(page, c)).filter(|(place, _)| !other(place))
    }

    /// The state a character stands for in this article, and whether the article names it: of several the one named most.
    pub(super) fn of(&self, page: &Page<'a>, c: char) -> Option<(&'a Abbreviation, bool)> {
        let states = || states(page, c);
        let best = states().map(|place| (self.times(page, &place.name), place));
        let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
            Some((times, place)) if times > 0 => Some((place, true)),
            _ => states().find(|place| place.use_of != AbbreviationUse::Named).map(|place| (place, false)),
        }
    }

    /// The state a character stands for, if the article names it.
    pub(super) fn named(&self, page: &Page<'a>, c: char) -> Option<&'a Abbreviation> {
        self.of(page, c).filter(|&(_, named)| named).map(|(place, _)| place)
    }

    fn times(&self, page: &Page<'a>, name: &str) -> u32 {
        self.named.get_or_init(|| count(page)).get(name).copied().unwrap_or(0)
    }
}

/// The states a character may stand for.
fn states<'a>(page: &Page<'a>, c: char) -> impl Iterator<Item = &'a Abbreviation> + use<'a> {
    let all = page.known.dictionary.rules.abbreviations.get(&c).into_iter().flatten();
    all.filter(|place| place.country && place.use_of != AbbreviationUse::Single)
}

/// The forms of a dictionary that name a state with a letter of its own, and nothing else.
pub(crate) fn forms(dictionary: &Dictionary, gazetteer: &Gazetteer) -> FxHashMap<u32, EntityNo> {
    let letters = dictionary.rules.abbreviations.values().flatten().filter(|place| place.country);
    let mut forms = FxHashMap::default();
    for state in letters {
        let found =
            gazetteer.number_of(&normal_form(&state.name)).and_then(|form| gazetteer.only_entity(form));
        let Some(entity) = found.filter(|&entity| gazetteer.is_place(entity)) else { continue };
        let named = &dictionary.entity(entity).named;
        for name in named.aliases.iter().chain([&named.name]) {
            let form = gazetteer.number_of(&normal_form(name));
            forms.extend(
                form.filter(|&form| gazetteer.only_entity(form) == Some(entity)).map(|form| (form, entity)),
            );
        }
    }
    forms
}

/// How often each state is named, by listed names that no longer one begins with but a body's: 乌克兰武装部队总参谋部 names 乌克兰.
fn count<'a>(page: &Page<'a>) -> FxHashMap<&'a str, u32> {
    let mut times = FxHashMap::default();
    let (mut reach, mut body) = (0, u32::MAX);
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::NAME)) {
        let inside = hit.span.end <= reach && hit.span.start != body;
        if hit.span.end > reach && is_body(page, hit) {
            body = hit.span.start;
        }
        reach = reach.max(hit.span.end);
        let state = page.known.states.get(&hit.form).filter(|_| !inside);
        if let Some(&entity) = state {
            *times.entry(page.known.dictionary.entity(entity).named.name.as_str()).or_default() += 1;
        }
    }
    times
}

fn is_body(page: &Page<'_>, hit: &Hit) -> bool {
    page.known.gazetteer.only_kind(hit.form) == Some(&Kind::ORGANISATION)
}
