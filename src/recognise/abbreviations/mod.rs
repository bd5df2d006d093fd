//! Places named by one character: runs of them, as 皖浙 (one place) or 中美 (two). Those in a list are in [`listed`], those that stand alone in
//! [`lone`].

mod listed;
mod lone;
mod states;
mod together;

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Abbreviation, AbbreviationUse, Hit, Kind, Level, Use};
use crate::text::{Span, Tag, Words};
use lone::{frame_beside, framed, organ};
pub(super) use states::{States, forms};
use together::together;

/// The rule's id on its mentions.
pub(crate) const RULE: &str = "place.abbreviation";

/// Pushes a candidate for every abbreviation that its surroundings bear out.
pub(crate) fn candidates(page: &mut Page<'_>, out: &mut Vec<Candidate>) {
    let mut run: Vec<(Span, char)> = Vec::new();
    let states = States::default();
    for hit in page.abbreviations() {
        let span = hit.span;
        let Some(c) = page.after(span.start) else { continue };
        // 3日 + 土叙边界.
        let dated = c == '日' && page.before(span.start).is_some_and(|c| c.is_ascii_digit());
        if dated || is_idle(page, &states, span, c) {
            continue;
        }
        if let Some((body, name)) = organ(page, &states, span, c) {
            let what = What::Made { name };
            out.push(Candidate::new(body, Kind::ORGANISATION, what).by_rule(RULE).scored(8));
            continue;
        }
        if inside_listed(page, span) {
            continue;
        }
        // 中韩 + 中澳.
        if run.last().is_some_and(|(last, _)| last.end < span.start) || run.iter().any(|&(_, one)| one == c) {
            decide(page, &states, &run, out);
            run.clear();
        }
        run.push((span, c));
    }
    if !run.is_empty() {
        decide(page, &states, &run, out);
    }
    listed::candidates(page, &states, out);
}

/// Whether a letter is part of the longer name of a listed place: 以 + 古巴, 中 + 印尼.
fn inside_listed(page: &Page<'_>, letter: Span) -> bool {
    let near = page.hits_from(letter.start.saturating_sub(PLACE)).iter();
    let mut names =
        near.take_while(|hit| hit.span.start <= letter.start).filter(|hit| hit.uses.has(Use::NAME));
    names.any(|hit| {
        hit.span.end >= letter.end && hit.span.len() > letter.len() && page.names(hit.form, &Kind::PLACE)
    })
}

/// Bytes of the longest name of a place that a letter may be part of: 中非共和国.
const PLACE: u32 = 15;

/// Whether a letter that counts only where the article names its state stands beside nothing that it counts with, or is not named.
fn is_idle<'a>(page: &Page<'a>, states: &States<'a>, span: Span, c: char) -> bool {
    let places = page.known.dictionary.rules.abbreviations.get(&c);
    let named = |place: &Abbreviation| place.use_of == AbbreviationUse::Named;
    let beside_china = || page.before(span.start) == Some('中') || page.after(span.end) == Some('中');
    places.is_some_and(|places| places.iter().all(named))
        && !((beside_china() || frame_beside(page, span)) && states.named(page, c).is_some())
}

fn decide<'a>(page: &mut Page<'a>, states: &States<'a>, run: &[(Span, char)], out: &mut Vec<Candidate>) {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    if within_listed(page, whole) {
        return;
    }
    if let &[(china, '中')] = run
        && page.word(china.start) == china
        && before_country(page, china.end)
    {
        push(china, "中国", out);
        return;
    }
    let run = without_new(page, states, run);
    if run.len() >= 2 && borders(page, run) && together(page, states, run, out) {
        return;
    }
    for &(span, c) in run {
        if let Some(name) = framed(page, states, span, c) {
            push(span, name, out);
        }
    }
}

/// Whether the short name of a state stands at a byte that begins with a letter of another: 中 + 印尼.
fn before_country(page: &Page<'_>, at: u32) -> bool {
    let letter = |hit: &Hit| hit.uses.has(Use::ABBREVIATION);
    let state = |hit: &Hit| {
        let level = page.known.gazetteer.first_place(hit.form).and_then(|(level, _)| level);
        hit.uses.has(Use::NAME) && level == Some(Level::Country)
    };
    let hits = page.hits_at(at);
    hits.iter().any(letter) && hits.iter().any(state)
}

/// Whether a letter stands for no state at all (青 of 中俄 + 青年), or only where the article names that.
fn is_no_sure_state(page: &Page<'_>, c: char) -> bool {
    let places = page.known.dictionary.rules.abbreviations.get(&c).into_iter().flatten();
    places.filter(|place| place.country).all(|place| place.use_of == AbbreviationUse::Named)
}

/// A run of states without the letter that ends it and is none here (中俄 + 新时代), or that governs it.
fn without_new<'a, 'r>(page: &Page<'a>, states: &States<'a>, run: &'r [(Span, char)]) -> &'r [(Span, char)] {
    match run {
        // 以 + 瓦中.
        [(_, first), states_of @ ..]
            if states_of.len() > 1
                && states_of.iter().any(|&(_, c)| c == '中')
                && Words::shared().tag_of(*first) == Tag::Grammar =>
        {
            states_of
        }
        [states_of @ .., (_, last)]
            if !states_of.is_empty()
                && is_no_sure_state(page, *last)
                && states.of(page, *last).is_none()
                && states_of.iter().all(|&(_, c)| states.of(page, c).is_some()) =>
        {
            states_of
        }
        _ => run,
    }
}

/// Whether what stands at a byte tells of two sides: 两国, 关系, 边境.
fn deals(page: &Page<'_>, at: u32) -> bool {
    let rest = &page.text()[at as usize..];
    let two = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
    page.known.dictionary.rules.frames.get(&rest[..two]) == Some(&false)
}

/// Whether a character stands for a state.
pub(crate) fn is_of_state(page: &Page<'_>, c: char) -> bool {
    let places = page.known.dictionary.rules.abbreviations.get(&c);
    places.is_some_and(|places| places.iter().any(|place| place.country))
}

/// The state that a letter stands for in an article, if the article names it, or the letter is that of one state well known by it (美)
/// and no word of grammar (以).
pub(super) fn state<'a>(page: &Page<'a>, states: &States<'a>, letter: char) -> Option<&'a str> {
    let (state, named) = states.of(page, letter).filter(|_| letter != '中')?;
    let loose = || matches!(Words::shared().tag_of(letter), Tag::Side | Tag::Grammar);
    (named || state.use_of.framed() && !loose()).then_some(state.name.as_str())
}

/// The province a character stands for.
fn province<'a>(page: &Page<'a>, c: char) -> Option<&'a str> {
    let places = page.known.dictionary.rules.abbreviations.get(&c)?;
    let of = |place: &&Abbreviation| !place.country && place.use_of != AbbreviationUse::Single;
    places.iter().find(of).map(|place| place.name.as_str())
}

fn push(span: Span, name: &str, out: &mut Vec<Candidate>) {
    let what = What::Made { name: name.to_owned() };
    out.push(Candidate::new(span, Kind::PLACE, what).by_rule(RULE).scored(8));
}

/// Whether a listed name that is no less long covers the run or a part of it.
fn within_listed(page: &Page<'_>, run: Span) -> bool {
    let near = page.hits_from(run.start.saturating_sub(24)).iter().take_while(|hit| hit.span.start < run.end);
    let mut names = near.filter(|hit| hit.uses.has(Use::NAME));
    names.any(|hit| hit.span.overlaps(run) && hit.span.len() >= run.len())
}

/// Whether the run is made of whole words, the last of which may go on with a frame (中美关系).
fn borders(page: &mut Page<'_>, run: &[(Span, char)]) -> bool {
    let (start, end) = (run[0].0.start, run[run.len() - 1].0.end);
    if page.word(start).start != start {
        return false;
    }
    let last = page.word(run[run.len() - 1].0.start);
    // 中美 + 元首 is cut 中 + 美元 + 首.
    last.end == end || follows(page, Span::new(end, last.end)) || last.start < end && deals(page, end)
}

fn follows(page: &Page<'_>, rest: Span) -> bool {
    page.known.dictionary.rules.frames.get(rest.of(page.text())) == Some(&false)
}
