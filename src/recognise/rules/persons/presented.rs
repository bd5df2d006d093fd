//! Persons whom a portrait presents at the head of its paragraph: 密永军 + ——扎根矿山三十年的检修工. Those whose sex follows the
//! name: `roll`.

use super::repeated;
use crate::dictionary::Role;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.presented";
/// Points of such a name.
const POINTS: i32 = 20;
/// Characters of names, those of a double surname last.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
const DOUBLE: usize = 4;

/// Proposals for the names between the start of a paragraph and a dash.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let starts = letters.all::<'\n'>().map(|n| n + 1);
    starts.filter_map(|start| presented(page, letters, start)).collect()
}

/// The name that begins a paragraph and that a dash ends.
fn presented(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Proposal> {
    let dash = |n: usize| letters.char(n) == Some('—');
    let end = LENGTHS.map(|length| start + length).find(|&end| dash(end))?;
    let name = Proposal { start, end, sum: POINTS };
    let shaped = dash(end + 1)
        && has_surname(letters, &name)
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty();
    (shaped && ends_so(page, letters, &name) && repeated::is_person(page, letters, &name)).then_some(name)
}

/// Whether a surname begins a name, one of two characters a name of four.
fn has_surname(letters: &Letters, name: &Proposal) -> bool {
    let double =
        letters.roles[name.start].has(Role::DOUBLE) && letters.roles[name.start + 1].has(Role::DOUBLE_SECOND);
    double || name.end < name.start + DOUBLE && letters.roles[name.start].has(Role::SURNAME)
}

/// Whether a name ends as names do, and no everyday word is in it: 密 + 永军, but 金 + 钥匙, 石榴 + 红.
fn ends_so(page: &Page<'_>, letters: &Letters, name: &Proposal) -> bool {
    let everyday = |n: usize| {
        let word = letters.word(n);
        word.end > word.start + 1 && !matches!(word.tag, Tag::Person | Tag::None)
    };
    !(name.start..name.end).any(everyday)
        && page.known.characters.given(letters.chars[name.end - 1]).sort() > 0
}
