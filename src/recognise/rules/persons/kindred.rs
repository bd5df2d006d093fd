//! Persons behind a word for kin or pupils whose surname the article has for somebody else: 章渭滨的孙子 + 章望江, 侄子 + 池水生.
//! Whatever word the given name is.

use rustc_hash::FxHashSet;

use super::behind::{Right, right};
use crate::dictionary::{Hit, Kind, TitleClass, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, Stretches, context};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.kindred";
/// Points of such a name: it is found in the whole article.
const POINTS: i32 = 25;
/// Characters of names, the usual number first.
const LENGTHS: [usize; 2] = [LONG, 2];
const LONG: usize = 3;

/// Proposals for the names behind words for kin, where one of the persons found elsewhere has their surname.
pub(in crate::recognise::rules) fn names<'p>(
    page: &Page<'_>,
    letters: &Letters,
    persons: impl FnOnce() -> &'p Stretches,
) -> Vec<Proposal> {
    let starts = letters.surnames.iter().map(|&n| n as usize);
    let led = starts.filter(|&n| page.title_ending(letters.at[n]) == Some(TitleClass::Kin));
    let mut found: Vec<Proposal> = led.filter_map(|start| name(page, letters, start)).collect();
    if found.is_empty() {
        return found;
    }
    let behind: FxHashSet<usize> = found.iter().map(|name| name.start).collect();
    let persons = persons();
    let others = persons.iter().filter(|(start, _)| !behind.contains(start));
    let family: FxHashSet<char> = others.map(|&(start, _)| letters.chars[start]).collect();
    found.retain(|name| family.contains(&letters.chars[name.start]));
    found
}

/// The name that begins behind a word for kin.
fn name(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Proposal> {
    let parted = letters.border(start) || context::title_across(page, letters, &letters.word(start), start);
    if !parted || context::ends_title(page, letters, (start, start + 1)) {
        return None;
    }
    let ends = LENGTHS.into_iter().map(|length| start + length).filter(|&end| end <= letters.len());
    let mut fitting = ends.filter(|&end| letters.border(end) && may_be(page, letters, (start, end)));
    fitting.next().map(|end| Proposal { start, end, sum: POINTS })
}

/// Whether a stretch may be a name: it holds no title, no listed name and no word of a clause.
fn may_be(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let span = letters.span(start, end);
    let weight = |n: usize| page.known.characters.given(letters.chars[n]).sort();
    let listed =
        |hit: &Hit| hit.span.start == span.start && hit.span.end >= span.end && hit.uses.has(Use::NAME);
    letters.chars[start..end].iter().all(|&c| is_han(c))
        && page.normal.gaps_inside(span).is_empty()
        && !is_clause(page, letters, (start, end))
        && !goes_beyond(page, letters, end)
        && (end - start == LONG || weight(end - 1) > 0 && right(page, letters, end) != Right::Else)
        && (start + 1..end).any(|n| weight(n) > 0)
        && !context::is_title(page, letters, (start + 1, end))
        && !page.hits_at(span.start).iter().any(listed)
        && !page.is_never(span.of(page.text()), &Kind::PERSON)
}

/// Whether a lone character of given names goes on behind a name: 梁唐青 + 仪 + 陪同.
fn goes_beyond(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    if end >= letters.len() || !letters.letter(end) || page.space_at(letters.at[end]) {
        return false;
    }
    let word = letters.word(end);
    let loose =
        matches!(word.tag, Tag::Verb | Tag::Grammar | Tag::Side | Tag::Time | Tag::Number | Tag::Measure);
    word.end == end + 1 && !loose && page.known.characters.given(letters.chars[end]).sort() > 0
}

/// Whether the words of a stretch are those of a clause: its last character is a lone verb or word of grammar (徒弟池水 + 说), or a
/// word of several that is no noun stands in it.
fn is_clause(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let plain = |tag: Tag| {
        matches!(tag, Tag::Grammar | Tag::Adjective | Tag::Number | Tag::Time | Tag::Side | Tag::Measure)
    };
    let last = letters.word(end - 1);
    let goes_on = end < letters.len() && letters.letter(end);
    let says = context::speech_starts(page, letters.at[end - 1]);
    let loose = last.end == last.start + 1 && (says || goes_on && (plain(last.tag) || last.tag == Tag::Verb));
    let word = |n: usize| {
        let word = letters.word(n);
        word.end > word.start + 1 && (plain(word.tag) || word.tag == Tag::Verb && word.start == start)
    };
    // 妻子 + 曾 + 患有, 老乡 + 都 + 喜欢; 文联 + 跃.
    let first = letters.word(start);
    let leads =
        first.end == start + 1 && first.tag == Tag::Grammar && letters.word(start + 1).end > start + 2;
    let filled = end - start < LONG && first.end >= end && first.tag != Tag::Person;
    loose || leads || filled || (start..end).any(word)
}
