//! Listed bodies that are a place and the beginning of a longer word: 四川 + 大学生, 中国 + 银行业.

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Class, Kind, Use};
use crate::text::{HAN, Span, Tag, Words, is_han};

/// The word that the rest of a body behind its place makes with the lone character that follows: 四川 + 大学生, 中国 + 银行业.
pub(super) fn word(page: &mut Page<'_>, candidate: &Candidate) -> Option<Span> {
    if candidate.kind != Kind::ORGANISATION || !matches!(candidate.what, What::Listed { .. }) {
        return None;
    }
    let span = candidate.span;
    let last = page.after(span.end).filter(|&c| is_han(c) && !page.space_at(span.end))?;
    // 济南军区 + 某 is no longer word.
    if page.class(last).has(Class::ANONYMOUS) {
        return None;
    }
    let place = page
        .hits_at(span.start)
        .iter()
        .find(|hit| hit.uses.has(Use::PLACE) && hit.span.end + 2 * HAN == span.end)?;
    let word = Span::new(place.span.end, span.end + last.len_utf8() as u32);
    // 江淮汽车 + 厂 goes on as a body.
    let noun = Words::shared().tag(word.of(page.text())) == Tag::Noun && !page.marks.body_ends(word.end);
    let cut = page.word(span.end);
    (noun && (cut == word || cut.len() == last.len_utf8())).then_some(word)
}
