//! Unlisted programmes with a quoted name: “暖边北疆行”活动, several quoted names with one head, and what belongs to the name
//! before the opening mark. What counts as a head: `heads`.

use super::heads::{PARTING, contest, doing, head_at, role_ends, undertakes};
use super::programme::place_before;
use super::{Proposal, context, stops};
use crate::dictionary::{Class, Cue, Head, HeadRole, Kind, Role, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::text::{Gap, Span, Tag};

/// Longest quoted name, in characters.
const QUOTED: usize = 22;
/// Most characters that belong to a name before its opening mark.
const FIELD: usize = 10;

/// Proposals for quoted names.
pub(super) fn programmes(page: &Page<'_>, letters: &Letters, quotes: &[(usize, usize)]) -> Vec<Proposal> {
    let ends = list_ends(letters, quotes);
    let mut found = Vec::new();
    for (n, &(start, end)) in quotes.iter().enumerate() {
        if !name_like(page, letters, start, end) {
            continue;
        }
        let fits =
            |&head: &usize| !of_body(page, letters, head) && !honour(page, letters, (start, end), head);
        let titled =
            |&head: &usize| !(is_titled(page, letters, start, end) && names_only(page, letters, end, head));
        if let Some(head) = head_after(page, letters, end).filter(fits).filter(titled) {
            if role_ends(page, letters.span(end, head), HeadRole::HONOUR) == Some(letters.at[end]) {
                // “齐鲁法治先锋”称号: the word only says what the name is.
                if may_be_honour(page, letters, (start, end)) {
                    found.push(Proposal { start, end, sum: 20 });
                }
            } else if !adds_nothing(page, letters, (start, end), head) {
                found.push(Proposal { start: prefix(page, letters, start, head), end: head, sum: 20 });
            }
        } else if ends_in_head(page, letters, start, end) {
            let start =
                if is_titled(page, letters, start, end) { start } else { prefix(page, letters, start, end) };
            found.push(Proposal { start, end, sum: 15 });
        } else if shares_head(page, letters, end, ends[n]) || is_awarded(page, letters, (start, end)) {
            found.push(Proposal { start, end, sum: 10 });
        }
    }
    found
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
    }) || end - start > TITLE && project(close)
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
    let head = (start + 2..end).find(|&at| {
        letters.word(at).start > start + 1
            && head_at(page, letters, at).is_some_and(|(to, head)| {
                let own = head.role.has(HeadRole::COINED) && !head.role.has(HeadRole::TRIAL);
                to == end && (head.inside || !head.quoted || own)
            })
    });
    // jieba calls some places phrases (攀枝花).
    let named = |word: &Word| word.tag == Tag::Phrase && page.marks.name_starts(letters.at[word.start]);
    // 极 and 寒 are of a word that jieba lacks.
    let part =
        |word: &Word| word.end - word.start == 1 && !page.class(letters.chars[word.start]).has(PARTING);
    let noun = |word: &Word| match word.tag {
        Tag::Grammar => part(word),
        Tag::Side | Tag::Phrase => named(word),
        _ => true,
    };
    // “优秀组织奖” is any contest's.
    let proper = |head: usize| {
        head + 1 < end || !matches!(letters.word(start).tag, Tag::Adjective | Tag::Modifier | Tag::Number)
    };
    head.filter(|&head| proper(head)).is_some_and(|head| {
        let core = letters.span(start, head).of(page.text());
        let first = letters.word(start);
        let counted = "一二三四五六七八九十".contains(letters.chars[start])
            && page.class(letters.chars[start + 1]).has(Class::BUNDLE);
        let listing = counted || first.tag == Tag::Verb && doing(page, letters, start);
        !listing
            && !page.known.dictionary.rules.not_programmes.contains(core)
            && (start..head).all(|n| letters.chars[n] == '·' || letters.letter(n) && noun(&letters.word(n)))
    })
}

/// Fewest characters of an honour without its head.
const HONOUR: usize = 4;

/// Whether somebody is given what is quoted: 获评 + “庭审标兵”.
fn is_awarded(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
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
        && !honour(page, letters, (start, end), end)
}

/// Whether what follows makes a body of it: “小板凳”宣讲 + 队.
fn of_body(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end < letters.len()
        && !page.space_at(letters.at[end])
        && page
            .cue_at(letters.at[end], |cue| if let Cue::Suffix(body) = cue { Some(body.never) } else { None })
            .is_some_and(|(_, never)| !never)
}

/// Whether what is quoted is what somebody is called: “先进个人”称号, “三八红旗手”称号.
fn honour(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), head: usize) -> bool {
    let last = letters.word(end - 1);
    let common = letters.span(last.start.max(start), end).of(page.text());
    role_ends(page, letters.span(start, head), HeadRole::HONOUR).is_some()
        && (context::office_ends(page, letters.at[end])
            || page.known.dictionary.rules.not_programmes.contains(common))
}

/// Quoted stretches of at most [`QUOTED`] characters, innermost, as their starts and ends.
pub(super) fn quotes(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for &(at, gap) in page.normal.gaps() {
        match gap {
            Gap::Open => open = Some(at),
            Gap::Close => {
                if let Some(start) = open.take() {
                    let (start, end) = (letters.number(start), letters.number(at));
                    if end > start + 1 && end - start <= QUOTED {
                        found.push((start, end));
                    }
                }
            }
            Gap::Space | Gap::Wide => {}
        }
    }
    found
}

fn name_like(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let text = letters.span(start, end).of(page.text());
    let sentence = letters.chars[start..end].iter().any(|c| "。！？；：\n…".contains(*c));
    !sentence && letters.chars[end - 1] != '，' && !page.known.dictionary.rules.not_programmes.contains(text)
}

/// Most characters from the closing mark to the head.
const REACH: usize = 14;

/// The end of the head noun of a quoted name, words between taken along: “金蓝领”培育工程, “新疆好物”品牌提升行动.
fn head_after(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    let (mut found, mut whole) = (None, false);
    let mut at = end;
    while at < letters.len() && at - end <= REACH && !page.quote_at(letters.at[at], Gap::Open) {
        if let Some((head, sort)) = whole_head(page, letters, at) {
            whole = !sort.quoted;
            found = Some(head);
            at = head;
            continue;
        }
        // “万企兴万村”行动 is whole, whatever comes of it: 落地项目.
        if whole {
            break;
        }
        let word = letters.word(at);
        if found.is_none() && pair(page, letters, at) {
            at += 2;
            continue;
        }
        let fits = match word.tag {
            Tag::Noun
            | Tag::VerbalNoun
            | Tag::Modifier
            | Tag::Proper
            | Tag::Number
            | Tag::Time
            | Tag::Person
            | Tag::None => true,
            // “…”健康 + 帮扶 + 工程, but “…”重大 + 倡议.
            Tag::Adjective if word.end - word.start == 2 => {
                let text = letters.span(word.start, word.end).of(page.text());
                word.end < letters.len()
                    && !doing(page, letters, word.end)
                    && head_at(page, letters, word.end).is_none_or(|(head, _)| contest(page, letters, head))
                    && !page.known.dictionary.rules.not_programmes.contains(text)
            }
            Tag::Verb
                if word.end - word.start == 2
                    && !doing(page, letters, at)
                    && !moves(page, letters, &word) =>
            {
                found.is_none() || word.end < letters.len() && head_at(page, letters, word.end).is_some()
            }
            // “青蓝”人才培养 + 计划.
            Tag::Phrase => {
                let long = word.end - at > 2 && before_head(page, letters, word.end);
                found.is_none() && (long || ends_with_head(page, letters, &word))
            }
            // “小水滴”科普 + 进 + 校园 + 活动.
            Tag::Verb if letters.chars[at] == '进' && word.end == at + 1 && found.is_none() => {
                let place = letters.word(at + 1);
                place.tag == Tag::Noun && place.end > at + 2 && before_head(page, letters, place.end)
            }
            // “青山杯”江西省 + 职业技能竞赛.
            Tag::Place => found.is_none() && letters.chars[end - 1] == '杯',
            Tag::Grammar | Tag::Latin => false,
            _ => found.is_none() && fragment(page, letters, &word),
        };
        if !fits || word.start != at || !letters.letter(at) {
            break;
        }
        at = word.end;
        // 三年计划 is one word, and so is 交流活动.
        if (letters.roles[word.start].has(Role::NUMBER) || word.end - word.start > 3)
            && ends_with_head(page, letters, &word)
        {
            found = Some(at);
        }
    }
    found
}

/// The head noun that starts at a character and is no part of a word for a person: 工程 + 师.
fn whole_head(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Head)> {
    let goes_on =
        |to: usize| letters.word(to - 1).end > to && page.class(letters.chars[to]).has(Class::TRADE);
    head_at(page, letters, at).filter(|&(to, head)| !(head.inside || to < letters.len() && goes_on(to)))
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
    at + 2 < letters.len() && lone(at) && lone(at + 1) && before_head(page, letters, at + 2) && !joins(at)
}

/// Whether a verb says what is done with a name: “稻鱼鸭”系统 + 写进…, 敬老院 + 建成….
pub(super) fn moves(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.class(letters.chars[word.end - 1]).has(Class::ONWARD)
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

/// Whether a listed programme begins with a name: that one is known without its place.
fn holds_listed(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let hits = page.hits_at(letters.at[start]).iter();
    let mut inside = hits.filter(|hit| hit.uses.has(Use::NAME) && hit.span.end <= letters.at[end]);
    inside.any(|hit| page.names(hit.form, &Kind::PROGRAMME))
}

/// What belongs to the name before its opening mark: 第十四届“赢在未来”…, 浙江省“最美护水人”….
fn prefix(page: &Page<'_>, letters: &Letters, start: usize, head: usize) -> usize {
    let name = letters.span(start, head);
    // 第三届“青山科技奖”: the marks enclose the name.
    let outside = !page.quote_at(letters.at[head], Gap::Close);
    let near = start.saturating_sub(5);
    let ordinal = letters.chars[near..start].iter().rposition(|&c| c == '第').map(|n| near + n);
    let start = ordinal.filter(|_| outside && letters.chars[start - 1] == '届').unwrap_or(start);
    if let Some(field) = field(page, letters, start, head) {
        return field;
    }
    // 浙江省“最美护水人”评选, but 和田地区 + “三北”工程, 青山县 + “暖途”行动.
    let carried_out = || outside && role_ends(page, name, HeadRole::UNDERTAKEN).is_some();
    let of_place = || {
        role_ends(page, name, HeadRole::OF_PLACE).is_some()
            || !carried_out() && !holds_listed(page, letters, start, head)
    };
    place_before(page, letters, start).filter(|_| of_place()).unwrap_or(start)
}

/// The start of the nouns between a verb for carrying out and the opening mark (开展 + 夏季治安整治“回头看”行动), if neither
/// they nor the name hold a listed one.
fn field(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at > 0 && start - at <= FIELD {
        let word = letters.word(at - 1);
        if undertakes(page, letters, &word) {
            let from = letters.at[at];
            let near = page.hits_from(from).iter().take_while(|hit| hit.span.start < letters.at[end]);
            let mut listed = near.filter(|hit| hit.uses.has(Use::NAME));
            let first = letters.word(at);
            let text = letters.span(at, first.end).of(page.text());
            let own = !matches!(first.tag, Tag::Verb | Tag::Modifier)
                && !page.known.dictionary.rules.not_programmes.contains(text);
            return (at < start && own && listed.next().is_none()).then_some(at);
        }
        let noun = matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Modifier | Tag::Proper | Tag::Time)
            || matches!(word.tag, Tag::Verb | Tag::Place) && word.end - word.start == 2;
        if !noun || !letters.letter(word.start) || page.space_at(letters.at[at]) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Where the list of quoted names ends that each is in: “甲”“乙”, “甲”和“乙”.
fn list_ends(letters: &Letters, quotes: &[(usize, usize)]) -> Vec<usize> {
    let mut ends: Vec<usize> = quotes.iter().map(|&(_, end)| end).collect();
    for n in (1..quotes.len()).rev() {
        let (end, start) = (quotes[n - 1].1, quotes[n].0);
        if start == end || (start == end + 1 && "、和及与".contains(letters.chars[end])) {
            ends[n - 1] = ends[n];
        }
    }
    ends
}

/// “甲”“乙”等主题活动: the head stands after the last of several quoted names.
fn shares_head(page: &Page<'_>, letters: &Letters, own: usize, last: usize) -> bool {
    letters.char(last) == Some('等') && head_at(page, letters, last + 1).is_some()
        || last != own && head_at(page, letters, last).is_some()
}
