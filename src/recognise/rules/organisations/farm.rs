//! Farms that bear an everyday word and that somebody works for: 团结 + 农场 + 农机户. What has a name of its own is found by its suffix.

use rustc_hash::FxHashSet;

use super::whole::Whole;
use crate::dictionary::{Hit, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, context, places::community};
use crate::text::{Span, Tag};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.farm", points: 10, beyond: 4 };

/// Pushes such farms, wherever the article has them.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let ends = |hit: &&Hit| page.text().as_bytes()[..hit.span.end as usize].ends_with("场".as_bytes());
    let suffixes = letters.hits(Use::BODY_SUFFIX).iter().filter(ends);
    let farms: Vec<Span> = suffixes.filter_map(|hit| farm(page, letters, hit)).collect();
    let text = |farm: &Span| farm.of(page.text());
    let worked_for = |farm: &&Span| is_worked_for(page, letters, letters.number(farm.end));
    let told: FxHashSet<&str> = farms.iter().filter(worked_for).map(text).collect();
    let new = farms.iter().filter(|farm| told.contains(text(farm)) && !listed.contains(farm));
    let stretch = |farm: &Span| (letters.number(farm.start), letters.number(farm.end));
    out.extend(new.map(|farm| RULE.body(page, letters, stretch(farm))));
}

/// The farm that ends with a suffix and bears an everyday word.
fn farm(page: &Page<'_>, letters: &Letters, hit: &Hit) -> Option<Span> {
    let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
    let farm = page.signs().has(Sign::Farm, hit.span.of(page.text()));
    let start = farm.then(|| form.checked_sub(2)).flatten()?;
    let whole = community::avenue(page, letters, start) && letters.word(start).end == form;
    (whole && begins(page, letters, start)).then(|| letters.span(start, end))
}

/// Whether a name may begin at a character: behind a mark, a gap, or a word of grammar.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let leads = letters.word(before).end == start && letters.word(before).tag == Tag::Grammar;
    !letters.letter(before) || page.space_at(letters.at[start]) || leads
}

/// Whether somebody who works for it stands at a character: 职工, 农机户.
fn is_worked_for(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.letter(at) && !page.space_at(letters.at[at]) && {
        let ends = [letters.word(at).end, letters.word(letters.word(at).end.min(letters.len() - 1)).end];
        let worker = |end: usize| page.signs().end(Sign::Worker, letters.span(at, end).of(page.text()));
        ends.into_iter().any(worker) || context::workers_title(page, letters.at[at]).is_some()
    }
}
