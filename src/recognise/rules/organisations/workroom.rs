//! Workrooms named after a person, whatever his craft: 高大山 + 劳模创新工作室, 严谨 + 精密磨削 + 技能大师工作室.

use rustc_hash::FxHashMap;

use crate::dictionary::{Class, Cue, Hit, Kind, NamedAfter, Role, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, context};
use crate::text::Tag;

/// The rule's id on its mentions.
const RULE: &str = "organisation.workroom";
/// The rule's id on the persons they are named after.
const PERSON: &str = "person.workroom";
/// Points of such a name: it is found in the whole article.
const POINTS: i32 = 20;
/// Most characters before the suffix.
const REACH: usize = 12;

/// Pushes workrooms whose suffix says that a person stands before it, and the persons.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let mut last = 0;
    for hit in letters.hits(Use::WORKROOM) {
        let Some(sure) = after(page, hit).map(|after| after == NamedAfter::Persons) else { continue };
        let (room, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of suffixes with one end the longest comes first.
        if end <= last {
            continue;
        }
        last = end;
        let Some(start) = begin(page, letters, room).filter(|&start| sure || is_torn(page, letters, start))
        else {
            continue;
        };
        if let Some(name) = name(page, letters, (start, room)) {
            if !listed.contains(&letters.span(start, name)) {
                out.push(made(page, letters, (start, name), (&Kind::PERSON, PERSON)));
            }
            out.push(made(page, letters, (start, end), (&Kind::ORGANISATION, RULE)));
        }
    }
}

/// Pushes workrooms behind the persons that the article knows.
pub(in crate::recognise::rules) fn of_known(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let rooms = letters.hits(Use::WORKROOM).iter();
    let rooms: Vec<(usize, usize)> =
        rooms.map(|hit| (letters.number(hit.span.start), letters.number(hit.span.end))).collect();
    if rooms.is_empty() {
        return;
    }
    let persons = out.iter().filter(|c| c.open() && c.kind == Kind::PERSON);
    let persons: FxHashMap<usize, usize> =
        persons.map(|c| (letters.number(c.span.start), letters.number(c.span.end))).collect();
    for (room, end) in rooms {
        let craft = |from: usize| (from..room).all(|n| letters.letter(n) && may_be_craft(letters, n));
        let starts = room.saturating_sub(REACH)..room;
        let named = |start: &usize| {
            let free = |name: usize| name <= room && craft(name) && !enters(page, letters, (name, room));
            persons.get(start).is_some_and(|&name| free(name))
        };
        if let Some(start) = starts.into_iter().find(named) {
            out.push(made(page, letters, (start, end), (&Kind::ORGANISATION, RULE)));
        }
    }
}

/// Whether the word at a character may stand between a person and the workroom named after him.
fn may_be_craft(letters: &Letters, at: usize) -> bool {
    let word = letters.word(at);
    !matches!(word.tag, Tag::Grammar | Tag::Time | Tag::Measure)
        && (word.tag != Tag::Verb || word.end - word.start > 1)
}

/// Whether bodies with a suffix are named after persons.
fn after(page: &Page<'_>, hit: &Hit) -> Option<NamedAfter> {
    let after = |cue: &Cue| if let Cue::Suffix(suffix) = cue { Some(suffix.after) } else { None };
    let cues = hit.uses.has(Use::WORKROOM).then(|| page.form(hit.form).cues)?;
    cues.iter().find_map(after)
}

/// Where what stands before a suffix begins: behind a mark, a word of grammar, a verb or a title.
fn begin(page: &Page<'_>, letters: &Letters, room: usize) -> Option<usize> {
    let mut at = room;
    while at > 0 && room - at <= REACH && !page.space_at(letters.at[at]) {
        let word = letters.word(at - 1);
        let grammar =
            word.tag == Tag::Grammar && word.end == word.start + 1 && !is_torn(page, letters, word.start);
        let acts =
            matches!(word.tag, Tag::Verb) && at < room && letters.border(at) && surname(page, letters, at);
        let titled = at < room && context::office_ends(page, letters.at[at]);
        if !letters.letter(at - 1) || grammar || acts || titled {
            return (at < room).then_some(at);
        }
        at = word.start.min(at - 1);
    }
    (at < room && room - at <= REACH).then_some(at)
}

/// Whether a surname that is a word of grammar begins what stands behind a mark: 何 + 兰焊接工作室.
fn is_torn(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let word = letters.word(start);
    let marked = start == 0 || !letters.letter(start - 1) || page.space_at(letters.at[start]);
    marked && word.tag == Tag::Grammar && word.end == start + 1 && surname(page, letters, start)
}

fn surname(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.role(letters.chars[at]).has(Role::BEGINS_SURNAME)
}

/// The end of the name that begins a stretch before a suffix: all of it, or up to a word of the craft.
fn name(page: &Page<'_>, letters: &Letters, (start, room): (usize, usize)) -> Option<usize> {
    let whole = |end: usize| {
        let word = letters.word(end);
        word.start == end && word.end - word.start > 1
    };
    let ends =
        |end: &usize| *end == room || *end < room && whole(*end) && !enters(page, letters, (*end, room));
    // 成立 + 技能大师工作室.
    let acts = letters.word(start).tag == Tag::Verb && letters.word(start).end > start + 1;
    // 全国 + 劳模创新工作室, 高质量 + 劳模创新工作室.
    let named = |end: &usize| {
        let text = letters.span(start, *end).of(page.text());
        !page.is_never(text, &Kind::ORGANISATION)
    };
    (surname(page, letters, start) && letters.border(start) && !acts)
        .then(|| (start + 2..=start + 3).find(ends).filter(named))
        .flatten()
}

/// Whether a verb between a name and a workroom tells what he does with it: 纪广厚 + 推开 + 工作室的门, 李明 + 创办 + 工作室.
fn enters(page: &Page<'_>, letters: &Letters, (start, room): (usize, usize)) -> bool {
    let word = letters.word(start);
    let moves = || page.class(letters.chars[word.end - 1]).has(Class::MOTION);
    let whole = start < room && word.tag == Tag::Verb && (word.start, word.end) == (start, room);
    whole && (moves() || page.signs().has(Sign::Founds, letters.span(start, room).of(page.text())))
}

fn made(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    (kind, rule): (&Kind, &'static str),
) -> Candidate {
    let span = letters.span(start, end);
    let score = 10 * (end - start) as i32 + POINTS;
    Candidate::made(page.text(), span, kind.clone(), rule).scored(score).supported(POINTS)
}
