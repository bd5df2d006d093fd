//! The cells of rows as names: rolls, whose lines hold nothing but names, and the first column of a table. What the lone characters
//! of any other line are stands in `lone`.

use super::words::is_cue;
use super::{is_word, narrow};
use crate::dictionary::{Class, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, is_han};

/// Least names of a roll, and of one that a label heads or that goes on from the line above.
const ROLL: usize = 4;
const TOLD: usize = 2;
/// Least names of a column.
const COLUMN: usize = 3;

/// The first cell of a line, if it is as long as names are and more follows behind white space or an aside.
pub(super) fn first(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> Option<(usize, usize)> {
    let (stop, name) = (start < end).then(|| cell(page, letters, start, end))??;
    let apart = stop + 2 < end && (page.space_at(letters.at[stop]) || letters.chars[stop] == '（');
    (name && apart).then_some((start, stop))
}

/// The cells of a column of names: at least three, most of which begin with a surname and are no everyday word or place.
pub(super) fn of_column(
    page: &Page<'_>,
    letters: &Letters,
    cells: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let names = cells.iter().filter(|&&cell| is_likely(page, letters, cell)).count();
    if names < COLUMN || names * 4 < cells.len() * 3 {
        return Vec::new();
    }
    // 经各县（市）推荐.
    let points = |&n: &usize| page.class(letters.chars[n]).has(Class::POINTER);
    let name = |&(start, stop): &(usize, usize)| {
        named(page, letters, (start, stop)) && !(start..stop).any(|n| points(&n))
    };
    cells.into_iter().filter(name).collect()
}

/// Whether a cell begins like a name and is neither an everyday word nor a place.
fn is_likely(page: &Page<'_>, letters: &Letters, (start, stop): (usize, usize)) -> bool {
    let word = letters.word(start);
    named(page, letters, (start, stop))
        && (word.end < stop || word.tag == Tag::Person)
        && !page.fills(letters.span(start, stop), Use::PLACE)
}

/// The names of a line that is a roll: at least four, most of which begin with a surname or bear a dot; fewer, all of which do, behind a
/// label (优秀奖　丁如意 常乐) or where the roll `goes_on`.
pub(super) fn of_roll(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    goes_on: bool,
) -> Option<Vec<(usize, usize)>> {
    let mut at = (start..end).rev().find(|&n| letters.chars[n] == '：').map_or(start, |n| n + 1);
    let (mut names, mut likely, mut words) = (Vec::new(), 0, 0);
    let label = label(page, letters, (at, end));
    at = label.unwrap_or(at);
    while at < end {
        if letters.chars[at] == '（' {
            at = (at..end).find(|&n| letters.chars[n] == '）')? + 1;
            continue;
        }
        let (stop, long) = cell(page, letters, at, end)?;
        if long && !is_cue(page, letters, at, stop) {
            let whole = letters.span(at, stop);
            likely += usize::from(named(page, letters, (at, stop)));
            words += usize::from(!page.space_inside(whole) && is_word(whole.of(page.text())));
            names.push((at, stop));
        }
        at = stop;
    }
    // 日期　时段　线路　停电范围 is the head of a table.
    let whole = names.len() >= ROLL && likely * 4 >= names.len() * 3 && words * 2 <= names.len();
    let told = || names.len() >= TOLD && likely == names.len() && words * 3 <= names.len();
    (whole || (label.is_some() || goes_on) && told()).then_some(names)
}

/// Where the names begin behind a label that says what they have won: 优秀奖　.
fn label(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<usize> {
    let (stop, _) = (start < end).then(|| cell(page, letters, start, end))??;
    let text = letters.span(start, stop).of(page.text());
    (stop < end && page.signs().has(Sign::Column, text)).then_some(stop)
}

/// The end of the piece that starts at a character, or of two or three lone ones, and whether it is as long as names are.
fn cell(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> Option<(usize, bool)> {
    let piece = |at: usize| {
        let inside = |n: usize| is_han(letters.chars[n]) || letters.chars[n] == '·';
        let apart = |n: usize| n > at && page.space_at(letters.at[n]);
        (at..end).find(|&n| !inside(n) || apart(n)).unwrap_or(end)
    };
    let stop = piece(at);
    match stop - at {
        0 => None,
        1 => {
            let lone = |n: usize| n < end && piece(n) == n + 1 && narrow(page, letters, n);
            // 石 润 生 before a wide gap, a mark or the end; 张 伟 李 娜 are two.
            let last = stop + 1;
            let third = lone(stop) && lone(last) && (last + 1 >= end || !narrow(page, letters, last + 1));
            lone(stop).then_some((last + usize::from(third), true))
        }
        2..=4 => Some((stop, true)),
        _ => Some((stop, letters.chars[at..stop].contains(&'·'))),
    }
}

/// Whether a cell begins with a surname or bears a dot.
fn named(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let dotted = letters.chars[start..end].contains(&'·');
    dotted || page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
}
