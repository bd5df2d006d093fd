//! Persons whose given name is that of a place: 程广德, 王宣州. The surname stands clear before it, or the article has the name twice, or
//! a person stands beside it in a list (费茜、查青阳).

use rustc_hash::{FxHashMap, FxHashSet};

use super::behind::{Right, right};
use super::repeated;
use crate::dictionary::{Class, Hit, Kind, Role, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, Stretches, context};
use crate::text::Tag;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.homonym";
/// Points of such a name.
const POINTS: i32 = 25;
/// Characters of such a name.
const LONG: usize = 3;

/// Proposals for a surname and a listed place of two characters.
pub(in crate::recognise::rules) fn names<'p>(
    page: &Page<'_>,
    letters: &Letters,
    persons: impl FnOnce() -> &'p Stretches,
) -> Vec<Proposal> {
    // 高 + 拱坝: not all that jieba calls a place is one.
    let places = letters.hits(Use::PLACE).iter().chain(letters.hits(Use::SHORT_FORM)).filter_map(|hit| {
        let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        start.checked_sub(1).filter(|&before| end == before + LONG)
    });
    let led = places.filter(|&n| {
        let surname = letters.roles[n].has(Role::BEGINS_SURNAME) && letters.letter(n + 1);
        let word = letters.word(n + 1);
        surname && (word.start == n + 1 && is_place(&word) || begins_listed(page, letters, n))
    });
    let mut led: Vec<usize> = led.collect();
    led.sort_unstable();
    led.dedup();
    let mut possible: Vec<Possible> =
        led.into_iter().filter_map(|start| possible(page, letters, start)).collect();
    if possible.iter().any(|name| is_item(letters, name.start)) {
        beside(letters, persons(), &mut possible);
    }
    possible.retain(|name| !name.loose || name.clear);
    let text = |name: &Possible| letters.span(name.start, name.start + LONG).of(page.text());
    let mut told: FxHashMap<&str, (bool, usize)> = FxHashMap::default();
    for name in &possible {
        let (stands, count) = told.entry(text(name)).or_default();
        *stands |= name.stands;
        *count += if name.clear { 2 } else { 1 };
    }
    let enough = possible
        .iter()
        .filter(|name| told.get(text(name)).is_some_and(|&(stands, count)| stands && count > 1));
    enough.map(|name| Proposal { start: name.start, end: name.start + LONG, sum: POINTS }).collect()
}

/// Whether a list mark stands beside a name.
fn is_item(letters: &Letters, start: usize) -> bool {
    letters.char(start + LONG) == Some('、') || start > 0 && letters.chars[start - 1] == '、'
}

/// Notes which names stand in a list beside a person: they are as clear as with any surname.
fn beside(letters: &Letters, persons: &Stretches, possible: &mut [Possible]) {
    let ends: FxHashSet<usize> = persons.iter().map(|&(_, end)| end).collect();
    let starts: FxHashSet<usize> = persons.iter().map(|&(start, _)| start).collect();
    for name in possible.iter_mut().filter(|name| is_item(letters, name.start)) {
        let before =
            name.start > 1 && letters.chars[name.start - 1] == '、' && ends.contains(&(name.start - 1));
        let behind =
            letters.char(name.start + LONG) == Some('、') && starts.contains(&(name.start + LONG + 1));
        name.clear |= before || behind;
    }
}

/// Whether jieba calls a word of two characters a place.
fn is_place(word: &Word) -> bool {
    word.tag == Tag::Place && word.end == word.start + LONG - 1
}

/// Whether a listed place that jieba does not call one stands behind a character, and none that is longer.
fn begins_listed(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let byte = letters.at[n + 1];
    page.marks.name_starts(byte) && !is_place(&letters.word(n + 1)) && {
        let longest = page.hits_at(byte).iter().find(|hit| hit.uses.has(Use::PLACE));
        longest.is_some_and(|hit| letters.number(hit.span.end) == n + LONG)
    }
}

/// A possible name.
struct Possible {
    start: usize,
    /// Its surname is hardly another word.
    clear: bool,
    /// It stands where persons do.
    stands: bool,
    /// Its surname is a verb: only beside a person it is one.
    loose: bool,
}

fn possible(page: &Page<'_>, letters: &Letters, start: usize) -> Option<Possible> {
    let end = start + LONG;
    let surname = page.known.characters.surname(letters.chars[start]).filter(|surname| !surname.rare)?;
    let clear = surname.is_clear();
    let marked = start > 0 && letters.chars[start - 1] == '、';
    let loose = marked && letters.word(start).tag == Tag::Verb;
    if !loose && is_parted(page, letters, (start, end)) || is_else(page, letters, (start, end), clear) {
        return None;
    }
    let goes_on = right(page, letters, end) != Right::Else || letters.char(end) == Some('的');
    let titled = context::person_ends(page, letters.at[start]);
    let stands = led(page, letters, start) && (goes_on || titled);
    Some(Possible { start, clear: clear && !loose, stands, loose })
}

/// Whether a stretch is no word, or its first character rather belongs to what stands before it: 于 + 美国.
fn is_parted(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    const LOOSE: [Tag; 6] = [Tag::Grammar, Tag::Verb, Tag::Measure, Tag::Number, Tag::Side, Tag::Time];
    let word = letters.word(start);
    word.start < start
        || word.end == start + 1 && LOOSE.contains(&word.tag)
        || !letters.border(end)
        || !page.normal.gaps_inside(letters.span(start, end)).is_empty()
}

/// Whether it is a place or a title itself, or a longer place stands there, or sounds.
fn is_else(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), clear: bool) -> bool {
    let longer = |hit: &Hit| hit.uses.has(Use::NAME) && letters.number(hit.span.end) > end;
    page.hits_at(letters.at[start + 1]).iter().any(longer)
        || !clear && page.class(letters.chars[end - 1]).has(Class::WATER)
        || repeated::ends_otherwise(page, letters, end)
        || context::is_title(page, letters, (start + 1, end))
        || page.is_never(letters.span(start, end).of(page.text()), &Kind::PERSON)
        || (start + 1..end).all(|n| letters.roles[n].has(Role::SOUND))
}

/// Whether a name may begin at a character: behind a mark, a gap, a title, or a word that joins or governs it.
fn led(page: &Page<'_>, letters: &Letters, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let joint = |c: char| page.class(c).has(Class::JOINT) || c == '的';
    !letters.letter(before)
        || page.space_at(letters.at[at])
        || context::calling_ends(page, letters.at[at])
        || letters.border(before) && joint(letters.chars[before])
}
