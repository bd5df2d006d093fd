//! Stations of small places, in an article about a railway: 大虎山站, 桥头站. Those of listed towns: `sited`.

use super::township;
use crate::dictionary::{Hit, Kind, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::strongest::push;
use crate::recognise::rules::{Listed, Proposal};
use crate::text::Span;

/// The rule's id on its mentions.
const RULE: &str = "place.station";
/// Points of such a place.
const POINTS: i32 = 30;
/// What the body before one is worth beyond its length, so that both win over a body that holds them.
const TOGETHER: i32 = 14;
/// The end of the name of a station, and characters before it.
const STATION: char = '站';
const CORE: std::ops::RangeInclusive<usize> = 2..=3;

/// The end of the bodies of a railway: 工务段.
const SECTION: char = '段';

/// Pushes the stations that listed townships or places gave their names to, if the article tells of its bodies.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let stations = letters.hits(Use::PLACE_SUFFIX).iter();
    let ends =
        |hit: &&Hit| page.before(hit.span.end) == Some(STATION) && hit.span.len() == STATION.len_utf8();
    let mut found: Vec<Proposal> =
        stations.filter(ends).filter_map(|hit| station(page, letters, hit)).collect();
    found.retain(|name| !listed.contains(&letters.span(name.start, name.end)));
    if !found.is_empty() && tells_of_railway(page, letters) {
        let sections: Vec<Candidate> =
            found.iter().filter_map(|name| section(page, letters, name, out)).collect();
        push(page, letters, RULE, &Kind::PLACE, found, out);
        out.extend(sections);
    }
}

/// The body that a station was taken for a part of: 本溪车务段 + 桥头站.
fn section(page: &Page<'_>, letters: &Letters, station: &Proposal, out: &[Candidate]) -> Option<Candidate> {
    let span = letters.span(station.start, station.end);
    let whole = out.iter().find(|c| {
        c.open() && c.kind == Kind::ORGANISATION && c.span.end == span.end && c.span.start < span.start
    })?;
    let body = Span::new(whole.span.start, span.start);
    let score = 10 * (station.start - letters.number(body.start)) as i32 + TOGETHER;
    (page.before(body.end) == Some(SECTION))
        .then(|| Candidate::made(page.text(), body, Kind::ORGANISATION, RULE).scored(score).supported(POINTS))
}

/// The station that a suffix ends.
fn station(page: &Page<'_>, letters: &Letters, hit: &Hit) -> Option<Proposal> {
    let (at, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
    let starts = CORE.rev().filter_map(|core| at.checked_sub(core));
    let named = |&start: &usize| letters.border(start) && township::is_short(page, letters, (start, at));
    let start = starts.into_iter().find(named)?;
    let whole = letters.border(end) && page.normal.gaps_inside(letters.span(start, end)).is_empty();
    whole.then_some(Proposal { start, end, sum: POINTS })
}

/// Whether a body of a railway stands in the text: 车务段.
fn tells_of_railway(page: &Page<'_>, letters: &Letters) -> bool {
    letters.hits(Use::BODY_SUFFIX).iter().any(|hit| page.before(hit.span.end) == Some(SECTION))
}
