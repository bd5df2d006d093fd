//! Short forms of companies that the text names in full: their brand and a word of what they do, without place and form.

use std::collections::BTreeMap;
use std::iter::successors;
use std::ops::RangeInclusive;

use memchr::memmem;

use super::brand::{Named, bounded, first, same, shorter};
use super::branded;
use super::introduced::are_parted;
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::page::Page;
use crate::recognise::rules::THRESHOLD;
use crate::recognise::rules::established::RULE;
use crate::text::{Gap, Span, Tag, Words, is_han};

/// Fewest and most characters of a company's short form: its brand, and perhaps a word of what it does.
const SHORT: RangeInclusive<usize> = 2..=7;
/// Most characters of a brand that stands alone.
const ALONE: usize = 3;
/// Brands looked for in one article at most.
const MOST: usize = 500;
/// Characters of a brand.
const BRAND: usize = 2;

/// Pushes the short forms of companies that the text names in full: 甬东轴承 of 宁波甬东精密轴承股份有限公司.
pub(in crate::recognise::rules) fn short_forms(
    page: &mut Page<'_>,
    out: &[Candidate],
    found: &mut Vec<Candidate>,
) {
    let full = |c: &&Candidate| {
        c.open()
            && c.kind == Kind::ORGANISATION
            && matches!(c.what, What::Made { .. })
            && c.evidence >= THRESHOLD
    };
    let mut brands: BTreeMap<&str, Vec<Named<'_>>> = BTreeMap::new();
    for company in out.iter().filter(full) {
        let Some(core) = core(page, company.span) else { continue };
        let of_brand = brands.entry(first(core, BRAND)).or_default();
        if of_brand.len() < SIBLINGS && !of_brand.iter().any(|other| same(page, other.1, company)) {
            of_brand.push((core, company));
        }
    }
    if brands.is_empty() {
        return;
    }
    let covers = Covers::of(out);
    for (brand, companies) in brands.into_iter().take(MOST) {
        for at in memmem::find_iter(page.text().as_bytes(), brand) {
            let placed = branded::of_one(page, at, &companies);
            let Some((span, company)) = placed.or_else(|| of_one(page, at, &companies)) else { continue };
            let text = span.of(page.text());
            let ignored = page.is_never(text, &company.kind);
            let free = !covers.hold(span) && !ignored && (placed.is_some() || !everyday(page, text, brand));
            if free && !are_parted(page, text, company) {
                found.push(again(page, span, company));
            }
        }
    }
}

/// Companies of one brand looked at in one article at most.
const SIBLINGS: usize = 20;

/// The longest short form at a byte, and the one company it is of: what shortens two companies of a brand stands for neither.
fn of_one<'a>(page: &mut Page<'_>, at: usize, companies: &[Named<'a>]) -> Option<(Span, &'a Candidate)> {
    let mut forms: Vec<(Span, &Candidate)> = Vec::new();
    for &(core, company) in companies {
        forms.extend(short(page, at, core).map(|span| (span, company)));
    }
    let longest = forms.iter().map(|(span, _)| span.end).max()?;
    let mut longest = forms.into_iter().filter(|(span, _)| span.end == longest);
    longest.next().filter(|_| longest.next().is_none())
}

/// Whether a short form is two words that anybody may use: 延安 + 旅游, but 塞北 + 药谷, 恒丰 + 纺织.
fn everyday(page: &Page<'_>, text: &str, brand: &str) -> bool {
    let (words, rest) = (Words::shared(), &text[brand.len()..]);
    let own = match words.tag(brand) {
        Tag::Person => true,
        Tag::Proper => page.signs().has(Sign::Trade, rest),
        _ => false,
    };
    words.has(brand) && !own && words.has(rest)
}

/// Where candidates stand: the furthest end of those that begin at a byte or before it.
struct Covers(Vec<(u32, u32)>);

impl Covers {
    fn of(candidates: &[Candidate]) -> Self {
        let mut spans: Vec<(u32, u32)> =
            candidates.iter().filter(|c| c.open()).map(|c| (c.span.start, c.span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(spans)
    }

    /// Whether a candidate holds all of a span.
    fn hold(&self, span: Span) -> bool {
        let before = self.0.partition_point(|&(start, _)| start <= span.start);
        before.checked_sub(1).is_some_and(|n| self.0[n].1 >= span.end)
    }
}

/// The longest short form of a company that begins at a byte and cuts no word.
fn short(page: &mut Page<'_>, at: usize, core: &str) -> Option<Span> {
    for chars in SHORT.rev() {
        let Some(text) = shorter(page.text(), at, chars, core).filter(|text| text.chars().all(is_han)) else {
            continue;
        };
        if text.chars().count() > ALONE || is_brand(page, (at, text), core) {
            let span = Span::from_usize(at, at + text.len());
            if bounded(page, span) {
                return Some(span);
            }
        }
    }
    None
}

/// Whether a text at a byte is all that stands before the trade in a company's name, and no part of a longer name: 翰泰 of
/// 翰泰重型泵阀股份有限公司, but 翰泰 + 电气, 翰泰 + 桥.
fn is_brand(page: &mut Page<'_>, (at, text): (usize, &str), core: &str) -> bool {
    let trade = core.strip_prefix(text).map(|rest| first(rest, BRAND));
    let (start, end) = (at as u32, (at + text.len()) as u32);
    trade.is_some_and(|trade| Words::shared().has(trade))
        && !Words::shared().has(text)
        && !page.marks.name_ends(start)
        && !page.quote_at(start, Gap::Open)
        && is_whole(page, end)
}

/// Whether a name that ends at a byte goes on in no longer one: behind it stands no letter, or a verb, a conjunction, a title.
fn is_whole(page: &mut Page<'_>, end: u32) -> bool {
    let title = |hit: &Hit| hit.uses.has(Use::TITLE_BEFORE) || hit.uses.has(Use::TITLE_AFTER);
    let open = page.space_at(end) || !page.after(end).is_some_and(is_han);
    if open || page.hits_at(end).iter().any(title) {
        return true;
    }
    let next = page.word(end);
    let longer = |hit: &Hit| hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::BODY_SUFFIX);
    let joins = page.after(end).is_some_and(|c| page.class(c).has(Class::JOINT));
    (joins || Words::shared().tag(next.of(page.text())) == Tag::Verb) && !page.hits_at(end).iter().any(longer)
}

/// The name of a company behind the places it begins with, if that begins with a brand: with no word.
fn core<'a>(page: &Page<'a>, company: Span) -> Option<&'a str> {
    let text = company.of(page.text());
    let forms = &page.known.dictionary.rules.company_forms;
    text.char_indices().find(|&(at, _)| forms.contains(&text[at..]))?;
    let word = |name: &str, len: usize| {
        let text = first(name, len);
        Words::shared().has(text)
            && !matches!(Words::shared().tag(text), Tag::Proper | Tag::Place | Tag::Person | Tag::None)
    };
    let placed = |hit: &&Hit| hit.uses.has(Use::ANY_PLACE);
    let place = |at: u32| page.hits_at(at).iter().find(placed).map(|hit| hit.span.end);
    let starts: Vec<u32> =
        successors(Some(company.start), |&at| place(at).filter(|&end| end < company.end)).collect();
    let names = starts.into_iter().rev().map(|start| Span::new(start, company.end).of(page.text()));
    names
        .into_iter()
        .find(|name| !word(name, BRAND) && !word(name, BRAND + 1) && first(name, BRAND).chars().all(is_han))
}

/// An established name that stands somewhere else.
fn again(page: &Page<'_>, span: Span, first: &Candidate) -> Candidate {
    let score = 10 * span.of(page.text()).chars().count() as i32;
    let what = What::Known(Box::new(first.clone()));
    Candidate::new(span, first.kind.clone(), what).by_rule(RULE).scored(score)
}
