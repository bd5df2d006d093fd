//! Waters and mountains that what stands beside them tells: 得胜湖 + 畔, 女娲山 + 脚下, 琴江 + 两岸, 跨过 + 霍童溪, 湖叫 + 花亭湖.

use crate::dictionary::{Class, Hit, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, stops};
use crate::text::{Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.shore";
/// Points of such a place.
const POINTS: i32 = 14;
/// Most characters before the suffix.
const MOST: usize = 3;

/// Proposals for natural places before what lies beside them, behind what crosses them, and behind what says how they are called.
pub(in crate::recognise::rules) fn places(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let suffixes = letters.hits(Use::NATURAL).iter().filter(|hit| is_natural(page, hit));
    suffixes
        .filter_map(|hit| {
            let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
            let behind = &page.text()[hit.span.end as usize..];
            let beside = page.signs().begin(Sign::Shore, behind) && !page.space_at(hit.span.end);
            let start =
                core(page, letters, form).filter(|&start| beside || tells(page, letters, start, hit))?;
            let own = whole(letters, (start, end)) && !is_tail(page, letters, (start, end));
            own.then_some(Proposal { start, end, sum: POINTS })
        })
        .collect()
}

/// Whether what stands before a name with a suffix says that something crosses it, or that one of its sort is called so.
fn tells(page: &Page<'_>, letters: &Letters, start: usize, suffix: &Hit) -> bool {
    let before = &page.text()[..letters.at[start] as usize];
    let called = |before: &str| before.ends_with(suffix.span.of(page.text()));
    !page.space_at(letters.at[start])
        && (page.signs().end(Sign::Crosses, before) || before.strip_suffix('叫').is_some_and(called))
}

/// Whether a suffix of waters or mountains is one that this rule knows.
fn is_natural(page: &Page<'_>, hit: &Hit) -> bool {
    hit.span.of(page.text()) != "海"
}

/// Where the name before a suffix begins: behind a mark, a verb or a word of grammar.
pub(super) fn core(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let starts = (form.saturating_sub(MOST)..form).rev();
    let begins = |start: usize| {
        let word = letters.word(start);
        let before = start.checked_sub(1).map(|n| letters.word(n));
        let loose = before.is_none_or(|before| {
            !letters.letter(before.start)
                || page.space_at(letters.at[start])
                || matches!(before.tag, Tag::Verb | Tag::Grammar | Tag::Place)
        });
        word.start == start && loose
    };
    let start = starts.into_iter().find(|&start| begins(start))?;
    // 在 + 得胜 + 湖 + 畔: behind a preposition even a verb is a name.
    let placed = letters.char(start.wrapping_sub(1)) == Some('在');
    let named = |n: usize| {
        let word = letters.word(n);
        let fits = match word.tag {
            Tag::Place | Tag::Person | Tag::Proper | Tag::None => true,
            Tag::Grammar | Tag::Number | Tag::Measure => false,
            Tag::Verb | Tag::Adjective if placed && word.end == form => true,
            _ => word.end - word.start == 1,
        };
        let plain = page.class(letters.chars[n]).has(Class::PLAIN) || stops::in_no_body(page, &word);
        is_han(letters.chars[n]) && fits && !plain
    };
    let place = page.hits_at(letters.at[start]).iter().any(|hit| hit.uses.has(Use::PLACE));
    ((start..form).all(named) && !place).then_some(start)
}

/// Whether a listed place that begins further to the left ends there: 东 + 苕溪.
fn is_tail(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let longer = |hit: &Hit| hit.span.start < letters.at[start] && hit.uses.has(Use::PLACE);
    page.hits_ending(letters.at[end], LISTED).any(longer)
}

/// Whether a stretch is no everyday word: 运河, 雪山.
fn whole(letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    let other = |n: usize| letters.word(n).end > end && letters.word(n).start < end - 1;
    let everyday = word.end >= end && !matches!(word.tag, Tag::Place | Tag::Proper | Tag::Person);
    !(everyday || other(end - 1))
}
