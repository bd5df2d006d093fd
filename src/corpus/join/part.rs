//! What each paragraph of a page is to it: text, a heading, who wrote, when.

use super::{Joiner, Passage};
use crate::corpus::cues::{
    ends_loosely, ends_sentence, is_byline, is_credit, is_editors, is_signature, item, like_heading, width,
};
use crate::corpus::lines::Mark;
use crate::corpus::rows::is_row_of_names;
use crate::text::Span;

/// What a paragraph is to its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus) enum Part {
    Body,
    /// Level 1–6 by Markdown, 7 all bold, 8 by its look, 9 a numbered item.
    Heading(u8),
    /// Who wrote, in a line of its own.
    Byline,
    /// All in brackets: who wrote, which agency, when; or who made up the page.
    Credit,
    /// When the page or notice was published, in a line of its own.
    Stamp,
}

impl Joiner<'_> {
    /// Tells for each paragraph what it is, and of those with several lines in what column they are set.
    pub(super) fn tell_parts(&self, passages: &mut [Passage]) {
        for index in 0..passages.len() {
            let after_heading = index > 0 && matches!(passages[index - 1].part, Part::Heading(_));
            let passage = &mut passages[index];
            passage.part = self.part(passage, after_heading);
            if passage.last > passage.first {
                passage.column = self.columns[passage.first].width;
            }
        }
        // Who signs above the last line, the day, is no heading.
        if let [.., body, signature, last] = passages
            && last.part == Part::Stamp
            && body.part == Part::Body
            && matches!(signature.part, Part::Heading(8))
        {
            signature.part = Part::Credit;
        }
    }

    fn part(&self, passage: &Passage, after_heading: bool) -> Part {
        let line = &self.page.lines[passage.first];
        let end = self.page.lines[passage.last].at.end;
        let text = Span::new(line.at.start, end).of(&self.page.clean.text);
        match line.mark {
            Mark::Heading(level) => Part::Heading(level),
            Mark::Item => Part::Body,
            Mark::Letterspaced => Part::Heading(8),
            Mark::None | Mark::Row if self.is_stamp(passage.first) => Part::Stamp,
            Mark::None | Mark::Row if is_credit(text) || is_editors(text) => Part::Credit,
            Mark::None | Mark::Row if is_byline(text) || after_heading && is_signature(text) => Part::Byline,
            Mark::None | Mark::Row => self.body_or_heading(passage, text),
        }
    }

    /// What a paragraph is by its look.
    fn body_or_heading(&self, passage: &Passage, text: &str) -> Part {
        if self.in_table(passage) || ends_sentence(text) || ends_loosely(text) && !text.ends_with("——") {
            return Part::Body;
        }
        if item(text).is_some() && width(text) <= 90 {
            return Part::Heading(9);
        }
        let spaced = self.page.lines[passage.last].mark == Mark::Letterspaced;
        let lines = passage.last - passage.first + 1;
        let like = || like_heading(text) || lines > 1 && self.is_short(passage);
        if spaced || lines <= 4 && width(text) <= 120 && like() { Part::Heading(8) } else { Part::Body }
    }

    /// Whether a row stands beside another one; a line of names may be one of the two.
    fn in_table(&self, passage: &Passage) -> bool {
        let names = |index: usize| index < self.page.lines.len() && is_row_of_names(self.page.text(index));
        let beside = |index: usize| {
            let (own, other) = (self.is_row(passage.first), self.is_row(index));
            own && (other || names(index)) || other && names(passage.first)
        };
        passage.first.checked_sub(1).is_some_and(beside) || beside(passage.last + 1)
    }
}
