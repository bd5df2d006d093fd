//! The regular bodies of a page: what ends with one is no name of its own.

use rustc_hash::FxHashMap;

use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{places::community, stops};
use crate::text::Span;

/// The regular bodies of a page by their ends: where each starts, and whether its place is told by more than a level.
#[derive(Default)]
pub(in crate::recognise::rules) struct Bodies(FxHashMap<u32, (u32, bool)>);

impl Bodies {
    pub(in crate::recognise::rules) fn of(page: &Page<'_>, candidates: &[Candidate]) -> Self {
        let mut found = FxHashMap::default();
        for candidate in candidates.iter().filter(|c| c.open()) {
            if let What::Body { place, .. } = candidate.what {
                let whole = !matches!(place, Place::Deictic { word, .. } if is_level(page, word));
                let body = found.entry(candidate.span.end).or_insert((candidate.span.start, whole));
                if whole || !body.1 {
                    *body = (candidate.span.start, whole);
                }
            }
        }
        Self(found)
    }

    /// Whether a regular body ends a longer span. 市公安局 may be the end of a longer name, unless another body stands
    /// right before it (县实验中学 + 县供电公司), or a verb does, and another body before that: 市总工会 + 联合 + 市人社局.
    pub(in crate::recognise::rules) fn ends_with_one(
        &self,
        page: &Page<'_>,
        letters: &Letters,
        span: Span,
    ) -> bool {
        self.0.get(&span.end).is_some_and(|&(start, whole)| {
            let own = || self.0.contains_key(&start) || stops::acts(page, letters, letters.number(start));
            start > span.start && (whole || own())
        })
    }
}

/// Whether a word for a place is only a level, which may end the name of one: 市, 社区, but not 我市.
fn is_level(page: &Page<'_>, word: Span) -> bool {
    let community =
        || page.hits_at(word.start).iter().any(|hit| hit.span == word && community::is_suffix(page, hit));
    word.len() == 3 || community()
}
