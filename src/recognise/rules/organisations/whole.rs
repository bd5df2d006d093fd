//! What the rules that find a body as a whole, without weighing evidence, make of a stretch of letters.

use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::verdict;

/// A rule for whole bodies.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    /// The rule's id on its mentions.
    pub(super) rule: &'static str,
    /// Points of evidence of each body.
    pub(super) points: i32,
    /// What a body is worth beyond its length.
    pub(super) beyond: i32,
}

impl Whole {
    /// The body that stands at a stretch of letters.
    pub(super) fn body(self, page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Candidate {
        let body = Candidate::made(page.text(), letters.span(start, end), Kind::ORGANISATION, self.rule);
        body.scored(self.score(end - start)).supported(self.points)
    }

    /// What a body of so many characters is worth.
    pub(super) fn score(self, chars: usize) -> i32 {
        verdict::base(chars) + self.beyond
    }
}
