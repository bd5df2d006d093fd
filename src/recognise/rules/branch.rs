//! Parts named after the body right before them: 兰州农村商业银行股份有限公司 + 七里河支行, 莱阳市人民医院 + “天使之翼”志愿服务队.

use std::iter::successors;

use rustc_hash::FxHashSet;

use super::{Listed, Proposal, push, stops};
use crate::dictionary::{Cue, Hit, Kind, Names, Role, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::Tag;

/// Most parts of parts.
const DEEPEST: usize = 3;
/// Most characters from the body to the end of the part.
const REACH: usize = 14;
/// Least points of a body by rule that parts are looked for behind.
const LEAST: i32 = -8;
/// Bytes behind the word for the place in the shortest body that has parts (房产局).
const LEVEL: usize = 6;

/// Pushes bodies with their parts.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let whole = |c: &&Candidate| c.open() && c.kind == Kind::ORGANISATION && has_parts(c);
    // 教育局 of a place is a body of its own, whatever stands before it; 供电公司 is a part of the firm before it.
    let regular = |c: &&Candidate| {
        c.open() && matches!(c.what, What::Body { .. }) && !c.span.of(page.text()).ends_with("公司")
    };
    let own: FxHashSet<u32> = out.iter().filter(regular).map(|c| c.span.start).collect();
    let mut found = Vec::new();
    for body in out.iter().filter(whole) {
        let (start, end) = (letters.number(body.span.start), letters.number(body.span.end));
        if let Some(end) =
            parts(page, letters, end, &own).filter(|&end| !listed.contains(&letters.span(start, end)))
        {
            found.push(Proposal { start, end, sum: body.evidence.max(0) + 5 });
        }
    }
    push(page, letters, "organisation.part", &Kind::ORGANISATION, found, out);
}

/// Whether a candidate is sure enough, and a body of more than its level: 市房产局, not 市委.
fn has_parts(body: &Candidate) -> bool {
    match &body.what {
        What::Made { .. } => body.evidence >= LEAST,
        What::Body { place: Place::Deictic { word, .. }, .. } => body.span.len() > word.len() + LEVEL,
        _ => true,
    }
}

/// The end of the last of the parts that follow each other from a character on: 第二采油厂 + 第六作业区.
fn parts(page: &Page<'_>, letters: &Letters, start: usize, own: &FxHashSet<u32>) -> Option<usize> {
    let next = |&end: &usize| part(page, letters, end, own.contains(&letters.at[end]));
    successors(next(&start), next).take(DEEPEST).last()
}

/// The end of the longest part that begins at a character: a place or nouns, then a suffix of parts; behind a place any
/// suffix of bodies will do (恩施 + 卷烟厂), unless a body of its `own` begins there.
fn part(page: &Page<'_>, letters: &Letters, start: usize, own: bool) -> Option<usize> {
    let placed = !own && start < letters.len() && place_end(page, letters, start).is_some();
    let mut found = None;
    let mut at = start;
    while at < letters.len() && at - start < REACH && !page.space_at(letters.at[at]) {
        if let Some(end) = suffix(page, letters, start, at, placed) {
            found = Some(end);
        }
        let other = placed && found.is_none() && at > start && stops::ends_body(page, letters, at);
        if other || at == start && title_starts(page, letters.at[at]) {
            break;
        }
        let listed = own_body(page, letters, at) && !(placed && at == start);
        let Some(behind) = next(page, letters, at, at == start).filter(|_| !listed) else {
            found = found.or_else(|| office(page, letters, start).filter(|_| at == start));
            break;
        };
        // The suffix may be the end of a word: 第二 + 采油厂, but not 网 + 站.
        let inner = (at + 1..behind).filter(|_| behind - at > 2 && !(placed && at == start));
        let mut ends = inner.filter_map(|n| suffix(page, letters, start, n, placed));
        found = ends.find(|&end| end == behind && stops::ends_body(page, letters, end)).or(found);
        at = behind;
        if found.is_some_and(|end| end < at) {
            break;
        }
    }
    found
}

/// The end of the suffix of a part at a character, if a part that began before may end with it.
fn suffix(page: &Page<'_>, letters: &Letters, start: usize, at: usize, placed: bool) -> Option<usize> {
    let (hit, ()) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::Suffix(suffix) if !suffix.never => {
            (suffix.names != Names::Body || placed && !suffix.strong).then_some(())
        }
        _ => None,
    })?;
    let end = letters.number(hit.span.end);
    let sound = end == at + 1 && at > start && page.role(letters.chars[at - 1]).has(Role::SOUND);
    // 保障部 + 副部长, 基础处 + 处长: jieba cuts otherwise.
    let titled = title_starts(page, letters.at[end]);
    let whole = titled || letters.border(end) && !sound && !stops::cut_short(page, letters, (at, end));
    (whole && end - start > 1 && end - start <= REACH).then_some(end)
}

/// The end of an office that is named after what it does, before the title of who leads it: 查验科 + 科长.
fn office(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let word = letters.word(start);
    let does = word.tag == Tag::Verb && word.end < letters.len();
    let end = does.then(|| suffix(page, letters, start, word.end, false)).flatten()?;
    title_starts(page, letters.at[end]).then_some(end)
}

/// Whether a title starts at a byte, before a name or after it.
fn title_starts(page: &Page<'_>, byte: u32) -> bool {
    page.cue_at(byte, |cue| matches!(cue, Cue::Title(_)).then_some(())).is_some()
}

/// The end of the listed place that begins at a character.
fn place_end(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let place = |hit: &&Hit| listed::places_of(page, hit.form).next().is_some();
    let hit = page.marks.name_starts(byte).then(|| page.hits_at(byte).iter().find(place)).flatten()?;
    Some(letters.number(hit.span.end))
}

/// Where what may stand in the name of a part ends: a listed place, a noun, a lone character of a name. None begins with a
/// verb (联合 + 衡阳技师学院).
fn next(page: &Page<'_>, letters: &Letters, at: usize, first: bool) -> Option<usize> {
    if let Some(end) = place_end(page, letters, at) {
        return Some(end);
    }
    let word = letters.word(at);
    let fits = match word.tag {
        Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Place | Tag::Person | Tag::Modifier => true,
        Tag::Abbreviation | Tag::Body | Tag::Number => true,
        Tag::Verb => !first && word.end - word.start > 1,
        _ => false,
    };
    let never = stops::in_no_body(page, &word);
    (fits && !never && letters.letter(at)).then(|| if word.start == at { word.end } else { at + 1 })
}

/// Whether a listed body begins at a character: that one is no part.
pub(super) fn own_body(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let body = |form: u32| {
        let dictionary = &page.known.dictionary;
        let mut kinds = page.form(form).entities.iter().map(|&(e, _)| &dictionary.entity(e).named.kind);
        kinds.any(|kind| *kind == Kind::ORGANISATION)
    };
    page.marks.name_starts(letters.at[at])
        && page.hits_at(letters.at[at]).iter().any(|hit| hit.uses.has(Use::NAME) && body(hit.form))
}
