//! Words that only a coined name has: words that jieba lacks, figures of speech, numbers that do not count. Which cores are
//! names by them: `coined`.

use crate::dictionary::{Class, Hit, Sign, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Tag, is_numeral};

/// Whether a word is a figure of speech: 拓荒, 归巢.
pub(super) fn figure(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    page.signs().has(Sign::Figure, letters.span(word.start, word.end).of(page.text()))
}

/// Whether a figure of speech that jieba lacks begins with a lone character: 筑 + 梦.
pub(super) fn spelt(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let next = word.end;
    word.end - word.start == 1
        && next < letters.len()
        && page.signs().has(Sign::Figure, letters.span(word.start, next + 1).of(page.text()))
}

/// Whether a word says that there are many of something, and counts nothing: 百 + 匠.
pub(super) fn many(page: &Page<'_>, letters: &Letters, word: &Word, head: usize) -> bool {
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
pub(super) fn pair(page: &Page<'_>, letters: &Letters, head: usize, word: &Word) -> bool {
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
pub(super) fn cup(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), word: &Word) -> bool {
    letters.chars[word.end - 1] == '杯'
        && word.end >= start + 3
        && page.class(letters.chars[end - 1]).has(Class::CONTEST)
}

/// Whether a core ends with how long it takes, and says what: 种业提升 + 三年 + 行动.
pub(super) fn for_years(letters: &Letters, (start, head): (usize, usize)) -> bool {
    head >= start + 4 && "年日天".contains(letters.chars[head - 1]) && is_number(letters.chars[head - 2])
}

/// Whether a word is a number that is written with characters: 三年, 百日.
pub(super) fn counts(letters: &Letters, word: &Word) -> bool {
    letters.chars[word.start..word.end].iter().any(|&c| is_number(c))
}

fn is_number(c: char) -> bool {
    is_many(c) || c == '两' || is_numeral(c)
}

/// Whether a number may mean many: 百匠留艺, 千村.
pub(super) fn is_many(c: char) -> bool {
    "百千万亿双".contains(c)
}
