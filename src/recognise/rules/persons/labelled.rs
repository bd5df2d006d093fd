//! Persons behind a label and a colon, whatever words their names are: 联系人：虎子敬、由丽娟, 导师：生春望 研究员. Labels of by-lines:
//! `byline`.

use super::{pieces, unlisted};
use crate::dictionary::{Hit, Kind, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.labelled";
/// Points of such a name.
const POINTS: i32 = 25;
/// Most characters of a label, and most names behind one.
const LABEL: usize = 8;
const MOST: usize = 12;
/// Bytes of the longest end of a body or a place.
const SUFFIX: u32 = 24;

/// Proposals for the names behind labels.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let colons = letters.all::<'：'>().filter(|&n| is_label(page, letters, n));
    colons.flat_map(|n| items(page, letters, n + 1)).collect()
}

/// Whether a word that persons stand behind ends at a colon.
fn is_label(page: &Page<'_>, letters: &Letters, colon: usize) -> bool {
    let label = letters.span(colon.saturating_sub(LABEL), colon);
    page.signs().end(Sign::Label, label.of(page.text()))
}

/// The names from a character on, list marks or white space between them.
fn items(page: &Page<'_>, letters: &Letters, mut at: usize) -> Vec<Proposal> {
    let mut found = Vec::new();
    while found.len() < MOST {
        let Some(end) = name(page, letters, at).filter(|&end| is_over(page, letters, end)) else { break };
        found.push(Proposal { start: at, end, sum: POINTS });
        at = end + usize::from(letters.char(end) == Some('、'));
        if at == end && !(end < letters.len() && page.space_at(letters.at[end])) {
            break;
        }
    }
    found
}

/// The end of a name that fills the piece from a character on.
fn name(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let name = pieces::name(page, letters, at).or_else(|| unlisted::end(page, letters, at, false));
    name.filter(|&end| !is_else(page, letters, (at, end)))
}

/// Whether a piece is an everyday word, a surname and a title, or ends as bodies and places do: 联系人：高主任.
fn is_else(page: &Page<'_>, letters: &Letters, (at, end): (usize, usize)) -> bool {
    let suffix = |hit: &Hit| hit.uses.has(Use::SUFFIX.with(Use::PLACE).with(Use::TITLE_BEFORE));
    let spread = end == at + 2 && page.space_inside(letters.span(at, end));
    !spread && (pieces::is_everyday(letters, at, end) || is_said(letters, (at, end)))
        || context::is_title(page, letters, (at + 1, end))
        || page.hits_ending(letters.at[end], SUFFIX).any(suffix)
        || page.is_never(letters.span(at, end).of(page.text()), &Kind::PERSON)
}

/// Whether a noun and a lone adjective or verb fill a piece, in either order: 温度 + 高, 高 + 水平.
fn is_said(letters: &Letters, (at, end): (usize, usize)) -> bool {
    let (first, last) = (letters.word(at), letters.word(end - 1));
    let noun = |word: Word| word.end == word.start + 2 && matches!(word.tag, Tag::Noun | Tag::VerbalNoun);
    let lone = |word: Word| word.end == word.start + 1 && matches!(word.tag, Tag::Adjective | Tag::Verb);
    end - at == 3 && (noun(first) && lone(last) || lone(first) && noun(last))
}

/// Whether an item of a label is over at a character.
fn is_over(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let mark = matches!(letters.char(at), None | Some('\n' | '、' | '，' | '；' | '。' | '（' | '）'));
    mark || page.space_at(letters.at[at])
}
