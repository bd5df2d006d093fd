//! Roads and lines that bear a number: 国道111线, 省道210线, G10高速, 地铁1号线; beside one of them 305线.

use crate::dictionary::{Cue, Road, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;

/// Most digits of a number.
const DIGITS: usize = 5;

/// Proposals for numbered roads, in order.
pub(in crate::recognise::rules) fn roads(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    let mut at = 0;
    for &start in letters.digits.iter().filter(|&&n| letters.chars[n].is_ascii_digit()) {
        if start < at {
            continue;
        }
        let digits = letters.chars[start..].iter().take_while(|c| c.is_ascii_digit()).count();
        at = start + digits;
        if digits <= DIGITS {
            let listed = found.last().is_some_and(|last| beside(letters, last.end, start));
            found.extend(road(page, letters, (start, at), listed));
        }
    }
    found
}

/// The road whose number stands at `start..end`. `listed`: a road stands in the list before it.
fn road(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), listed: bool) -> Option<Proposal> {
    let letter = start > 0 && matches!(letters.chars[start - 1], 'G' | 'S' | 'X' | 'Y' | 'C');
    let number = if letter { start - 1 } else { start };
    if number > 0 && letters.chars[number - 1].is_ascii_alphanumeric() {
        return None;
    }
    let before = word_before(page, letters, number);
    let after = word_after(page, letters, end);
    let enough = before.is_some() || after.is_some_and(|(_, road)| road.alone || letter || listed);
    let end = after.map_or(end, |(end, _)| end);
    enough.then(|| Proposal { start: before.unwrap_or(number), end, sum: 20 })
}

/// Whether `、` or 和 alone stands between a road and what comes next.
fn beside(letters: &Letters, end: usize, start: usize) -> bool {
    start == end + 1 && matches!(letters.chars[end], '、' | '和')
}

/// The start of a word for roads that ends at a character.
fn word_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    (1..=2)
        .filter_map(|len| at.checked_sub(len))
        .find(|&start| word(page, letters, start).is_some_and(|(end, road)| end == at && road.beside.before))
}

/// The longest word for roads that starts at a character and stands after numbers.
fn word_after(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Road)> {
    (at < letters.len()).then(|| word(page, letters, at)).flatten().filter(|(_, road)| road.beside.after)
}

fn word(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Road)> {
    if !page.marks.cue_starts(letters.at[at]) {
        return None;
    }
    let hits = page.hits_at(letters.at[at]).iter().filter(|hit| hit.uses.has(Use::CUE));
    hits.into_iter().find_map(|hit| {
        let road = page.form(hit.form).cues.iter().find_map(|cue| match cue {
            Cue::Road(road) => Some(*road),
            _ => None,
        })?;
        Some((letters.number(hit.span.end), road))
    })
}
