//! Persons whom the frame around them tells, whatever words their names are: counted (方圆、童心、郑重等9名青工, 授予甘宁等4人),
//! appointed (任命安居仁为, 免去沙子江的), portrayed (田永川，男，).

use crate::dictionary::{Class, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.counted";
/// Points of such a name.
const POINTS: i32 = 25;
/// Fewest and most characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;
/// Most names of a list.
const MOST: usize = 12;

/// Most characters of a name that is appointed.
const APPOINTED: usize = 4;

/// Proposals for the persons of counted lists, for those appointed, and for those portrayed.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let first = |n: usize| n > 1 && !letters.roles[n - 1].has(Role::NUMBER);
    let counts = letters.digits.iter().copied().filter(|&n| first(n) && counts_persons(page, letters, n));
    let mut found: Vec<Proposal> = counts.flat_map(|n| items(page, letters, n)).collect();
    let verbs = letters.hits(Use::APPOINTS).iter();
    found.extend(verbs.flat_map(|hit| appointed(page, letters, letters.number(hit.span.end))));
    found.extend(letters.all::<'\n'>().filter_map(|n| portrayed(page, letters, n + 1)));
    found
}

/// The names that begin behind a verb of appointing, list marks between them, up to what they are appointed to: 为, 的, 同志.
fn appointed(page: &Page<'_>, letters: &Letters, mut start: usize) -> Vec<Proposal> {
    let mut found = Vec::new();
    while found.len() < MOST && start + 2 < letters.len() {
        let stop = (start + 2..=(start + APPOINTED).min(letters.len() - 1)).find(|&n| stops(letters, n));
        let Some(end) = stop.filter(|&end| {
            page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
                && is_han_only(page, letters, (start, end))
        }) else {
            return Vec::new();
        };
        let last = letters.chars[end] != '、';
        // 任命方式为, 免去费用的.
        let word = letters.word(start);
        let plain =
            matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective | Tag::Modifier);
        if last && found.is_empty() && plain && word.end >= end && letters.chars[end] != '同' {
            return Vec::new();
        }
        found.push(Proposal { start, end, sum: POINTS });
        if last {
            return found;
        }
        start = end + 1;
    }
    Vec::new()
}

/// Whether what ends the name of somebody appointed stands at a character.
fn stops(letters: &Letters, at: usize) -> bool {
    match letters.chars[at] {
        '、' | '为' | '的' => true,
        '同' => letters.char(at + 1) == Some('志'),
        _ => false,
    }
}

/// The name at the start of a paragraph that his or her sex follows.
fn portrayed(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Proposal> {
    let sex = |&end: &usize| {
        letters.char(end) == Some('，')
            && matches!(letters.char(end + 1), Some('男' | '女'))
            && letters.char(end + 2) == Some('，')
    };
    let end = (start + 2..=start + APPOINTED).find(sex)?;
    let name =
        page.role(letters.chars[start]).has(Role::BEGINS_SURNAME) && is_han_only(page, letters, (start, end));
    // 危险，男，19岁, but no 危险，男，女都要小心.
    let word = letters.word(start);
    let everyday = word.start == start && word.end >= end && word.tag != Tag::Person;
    let born = letters.char(end + 3).is_some_and(|c| c.is_ascii_digit() || c == '汉');
    (name && (!everyday || born)).then_some(Proposal { start, end, sum: POINTS })
}

fn is_han_only(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    letters.chars[start..end].iter().all(|&c| is_han(c))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
}

/// Whether a count of persons stands at a character: 9名, 两位, 4人.
fn counts_persons(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let end = (at..letters.len()).find(|&n| !letters.roles[n].has(Role::NUMBER)).unwrap_or(letters.len());
    letters.char(end).is_some_and(|c| page.class(c).has(Class::PERSONS))
}

/// The names of the list that ends before a count, all between list marks but the first.
fn items(page: &Page<'_>, letters: &Letters, count: usize) -> Vec<Proposal> {
    let others = letters.chars[count - 1] == '等';
    let mut end = if others { count - 1 } else { count };
    let mut found: Vec<Proposal> = Vec::new();
    while found.len() < MOST {
        let lengths = NAME.rev().filter(|&len| len <= end);
        let fits = |start: usize| is_name(page, letters, (start, end));
        let before = |start: usize| start.checked_sub(1).map(|n| letters.chars[n]);
        let listed = lengths.clone().map(|len| end - len).find(|&start| before(start) == Some('、'));
        let Some(start) = listed.or_else(|| {
            lengths.map(|len| end - len).find(|&start| begins(page, letters, start) && fits(start))
        }) else {
            break;
        };
        if !fits(start) {
            return Vec::new();
        }
        found.push(Proposal { start, end, sum: POINTS });
        if listed.is_none() {
            let nouns = found.iter().all(|item| is_noun(letters, (item.start, item.end)));
            return if (found.len() > 1 || others) && !nouns { found } else { Vec::new() };
        }
        end = start - 1;
    }
    Vec::new()
}

/// Whether a stretch is one everyday noun: 时装、家具等8位设计师.
fn is_noun(letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    (word.start, word.end) == (start, end) && word.tag == Tag::Noun
}

/// Whether a list may begin at a character: behind a verb or a title, or at a mark.
fn begins(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let word = letters.word(before);
    !letters.letter(before)
        || page.space_at(letters.at[at])
        || page.marks.name_ends(letters.at[at])
        || letters.border(at) && (matches!(word.tag, Tag::Verb) || context::office_ends(page, letters.at[at]))
}

/// Whether a stretch may be a name: a surname begins it, and it is no name of anything else, no title and never ignored.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let span = letters.span(start, end);
    let text = span.of(page.text());
    let rules = &page.known.dictionary.rules;
    let word = letters.word(start);
    let grammar =
        |n: usize| letters.word(n).end - letters.word(n).start == 1 && letters.word(n).tag == Tag::Grammar;
    page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && !(word.start < start && word.end > start)
        && letters.border(end)
        && !grammar(end - 1)
        && !rules.cues.contains_key(text)
        && (!rules.ignore.contains_key(text) || context::office_ends(page, span.start))
        && page
            .hits_at(span.start)
            .iter()
            .all(|hit| hit.span.end != span.end || !hit.uses.has(Use::NO_PERSON))
        && page.normal.gaps_inside(span).is_empty()
}
