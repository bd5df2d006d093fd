//! The paper that heads its page: 湖北工友报 before the day or the number of the issue.

use crate::dictionary::Class;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "organisation.masthead";
/// Points of such a name: it is found in the whole article.
const POINTS: i32 = 20;
/// Fewest and most characters of its name.
const NAME: std::ops::RangeInclusive<usize> = 3..=10;
/// Most marks before it, and one: 《 and the end of a line.
const MARKS: usize = 4;
/// Most characters behind it to the day or the number.
const REACH: usize = 40;

/// The proposal for the paper with which an article begins.
pub(in crate::recognise::rules) fn papers(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let start = (0..letters.len().min(MARKS)).find(|&n| letters.letter(n)).unwrap_or_default();
    let over = |n: usize| n > start && (!letters.letter(n) || page.space_at(letters.at[n]));
    let last = letters.len().min(start + *NAME.end());
    let end = (start..=last).find(|&n| n >= letters.len() || over(n));
    // Of a head whose day is told elsewhere the line is left: 湖北 + 工友报.
    let line = |end: usize| letters.char(end) == Some('\n') && page.marks.name_starts(letters.at[start]);
    let named = end.filter(|&end| {
        NAME.contains(&(end - start))
            && is_paper(page, letters, (start, end))
            && (is_dated(letters, end) || line(end))
    });
    named.map(|end| Proposal { start, end, sum: POINTS }).into_iter().collect()
}

/// Whether a stretch ends as papers do and in no word for a report: 工友报, 日报, but 简报.
fn is_paper(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let report = page.class(letters.chars[end - 2]).has(Class::REPORT);
    let plain = |n: usize| {
        matches!(letters.word(n).tag, Tag::Number | Tag::Measure)
            || page.class(letters.chars[n]).has(Class::JOINT)
    };
    letters.chars[end - 1] == '报' && !report && !(start..end).any(plain)
}

/// Whether a year, the number of an issue or of a page follows.
fn is_dated(letters: &Letters, end: usize) -> bool {
    let behind = &letters.chars[end..letters.len().min(end + REACH)];
    behind.windows(2).any(|pair| pair[0].is_ascii_digit() && matches!(pair[1], '年' | '期' | '版'))
        || behind.windows(2).any(|pair| pair[0] == '第' && pair[1].is_ascii_digit())
}
