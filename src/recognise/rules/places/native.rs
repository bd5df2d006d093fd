//! Small places that somebody is from: 娄义是 + 土城 + 人. A listed township is called so, and the clause is over.

use super::township;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.native";
/// Points of such a place.
const POINTS: i32 = 30;
/// Characters of such a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// Proposals for the names between a verb of being and 人.
pub(in crate::recognise::rules) fn places(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    letters.all::<'是'>().filter_map(|being| place(page, letters, being + 1)).collect()
}

fn place(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Proposal> {
    let person = |&end: &usize| {
        let over = letters.char(end + 1).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '\n'));
        letters.char(end) == Some('人') && over
    };
    let end = NAME.map(|length| start + length).find(person)?;
    let named = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper);
    let text = letters.span(start, end).of(page.text());
    let word = letters.span(start, end + 1).of(page.text());
    let plain = Words::shared().has(word) || Words::shared().has(text) && !named(Words::shared().tag(text));
    let whole = letters.border(start) && page.normal.gaps_inside(letters.span(start, end)).is_empty();
    (whole && !plain && township::is_short(page, letters, (start, end))).then_some(Proposal {
        start,
        end,
        sum: POINTS,
    })
}
