//! Unlisted programmes that are not quoted: a proper core with a head of its own after a verb of doing (开展…专项行动), an
//! ordinal or with a place in front. Those with a short head: `undertaken`.

use super::heads::{PARTING, contest, doing, head_at, role_ends, undertakes};
use super::ordinal::{around, counted, with_ordinal};
use super::{Proposal, stops, township};
use crate::dictionary::{Class, Cue, HeadRole, Hit, Kind, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Longest form of a place that is looked for before a name, in bytes.
const PLACE: u32 = 30;

/// Most words of a core.
const WORDS: usize = 7;

/// Proposals for names that are not quoted: a core of one to five words before a head that needs no quotation marks, after
/// a verb of doing, an ordinal (第七届) or with a place in front.
pub(super) fn plain(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    for hit in &letters.heads {
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

/// Whether a rank or a count of awards stands at a character, or what becomes of them: 科学技术进步奖 + 二等奖, + 4项, + 得主.
fn is_counted(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    page.class(letters.chars[at]).has(Class::RANK)
        || letters.chars[at].is_ascii_digit()
        || page.signs().begin(Sign::Honours, &page.text()[letters.at[at] as usize..])
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
    for _ in 0..WORDS {
        let word = letters.word(at.checked_sub(1)?);
        let core = letters.span(at, head).of(page.text());
        let named = !page.known.dictionary.rules.not_programmes.contains(core);
        let byte = letters.at[at];
        let crossed = at == head && page.quote_at(byte, Gap::Close);
        if crossed || word.end > head || page.space_at(byte) {
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
            let one = letters.word(at).tag != Tag::Grammar;
            return (named && one && !large && head - at >= 3).then_some(at);
        }
        // 青山县 + 举办 + 木雕技能大赛 is a sentence, as is 中国队 + 荣获 + 最佳团队奖.
        if undertakes(page, letters, &word)
            || word.tag == Tag::Verb && stops::in_no_body(page, &word)
            || matches!(word.tag, Tag::Verb | Tag::Person) && doing(page, letters, word.start)
        {
            return None;
        }
        if letters.chars[at - 1] == '届' && letters.border(head) {
            return counted(page, letters, at, (head, end));
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
        let joint = contest(page, letters, end) && word.end < head && joins(page, letters, &word);
        // jieba calls 进步 and 特别 adverbs.
        let verb = matches!(word.tag, Tag::Verb | Tag::Grammar) && word.end - word.start == 2
            || word.tag == Tag::Person && contest(page, letters, end)
            || word.tag == Tag::Side && placed && word.end - word.start == 2
            || word.tag == Tag::Phrase && contest(page, letters, end);
        let praise = word.tag == Tag::Adjective && contest(page, letters, end);
        if !part && !verb && !praise && !joint && word.tag != Tag::Time {
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
            && (national(page, letters, (at, end))
                || of_place && begins_with_place(page, letters, at, (stop, placed)))
        {
            // 河北 + 邯郸太极拳邀请赛, 第27届 + 亚洲男篮锦标赛, 环 + 青海湖自行车赛.
            let at = township::outermost(page, letters, at);
            if !balanced(page, letters, (at, head)) {
                return None;
            }
            return Some(with_ordinal(page, letters, at, end).unwrap_or_else(|| around(letters, at)));
        }
    }
    None
}

/// Whether as many quotation marks are opened as closed behind the start of a stretch.
fn balanced(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let count = |gap| (start + 1..=end).filter(|&n| page.quote_at(letters.at[n], gap)).count();
    count(Gap::Open) == count(Gap::Close)
}

/// Whether a word joins two fields of one contest: 岗位练兵 + 和 + 技能竞赛, but 西班牙语大赛 + 和 + 法语大赛, 劳模 + 和 + 五一劳动奖章.
fn joins(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let (from, to) = (letters.at[word.start], letters.at[word.end]);
    word.end - word.start == 1
        && "与和及暨".contains(letters.chars[word.start])
        && !page.hits_ending(from, PLACE).any(|hit| hit.uses.has(Use::HEAD) || hit.uses.has(Use::NAME))
        && !page.hits_at(to).iter().any(|hit| hit.uses.has(Use::NAME) || hit.uses.has(Use::BARE))
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

/// Whether a listed place begins at a character and leaves three more characters before the head, two before works.
fn begins_with_place(page: &Page<'_>, letters: &Letters, at: usize, (head, works): (usize, bool)) -> bool {
    let byte = letters.at[at];
    // A verb right behind the place tells of it: 内蒙古自治区 + 鼓励….
    let place = |hit: &Hit| {
        let end = letters.number(hit.span.end);
        hit.uses.has(Use::PLACE)
            && end + 3 - usize::from(works) <= head
            && letters.word(end).tag != Tag::Verb
            && !(works && letters.word(end).tag == Tag::Grammar)
    };
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(place)
}
