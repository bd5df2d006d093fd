//! Bodies of one place in a list that names it once: 州人社局、工业和信息化局 are both the prefecture's, 黑河市财政局、教育局 both the city's.

use super::placed;
use crate::dictionary::{Class, Cue, Hit, Kind, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Span;

/// The rule's id on its mentions.
const RULE: &str = "body.shared";
/// Characters of the shortest tail that says what body it is (教育局): 政府 and 工会 are anybody's.
const LEAST: usize = 3;
/// What it is worth beyond its length.
const TOGETHER: i32 = 8;
/// Most bodies of a list that share one place.
const MOST: usize = 12;

/// Pushes the bodies behind a regular body and a mark of enumeration.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for first in out.iter().filter(|c| c.open()) {
        let What::Body { place, .. } = first.what else { continue };
        let mut end = first.span.end;
        if page.after(end) != Some('、') || !definite(page, letters, first.span) {
            continue;
        }
        for _ in 0..MOST {
            let Some(next) = next(page, letters, end, place) else { break };
            end = next.span.end;
            found.push(next);
        }
    }
    out.append(&mut found);
}

/// The body of a place whose tail is the whole item behind a mark of enumeration.
fn next(page: &Page<'_>, letters: &Letters, end: u32, place: Place) -> Option<Candidate> {
    let start = end + MARK;
    let item = |hit: &&Hit| {
        let (first, last) = (letters.number(hit.span.start), letters.number(hit.span.end));
        hit.uses.has(Use::BODY_TAIL)
            && last - first >= LEAST
            && letters.border(last)
            && (goes_on(page, hit.span.end) || placed::is_over(page, letters, last))
    };
    if page.after(end) != Some('、') || page.space_at(start) {
        return None;
    }
    let hit = page.hits_at(start).iter().find(item)?;
    let body = body(page, hit, place)?;
    let score = 10 * (letters.number(hit.span.end) - letters.number(start)) as i32 + TOGETHER;
    let what = What::Body { body, place };
    Some(Candidate::new(hit.span, Kind::ORGANISATION, what).by_rule(RULE).scored(score))
}

/// Whether the list goes on behind an item.
fn goes_on(page: &Page<'_>, end: u32) -> bool {
    page.after(end).is_some_and(|c| page.class(c).has(Class::JOINT) || c == '等')
}

/// The regular body of a place that a tail is the end of.
fn body(page: &Page<'_>, tail: &Hit, place: Place) -> Option<u32> {
    let rules = &page.known.dictionary.rules;
    let fits = |body: u32| {
        let levels = rules.bodies[body as usize].levels;
        match place {
            Place::Deictic { levels: of, .. } => levels.meets(of),
            Place::Form { form, .. } => {
                levels.has(page.known.gazetteer.first_place(form).and_then(|(level, _)| level))
            }
        }
    };
    page.form(tail.form).cues.iter().find_map(|cue| match cue {
        Cue::BodyTail(forms) => {
            let mut forms = forms.iter().map(|&n| &rules.body_forms[n as usize]);
            forms.find(|form| !form.full && form.prefix.is_empty() && fits(form.body)).map(|form| form.body)
        }
        _ => None,
    })
}

/// Whether a body is that of one place: not 各市教育局, nor the last of 各市、县、自治县教育局.
fn definite(page: &Page<'_>, letters: &Letters, body: Span) -> bool {
    let start = letters.number(body.start);
    let indefinite = |n: usize| page.class(letters.chars[n]).has(Class::INDEFINITE.with(Class::POINTER));
    let listed = start > 1 && letters.chars[start - 1] == '、' && letters.letter(start - 2);
    let level = || page.hits_ending(letters.at[start - 1], LEVEL).any(|hit| hit.uses.has(Use::BARE));
    start == 0 || !(indefinite(start - 1) || listed && level())
}

/// Bytes of the longest level word, and of a mark of enumeration.
const LEVEL: u32 = 9;
const MARK: u32 = '、'.len_utf8() as u32;
