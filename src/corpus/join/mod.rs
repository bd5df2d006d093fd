//! Which lines of a page make one paragraph.
//!
//! The page is read as a compositor sets it: in a column most lines are equally wide, so a line that fills its column goes
//! on in the next, and a shorter one ends a paragraph or is a heading. The width is learned near each line, since columns
//! narrow beside pictures. Words decide where widths do not: a sentence that has not ended goes on even behind a blank line.
//! What the paragraphs are is told in `join/part.rs`.

mod part;

use super::columns::{Column, EVEN, columns_of};
use super::cues::{
    ends_loosely, ends_sentence, is_byline, is_credit, is_editors, item, leaves_open, like_heading,
    spaced_clauses, width,
};
use super::date::{STAMP, dateline, is_bare_stamp, is_particular, stamp};
use super::lines::{INDENT, Line, Lines, Mark};
use super::lists;
use super::rows::{is_labelled, is_line_of_names};

pub(super) use part::Part;

/// Lines of a page below which a day behind 时间 alone is no longer that of publication.
const BELOW: usize = 3;

/// Lines `first..=last` of a page, one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) first: usize,
    pub(super) last: usize,
    /// All its lines are as wide as the first with an indent.
    pub(super) even: bool,
    pub(super) part: Part,
    /// Of the column it is set in, in half cells; 0 if it has a single line.
    pub(super) column: u32,
}

impl Passage {
    const fn of(line: usize) -> Self {
        Self { first: line, last: line, even: true, part: Part::Body, column: 0 }
    }

    /// Whether a line that does not fill its column ends in the midst of a heading: words are parted there.
    pub(super) const fn is_set_apart(&self, line: &Line) -> bool {
        matches!(self.part, Part::Heading(_)) && line.width * 5 < self.column * 4
    }
}

/// Groups the lines into paragraphs. O(n).
pub(super) fn passages_of(page: &Lines) -> Vec<Passage> {
    let columns = columns_of(page);
    let items = lists::items(page);
    let joiner = Joiner { page, columns: &columns, items: &items };
    let mut passages = joiner.passages();
    joiner.tell_parts(&mut passages);
    passages
}

/// Each line a paragraph of its own.
pub(super) fn line_passages(page: &Lines) -> Vec<Passage> {
    (0..page.lines.len()).map(Passage::of).collect()
}

struct Joiner<'a> {
    page: &'a Lines,
    columns: &'a [Column],
    /// Which lines are items of a list of bodies.
    items: &'a [bool],
}

impl Joiner<'_> {
    fn passages(&self) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let mut open = false;
        for index in 0..self.page.lines.len() {
            match passages.last_mut() {
                Some(passage) if self.joins(passage, index, open) => {
                    passage.last = index;
                    passage.even &= self.is_even(passage, index);
                }
                _ => {
                    open = false;
                    passages.push(Passage::of(index));
                }
            }
            open = leaves_open(self.page.text(index), open);
        }
        passages
    }

    /// Whether line `next` goes on where `passage` stops; `open` says that a bracket or quote stands open there.
    fn joins(&self, passage: &Passage, next: usize, open: bool) -> bool {
        let last = passage.last;
        if self.stand_apart(last, next) {
            return false;
        }
        let (a, b) = (&self.page.lines[last], &self.page.lines[next]);
        let (text, next_text) = (self.page.text(last), self.page.text(next));
        if a.mark == Mark::Letterspaced || b.mark == Mark::Letterspaced {
            let single = passage.first == last && like_heading(text) && b.mark == Mark::Letterspaced;
            return !b.gap && (single || self.heading_goes_on(passage, next));
        }
        if self.is_stamp(last) || self.is_stamp(next) {
            return false;
        }
        if dateline(text).is_some() && width(text) <= 30 {
            return !is_credit(text);
        }
        if is_byline(next_text) || dateline(next_text).is_some() || is_editors(next_text) {
            return false;
        }
        let stops = ends_sentence(text);
        if open && !stops {
            return true;
        }
        let dashed = next_text.starts_with("——") && !self.columns[last].is_full(a);
        if is_byline(text) || is_credit(text) || is_editors(text) || dashed {
            return false;
        }
        if stops { self.goes_on_behind_stop(last, next) } else { self.goes_on(passage, next) }
    }

    /// Whether two lines are of different paragraphs whatever sentence they hold: by their marks, or as parts of a list.
    fn stand_apart(&self, last: usize, next: usize) -> bool {
        let (a, b) = (&self.page.lines[last], &self.page.lines[next]);
        let (text, next_text) = (self.page.text(last), self.page.text(next));
        matches!(b.mark, Mark::Heading(_) | Mark::Item)
            || b.continued
            || b.indent
            || self.items[last]
            || self.items[next]
            || self.are_rows(last, next)
            || matches!(a.mark, Mark::Heading(_))
            || is_line_of_names(text)
            || is_labelled(text)
            || is_line_of_names(next_text)
            || self.is_signed(last, next)
    }

    /// Whether a row of a table stands in one of two lines; a lone one behind a full line is none.
    fn are_rows(&self, last: usize, next: usize) -> bool {
        let begins = |line: &Line| self.is_row(next + 1) || !self.columns[last].is_full(line);
        let line = &self.page.lines[last];
        self.is_row(next) && (self.is_row(last) || begins(line))
            || self.is_row(last) && last > 0 && self.is_row(last - 1)
    }

    /// A sentence has ended with line `last`: the paragraph goes on if the line is full, the next follows at once and does
    /// not begin with an indent.
    fn goes_on_behind_stop(&self, last: usize, next: usize) -> bool {
        let column = self.columns[last];
        !self.page.lines[next].gap
            && column.is_inner()
            && column.is_brimful(&self.page.lines[last])
            && !self.begins_paragraph(next)
            && item(self.page.text(next)).is_none()
    }

    /// Whether line `index` is narrower than its column by an indent, with a full line behind it.
    fn begins_paragraph(&self, index: usize) -> bool {
        let line = &self.page.lines[index];
        let column = self.columns[index];
        let short = line.width + 3 <= column.width && !ends_sentence(self.page.text(index));
        short && self.page.lines.get(index + 1).is_some_and(|behind| behind.width >= line.width + 2)
    }

    /// No sentence has ended with the passage's last line: it goes on, unless it is a heading or the like.
    fn goes_on(&self, passage: &Passage, next: usize) -> bool {
        let last = passage.last;
        let (a, b) = (&self.page.lines[last], &self.page.lines[next]);
        let (text, next_text) = (self.page.text(last), self.page.text(next));
        let column = self.columns[last];
        if ends_loosely(text) && (b.gap || item(next_text).is_some()) {
            return b.gap
                && column.is_wrapped()
                && column.is_brimful(a)
                && !self.begins_paragraph(next)
                && column.is_brimful(b);
        }
        if column.is_wrapped() && column.is_full(a) {
            let single = passage.first == last && like_heading(text);
            return !(single && (spaced_clauses(text) || a.width * 8 > column.width * 9));
        }
        if item(next_text).is_some() {
            return false;
        }
        if self.is_set_with_indent(passage, next) {
            return true;
        }
        if column.narrow && !column.is_wrapped() {
            return !b.gap && like_heading(text) && self.heading_goes_on(passage, next);
        }
        if passage.first == last && self.is_set_off_late(last, next) {
            return true;
        }
        if passage.first < last && !self.is_short(passage) {
            return !b.gap || !like_heading(next_text);
        }
        if like_heading(text) || self.is_short(passage) && passage.first < last {
            return !b.gap && self.heading_goes_on(passage, next);
        }
        // （一）聚力工业强县。持续推进…: what goes on behind a stop is no heading.
        let numbered = item(self.page.text(passage.first)).is_some() && a.width <= 90 && !text.contains('。');
        !numbered || !b.gap && b.width < a.width
    }

    /// Whether a passage begins with an indent, all its lines are as wide with it as the first, and the next line is so too or
    /// ends a sentence: a column shows that much of itself, whatever stands around it.
    fn is_set_with_indent(&self, passage: &Passage, next: usize) -> bool {
        let lines = &self.page.lines;
        let first = &lines[passage.first];
        let shorter = lines[next].width < first.width && ends_sentence(self.page.text(next));
        first.indent && passage.even && !lines[next].gap && (self.is_even(passage, next) || shorter)
    }

    fn is_even(&self, passage: &Passage, line: usize) -> bool {
        let width = |line: usize| self.page.lines[line].width;
        width(line).abs_diff(width(passage.first) + INDENT) <= EVEN
    }

    /// Some extractions set the blank line before a paragraph behind its first line: the line follows the end of a paragraph
    /// at once, and the blank line and a body follow it.
    fn is_set_off_late(&self, last: usize, next: usize) -> bool {
        let lines = &self.page.lines;
        let after_body = !lines[last].gap && last > 0 && ends_sentence(self.page.text(last - 1));
        after_body && lines[next].gap && !like_heading(self.page.text(next))
    }

    /// Whether a heading of several short lines goes on in line `next`.
    fn heading_goes_on(&self, passage: &Passage, next: usize) -> bool {
        let line = &self.page.lines[next];
        let text = self.page.text(next);
        let lines = passage.last - passage.first + 1;
        let set = passage.first.checked_sub(1).is_some_and(|above| {
            let above = &self.page.lines[above];
            matches!(above.mark, Mark::Heading(_)) && line.mark == Mark::None
        });
        lines < 4
            && !set
            && self.is_short(passage)
            && !ends_sentence(text)
            && !text.contains('：')
            && !is_byline(text)
            && (line.mark == Mark::Letterspaced || !self.columns[next].is_full(line))
    }

    /// Whether no line of the passage fills its column.
    fn is_short(&self, passage: &Passage) -> bool {
        (passage.first..=passage.last).all(|index| {
            let line = &self.page.lines[index];
            line.mark == Mark::Letterspaced || !self.columns[index].is_full(line)
        })
    }

    /// Whether a list of bodies ends with a line and the body that made it up stands alone in the next, the last before a gap.
    fn is_signed(&self, last: usize, next: usize) -> bool {
        let lines = &self.page.lines;
        let over = lines.get(next + 1).is_none_or(|line| line.gap) || self.is_stamp(next + 1);
        over && lists::ends_list(self.page.text(last)) && lists::is_body(self.page, next)
    }

    /// Whether a line says when the page was published, and nothing else.
    fn is_stamp(&self, index: usize) -> bool {
        self.page.lines[index].width <= STAMP
            && stamp(self.page.text(index)).is_some()
            && !(is_bare_stamp(self.page.text(index)) && self.is_of_a_meeting(index))
    }

    /// Whether a day stands among other particulars, or far below the headline: 时间：2024-05-06 before 地点：….
    fn is_of_a_meeting(&self, index: usize) -> bool {
        let tells = |index: usize| {
            let text = self.page.lines.get(index).map(|_| self.page.text(index).trim());
            text.is_some_and(|text| is_particular(text) && !is_byline(text))
        };
        index > BELOW || tells(index + 1) || index > 0 && tells(index - 1)
    }

    fn is_row(&self, index: usize) -> bool {
        self.page.lines.get(index).is_some_and(|line| line.mark == Mark::Row)
    }
}
