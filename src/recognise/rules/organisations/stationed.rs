//! Courts, police stations, schools and clinics that a listed township gave its name to, without its level: 柏城 + 人民法庭, 安场 + 派出所.
//! Those behind the whole name of a township: `places::township`.

use crate::dictionary::{Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, places::township};
use crate::text::{Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "organisation.stationed";
/// Points of such a body: it is found in the whole article.
const POINTS: i32 = 20;
/// Characters of the name of the township.
const CORE: std::ops::RangeInclusive<usize> = 2..=3;

/// Proposals for such bodies, with the places right before them.
pub(in crate::recognise::rules) fn bodies(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for hit in letters.hits(Use::BODY_SUFFIX) {
        if !page.signs().has(Sign::Stationed, hit.span.of(page.text())) {
            continue;
        }
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        // Of suffixes with one end the longest comes first.
        if found.last().is_some_and(|last| last.end >= end) || !letters.border(end) {
            continue;
        }
        let starts = CORE.rev().filter_map(|core| form.checked_sub(core));
        let start = starts.into_iter().find(|&start| is_township(page, letters, (start, form)));
        found.extend(start.map(|start| Proposal {
            start: township::outermost(page, letters, start),
            end,
            sum: POINTS,
        }));
    }
    found
}

/// Whether a stretch is what a listed township is called, and no everyday word: 安场, but not 人民 or 中心.
fn is_township(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let named = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper);
    let words = Words::shared();
    letters.border(start)
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
        && (!words.has(text) || named(words.tag(text)))
        && township::is_short(page, letters, (start, end))
}
