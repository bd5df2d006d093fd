//! What each character of an article is to a name written by sound, and where runs of such characters end. Which runs are
//! names: `foreign`; which of those with a dot are whole: `dotted`.

use crate::dictionary::{Hit, Role, Use};
use crate::recognise::letters::{Letters, wanted};
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::text::{Tag, is_han};

/// What a character is to a name written by sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    No,
    Sound,
    /// Also common in native words.
    Common,
    /// The first of a listed name part, and the others.
    Part,
    Rest,
}

impl Mark {
    pub(super) fn of_part(self) -> bool {
        matches!(self, Self::Part | Self::Rest)
    }
}

pub(super) fn marks(page: &Page<'_>, letters: &Letters) -> Vec<Mark> {
    // Without a branch: every character of the text is looked at.
    let sound = |role: &Role| {
        let sound = if role.has(Role::SOUND) { Mark::Sound } else { Mark::No };
        if role.has(Role::COMMON) { Mark::Common } else { sound }
    };
    let mut marks: Vec<Mark> = letters.roles.iter().map(sound).collect();
    parts(page, letters, &mut marks);
    beside_dots(page, letters, &mut marks);
    marks
}

/// The listed parts of names.
fn parts(page: &Page<'_>, letters: &Letters, marks: &mut [Mark]) {
    let mut end = 0;
    for n in letters.parts.iter().map(|&n| n as usize) {
        if n >= end
            && let Some(len) = longest_part(page, letters, n)
        {
            end = n + len;
            marks[n] = Mark::Part;
            marks[n + 1..end].fill(Mark::Rest);
        }
    }
}

/// The length of the longest part that starts at a character.
pub(super) fn longest_part(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let begins = page.known.characters.begins_part([letters.chars[start], letters.chars[start + 1]]);
    // Two characters are the whole part.
    (2..=4).rev().find(|&len| begins(len) && (len == 2 || part(page, letters, start, len)))
}

fn part(page: &Page<'_>, letters: &Letters, start: usize, len: usize) -> bool {
    start + len <= letters.len() && {
        let text = letters.span(start, start + len).of(page.text());
        page.known.dictionary.rules.name_parts.contains(text)
    }
}

/// Most characters on each side of a dot.
const NEAR: usize = 7;

/// Beside a dot other characters are read as sounds too, up to a word of grammar, a title or a verb.
fn beside_dots(page: &Page<'_>, letters: &Letters, marks: &mut [Mark]) {
    for dot in letters.all::<'·'>().filter(|&n| n > 0) {
        // 图 in 乌兰图雅 takes no picture.
        let inside = |n: usize| marks[n + 1] == Mark::Rest;
        let before = (0..dot).rev().take(NEAR).take_while(|&n| {
            sounds(letters, n) && (!context::calling_ends(page, letters.at[n + 1]) || inside(n))
        });
        let after = (dot + 1..letters.len())
            .take(NEAR)
            .take_while(|&n| sounds(letters, n) && !context::title_starts(page, letters.at[n]));
        let told = told_before(page, letters, dot)..dot;
        let initials = [dot - 1, dot + 1].into_iter().filter(|&n| initial(letters, n));
        let pair = pair_before(page, letters, dot)..dot;
        let last = last_behind(letters, &marks[..], dot);
        for n in before.chain(told).chain(pair).chain(last).chain(after).chain(initials).collect::<Vec<_>>() {
            if marks[n] == Mark::No {
                marks[n] = Mark::Common;
            }
        }
    }
}

/// Where the name before a dot begins, right behind a title or a verb for speaking; the dot if neither stands near it.
fn told_before(page: &Page<'_>, letters: &Letters, dot: usize) -> usize {
    let near = dot.saturating_sub(NEAR)..dot;
    let called = |&n: &usize| context::calling_ends(page, letters.at[n]) && han(letters, n, dot);
    // Right behind a title even a word of grammar is a sound: 老师热依汗古丽·吾斯曼.
    let titled = |&n: &usize| {
        let first = letters.word(n).tag != Tag::Grammar || letters.roles[n].has(Role::SOUND);
        first && context::office_ends(page, letters.at[n]) && all_han(letters, n, dot)
    };
    // 总领事馆文化官员 + 本玛·西里冯: the nearest word for a person, if it is whole.
    let nearest = near.clone().rev().find(|&n| n > 0 && context::calling_ends(page, letters.at[n]));
    let whole = |&n: &usize| {
        let before = letters.word(n - 1);
        n + 1 < dot && before.end == n && before.start + 1 < n && titled(&n)
    };
    if let Some(start) = nearest.filter(whole) {
        return start;
    }
    let called = near.clone().find(called).map(|n| past_verb(page, letters, n));
    called.or_else(|| near.rev().find(titled)).unwrap_or(dot)
}

/// The surname right behind the sounds that follow a dot: 本玛·西里 + 冯.
fn last_behind(letters: &Letters, marks: &[Mark], dot: usize) -> Option<usize> {
    let last = (dot + 1..letters.len()).take(NEAR).find(|&n| marks[n] == Mark::No)?;
    let word = letters.word(last);
    (last > dot + 2 && word.end == word.start + 1 && word.tag == Tag::Person && letters.letter(last))
        .then_some(last)
}

/// Where two lone characters before a dot begin, whatever they are, if a word of several, grammar or a mark stands before them and
/// sounds stand behind the dot: 青年 + 颂猜·翁沙瓦; the dot if they do not.
fn pair_before(page: &Page<'_>, letters: &Letters, dot: usize) -> usize {
    let lone = |n: usize| {
        let word = letters.word(n);
        is_han(letters.chars[n]) && word.end == word.start + 1 && word.tag != Tag::Grammar
    };
    let sound =
        |n: usize| letters.roles.get(n).is_some_and(|role| role.has(Role::SOUND) || role.has(Role::PART));
    let Some(start) = dot.checked_sub(2).filter(|&n| lone(n) && lone(n + 1)) else { return dot };
    let apart = start.checked_sub(1).is_none_or(|n| !lone(n) && letters.chars[n] != '·');
    let whole = !page.space_at(letters.at[start + 1]) && !page.space_at(letters.at[dot]);
    if apart && whole && sound(dot + 1) && sound(dot + 2) { start } else { dot }
}

/// The first character behind a verb that names may follow too: 记者 + 采访 + 娜仁花·苏和, 姑娘 + 叫 + 安娜·索尔贝格.
fn past_verb(page: &Page<'_>, letters: &Letters, n: usize) -> usize {
    let word = letters.word(n);
    if word.end == n + 1 && context::calling_ends(page, letters.at[n + 1]) {
        return n + 1;
    }
    let verb = word.tag == Tag::Verb && word.start == n && word.end > n + 1;
    if verb && context::calling_ends(page, letters.at[word.end]) { word.end } else { n }
}

/// Whether a capital letter stands alone beside a dot: 乔治·W·布什.
fn initial(letters: &Letters, n: usize) -> bool {
    let capital = |n: usize| letters.char(n).is_some_and(|c| c.is_ascii_uppercase());
    let lone = |n: usize| !letters.char(n).is_some_and(|c| c.is_ascii_alphanumeric());
    capital(n) && lone(n + 1) && n.checked_sub(1).is_none_or(lone)
}

fn all_han(letters: &Letters, start: usize, end: usize) -> bool {
    letters.chars[start..end].iter().all(|&c| is_han(c))
}

/// Han characters only, and no word of grammar among them.
fn han(letters: &Letters, start: usize, end: usize) -> bool {
    all_han(letters, start, end) && (start..end).all(|n| letters.word(n).tag != Tag::Grammar)
}

/// A lone Han character that is no word of grammar, or part of a word that is a name.
fn sounds(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    is_han(letters.chars[n])
        && match word.end - word.start {
            1 => !matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Side | Tag::Number),
            _ => matches!(word.tag, Tag::Person | Tag::Place | Tag::Proper),
        }
}

/// Where runs of two characters or more may begin; all characters are looked at side by side.
pub(super) fn starts(letters: &Letters, marks: &[Mark]) -> Vec<u32> {
    let is = |mark: &Mark| *mark != Mark::No;
    let behind = marks.get(1..).unwrap_or_default().iter().zip(letters.roles.get(1..).unwrap_or_default());
    // A dot or a dash may join two.
    let joins = behind.map(|(mark, role)| is(mark) | !role.has(Role::LETTER));
    let mut starts: Vec<u8> = joins.zip(marks).map(|(joins, mark)| u8::from(joins & is(mark))).collect();
    let rest = starts.get_mut(1..).unwrap_or_default();
    rest.iter_mut().zip(marks).for_each(|(start, before)| *start &= u8::from(!is(before)));
    wanted(&starts).collect()
}

/// The run of marked characters, dots inside it taken along.
pub(super) fn run_end(page: &Page<'_>, letters: &Letters, marks: &[Mark], start: usize) -> usize {
    let mut end = start;
    loop {
        while end < marks.len() && marks[end] != Mark::No {
            end += 1;
        }
        let dot = letters.char(end) == Some('·')
            || dashed(letters, marks, end)
            || hyphened(page, letters, marks, (start, end));
        if !dot || marks.get(end + 1).is_none_or(|&mark| mark == Mark::No) {
            return end;
        }
        end += 1;
    }
}

/// Whether a dash parts the first name of one whose last name follows a dot: 让-皮埃尔·莫兰.
fn dashed(letters: &Letters, marks: &[Mark], dash: usize) -> bool {
    let lone = |n: usize| matches!(letters.char(n), Some('-' | '—' | '－'));
    let part = marks.iter().skip(dash + 1).take_while(|&&mark| mark != Mark::No).count();
    lone(dash) && !lone(dash + 1) && part > 0 && letters.char(dash + 1 + part) == Some('·')
}

/// Fewest sounds on each side of a hyphen, and how many of them may be common in native words.
const HALF: usize = 2;

/// Whether a hyphen joins two names written by sound, as older papers do where others have a dot: 爱德华-斯诺登. Places are not joined
/// so: 伊朗-巴基斯坦.
fn hyphened(page: &Page<'_>, letters: &Letters, marks: &[Mark], (start, hyphen): (usize, usize)) -> bool {
    let joins = |n: usize| is_hyphen(letters, n) && page.normal.gaps_at(letters.at[n]).is_empty();
    if !joins(hyphen) {
        return false;
    }
    let from = (start..hyphen).rev().find(|&n| !is_han(letters.chars[n])).map_or(start, |n| n + 1);
    let part = marks.iter().skip(hyphen + 1).take_while(|&&mark| mark != Mark::No).count();
    let until = hyphen + 1 + part;
    let foreign = |from: usize, to: usize| {
        let sounds = (from..to).filter(|&n| marks[n] == Mark::Sound || marks[n].of_part()).count();
        to >= from + HALF && 2 * sounds >= to - from
    };
    let place = |hit: &Hit| hit.uses.has(Use::PLACE);
    let begins = |n: usize| page.hits_at(letters.at[n]).iter().any(place);
    let ends = page.hits_ending(letters.at[hyphen], NAME).any(place);
    foreign(from, hyphen) && foreign(hyphen + 1, until) && !begins(from) && !begins(hyphen + 1) && !ends
}

/// What stands for the dot of a foreign name.
pub(in crate::recognise::rules) const HYPHENS: [char; 4] = ['-', '－', '‐', '–'];
/// Bytes of the longest place that is looked for before a hyphen.
const NAME: u32 = 24;

/// Whether a hyphen stands at a character, none beside it.
pub(super) fn is_hyphen(letters: &Letters, n: usize) -> bool {
    let hyphen = |n: usize| letters.char(n).is_some_and(|c| HYPHENS.contains(&c));
    hyphen(n) && !hyphen(n + 1)
}
