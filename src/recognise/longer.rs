//! Listed bodies that are a place and the beginning of a longer word (四川 + 大学生, 中国 + 银行业), and listed persons in the middle of
//! a longer name: 扎 + 科比 + 扬.

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Class, Kind, Role, Use};
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

/// A foreign name behind a title that goes on with sounds on both sides of a listed person: 棋手 + 扎科比扬.
pub(super) fn sounds(page: &Page<'_>, candidate: &Candidate) -> Option<Span> {
    let span = candidate.span;
    if candidate.kind != Kind::PERSON || span.len() > 3 * HAN as usize || page.space_at(span.start) {
        return None;
    }
    let sound = |c: char| page.role(c).has(Role::SOUND);
    let beside = |c: &char| sound(*c) && Words::shared().tag_of(*c) != Tag::Grammar;
    let first = page.before(span.start).filter(beside)?;
    let last = page.after(span.end).filter(beside)?;
    let start = span.start - first.len_utf8() as u32;
    let whole = Span::new(start, span.end + last.len_utf8() as u32);
    (page.title_ending(start).is_some() && span.of(page.text()).chars().all(sound)).then_some(whole)
}
