//! Names written by sound with a dot, whole: 玉山江·买合木提, 何塞·路易斯·德拉富恩特. Each part is characters of sounds or lone ones, and
//! the name begins and ends with a word; what stands beside it, and which characters it has, counts for nothing.

use rustc_hash::FxHashSet;

use super::sounds::{Mark, marks, run_end};
use crate::dictionary::{Cue, Hit, Role, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, Stretches, context};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.dotted";
/// Points of such a name: it is found in the whole article.
const POINTS: i32 = 20;
/// Fewest and most characters of a part, and most of the name.
const PART: std::ops::RangeInclusive<usize> = 2..=7;
const MOST: usize = 20;

/// Proposals for the names with a dot that no other rule has found.
pub(in crate::recognise::rules) fn names<'p>(
    page: &Page<'_>,
    letters: &Letters,
    persons: impl FnOnce() -> &'p Stretches,
) -> Vec<Proposal> {
    let mut dots: Vec<usize> = letters.all::<'·'>().collect();
    if dots.is_empty() {
        return Vec::new();
    }
    let inside = persons().iter().flat_map(|&(start, end)| start + 1..end);
    let covered: FxHashSet<usize> = inside.filter(|&n| letters.chars[n] == '·').collect();
    dots.retain(|dot| !covered.contains(dot));
    if dots.is_empty() {
        return Vec::new();
    }
    let marks = marks(page, letters);
    let mut found: Vec<Proposal> = Vec::new();
    // A run with many dots is walked once.
    let mut reach = 0;
    for dot in dots {
        if found.last().is_some_and(|last| dot < last.end) {
            continue;
        }
        let Some(run) = (0..dot).rev().take_while(|&n| marks[n] != Mark::No).last() else { continue };
        reach = if dot < reach { reach } else { run_end(page, letters, &marks, run) };
        let end = reach;
        // The last of a listed part stands: 买合木提.
        let part = letters.border(end) && marks[end - 1] == Mark::Rest;
        let end = if part { end } else { trimmed(letters, end) };
        let titled = (run..dot).rev().find(|&n| context::calling_ends(page, letters.at[n]));
        let start = titled.unwrap_or_else(|| begin(letters, (run, dot)));
        let sounding = || titled.is_some() || (start..end).all(|n| may_sound(letters, n));
        if end > dot && is_name(page, letters, (start, end)) && sounding() {
            found.push(Proposal { start, end, sum: POINTS });
        }
    }
    found
}

/// The end of a run without what begins a word that goes on behind it (布置), and without lone characters that are no sounds.
fn trimmed(letters: &Letters, mut end: usize) -> usize {
    if !letters.border(end) {
        end = letters.word(end - 1).start;
    }
    let goes_on = letters.letter(end);
    let word = letters.word(end - 1);
    // 焦哈尔·察尔纳耶夫 + 通了, but 埃莫马利·拉赫蒙.
    let acts = || word.tag == Tag::Verb && letters.char(end).is_some_and(context::tells_deed);
    let name = matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper | Tag::Abbreviation | Tag::None);
    let loose = word.end - word.start == 1 && (!name && !sounds(letters, end - 1) || acts());
    if goes_on && loose { end - 1 } else { end }
}

/// Where the name of a run without a title begins: behind lone characters that are no sounds (继 + 保罗·沃尔克).
fn begin(letters: &Letters, (run, dot): (usize, usize)) -> usize {
    let grammar = |n: usize| letters.word(n).tag == Tag::Grammar;
    let begins = |&n: &usize| letters.word(n).end > n + 1 || sounds(letters, n) && !grammar(n);
    (run..dot).find(begins).unwrap_or(run)
}

/// Whether a character is a sound, or stands in a word that may be a name.
fn may_sound(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    letters.chars[n] == '·' || word.end - word.start > 1 || sounds(letters, n)
}

/// Whether foreign names, or those of peoples, are written with a character.
pub(super) fn sounds(letters: &Letters, n: usize) -> bool {
    let role = letters.roles[n];
    [Role::SOUND, Role::COMMON, Role::PART].into_iter().any(|wanted| role.has(wanted))
}

/// Whether parts of the length of names, with no everyday word or listed place in them, fill a stretch that begins with a word,
/// and no suffix stands behind it: 约翰·霍普金斯 + 大学.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let everyday = |n: usize| {
        let word = letters.word(n);
        let name = matches!(word.tag, Tag::Person | Tag::Place | Tag::Proper | Tag::None);
        word.end - word.start > 1 && !name
    };
    let mut parts = letters.chars[start..end].split(|&c| c == '·');
    letters.border(start)
        && start.checked_sub(1).is_none_or(|n| letters.chars[n] != '·')
        && end - start <= MOST
        && letters.chars[start..end].contains(&'·')
        && parts.all(|part| PART.contains(&part.len()))
        && !(start..end).any(|n| everyday(n) || is_place(page, letters, (n, end)))
        && !is_suffix(page, letters, end)
}

/// Whether a listed place fills the part of a name that begins at a character: 福州·永泰.
fn is_place(page: &Page<'_>, letters: &Letters, (n, end): (usize, usize)) -> bool {
    let apart = |n: usize| n == end || letters.char(n) == Some('·');
    let place = |hit: &Hit| hit.uses.has(Use::PLACE) && apart(letters.number(hit.span.end));
    page.marks.name_starts(letters.at[n]) && page.hits_at(letters.at[n]).iter().any(place)
}

/// Whether what ends a body, a place or a programme stands at a character: 丹尼斯·安东尼 + 奖.
fn is_suffix(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let suffix = |cue: &Cue| matches!(cue, Cue::Suffix(_) | Cue::PlaceSuffix(_) | Cue::Head(_)).then_some(());
    at < letters.len() && letters.letter(at) && page.cue_at(letters.at[at], suffix).is_some()
}
