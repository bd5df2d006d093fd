//! The bodies of villages and townships that the article has named before: 荷叶村 + 党总支. Those of listed places are in the lists.

use std::cell::LazyCell;

use super::{POINTS, RULE, widest_by_end};
use crate::dictionary::{Class, Cue, Kind};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::strongest::push;
use crate::recognise::rules::{
    Proposal, THRESHOLD, established,
    places::{chain, township},
};

/// Bytes of a suffix that does not stand right behind a village's name (中心), longer ones do (山歌队).
const PAIR: usize = 6;

/// Pushes the bodies of the places that are known.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    let widest = LazyCell::new(|| widest_by_end(out));
    for place in out.iter().filter(|c| is_known(c)) {
        let Some(end) = body_end(page, letters, letters.number(place.span.end)) else { continue };
        let longer = widest.get(&letters.at[end]).is_some_and(|&start| start <= place.span.start);
        if !longer {
            found.push(Proposal { start: letters.number(place.span.start), end, sum: POINTS });
        }
    }
    push(page, letters, RULE, &Kind::ORGANISATION, found, out);
}

/// Whether a candidate is a place by the article itself.
fn is_known(place: &Candidate) -> bool {
    let told = || place.rule.is_some_and(|rule| [established::RULE, chain::RULE].contains(&rule));
    let sure = || place.rule == Some(chain::SUFFIXED) && place.evidence >= THRESHOLD;
    place.open() && place.kind == Kind::PLACE && (told() || sure())
}

/// The end of the body that begins with a village or township, which ends at a character.
pub(in crate::recognise::rules) fn body_end(page: &Page<'_>, letters: &Letters, at: usize) -> Option<usize> {
    if at >= letters.len()
        || page.space_at(letters.at[at])
        || !page.class(letters.chars[at - 1]).has(Class::GRASSROOTS)
    {
        return None;
    }
    let alone = |cue: &Cue| match cue {
        Cue::Suffix(suffix) if !suffix.never => Some(suffix.min < 2),
        _ => None,
    };
    let body = page.cue_at(letters.at[at], alone).filter(|(hit, alone)| *alone || hit.span.len() > PAIR);
    // 石窝坪村 + 小学 + 校长.
    let ends = |end: usize| letters.border(end) || township::leader_starts(page, letters, end);
    let whole = |end: &usize| ends(*end) && *end > at + 1;
    let own = body.map(|(hit, _)| letters.number(hit.span.end)).filter(whole);
    own.or_else(|| township::tail(page, letters, at))
}
