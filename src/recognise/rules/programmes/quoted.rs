//! Unlisted programmes with a quoted name: “暖边北疆行”活动, several quoted names with one head. What counts as a head:
//! `heads`; the walk to it: `headed`; what belongs to the name before the opening mark: `prefix`.

use super::awarded::{is_awarded, is_calling, may_be_honour, of_body};
use super::headed::head_after;
use super::heads::{PARTING, doing, head_at, role_ends, undertakes};
use super::prefix::prefix;
use super::quotes::list_ends;
use crate::dictionary::{Class, Head, HeadRole, Kind, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Span, Tag, is_numeral};

/// Proposals for quoted names.
pub(in crate::recognise::rules) fn programmes(
    page: &Page<'_>,
    letters: &Letters,
    quotes: &[(usize, usize)],
) -> Vec<Proposal> {
    let ends = list_ends(letters, quotes);
    let like = quotes.iter().zip(ends).filter(|&(&quote, _)| name_like(page, letters, quote));
    like.filter_map(|(&quote, last)| named(page, letters, quote, last)).collect()
}

/// Whether a quoted stretch may be a name: no sentence, no common word.
fn name_like(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let sentence =
        letters.chars[start..end].iter().any(|c| matches!(c, '。' | '！' | '？' | '；' | '：' | '\n' | '…'));
    !sentence && letters.chars[end - 1] != '，' && !page.known.dictionary.rules.not_programmes.contains(text)
}

/// The name that a quoted stretch is or begins; its list ends at `last`.
fn named(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), last: usize) -> Option<Proposal> {
    if let Some(head) = head_behind(page, letters, (start, end)) {
        return with_head(page, letters, (start, end), head);
    }
    if ends_in_head(page, letters, start, end) {
        let titled = is_titled(page, letters, start, end);
        let start = if titled { start } else { prefix(page, letters, start, end) };
        return Some(Proposal { start, end, sum: 15 });
    }
    let told = shares_head(page, letters, end, last) || is_awarded(page, letters, (start, end));
    told.then_some(Proposal { start, end, sum: 10 })
}

/// The end of the head noun behind the marks, if it makes a programme of what they enclose.
fn head_behind(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<usize> {
    let fits =
        |&head: &usize| !of_body(page, letters, head) && !is_calling(page, letters, (start, end), head);
    let titled =
        |&head: &usize| !(is_titled(page, letters, start, end) && names_only(page, letters, end, head));
    head_after(page, letters, end).filter(fits).filter(titled)
}

/// The name with its head and what stands before it, or without a head that only says what the name is.
fn with_head(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    head: usize,
) -> Option<Proposal> {
    // “齐鲁法治先锋”称号.
    if role_ends(page, letters.span(end, head), HeadRole::HONOUR) == Some(letters.at[end]) {
        return may_be_honour(page, letters, (start, end)).then_some(Proposal { start, end, sum: 20 });
    }
    let whole = !adds_nothing(page, letters, (start, end), head);
    whole.then(|| Proposal { start: prefix(page, letters, start, head), end: head, sum: 20 })
}

/// Most characters of the name of a project; more are the title of an invention.
const TITLE: usize = 8;

/// Whether what stands behind the marks makes no programme of the name, or a listed one is whole without it: “中国冷极马拉松” +
/// 赛事品牌, 科技“突围”工程 + 行动, “三北”六期工程 + 项目.
fn adds_nothing(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), head: usize) -> bool {
    let (from, close, to) = (letters.at[start], letters.at[end], letters.at[head]);
    let project = |from: u32| role_ends(page, Span::new(from, to), HeadRole::PROJECT) == Some(from);
    let near = page.hits_from(from.saturating_sub(LISTED)).iter().take_while(|hit| hit.span.start <= from);
    let mut programmes = near.filter(|hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::PROGRAMME));
    programmes.any(|hit| match hit.span {
        span if span.start < from => span.end > from && span.end < to,
        span if span.end == close => role_ends(page, Span::new(close, to), HeadRole::BRAND).is_some(),
        span => span.end > close && span.end < to && project(span.end),
    }) || end - start > TITLE && project(close) && !is_run(page, letters, (start, head))
}

/// Whether the text says that a project is carried out, or part of a plan: 实施 + “…全覆盖”项目, “…创制与应用”项目 + 属于国家重点研发计划.
fn is_run(page: &Page<'_>, letters: &Letters, (start, head): (usize, usize)) -> bool {
    let before = start.checked_sub(1).filter(|&n| letters.letter(n)).map(|n| letters.word(n));
    before.is_some_and(|word| undertakes(page, letters, &word))
        || page.signs().begin(Sign::Enters, &page.text()[letters.at[head] as usize..])
}

/// Whether a quoted name ends with what somebody is called for his work: “蜀道工匠”.
fn is_titled(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    (start + 2..end).any(|at| head_at(page, letters, at).is_some_and(|(to, head)| to == end && head.inside))
}

/// Whether the head behind the marks only says that the name is one: “陇原工匠”品牌, “浚河工匠”称号.
fn names_only(page: &Page<'_>, letters: &Letters, end: usize, head: usize) -> bool {
    role_ends(page, letters.span(end, head), HeadRole::BRAND.with(HeadRole::HONOUR)).is_some()
}

/// Whether a quoted name holds its head itself: “银发扫盲计划”. “五大工程” only counts, “实施乡村振兴战略” is a sentence.
fn ends_in_head(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    // “优秀组织奖” is any contest's.
    let proper = |head: usize| {
        head + 1 < end || !matches!(letters.word(start).tag, Tag::Adjective | Tag::Modifier | Tag::Number)
    };
    own_head(page, letters, start, end).filter(|&head| proper(head)).is_some_and(|head| {
        let core = letters.span(start, head).of(page.text());
        !lists_or_acts(page, letters, start)
            && !page.known.dictionary.rules.not_programmes.contains(core)
            && (start..head)
                .all(|n| letters.chars[n] == '·' || letters.letter(n) && is_noun(page, letters, n))
    })
}

/// Where the head begins that a quoted name ends with.
fn own_head(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<usize> {
    let ends = |(to, head): (usize, Head)| {
        let own = head.role.has(HeadRole::COINED) && !head.role.has(HeadRole::TRIAL);
        to == end && (head.inside || !head.quoted || own)
    };
    (start + 2..end)
        .find(|&at| letters.word(at).start > start + 1 && head_at(page, letters, at).is_some_and(ends))
}

/// Whether what begins at a character only counts, or tells what is done.
fn lists_or_acts(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let counted = is_numeral(letters.chars[start]) && page.class(letters.chars[start + 1]).has(Class::BUNDLE);
    counted || letters.word(start).tag == Tag::Verb && doing(page, letters, start)
}

/// Whether the word at a character may stand in the core of a name.
fn is_noun(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    match word.tag {
        // 极 and 寒 are of a word that jieba lacks.
        Tag::Grammar => word.end - word.start == 1 && !page.class(letters.chars[word.start]).has(PARTING),
        // jieba calls some places phrases (攀枝花).
        Tag::Phrase => page.marks.name_starts(letters.at[word.start]),
        // 陇 + 中, 塞 + 上 are regions.
        Tag::Side => {
            word.end - word.start == 1 && n > 0 && letters.word(n - 1).end == letters.word(n - 1).start + 1
        }
        _ => true,
    }
}

/// “甲”“乙”等主题活动: the head stands after the last of several quoted names.
fn shares_head(page: &Page<'_>, letters: &Letters, own: usize, last: usize) -> bool {
    letters.char(last) == Some('等') && head_at(page, letters, last + 1).is_some()
        || last != own && head_at(page, letters, last).is_some()
}
