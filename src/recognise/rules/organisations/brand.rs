//! What the short forms of companies share, with a place (`branded`) or without one (`company`).

use super::introduced::shortens;
use crate::recognise::candidate::Candidate;
use crate::recognise::page::Page;
use crate::text::Span;

/// A company by its name behind its places.
pub(super) type Named<'a> = (&'a str, &'a Candidate);

/// Whether two names are one company's: 内蒙古塞北药谷科技有限公司 with and without what stands before it.
pub(super) fn same(page: &Page<'_>, one: &Candidate, other: &Candidate) -> bool {
    let (one, other) = (one.span.of(page.text()), other.span.of(page.text()));
    other.ends_with(one) || one.ends_with(other)
}

/// The first characters of a text.
pub(super) fn first(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}

/// The characters of a text from a byte on, if they shorten a company's name.
pub(super) fn shorter<'t>(text: &'t str, at: usize, chars: usize, core: &str) -> Option<&'t str> {
    let text = first(&text[at..], chars);
    shortens(text, core).then_some(text)
}

/// Whether no word is cut on either side.
pub(super) fn bounded(page: &mut Page<'_>, span: Span) -> bool {
    page.borders.cut_left(page.normal, span).is_none() && page.borders.cut_right(page.normal, span).is_none()
}
