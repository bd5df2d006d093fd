//! Names made whole of listed parts of names (拉毛 + 东智, 古丽孜拉), also behind a surname as Hui, Salar, Dongxiang and Tu have them:
//! 马 + 尤素夫, 祁 + 阿乙舍. What is written by sound without such parts: `foreign`.

use super::sounds::longest_part;
use crate::dictionary::{Class, Hit, Kind, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context};
use crate::text::{HAN, Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.parts";
/// Points of such a name.
const POINTS: i32 = 40;
/// Fewest and most characters of a name.
const LENGTH: std::ops::RangeInclusive<usize> = LEAST..=9;
const LEAST: usize = 3;

/// Proposals for such names.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let (mut found, mut end) = (Vec::new(), 0);
    for n in letters.parts.iter().map(|&n| n as usize) {
        if n < end {
            continue;
        }
        let surname = n.checked_sub(1).filter(|&n| is_surname(page, letters, n));
        let Some(stop) = run(page, letters, n) else { continue };
        // What may be a surname is no part of the name right behind a title.
        let alone = Some(n).filter(|&n| surname.is_none() || led(page, letters, n));
        let name = surname.into_iter().chain(alone).find(|&start| fits(page, letters, (start, n, stop)));
        if let Some(start) = name {
            found.push(Proposal { start, end: stop, sum: POINTS });
        }
        // The rest of what is too long is no name.
        if name.is_some() || stop - n > *LENGTH.end() {
            end = stop;
        }
    }
    found
}

/// Where the parts end that follow each other from a character on, as far as a name may go and one part more.
fn run(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let mut end = start;
    let follows = |end: usize| letters.letter(end) && !(end > start && page.space_at(letters.at[end]));
    while end - start <= *LENGTH.end() && end + 1 < letters.len() && follows(end) {
        let Some(length) = longest_part(page, letters, end) else { break };
        end += length;
    }
    (end > start).then_some(end)
}

/// Whether a surname of one character that is no word of grammar and no verb stands there.
fn is_surname(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let tag = Words::shared().tag_of(letters.chars[n]);
    page.role(letters.chars[n]).has(Role::SURNAME)
        && !matches!(tag, Tag::Grammar | Tag::Verb | Tag::Number | Tag::Side | Tag::Measure)
        && !page.space_at(letters.at[n + 1])
        && !page.class(letters.chars[n]).has(Class::TRADE)
        && !context::ends_title(page, letters, (n, n + 1))
}

/// Whether a stretch is a whole name: parts from `from` on, nothing that goes on at its sides, and no word breaks it.
fn fits(page: &Page<'_>, letters: &Letters, (start, from, end): (usize, usize, usize)) -> bool {
    let (length, led) = (end - start, led(page, letters, start));
    let sound = |n: usize| {
        let named = || matches!(letters.word(n).tag, Tag::Place | Tag::Proper | Tag::None);
        letters.roles.get(n).is_some_and(|role| role.has(Role::SOUND) || role.has(Role::LETTER) && named())
    };
    // 清 + 江村.
    let place = |n: usize| page.class(letters.chars[n]).has(Class::DIVISION.with(Class::WATER));
    let dotted = |n: usize| matches!(letters.char(n), Some('·' | '-'));
    let beside =
        dotted(end) || start > 0 && dotted(start - 1) || sound(end) && letters.word(end).end == end + 1;
    let whole = letters.border(end) || length > LEAST && !crosses(letters, end);
    let short = from > start && end - from < LEAST;
    LENGTH.contains(&length)
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
        && !beside
        && whole
        && (led || !short && letters.border(start) && !start.checked_sub(1).is_some_and(sound))
        && !place(end - 1)
        && !goes_on(page, letters, end)
        && !holds_word(letters, (start, end))
        && !is_else(page, letters, (start, end))
}

/// Whether a word for who somebody is, a mark or the beginning stands before a character.
fn led(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    start == 0
        || !letters.letter(start - 1)
        || page.space_at(letters.at[start])
        || context::office_ends(page, letters.at[start])
        || letters.border(start) && matches!(letters.chars[start - 1], '和' | '与' | '的')
}

/// Whether a word of several characters goes over the end of a name.
fn crosses(letters: &Letters, end: usize) -> bool {
    let word = letters.word(end);
    word.start < end && matches!(word.tag, Tag::Noun | Tag::Place | Tag::Body | Tag::Person | Tag::Proper)
}

/// Whether a place or a body goes on behind a name: 巴音 + 河, 努尔兰 + 县, 阿斯卡尔 + 难民营.
fn goes_on(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) && hit.span.len() > HAN as usize;
    let suffix = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) || body(hit);
    end < letters.len()
        && (page.class(letters.chars[end]).has(Class::DIVISION.with(Class::GRASSROOTS).with(Class::WATER))
            || page.hits_at(letters.at[end]).iter().any(suffix))
}

/// Whether a stretch is never a person, a listed place stands before it or begins it, or the article has it as part of a name with
/// a dot.
fn is_else(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let (span, name) = (letters.span(start, end), &letters.chars[start..end]);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE) && hit.span.end < span.end;
    page.marks.name_ends(span.start)
        || page.hits_at(span.start).iter().any(place)
        || letters.all::<'·'>().any(|dot| letters.chars[dot + 1..].starts_with(name))
        || page.is_never(span.of(page.text()), &Kind::PERSON)
}

/// Whether an everyday word of several characters stands in a stretch.
fn holds_word(letters: &Letters, (start, end): (usize, usize)) -> bool {
    (start..end).any(|n| {
        let word = letters.word(n);
        word.end > word.start + 1
            && word.start >= start
            && word.end <= end
            && matches!(
                word.tag,
                Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective | Tag::Grammar | Tag::Time
            )
    })
}
