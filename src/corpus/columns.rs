//! How wide the column is in which each line of a page is set, learned from the lines near it. What follows from it for the
//! paragraphs stands in `join`.

use std::ops::Range;

use super::cues::ends_sentence;
use super::lines::{INDENT, Line, Lines, Mark};

/// Most half cells by which lines that fill a column differ; a list of names is more ragged.
pub(super) const EVEN: u32 = 3;

/// Lines looked at on each side to learn the width of a column.
const AROUND: usize = 8;

/// Fewest lines that show how wide a page is set, and the least width they have.
const MEASURE: (usize, u32) = (5, 40);

/// How wide the column is around each line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) width: u32,
    wrap: Wrap,
    /// Two thirds of them fill it to the last cell: no list is so even.
    pub(super) even: bool,
    /// The page is set far wider.
    pub(super) narrow: bool,
}

/// Who tells that a text is hard-wrapped, since most lines around fill their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrap {
    Nobody,
    /// The lines of one side.
    Side,
    Around,
}

impl Column {
    /// The column of lines that stand near one another, by their width.
    fn of(near: &[Set]) -> Self {
        let Some(width) = near.get(near.len() * 7 / 10).map(|line| line.width) else {
            return Self { width: 0, wrap: Wrap::Nobody, even: false, narrow: false };
        };
        let count = |is: &dyn Fn(&Set) -> bool| near.iter().filter(|line| is(line)).count();
        let alike = count(&|line| line.width * 5 >= width * 4 && line.width * 8 <= width * 9);
        let even = count(&|line| line.width.abs_diff(width) <= EVEN);
        let ends = count(&|line| line.ends && line.width + EVEN < width);
        let wrapped = width <= 140 && alike * 2 >= near.len() && even * 3 >= near.len() && near.len() >= 3;
        let even = even * 3 >= (near.len() - ends) * 2;
        Self { width, wrap: if wrapped { Wrap::Around } else { Wrap::Nobody }, even, narrow: false }
    }

    /// Whether most lines around fill it.
    pub(super) fn is_wrapped(self) -> bool {
        self.wrap != Wrap::Nobody
    }

    /// Whether that is told by the lines of both sides.
    pub(super) fn is_inner(self) -> bool {
        self.wrap == Wrap::Around
    }

    pub(super) const fn is_full(self, line: &Line) -> bool {
        line.width * 5 >= self.width * 4
    }
    /// Full to the last cell or two: no room for the indent that begins a paragraph.
    pub(super) const fn is_brimful(self, line: &Line) -> bool {
        line.width + 3 >= self.width
    }
}

/// The column of each line. O(n).
pub(super) fn columns_of(page: &Lines) -> Vec<Column> {
    let mut columns = learned(page);
    fill_from_page(page, &mut columns);
    columns
}

/// The columns that the lines around tell.
fn learned(page: &Lines) -> Vec<Column> {
    let lines = &page.lines;
    let set: Vec<Set> =
        lines.iter().enumerate().map(|(index, line)| Set::of(line, page.text(index))).collect();
    let mut near: Vec<Set> = Vec::with_capacity(2 * AROUND + 1);
    let mut column = |around: Range<usize>| {
        near.clear();
        near.extend(set[around].iter().filter(|line| line.votes));
        near.sort_unstable_by_key(|line| line.width);
        Column::of(&near)
    };
    (0..lines.len())
        .map(|index| {
            let (first, end) = (index.saturating_sub(AROUND), lines.len().min(index + AROUND + 1));
            let both = column(first..end);
            if both.even && both.is_wrapped() {
                return both;
            }
            // Where a column ends and another begins, one side tells.
            let mut sides = [index..end, first..index + 1].into_iter().filter(|side| side.len() > AROUND / 2);
            let side =
                sides.find_map(|side| Some(column(side)).filter(|side| side.even && side.is_wrapped()));
            match side {
                Some(side) if both.is_wrapped() => side,
                Some(side) => Column { wrap: Wrap::Side, ..side },
                None => both,
            }
        })
        .collect()
}

/// What a line tells of the column around it.
#[derive(Clone, Copy)]
struct Set {
    /// With the indent that begins a paragraph.
    width: u32,
    /// It may end a paragraph: where it is short, no list is ragged by it.
    ends: bool,
    votes: bool,
}

impl Set {
    fn of(line: &Line, text: &str) -> Self {
        Self {
            width: line.width + INDENT * u32::from(line.indent),
            ends: ends_sentence(text),
            votes: matches!(line.mark, Mark::None | Mark::Row),
        }
    }
}

/// Among short items the lines around do not tell the column: a line that fills the page's and ends no sentence still goes on,
/// and one of a ragged list does not.
fn fill_from_page(page: &Lines, columns: &mut [Column]) {
    let Some(width) = measure(&page.lines) else { return };
    for (index, (line, column)) in page.lines.iter().zip(columns).enumerate() {
        let full = line.width.abs_diff(width) <= EVEN && line.mark == Mark::None;
        if full && !column.is_wrapped() && !ends_sentence(page.text(index)) {
            *column = Column { width, wrap: Wrap::Around, even: true, narrow: false };
        }
        column.narrow = line.width * 10 < width * 8;
        if !column.even && column.width * 10 < width * 8 {
            column.wrap = Wrap::Nobody;
        }
    }
}

/// The width that most long lines of a page have, if hardly any is longer.
fn measure(lines: &[Line]) -> Option<u32> {
    let set = lines.iter().filter(|line| line.mark == Mark::None && (MEASURE.1..=140).contains(&line.width));
    let mut widths: Vec<u32> = set.map(|line| line.width).collect();
    widths.sort_unstable();
    let widest = *widths.get(widths.len().checked_sub(1 + widths.len() / 20)?)?;
    let alike = widths.iter().filter(|width| width.abs_diff(widest) <= EVEN).count();
    (alike >= MEASURE.0 && alike * 2 >= widths.len()).then_some(widest)
}
