//! What a word for a level stands for, where the text names no place with it: 我市, 市政府, 区文联.

use super::filed::DATELINE;
use super::homonyms::resolve;
use super::{Home, LOOK_BACK};
use crate::dictionary::{EntityNo, Level, Levels};
use crate::recognise::candidate::Place;
use crate::recognise::page::Page;
use crate::text::Span;

/// What the committee of a region is called, and that of no district: 区党委, but 区委.
const PARTY: &str = "党委";

impl Home {
    /// The place a deictic word stands for: of its levels, ending as it ends. For a bare 区, the district that was named last
    /// before it; else what the option or the paper's own dateline says; else, for a bare 市, what the paragraph or the last one before it names, if the article names nothing twice
    /// as often; else the place with the most votes.
    pub(crate) fn place(&self, page: &Page<'_>, levels: Levels, word: Span) -> Option<EntityNo> {
        let text = word.of(page.text());
        let ending = text.trim_start_matches(['我', '本', '全']);
        let fits = |entity: EntityNo| {
            let entity = page.known.dictionary.entity(entity);
            entity.level.is_some() && levels.has(entity.level) && entity.named.name.ends_with(ending)
        };
        if ending == text
            && let Some(own) = self.own_district(page, levels, word)
        {
            return Some(own);
        }
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

    /// The district that 区 means: the one named last before it, in the last paragraph that names one or the region itself, unless
    /// that names the region more often.
    fn own_district(&self, page: &Page<'_>, levels: Levels, word: Span) -> Option<EntityNo> {
        let both = levels.has(Some(Level::Province)) && levels.has(Some(Level::County));
        let behind = &page.text()[word.end as usize..];
        if !both || word.of(page.text()) != "区" || behind.starts_with(PARTY) {
            return None;
        }
        let before = self.named.partition_point(|&(start, _)| start < word.start);
        let (mut from, mut own, mut times, mut region) = (0, None, 0, 0);
        for &(start, place) in self.named[..before].iter().rev().take(LOOK_BACK) {
            if start < from {
                break;
            }
            let named = page.known.dictionary.entity(place);
            match named.level.filter(|_| named.named.name.ends_with('区')) {
                Some(Level::County) if own.is_none_or(|own| own == place) => {
                    (own, times) = (Some(place), times + 1);
                }
                Some(Level::Province) => region += 1,
                _ => continue,
            }
            let line = self.ends.partition_point(|&end| end < start);
            from = self.ends[..line].last().copied().unwrap_or(0);
        }
        own.filter(|_| times >= region)
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
                let line = self.ends.partition_point(|&end| end < start);
                from = self.ends[..line].last().copied().unwrap_or(0);
            }
        }
        found.iter().rev().max_by_key(|&&(one, times)| (times, self.votes(one))).map(|&(one, _)| one)
    }
}
