//! Unlisted programmes without marks whose core is coined for them: 川茶焕新 + 三年行动, 归雁 + 计划, 百匠留艺 + 档案工程. Where a
//! core begins: `cores`; what in it is coined: `figures`. Cores of common words: `undertaken`.

use super::cores::{CORE, Left, closes, core, generic};
use super::figures::{counts, cup, figure, for_years, is_many, many, pair, spelt};
use super::heads::{PARTING, has_role, role_ends};
use super::{ordinal, undertaken};
use crate::dictionary::{HeadRole, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::Tag;

/// Points of such a name.
const POINTS: i32 = 12;
/// Most bytes that a name may begin before a pair of characters that is in it.
const NAMED: u32 = 30;

/// Proposals for names between a border of the clause and a head that nothing follows.
pub(in crate::recognise::rules) fn programmes(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let heads = letters.hits(Use::HEAD).iter().filter(|hit| has_role(page, hit, HeadRole::COINED));
    let names = heads.filter_map(|hit| {
        let (head, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        if !closes(page, letters, end) || generic(page, letters, head, end) {
            return None;
        }
        let (start, left) = core(page, letters, head)?;
        let name = Name { start, head, end, left };
        let start = name.is_one(page, letters).then(|| name.with_ordinal(page, letters))?;
        Some(Proposal { start, end, sum: POINTS })
    });
    names.collect()
}

/// A possible name.
struct Name {
    start: usize,
    head: usize,
    end: usize,
    left: Left,
}

impl Name {
    /// Whether it is one.
    fn is_one(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let &Self { start, head, end, left } = self;
        let tells = left == Left::Tells;
        let rules = &page.known.dictionary.rules;
        let first = letters.word(start);
        let text = |start: usize, end: usize| letters.span(start, end).of(page.text());
        let plain = matches!(first.tag, Tag::Measure | Tag::Verb | Tag::Adjective | Tag::Side | Tag::Grammar)
            || first.tag == Tag::Number && !is_many(letters.chars[start]);
        CORE.contains(&(head - start))
            && (!plain
                || figure(page, letters, &first)
                || tells && pair(page, letters, head, &first)
                || spelt(page, letters, &first))
            && !rules.not_programmes.contains(text(start, head))
            && !rules.not_programmes.contains(text(start, first.end))
            && !undertaken::listed(page, letters, (start, end))
            && !self.is_sentence(page, letters)
            && !self.is_plain_figure(page, letters, &first)
            && self.coined(page, letters)
    }

    /// Where it begins with the ordinal before it: 第九届 + 赛里木湖那达慕文化节.
    fn with_ordinal(&self, page: &Page<'_>, letters: &Letters) -> usize {
        let own = role_ends(page, letters.span(self.head, self.end), HeadRole::OWN).is_some();
        let ordinal = ordinal::ordinal(letters, self.start).filter(|_| own);
        ordinal.map_or(self.start, |at| ordinal::place_before(page, letters, at).unwrap_or(at))
    }

    /// Whether a verb stands in it that its head is the object of, or the head is a verb itself: 还 + 计划 + 把….
    fn is_sentence(&self, page: &Page<'_>, letters: &Letters) -> bool {
        if self.left == Left::Tells {
            let points = |word: Word| word.tag == Tag::Grammar && word.end - word.start > 1;
            return words(letters, (self.start, self.head)).any(points);
        }
        let span = letters.span(self.head, self.end);
        let acts = self.end < letters.len()
            && letters.letter(self.end)
            && letters.chars[self.end] != '的'
            && role_ends(page, span, HeadRole::ACTS) == Some(span.start);
        let verb = |word: Word| match word.tag {
            Tag::Grammar => true,
            Tag::Verb if word.end - word.start > 1 && !figure(page, letters, &word) => {
                word.end < self.head && !counts(letters, &letters.word(word.end))
            }
            _ => false,
        };
        // 李雪 + 获 + 单板滑雪公开赛 (冠军), 科创板 + 并 + 试点, 打胜 + 这 + 场攻坚战.
        let told = letters.chars[self.start..self.head].iter().any(|&c| "获并这".contains(c));
        acts || told || words(letters, (self.start, self.head)).any(verb)
    }

    /// Whether a figure of speech is all that is said of whatever work, as one of many: 高效 + 的 + 护航行动, 这是 + 铸魂工程.
    fn is_plain_figure(&self, page: &Page<'_>, letters: &Letters, first: &Word) -> bool {
        let &Self { start, head, end, left } = self;
        let beside = start > 0 && letters.letter(start - 1) && letters.word(start - 1).tag != Tag::Time;
        left == Left::Clause
            && first.end == head
            && figure(page, letters, first)
            && (beside || is_work(letters, end))
            && !page.signs().begin(Sign::Stage, &page.text()[letters.at[end] as usize..])
    }

    /// Whether its head names no work that anybody does, and it is told or has a place: 启动 + 小汤显祖 + 编剧营, 首届 + 渔猎 + 文化周,
    /// 桂林山水 + 文化节.
    fn is_own(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let span = letters.span(self.head, self.end);
        let told = self.left == Left::Tells && self.head - self.start >= 4;
        let first = letters.word(self.start);
        let placed = || first.tag == Tag::Place && first.end - first.start > 1;
        (told || placed())
            && role_ends(page, span, HeadRole::OWN) == Some(span.start)
            && (!told || !self.is_common(page, letters))
    }

    /// Whether a clause begins with it and goes on with what becomes of a programme: 光彩健康促进工程 + 启动.
    fn is_staged(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let &Self { start, head, end, left } = self;
        let begins = start == 0 || !letters.letter(start - 1);
        left == Left::Clause
            && begins
            && head - start >= 4
            && page.signs().begin(Sign::Stage, &page.text()[letters.at[end] as usize..])
            && !self.any_common(page, letters)
    }

    /// Whether half of its words are no name's own: 技能培训 + 大赛, but 基层治理三级书记 + 擂台赛.
    fn is_common(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let (mut common, mut all) = (0, 0);
        for word in words(letters, (self.start, self.head)) {
            let text = letters.span(word.start, word.end).of(page.text());
            common += usize::from(page.known.dictionary.rules.not_programmes.contains(text));
            all += 1;
        }
        2 * common >= all
    }

    /// Whether one of its words is no name's own.
    fn any_common(&self, page: &Page<'_>, letters: &Letters) -> bool {
        words(letters, (self.start, self.head)).any(|word| {
            let text = letters.span(word.start, word.end).of(page.text());
            page.known.dictionary.rules.not_programmes.contains(text)
        })
    }

    /// Whether a pair of lone characters in a clause tells of nothing done (领 + 完奖, 俄 + 称) and is of no name (代尔祖 + 尔), and
    /// nothing is built: 橘乡 + 新农人成长营, but 霍泉 + 灌溉工程.
    fn is_parted(&self, page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
        let own = role_ends(page, letters.span(self.head, self.end), HeadRole::OWN).is_some();
        let plain = |n: usize| match letters.word(n).tag {
            Tag::Verb | Tag::Time | Tag::Side | Tag::Grammar => false,
            Tag::Abbreviation | Tag::Place => own,
            _ => !page.class(letters.chars[n]).has(PARTING),
        };
        let from = letters.at[word.start];
        let near = page.hits_from(from.saturating_sub(NAMED)).iter().take_while(|hit| hit.span.start < from);
        let mut names = near.filter(|hit| hit.uses.has(Use::NAME) || hit.uses.has(Use::PLACE));
        // 乌 + 军 is of a state, as 乌 + 方.
        let side = letters.span(word.end, word.end + 1).of(page.text());
        !is_work(letters, self.end)
            && !page.known.dictionary.rules.frames.contains_key(side)
            && plain(word.start)
            && plain(word.end)
            && names.all(|hit| hit.span.end <= from)
    }

    /// Whether its core is coined.
    fn coined(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let &Self { start, head, end, left } = self;
        let inside = (start, head);
        for_years(letters, inside)
            || self.is_own(page, letters)
            || self.is_staged(page, letters)
            || words(letters, inside).any(|word| {
                figure(page, letters, &word)
                    || many(page, letters, &word, head)
                    || pair(page, letters, head, &word)
                        && (left == Left::Tells || self.is_parted(page, letters, &word))
                    || cup(page, letters, (start, end), &word)
            })
    }
}

/// Whether what ends at a character may be something that is built: 大桥 + 工程.
fn is_work(letters: &Letters, end: usize) -> bool {
    letters.chars[end - 1] == '程'
}

/// The words of a stretch.
fn words(letters: &Letters, (start, end): (usize, usize)) -> impl Iterator<Item = Word> {
    let mut at = start;
    std::iter::from_fn(move || {
        let word = (at < end).then(|| letters.word(at))?;
        at = word.end;
        Some(word)
    })
}
