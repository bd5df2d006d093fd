//! The core of a programme that is not quoted: the words before its head, taken up one by one until what they begin with or what
//! stands before them bears it out.

use super::word_of;
use crate::dictionary::{HeadRole, Hit, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::programmes::heads::{PARTING, contest, doing, role_ends, undertakes};
use crate::recognise::rules::programmes::ordinal::{around, counted, with_ordinal};
use crate::recognise::rules::{places::township, stops};
use crate::text::{Gap, Tag};

/// Longest form of a place that is looked for before a name, in bytes.
const PLACE: u32 = 30;
/// Most words of a core.
const WORDS: usize = 7;

/// The head of a programme: where it stands, and whether it is one of works, which a place alone may tell.
#[derive(Clone, Copy)]
struct Head {
    start: usize,
    end: usize,
    placed: bool,
}

/// Where the core before a head begins, if what it begins with or what stands before it bears it out.
pub(super) fn start(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> Option<usize> {
    let mut at = word_of(page, letters, start, end)?;
    let placed = role_ends(page, letters.span(start, end), HeadRole::PLACED) == Some(letters.at[start]);
    let head = Head { start, end, placed };
    for _ in 0..WORDS {
        let word = letters.word(at.checked_sub(1)?);
        if follows(page, letters, at, head) {
            return is_done(page, letters, at, head).then_some(at);
        }
        let crossed = at == start && page.quote_at(letters.at[at], Gap::Close);
        if crossed || word.end > start || page.space_at(letters.at[at]) {
            return None;
        }
        if word.tag == Tag::Verb && end - start > 2 && doing(page, letters, word.start) {
            return is_done(page, letters, at, head).then_some(at);
        }
        if tells(page, letters, &word) {
            return None;
        }
        if letters.chars[at - 1] == '届' && letters.border(start) {
            return counted(page, letters, at, (start, end));
        }
        if !may_hold(page, letters, &word, head) {
            return None;
        }
        at = word.start;
        // 辽西 + 引水工程: the place is all that tells it from others.
        if placed
            && word.end == start
            && page.fills(letters.span(at, start), Use::PLACE)
            && parted(page, letters, at)
        {
            return Some(at);
        }
        if begins_whole(page, letters, at, head) {
            return with_all_before(page, letters, at, head);
        }
    }
    None
}

/// Whether what begins right behind a verb of doing is a name, and not one of a sort: 推出 + 大型 + 公益行动.
fn is_done(page: &Page<'_>, letters: &Letters, at: usize, head: Head) -> bool {
    let first = letters.word(at);
    let is_sort = |end: usize| {
        page.known.dictionary.rules.not_programmes.contains(letters.span(at, end).of(page.text()))
    };
    let large = || matches!(first.tag, Tag::Modifier | Tag::Number | Tag::Adjective) && is_sort(first.end);
    !head.placed && head.start - at >= 3 && first.tag != Tag::Grammar && !is_sort(head.start) && !large()
}

/// Fewest characters of a head and of a core where no verb tells a programme.
const LONG: usize = 4;

/// Whether another programme and a joint stand before a character: 专项行动 + 和 + 农村人居环境整治提升行动.
fn follows(page: &Page<'_>, letters: &Letters, at: usize, head: Head) -> bool {
    let joint = at.checked_sub(1).filter(|&n| "和与及、".contains(letters.chars[n]));
    let head_ends = |n: usize| page.hits_ending(letters.at[n], PLACE).any(|hit| hit.uses.has(Use::HEAD));
    head.end - head.start >= LONG && head.start - at >= LONG && joint.is_some_and(head_ends)
}

/// Whether a word makes a sentence of what stands around it: 青山县 + 举办 + 木雕技能大赛, 中国队 + 荣获 + 最佳团队奖.
fn tells(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    undertakes(page, letters, word)
        || word.tag == Tag::Verb && stops::in_no_body(page, word)
        || matches!(word.tag, Tag::Verb | Tag::Person) && doing(page, letters, word.start)
}

/// Whether a word may be one of the core before a head.
fn may_hold(page: &Page<'_>, letters: &Letters, word: &Word, head: Head) -> bool {
    let two = word.end - word.start == 2;
    let contest = || contest(page, letters, head.end);
    match word.tag {
        Tag::Noun | Tag::VerbalNoun | Tag::Modifier | Tag::Proper | Tag::Place => true,
        Tag::Latin | Tag::Abbreviation | Tag::Time => true,
        // jieba calls 进步 and 特别 adverbs.
        Tag::Verb | Tag::Grammar if two => true,
        Tag::Side if two && head.placed => true,
        Tag::Person | Tag::Phrase | Tag::Adjective if contest() => true,
        _ => word.end < head.start && contest() && joins(page, letters, word),
    }
}

/// Whether a core that begins at a character is long enough, and begins with a place or is of the whole country.
fn begins_whole(page: &Page<'_>, letters: &Letters, at: usize, head: Head) -> bool {
    let contest = contest(page, letters, head.end);
    // 文学 is of the name: 中国戏剧 + 文学奖.
    let stop = if contest { head.end - 1 } else { head.start };
    let least = if head.placed { 4 } else { 6 };
    let of_place = contest || head.end - head.start > 2;
    stop - at >= least
        && (contest && national(page, letters, (at, head.end))
            || of_place && begins_with_place(page, letters, at, (stop, head.placed)))
}

/// Where a name begins with all that belongs to it: 河北 + 邯郸太极拳邀请赛, 第27届 + 亚洲男篮锦标赛, 环 + 青海湖自行车赛.
fn with_all_before(page: &Page<'_>, letters: &Letters, at: usize, head: Head) -> Option<usize> {
    let at = township::outermost(page, letters, at);
    let ordinal = || with_ordinal(page, letters, at, head.end);
    balanced(page, letters, (at, head.start)).then(|| ordinal().unwrap_or_else(|| around(letters, at)))
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

/// Whether what begins at a character is of the whole country (全国职工焊接技能大赛, 全国脱贫攻坚奖), and neither an ordinal nor another part
/// of its name stands before it.
fn national(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let before = &letters.chars[..start];
    let more = page.quote_at(letters.at[start], Gap::Close) || before.ends_with(&['杯']);
    letters.chars[start..end].starts_with(&['全', '国'])
        && letters.char(start + 2) != Some('性')
        && !more
        && (!before.ends_with(&['届']) || before.ends_with(&['首', '届']))
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
