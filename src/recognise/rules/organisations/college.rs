//! Colleges of a university that the article names: those that fill the bracket behind a person (（生物医药与食品工程学院）), and those before
//! students and teachers (文学院 + 大四学生). Colleges right behind their university: `department`.

use super::whole::Whole;
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, Stretches, context, stops};
use crate::text::{Tag, is_han};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.college", points: 14, beyond: 4 };
/// Most characters of a college.
const LONGEST: usize = 16;

/// Pushes such colleges.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    persons: &Stretches,
    out: &mut Vec<Candidate>,
) {
    let mut found = Vec::new();
    let mut of_school = None;
    let ends = |hit: &&Hit| page.text().as_bytes()[..hit.span.end as usize].ends_with("院".as_bytes());
    let suffixes = letters.hits(Use::BODY_SUFFIX).iter().filter(ends);
    for end in suffixes.map(|hit| letters.number(hit.span.end)).filter(|&end| is_college(page, letters, end))
    {
        let Some(start) = start(page, letters, end) else { continue };
        let told = fills_bracket(letters, (start, end)) || has_people(page, letters, end, persons);
        if told && *of_school.get_or_insert_with(|| names_school(page, out)) {
            found.push((start, end));
        }
    }
    found.retain(|&(start, end)| !listed.contains(&letters.span(start, end)));
    out.extend(found.into_iter().map(|stretch| RULE.body(page, letters, stretch)));
}

/// Whether the name of a part of a university ends at a character.
fn is_college(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    letters.border(end)
        && page.signs().end(Sign::College, letters.span(end.saturating_sub(2), end).of(page.text()))
}

/// Whether the article names a university or another college.
fn names_school(page: &Page<'_>, out: &[Candidate]) -> bool {
    let school = |body: &&str| page.signs().end(Sign::School, body);
    let bodies = out.iter().filter(|c| c.open() && c.kind == Kind::ORGANISATION);
    bodies.map(|body| body.span.of(page.text())).any(|body| school(&body))
}

/// Where the name of a college begins, which holds a subject or a name and no clause: behind a mark, a gap, a verb, a word of grammar or
/// another body.
fn start(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    let own = end.checked_sub(2)?;
    let stops = |n: &usize| *n == 0 || stops_before(page, letters, *n);
    let mut start = (end.saturating_sub(LONGEST)..own).rev().find(stops)?;
    while let Some(next) = led_to(page, letters, start).filter(|&next| next < own) {
        start = next;
    }
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let placed = || page.hits_at(letters.at[start]).iter().any(place);
    let fits = start < own
        && letters.border(start)
        && (start..own).all(|n| is_inside(page, letters, n))
        && !page.marks.name_ends(letters.at[start])
        && !placed()
        && tells(page, letters, (start, own, end));
    fits.then_some(start)
}

/// Whether the name of a college may not go on to the left of a character: 了 + 文学院, 法学院和 + 文学院, but 继续教育学院.
fn stops_before(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n - 1);
    let subject = || page.signs().begin(Sign::Subject, &page.text()[letters.at[word.start] as usize..]);
    let joins = || joins(letters, n - 1) && !stops::ends_body(page, letters, n - 1);
    let leads = match word.tag {
        Tag::Verb => !subject(),
        Tag::Time => true,
        Tag::Grammar => !joins(),
        _ => false,
    };
    let apart = !letters.letter(n - 1) || page.space_at(letters.at[n]);
    apart || letters.border(n) && (leads || context::person_ends(page, letters.at[n]))
}

/// Where a name begins behind what only leads to it: 与 + 文学院, 原 + 文学院, 主讲人 + 文学院.
fn led_to(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let word = letters.word(at);
    let leads = || page.signs().has(Sign::LeadsToOrgan, letters.span(at, word.end).of(page.text()));
    let title = |hit: &&Hit| hit.uses.has(Use::TITLE_BEFORE);
    let titled = || page.hits_at(letters.at[at]).iter().find(title).map(|hit| letters.number(hit.span.end));
    if joins(letters, at) || leads() { Some(word.end) } else { titled() }
}

/// Whether a character may stand in the name of a college.
fn is_inside(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let none = Class::POINTER.with(Class::LEVEL).with(Class::PARTICLE);
    let word = letters.word(n);
    let plain =
        !matches!(word.tag, Tag::Grammar | Tag::Time | Tag::Number | Tag::Measure) || joins(letters, n);
    is_han(letters.chars[n]) && plain && (!page.class(letters.chars[n]).has(none) || word.end > n + 1)
}

/// Whether a subject or a name of its own tells what college it is: 文学院, 新松学院, but 热烈欢迎学院.
fn tells(page: &Page<'_>, letters: &Letters, (start, own, end): (usize, usize, usize)) -> bool {
    let name = |n: usize| matches!(letters.word(n).tag, Tag::Person | Tag::Place | Tag::Proper | Tag::None);
    let generic = || page.is_never(letters.span(start, end).of(page.text()), &Kind::ORGANISATION);
    let subject = || page.signs().inside(Sign::Subject, letters.span(start, own).of(page.text()));
    // 文学院 is one where the article has a school.
    own == start + 1 || (subject() || (start..own).any(name)) && !generic()
}

/// Whether a conjunction stands inside a name: 城乡规划 + 与 + 建筑工程学院.
fn joins(letters: &Letters, n: usize) -> bool {
    matches!(letters.chars[n], '与' | '和' | '及') && letters.word(n).end == n + 1
}

/// Whether a stretch is all that brackets hold, behind a letter.
fn fills_bracket(letters: &Letters, (start, end): (usize, usize)) -> bool {
    start > 1
        && letters.chars[start - 1] == '（'
        && letters.char(end) == Some('）')
        && letters.letter(start - 2)
}

/// Whether students, teachers or a person stand at a character.
fn has_people(page: &Page<'_>, letters: &Letters, at: usize, persons: &Stretches) -> bool {
    if !letters.letter(at) || page.space_at(letters.at[at]) {
        return false;
    }
    let student = page.signs().begin(Sign::Student, &page.text()[letters.at[at] as usize..]);
    let person = || {
        let from = persons.partition_point(|&(start, _)| start < at);
        persons.get(from).is_some_and(|&(start, _)| start == at)
    };
    let grade = || {
        letters.chars[at].is_ascii_digit()
            && (at..letters.len().min(at + 6)).any(|n| letters.chars[n] == '级')
    };
    student || grade() || person()
}
