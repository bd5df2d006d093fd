//! Townships that a list names, wherever they stand (大均乡, 洛本卓白族乡), with the village behind them, and their bodies: 地方镇 +
//! 人民政府.

use memchr::memmem;
use rustc_hash::FxHashSet;

use crate::dictionary::{Cue, Hit, Kind, Level, PlaceSuffix, Role, TitleClass, Use};
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::strongest::push;
use crate::recognise::rules::{Listed, Proposal};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.township";
/// The rule's id on the mentions of bodies.
const BODY: &str = "organisation.township";
/// Points of such a place: no more than others have, since a body may begin with it.
const POINTS: i32 = 6;
/// What a body is worth beyond its length, so that it wins over the chain it begins with.
const TOGETHER: i32 = 8;
/// Longest form of a place that is looked for before a township, in bytes.
const OUTER: u32 = 36;
/// Most places that stand one behind the other there.
const MOST_PLACES: usize = 16;
/// Fewest and most characters before the suffix.
const CORE: std::ops::RangeInclusive<usize> = 2..=9;
/// Most characters of the name of a village before its suffix.
const VILLAGE: usize = 4;

/// Pushes townships and their bodies.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let mut found = Vec::new();
    // A regular body of a listed place leads to that place.
    let regular = |c: &&Candidate| c.open() && matches!(c.what, What::Body { place: Place::Form { .. }, .. });
    let townships = letters.hits(Use::TOWNSHIP);
    if townships.is_empty() {
        return;
    }
    let regular: FxHashSet<u32> = out.iter().filter(regular).map(|c| c.span.end).collect();
    for hit in townships {
        let (suffix, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let starts = CORE.rev().filter_map(|core| suffix.checked_sub(core));
        let named = |&start: &usize| {
            stands(letters, start, suffix)
                && is_whole(page, letters, (start, end))
                && is_listed(page, letters, (start, end))
        };
        let unlisted = |&start: &usize| !listed.contains(&letters.span(start, end));
        if let Some(start) = starts.into_iter().find(named).filter(unlisted) {
            bodies(page, letters, (start, end), &regular, out);
            found.push(Proposal { start, end, sum: POINTS });
        }
    }
    push(page, letters, RULE, &Kind::PLACE, found, out);
}

fn is_level(cue: &Cue, level: Level) -> bool {
    matches!(cue, Cue::PlaceSuffix(PlaceSuffix { level: Some(of), .. }) if *of == level)
}

/// The end of the longest listed township that begins at a character.
pub(in crate::recognise::rules) fn end(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    let ends = start + CORE.start() + 1..=letters.len().min(start + CORE.end() + 1);
    let level = |end: usize| {
        page.role(letters.chars[end - 1]).has(Role::TOWNSHIP_LAST) && page.marks.place_ends(letters.at[end])
    };
    let mut ends = ends.rev().filter(|&end| level(end));
    ends.find(|&end| is_whole(page, letters, (start, end)) && is_listed(page, letters, (start, end)))
}

/// The start of the longest listed township that a suffix ends, whatever word goes on behind it.
pub(super) fn start(page: &Page<'_>, letters: &Letters, suffix: &Hit) -> Option<usize> {
    let (at, end) = (letters.number(suffix.span.start), letters.number(suffix.span.end));
    let mut starts = CORE.rev().filter_map(|core| at.checked_sub(core));
    starts.find(|&start| letters.border(start) && is_listed(page, letters, (start, end)))
}

/// Whether a list names the township of a stretch.
fn is_listed(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let Some(names) = page.known.dictionary.rules.townships.get(&letters.chars[start]) else { return false };
    let name = letters.span(start, end).of(page.text());
    let bounded = |at: usize| {
        let mark = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == b'|');
        mark(names.as_bytes()[..at].last()) && mark(names.as_bytes().get(at + name.len()))
    };
    memmem::find_iter(names.as_bytes(), name).any(bounded)
}

/// The end of the short form of a listed township that begins at a character and ends with a word: 漫河 of 漫河镇.
pub(in crate::recognise::rules) fn short_end(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
) -> Option<usize> {
    let names = page.known.dictionary.rules.townships.get(letters.chars.get(start)?)?.as_bytes();
    let listed = |&end: &usize| {
        let name = letters.span(start, end).of(page.text());
        let bounded = |at: usize| {
            let level = names.get(at + name.len()..).and_then(|rest| rest.split(|&b| b == b'|').next());
            (at == 0 || names[at - 1] == b'|') && level.is_some_and(|level| level.len() == 3)
        };
        letters.border(end) && memmem::find_iter(names, name).any(bounded)
    };
    (start + 2..=letters.len().min(start + 3)).rev().find(listed)
}

/// Whether a listed township, or the quarter of a town, is called by a stretch: 大虎山 of 大虎山街道.
pub(in crate::recognise::rules) fn is_short(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    let Some(names) = page.known.dictionary.rules.townships.get(&letters.chars[start]) else { return false };
    let name = letters.span(start, end).of(page.text());
    let level =
        |rest: &str| rest.split('|').next().is_some_and(|level| ["镇", "乡", "街道"].contains(&level));
    let mut all = names.split('|');
    all.any(|listed| listed.strip_prefix(name).is_some_and(level))
}

/// Whether a stretch holds no gap and ends with a word, or before the tail of a body: 中益乡 + 党委, where jieba reads 乡党.
fn is_whole(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let body = || page.hits_at(letters.at[end]).iter().any(|hit| hit.uses.has(Use::BODY_TAIL));
    (letters.border(end) || body() || is_torn(page, letters, (start, end)))
        && page.normal.gaps_inside(letters.span(start, end)).is_empty()
}

/// Whether jieba reads a word from the level of a township on, behind the place it lies in: 日土县 + 东汝乡 + 试种.
fn is_torn(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let word = letters.word(end);
    let listed = |hit: &Hit| hit.span.end >= letters.at[word.end] && hit.uses.has(Use::PLACE);
    word.start + 1 == end
        && page.marks.place_ends(letters.at[end])
        && page.marks.name_ends(letters.at[start])
        && !page.hits_at(letters.at[word.start]).iter().any(listed)
}

/// Whether a name may begin at a character: where a word does, or behind the first character of a word that no name ends
/// with (自 + 古登乡), but 示 + 范村镇.
fn stands(letters: &Letters, start: usize, suffix: usize) -> bool {
    let word = letters.word(start);
    let loose = || start == word.start + 1 && matches!(word.tag, Tag::Grammar | Tag::Verb | Tag::Time);
    word.start == start || letters.border(suffix) && loose()
}

/// Pushes the regular bodies of a township: 地方镇 + 党委.
fn bodies(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
    regular: &FxHashSet<u32>,
    out: &mut Vec<Candidate>,
) {
    if let Some(stop) = tail(page, letters, end) {
        let start = outermost(page, letters, start);
        let span = letters.span(start, stop);
        if !regular.contains(&span.end) {
            let score = 10 * (stop - start) as i32 + TOGETHER;
            let body = Candidate::made(page.text(), span, Kind::ORGANISATION, BODY);
            out.push(body.scored(score).supported(POINTS));
        }
    }
}

/// The end of the tail of a body that townships or villages have, if one starts at a character: 人民政府, 卫生室.
pub(in crate::recognise::rules) fn tail(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    let rules = &page.known.dictionary.rules;
    if at >= letters.len() || page.space_at(letters.at[at]) {
        return None;
    }
    let grassroots = |cue: &Cue| match cue {
        Cue::BodyTail(forms) => {
            let mut bodies = forms.iter().map(|&n| &rules.bodies[rules.body_forms[n as usize].body as usize]);
            let levels = [Level::Township, Level::Village];
            bodies.any(|body| levels.into_iter().any(|level| body.levels.has(Some(level)))).then_some(())
        }
        _ => None,
    };
    let (hit, ()) = page.cue_at(letters.at[at], grassroots)?;
    let end = letters.number(hit.span.end);
    // jieba reads 中心 + 小学教师.
    (letters.border(end) || leader_starts(page, letters, end)).then_some(end)
}

/// Whether who leads or works in a body starts at a character, inside a word of jieba's that is no trade (人大代表).
pub(in crate::recognise::rules) fn leader_starts(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let trade =
        |cue: &Cue| matches!(cue, Cue::Title(title) if title.class == TitleClass::Trade).then_some(());
    let title = |hit: &Hit| hit.uses.has(Use::TITLE_BEFORE);
    at < letters.len()
        && page.hits_at(letters.at[at]).iter().any(title)
        && page.cue_at(letters.at[letters.word(at).start], trade).is_none()
}

/// The start of the listed places that end one behind the other right before a character: 芝罘区 + 向阳街道.
pub(in crate::recognise::rules) fn outermost(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let before = |&at: &usize| {
        let byte = letters.at[at];
        if !page.marks.name_ends(byte) || !page.normal.gaps_at(byte).is_empty() {
            return None;
        }
        let places = page.hits_ending(byte, OUTER).filter(|hit| hit.uses.has(Use::PLACE));
        places.map(|hit| letters.number(hit.span.start)).find(|&start| letters.border(start))
    };
    std::iter::successors(Some(start), before).take(MOST_PLACES).last().unwrap_or(start)
}

/// Whether a township ends at a character.
fn ends(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let level = |cue: &Cue| is_level(cue, Level::Township).then_some(());
    let suffix = |len: usize| {
        let hit = page.cue_at(letters.at[at.checked_sub(len)?], level)?.0;
        (hit.span.end == letters.at[at]).then_some(())
    };
    page.marks.place_ends(letters.at[at]) && (suffix(1).is_some() || suffix(2).is_some())
}

/// The end of the village that begins right behind a township: nouns and lone characters before its suffix (和平 + 村, 永 +
/// 新村).
pub(super) fn village(page: &Page<'_>, letters: &Letters, start: usize) -> Option<usize> {
    if !ends(page, letters, start) {
        return None;
    }
    let last = letters.len().min(start + VILLAGE + 1);
    let level = |cue: &Cue| is_level(cue, Level::Village).then_some(());
    for at in start..last {
        if at > start
            && let Some((hit, ())) = page.cue_at(letters.at[at], level)
        {
            let end = letters.number(hit.span.end);
            let span = letters.span(start, end);
            let ignore = &page.known.dictionary.rules.ignore;
            // 农业 + 农村 is no village.
            let word = letters.word(at);
            let last = letters.span(word.start, word.end).of(page.text());
            let inside = word.start < at && ignore.contains_key(last);
            let own = !inside && !ignore.contains_key(span.of(page.text()));
            return (own && letters.border(end) && page.normal.gaps_inside(span).is_empty()).then_some(end);
        }
        let word = letters.word(at);
        let name = match word.end - word.start {
            1 => !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure),
            _ => matches!(
                word.tag,
                Tag::Noun | Tag::Proper | Tag::Place | Tag::Person | Tag::None | Tag::VerbalNoun
            ),
        };
        if !name || !letters.letter(at) || at == start && word.start < start {
            return None;
        }
    }
    None
}
