//! The hits of an article by what rules look for among them: most rules want those of one use, of which most texts have few.

use crate::dictionary::{Hit, Use};

/// The uses that rules look for.
const SORTED: Use = Use::PLACE
    .with(Use::SHORT_FORM)
    .with(Use::TITLE_AFTER)
    .with(Use::HEAD)
    .with(Use::BODY_SUFFIX)
    .with(Use::PLACE_SUFFIX)
    .with(Use::SITE)
    .with(Use::NATURAL)
    .with(Use::RARE);

/// The hits of each of these, in order of the text.
#[derive(Default)]
pub(crate) struct Sorted([Vec<Hit>; Use::NUMBERS]);

impl Sorted {
    /// Sorts the hits of an article.
    pub(crate) fn fill(&mut self, hits: &[Hit]) {
        self.0.iter_mut().for_each(Vec::clear);
        for hit in hits {
            for number in hit.uses.numbers(SORTED) {
                self.0[number].push(*hit);
            }
        }
    }

    /// The hits with a use, one that rules look for.
    #[inline]
    pub(crate) fn hits(&self, sort: Use) -> &[Hit] {
        debug_assert!(sort.is_one() && SORTED.has(sort), "sorted as the text is read");
        &self.0[sort.number()]
    }
}
