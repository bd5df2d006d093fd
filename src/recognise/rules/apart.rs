//! Names that stand right behind each other and look like one body: 宁城县 + 县教育局, 总工会 + 联合 + 区民政局.

use super::stops;
use crate::dictionary::{Class, Hit, Kind, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;

/// Whether what looks like one body is a name and then another.
pub(super) fn are_two(page: &Page<'_>, letters: &Letters, at: (usize, usize)) -> bool {
    doubles_level(page, letters, at) || holds_deed(page, letters, at)
}

/// Whether a word for a level stands behind a place of this level: 宁城县 + 县教育局 is what the county calls its own, but 市 + 市场.
fn doubles_level(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let class = |n: usize| page.class(letters.chars[n]);
    let level = |n: usize| class(n).has(Class::LEVEL) && class(n).has(Class::DIVISION);
    let doubled = |n: usize| letters.chars[n] == letters.chars[n - 1] && level(n);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    // 县 + 委, which jieba has as one word.
    let body = |n: usize| {
        let tail = |hit: &Hit| hit.uses.has(Use::BODY_TAIL);
        letters.word(n).end == n + 1 || page.hits_at(letters.at[n + 1]).iter().any(tail)
    };
    let own = |n: usize| {
        doubled(n)
            && body(n)
            && [n - 1, n]
                .map(|n| letters.at[n])
                .into_iter()
                .any(|byte| page.marks.name_ends(byte) && page.hits_ending(byte, LISTED).any(place))
    };
    (start + 2..end).any(own)
}

/// Whether a name ends inside a stretch, what its bearer does to another follows, and then that one: 总工会 + 联合 + 区民政局.
fn holds_deed(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let deed = |word: &Word| {
        let text = letters.span(word.start, word.end).of(page.text());
        // 全国人大 + 原 + 内务司法委员会.
        text == "原" || word.end == word.start + 2 && page.signs().has(Sign::Deals, text)
    };
    let name = |hit: &Hit| {
        hit.uses.has(Use::PLACE) || hit.uses.has(Use::BARE) || page.names(hit.form, &Kind::ORGANISATION)
    };
    let mut n = letters.word(start).end;
    while n + 2 < end {
        let word = letters.word(n);
        if deed(&word)
            && (page.marks.name_ends(letters.at[n]) || stops::ends_body(page, letters, n))
            && page.hits_at(letters.at[word.end]).iter().any(name)
        {
            return true;
        }
        n = word.end;
    }
    false
}
