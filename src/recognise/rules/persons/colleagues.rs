//! Persons of a list of titles and names, where one of them is found otherwise: 审判长王建民、审判员 + 和静、陪审员楚国栋. Whatever
//! word a name is, each stands right behind a title.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::behind::{Right, right};
use crate::dictionary::{Class, Cue, Hit, Kind, Role, TitleClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, Stretches, context, stops};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.colleague";
/// Points of such a name.
const POINTS: i32 = 25;
/// Most characters of an item: a body, a title, a name; and most items.
const ITEM: usize = 24;
const ITEMS: usize = 12;
/// Characters of names, the usual number first.
const LENGTHS: [usize; 2] = [3, 2];

/// Proposals for the names behind titles in such lists.
pub(in crate::recognise::rules) fn names<'p>(
    page: &Page<'_>,
    letters: &Letters,
    persons: impl FnOnce() -> &'p Stretches,
) -> Vec<Proposal> {
    let (mut found, mut done) = (Vec::new(), 0);
    if letters.all::<'、'>().next().is_none() {
        return found;
    }
    let persons = persons();
    let known = LazyCell::new(|| persons.iter().copied().collect::<FxHashSet<_>>());
    for &(start, end) in persons {
        if start >= done && is_titled(page, letters, (start, end)) && is_listed(letters, (start, end)) {
            done = of_list(page, letters, &known, (start, end), &mut found);
        }
    }
    found
}

/// Adds the names of the list that a titled person stands in, and gives its end.
fn of_list(
    page: &Page<'_>,
    letters: &Letters,
    known: &FxHashSet<(usize, usize)>,
    (start, end): (usize, usize),
    found: &mut Vec<Proposal>,
) -> usize {
    let mut add = |name: Option<(usize, usize)>| {
        let fresh = name.filter(|name| !known.contains(name));
        found.extend(fresh.map(|(start, end)| Proposal { start, end, sum: POINTS }));
    };
    let mut at = item_start(letters, start);
    for _ in 0..ITEMS {
        let Some(mark) = at.and_then(|at| at.checked_sub(1)).filter(|&n| letters.chars[n] == '、') else {
            break;
        };
        at = item_start(letters, mark);
        add(at.and_then(|at| name(page, letters, at, mark)));
    }
    let mut end = end;
    for _ in 0..ITEMS {
        if letters.char(end) != Some('、') {
            break;
        }
        let from = end + 1;
        let within = letters.len().min(from + ITEM);
        let stop =
            (from..within).find(|&n| !letters.letter(n)).or((within == letters.len()).then_some(within));
        let Some(stop) = stop else { break };
        end = stop;
        add(name(page, letters, from, end));
    }
    end
}

/// Whether the mark of a list stands behind a person, or before the item that it is in.
fn is_listed(letters: &Letters, (start, end): (usize, usize)) -> bool {
    letters.char(end) == Some('、')
        || item_start(letters, start).is_some_and(|at| at > 0 && letters.chars[at - 1] == '、')
}

/// Whether a title stands right before a person.
fn is_titled(page: &Page<'_>, letters: &Letters, (start, _): (usize, usize)) -> bool {
    start > 0 && page.title_ending(letters.at[start]).is_some_and(TitleClass::is_post)
}

/// Where the item of a list begins that a character is in.
fn item_start(letters: &Letters, at: usize) -> Option<usize> {
    let from = at.saturating_sub(ITEM);
    let mark = (from..at).rev().find(|&n| !letters.letter(n));
    mark.map(|n| n + 1).or((from == 0).then_some(0))
}

/// The name right behind the last title of an item that a surname follows: up to the mark that ends the item, or to a verb.
fn name(page: &Page<'_>, letters: &Letters, from: usize, stop: usize) -> Option<(usize, usize)> {
    let titled = |&start: &usize| {
        page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
            && is_titled(page, letters, (start, stop))
            && !context::ends_title(page, letters, (start, start + 1))
    };
    let start = (from + 1..stop.saturating_sub(1)).rev().find(titled)?;
    let marked = letters.char(stop) == Some('、');
    let whole = |end: usize| end == stop && (marked || !goes_on(page, letters, (start, end)));
    let closed = LENGTHS.into_iter().map(|length| start + length).find(|&end| whole(end));
    let open = || {
        // 易小 + 准 is one name.
        let mut ends = LENGTHS.into_iter().map(|length| start + length).filter(|&end| end + 1 < stop);
        let fits = |end: usize| letters.border(end) && !goes_on(page, letters, (start, end));
        ends.find(|&end| fits(end) && matches!(right(page, letters, end), Right::Does | Right::GoesOn))
    };
    let end = closed.or_else(open)?;
    may_be(page, letters, (start, end)).then_some((start, end))
}

/// Whether a name that no mark ends rather belongs to what follows, or is none: 和国际 + 组织, 斯凯里 + 特.
fn goes_on(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let first = letters.word(start);
    let sound =
        || end < letters.len() && letters.word(end).end == end + 1 && letters.roles[end].has(Role::SOUND);
    let weight = page.known.characters.given(letters.chars[end - 1]).sort();
    first.start == start
        && first.end == start + 1
        && matches!(first.tag, Tag::Grammar | Tag::Verb | Tag::Number | Tag::Side)
        || page.class(letters.chars[start]).has(Class::JOINT)
        || weight == 0
        || sound()
        || matches!(letters.word(end - 1).tag, Tag::Verb | Tag::Grammar)
}

/// Whether a stretch behind a title may be a name: no title, no body, no place that goes on, no number, no conjunction.
fn may_be(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let none = Class::JOINT.with(Class::POINTER).with(Class::ANONYMOUS).with(Class::SORT).with(Class::TRADE);
    let span = letters.span(start, end);
    let over = |hit: &Hit| hit.uses.has(Use::NAME) && hit.span.end > span.end;
    let title = |n: usize| {
        let cue = |cue: &Cue| matches!(cue, Cue::Title(_));
        let mut hits = page.hits_at(letters.at[n]).iter();
        hits.any(|hit| hit.span.len() > 3 && page.form(hit.form).cues.iter().any(cue))
    };
    let (first, last) = (letters.word(start), letters.word(end - 1));
    let everyday =
        first.end >= end && !matches!(first.tag, Tag::Person | Tag::Place | Tag::Proper | Tag::None);
    let joined =
        page.class(letters.chars[start]).has(Class::JOINT) && last.start > start && last.end > last.start + 1;
    letters.chars[start..end].iter().all(|&c| is_han(c))
        && !context::ends_title(page, letters, (start, end))
        && !page.class(letters.chars[end - 1]).has(none)
        && !everyday
        && !joined
        && !matches!(letters.chars[start], '与' | '及')
        && !page.is_never(span.of(page.text()), &Kind::PERSON)
        && !(start..end).any(title)
        && !page.hits_at(span.start).iter().any(over)
        && !stops::ends_body(page, letters, end)
        && !context::is_address(page, letters, (start + 1, end))
        && !matches!(letters.word(end - 1).tag, Tag::Side | Tag::Number)
        && page.normal.gaps_inside(span).is_empty()
}
