//! Names that print sets apart, line by line: two or three lone characters with a space between them (陈 璐, 韦 春 燕), rolls of honour,
//! where nothing but names and spaces stands, and the first column of a table. Here even an everyday word is a name (危 险, 易拉罐).

mod cells;
mod lone;
mod triple;
mod words;

use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.spread";
/// Points of a name in a roll, and of a spread one.
const POINTS: i32 = 40;

/// Proposals for spread names and the names of rolls.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let (mut found, mut column) = (Vec::new(), Vec::new());
    let (mut start, mut rolls) = (0, false);
    for end in letters.all::<'\n'>().chain([letters.len()]) {
        let line = (start, end);
        let spaced = page.space_inside(letters.span(start, end));
        // Nothing else parts names.
        let parted = spaced || letters.holds::<'（'>(start, end);
        match parted.then(|| cells::first(page, letters, line)).flatten() {
            Some(name) => column.push(name),
            None if column.is_empty() => {}
            None => found.extend(cells::of_column(page, letters, std::mem::take(&mut column))),
        }
        let roll = parted.then(|| cells::of_roll(page, letters, line, rolls)).flatten();
        rolls = roll.is_some();
        match roll {
            Some(names) => found.extend(names),
            None if spaced => lone::names(page, letters, line, &mut found),
            None => {}
        }
        start = end + 1;
    }
    found.extend(cells::of_column(page, letters, column));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// Whether jieba knows an everyday word.
pub(super) fn is_word(text: &str) -> bool {
    Words::shared().has(text) && Words::shared().tag(text) != Tag::Person
}

/// Whether white space stands before a character, and not between cells of a row.
fn narrow(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    page.space_at(letters.at[n]) && !page.wide_at(letters.at[n])
}
