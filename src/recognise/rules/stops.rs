//! What ends the walk from a suffix to the left, and which suffixes are none.

use super::context;
use super::persons::bracketed;
use crate::dictionary::{Class, Cue, Hit, Kind, PlaceClass, Role, Sign, Stand, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::vocabulary::PointsNo;
use crate::text::{Tag, Words};

/// A suffix of one character inside a verb or a side is none (部署, 北部), nor at the beginning of any word (部位), nor at the
/// end of a foreign name (卢卡申科), nor before what makes a verb of it (站在, 所作).
pub(super) fn cut_short(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    if end - start > 1 {
        return false;
    }
    if page.signs().begin(Sign::Unends, &page.text()[letters.at[start] as usize..]) {
        return true;
    }
    if reckons(page, letters, start) {
        return true;
    }
    let word = letters.word(start);
    if word.end - word.start == 1 {
        return matches!(word.tag, Tag::Verb | Tag::Grammar) && governs(letters, end);
    }
    let sound = |n| [Role::SOUND, Role::COMMON].into_iter().any(|role| page.role(letters.chars[n]).has(role));
    let common = matches!(word.tag, Tag::Verb | Tag::VerbalNoun | Tag::Side | Tag::Time);
    common
        || word.tag == Tag::Person && (word.start..word.end).all(sound)
        || word.end > end && !led(page, letters, (start, end))
}

/// Whether a measure word says how many there are of what stands before its number: 秦岭、炎帝陵 + 三 + 处, 两 + 所, but 审计 + 三 + 处.
fn reckons(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    if !matches!(letters.chars[at], '处' | '所' | '家') {
        return false;
    }
    let Some(number) = at.checked_sub(1) else { return false };
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let many = matches!(letters.chars[number], '两' | '多' | '几' | '数');
    let counted = || {
        letters.roles[number].has(Role::NUMBER)
            && page.marks.name_ends(letters.at[number])
            && page.hits_ending(letters.at[number], LISTED).any(place)
    };
    many && letters.border(number) || counted()
}

/// Whether a crew ends at a character, and whoever leads it follows: 养护班 + 班长, 作业班 + 长. That one is told by the rank.
pub(super) fn is_crew(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let leads = |c| page.class(c).has(Class::CREW.with(Class::LEADER));
    page.class(letters.chars[end - 1]).has(Class::CREW) && letters.char(end).is_some_and(leads)
}

/// Whether a committee of the Party or a board behind another body is the beginning of a title: 河投集团 + 党委书记, 阿里巴巴 +
/// 董事局主席. A township's is a body.
pub(super) fn is_party_title(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let longer =
        || context::workers_title(page, letters.at[start]).is_some_and(|title| title > letters.at[end]);
    let listed = || {
        let mut hits = page.hits_ending(letters.at[start], LISTED);
        hits.any(|hit| page.names(hit.form, &Kind::ORGANISATION))
    };
    let behind =
        || matches!(letters.chars[start], '党' | '董') && (ends_body(page, letters, start) || listed());
    start > 0 && behind() && longer()
}

/// Whether what follows is who leads the body: 财政部 + 长, but 副部 + 长 and 公安部部 + 长.
fn led(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let rest = letters.span(end, letters.word(start).end).of(page.text());
    let before = start.checked_sub(1).map(|n| letters.chars[n]);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    // 内蒙古 + 河段, 加德满都 + 路段.
    let listed = || page.hits_ending(letters.at[start], LISTED).any(&place);
    page.known.dictionary.rules.after_name.contains(rest)
        && rest != "段"
        && !(page.marks.name_ends(letters.at[start]) && listed())
        && before.is_some_and(|c| !page.class(c).has(Class::DEPUTY) && c != letters.chars[start])
        && !named_leader(page, letters, start)
}

/// Whether a surname, a name or an adjective stands before a title, behind a body or a word: 中医院 + 钟 + 院长, 医院 + 倪鑫 + 院长, 退休 +
/// 老 + 院长.
fn named_leader(page: &Page<'_>, letters: &Letters, title: usize) -> bool {
    let named = |length: usize| {
        let Some(name) = title.checked_sub(length) else { return false };
        page.role(letters.chars[name]).has(Role::BEGINS_SURNAME) && ends_body(page, letters, name)
    };
    let Some(last) = title.checked_sub(1).map(|n| letters.word(n)) else { return false };
    let lone = last.start + 1 == title && last.end == title;
    lone && (last.tag == Tag::Adjective || named(1) || named(2) || named(3))
        || last.tag == Tag::Person && (named(2) || named(3))
}

/// Whether a character is the capital of what the lone character before it says, and no adverb: 薯 + 都, 南丰县 + 橘 + 都.
pub(super) fn is_capital(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    let lone = |n: usize| {
        let word = letters.word(n);
        word.end - word.start == 1 && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure)
    };
    letters.chars[n] == '都' && word.end - word.start == 1 && n > 0 && letters.letter(n - 1) && lone(n - 1)
}

/// Whether what stands at a character makes a verb of the one before it.
fn governs(letters: &Letters, at: usize) -> bool {
    at < letters.len() && (letters.word(at).tag == Tag::Verb || matches!(letters.chars[at], '在' | '起'))
}

/// Whether a word may be part of a name before its suffix. `right` is the word behind it.
pub(super) fn takes(page: &Page<'_>, letters: &Letters, word: &Word, right: Option<&Word>) -> bool {
    let c = letters.chars[word.start];
    match word.tag {
        Tag::Grammar => {
            let joint = matches!(c, '和' | '与' | '及' | '暨') && word.end - word.start == 1;
            joint && !ends_body(page, letters, word.start)
        }
        Tag::Number => {
            !counts(page, letters, word, right) && !is_any_one(page, letters, word) && !ranks(letters, word)
        }
        _ if counts_levels(page, letters, word) => false,
        _ if letters.letter(word.start) => true,
        _ if c == '）' => !bracketed::closes(letters, word.start),
        _ => matches!(c, '（' | '·' | '-' | '—'),
    }
}

/// What a word is that no name takes, where it is part of one after all: a listed place around it (西江 + 千户 + 苗寨), or a
/// lone character of grammar behind a place and another lone character (芜湖 + 鸠 + 兹…, 广东 + 乐 + 从…).
pub(super) fn part_of_name(page: &Page<'_>, letters: &Letters, word: &Word) -> Option<Word> {
    let points = PointsNo::default();
    let end = letters.at[word.end];
    if page.marks.name_goes_on(end)
        && let Some(start) = place_around(page, letters, word)
    {
        return Some(Word { start, end: word.end, tag: Tag::Place, points });
    }
    let lone = |n: usize| letters.border(n) && letters.border(n + 1) && !page.space_at(letters.at[n]);
    let joint = || page.class(letters.chars[word.start]).has(Class::JOINT);
    let fits = word.tag == Tag::Grammar && word.end == word.start + 1 && lone(word.start) && !joint();
    (fits && behind_place(page, letters, word.start)).then_some(Word { tag: Tag::None, ..*word })
}

/// Whether a verb ends before a character, and another body before that: 总工会 + 联合.
pub(super) fn acts(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at.checked_sub(1).map(|n| letters.word(n)).is_some_and(|word| {
        word.end == at
            && word.start > 0
            && matches!(word.tag, Tag::Verb | Tag::VerbalNoun)
            && ends_body(page, letters, word.start)
    })
}

/// Whether a place or a long body begins behind a noun that ends no name, or behind the verb of another body: 企业 + 海南逸盛石化…,
/// 总工会 + 组织 + 天水华天科技…, 宣讲团成员 + 中共中央政治局.
pub(super) fn before_place(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let at = letters.at[word.end];
    let whole = word.end - word.start > 1 && !page.marks.name_goes_on(at);
    let long = |hit: &Hit| hit.span.len() > LONG_BODY && page.names(hit.form, &Kind::ORGANISATION);
    let place = |hit: &Hit| hit.uses.has(Use::PLACE) || whole && long(hit);
    page.marks.name_starts(at)
        && (word.tag == Tag::Noun && word.end - word.start > 1 || acts(page, letters, word.end))
        && !page.marks.name_ends(at)
        && letters.border(word.end)
        && page.hits_at(at).iter().any(place)
        && !ends_body(page, letters, word.end)
}

/// Bytes of a body that is no part of another one's name.
const LONG_BODY: usize = 9;

/// Whether a word tells of who founds what stands behind it: 总工会 + 命名 + 劳模创新工作室.
pub(super) fn founds(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let text = || letters.span(word.start, word.end).of(page.text());
    word.tag == Tag::Verb && page.signs().has(Sign::Founds, text())
}

/// Whether one or two lone characters stand between a listed name and a character.
fn behind_place(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let lone = |n: usize| letters.letter(n) && letters.border(n) && letters.word(n).tag != Tag::Grammar;
    let ends = |n: usize| lone(n) && page.marks.name_ends(letters.at[n]);
    at > 2 && (ends(at - 1) || lone(at - 1) && ends(at - 2))
}

/// The start of the longest listed place that goes on behind a word: 西江 + 千户 + 苗寨, but 京津冀 + 三地.
fn place_around(page: &Page<'_>, letters: &Letters, word: &Word) -> Option<usize> {
    let (start, end) = (letters.at[word.start], letters.at[word.end]);
    let near = page.hits_from(end.saturating_sub(LISTED)).iter().take_while(|hit| hit.span.start < start);
    let place = |hit: &&Hit| hit.span.end > end && hit.uses.has(Use::PLACE);
    near.into_iter().find(place).map(|hit| letters.number(hit.span.start))
}

/// Whether a word says of how many places or ranks: 三级, 两市.
fn counts_levels(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    word.end == word.start + 2
        && letters.roles[word.start].has(Role::NUMBER)
        && page.class(letters.chars[word.start + 1]).has(Class::LEVEL)
}

/// Whether a number stands with its measure word: 四家航空公司, 17家医院, 两市总工会, 两国代表团. An ordinal counts nothing.
fn counts(page: &Page<'_>, letters: &Letters, word: &Word, right: Option<&Word>) -> bool {
    let measure = |n: usize| match letters.chars[n] {
        '号' => false,
        '地' | '国' | '所' => true,
        c => page.class(c).has(Class::LEVEL) || Words::shared().tag_of(c) == Tag::Measure,
    };
    let behind = right.is_some_and(|right| right.end - right.start == 1 && measure(right.start));
    letters.chars[word.start] != '第' && (behind || word.end - word.start > 1 && measure(word.end - 1))
}

/// Whether a word that ends no body begins where a suffix does and goes beyond it: 共产 + 党组织. What is no end by itself takes
/// nothing from the body before it: 工业公司 + 总部.
pub(super) fn goes_beyond(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let longer = |hit: &Hit| hit.span.end > letters.at[end] && is_none(page, hit);
    // 伍家岗区 + 公司总部 is no firm's name.
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let bare = || page.hits_ending(letters.at[start], LISTED).any(place);
    let apart = |hit: &Hit| is_apart(page, (letters.at[end], hit.span.end)) && !bare();
    page.hits_at(letters.at[start]).iter().any(|hit| longer(hit) && !apart(hit))
}

/// Whether a word between two bytes ends no body by itself: it takes nothing from the body before it.
pub(super) fn is_apart(page: &Page<'_>, (start, end): (u32, u32)) -> bool {
    page.hits_at(start).iter().any(|hit| hit.span.end == end && is_none(page, hit))
}

/// Whether a hit is a word that only looks like the end of a body.
fn is_none(page: &Page<'_>, hit: &Hit) -> bool {
    let never = |cue: &Cue| matches!(cue, Cue::Suffix(suffix) if suffix.never);
    hit.uses.has(Use::BODY_SUFFIX) && page.form(hit.form).cues.iter().any(never)
}

/// Whether 一 says that one of many is told of: 洪洞 + 一 + 煤矿, but 天津 + 一 + 中, 铁建 + 一 + 局, 卢湾 + 一 + 中心小学.
fn is_any_one(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    letters.chars[word.start..word.end] == ['一']
        && word.end < letters.len()
        && letters.word(word.end).end > word.end + 1
        && !page.signs().begin(Sign::InRow, &page.text()[letters.at[word.end] as usize..])
}

/// Whether a number tells one of a row from the others (第五), with no measure word and no rank behind it.
pub(super) fn is_ordinal(letters: &Letters, word: &Word) -> bool {
    let is = |n: usize, tag: Tag| letters.char(n).is_some_and(|c| Words::shared().tag_of(c) == tag);
    letters.chars[word.start] == '第'
        && is(word.end - 1, Tag::Number)
        && !is(word.end, Tag::Measure)
        && !ranks(letters, word)
}

/// Whether a number says how large something is among its like, or counts the items of a text: 英国 + 第五 + 大航空公司, 第4 + 项公司,
/// but 第五 + 大队.
fn ranks(letters: &Letters, word: &Word) -> bool {
    let lone = |n: usize| letters.word(n).end == n + 1;
    let ordinal =
        letters.chars[word.start] == '第' || word.start > 0 && letters.chars[word.start - 1] == '第';
    ordinal
        && letters.char(word.end).is_some_and(|c| matches!(c, '大' | '高' | '长' | '项' | '条' | '款'))
        && lone(word.end)
}

/// Whether one character stands between another and itself, as in no name but a foreign one: 山 + 连 + 山.
pub(super) fn mirrors(letters: &Letters, (start, end): (usize, usize)) -> bool {
    end == start + 3
        && letters.chars[start] == letters.chars[end - 1]
        && letters.letter(start + 1)
        && letters.word(start).start == start
        && (!letters.roles[start].has(Role::SOUND) || letters.roles[start].has(Role::COMMON))
}

/// Longest suffix that is looked for, in bytes.
pub(super) const SUFFIX: u32 = 30;

/// Whether the suffix of a body ends before a character, and is no word that only looks like one.
pub(super) fn ends_body(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let byte = letters.at[at];
    let suffix = |hit: &Hit| {
        let cues = page.form(hit.form).cues.iter();
        let mut never =
            cues.filter_map(|cue| if let Cue::Suffix(suffix) = cue { Some(suffix.never) } else { None });
        never.next().filter(|never| !never || letters.border(letters.number(hit.span.start)))
    };
    page.marks.body_ends(byte) && {
        let mut suffixes = page.hits_ending(byte, SUFFIX).filter(|hit| hit.uses.has(Use::BODY_SUFFIX));
        suffixes.find_map(suffix) == Some(false)
    }
}

/// Points of a word that stands in no body (派出, 会见).
const NEVER: i8 = -20;

/// Whether a word stands in no name of a body, nor in that of a site (所属).
pub(super) fn in_no_body(page: &Page<'_>, word: &Word) -> bool {
    page.points(word.points).at(Stand::Inner)[0] <= NEVER
}

/// Whether the last of three characters or more ends townships and the like: 松鸣镇.
pub(super) fn ends_as_place(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let division = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == PlaceClass::Division && suffix.strong);
    end - start > 2
        && page.marks.place_ends(letters.at[end])
        && page
            .cue_at(letters.at[end - 1], |cue| division(cue).then_some(()))
            .is_some_and(|(hit, ())| hit.span.end == letters.at[end])
}
