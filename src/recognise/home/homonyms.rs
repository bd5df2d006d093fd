//! Which of several entities with one name a text means: that which lies in what the sentence or the article names.

use super::{Home, LOOK_BACK};
use crate::dictionary::EntityNo;
use crate::recognise::candidate::Place;
use crate::recognise::listed::places_of;
use crate::recognise::page::Page;
use crate::text::boundary_behind;

/// Bytes looked back on at most for the beginning of a sentence.
const SENTENCE: usize = 6_000;

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

impl Home {
    /// The one of several homonyms whose container the sentence names before `at`; none if it names those of two.
    fn named_before(&self, page: &Page<'_>, at: u32, found: &[EntityNo]) -> Option<EntityNo> {
        let text = page.text();
        let near = boundary_behind(text, (at as usize).saturating_sub(SENTENCE));
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
