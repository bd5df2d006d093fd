//! Communities that what stands behind them tells, whatever word their name is, with the bodies they have: 团结社区 + 居民, 富强社区 +
//! 党支部. Those behind a listed place: `chain`.

use super::township;
use crate::dictionary::{Class, Cue, Hit, Kind, Level, Role, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::strongest::push_free;
use crate::recognise::rules::{Listed, Proposal, context, organisations::branch, stops};
use crate::text::{Tag, is_han};

/// The rule's ids on its mentions.
const RULE: &str = "place.community";
const BODY: &str = "organisation.community";
/// Points of such a place: it is found in the whole article.
const POINTS: i32 = 14;
/// Characters before the suffix, the usual number first.
const CORES: [usize; 2] = [2, 3];
/// What counts or points at communities, or is their level.
const COUNTS: Class = Class::POINTER.with(Class::LEVEL);
/// Words that no name of a community is made of.
const LOOSE: [Tag; 7] =
    [Tag::Grammar, Tag::Number, Tag::Measure, Tag::Side, Tag::Time, Tag::Modifier, Tag::Phrase];
/// Bytes of the suffixes that are no single character (社区).
const SUFFIX: usize = 6;

/// Pushes communities and their bodies.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let (mut places, mut bodies) = (Vec::new(), Vec::new());
    for hit in letters.hits(Use::PLACE_SUFFIX).iter().filter(|hit| is_suffix(page, hit)) {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let body = branch::body_end(page, letters, end);
        if body.is_none() && !is_lived_in(page, letters, end) {
            continue;
        }
        let Some(start) = start(page, letters, form) else { continue };
        places.push(Proposal { start, end, sum: POINTS });
        bodies.extend(body.map(|end| Proposal { start, end, sum: POINTS }));
    }
    push_free(page, letters, (RULE, &Kind::PLACE), places, listed, out);
    push_free(page, letters, (BODY, &Kind::ORGANISATION), bodies, listed, out);
}

/// Whether a hit is the suffix of a community.
pub(in crate::recognise::rules) fn is_suffix(page: &Page<'_>, hit: &Hit) -> bool {
    let village = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.strong && suffix.level == Some(Level::Village));
    hit.uses.has(Use::PLACE_SUFFIX)
        && hit.span.len() == SUFFIX
        && page.form(hit.form).cues.iter().any(village)
}

/// Whether somebody who lives or works there stands at a character: 居民, 网格员.
fn is_lived_in(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    letters.letter(at)
        && !page.space_at(letters.at[at])
        && context::workers_title(page, letters.at[at]).is_some()
}

/// Where the name before a suffix begins.
fn start(page: &Page<'_>, letters: &Letters, form: usize) -> Option<usize> {
    let starts = CORES.into_iter().filter_map(|core| form.checked_sub(core));
    let start = starts.into_iter().find(|&start| begins(page, letters, start))?;
    is_name(page, letters, (start, form)).then(|| township::outermost(page, letters, start))
}

/// Whether a name may begin at a character: behind a mark, a gap, a listed place, or a lone word of grammar that leads to it.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let word = letters.word(before);
    let leads =
        word.end == word.start + 1 && matches!(letters.chars[before], '在' | '由' | '到' | '和' | '与');
    !letters.letter(before)
        || page.space_at(letters.at[start])
        || township::outermost(page, letters, start) < start && letters.border(start)
        || leads && letters.border(start)
}

/// Whether a stretch may be a name: Han, whole words, none of which counts, points or tells of any community.
fn is_name(page: &Page<'_>, letters: &Letters, (start, form): (usize, usize)) -> bool {
    let placed = township::outermost(page, letters, start) < start;
    let may = |end: usize| {
        let text = letters.span(start, end).of(page.text());
        !page.is_never(text, &Kind::PLACE)
    };
    // 新任 + 社区党总支书记.
    let led =
        || page.signs().has(Sign::LeadsToOrgan, letters.span(start, letters.word(start).end).of(page.text()));
    letters.border(start)
        && letters.border(form)
        && !led()
        && (start..form).all(|n| fits(page, letters, n, placed) || n > start && is_side(letters, n))
        && page.normal.gaps_inside(letters.span(start, form + 1)).is_empty()
        && (avenue(page, letters, start) || may(form))
        && may(form + 2)
}

/// Whether a character may be of a name: 富强 + 社区, but 扩大 + 社区医院. Right behind a place a verb or an adjective names too.
fn fits(page: &Page<'_>, letters: &Letters, n: usize, placed: bool) -> bool {
    let word = letters.word(n);
    let named = || avenue(page, letters, n);
    let sort = match word.tag {
        Tag::Verb | Tag::VerbalNoun | Tag::Adjective => placed || named(),
        tag => !LOOSE.contains(&tag) && (named() || !stops::in_no_body(page, &word)),
    };
    is_han(letters.chars[n])
        && sort
        && !letters.roles[n].has(Role::NUMBER)
        && !page.class(letters.chars[n]).has(COUNTS)
}

/// Whether a lone character for a side stands there: 矿西 + 社区, but 铁路以西 + 社区.
fn is_side(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.tag == Tag::Side && word.end == word.start + 1
}

/// Whether streets and communities are named with the word at a character: 胜利, 团结.
pub(in crate::recognise::rules) fn avenue(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    page.signs().has(Sign::Avenue, letters.span(word.start, word.end).of(page.text()))
}
