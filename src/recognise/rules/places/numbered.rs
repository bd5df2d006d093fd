//! Roads and lines that bear a number: 国道111线, 省道210线, G10高速, 地铁1号线; beside one of them 305线.

use crate::dictionary::{Cue, Kind, Road, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Span;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.number";
/// Most bytes of a word for roads.
const SUFFIX: u32 = 12;
/// Points of such a road.
const POINTS: i32 = 20;
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

/// What a road is called, however its number is written: 国道318线, G318线 and 国道G318 are 318国道.
pub(in crate::recognise::rules) fn standard(text: &str) -> String {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = text.contains("国道") || text.starts_with('G') && text.ends_with('线');
    // Expressways have fewer digits, and roads that lead to one have more.
    if national && number.len() == 3 && number.starts_with(['1', '2', '3']) {
        number + "国道"
    } else {
        text.to_owned()
    }
}

/// The listed roads right behind their numbers, with these: G69 + 银百高速.
pub(in crate::recognise::rules) fn named(page: &Page<'_>, letters: &Letters) -> Vec<Candidate> {
    let marks = letters.digits.iter().filter_map(|n| n.checked_sub(1)).filter(|&n| is_letter(letters, n));
    marks.filter_map(|start| named_road(page, letters, start)).collect()
}

/// The listed road behind the number whose letter stands at a character.
fn named_road(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Candidate> {
    let digits = letters.chars[start + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let at = *letters.at.get(start + 1 + digits)?;
    let led = start.checked_sub(1).is_some_and(|n| letters.chars[n].is_ascii_alphanumeric());
    if led || !(1..=DIGITS).contains(&digits) || page.space_at(at) {
        return None;
    }
    let mut places = page.hits_at(at).iter().filter(|hit| hit.uses.has(Use::PLACE));
    let road = places.find(|hit| ends_road(page, letters, hit.span.end))?;
    let span = Span::new(letters.at[start], road.span.end);
    let listed = Candidate::new(road.span, Kind::PLACE, What::Listed { form: road.form });
    let score = 10 * (letters.number(span.end) - start) as i32;
    let what = What::Known(Box::new(listed));
    Some(Candidate::new(span, Kind::PLACE, what).by_rule(RULE).scored(score).supported(POINTS))
}

/// Whether a word that stands behind the numbers of roads ends at a byte: 高速, but not 高铁.
fn ends_road(page: &Page<'_>, letters: &Letters, end: u32) -> bool {
    let mut suffixes = page.hits_ending(end, SUFFIX).map(|hit| letters.number(hit.span.start));
    suffixes.any(|start| word_after(page, letters, start).is_some_and(|(to, _)| letters.at[to] == end))
}

/// Whether a character is the letter of roads' numbers.
fn is_letter(letters: &Letters, n: usize) -> bool {
    matches!(letters.chars[n], 'G' | 'S' | 'X' | 'Y' | 'C')
}

/// The road whose number stands at `start..end`. `listed`: a road stands in the list before it.
fn road(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), listed: bool) -> Option<Proposal> {
    let letter = start > 0 && is_letter(letters, start - 1);
    let number = if letter { start - 1 } else { start };
    if number > 0 && letters.chars[number - 1].is_ascii_alphanumeric() {
        return None;
    }
    let before = word_before(page, letters, number);
    let after = word_after(page, letters, end);
    let enough = before.is_some() || after.is_some_and(|(_, road)| road.alone || letter || listed);
    let end = after.map_or(end, |(end, _)| end);
    enough.then(|| Proposal { start: before.unwrap_or(number), end, sum: POINTS })
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
