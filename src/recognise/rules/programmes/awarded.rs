//! Whether a quoted stretch may be an honour without its head: somebody is given it or called so. Where honours are
//! proposed: `quoted`, and `honour` for those told by what stands around the marks.

use super::heads::{head_at, role_ends};
use crate::dictionary::{Class, Cue, HeadRole, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{context, stops};
use crate::text::{Gap, Tag};

/// Fewest characters of an honour without its head.
const HONOUR: usize = 4;

/// Whether somebody is given what is quoted: 获评 + “庭审标兵”.
pub(super) fn is_awarded(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    page.quote_at(letters.at[start], Gap::Open)
        && page.signs().end(Sign::Awards, &page.text()[..letters.at[start] as usize])
        && (!is_gained(letters, start) || is_won(page, letters, end))
        && may_be_honour(page, letters, (start, end))
        && !is_praise(letters, (start, end))
}

/// Whether the verb before a character says that something is got, an honour or not: 获得 + “治疗用药豁免”.
pub(super) fn is_gained(letters: &Letters, at: usize) -> bool {
    at > 0 && letters.chars[at - 1] == '得'
}

/// Whether what ends at a character may be what somebody is called.
pub(super) fn names_person(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let last = letters.chars[end - 1];
    page.class(last).has(Class::TRADE.with(Class::SORT).with(Class::PERSONS)) || last == '星'
}

/// Most characters between the closing mark and the word for an honour: 等三项 + 荣誉.
const BEHIND: usize = 5;

/// Whether an honour ends at a closing mark: it is an award, what somebody is called, or told to be one.
pub(super) fn is_won(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let honour = |at: usize| {
        at < letters.len()
            && head_at(page, letters, at).is_some_and(|(_, head)| head.role.has(HeadRole::HONOUR))
    };
    let told = || honour(end) || letters.char(end) == Some('等') && (end..=end + BEHIND).any(honour);
    page.class(letters.chars[end - 1]).has(Class::AWARD)
        || names_person(page, letters, end)
        || context::office_ends(page, letters.at[end])
        || told()
        || page.signs().begin(Sign::Honours, &page.text()[letters.at[end] as usize..])
}

/// Whether one word stands behind what praises: “优秀论文”.
pub(super) fn is_praise(letters: &Letters, (start, end): (usize, usize)) -> bool {
    let first = letters.word(start);
    matches!(first.tag, Tag::Adjective | Tag::Modifier) && letters.word(end - 1).start <= first.end
}

/// Whether a quoted stretch may be an honour without its head: no one word, no place, no body.
pub(super) fn may_be_honour(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let noun = |n: usize| {
        let word = letters.word(n);
        word.tag != Tag::Number && (word.tag != Tag::Grammar || word.end - word.start == 1)
    };
    end - start >= HONOUR
        && (start..end).all(|n| letters.letter(n) && noun(n))
        && letters.word(start).end < end
        && !page.marks.place_ends(letters.at[end])
        && !of_body(page, letters, end)
        && !stops::ends_body(page, letters, end)
        && !is_calling(page, letters, (start, end), end)
}

/// Whether what follows makes a body of it: “小板凳”宣讲 + 队.
pub(super) fn of_body(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end < letters.len()
        && !page.space_at(letters.at[end])
        && page
            .cue_at(letters.at[end], |cue| if let Cue::Suffix(body) = cue { Some(body.never) } else { None })
            .is_some_and(|(_, never)| !never)
}

/// Whether what is quoted is what somebody is called: “先进个人”称号, “三八红旗手”称号.
pub(super) fn is_calling(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    head: usize,
) -> bool {
    let last = letters.word(end - 1);
    let common = letters.span(last.start.max(start), end).of(page.text());
    role_ends(page, letters.span(start, head), HeadRole::HONOUR).is_some()
        && (context::office_ends(page, letters.at[end])
            || page.known.dictionary.rules.not_programmes.contains(common))
}
