//! Persons in the rolls that stand under judgements and resolutions: lines of a title, white space, and names alone.
//! 人民陪审员　把多成　路景泰. By-lines: `byline`; lines with bodies behind the names: `roster`.

use super::{pieces, unlisted};
use crate::dictionary::{Hit, TitleClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.signed";
/// Points of such a name.
const POINTS: i32 = 25;
/// Most characters of a title, and most names of a line.
const TITLE: usize = 8;
const MOST: usize = 8;
/// Bytes of the longest end of a body or a place.
const SUFFIX: u32 = 24;

/// Proposals for the names of such lines.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let starts = std::iter::once(0).chain(letters.all::<'\n'>().map(|mark| mark + 1));
    starts.filter_map(|start| line(page, letters, start)).flatten().collect()
}

/// The names that fill a line behind its title.
fn line(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Vec<Proposal>> {
    let near = letters.span(start.min(letters.len()), letters.len().min(start + TITLE + 1));
    // In most lines nothing was left out.
    if !page.space_inside(near) {
        return None;
    }
    let mut at = titled(page, letters, start)?;
    let mut found = Vec::new();
    while found.len() < MOST && !is_over(letters, at) {
        let end = name(page, letters, at)?;
        found.push(Proposal { start: at, end, sum: POINTS });
        at = end;
    }
    is_over(letters, at).then_some(found)
}

/// The end of the title that white space parts from the rest of a line.
fn titled(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let ends = start + 2..letters.len().min(start + TITLE + 1);
    let parted = |&end: &usize| {
        page.space_at(letters.at[end]) && page.title_ending(letters.at[end]).is_some_and(TitleClass::is_post)
    };
    let title = |&end: &usize| page.fills(letters.span(start, end), Use::TITLE_BEFORE);
    ends.rev().find(|end| parted(end) && title(end))
}

/// Whether a line is over.
fn is_over(letters: &Letters, at: usize) -> bool {
    matches!(letters.char(at), None | Some('\n'))
}

/// The end of the name that fills the piece from a character on.
fn name(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let name = pieces::name(page, letters, at).or_else(|| unlisted::end(page, letters, at, false))?;
    (!is_else(page, letters, (at, name))).then_some(name)
}

/// Whether a piece is an everyday word, a title, or ends as bodies and places do.
fn is_else(page: &Page<'_>, letters: &Letters, (at, end): (usize, usize)) -> bool {
    let other = |hit: &Hit| {
        let whole = hit.span.start == letters.at[at];
        hit.uses.has(Use::BODY_SUFFIX)
            || whole && (hit.uses.has(Use::PLACE) || hit.uses.has(Use::TITLE_BEFORE))
    };
    let acts = |n: usize| {
        let word = letters.word(n);
        word.end > word.start + 1 && matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Grammar)
    };
    let spread = end == at + 2 && page.space_inside(letters.span(at, end));
    !spread && (pieces::is_everyday(letters, at, end) || (at..end).any(acts))
        || context::is_title(page, letters, (at + 1, end))
        || page.hits_ending(letters.at[end], SUFFIX).any(other)
}
