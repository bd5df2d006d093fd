//! Unlisted programmes that are not quoted: a proper core with a head of its own after a verb of doing (开展…专项行动), an
//! ordinal or with a place in front. Those with a short head: `undertaken`.

use super::heads::{PARTING, contest, doing, head_at, role_ends, undertakes};
use super::{Proposal, township};
use crate::dictionary::{Class, Cue, HeadRole, Hit, Kind, Use};
use crate::recognise::letters::Letters;
use crate::recognise::listed;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Longest form of a place that is looked for before a name, in bytes.
const PLACE: u32 = 30;

/// The start of the listed place, in full, that ends right before a character: the contest or award is its own.
pub(super) fn place_before(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let byte = letters.at[at];
    let full = |hit: &&Hit| {
        let name = |entity| page.known.dictionary.entity(entity).named.name.as_str();
        listed::places_of(page, hit.form).any(|entity| name(entity) == hit.span.of(page.text()))
    };
    page.hits_ending(byte, PLACE).find(full).map(|hit| letters.number(hit.span.start))
}

/// Proposals for names that are not quoted: a core of one to five words before a head that needs no quotation marks, after
/// a verb of doing, an ordinal (第七届) or with a place in front.
pub(super) fn plain(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::HEAD)) {
        let own = |cue: &Cue| matches!(cue, Cue::Head(head) if !head.quoted);
        let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let goes_on = head_at(page, letters, end.min(letters.len() - 1)).is_some();
        // A document is none; 挂牌奖补办法: a head of one character is a word of its own before what is none of its name.
        let book = letters.char(end) == Some('》');
        let cut = book || end - start == 1 && letters.letter(end) && !is_counted(page, letters, end);
        if page.form(hit.form).cues.iter().any(own) && letters.border(end) && !goes_on && !cut {
            // A place and a listed award are less than the award of the place.
            let sum = if contest(page, letters, end) { 10 } else { 0 };
            found.extend(core(page, letters, start, end).map(|start| Proposal { start, end, sum }));
        }
    }
    found
}

/// Whether a rank or a count of awards stands at a character: 科学技术进步奖 + 二等奖, + 4项.
fn is_counted(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.class(letters.chars[at]).has(Class::RANK) || letters.chars[at].is_ascii_digit()
}

/// Where the word that ends in an award begins, if it begins before it (五一劳动奖章), or the head; a verb or a rank is no
/// name (颁奖, 二等奖).
pub(super) fn word_of(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> Option<usize> {
    let word = letters.word(head);
    if word.end != end || word.start == head {
        return Some(head);
    }
    let rules = &page.known.dictionary.rules;
    let text = |end: usize| letters.span(word.start, end).of(page.text());
    let rank =
        rules.ignored_as(text(end), &Kind::PROGRAMME).is_some() || rules.not_programmes.contains(text(head));
    let award = page.class(letters.chars[end - 1]).has(Class::AWARD);
    (award && !rank && matches!(word.tag, Tag::Noun | Tag::Phrase | Tag::Proper)).then_some(word.start)
}

/// Where the core before a head begins, if what it begins with or what stands before it bears it out.
fn core(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> Option<usize> {
    let mut at = word_of(page, letters, head, end)?;
    let placed = role_ends(page, letters.span(head, end), HeadRole::PLACED) == Some(letters.at[head]);
    for _ in 0..6 {
        let word = letters.word(at.checked_sub(1)?);
        let core = letters.span(at, head).of(page.text());
        let named = !page.known.dictionary.rules.not_programmes.contains(core);
        if letters.char(at - 1) == Some('”') || word.end > head || page.space_at(letters.at[at]) {
            return None;
        }
        if word.tag == Tag::Verb && end - head > 2 && doing(page, letters, word.start) {
            if placed {
                return None;
            }
            // 推出 + 大型 + 公益行动 is one of a sort.
            let sort = letters.span(at, letters.word(at).end).of(page.text());
            let sort = page.known.dictionary.rules.not_programmes.contains(sort);
            let large = sort && matches!(letters.word(at).tag, Tag::Modifier | Tag::Number | Tag::Adjective);
            return (named && !large && head - at >= 3).then_some(at);
        }
        // 青山县 + 举办 + 木雕技能大赛 is a sentence.
        if undertakes(page, letters, &word) {
            return None;
        }
        if letters.chars[at - 1] == '届' && head - at >= 4 && letters.border(head) {
            return with_ordinal(page, letters, at, end);
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
            || word.tag == Tag::Side && placed && word.end - word.start == 2
            || word.tag == Tag::Phrase && contest(page, letters, end);
        let praise = word.tag == Tag::Adjective && contest(page, letters, end);
        if !part && !verb && !praise && word.tag != Tag::Time {
            return None;
        }
        at = word.start;
        let of_place = contest(page, letters, end) || end - head > 2;
        // 文学 is of the name: 中国戏剧 + 文学奖.
        let stop = if contest(page, letters, end) { end - 1 } else { head };
        let least = if placed { 4 } else { 6 };
        // 辽西 + 引水工程: the place is all that tells it from others.
        if placed
            && at == word.start
            && word.end == head
            && is_place(page, letters, (at, head))
            && parted(page, letters, at)
        {
            return Some(at);
        }
        if stop - at >= least
            && (national(page, letters, (at, end)) || of_place && begins_with_place(page, letters, at, stop))
        {
            // 河北 + 邯郸太极拳邀请赛, 第27届 + 亚洲男篮锦标赛, 环 + 青海湖自行车赛.
            let at = township::outermost(page, letters, at);
            return Some(with_ordinal(page, letters, at, end).unwrap_or_else(|| around(letters, at)));
        }
    }
    None
}

/// Where the ordinal of a contest begins that stands right before its place, or the place before that.
fn with_ordinal(page: &Page<'_>, letters: &Letters, at: usize, end: usize) -> Option<usize> {
    let counted = at > 0 && letters.chars[at - 1] == '届' && contest(page, letters, end);
    let near = at.saturating_sub(6);
    let ordinal = counted.then(|| letters.chars[near..at].iter().rposition(|&c| c == '第')).flatten()? + near;
    Some(place_before(page, letters, ordinal).unwrap_or(ordinal))
}

/// The start of a contest that goes around its place: 环 + 青海湖自行车赛.
fn around(letters: &Letters, at: usize) -> usize {
    let round = at > 0 && letters.chars[at - 1] == '环' && letters.border(at - 1);
    if round { at - 1 } else { at }
}

/// Whether a contest or an award of the whole country begins at a character (全国职工焊接技能大赛, 全国脱贫攻坚奖), and neither an ordinal nor another part
/// of its name stands before it.
fn national(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let before = &letters.chars[..start];
    let more = page.quote_at(letters.at[start], Gap::Close) || before.ends_with(&['杯']);
    contest(page, letters, end)
        && letters.chars[start..end].starts_with(&['全', '国'])
        && letters.char(start + 2) != Some('性')
        && !more
        && (!before.ends_with(&['届']) || before.ends_with(&['首', '届']))
}

/// Whether a stretch is a listed place.
fn is_place(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let place = |hit: &Hit| hit.uses.has(Use::PLACE) && hit.span.end == letters.at[end];
    page.hits_at(letters.at[start]).iter().any(place)
}

/// Whether no noun stands before a character: 这是 + 辽西….
fn parted(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    at == 0
        || !letters.letter(at - 1)
        || letters.word(at - 1).tag == Tag::Grammar
        || page.class(letters.chars[at - 1]).has(PARTING)
}

/// Whether a listed place begins at a character and leaves three more characters before the head.
fn begins_with_place(page: &Page<'_>, letters: &Letters, at: usize, head: usize) -> bool {
    let byte = letters.at[at];
    // A verb right behind the place tells of it: 内蒙古自治区 + 鼓励….
    let place = |hit: &Hit| {
        let end = letters.number(hit.span.end);
        hit.uses.has(Use::PLACE) && end + 3 <= head && letters.word(end).tag != Tag::Verb
    };
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(place)
}
