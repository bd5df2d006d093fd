//! A page as its passages, and the runs of body passages between its headings.

use std::ops::Range;

use super::join::{Part, Passage};
use super::lines::Lines;
use crate::text::Span;

/// Lines wider than this are no column of print, in half cells.
const WIDEST_COLUMN: u32 = 180;

/// A page as its passages.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) lines: &'a Lines,
    pub(super) passages: &'a [Passage],
}

impl<'a> Page<'a> {
    /// The text of a passage as cleaned, its lines run together.
    pub(super) fn text(self, index: usize) -> &'a str {
        let passage = &self.passages[index];
        let lines = &self.lines.lines;
        Span::new(lines[passage.first].at.start, lines[passage.last].at.end).of(&self.lines.clean.text)
    }

    pub(super) fn is_head(self, index: usize) -> bool {
        match self.passages[index].part {
            Part::Heading(_) | Part::Byline => !self.is_continued(index),
            // The day of the page, above its headlines.
            Part::Stamp => self.passages.get(index + 1).is_some_and(|next| {
                matches!(next.part, Part::Heading(_) | Part::Byline) && !self.is_continued(index + 1)
            }),
            _ => false,
        }
    }

    pub(super) fn level(self, index: usize) -> Option<u8> {
        match self.passages[index].part {
            Part::Heading(level) => Some(level),
            _ => None,
        }
    }

    pub(super) fn is_continued(self, index: usize) -> bool {
        self.lines.lines[self.passages[index].first].continued
    }

    /// Width of the widest line, where there are several.
    pub(super) fn frame(self, index: usize) -> Option<u32> {
        let passage = &self.passages[index];
        let lines = &self.lines.lines[passage.first..=passage.last];
        let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
        (lines.len() > 1 && widest <= WIDEST_COLUMN).then_some(widest)
    }
}

/// Body passages that follow each other without a heading or a sure border between them.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) passages: Range<usize>,
    /// An article surely begins with it.
    pub(super) begins: bool,
}
