//! Names written by sound: runs of the characters that foreign names are written with, perhaps with dots, and names
//! made of the parts that Mongolian, Uygur, Tibetan and other names are made of. Which characters these are: `sounds`.

use std::iter::successors;

use super::sounds::{Mark, is_hyphen, marks, run_end, starts};
use crate::dictionary::{Class, Hit, Level, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::recognise::rules::{
    Floor, context,
    places::{afar, short},
};
use crate::text::{HAN, Tag, is_han};

/// Proposes runs: start, end (characters), evidence.
pub(crate) fn names(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let marks = marks(page, letters);
    let mut evidence = Evidence::default();
    let mut end = 0;
    for start in starts(letters, &marks).into_iter().map(|start| start as usize) {
        if start < end {
            continue;
        }
        end = run_end(page, letters, &marks, start);
        if end - start > 1 {
            run(page, letters, &marks, (start, end), floor, &mut evidence, propose);
        }
    }
}

/// Proposes the run, and the run without one common character at either side.
fn run(
    page: &Page<'_>,
    letters: &Letters,
    marks: &[Mark],
    (start, end): (usize, usize),
    floor: &Floor<'_>,
    evidence: &mut Evidence,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let ends = borders(letters, marks, start, end, false);
    for from in borders(letters, marks, start, end, true) {
        for to in ends.clone() {
            if fits(page, letters, marks, (from, to))
                && weigh(page, letters, marks, (from, to), floor, evidence)
            {
                propose(from, to, evidence);
            }
        }
    }
}

/// Whether a stretch of a run may be a name.
fn fits(page: &Page<'_>, letters: &Letters, marks: &[Mark], (start, end): (usize, usize)) -> bool {
    let dot = |n: usize| letters.chars[n] == '·' || is_hyphen(letters, n);
    end > start
        && (2..=20).contains(&(end - start))
        && !dot(start)
        && !dot(end - 1)
        && !frayed(page, letters, start, end)
        && !cuts_part(letters, marks, (start, end))
}

/// Gathers the evidence for a stretch, and whether it is worth to be proposed.
fn weigh(
    page: &Page<'_>,
    letters: &Letters,
    marks: &[Mark],
    (start, end): (usize, usize),
    floor: &Floor<'_>,
    evidence: &mut Evidence,
) -> bool {
    evidence.clear();
    clues(letters, marks, (start, end), evidence);
    if context::tells_place(page, letters, (start, end)) {
        evidence.add(Clue::TellsPlace);
        // 平山 + 等地 is no foreign place.
        if marks.get(end).is_none_or(|&mark| mark == Mark::No) && afar::is_whole(page, letters, (start, end))
        {
            evidence.add(Clue::TellsLongPlace);
        }
    }
    if floor.is_below(page, letters, (start, end), evidence, None) {
        return false;
    }
    context::left(page, letters, start, evidence);
    if floor.is_below_to_the_right(page, letters, (start, end), evidence, None) {
        return false;
    }
    context::right(page, letters, end, evidence);
    if marks.get(end) == Some(&Mark::No) && apart(letters, (start, end), evidence) {
        evidence.add(Clue::Apart);
    }
    true
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

/// Whether a name without dots ends in a word of grammar (孔特于), begins with an auxiliary (让马匹) or with a listed place and goes
/// on (日本法西斯), or is a state's letter and what stands behind such (芬方).
fn frayed(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    let last = letters.word(end - 1);
    let place = |hit: &Hit| hit.span.end < letters.at[end] && hit.uses.has(Use::PLACE);
    let byte = letters.at[start];
    !letters.chars[start..end].contains(&'·')
        && (last.tag == Tag::Grammar && last.start + 1 == end
            || auxiliary(page, letters, start)
            || end - start == 2 && letters.chars[end - 1] == '方'
            || (start..end).any(|n| is_state(page, letters, (n, end)))
            || letters.word(start).tag == Tag::Place
                && page.marks.name_starts(byte)
                && page.hits_at(byte).iter().any(place))
}

/// Bytes of three Han characters.
const LONG: usize = 3 * HAN as usize;

/// Whether a state with a long name begins a stretch: 因 + 克里米亚 is none, 向 + 巴拿马, 伊拉克 + 库尔德武装.
fn is_state(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let byte = letters.at[start];
    let state = |hit: &Hit| {
        hit.span.end <= letters.at[end]
            && hit.span.len() >= LONG
            && hit.uses.has(Use::PLACE)
            && short::level(page, hit.form) == Some(Level::Country)
    };
    page.marks.name_starts(byte) && page.hits_at(byte).iter().any(state)
}

/// Whether a word of its own that verbs stand behind begins a stretch, and no mark joins it to the next: 让-皮埃尔.
fn auxiliary(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let joined = letters.char(start + 1).is_some_and(|c| !is_han(c));
    page.class(letters.chars[start]).has(Class::AUXILIARY) && letters.word(start).end == start + 1 && !joined
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
    let dotted = |n: usize| letters.chars[n] == '·' || is_hyphen(letters, n);
    if (start..end).any(dotted) {
        out.add(Clue::Dotted);
    }
    if (start..end).all(|n| marks[n].of_part() || dotted(n)) {
        out.add(Clue::NameParts);
    }
    words(letters, start, end, out);
}

/// What the words show that a name is made of or cuts.
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
    out.add(inner_words(letters, start, end));
}

/// What the words inside a name are that is more than one of them.
fn inner_words(letters: &Letters, start: usize, end: usize) -> Clue {
    let lone = |word: &Word| word.end - word.start == 1;
    let common = |word: &Word| !lone(word) && !matches!(word.tag, Tag::Person | Tag::Place);
    let mut words = (start..end).map(|n| letters.word(n));
    if words.clone().all(|word| lone(&word)) {
        Clue::Singles
    } else if words.any(|word| common(&word)) {
        Clue::HasVerb
    } else {
        Clue::HasPerson
    }
}
