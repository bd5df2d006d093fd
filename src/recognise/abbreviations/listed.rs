//! Letters in a list: 甘、陕、川、渝, 中、美、俄. Each is a place, where all of them are provinces, or all of them states.

use super::super::candidate::Candidate;
use super::super::page::Page;
use super::lone::is_language;
use super::states::States;
use super::{deals, province, push};
use crate::text::Span;

/// Fewest letters of a list that nothing says is one of places.
const LEAST: usize = 3;
/// Bytes of the mark between them.
const MARK: u32 = '、'.len_utf8() as u32;

/// Pushes the letters of lists.
pub(super) fn candidates<'a>(page: &mut Page<'a>, states: &States<'a>, out: &mut Vec<Candidate>) {
    let mut list: Vec<(Span, char)> = Vec::new();
    for hit in page.abbreviations() {
        let Some(c) = page.after(hit.span.start) else { continue };
        let end = list.last().map_or(0, |(last, _)| last.end);
        if end + MARK != hit.span.start || page.after(end) != Some('、') {
            decide(page, states, &list, out);
            list.clear();
        }
        list.push((hit.span, c));
    }
    decide(page, states, &list, out);
}

fn decide<'a>(page: &mut Page<'a>, states: &States<'a>, list: &[(Span, char)], out: &mut Vec<Candidate>) {
    // Most letters stand in no list.
    let [_, .., (last, _)] = *list else { return };
    let enough = list.len() >= LEAST || list.len() > 1 && deals(page, last.end);
    let languages = || is_language(page, &page.text()[last.end as usize..]);
    if !enough || languages() || !list.iter().all(|&(span, _)| page.word(span.start) == span) {
        return;
    }
    let provinces: Option<Vec<&str>> = list.iter().map(|&(_, c)| province(page, c)).collect();
    let state = |c| states.of(page, c).filter(|(place, named)| *named || place.use_of.framed());
    let of_states = || list.iter().map(|&(_, c)| state(c).map(|(place, _)| place.name.as_str())).collect();
    for (&(span, _), name) in list.iter().zip(provinces.or_else(of_states).unwrap_or_default()) {
        push(span, name, out);
    }
}
