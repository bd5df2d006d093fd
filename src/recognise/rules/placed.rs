//! Bodies behind a place that is written in full, whatever words their own name is made of: 任泽区 + 永固密封件厂, 中卫市 + 第三幼儿园. What
//! stands behind them ends them: a mark, a word of grammar, a title, a verb.

use super::{Listed, branch, context, item, stops, township};
use crate::dictionary::{Class, Kind, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// The rule's id on its mentions.
const RULE: &str = "organisation.placed";
/// Fewest and most characters between the place and the suffix.
const CORE: std::ops::RangeInclusive<usize> = 2..=10;
/// Fewest characters of the suffix.
const LEAST: usize = 2;
/// Points, and what it is worth beyond its length, so that it wins over its parts one by one.
const POINTS: i32 = 8;
const TOGETHER: i32 = 16;

/// Pushes the bodies behind places.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let mut widest = None;
    let mut last = 0;
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::BODY_SUFFIX)) {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of suffixes with one end the longest comes first.
        if end <= last || !letters.border(end) {
            continue;
        }
        last = end;
        if end - form < LEAST || item::suffix(page, hit).is_none() || !is_over(page, letters, end) {
            continue;
        }
        let Some(start) = start(page, letters, form) else { continue };
        let span = letters.span(start, end);
        // 湖南岳阳 + 平江县白杨造纸厂.
        let widest = widest.get_or_insert_with(|| branch::widest_by_end(out));
        let longer = widest.get(&span.end).is_some_and(|&start| start <= span.start);
        if !listed.contains(&span) && !page.space_inside(span) && !longer {
            let name = span.of(page.text()).to_owned();
            let score = 10 * (end - start) as i32 - 4 + TOGETHER;
            let mut body =
                Candidate::new(span, Kind::ORGANISATION, What::Made { name }).by_rule(RULE).scored(score);
            body.evidence = POINTS;
            out.push(body);
        }
    }
}

/// Whether a name may be over at a character: no letter stands there, or a word of grammar, a title, a verb of two characters.
pub(super) fn is_over(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    if !letters.letter(at) || page.space_at(letters.at[at]) {
        return true;
    }
    let word = letters.word(at);
    word.start == at
        && (word.tag == Tag::Grammar
            || word.tag == Tag::Verb && word.end - word.start > 1
            || context::title_starts(page, letters.at[at]))
}

/// Where the body with its suffix at a character begins: at the first of the places right before its own name.
fn start(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let place = CORE.filter_map(|core| form.checked_sub(core)).find(|&at| ends_place(page, letters, at))?;
    let own = place..form;
    let named = own.clone().any(|n| names(page, letters, n));
    let fits = own.clone().all(|n| item::fits(page, letters, (place, n)) && !parts(page, letters, n));
    let start = (named && fits).then(|| township::outermost(page, letters, place))?;
    (letters.border(start) && !stops::ends_body(page, letters, start)).then_some(start)
}

/// Whether a character parts what is a body's own name from others: another body ends with it, it joins, counts or is of a verb.
fn parts(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let acts = word.tag == Tag::Verb && word.end - word.start > 1;
    let counts = word.tag == Tag::Number && !stops::is_ordinal(letters, &word);
    let joins = page.class(letters.chars[n]).has(Class::JOINT);
    !letters.letter(n) || acts || counts || joins || stops::ends_body(page, letters, n + 1)
}

/// Whether a listed place ends before a character that is written with its level: 任泽区, 中卫市.
fn ends_place(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let level = at.checked_sub(1).is_some_and(|n| page.class(letters.chars[n]).has(LEVELS));
    level
        && letters.border(at)
        && page.marks.name_ends(letters.at[at])
        && township::outermost(page, letters, at) < at
}

/// Characters that end a place that is written in full.
const LEVELS: Class = Class::DIVISION.with(Class::LEVEL);

/// Whether a character may be of a name: no everyday word holds it.
fn names(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let own = matches!(word.tag, Tag::Proper | Tag::Person | Tag::Place | Tag::None)
        || stops::is_ordinal(letters, &word);
    own || word.end - word.start == 1
        && !matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Measure | Tag::Side)
        && !page.class(letters.chars[n]).has(Class::POINTER)
}
