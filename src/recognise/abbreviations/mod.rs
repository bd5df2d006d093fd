//! Places named by one character: runs of them, as 皖浙 (one place) or 中美 (two). Those in a list are in [`listed`], those that stand alone in
//! [`lone`].

mod listed;
mod lone;
mod states;

use super::candidate::{Candidate, What};
use super::page::Page;
use crate::dictionary::{Abbreviation, AbbreviationUse, Kind, Role, Use};
use crate::text::{Span, Tag, Words, is_han};
use lone::{frame_beside, framed, organ, single_beside};
use states::States;

/// The rule's id on its mentions.
pub(crate) const RULE: &str = "place.abbreviation";

/// Pushes a candidate for every abbreviation that its surroundings bear out.
pub(crate) fn candidates(page: &mut Page<'_>, out: &mut Vec<Candidate>) {
    let mut run: Vec<(Span, char)> = Vec::new();
    let states = States::default();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(Use::ABBREVIATION)) {
        let span = hit.span;
        let Some(c) = page.after(span.start) else { continue };
        // 3日 + 土叙边界.
        let dated = c == '日' && page.before(span.start).is_some_and(|c| c.is_ascii_digit());
        if dated || is_idle(page, &states, span, c) {
            continue;
        }
        if run.last().is_some_and(|(last, _)| last.end < span.start) {
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
    if let Some(&(china, '中')) = run.first()
        && names_place(page, Span::new(china.end, whole.end))
    {
        push(china, "中国", out);
        return;
    }
    let run = without_new(page, states, run);
    if run.len() >= 2 && borders(page, run) && together(page, states, run, out) {
        return;
    }
    for &(span, c) in run {
        if let Some((whole, name)) = organ(page, states, span, c) {
            let what = What::Made { name };
            out.push(Candidate::new(whole, Kind::ORGANISATION, what).by_rule(RULE).scored(8));
        } else if let Some(name) = framed(page, states, span, c) {
            push(span, name, out);
        }
    }
}

/// Whether a listed place of more than one letter is just this: 中 + 印尼.
fn names_place(page: &Page<'_>, span: Span) -> bool {
    let mut hits = page.hits_at(span.start).iter().filter(|hit| hit.span == span && hit.span.len() > 3);
    hits.any(|hit| hit.uses.has(Use::NAME) && page.names(hit.form, &Kind::PLACE))
}

/// A run of states without the letter that ends it and is none here: 中俄 + 新时代.
fn without_new<'a, 'r>(page: &Page<'a>, states: &States<'a>, run: &'r [(Span, char)]) -> &'r [(Span, char)] {
    match run {
        [states_of @ .., (_, last)]
            if states_of.len() > 1
                && states.of(page, *last).is_none()
                && states_of.iter().all(|&(_, c)| states.of(page, c).is_some()) =>
        {
            states_of
        }
        _ => run,
    }
}

/// Pushes a run as provinces or as states, if it may be that, and says so.
fn together<'a>(
    page: &mut Page<'a>,
    states: &States<'a>,
    run: &[(Span, char)],
    out: &mut Vec<Candidate>,
) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let provinces: Option<Vec<&str>> = run.iter().map(|&(_, c)| province(page, c)).collect();
    let provinces = provinces.filter(|names| !repeats(names));
    if let Some(names) = &provinces
        && !run.iter().all(|&(_, c)| states.of(page, c).is_some())
    {
        push(whole, &names.join("、"), out);
        return true;
    }
    let both: Option<Vec<(&Abbreviation, bool)>> = run.iter().map(|&(_, c)| states.of(page, c)).collect();
    let both =
        both.filter(|states| !repeats(&states.iter().map(|(place, _)| &place.name).collect::<Vec<_>>()));
    let Some(both) = both.filter(|states| stand_together(run, states)) else {
        return provinces.is_some() || !everyday(page, run, None);
    };
    if provinces.is_none() && everyday(page, run, Some(&both)) {
        return false;
    }
    let lone = provinces.is_none() && run.len() == 2 && run[0].1 != '中';
    if lone && named(page, whole) {
        return true;
    }
    let used = |of: AbbreviationUse| both.iter().any(|(place, _)| place.use_of == of);
    let told = both.iter().any(|&(_, named)| named);
    let sure = used(AbbreviationUse::Alone) && !used(AbbreviationUse::Named)
        || told && (deals(page, whole.end) || !single_beside(page, whole));
    if run.iter().any(|&(_, c)| c == '中') || sure {
        for (&(place, _), &(span, _)) in both.iter().zip(run) {
            push(span, &place.name, out);
        }
    }
    true
}

/// Whether three letters and more are states: with 中, or where each may stand in a frame or is named in full. 哈马德 is a person.
fn stand_together(run: &[(Span, char)], states: &[(&Abbreviation, bool)]) -> bool {
    let known = |&(place, named): &(&Abbreviation, bool)| named || place.use_of.framed();
    run.len() < 3 || run.iter().any(|&(_, c)| c == '中') || states.iter().all(known)
}

fn repeats<T: PartialEq>(names: &[T]) -> bool {
    names.iter().enumerate().any(|(at, name)| names[..at].contains(name))
}

/// Whether a run of states is another word (美德), ends as a phrase does (竞争法中, 比赛中以), or holds a letter that counts only where
/// the two deal with each other (中波两国), and nothing says that they do. What the article names in full counts everywhere.
fn everyday(page: &Page<'_>, run: &[(Span, char)], states: Option<&[(&Abbreviation, bool)]>) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let told = states.is_some_and(|states| {
        let known = |&(&(_, c), &(_, named)): &(&(Span, char), &(&Abbreviation, bool))| named || c == '中';
        run.iter().zip(states).filter(known).count() == run.len()
    });
    let last = run[run.len() - 1].1;
    let loose = matches!(Words::shared().tag_of(last), Tag::Side | Tag::Grammar)
        && !(told && last == '中' && goes_on(page, whole));
    let paired = |&(place, named): &(&Abbreviation, bool)| place.use_of == AbbreviationUse::Paired && !named;
    let paired = states.is_some_and(|states| states.iter().any(paired));
    let ignored = || page.known.dictionary.rules.ignored_as(whole.of(page.text()), &Kind::PLACE).is_some();
    (loose || paired || ignored()) && !deals(page, whole.end)
}

/// Whether a run begins as a word and its clause goes on behind it, as around 英中 and not around 该法中。
fn goes_on(page: &Page<'_>, run: Span) -> bool {
    let lone = |c: char| {
        is_han(c) && !page.role(c).has(Role::FRAME_BEFORE) && Words::shared().tag_of(c) != Tag::Verb
    };
    let behind = page.after(run.end).is_some_and(|c| is_han(c) && c != '的') && !page.space_at(run.end);
    behind && (page.space_at(run.start) || !page.before(run.start).is_some_and(lone))
}

/// Whether a lone surname stands before a run of states that deal with nobody: 蓝 + 美英.
fn named(page: &mut Page<'_>, whole: Span) -> bool {
    let surnames = &page.known.dictionary.rules.surnames;
    let sure = |c: &char| surnames.get(&*c.to_string()).is_some_and(|surname| !surname.ambiguous);
    let surname = |c: &char| page.role(*c).has(Role::SURNAME) && sure(c) && !page.space_at(whole.start);
    let Some(c) = page.before(whole.start).filter(surname) else { return false };
    let loose = matches!(Words::shared().tag_of(c), Tag::Grammar | Tag::Verb | Tag::Side);
    !loose && page.word(whole.start - c.len_utf8() as u32).len() == c.len_utf8() && !deals(page, whole.end)
}

/// Whether what stands at a byte tells of two sides: 两国, 关系, 边境.
fn deals(page: &Page<'_>, at: u32) -> bool {
    let rest = &page.text()[at as usize..];
    let two = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
    page.known.dictionary.rules.frames.get(&rest[..two]) == Some(&false)
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
