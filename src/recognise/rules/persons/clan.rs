//! Persons of Viet Nam with a word of old names between the surname and the given name, behind a word for who they are: 姑娘 + 阮氏秋庄.
//! Those with other middle names have the shape of any name.

use super::behind::{Right, right};
use crate::dictionary::Role;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.clan";
/// Points of such a name: it is found in the whole article.
const POINTS: i32 = 25;
/// The word between surname and given name.
pub(in crate::recognise::rules) const CLAN: char = '氏';

/// Proposals for the names around that word.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    letters.all::<CLAN>().filter_map(|clan| name(page, letters, clan)).collect()
}

/// The name around a character: a surname of one character before it, one or two that are no words behind it.
fn name(page: &Page<'_>, letters: &Letters, clan: usize) -> Option<Proposal> {
    let start = clan.checked_sub(1).filter(|&n| letters.roles[n].has(Role::SURNAME))?;
    if !context::office_ends(page, letters.at[start]) {
        return None;
    }
    let own = |n: usize| {
        let word = letters.word(n);
        let plain = matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Side);
        is_han(letters.chars[n]) && (word.end == word.start + 1 && !plain || word.tag == Tag::Person)
    };
    let whole = |&end: &usize| {
        end <= letters.len()
            && (clan + 1..end).all(own)
            && letters.border(end)
            && right(page, letters, end) != Right::Else
    };
    let end = [clan + 3, clan + 2].into_iter().find(whole)?;
    let gapless = page.normal.gaps_inside(letters.span(start, end)).is_empty();
    gapless.then_some(Proposal { start, end, sum: POINTS })
}
