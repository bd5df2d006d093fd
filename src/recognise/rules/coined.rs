//! Unlisted programmes without marks whose core is coined for them: 川茶焕新 + 三年行动, 归雁 + 计划, 百匠留艺 + 档案工程. What is
//! coined: words that jieba lacks, figures of speech, numbers that do not count. Cores of common words: `undertaken`.

use super::Proposal;
use super::heads::{PARTING, doing, has_role, head_at, role_ends, undertakes};
use super::programme::word_of;
use super::undertaken;
use crate::dictionary::{Class, HeadRole, Hit, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// Fewest and most characters of a core.
const CORE: std::ops::RangeInclusive<usize> = 2..=12;
/// Points of such a name.
const POINTS: i32 = 12;
/// Most bytes that a name may begin before a pair of characters that is in it.
const NAMED: u32 = 30;

/// Proposals for names between a border of the clause and a head that nothing follows.
pub(super) fn programmes(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let heads = page.hits.iter().filter(|hit| has_role(page, hit, HeadRole::COINED));
    let names = heads.filter_map(|hit| {
        let (head, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        if !closes(page, letters, end) || generic(page, letters, head, end) {
            return None;
        }
        let (start, left) = core(page, letters, head)?;
        let name = Name { start, head, end, left };
        name.is_one(page, letters).then_some(Proposal { start, end, sum: POINTS })
    });
    names.collect()
}

/// What stands before a core.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// A verb for carrying out or an ordinal: what follows is the name.
    Tells,
    /// A mark or a word of grammar: what follows may be a sentence.
    Clause,
}

/// Whether the head is a part of a word for a sort or of a verb: 主体 + 工程, 颁 + 奖.
fn generic(page: &Page<'_>, letters: &Letters, head: usize, end: usize) -> bool {
    let word = letters.word(head);
    if end - head == 1 {
        return word_of(page, letters, head, end).is_none();
    }
    word.start < head
        && (!matches!(word.tag, Tag::Noun | Tag::Proper | Tag::Phrase)
            || page
                .known
                .dictionary
                .rules
                .not_programmes
                .contains(letters.span(word.start, end).of(page.text())))
}

/// Whether a name may end at a character: nothing follows that the head only modifies, and no document ends.
pub(super) fn closes(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    if end >= letters.len() || page.space_at(letters.at[end]) {
        return true;
    }
    if !letters.letter(end) {
        return letters.chars[end] != '》';
    }
    let goes_on = || {
        matches!(
            letters.word(end).tag,
            Tag::Grammar | Tag::Verb | Tag::Time | Tag::Side | Tag::Number | Tag::Person
        ) || page.signs().begin(Sign::Stage, &page.text()[letters.at[end] as usize..])
    };
    letters.border(end) && head_at(page, letters, end).is_none() && goes_on()
}

/// Where the core before a head begins: behind the mark, the verb or the word of grammar that stands before it.
fn core(page: &Page<'_>, letters: &Letters, head: usize) -> Option<(usize, Left)> {
    let mut at = letters.word(head).start;
    while head - at <= *CORE.end() {
        let byte = letters.at[at];
        if page.quote_at(byte, Gap::Close) || page.quote_at(byte, Gap::Open) {
            return None;
        }
        if at == 0 || page.space_at(byte) || !letters.letter(at - 1) {
            return (at == 0 || letters.chars[at - 1] != '《').then_some((at, Left::Clause));
        }
        let word = letters.word(at - 1);
        if tells(page, letters, &word) {
            return Some((at, Left::Tells));
        }
        if ends_before(page, letters, &word) {
            return Some((at, Left::Clause));
        }
        if matches!(word.tag, Tag::Latin | Tag::Body) || is_digit(letters, &word) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Whether a word ends in an Arabic digit: what follows is counted.
fn is_digit(letters: &Letters, word: &Word) -> bool {
    letters.chars[word.end - 1].is_ascii_digit()
}

/// Whether what follows a word is a name: 启动 + …, 启动了 + …, 推出的 + …, 首届 + ….
fn tells(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let before = || word.start > 0 && undertakes(page, letters, &letters.word(word.start - 1));
    undertakes(page, letters, word)
        || word.tag == Tag::Verb && doing(page, letters, word.start)
        || letters.chars[word.end - 1] == '届'
        || matches!(letters.chars[word.start], '了' | '的') && before()
}

/// Whether a name may begin behind a word: a time, a word of grammar.
fn ends_before(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let last = letters.chars[word.end - 1];
    let alone = word.end - word.start == 1;
    word.tag == Tag::Time && !counts(letters, word)
        || word.tag == Tag::Grammar && !alone
        || alone && page.class(last).has(PARTING)
}

/// Whether a word is a number that is written with characters: 三年, 百日.
fn counts(letters: &Letters, word: &Word) -> bool {
    letters.chars[word.start..word.end].iter().any(|&c| is_number(c))
}

fn is_number(c: char) -> bool {
    is_many(c) || "一二三四五六七八九十两".contains(c)
}

/// Whether a number may mean many: 百匠留艺, 千村.
fn is_many(c: char) -> bool {
    "百千万亿双".contains(c)
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
            && (!told || !self.any_common(page, letters))
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

/// Whether a core ends with how long it takes, and says what: 种业提升 + 三年 + 行动.
fn for_years(letters: &Letters, (start, head): (usize, usize)) -> bool {
    head >= start + 4 && "年日天".contains(letters.chars[head - 1]) && is_number(letters.chars[head - 2])
}

/// Whether a word is a figure of speech: 拓荒, 归巢.
fn figure(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Figure, letters.span(word.start, word.end).of(page.text()))
}

/// Whether a figure of speech that jieba lacks begins with a lone character: 筑 + 梦.
fn spelt(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let next = word.end;
    word.end - word.start == 1
        && next < letters.len()
        && page.signs().has(Sign::Figure, letters.span(word.start, next + 1).of(page.text()))
}

/// Whether a word says that there are many of something, and counts nothing: 百 + 匠.
fn many(page: &Page<'_>, letters: &Letters, word: &Word, head: usize) -> bool {
    let next = word.end;
    let chars = &letters.chars[word.start..word.end];
    // 万亩 + 老茶园, but 千余 + 户.
    let counted = page.class(chars[chars.len() - 1]).has(Class::POINTER.with(Class::RECKONED));
    let measured = word.tag == Tag::Number && is_many(chars[0]) && !counted;
    // 千人 + 培训, 千名 + 干部 count; 百匠留艺 does not.
    let persons = next < head && matches!(letters.chars[next], '人' | '名')
        || matches!(chars[chars.len() - 1], '人' | '名');
    (measured || chars.iter().all(|&c| is_many(c)))
        && !persons
        && next < head
        && matches!(letters.word(next).tag, Tag::Noun | Tag::Adjective | Tag::None)
}

/// Whether a word is the first of two lone characters, no name among them: a word that jieba lacks.
fn pair(page: &Page<'_>, letters: &Letters, head: usize, word: &Word) -> bool {
    let next = word.end;
    let lone = |n: usize| {
        let word = letters.word(n);
        let plain = matches!(word.tag, Tag::Grammar | Tag::Measure | Tag::Number | Tag::Side | Tag::Latin);
        word.end - word.start == 1 && !plain && !page.class(letters.chars[n]).has(Class::PLAIN)
    };
    let name = |hit: &Hit| hit.span.end > letters.at[next] && !hit.uses.has(Use::HEAD);
    next < head && lone(word.start) && lone(next) && !page.hits_at(letters.at[word.start]).iter().any(name)
}

/// Whether a contest has a cup of its own: 瀚海 + 杯 + 乡村篮球联赛.
fn cup(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), word: &Word) -> bool {
    letters.chars[word.end - 1] == '杯'
        && word.end >= start + 3
        && page.class(letters.chars[end - 1]).has(Class::CONTEST)
}
