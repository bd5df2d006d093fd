//! Unlisted programmes: a quoted name with a head noun (“暖边北疆行”活动), several quoted names with one head, and a
//! proper core with a head of its own after a verb of doing (实施…工程).

use super::Proposal;
use crate::dictionary::{Cue, Head, Hit, Kind, Title, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Longest quoted name, in characters.
const QUOTED: usize = 22;

/// Proposals for quoted names.
pub(super) fn quoted(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let quotes = quotes(page, letters);
    let mut found = Vec::new();
    for (n, &(start, end)) in quotes.iter().enumerate() {
        if !name_like(page, letters, start, end) {
            continue;
        }
        if let Some(head) = head_after(page, letters, end).filter(|&head| !of_body(page, letters, head)) {
            found.push(Proposal { start: prefix(page, letters, start, head), end: head, sum: 20 });
        } else if ends_in_head(page, letters, start, end) {
            found.push(Proposal { start, end, sum: 15 });
        } else if shares_head(page, letters, &quotes, n) {
            found.push(Proposal { start, end, sum: 10 });
        }
    }
    found
}

/// Whether a quoted name holds its head itself: “银发扫盲计划”. “五大工程” only counts, “实施乡村振兴战略” is a sentence.
fn ends_in_head(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let head = (start + 2..end - 1).find(|&at| {
        letters.border(at) && head_at(page, letters, at).is_some_and(|(to, head)| to == end && !head.quoted)
    });
    let noun = |word: &Word| !matches!(word.tag, Tag::Grammar | Tag::Side | Tag::Phrase);
    head.is_some_and(|head| {
        let core = letters.span(start, head).of(page.text());
        let first = letters.word(start);
        let counted = "一二三四五六七八九十".contains(letters.chars[start])
            && "大项个类".contains(letters.chars[start + 1]);
        let listing = counted || first.tag == Tag::Verb && doing(page, letters, start);
        !listing
            && !page.known.dictionary.rules.not_programmes.contains(core)
            && (start..head).all(|n| letters.letter(n) && noun(&letters.word(n)))
    })
}

/// Whether what follows makes a body of it: “小板凳”宣讲 + 队.
fn of_body(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end < letters.len()
        && !page.space_at(letters.at[end])
        && page.cue_at(letters.at[end], |cue| matches!(cue, Cue::Suffix(_)).then_some(())).is_some()
}

/// Quoted stretches, innermost, in characters.
fn quotes(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
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
            Gap::Space => {}
        }
    }
    found
}

fn name_like(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let text = letters.span(start, end).of(page.text());
    let sentence = letters.chars[start..end].iter().any(|c| "。！？；：\n…".contains(*c));
    !sentence && !page.known.dictionary.rules.not_programmes.contains(text)
}

/// The end and sort of the longest head noun that starts at a character.
fn head_at(page: &Page<'_>, letters: &Letters, at: usize) -> Option<(usize, Head)> {
    let (hit, head) = page.cue_at(letters.at[at], |cue| match cue {
        Cue::Head(head) => Some(*head),
        _ => None,
    })?;
    Some((letters.number(hit.span.end), head))
}

/// Most characters from the closing mark to the head.
const REACH: usize = 14;

/// The end of the head noun of a quoted name, words between taken along: “金蓝领”培育工程, “新疆好物”品牌提升行动.
fn head_after(page: &Page<'_>, letters: &Letters, end: usize) -> Option<usize> {
    let mut found = None;
    let mut at = end;
    while at < letters.len() && at - end <= REACH && !page.quote_at(letters.at[at], Gap::Open) {
        if let Some((head, _)) = head_at(page, letters, at) {
            found = Some(head);
            at = head;
            continue;
        }
        let word = letters.word(at);
        let fits = match word.tag {
            Tag::Noun
            | Tag::VerbalNoun
            | Tag::Modifier
            | Tag::Proper
            | Tag::Number
            | Tag::Time
            | Tag::None => true,
            Tag::Verb if word.end - word.start == 2 && !doing(page, letters, at) => {
                found.is_none() || word.end < letters.len() && head_at(page, letters, word.end).is_some()
            }
            Tag::Grammar | Tag::Latin => false,
            _ => found.is_none() && fragment(letters, &word),
        };
        if !fits || word.start != at || !letters.letter(at) {
            break;
        }
        at = word.end;
    }
    found
}

/// Whether a lone character stands beside another one: a word that jieba does not have (彝绣, 植绿).
fn fragment(letters: &Letters, word: &Word) -> bool {
    let lone = |n: usize| {
        let word = letters.word(n);
        letters.letter(n) && word.end - word.start == 1 && !matches!(word.tag, Tag::Grammar | Tag::Number)
    };
    let beside = lone(word.start - 1) || word.end < letters.len() && lone(word.end);
    lone(word.start) && beside && !"是有为让使到会能要".contains(letters.chars[word.start])
}

/// Ends of programmes that the place before them belongs to: 浙江省“最美护水人”评选, but 和田地区 + “三北”工程.
const OF_PLACES: [&str; 6] = ["评选", "奖", "奖章", "大赛", "称号", "杯"];

/// What belongs to the name before its opening mark: 第十四届“赢在未来”…, 浙江省“最美护水人”….
fn prefix(page: &Page<'_>, letters: &Letters, start: usize, head: usize) -> usize {
    let name = letters.span(start, head).of(page.text());
    let ordinal = letters.chars[..start].iter().rposition(|&c| c == '第').filter(|&n| start - n <= 5);
    let start = ordinal.filter(|_| letters.chars[start - 1] == '届').unwrap_or(start);
    let of_place = OF_PLACES.iter().any(|end| name.ends_with(end));
    place_before(page, letters, start).filter(|_| of_place).unwrap_or(start)
}

/// The start of the listed place, in full, that ends right before a character: the contest or award is its own.
fn place_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let from = page.hits.partition_point(|hit| hit.span.start + 30 < byte);
    let near = page.hits[from..].iter().take_while(|hit| hit.span.start < byte);
    let full = |hit: &&Hit| {
        let name = |entity| page.known.dictionary.entity(entity).named.name.as_str();
        listed::places_of(page, hit.form).any(|entity| name(entity) == hit.span.of(page.text()))
    };
    near.filter(|hit| hit.span.end == byte).find(full).map(|hit| letters.number(hit.span.start))
}

/// “甲”“乙”等主题活动: the head stands after the last of several quoted names.
fn shares_head(page: &Page<'_>, letters: &Letters, quotes: &[(usize, usize)], n: usize) -> bool {
    let mut end = quotes[n].1;
    for &(start, next_end) in &quotes[n + 1..] {
        let list_mark = start == end || (start == end + 1 && "、和及与".contains(letters.chars[end]));
        if !list_mark {
            break;
        }
        end = next_end;
    }
    letters.char(end) == Some('等') && head_at(page, letters, end + 1).is_some()
        || end != quotes[n].1 && head_at(page, letters, end).is_some()
}

/// Proposals for names that are not quoted: a core of one to five words before a head that needs no quotation marks, after
/// a verb of doing, an ordinal (第七届) or with a place in front.
pub(super) fn plain(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::HEAD)) {
        let own = |cue: &Cue| matches!(cue, Cue::Head(head) if !head.quoted);
        let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let goes_on = head_at(page, letters, end.min(letters.len() - 1)).is_some();
        // 挂牌奖补办法: a head of one character is a word of its own before what is none of its name.
        let cut = end - start == 1 && letters.letter(end) && !"一二三特金银铜".contains(letters.chars[end]);
        if page.form(hit.form).cues.iter().any(own) && letters.border(end) && !goes_on && !cut {
            // A place and a listed award are less than the award of the place.
            let sum = if contest(letters, end) { 10 } else { 0 };
            found.extend(core(page, letters, start, end).map(|start| Proposal { start, end, sum }));
        }
    }
    found
}

/// Where the word that ends in an award begins, if it begins before it (五一劳动奖章), or the head; a verb or a rank is no
/// name (颁奖, 二等奖).
fn word_of(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> Option<usize> {
    let word = letters.word(head);
    if word.end != end || word.start == head {
        return Some(head);
    }
    let rules = &page.known.dictionary.rules;
    let text = |end: usize| letters.span(word.start, end).of(page.text());
    let rank =
        rules.ignored_as(text(end), &Kind::PROGRAMME).is_some() || rules.not_programmes.contains(text(head));
    let award = matches!(letters.chars[end - 1], '奖' | '章' | '状');
    (award && !rank && matches!(word.tag, Tag::Noun | Tag::Phrase | Tag::Proper)).then_some(word.start)
}

/// Where the core before a head begins, if what it begins with or what stands before it bears it out.
fn core(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> Option<usize> {
    let mut at = word_of(page, letters, head, end)?;
    for _ in 0..6 {
        let word = letters.word(at.checked_sub(1)?);
        let core = letters.span(at, head).of(page.text());
        let named = !page.known.dictionary.rules.not_programmes.contains(core);
        if letters.char(at - 1) == Some('”') || word.end > head || page.space_at(letters.at[at]) {
            return None;
        }
        if word.tag == Tag::Verb && end - head > 2 && doing(page, letters, word.start) {
            return (named && head - at >= 3).then_some(at);
        }
        if letters.chars[at - 1] == '届' && head - at >= 4 && letters.border(head) {
            let ordinal = letters.chars[..at].iter().rposition(|&c| c == '第');
            let ordinal = ordinal.filter(|n| at - n <= 6 && contest(letters, end));
            return ordinal.map(|n| place_before(page, letters, n).unwrap_or(n));
        }
        let part = matches!(
            word.tag,
            Tag::Noun
                | Tag::VerbalNoun
                | Tag::Modifier
                | Tag::Proper
                | Tag::Place
                | Tag::Latin
                | Tag::Abbreviation
        );
        // jieba calls 进步 and 特别 adverbs.
        let verb = matches!(word.tag, Tag::Verb | Tag::Grammar) && word.end - word.start == 2
            || word.tag == Tag::Phrase && contest(letters, end);
        if !part && !verb && word.tag != Tag::Time {
            return None;
        }
        at = word.start;
        let placed = contest(letters, end) || end - head > 2;
        if head - at >= 6
            && (national(page, letters, (at, end)) || placed && begins_with_place(page, letters, at, head))
        {
            return Some(at);
        }
    }
    None
}

/// Whether a contest of the whole country begins at a character (全国职工焊接技能大赛), and neither an ordinal nor another part
/// of its name stands before it.
fn national(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let before = &letters.chars[..start];
    let more = page.quote_at(letters.at[start], Gap::Close) || before.ends_with(&['杯']);
    letters.chars[end - 1] == '赛'
        && letters.chars[start..end].starts_with(&['全', '国'])
        && !more
        && (!before.ends_with(&['届']) || before.ends_with(&['首', '届']))
}

/// Whether what ends at a character is a contest or an award: of these the place in front is a part.
fn contest(letters: &Letters, end: usize) -> bool {
    matches!(letters.chars[end - 1], '赛' | '奖' | '章' | '状' | '杯')
}

/// Whether a listed place begins at a character and leaves three more characters before the head.
fn begins_with_place(page: &Page<'_>, letters: &Letters, at: usize, head: usize) -> bool {
    let byte = letters.at[at];
    // A verb right behind the place tells of it: 内蒙古自治区 + 鼓励….
    let place = |hit: &Hit| {
        let end = letters.number(hit.span.end);
        listed::places_of(page, hit.form).next().is_some()
            && end + 3 <= head
            && letters.word(end).tag != Tag::Verb
    };
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(place)
}

/// A verb that programmes are the object of.
fn doing(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let verb = |cue: &Cue| matches!(cue, Cue::Title(Title { class, .. }) if class == "doing" || class == "undertaking");
    page.hits_at(letters.at[at]).iter().any(|hit| page.form(hit.form).cues.iter().any(verb))
}
