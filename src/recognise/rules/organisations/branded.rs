//! Short forms of companies that keep a place of the full name before the brand: 兴化岙澜 of 江苏兴化岙澜铸造有限公司. Those without
//! a place: `company`.

use super::brand::{Named, bounded, first, same, shorter};
use crate::dictionary::{Hit, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::text::{Span, Words, is_han};

/// Most characters of the brand and perhaps a word of what the company does.
const MOST: usize = 7;
/// Most characters of a brand that stands alone.
const ALONE: usize = 3;
/// Characters of the word for what the company does.
const TRADE: std::ops::RangeInclusive<usize> = 2..=4;

/// The longest short form whose brand stands at a byte behind a place, and the one company that has this place before it.
pub(super) fn of_one<'a>(
    page: &mut Page<'_>,
    at: usize,
    companies: &[Named<'a>],
) -> Option<(Span, &'a Candidate)> {
    let mut found: Option<(Span, &Candidate)> = None;
    for (place, core, company) in seated(page, at as u32, companies) {
        let Some(end) = end(page, at, core) else { continue };
        let span = Span::new(place.start, end);
        if found.is_some_and(|(known, first)| known == span && !same(page, first, company)) {
            return None;
        }
        if found.is_none_or(|(known, _)| span.len() > known.len()) && bounded(page, span) {
            found = Some((span, company));
        }
    }
    found
}

/// The places that end at a byte, each with the names of the companies that begin with it.
fn seated<'a>(page: &Page<'_>, at: u32, companies: &[Named<'a>]) -> Vec<(Span, &'a str, &'a Candidate)> {
    let places = page.hits_ending(at, LISTED).filter(|hit| is_place(hit)).map(|hit| hit.span);
    let of = |place: Span| companies.iter().filter(move |named| is_before(page, place, named));
    places.flat_map(|place| of(place).map(move |&(core, company)| (place, core, company))).collect()
}

fn is_place(hit: &Hit) -> bool {
    hit.uses.has(Use::PLACE) || hit.uses.has(Use::SHORT_FORM)
}

/// Whether a company begins with a place, or with its full name, before its brand: 金华 before 金华市婺炬灯具有限公司.
fn is_before(page: &Page<'_>, place: Span, (core, company): &Named<'_>) -> bool {
    let full = company.span.of(page.text());
    let places = &full[..full.len() - core.len()];
    place.start != company.span.start && places.contains(place.of(page.text()))
}

/// Where the longest short form of a company ends that begins with its brand at a byte: all of the brand before the word for what the
/// company does, or more than that, and no part or house of its own behind it (厂区).
fn end(page: &Page<'_>, at: usize, core: &str) -> Option<u32> {
    for chars in (2..=MOST).rev() {
        let Some(text) = shorter(page.text(), at, chars, core).filter(|text| text.chars().all(is_han)) else {
            continue;
        };
        let end = (at + text.len()) as u32;
        let brand = |text: &str| core.strip_prefix(text).is_some_and(begins_with_word);
        if (text.chars().count() > ALONE || brand(text)) && !goes_on(page, end) {
            return Some(end);
        }
    }
    None
}

/// Whether a text begins with a word of two characters or more: 热处理科技有限公司.
fn begins_with_word(text: &str) -> bool {
    TRADE.into_iter().any(|chars| Words::shared().has(first(text, chars)))
}

/// Whether what ends bodies or places stands at a byte.
fn goes_on(page: &Page<'_>, at: u32) -> bool {
    let longer = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::BODY_SUFFIX);
    !page.space_at(at) && page.hits_at(at).iter().any(longer)
}
