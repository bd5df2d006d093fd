//! The walk from the closing mark of a quoted name to its head: “金蓝领” + 培育 + 工程. What stands before the opening mark:
//! `prefix`.

use super::heads::{contest, doing, head_at};
use crate::dictionary::{Class, Head, HeadRole, Role, Sign};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Most characters from the closing mark to the head.
const REACH: usize = 14;

/// The end of the head noun of a quoted name, words between taken along: “金蓝领”培育工程, “新疆好物”品牌提升行动.
pub(super) fn head_after(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    let (mut found, mut whole) = (None, false);
    let mut at = end;
    while at < letters.len() && at - end <= REACH && !page.quote_at(letters.at[at], Gap::Open) {
        if let Some((head, sort)) = whole_head(page, letters, at) {
            // “…”生态保护修复工程 + 项目23个: what is counted is of it.
            if whole && letters.char(head).is_some_and(|c| c.is_ascii_digit()) {
                break;
            }
            (found, whole, at) = (Some(head), !sort.quoted, head);
            continue;
        }
        // “万企兴万村”行动 is whole, whatever comes of it: 落地项目.
        if whole {
            break;
        }
        if found.is_none() && (pair(page, letters, at) || is_fresh(page, letters, at)) {
            at += 2;
            continue;
        }
        let word = letters.word(at);
        if word.start != at || !letters.letter(at) || !fits(page, letters, &word, end, found.is_none()) {
            break;
        }
        at = word.end;
        if holds_head(page, letters, &word) {
            found = Some(at);
        }
    }
    found
}

/// The head noun that starts at a character and is no part of a word for a person: 工程 + 师.
fn whole_head(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Head)> {
    let goes_on =
        |to: usize| letters.word(to - 1).end > to && page.class(letters.chars[to]).has(Class::TRADE);
    let other = |to: usize| page.signs().begin(Sign::Outgrows, &page.text()[letters.at[to] as usize..]);
    let fits =
        |&(to, head): &(usize, Head)| !(head.inside || to < letters.len() && (goes_on(to) || other(to)));
    head_at(page, letters, at).filter(fits)
}

/// Whether a word may stand between the closing mark and the head, or between one head and the next.
fn fits(page: &Page<'_>, letters: &Letters, word: &Word, close: usize, first: bool) -> bool {
    let &Word { start, end, tag, .. } = word;
    match tag {
        Tag::Noun
        | Tag::VerbalNoun
        | Tag::Modifier
        | Tag::Proper
        | Tag::Number
        | Tag::Time
        | Tag::Person
        | Tag::None => true,
        Tag::Adjective if end - start == 2 => is_field(page, letters, word),
        Tag::Verb if end - start == 2 && !doing(page, letters, start) && !carries(page, letters, word) => {
            (first || before_head(page, letters, end)) && !engages(page, letters, word)
        }
        Tag::Phrase => first && leads_to_head(page, letters, word),
        Tag::Verb if letters.chars[start] == '进' && end == start + 1 && first => {
            place_before_head(page, letters, end)
        }
        // “青山杯”江西省 + 职业技能竞赛.
        Tag::Place => first && letters.chars[close - 1] == '杯',
        Tag::Grammar | Tag::Latin => false,
        _ => first && fragment(page, letters, word),
    }
}

/// Whether a verb says what is done with what is quoted: “荐股软件” + 从事 + 咨询活动.
fn engages(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Engages, letters.span(word.start, word.end).of(page.text()))
}

/// Whether an adjective says what field the head is of: “…”健康 + 帮扶 + 工程, but “…”重大 + 倡议.
fn is_field(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let text = letters.span(word.start, word.end).of(page.text());
    let next = || head_at(page, letters, word.end);
    let fits = |(end, head): (usize, Head)| head.role.has(HeadRole::COINED) || contest(page, letters, end);
    word.end < letters.len()
        && next().map_or_else(|| !doing(page, letters, word.end), fits)
        && !page.known.dictionary.rules.not_programmes.contains(text)
}

/// Whether a head follows a phrase or ends it: “青蓝”人才培养 + 计划.
fn leads_to_head(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let long = word.end - word.start > 2 && before_head(page, letters, word.end);
    long || ends_with_head(page, letters, word)
}

/// Whether what is gone into stands at a character, and a head behind it: “小水滴”科普 + 进 + 校园 + 活动.
fn place_before_head(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let place = letters.word(at);
    place.tag == Tag::Noun && place.end > at + 1 && before_head(page, letters, place.end)
}

/// Whether a word holds the head that it ends with: 三年计划 is one word, and so is 交流活动.
fn holds_head(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    (letters.roles[word.start].has(Role::NUMBER) || word.end - word.start > 3)
        && ends_with_head(page, letters, word)
}

/// Whether a word ends with a head.
fn ends_with_head(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let heads = (word.start + 1..word.end).filter_map(|n| head_at(page, letters, n));
    let sure =
        |end: usize| ["活动", "行动", "计划", "工程"].contains(&letters.span(end - 2, end).of(page.text()));
    heads.into_iter().any(|(end, head)| end == word.end && !head.inside && sure(end))
}

/// Whether a head begins at a character.
fn before_head(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at < letters.len() && head_at(page, letters, at).is_some()
}

/// Whether a word of two characters stands at one that jieba lacks: 非遗, 校地.
fn is_fresh(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at + 2 < letters.len() && page.signs().has(Sign::Fresh, letters.span(at, at + 2).of(page.text()))
}

/// Whether two lone characters stand between the marks and the head: “归雁”引才 + 行动, but “老灶台”两大 + 品牌.
fn pair(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let lone = |n: usize| letters.letter(n) && letters.word(n).end - letters.word(n).start == 1;
    let counts =
        || head_at(page, letters, at + 2).is_some_and(|(_, head)| !head.role.has(HeadRole::UNDERTAKEN));
    let joins = |n: usize| match letters.word(n).tag {
        Tag::Grammar => true,
        Tag::Number => counts(),
        _ => false,
    };
    // 写 + 进 tells what is done with the name.
    let onward = || page.class(letters.chars[at + 1]).has(Class::ONWARD);
    at + 2 < letters.len()
        && !onward()
        && lone(at)
        && lone(at + 1)
        && before_head(page, letters, at + 2)
        && !joins(at)
}

/// Whether a verb says what is done with a name: “稻鱼鸭”系统 + 写进…, 敬老院 + 建成….
pub(in crate::recognise::rules) fn moves(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.class(letters.chars[word.end - 1]).has(Class::ONWARD)
}

/// Whether a verb says what is done with a name, and is none of its programme's own: 写进…, but “好医生” + 引进 + 工程.
fn carries(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let work =
        || head_at(page, letters, word.end).is_some_and(|(_, head)| head.role.has(HeadRole::UNDERTAKEN));
    moves(page, letters, word) && !(letters.chars[word.end - 1] == '进' && word.end < letters.len() && work())
}

/// Whether a lone character stands beside another one: a word that jieba does not have (彝绣, 植绿).
fn fragment(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let lone = |n: usize| {
        let word = letters.word(n);
        letters.letter(n) && word.end - word.start == 1 && !matches!(word.tag, Tag::Grammar | Tag::Number)
    };
    let beside = lone(word.start - 1) || word.end < letters.len() && lone(word.end);
    lone(word.start) && beside && !page.class(letters.chars[word.start]).has(Class::AUXILIARY)
}
