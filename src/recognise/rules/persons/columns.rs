//! Persons of a table: the column of its rows that holds names, and rows that hold nothing else. Wide gaps part the cells:
//! 一等奖　牛向阳　洮源水电公司. Here even an everyday word is a name (常 胜), if most of its column begin with a surname.

use super::sounds::longest_part;
use super::spread::is_word;
use crate::dictionary::{Class, Kind, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.column";
/// Points of such a name.
const POINTS: i32 = 40;
/// Fewest cells of a row, and fewest names of a column or of rows that hold nothing else.
const CELLS: usize = 2;
const COLUMN: usize = 3;
const ROWS: usize = 6;
/// One cell of so many may hold something else.
const OTHERS: usize = 5;
/// Fewest and most characters of a name; one with a dot may be longer.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
const DOTTED: usize = 16;

/// Starts and ends (in characters) of the cells of a row.
type Cells = Vec<(usize, usize)>;

/// Proposals for the names of all tables.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    if page.wide_inside(letters.span(0, letters.len())).next().is_none() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut rows: Vec<Cells> = Vec::new();
    let mut start = 0;
    for end in letters.all::<'\n'>().chain([letters.len()]) {
        match cells(page, letters, (start, end)) {
            Some(cells) => rows.push(cells),
            None => of_rows(page, letters, &std::mem::take(&mut rows), &mut found),
        }
        start = end + 1;
    }
    of_rows(page, letters, &rows, &mut found);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// The cells of a line that wide gaps part.
fn cells(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<Cells> {
    let mut cells = Cells::new();
    let mut from = start;
    for gap in page.wide_inside(letters.span(start, end)) {
        let at = letters.number(gap);
        cells.push((from, at));
        from = at;
    }
    cells.push((from, end));
    (cells.len() >= CELLS && from < end).then_some(cells)
}

/// Adds the names of rows that follow each other: all cells, or those of the columns of names, counted from the left and, since first
/// cells may be left out, from the right.
fn of_rows(page: &Page<'_>, letters: &Letters, rows: &[Cells], out: &mut Vec<(usize, usize)>) {
    let whole: Vec<&(usize, usize)> = rows.iter().flatten().collect();
    if let Some(names) = persons(page, letters, &whole, ROWS) {
        return out.extend(names);
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let single = |cell: &&(usize, usize)| !is_roll(page, letters, **cell);
    for n in 0..widest {
        let left: Vec<_> = rows.iter().filter_map(|cells| cells.get(n)).filter(single).collect();
        if let [head, cells @ ..] = &left[..]
            && heads_persons(page, letters, head)
        {
            out.extend(cells.iter().filter_map(|cell| named(page, letters, cell)));
            continue;
        }
        let right: Vec<_> = rows.iter().filter_map(|cells| cells.iter().nth_back(n)).filter(single).collect();
        let column = persons(page, letters, &left, COLUMN).or_else(|| persons(page, letters, &right, COLUMN));
        out.extend(column.into_iter().flatten());
    }
}

/// Whether several names stand in a cell, a narrow gap between them: 丁如意 冶金玉.
fn is_roll(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let pieces = (start + 1..end).filter(|&n| page.space_at(letters.at[n])).count() + 1;
    let han = letters.chars[start..end].iter().all(|&c| is_han(c));
    pieces > 1 && han && end - start > *NAME.end() && end - start <= pieces * *NAME.end()
}

/// Whether the head of a column says that persons stand in it: 姓 名, 领办人.
fn heads_persons(page: &Page<'_>, letters: &Letters, &(start, end): &(usize, usize)) -> bool {
    page.signs().has(Sign::PersonColumn, letters.span(start, end).of(page.text()))
}

/// The name in a cell of such a column: it has the shape of one, whatever word it is.
fn named(page: &Page<'_>, letters: &Letters, &cell: &(usize, usize)) -> Option<(usize, usize)> {
    let (start, end) = name(page, letters, cell)?;
    let dotted = letters.chars[start..end].contains(&'·');
    let shaped = page.role(letters.chars[start]).has(Role::BEGINS_SURNAME) && end - start < *NAME.end();
    (dotted || shaped || is_likely(page, letters, (start, end))).then_some((start, end))
}

/// The names of some cells, if hardly anything else stands in them: as many as `least`, three quarters of which begin with a surname
/// and are no everyday words, and not more than a third of which end alike (王家店, 李家店). The first may be the head of a column: 姓 名.
fn persons(
    page: &Page<'_>,
    letters: &Letters,
    cells: &[&(usize, usize)],
    least: usize,
) -> Option<Vec<(usize, usize)>> {
    let head = |cell: (usize, usize)| {
        let name = name(page, letters, cell);
        name.is_none_or(|name| {
            is_word(letters.span(name.0, name.1).of(page.text())) && !is_likely(page, letters, name)
        })
    };
    let cells = if cells.first().is_some_and(|&&cell| head(cell)) { &cells[1..] } else { cells };
    let names: Vec<(usize, usize)> = cells.iter().filter_map(|&&cell| name(page, letters, cell)).collect();
    if (cells.len() - names.len()) * OTHERS > cells.len() {
        return None;
    }
    let likely = names.iter().filter(|&&name| is_likely(page, letters, name)).count();
    let enough = names.len() >= least && likely * 4 >= names.len() * 3;
    (enough && !end_alike(letters, &names)).then_some(names)
}

/// Whether more than a third of some names have the same last character.
fn end_alike(letters: &Letters, names: &[(usize, usize)]) -> bool {
    let mut ends: Vec<char> = names.iter().map(|&(_, end)| letters.chars[end - 1]).collect();
    ends.sort_unstable();
    let most = ends.chunk_by(|a, b| a == b).map(<[char]>::len).max().unwrap_or(0);
    names.len() > COLUMN && most * 3 > names.len()
}

/// The name that fills a cell, an aside behind it left out: 佟 童（满族）.
fn name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let inside = |&n: &usize| is_han(letters.chars[n]) || letters.chars[n] == '·';
    let stop = (start..end).take_while(inside).last()? + 1;
    let aside = stop == end || letters.chars[stop] == '（' && letters.chars[end - 1] == '）';
    let dotted = letters.chars[start..stop].contains(&'·');
    let fits = NAME.contains(&(stop - start)) || dotted && stop - start <= DOTTED;
    (aside && fits && !is_else(page, letters, (start, stop))).then_some((start, stop))
}

/// Whether a list says that a stretch is something else: a place, a title, a people, the head of a column.
fn is_else(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let told = Use::PLACE.with(Use::TITLE_BEFORE).with(Use::TITLE_AFTER).with(Use::BYLINE);
    let span = letters.span(start, end);
    let text = span.of(page.text());
    page.signs().has(Sign::Column, text)
        || page.class(letters.chars[end - 1]).has(Class::PEOPLE.with(Class::DIVISION))
        || page.fills(span, told)
        || page.is_never(text, &Kind::ORGANISATION)
}

/// Whether a stretch begins with a surname or bears a dot, and is no everyday word.
fn is_likely(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let dotted = letters.chars[start..end].contains(&'·');
    let surname = |len: usize| {
        let text = letters.span(start, start + len).of(page.text());
        page.known.dictionary.rules.surnames.contains_key(text)
    };
    let shaped = match end - start {
        4 => surname(2),
        _ => {
            page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
                && !is_noun(page, letters, (start + 1, end))
        }
    };
    let spread = || page.space_inside(letters.span(start, end));
    dotted
        || is_of_parts(page, letters, (start, end))
        || shaped && (spread() || !is_word(letters.span(start, end).of(page.text())))
}

/// Whether a stretch is a listed part of names, or made of two: 边巴 + 卓嘎.
fn is_of_parts(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let part = |at: usize| (at + 1 < end).then(|| longest_part(page, letters, at)).flatten();
    part(start).is_some_and(|first| match start + first {
        next if next < end => part(next) == Some(end - next),
        next => next == end,
    })
}

/// Whether a stretch of two characters is an everyday noun: 冷 + 资源, 黑 + 科技.
fn is_noun(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    end == start + 2 && Words::shared().has(text) && Words::shared().tag(text) == Tag::Noun
}
