//! Persons whom a notice in a paper is about, whatever words their names are, alone before its first word: △ + 满江红、韦海燕夫妇 +
//! 遗失…, 农有余：+ 本院受理…. Labels and colons elsewhere: `labelled`.

use super::pieces::surname;
use crate::dictionary::{Class, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::{Tag, is_bullet, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.notice";
/// Points of such a name.
const POINTS: i32 = 40;
/// Fewest and most characters of a name, and most names of a notice.
const LEAST: usize = 2;
const LONGEST: usize = 4;
const MOST: usize = 8;
/// Most characters of an aside behind a name: the number of a card.
const ASIDE: usize = 30;

/// Proposals for the names that notices begin with.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let starts = std::iter::once(0).chain(letters.all::<'\n'>().map(|mark| mark + 1));
    let lines = starts.map(|start| start + usize::from(letters.char(start).is_some_and(is_bullet)));
    lines.filter_map(|start| notice(page, letters, start)).flatten().collect()
}

/// The names at a character, if a notice of them begins behind the last.
fn notice(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Vec<Proposal>> {
    let (mut at, mut found) = (start, Vec::new());
    while found.len() < MOST {
        let end = name(page, letters, at)?;
        found.push(Proposal { start: at, end, sum: POINTS });
        let rest = aside(letters, end);
        if is_noticed(page, letters, rest) {
            return Some(found);
        }
        at = (letters.char(rest) == Some('、')).then_some(rest + 1)?;
    }
    None
}

/// Where an aside in brackets ends that begins at a character; there, if none does.
fn aside(letters: &Letters, at: usize) -> usize {
    let close = || (at..letters.len().min(at + ASIDE)).find(|&n| letters.chars[n] == '）');
    if letters.char(at) == Some('（') { close().map_or(at, |n| n + 1) } else { at }
}

/// Whether a notice begins at a character: what was lost, or behind a colon whoever gives it.
fn is_noticed(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let behind = |n: usize| &page.text()[letters.at[n] as usize..];
    match letters.char(at) {
        Some('：') => page.signs().begin(Sign::Summons, behind(at + 1)),
        Some(_) => page.signs().begin(Sign::Lost, behind(at)),
        None => false,
    }
}

/// The end of the name at a character: where a mark or the notice begins.
fn name(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    if !surname(page, letters, at, 1) && !surname(page, letters, at, 2) {
        return None;
    }
    let mark = |end: usize| matches!(letters.char(end), Some('、' | '（' | '：'));
    let over = |&end: &usize| mark(end) || is_noticed(page, letters, end);
    let end = (at + LEAST..letters.len().min(at + LONGEST + 1)).find(over)?;
    let shaped = end < at + LONGEST || surname(page, letters, at, 2);
    let han = letters.chars[at..end].iter().all(|&c| is_han(c));
    (shaped && han && !is_else(page, letters, (at, end))).then_some(end)
}

/// Whether a stretch says what somebody is, or is an everyday noun that ends as no name does: 游客.
fn is_else(page: &Page<'_>, letters: &Letters, (at, end): (usize, usize)) -> bool {
    let word = letters.word(at);
    let whole = word.start == at && word.end == end && !matches!(word.tag, Tag::Person | Tag::Phrase);
    let last = letters.chars[end - 1];
    whole && page.known.characters.given(last).sort() == 0
        || page.class(last).has(Class::TRADE.with(Class::SORT))
        || context::person_ends(page, letters.at[end])
        || context::is_title(page, letters, (at + 1, end))
}
