//! Names that jieba reads into a longer word and that stand all the same: 东盟 + 国家, 首都 + 北京, 山西 + 南部. What a crossed border
//! costs otherwise: `verdict`.

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Hit, Kind, Sign, TitleClass, Use};
use crate::text::{HAN, Span, Tag, Words};

/// Bytes of two Han characters.
const SHORT: usize = 2 * HAN as usize;

/// Whether a lone word of grammar stands before what a list names in full, and jieba took them for one word (和 + 普京), or for a word
/// that begins with it (从中 + 石油). Places are named in such words: 从中国.
pub(super) fn governed(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let (text, span, words) = (page.text(), candidate.span, Words::shared());
    let Some(first) = page.after(word.start).filter(|c| word.start + c.len_utf8() as u32 == span.start)
    else {
        return false;
    };
    let ignored = || page.is_never(word.of(text), &candidate.kind);
    let guessed = word.end == span.end && (!words.has(word.of(text)) || ignored());
    let named = candidate.kind == Kind::PERSON && guessed;
    let body = candidate.kind == Kind::ORGANISATION && word.end < span.end && span.len() > SHORT;
    matches!(candidate.what, What::Listed { .. }) && words.tag_of(first) == Tag::Grammar && (named || body)
}

/// Whether a title stands right before a listed person (副主席 + 韩正 + 在, where jieba reads 正在), or a clause begins with one who
/// is somewhere: 韩正 + 在 + 会上, but 他信任.
pub(super) fn titled(page: &Page<'_>, candidate: &Candidate) -> bool {
    let goes_on = |c: char| matches!(Words::shared().tag_of(c), Tag::Grammar | Tag::Verb);
    candidate.kind == Kind::PERSON
        && matches!(candidate.what, What::Listed { .. })
        && page.after(candidate.span.end).is_some_and(goes_on)
        && (page.title_ending(candidate.span.start) == Some(TitleClass::Office)
            || located(page, candidate.span))
}

fn located(page: &Page<'_>, span: Span) -> bool {
    page.signs().begin(Sign::Locates, &page.text()[span.end as usize..])
        && !page.before(span.start).is_some_and(char::is_alphanumeric)
}

/// Whether a place, or the last of a chain, is a word of its own to jieba, and so is what it reads together with it: 香港 + 媒体,
/// 长江 + 上游; but no longer name is listed there: 印度人民党.
pub(super) fn noun_behind(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let (place, rest) = (Span::new(word.start, candidate.span.end), Span::new(candidate.span.end, word.end));
    let (text, words) = (page.text(), Words::shared());
    let longer = |hit: &Hit| hit.span.end > place.end && hit.uses.has(Use::NAME);
    candidate.kind == Kind::PLACE
        && place.len() >= SHORT
        && rest.len() >= SHORT
        && words.has(rest.of(text))
        && words.tag(place.of(text)) == Tag::Place
        && !page.hits_at(place.start).iter().any(longer)
}

/// Whether a listed body begins a word of jieba's that goes on from it: 东盟 + 国家, 国务院 + 令, but 北大西洋.
pub(super) fn body_in(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let (text, words) = (page.text(), Words::shared());
    let rest = Span::new(candidate.span.end, word.end).of(text);
    let longer = |hit: &Hit| hit.span.end > candidate.span.end && hit.uses.has(Use::NAME);
    let common = || words.has(rest) && !matches!(words.tag(rest), Tag::Person | Tag::Place | Tag::Proper);
    candidate.kind == Kind::ORGANISATION
        && matches!(candidate.what, What::Listed { .. })
        && words.tag(word.of(text)) != Tag::Place
        && (rest.len() >= SHORT && common() || page.signs().has(Sign::Belongs, rest))
        && !page.hits_at(candidate.span.start).iter().any(longer)
}

/// Whether a word of jieba begins where a listed name ends the candidate: 中共 + 中央政治局, read 中央政治局常委.
pub(super) fn ends_listed(page: &Page<'_>, span: Span, word: Span) -> bool {
    let mut hits = page.hits_at(word.start).iter();
    word.start > span.start && hits.any(|hit| hit.span.end == span.end && hit.uses.has(Use::NAME))
}

/// Whether a word of jieba is a listed water and its shore: 鸭绿江 + 畔.
pub(super) fn is_shore(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let rest = Span::new(candidate.span.end, word.end).of(page.text());
    candidate.kind == Kind::PLACE && word.start == candidate.span.start && rest == "畔"
}

/// Whether jieba took the end of a place for the beginning of its side: 山西 + 南部, read 西南部.
pub(super) fn is_parted_off(page: &Page<'_>, candidate: &Candidate, word: Span) -> bool {
    let span = candidate.span;
    candidate.kind == Kind::PLACE
        && word.start > span.start
        && page.signs().has(Sign::Side, Span::new(span.end, word.end).of(page.text()))
}

/// Whether a word is a word and then the candidate, itself a place or a body to jieba: 首都北京, 中共中央国务院.
pub(super) fn two_words(page: &Page<'_>, word: Span, span: Span) -> bool {
    let first = Span::new(word.start, span.start);
    let words = Words::shared();
    let first_is = |tag: Tag| words.tag(first.of(page.text())) == tag;
    let name = match words.tag(span.of(page.text())) {
        Tag::Place => true,
        Tag::Body => first_is(Tag::Body),
        _ => false,
    };
    first.len() >= SHORT && words.has(first.of(page.text())) && name
}
