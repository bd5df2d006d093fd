//! Departments and crews behind a body that was found, whatever words their own name is made of: 汤旺县林业局有限公司 + 扑火队, 国投普安煤业公司 +
//! 通风队. Here is which bodies have them and what is made of both; `end` finds where they end, `words` says what they are made of.

mod end;
mod words;

use std::cell::LazyCell;
use std::iter::successors;

use rustc_hash::FxHashMap;

use super::{branch, whole::Whole};
use crate::dictionary::{Hit, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::raise::NAMED_RULE;
use crate::recognise::rules::{Listed, Stretches, THRESHOLD, first_by_end};
use crate::text::{Tag, Words};
use branch::{has_parts, is_body};
pub(super) use end::starts_county;

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.department", points: 6, beyond: 10 };
/// Most departments of departments.
const DEEPEST: usize = 2;
/// Characters of a body and its department that are too few.
const LEAST: usize = 3;

/// Pushes the departments of the bodies that were found.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let found = of_bodies(page, letters, out);
    if found.is_empty() {
        return;
    }
    // A part of a part is one body: 国网山东省电力公司 + 菏泽供电公司 + 单县客户服务中心.
    let parts = out.iter().filter(|c| c.open() && c.rule == Some(branch::RULE));
    let parts: FxHashMap<u32, u32> = parts.map(|c| (c.span.end, c.span.start)).collect();
    let whole = first_by_end(out, is_sure);
    for (start, end) in found {
        let span = letters.span(start, end);
        // 淮南市 + 农业银行田东城市信用社.
        let longer =
            [&parts, &whole].iter().any(|ends| ends.get(&span.end).is_some_and(|&first| first < span.start));
        if !longer && !listed.contains(&span) && end - start > LEAST {
            out.push(RULE.body(page, letters, (start, end)));
        }
    }
}

/// The departments of the bodies and those of these, each from the start of the longest body before it.
fn of_bodies(page: &Page<'_>, letters: &Letters, out: &[Candidate]) -> Stretches {
    let known = LazyCell::new(|| known_bodies(out));
    let known = |byte: u32| known.get(&byte).copied();
    let next = |&at: &usize| (!branch::is_board(letters, at)).then(|| end::of(page, letters, at, &known))?;
    let (mut starts, mut firsts) = (FxHashMap::default(), FxHashMap::default());
    for body in out.iter().filter(|c| is_body(c) && has_parts(page, c)) {
        let (start, at) = (letters.number(body.span.start), letters.number(body.span.end));
        // Behind most bodies no department stands.
        if !end::may_stand(page, letters, at) {
            continue;
        }
        let first = firsts.entry(at).or_insert_with(|| next(&at));
        if first.is_some() && !is_torn(page, letters, (start, at)) {
            let longest = starts.entry(at).or_insert(start);
            *longest = start.min(*longest);
        }
    }
    let mut found = Stretches::new();
    for (at, start) in starts {
        found.extend(successors(firsts[&at], next).take(DEEPEST).map(|end| (start, end)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where the known bodies begin, and the last byte of the longest of each.
fn known_bodies(out: &[Candidate]) -> FxHashMap<u32, u32> {
    let known = |c: &&Candidate| is_body(c) && matches!(c.what, What::Body { .. } | What::Listed { .. });
    let mut ends = FxHashMap::default();
    for body in out.iter().filter(known) {
        let end = ends.entry(body.span.start).or_insert(body.span.end);
        *end = body.span.end.max(*end);
    }
    ends
}

/// Whether a candidate is a body by its suffix, and likely.
fn is_sure(candidate: &Candidate) -> bool {
    is_body(candidate) && candidate.rule == Some(NAMED_RULE) && candidate.evidence >= THRESHOLD
}

/// Whether the last character of a body is the first of a name or a word behind a verb: 联合 + 国家林草局 is no 联合国.
fn is_torn(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let Some(last) = end.checked_sub(1).filter(|&last| last > start + 1 && letters.letter(end)) else {
        return false;
    };
    let text = |from: usize, to: usize| letters.span(from, to).of(page.text());
    let across = |hit: &Hit| hit.uses.has(Use::NAME) && letters.number(hit.span.end) > end + 1;
    let goes_on = || {
        Words::shared().tag(text(last, end + 1)) == Tag::Noun
            || page.hits_at(letters.at[last]).iter().any(across)
    };
    Words::shared().tag(text(last - 2, last)) == Tag::Verb && goes_on()
}
