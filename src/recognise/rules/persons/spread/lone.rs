//! The lone characters of a line as names of two: 陈 璐, 张 伟 男. Which of them are one of three, `triple` says.

use super::words::{is_cue, is_row_word, may_be_name, numbered, text};
use super::{is_word, triple};
use crate::dictionary::{Class, Role};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{context, persons::pieces};
use crate::text::is_han;

/// Finds the names among the lone characters of a line; a line of lone characters alone is a heading.
pub(super) fn names(page: &Page<'_>, letters: &Letters, line: (usize, usize), out: &mut Vec<(usize, usize)>) {
    let (mut at, end) = line;
    // No run goes on but over white space.
    while let Some(space) =
        page.next_space(letters.at[(at + 1).min(end)]).filter(|&space| space < letters.at[end])
    {
        at = letters.number(space) - 1;
        let run = (at, run_end(page, letters, at, end));
        if run == line {
            return;
        }
        at = of_run(page, letters, run, end, out);
    }
}

/// Takes the names at the start of a run of lone characters, and gives where to look on.
fn of_run(
    page: &Page<'_>,
    letters: &Letters,
    (start, stop): (usize, usize),
    end: usize,
    out: &mut Vec<(usize, usize)>,
) -> usize {
    let one_and_two = |at: usize| triple::one_and_two(page, letters, at, end);
    if let Some(name) = triple::lone(page, letters, (start, stop), end).or_else(|| one_and_two(start)) {
        out.push(name);
        return name.1;
    }
    // 向 阳 + 车 晓东.
    let second = start + 2;
    if stop == start + 3 && triple::another(page, letters, second, stop) {
        out.extend(Some((start, second)).filter(|&name| may_be_name(page, letters, name)));
        let behind = one_and_two(second);
        out.extend(behind);
        return behind.map_or(second, |name| name.1);
    }
    pairs(page, letters, (start, stop), out);
    stop.max(start + 1)
}

/// Takes the characters of a run two and two, unless a heading is among them: 工 作 单 位.
fn pairs(page: &Page<'_>, letters: &Letters, (start, stop): (usize, usize), out: &mut Vec<(usize, usize)>) {
    // 张 伟 + 男, 张 伟 + 摄.
    let behind = |n: usize| {
        page.class(letters.chars[n]).has(Class::CONTRAST_SEX) || pieces::signs_off(page, letters, n)
    };
    let last = if stop > start && behind(stop - 1) { stop - 1 } else { stop };
    if !(last - start).is_multiple_of(2) {
        return;
    }
    let names = (start..last).step_by(2).map(|n| (n, n + 2));
    if last > start + 2 && names.clone().any(|name| is_head(page, letters, name)) {
        return;
    }
    out.extend(names.filter(|&name| may_be_name(page, letters, name) && !is_row_word(letters, name)));
}

/// Whether two characters are an everyday word, and neither begin with a surname nor are of the lists.
fn is_head(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let surname = page.role(letters.chars[start]).has(Role::BEGINS_SURNAME);
    !surname && !is_cue(page, letters, start, end) && is_word(&text(letters, (start, end)))
}

/// The end of the run of lone characters, parted by nothing but space, that starts at a character.
fn run_end(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> usize {
    let space = |n: usize| n < letters.len() && page.space_at(letters.at[n]);
    let free = |n: usize| !letters.letter(n - 1) || !letters.letter(n) || numbered(letters, n);
    // 作者 + 石 润 生.
    let called = |n: usize| n == start && context::calling_ends(page, letters.at[n]);
    let apart = |n: usize| n == 0 || n >= end || space(n) || free(n) || called(n);
    let lone = |n: usize| is_han(letters.chars[n]) && apart(n) && apart(n + 1);
    let mut stop = start;
    while stop < end && lone(stop) && (stop == start || space(stop) && !page.wide_at(letters.at[stop])) {
        stop += 1;
    }
    stop
}
