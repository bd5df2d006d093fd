//! Bands and stations that bear a quoted name: “启明星”青年突击队, “启明星”科学社.

use std::cell::LazyCell;

use rustc_hash::FxHashMap;

use super::{founded, placed};
use crate::dictionary::{Class, Kind, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, programmes::quotes, stops};
use crate::text::{Gap, Tag, Words};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "organisation.banded";
/// Points of such a body: it is found in the whole article.
const POINTS: i32 = 20;
/// Fewest and most characters of the quoted name, and most behind it.
const NAME: std::ops::RangeInclusive<usize> = 2..=8;
const REACH: usize = 12;
/// Most characters of a band whose members may be told of.
const CREW: usize = 4;

/// Proposals for the bodies whose quoted name stands before what they are.
pub(in crate::recognise::rules) fn bodies(
    page: &Page<'_>,
    letters: &Letters,
    out: &[Candidate],
) -> Vec<Proposal> {
    // Behind most quoted stretches no band stands.
    let before_band = |(start, close): (usize, usize)| Some((start, close, end(page, letters, close)?));
    let bands = quotes::quotes(page, letters).into_iter().filter_map(before_band);
    let places = LazyCell::new(|| township_ends(page, out));
    let named = bands.filter(|&(start, close, end)| is_name(page, letters, (start, close), end));
    let body = |(start, _, end): (usize, usize, usize)| {
        let place = places.get(&letters.at[start]).map(|&byte| letters.number(byte));
        Proposal { start: place.unwrap_or(start), end, sum: POINTS }
    };
    named.map(body).collect()
}

/// Where the villages and townships end that other rules found, and where each begins: 匹河怒族乡 + “背篼”志愿服务队.
fn township_ends(page: &Page<'_>, out: &[Candidate]) -> FxHashMap<u32, u32> {
    let last = |c: &Candidate| c.span.of(page.text()).chars().next_back();
    let grassroots = |c: &&Candidate| {
        c.open() && c.kind == Kind::PLACE && last(c).is_some_and(|c| page.class(c).has(Class::GRASSROOTS))
    };
    let mut ends = FxHashMap::default();
    for place in out.iter().filter(grassroots) {
        let first = ends.entry(place.span.end).or_insert(place.span.start);
        *first = place.span.start.min(*first);
    }
    ends
}

/// Whether a quoted stretch may be a name: letters, no listed programme, and nothing that counts stands before it.
/// `band` is where the band behind it ends.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize), band: usize) -> bool {
    let counted = |before: usize| {
        let tag = letters.word(before).tag;
        matches!(tag, Tag::Number | Tag::Measure) || page.class(letters.chars[before]).has(Class::POINTER)
    };
    NAME.contains(&(end - start))
        && page.quote_at(letters.at[start], Gap::Open)
        && (start..end).all(|n| letters.letter(n))
        && !start.checked_sub(1).is_some_and(counted)
        && !page.marks.name_ends(letters.at[start])
        && !stops::ends_body(page, letters, start)
        && !founded::begins_programme(page, letters, (start, end))
        && !is_body(page, letters, end)
        && !matches!(letters.word(start).tag, Tag::Number | Tag::Measure | Tag::Time)
        && (!is_quality(page, letters, (start, end))
            || is_own(page, letters, (start, end))
            || has_members(page, letters, (end, band))
                && !is_sort(page, letters, end, letters.span(start, end).of(page.text())))
}

/// Whether members of a band are told of right behind it: “火候”班组 + 九名工友, 的 + 工友.
fn has_members(page: &Page<'_>, letters: &Letters, (close, band): (usize, usize)) -> bool {
    if !letters.letter(band) || page.space_at(letters.at[band]) || band > close + CREW {
        return false;
    }
    let of = letters.chars[band] == '的' && letters.letter(band + 1);
    let word = letters.word(band + usize::from(of));
    placed::counts_persons(page, letters, &word)
        || of && page.class(letters.chars[word.end - 1]).has(Class::PERSONS.with(Class::TRADE))
}

/// Whether a quoted stretch ends as companies do: “紫光股份有限公司”科研团队.
fn is_body(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    page.hits_ending(letters.at[end], stops::SUFFIX).any(|hit| hit.uses.has(Use::FIRM))
}

/// Whether a quoted word tells of what sort a band is: “一站式”服务站, “党员”突击队.
fn is_quality(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let everyday = || {
        matches!(
            Words::shared().tag(text),
            Tag::Noun | Tag::Adjective | Tag::Modifier | Tag::VerbalNoun | Tag::Side
        )
    };
    is_sort(page, letters, end, text) || Words::shared().has(text) && everyday()
}

/// Whether a quoted everyday word is a name since the text says that what bears it is founded: 设立“小站稻”劳动争议调解室.
fn is_own(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    !is_sort(page, letters, end, text) && founded::is_founded(page, letters, start)
}

/// Whether a quoted word ends as words for sorts of people and things do.
fn is_sort(page: &Page<'_>, letters: &Letters, end: usize, text: &str) -> bool {
    page.class(letters.chars[end - 1]).has(Class::SORT.with(Class::TRADE))
        || page.signs().end(Sign::Quality, text)
}

/// The end of the nouns behind a closing mark that end in the word for a band.
fn end(page: &Page<'_>, letters: &Letters, close: usize) -> Option<usize> {
    let mut at = close;
    let mut found = None;
    while at < letters.len() && at - close < REACH && letters.letter(at) && !page.space_at(letters.at[at]) {
        let word = letters.word(at);
        let noun = matches!(
            word.tag,
            Tag::Noun
                | Tag::VerbalNoun
                | Tag::Verb
                | Tag::Modifier
                | Tag::Proper
                | Tag::Place
                | Tag::Abbreviation
                | Tag::Time
        );
        let lone =
            word.end - word.start == 1 && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure);
        if word.start != at || !(noun || lone) || stops::in_no_body(page, &word) {
            break;
        }
        at = word.end;
        if page.signs().end(Sign::Band, letters.span(close, at).of(page.text())) {
            found = Some(at);
        }
    }
    found
}
