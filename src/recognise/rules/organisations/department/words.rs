//! What the name of a department is made of: which characters and words may stand in it, and which of them before its suffix.

use crate::dictionary::{Class, Role, Sign, Suffix};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{
    context,
    organisations::{branch, item},
    stops,
};
use crate::text::{Tag, Words};

/// Whether enough stands between a body and a suffix, and nothing that makes the suffix mean something else.
pub(super) fn fits(
    page: &Page<'_>,
    letters: &Letters,
    (at, form, end): (usize, usize, usize),
    suffix: Suffix,
) -> bool {
    // 文化和旅游局 + 副局 + 长.
    let deputy = || form > at && page.class(letters.chars[form - 1]).has(Class::DEPUTY);
    let idle = || end == form + 1 && is_idle(page, letters, (at, form));
    form >= at + usize::from(suffix.min)
        && are_of_name(page, letters, (at, form, end))
        && !deputy()
        && !idle()
        && !stops::cut_short(page, letters, (form, end))
        && !stops::is_crew(page, letters, end)
}

/// Whether no word before a suffix does something to what the suffix names, founds it or leads what is before it.
fn are_of_name(page: &Page<'_>, letters: &Letters, (at, form, end): (usize, usize, usize)) -> bool {
    let mut n = attached(page, letters, at);
    while n < form {
        let word = letters.word(n);
        if acts(page, letters, &word, (at, form, end))
            || says(page, letters, &word, Sign::Founds)
            || word.end < form && item::leads(page, letters.at[word.end])
        {
            return false;
        }
        n = word.end;
    }
    true
}

/// Whether a verb does something to what a suffix names: 慰问 + 福利院, 驻 + 伊朗; 扑火 + 队, 播 + 控 + 中心 and 输电 + 运检中心 are names.
fn acts(page: &Page<'_>, letters: &Letters, word: &Word, (at, form, end): (usize, usize, usize)) -> bool {
    if word.tag != Tag::Verb {
        return false;
    }
    if word.end == word.start + 1 {
        return word.start == at && word.end < form && !is_lone(letters, word.end);
    }
    // 总工会 + 联合 + 区科技局.
    let level = |c: char| page.class(c).has(Class::LEVEL);
    let joined = word.start == at && letters.char(word.end).is_some_and(level);
    (joined || !says(page, letters, word, Sign::Trade))
        && (word.end < form || word.end == form && end > form + 1)
}

/// Whether a suffix of one character is none: it is a sound behind two others, or is counted (海域 + 3 + 处, but not 第3 + 队).
fn is_idle(page: &Page<'_>, letters: &Letters, (at, form): (usize, usize)) -> bool {
    let foreign = |n: usize| is_lone(letters, n) && page.role(letters.chars[n]).has(Role::SOUND);
    let counted = letters.chars[form - 1].is_ascii_digit() && !letters.chars[at..form].contains(&'第');
    counted || foreign(form - 1) && foreign(form - 2)
}

/// Whether a word says something of what stands beside it.
pub(super) fn says(page: &Page<'_>, letters: &Letters, word: &Word, sign: Sign) -> bool {
    page.signs().has(sign, letters.span(word.start, word.end).of(page.text()))
}

/// Whether a character may stand in the name of a department, whose own begins at `free`.
pub(super) fn holds(page: &Page<'_>, letters: &Letters, (at, free): (usize, usize), n: usize) -> bool {
    let word = letters.word(n);
    let class = page.class(letters.chars[n]);
    let sound = || n > at && is_sound(page, letters, n);
    let grammar = word.tag == Tag::Grammar && !sound() || class.has(Class::JOINT);
    letters.letter(n)
        && !matches!(word.tag, Tag::Time | Tag::Side)
        && !(grammar && !(n > at && joins(page, letters, n)))
        && !counts(page, letters, at, n)
        && !class.has(Class::POINTER)
        && item::fits(page, letters, (free, n))
}

/// Whether a year ends at a character, or a number holds it that counts what follows or persons.
fn counts(page: &Page<'_>, letters: &Letters, at: usize, n: usize) -> bool {
    let word = letters.word(n);
    let year = letters.chars[n] == '年' && n > at && letters.roles[n - 1].has(Role::NUMBER);
    let measure = || {
        let next = letters.char(word.end).map(|c| Words::shared().tag_of(c));
        matches!(next, Some(Tag::Measure | Tag::Time))
    };
    let persons = || page.class(letters.chars[word.end - 1]).has(Class::PERSONS);
    year || word.tag == Tag::Number && (measure() || persons())
}

/// Whether a lone word of grammar behind a lone character that is no word may be of a name: 孝 + 直 + 派出所.
fn is_sound(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let acts = Class::PARTICLE.with(Class::DIRECTION).with(Class::AUXILIARY).with(Class::ONWARD);
    let before = letters.word(n - 1).tag;
    is_lone(letters, n)
        && is_lone(letters, n - 1)
        && matches!(before, Tag::Noun | Tag::None | Tag::Person | Tag::Proper | Tag::Place)
        && !page.class(letters.chars[n]).has(acts)
}

/// Whether a conjunction joins what one department is of: 资源 + 与 + 化工学院, but neither two bodies nor persons.
fn joins(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let people = |n: usize| page.class(letters.chars[n]).has(Class::SORT.with(Class::TRADE));
    branch::joint(letters, n)
        && !stops::ends_body(page, letters, n)
        && !people(n - 1)
        && !context::person_ends(page, letters.at[n])
}

/// Whether a character is a word of its own.
fn is_lone(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.end - word.start == 1
}

/// Where what a department has of its own begins: behind the word that says whose it is (附属), or at once.
pub(super) fn attached(page: &Page<'_>, letters: &Letters, at: usize) -> usize {
    let word = letters.word(at);
    if word.start == at && says(page, letters, &word, Sign::Attached) { word.end } else { at }
}
