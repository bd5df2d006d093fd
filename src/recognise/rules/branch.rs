//! Parts named after the body right before them: 兰州农村商业银行股份有限公司 + 七里河支行, 莱阳市人民医院 + “天使之翼”志愿服务队.

use super::{Listed, Proposal, push, stops};
use crate::dictionary::{Cue, Hit, Kind, Names, Role, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::Tag;

/// Most characters from the body to the end of the part.
const REACH: usize = 14;
/// Least points of a body by rule that parts are looked for behind.
const LEAST: i32 = -8;
/// Bytes behind the word for the place in the shortest body that has parts (房产局).
const LEVEL: usize = 6;

/// Pushes bodies with their parts.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let whole = |c: &&Candidate| c.open() && c.kind == Kind::ORGANISATION && has_parts(c);
    let mut found = Vec::new();
    for body in out.iter().filter(whole) {
        let (start, end) = (letters.number(body.span.start), letters.number(body.span.end));
        if let Some(end) = part(page, letters, end).filter(|&end| !listed.contains(&letters.span(start, end)))
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

/// The end of the longest part that begins at a character: a place or nouns, then a suffix of parts.
fn part(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let mut found = None;
    let mut at = start;
    while at < letters.len() && at - start < REACH && !page.space_at(letters.at[at]) {
        let suffix = page.cue_at(letters.at[at], |cue| match cue {
            Cue::Suffix(suffix) if suffix.names != Names::Body && !suffix.never => Some(()),
            _ => None,
        });
        if let Some((hit, ())) = suffix {
            let end = letters.number(hit.span.end);
            let sound = end == at + 1 && at > start && page.role(letters.chars[at - 1]).has(Role::SOUND);
            let cut = sound || stops::cut_short(page, letters, (at, end));
            if !cut && letters.border(end) && end - start > 1 && end - start <= REACH {
                found = Some(end);
            }
        }
        let Some(behind) = next(page, letters, at, at == start).filter(|_| !own_body(page, letters, at))
        else {
            break;
        };
        at = behind;
        if found.is_some_and(|end| end < at) {
            break;
        }
    }
    found
}

/// Where what may stand in the name of a part ends: a listed place, a noun, a lone character of a name. None begins with a
/// verb (联合 + 衡阳技师学院).
fn next(page: &Page<'_>, letters: &Letters, at: usize, first: bool) -> Option<usize> {
    let byte = letters.at[at];
    let place = |hit: &&Hit| listed::places_of(page, hit.form).next().is_some();
    if page.marks.name_starts(byte)
        && let Some(hit) = page.hits_at(byte).iter().find(place)
    {
        return Some(letters.number(hit.span.end));
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
