//! The ends of a stretch of a road or railway: 锁南 + 至 + 唐汪段, 新立屯至彰武间. Each is called as a listed township is, or a place
//! already; roads that are named by both ends: `between`.

use rustc_hash::FxHashSet;

use super::township;
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.reach";
/// Points of such a place.
const POINTS: i32 = 40;
/// Characters of an end.
const END: std::ops::RangeInclusive<usize> = 2..=3;
/// What stands between the ends, and what says behind them that a way lies between.
const UNTIL: char = '至';
const STRETCH: [&str; 6] = ["段", "路段", "区间", "间", "沿线", "一线"];

/// Proposals for the ends that are no places yet.
pub(in crate::recognise::rules) fn places(
    page: &Page<'_>,
    letters: &Letters,
    out: &[Candidate],
) -> Vec<Proposal> {
    let all = letters.all::<UNTIL>();
    let mut found: Vec<(usize, usize)> =
        all.filter_map(|until| ends(page, letters, until)).flatten().collect();
    if !found.is_empty() {
        let known = out.iter().filter(|c| c.open() && c.kind == Kind::PLACE).map(|c| c.span);
        let known: FxHashSet<_> = known.collect();
        found.retain(|&(start, end)| !known.contains(&letters.span(start, end)));
    }
    found.into_iter().map(|(start, end)| Proposal { start, end, sum: POINTS }).collect()
}

/// Both ends around a character, if each is called as a township is and a way lies between them.
fn ends(page: &Page<'_>, letters: &Letters, until: usize) -> Option<[(usize, usize); 2]> {
    let from = until + 1;
    let stretch = |&end: &usize| {
        let rest = || &page.text()[letters.at[end] as usize..];
        end < letters.len() && STRETCH.iter().any(|word| rest().starts_with(word))
    };
    let second = END
        .rev()
        .map(|length| from + length)
        .find(|end| stretch(end) && named(page, letters, (from, *end)))?;
    let starts = END.rev().filter_map(|length| until.checked_sub(length));
    let first = starts.into_iter().find(|&start| named(page, letters, (start, until)))?;
    Some([(first, until), (from, second)])
}

/// Whether a listed township is called by a stretch that is no everyday word.
fn named(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let proper = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper);
    letters.border(start)
        && township::is_short(page, letters, (start, end))
        && (!Words::shared().has(text) || proper(Words::shared().tag(text)))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
}
