//! Chains that go on below the listed places: 安徽省黄山市歙县 + 深渡镇, 从江县 + 丙妹镇 + 岜扒村. What one link is: `links`; sites
//! behind the last of them: `sited`.

use std::cell::LazyCell;
use std::iter::successors;

use rustc_hash::FxHashMap;

use super::links::{is_township, link};
use super::{sited, township};
use crate::dictionary::{Class, Kind, Level};
use crate::recognise::candidate::{Candidate, Place};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::recognise::rules::Listed;
use crate::text::{Gap, Span, Tag};

/// What a chain is worth beyond its length, so that it wins over its links one by one.
const TOGETHER: i32 = 24;
/// Points of a chain.
const POINTS: i32 = 20;
/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.chain";

/// Pushes chains whose last links are not listed.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    places: &[PlaceAt],
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    // Places stand in the order of their starts: of those with one end the last told is the first.
    let widest: LazyCell<FxHashMap<u32, u32>, _> =
        LazyCell::new(|| places.iter().rev().map(|p| (p.span.end, p.span.start)).collect());
    // 兴和县 + 店子镇 is none of 和县, and 池州九华山机场 is listed whole.
    let inside = |span: Span| widest.get(&span.end).is_some_and(|&start| start < span.start);
    for place in places.iter().filter(|place| may_go_on(letters, place)) {
        let (start, end) = (letters.number(place.span.start), end(page, letters, places, place));
        if is_line(page, place) {
            let at = letters.number(place.span.end);
            let own = sited::station(page, letters, at).or_else(|| Some(end).filter(|&end| end > at + 2));
            let own = own.map(|end| (at, end)).filter(|&(at, end)| !listed.contains(&letters.span(at, end)));
            out.extend(own.filter(|_| !inside(place.span)).map(|own| made(page, letters, own)));
            continue;
        }
        let span = letters.span(start, end);
        if span.end > place.span.end
            && !inside(place.span)
            && !is_longer(places, span)
            && !inside(span)
            && !quoted_inside(page, span)
            && !listed.contains(&span)
        {
            out.push(made(page, letters, (start, end)));
        }
    }
}

/// Whether a chain may begin with a place: no country, and nothing that is only pointed at.
fn may_go_on(letters: &Letters, place: &PlaceAt) -> bool {
    place.level != Some(Level::Country)
        && letters.border(letters.number(place.span.end))
        && !matches!(place.place, Place::Deictic { .. })
}

/// The end of the chain that begins with a place.
fn end(page: &Page<'_>, letters: &Letters, places: &[PlaceAt], place: &PlaceAt) -> usize {
    let mut end = letters.number(place.span.end);
    let last = page.before(place.span.end);
    let division = || last.is_some_and(|c| c == '区' || page.class(c).has(Class::TOWNSHIP));
    let holds = place.full && (place.level.is_some() || division());
    // 渭源 + 会川镇: a county's short name is followed by townships only.
    let short = !place.full && place.level == Some(Level::County);
    let township = |&next: &usize| holds || next > end + 2 && is_township(page, letters.span(end, next));
    if (holds || short)
        && !beside(places, place)
        && let Some(next) = link(page, letters, end, true).filter(township)
    {
        end = last_link(page, letters, next);
    }
    sited::end(page, letters, place, end).unwrap_or(end)
}

/// Bytes before a chain in which a place that holds it begins.
const COVER: u32 = 18;

/// Whether a longer place holds a chain: 池州九华山机场 is listed.
fn is_longer(places: &[PlaceAt], span: Span) -> bool {
    // Places stand in the order of their starts.
    let from = places.partition_point(|p| p.span.start + COVER < span.start);
    let near = places[from..].iter().take_while(|p| p.span.start <= span.start);
    near.into_iter().any(|p| p.span.end > span.end)
}

/// Whether a place of the same level stands right behind one: 岷县 + 漳县 are two.
fn beside(places: &[PlaceAt], place: &PlaceAt) -> bool {
    let from = places.partition_point(|p| p.span.start < place.span.end);
    let mut next = places[from..].iter().take_while(|p| p.span.start == place.span.end);
    place.level.is_some() && next.any(|p| p.full && p.level == place.level)
}

/// Whether a quotation mark stands in a chain: “新县海员”“新县农技师”.
fn quoted_inside(page: &Page<'_>, span: Span) -> bool {
    page.normal.gaps_inside(span).iter().any(|&(_, gap)| matches!(gap, Gap::Open | Gap::Close))
}

/// Pushes chains that begin with an unlisted township: 沙溪镇 + 石龙村.
pub(in crate::recognise::rules) fn below_townships(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let township = |c: &&Candidate| {
        let ends = || c.rule == Some(SUFFIXED) && is_township(page, c.span);
        c.open() && (c.rule == Some(township::RULE) || ends())
    };
    let mut found = Vec::new();
    for candidate in out.iter().filter(township) {
        let (start, end) = (letters.number(candidate.span.start), letters.number(candidate.span.end));
        let last = last_link(page, letters, end);
        // 大均乡 + 派人到李家村.
        let told = candidate.rule == Some(township::RULE) && (end..last).any(|n| moves(letters, n));
        if last > end && !told && !listed.contains(&letters.span(start, last)) {
            found.push(made(page, letters, (start, last)));
        }
    }
    out.append(&mut found);
}

/// Whether a verb or a word of grammar stands at a character: no part of a village's name.
fn moves(letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.start == n && matches!(word.tag, Tag::Verb | Tag::Grammar)
}

/// The rule of places that end in a suffix of the lists.
pub(in crate::recognise::rules) const SUFFIXED: &str = "place.suffix";
/// Most links behind each other: more are no address, and each would be walked from all before it.
const LINKS: usize = 16;

/// The end of the last of the links that begin at a character.
fn last_link(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let next =
        |&end: &usize| link(page, letters, end, false).or_else(|| township::village(page, letters, end));
    successors(Some(start), next).take(LINKS + 1).last().unwrap_or(start)
}

/// Whether a place is a railway or road: what stands behind it is a name of its own (大瑞铁路 + 高黎贡山隧道, 雄商高铁 + 清河西站).
fn is_line(page: &Page<'_>, place: &PlaceAt) -> bool {
    place.span.of(page.text()).ends_with(['路', '线', '铁', '速'])
}

fn made(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Candidate {
    let span = letters.span(start, end);
    let score = 10 * (end - start) as i32 + TOGETHER;
    Candidate::made(page.text(), span, Kind::PLACE, RULE).scored(score).supported(POINTS)
}
