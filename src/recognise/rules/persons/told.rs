//! Persons whom what they say tells, whatever words their names are: 经理 + 高峰 + 表示, ”安宁 + 说.

use memchr::memmem;

use crate::dictionary::{Class, Cue, Hit, Kind, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, context, known};
use crate::text::{Gap, Span, Tag, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.told";
/// Points of such a name.
const POINTS: i32 = 25;
/// Fewest and most characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// Proposals for names between a title, or the end of what was said, and a verb of speaking.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let speech = letters.hits(Use::TELLS).iter().filter(|hit| hit.uses.has(Use::TITLE_AFTER));
    let verbs = speech.filter_map(|hit| {
        let at = letters.number(hit.span.start);
        letters.border(at).then_some(at)
    });
    verbs.filter_map(|at| name(page, letters, at)).collect()
}

/// The name that ends at a verb of speaking.
fn name(page: &Page<'_>, letters: &Letters, end: usize) -> Option<Proposal> {
    let starts = NAME.rev().filter_map(|len| end.checked_sub(len));
    let framed = |&start: &usize| {
        let byte = letters.at[start];
        let called = context::person_ends(page, byte);
        let called = called && !page.class(letters.chars[end - 1]).has(Class::WHEN);
        let said = || page.quote_at(byte, Gap::Close) && goes_on(page, letters, (start, end));
        (called || said()) && is_name(page, letters, (start, end))
    };
    starts.into_iter().find(framed).map(|start| Proposal { start, end, sum: POINTS })
}

/// Whether a stretch may be a name: a surname begins it, and it is neither how somebody speaks nor a word for persons.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    let whole = word.start == start && word.end == end;
    let plain = matches!(
        word.tag,
        Tag::Adjective | Tag::Modifier | Tag::Verb | Tag::VerbalNoun | Tag::Grammar | Tag::Phrase | Tag::Time
    );
    let again = whole && word.tag == Tag::Adjective && called_again(page, letters, (start, end));
    let text = letters.span(start, end).of(page.text());
    let ignored = |kind| page.is_never(text, kind);
    let loose =
        |n: usize| letters.word(n).tag == Tag::Grammar && letters.word(n).end - letters.word(n).start == 1;
    // 大会 + 上, but 马上前 of the family 马.
    let aside = word.tag == Tag::Noun && word.end + 1 == end && letters.word(end - 1).tag == Tag::Side;
    let cue = |hit: &Hit| {
        let title = |cue: &Cue| matches!(cue, Cue::Title(_));
        hit.span.end == letters.at[end] && page.form(hit.form).cues.iter().any(title)
    };
    page.role(letters.chars[start]).has(Role::BEGINS_SURNAME)
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
        && letters.border(start)
        && (again || !(whole && plain))
        && !page.class(letters.chars[end - 1]).has(Class::SORT)
        && (again || !(start..end).any(|n| page.hits_at(letters.at[n]).iter().any(cue)))
        && !(whole && end - start > 2 && word.tag != Tag::Person)
        && !loose(start)
        && !loose(end - 1)
        && !aside
        && !page.fills(letters.span(start, end), Use::THING)
        && !ignored(&Kind::ORGANISATION)
        && (again || word.tag == Tag::Person || !ignored(&Kind::PERSON))
}

/// Whether an adjective stands behind a title once more, and tells how nothing is done: 律师 + 温和 + 说, then 律师 + 温和 + 提醒.
fn called_again(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let mut others =
        memmem::find_iter(page.text().as_bytes(), text).filter(|&at| at != letters.at[start] as usize);
    others.any(|at| {
        let next = page.text()[at + text.len()..].chars().next();
        context::person_ends(page, at as u32) && !next.is_some_and(|c| "地的得了".contains(c))
    })
}

/// Whether a stretch is no everyday word, or one with which a clause of the article begins as one about a person does: ”文章
/// 说 is told by nobody, ”方圆说 by 方圆, if 方圆和徒弟 stands elsewhere.
fn goes_on(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(start);
    if (word.start, word.end) != (start, end) || word.tag == Tag::Person {
        return true;
    }
    let text = letters.span(start, end).of(page.text());
    let mut others = memmem::find_iter(page.text().as_bytes(), text);
    others.any(|at| known::acts(page, Span::from_usize(at, at + text.len())))
}
