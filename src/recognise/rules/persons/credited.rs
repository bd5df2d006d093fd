//! By-lines that no word begins: behind the body that somebody writes for (（县融媒体中心 税正宽）), and before the word that ends the line
//! (图②　南充日报社　文一丁 + 摄). Those with a word before the names: `byline`.

use super::block::{BRACKET, POINTS, block};
use super::pieces::{is_everyday, piece, surname};
use crate::dictionary::{Hit, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;

/// Most characters of a name before the word that ends its line.
const CREDITED: usize = 3;
/// Most bytes of what ends a body or a place.
const BODY: u32 = 24;

/// Proposals for the names of such by-lines.
pub(super) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let closing = letters.hits(Use::BYLINE).iter();
    let mut found: Vec<Proposal> = closing.filter_map(|hit| credited(page, letters, hit)).collect();
    let behind = letters.all::<'（'>().filter_map(|n| office(page, letters, n + 1));
    let names = behind.flat_map(|from| block(page, letters, from, true).0);
    found.extend(names.filter(|name| is_person(page, letters, name)));
    found
}

/// The name between a space and the word that ends a line: 图②　南充日报社　文一丁 + 摄.
fn credited(page: &Page<'_>, letters: &Letters, hit: &Hit) -> Option<Proposal> {
    let (end, behind) = (letters.number(hit.span.start), letters.number(hit.span.end));
    if hit.uses.has(Use::TITLE_BEFORE) || !matches!(letters.char(behind), None | Some('\n')) {
        return None;
    }
    let starts = (end.saturating_sub(CREDITED)..end.saturating_sub(1)).rev();
    let start = starts.into_iter().find(|&start| page.space_at(letters.at[start]))?;
    let name = Proposal { start, end, sum: POINTS };
    let person = || is_clear(page, letters, &name) || is_person(page, letters, &name);
    (piece(page, letters, start) >= end && person()).then_some(name)
}

/// Whether a clear surname begins three characters none of which jieba joins: 荀三省, whatever 省 ends elsewhere.
fn is_clear(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let surname = page.known.characters.surname(letters.chars[start]);
    let lone = |n: usize| letters.word(n).end == letters.word(n).start + 1;
    end == start + CREDITED && surname.is_some_and(|surname| !surname.ambiguous) && (start..end).all(lone)
}

/// Where the names begin behind the body that somebody writes for, set apart by a space: （县融媒体中心 + 税正宽）.
fn office(page: &Page<'_>, letters: &Letters, from: usize) -> Option<usize> {
    // In most brackets nothing was left out.
    if !page.space_inside(letters.span(from, letters.len().min(from + BRACKET))) {
        return None;
    }
    let end = piece(page, letters, from);
    let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::NAME);
    let apart = end < letters.len() && end > from + 2 && page.space_at(letters.at[end]);
    (apart && page.hits_ending(letters.at[end], BODY).any(body)).then_some(end)
}

/// Whether a name behind a body is no everyday word, and ends as no body or place does: （市公司 + 安全部）.
fn is_person(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let ends = |hit: &Hit| {
        let suffix = hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::PLACE_SUFFIX);
        (suffix || hit.uses.has(Use::PLACE)) && hit.span.start > letters.at[start]
    };
    let spread = end == start + 2 && page.space_inside(letters.span(start, end));
    surname(page, letters, start, 1)
        && (spread || !is_everyday(letters, start, end))
        && !page.hits_ending(letters.at[end], BODY).any(ends)
}
