//! What looks like a place by its suffix and is told of somebody or something: 习近平乘车前往 + 机场, 工程师刘大 + 河, 安全漏 + 洞.

use super::Ending;
use super::listed::begins_listed;
use crate::dictionary::{Cue, Hit, Kind, PlaceClass, Role, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::Clue;
use crate::recognise::rules::stops;
use crate::text::{Tag, Words};

/// Whether no place is named, whatever speaks for it. `core` holds the words before the suffix, nearest first.
pub(super) fn is_told(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word]) -> bool {
    let first = &core[core.len() - 1];
    acts(page, core)
        || is_done(page, letters, ending, first)
        || is_common(page, letters, ending, first)
        || is_pair(page, letters, ending, first)
        || is_mirrored(letters, ending)
        || only_counts(letters, ending, first)
        || is_titled(page, letters, ending, first)
        || ends_line(letters, ending, first)
        || is_possessed(page, letters, ending, first)
        || page.marks.name_ends(letters.at[ending.end]) && ends_person(page, letters, ending)
}

/// Whether no name of a place or body begins before the end of a school, and somebody has left it: 李小荷 + 大学 + 毕业.
pub(super) fn is_graduate(page: &Page<'_>, letters: &Letters, ending: &Ending, start: usize) -> bool {
    // 从 + 红旗大学 + 毕业.
    let before = start.checked_sub(1).map_or(Tag::None, |n| letters.word(n).tag);
    let left = before == Tag::Grammar && !letters.roles[start].has(Role::BEGINS_SURNAME);
    page.signs().begin(Sign::Graduates, &page.text()[letters.at[ending.start] as usize..])
        && !left
        && !begins_listed(page, letters, start, ending)
}

/// Whether a verb stands in the core that somebody does, or a word that is in no name: 丁薛祥 + 到 + 机场, 广东 + 修建 + 高铁.
fn acts(page: &Page<'_>, core: &[Word]) -> bool {
    let done = |pair: &[Word]| {
        let person = pair[1].tag == Tag::Person && pair[1].end - pair[1].start > 1;
        pair[0].tag == Tag::Verb && person
    };
    core.windows(2).any(done) || core.len() > 1 && core.iter().any(|word| stops::in_no_body(page, word))
}

/// Whether a listed person begins it, and what he does follows: 王毅 + 到 + 机场, but 谷文昌 + 纪念馆.
fn is_done(page: &Page<'_>, letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let does = |hit: &Hit| {
        let next = letters.word(letters.number(hit.span.end));
        matches!(next.tag, Tag::Verb | Tag::Grammar) && page.names(hit.form, &Kind::PERSON)
    };
    let byte = letters.at[first.start];
    let inside = |hit: &&Hit| hit.span.end < letters.at[ending.start] && hit.uses.has(Use::NAME);
    page.marks.name_starts(byte) && page.hits_at(byte).iter().filter(inside).any(does)
}

/// Whether it is of what 之 stands behind, and no name begins it: 长津湖之 + 战遗址, but 革命之 + 井冈山.
fn is_possessed(page: &Page<'_>, letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let of = |n: usize| letters.chars[n] == '之' && letters.border(n) && !page.space_at(letters.at[n + 1]);
    first.start.checked_sub(1).is_some_and(of) && !begins_listed(page, letters, first.start, ending)
}

/// Whether the whole is one word that is no name: 漏洞, 万水千山.
fn is_common(page: &Page<'_>, letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let word = letters.word(ending.end - 1);
    let short = word.end - word.start == 2
        && matches!(word.tag, Tag::Noun | Tag::Verb | Tag::VerbalNoun | Tag::Adjective);
    (word.start, word.end) == (first.start, ending.end)
        && (short || word.tag == Tag::Phrase)
        && !page.marks.name_starts(letters.at[first.start])
}

/// Whether the whole is one word of two sorts of places with what they are like: 荒山 + 野岭.
fn is_pair(page: &Page<'_>, letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let natural = |cue: &Cue| {
        matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class == PlaceClass::Natural).then_some(())
    };
    let sort = |n: usize| {
        page.cue_at(letters.at[n], natural).is_some_and(|(hit, ())| hit.span.end == letters.at[n + 1])
    };
    // 南海 + 诸岛, 长江 + 大桥.
    let named = || page.hits_at(letters.at[first.start]).iter().any(|hit| hit.uses.has(Use::NAME));
    let whole = (first.start + 4, first.end) == (ending.end, ending.end);
    whole && sort(first.start + 1) && sort(first.start + 3) && !named()
}

/// Whether the suffix of a natural place is one side of a character that stands on both sides of another: 山 + 连 + 山.
fn is_mirrored(letters: &Letters, ending: &Ending) -> bool {
    if ending.shape.class != Some(Clue::ClassNatural) {
        return false;
    }
    let (before, behind) = (ending.end.checked_sub(3), ending.start + 3);
    // 建平县山 + 连山 is one word, 李家村 + ，村里 is none.
    let word = || letters.word(behind - 1).start < behind - 1;
    before.is_some_and(|start| stops::mirrors(letters, (start, ending.end)))
        || behind <= letters.len() && word() && stops::mirrors(letters, (ending.start, behind))
}

/// Whether nothing but the number in a row stands before the suffix of one: 中国改革 + 第一村.
fn only_counts(letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let number = |&c: &char| Words::shared().tag_of(c) == Tag::Number;
    let number = || letters.chars[first.start + 1..ending.start].iter().all(number);
    letters.chars[first.start] == '第'
        && first.start + 1 < ending.start
        && ending.end == ending.start + 1
        && number()
}

/// Whether a title begins the name and something stands between it and the suffix: 副总经理 + 周大 + 港, but 工人 + 新村.
fn is_titled(page: &Page<'_>, letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let title = |hit: &Hit| hit.uses.has(Use::TITLE_BEFORE) && hit.span.end < letters.at[ending.start];
    page.hits_at(letters.at[first.start]).iter().any(title)
}

/// Whether a line begins before the name: 贵阳至 + 南宁高速铁路.
fn ends_line(letters: &Letters, ending: &Ending, first: &Word) -> bool {
    let before = first.start.checked_sub(1).map(|n| letters.chars[n]);
    ending.shape.class == Some(Clue::ClassTransport) && before == Some('至')
}

/// Whether a listed person ends where the suffix does: 扎尔达里.
fn ends_person(page: &Page<'_>, letters: &Letters, ending: &Ending) -> bool {
    let (start, end) = (letters.at[ending.start], letters.at[ending.end]);
    let person = |hit: &Hit| hit.uses.has(Use::NAME) && !hit.uses.has(Use::PLACE);
    let mut near = page.hits_ending(end, LISTED).take_while(|hit| hit.span.start < start);
    near.any(|hit| person(hit) && page.names(hit.form, &Kind::PERSON))
}
