//! What the rules propose and why, for explanations and for fitting the points.

use super::floor::Floor;
use super::{Listed, Table, taken};
use crate::dictionary::{Kind, Stand};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Span;

/// The clues of one proposal, for explanations and for fitting the points.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The rule.
    pub rule: &'static str,
    /// The kind it would have.
    pub kind: Kind,
    /// Bytes of the text.
    pub span: Span,
    /// Names of the clues found.
    pub clues: Vec<&'static str>,
    /// Words in and beside it, where they stand, and their points.
    pub words: Vec<(Stand, String, i32)>,
    /// The sum of their points.
    pub sum: i32,
}

/// Every proposal of every rule for names that are not listed, whatever its sum.
pub(crate) fn proposed(
    table: &Table,
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    f: &mut dyn FnMut(Proposed),
) {
    for rule in table {
        (rule.propose)(page, letters, &Floor::new(Vec::new(), listed), &mut |start, end, evidence| {
            let span = letters.span(start, end);
            if !taken(page, letters, listed, (start, end), &rule.kind) {
                let (clues, sum) = (evidence.names().collect(), evidence.sum(&rule.points));
                let words = evidence.parts().iter().map(|part| {
                    let text = letters.span(part.start as usize, part.end as usize).of(page.text());
                    (part.stand, text.to_owned(), part.points_of(&rule.points))
                });
                let (words, span) = (words.collect(), page.normal.to_source(span));
                f(Proposed { rule: rule.id, kind: rule.kind.clone(), span, clues, words, sum });
            }
        });
    }
}
