//! Persons of a roster, whatever words their names are: lines with a name, white space, and the body he or she is of.
//! 丁一　安庆港务有限公司吊车司机.

use crate::dictionary::{Hit, Kind, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Gap, Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.roster";
/// Points of such a name.
const POINTS: i32 = 25;
/// Fewest and most characters of a name; one with a dot may be longer.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
const DOTTED: usize = 16;
/// Fewest lines of a roster.
const LEAST: usize = 3;

/// Proposals for the names of a roster: of three lines that look like one, most begin with a surname and are no everyday words.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let starts = std::iter::once(0).chain(letters.all::<'\n'>().map(|mark| mark + 1));
    let found: Vec<(usize, usize)> = starts.filter_map(|start| line(page, letters, start)).collect();
    let surnames = found.iter().filter(|(start, _)| letters.roles[*start].has(Role::BEGINS_SURNAME)).count();
    let words = found.iter().filter(|&&name| is_word(page, letters, name)).count();
    if found.len() < LEAST || 4 * surnames < 3 * found.len() || 2 * words > found.len() {
        return Vec::new();
    }
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// The name that begins a line, if white space and a body follow it.
fn line(page: &Page<'_>, letters: &Letters, start: usize) -> Option<(usize, usize)> {
    // In most lines nothing was left out.
    let near = letters.span(start.min(letters.len()), letters.len().min(start + DOTTED + 2));
    if !page.space_inside(near) {
        return None;
    }
    let name = |n: &usize| is_han(letters.chars[*n]) || letters.chars[*n] == '·';
    let most = (start..letters.len()).take(DOTTED + 1).take_while(name).last()? + 1;
    let end = (start + 1..=most).find(|&n| n < letters.len() && page.space_at(letters.at[n]))?;
    let dotted = letters.chars[start..end].contains(&'·');
    let fits = NAME.contains(&(end - start)) || dotted && end - start > *NAME.end();
    (fits && is_of_body(page, letters, end) && !is_name_else(page, letters, (start, end)))
        .then_some((start, end))
}

/// Whether a stretch is an everyday word: 周一, 高铁.
fn is_word(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    let name = letters.span(start, end);
    (word.start, word.end) == (start, end) && word.tag != Tag::Person
        || page.is_never(name.of(page.text()), &Kind::PERSON)
}

/// Whether the rest of a line begins with a listed name, holds a body or the end of one, and no marks but brackets.
fn is_of_body(page: &Page<'_>, letters: &Letters, from: usize) -> bool {
    let end = (from..letters.len()).find(|&n| letters.chars[n] == '\n').unwrap_or(letters.len());
    let plain = (from..end).all(|n| letters.letter(n) || matches!(letters.chars[n], '（' | '）'));
    let hits = || page.hits_from(letters.at[from]).iter().take_while(|hit| hit.span.end <= letters.at[end]);
    let body = |hit: &Hit| {
        hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::ORGANISATION)
    };
    let named = |hit: &Hit| hit.uses.has(Use::NAME.with(Use::BARE));
    let begins = || page.hits_at(letters.at[from]).iter().any(named);
    plain && end > from + 2 && begins() && !page.quote_at(letters.at[from], Gap::Open) && hits().any(body)
}

/// Whether a list says that a stretch is something else, or ends as that does: a place, a title, a body.
fn is_name_else(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let others = Use::PLACE.with(Use::TITLE_BEFORE).with(Use::TITLE_AFTER).with(Use::BODY_SUFFIX);
    page.is_never(letters.span(start, end).of(page.text()), &Kind::ORGANISATION)
        || (start..end).any(|n| page.fills(letters.span(n, end), others))
}
