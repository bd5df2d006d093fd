//! Names written by sound: runs of the characters that foreign names are written with, perhaps with dots, and names
//! made of the parts that Mongolian, Uygur, Tibetan and other names are made of.

use std::iter::successors;

use super::evidence::{Clue, Evidence};
use super::{Floor, context};
use crate::dictionary::{Hit, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, is_han};

/// Proposes runs: start, end (characters), evidence.
pub(crate) fn names(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let marks = marks(page, letters);
    let mut evidence = Evidence::default();
    let mut start = 0;
    while let Some(ahead) = marks[start..].iter().position(|&mark| mark != Mark::No) {
        start += ahead;
        let end = run_end(letters, &marks, start);
        if end - start > 1 {
            run(page, letters, &marks, (start, end), floor, &mut evidence, propose);
        }
        start = end;
    }
}

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
    fn of_part(self) -> bool {
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
    let mut n = 0;
    while let Some(ahead) = letters.roles[n..].iter().position(|role| role.has(Role::PART)) {
        n += ahead;
        let second = letters.roles.get(n + 1).is_some_and(|role| role.has(Role::PART_SECOND));
        let longest = second.then(|| longest_part(page, letters, n)).flatten();
        if let Some(len) = longest {
            marks[n] = Mark::Part;
            marks[n + 1..n + len].fill(Mark::Rest);
        }
        n += longest.unwrap_or(1);
    }
}

/// Beside a dot other characters are read as sounds too, up to a word of grammar, a title or a verb.
fn beside_dots(page: &Page<'_>, letters: &Letters, marks: &mut [Mark]) {
    for dot in letters.all::<'·'>().filter(|&n| n > 0) {
        // 图 in 乌兰图雅 takes no picture.
        let inside = |n: usize| marks[n + 1] == Mark::Rest;
        let before = (0..dot).rev().take(7).take_while(|&n| {
            sounds(letters, n) && (!context::calling_ends(page, letters.at[n + 1]) || inside(n))
        });
        let after = (dot + 1..letters.len())
            .take(7)
            .take_while(|&n| sounds(letters, n) && !context::title_starts(page, letters.at[n]));
        let near = dot.saturating_sub(7)..dot;
        let called = |&n: &usize| context::calling_ends(page, letters.at[n]) && han(letters, n, dot);
        // Right behind a title even a word of grammar is a sound: 老师热依汗古丽·吾斯曼.
        let titled = |&n: &usize| {
            let first = letters.word(n).tag != Tag::Grammar;
            first && context::office_ends(page, letters.at[n]) && all_han(letters, n, dot)
        };
        let called = near.clone().find(called).map(|n| past_verb(page, letters, n));
        let titled = called.or_else(|| near.rev().find(titled)).unwrap_or(dot);
        let initials = [dot - 1, dot + 1].into_iter().filter(|&n| initial(letters, n));
        for n in before.chain(titled..dot).chain(after).chain(initials).collect::<Vec<_>>() {
            if marks[n] == Mark::No {
                marks[n] = Mark::Common;
            }
        }
    }
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

/// The length of the longest part that starts at a character.
fn longest_part(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
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

/// The run of marked characters, dots inside it taken along.
pub(super) fn run_end(letters: &Letters, marks: &[Mark], start: usize) -> usize {
    let mut end = start;
    loop {
        while end < marks.len() && marks[end] != Mark::No {
            end += 1;
        }
        let dot = letters.char(end) == Some('·') || dashed(letters, marks, end);
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

/// The run, and the run without one common character at either side.
fn run(
    page: &Page<'_>,
    letters: &Letters,
    marks: &[Mark],
    (start, end): (usize, usize),
    floor: &Floor<'_>,
    evidence: &mut Evidence,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let starts = borders(letters, marks, start, end, true);
    let ends = borders(letters, marks, start, end, false);
    for from in starts {
        for to in ends.clone() {
            let dot = |n: usize| letters.chars[n] == '·';
            let fits = to > from && (2..=20).contains(&(to - from)) && !dot(from) && !dot(to - 1);
            if fits && !frayed(page, letters, from, to) && !cuts_part(letters, marks, (from, to)) {
                evidence.clear();
                clues(letters, marks, (from, to), evidence);
                if floor.is_below(page, letters, (from, to), evidence) {
                    continue;
                }
                context::left(page, letters, from, evidence);
                if floor.is_below_to_the_right(page, letters, (from, to), evidence) {
                    continue;
                }
                context::right(page, letters, to, evidence);
                if marks.get(to) == Some(&Mark::No) && apart(letters, (from, to), evidence) {
                    evidence.add(Clue::Apart);
                }
                propose(from, to, evidence);
            }
        }
    }
}

/// Whether a dotted name begins or ends inside a listed part: 雅·巴雅尔 of 乌兰图雅·巴雅尔.
fn cuts_part(letters: &Letters, marks: &[Mark], (start, end): (usize, usize)) -> bool {
    let inside = |n: usize| marks.get(n) == Some(&Mark::Rest);
    (inside(start) || inside(end)) && letters.chars[start..end].contains(&'·')
}

/// Whether a title stands before three or four characters that no word is made of, and a word of several behind them.
fn apart(letters: &Letters, (start, end): (usize, usize), evidence: &Evidence) -> bool {
    let titled = evidence.has(Clue::LeftOffice) || evidence.has(Clue::LeftTrade);
    titled
        && evidence.has(Clue::Singles)
        && (3..=4).contains(&(end - start))
        && end < letters.len()
        && letters.letter(end)
        && letters.chars[end - 1] != '·'
        && letters.border(end)
        && letters.word(end).end > end + 1
}

/// Whether a name without dots ends in a word of grammar (孔特于), or begins with a listed place and goes on (日本法西斯).
fn frayed(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let last = letters.word(end - 1);
    let place = |hit: &Hit| hit.span.end < letters.at[end] && hit.uses.has(Use::PLACE);
    let byte = letters.at[start];
    !letters.chars[start..end].contains(&'·')
        && (last.tag == Tag::Grammar && last.start + 1 == end
            || letters.word(start).tag == Tag::Place
                && page.marks.name_starts(byte)
                && page.hits_at(byte).iter().any(place))
}

/// Where a name may begin (or end) in a run: its border, and past up to three common characters or words.
fn borders<'l>(
    letters: &'l Letters,
    marks: &'l [Mark],
    start: usize,
    end: usize,
    left: bool,
) -> impl Iterator<Item = usize> + Clone + use<'l> {
    let next = move |&at: &usize| {
        let inner = if left { at } else { at.wrapping_sub(1) };
        if inner < start || inner >= end {
            return None;
        }
        let word = letters.word(inner);
        let next = if left { word.end } else { word.start };
        let common = marks[inner] != Mark::Sound || word.end - word.start > 1;
        (common && next > start && next < end && letters.char(inner) != Some('·')).then_some(next)
    };
    successors(Some(if left { start } else { end }), next).take(4)
}

/// What the name itself shows.
fn clues(letters: &Letters, marks: &[Mark], (start, end): (usize, usize), out: &mut Evidence) {
    out.add(Clue::Any);
    out.add(match end - start {
        2 => Clue::Length2,
        3 => Clue::Length3,
        4 => Clue::Length4,
        5 | 6 => Clue::Length5,
        _ => Clue::Length7,
    });
    let sounds = (start..end).filter(|&n| marks[n] == Mark::Sound).count();
    out.add(match sounds * 4 / (end - start) {
        4 => Clue::AllForeign,
        2 | 3 => Clue::MostForeign,
        _ => Clue::CommonForeign,
    });
    if letters.chars[start..end].contains(&'·') {
        out.add(Clue::Dotted);
    }
    if (start..end).all(|n| marks[n].of_part() || letters.chars[n] == '·') {
        out.add(Clue::NameParts);
    }
    words(letters, start, end, out);
}

fn words(letters: &Letters, start: usize, end: usize, out: &mut Evidence) {
    let (first, last) = (letters.word(start), letters.word(end - 1));
    if first.start == start && first.end == end {
        out.add(match first.tag {
            Tag::Person => Clue::WholeName,
            Tag::Place => Clue::WholePlace,
            Tag::Body => Clue::WholeBody,
            Tag::Proper => Clue::WholeProper,
            _ => Clue::WholeWord,
        });
        return;
    }
    if first.start < start {
        out.add(Clue::CutLeft);
    }
    if last.end > end {
        out.add(Clue::CutRight);
    }
    let word = |n: usize| letters.word(n);
    if (start..end).all(|n| word(n).end - word(n).start == 1) {
        out.add(Clue::Singles);
    } else if (start..end)
        .any(|n| word(n).end - word(n).start > 1 && !matches!(word(n).tag, Tag::Person | Tag::Place))
    {
        out.add(Clue::HasVerb);
    } else {
        out.add(Clue::HasPerson);
    }
}
