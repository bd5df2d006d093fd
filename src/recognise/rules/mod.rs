//! Names that no list has, found by the word lists of `dictionaries/rules/`. No name stands in this code.

mod again;
mod alike;
mod award;
mod awarded;
mod banded;
mod below;
mod between;
mod bodies;
mod bracketed;
mod branch;
mod byline;
mod chain;
mod coined;
mod columns;
mod company;
mod context;
mod cores;
mod counted;
mod department;
mod dotted;
mod established;
mod evidence;
mod figures;
mod firm;
mod floor;
mod foreign;
mod found;
mod founded;
mod headed;
mod heads;
mod honour;
mod introduced;
mod item;
pub(crate) mod known;
mod lexicon;
mod links;
mod lists;
mod members;
mod numbered;
mod person;
mod placed;
mod prefix;
mod programme;
mod proposed;
mod quoted;
mod quotes;
mod raise;
mod repeated;
mod roll;
mod roster;
mod screen;
mod shared;
mod shore;
pub(crate) mod short;
mod sited;
mod sounds;
mod split;
mod spread;
mod staffed;
mod stops;
mod street;
mod strongest;
mod suffixed;
mod told;
mod township;
mod undertaken;
mod workroom;
mod zone;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::candidate::{Candidate, What};
use super::letters::Letters;
use super::listed::PlaceAt;
use super::page::Page;
use crate::dictionary::{Characters, Hit, Kind, Role, Rules, Use};
use crate::text::Span;
use bodies::Bodies;
use evidence::{Evidence, Points};
use floor::{Floor, Most};
use found::Found;
pub use proposed::Proposed;
pub(crate) use proposed::proposed;
use raise::{NAMED_AFTER, NAMED_RULE};
use screen::Screen;
use strongest::push;

type Propose = fn(&Page<'_>, &Letters, &Floor<'_>, &mut dyn FnMut(usize, usize, &Evidence));

/// A rule: proposals, and the points by which they are judged.
pub(crate) struct Rule {
    id: &'static str,
    kind: Kind,
    propose: Propose,
    points: Points,
    most: Most,
    /// Least sum of points.
    threshold: i32,
    /// Points for a proposal that is listed.
    listed: i32,
    /// A first look at what may be proposed.
    screen: Option<Screen>,
}

/// All rules, with the points of the table.
pub(crate) fn all(rules: &Rules, characters: &Characters) -> Vec<Rule> {
    let rule = |id: &'static str, kind: Kind, propose: Propose| {
        let points = Points::new(id, &kind, &rules.evidence);
        let given = |what: &str| rules.evidence.get(&format!("{id}.{what}")).copied();
        let (threshold, listed) = (given("threshold").unwrap_or(THRESHOLD), given("listed").unwrap_or(0));
        let later = match id {
            NAMED_RULE => NAMED_AFTER,
            repeated::RULE => repeated::NEAR,
            _ => 0,
        };
        let most = Most::of(&points, &rules.words, later);
        let screen = (id == repeated::RULE).then(|| Screen::new(&points, &most, characters));
        Rule { id, kind, propose, points, most, threshold, listed, screen }
    };
    vec![
        rule(repeated::RULE, Kind::PERSON, person::names),
        rule("person.sound", Kind::PERSON, foreign::names),
        rule("person.lexicon", Kind::PERSON, lexicon::words),
        rule("place.suffix", Kind::PLACE, suffixed::places),
        rule("place.sound", Kind::PLACE, foreign::names),
        rule("place.lexicon", Kind::PLACE, lexicon::words),
        rule("organisation.suffix", Kind::ORGANISATION, suffixed::organisations),
        rule("organisation.lexicon", Kind::ORGANISATION, lexicon::words),
    ]
}

/// Least sum of points where the table gives no `rule.threshold`: -4 is a chance of 0.4.
const THRESHOLD: i32 = -4;

/// The least sum of points of a name by a rule; what has less but the rule's own threshold only bears out its neighbours.
pub(crate) fn threshold(rules: &[Rule], id: &str) -> i32 {
    rules.iter().find(|rule| rule.id == id).map_or(THRESHOLD, |rule| rule.threshold.max(THRESHOLD))
}

/// The spans of listed names.
pub(crate) type Listed = FxHashSet<Span>;

/// A proposal with its sum of points.
struct Proposal {
    start: usize,
    end: usize,
    sum: i32,
}

/// Pushes every candidate that a rule makes, scored.
pub(crate) fn candidates(page: &Page<'_>, letters: &Letters, named: &[PlaceAt], out: &mut Vec<Candidate>) {
    let listed = spans(out, |c| c.open() && is_listed(c));
    let places = of_kind(letters, out, &Kind::PLACE);
    let bodies = Bodies::of(out);
    let mut found = proposals(page, letters, &settled(out), &listed, &bodies);
    let persons = raise::persons(&found, out, letters);
    raise::lists(page, letters, &persons, &mut found);
    raise::part_persons(page, letters, &of_kind(letters, out, &Kind::PERSON), &mut found);
    // The lists have raised more.
    let persons = raise::persons(&found, out, letters);
    raise::named_after(page, letters, &persons, &mut found);
    raise::places(page, letters, &places, &mut found);
    chain::candidates(page, letters, named, &listed, out);
    shared::candidates(page, letters, out);
    split::candidates(page, letters, out);
    for (rule, proposals) in found {
        let enough = proposals.into_iter().filter(|p| p.sum >= rule.threshold).collect();
        let before = out.len();
        push(page, letters, rule.id, &rule.kind, enough, out);
        drop_listed(&listed, out, before);
    }
    let rare: Vec<Hit> = page.hits.iter().filter(|hit| hit.uses.has(Use::RARE)).copied().collect();
    township::candidates(page, letters, &rare, &listed, out);
    chain::below_townships(page, letters, &listed, out);
    led_by_names(page, letters, &rare, &listed, out);
    // What a by-line, spread characters or speech tell is a name, whatever else its words are.
    let told = [
        ("person.byline", byline::names(page, letters)),
        (spread::RULE, spread::names(page, letters)),
        (told::RULE, told::names(page, letters)),
        (roster::RULE, roster::names(page, letters)),
        (bracketed::RULE, bracketed::names(page, letters)),
        (columns::RULE, columns::names(page, letters)),
        (dotted::RULE, dotted::names(page, letters, || of_kind(letters, out, &Kind::PERSON))),
    ];
    for (id, mut proposals) in told {
        proposals.retain(|p| !listed.contains(&letters.span(p.start, p.end)));
        push(page, letters, id, &Kind::PERSON, proposals, out);
    }
    let framed = [
        ("person.list", Kind::PERSON, lists::enclosed(page, letters, &persons)),
        (roll::RULE, Kind::PERSON, roll::names(page, letters, &rare)),
        (founded::RULE, Kind::ORGANISATION, founded::bodies(page, letters)),
        (banded::RULE, Kind::ORGANISATION, banded::bodies(page, letters)),
        (zone::RULE, Kind::PLACE, zone::places(page, letters)),
        (shore::RULE, Kind::PLACE, shore::places(page, letters)),
        (alike::RULE, Kind::PLACE, alike::places(page, letters)),
        (between::RULE, Kind::PLACE, between::roads(page, letters)),
        (street::RULE, Kind::PLACE, street::streets(page, letters)),
    ];
    for (id, kind, mut proposals) in framed {
        proposals.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &kind));
        push(page, letters, id, &kind, proposals, out);
    }
    let counted = [
        (counted::LIST, counted::lists(page, letters)),
        (counted::DATELINE, counted::datelines(page, letters)),
    ];
    for (id, mut proposals) in counted {
        proposals.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PLACE));
        let before = out.len();
        push(page, letters, id, &Kind::PLACE, proposals, out);
        for candidate in &mut out[before..] {
            if let Some(name) = counted::full_name(page, candidate.span.of(page.text())) {
                candidate.what = What::Made { name };
            }
        }
    }
    counted::lines(page, letters, &listed, out);
    push(page, letters, "place.number", &Kind::PLACE, numbered::roads(page, letters), out);
    programmes(page, letters, &listed, out);
    award::candidates(page, out);
    members::kinds(page, letters, out);
}

/// Pushes what the rules for programmes find.
fn programmes(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let quotes = quotes::quotes(page, letters);
    let mut quoted = quoted::programmes(page, letters, &quotes);
    let found = Found::proposed(&quoted);
    let free = quotes.iter().copied().filter(|&quote| !found.touches(quote));
    quoted.extend(honour::programmes(page, letters, free));
    let again = again::programmes(page, letters, &quotes, &Found::proposed(&quoted));
    let programmes = [
        ("programme.quoted", quoted),
        (again::RULE, again),
        ("programme.plain", programme::plain(page, letters)),
        ("programme.undertaken", undertaken::programmes(page, letters)),
        ("programme.coined", coined::programmes(page, letters)),
    ];
    let from = out.len();
    for (id, proposals) in programmes {
        push_programmes(page, letters, id, proposals, listed, out);
    }
    let names: Vec<Span> = out[from..].iter().map(|c| c.span).collect();
    push_programmes(page, letters, again::RULE, again::tails(page, letters, &names), listed, out);
}

fn push_programmes(
    page: &Page<'_>,
    letters: &Letters,
    id: &'static str,
    mut proposals: Vec<Proposal>,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    proposals.retain(|p| !taken(page, letters, listed, (p.start, p.end), &Kind::PROGRAMME));
    push(page, letters, id, &Kind::PROGRAMME, proposals, out);
}

/// Pushes the bodies that begin with a name, and their parts.
fn led_by_names(page: &Page<'_>, letters: &Letters, rare: &[Hit], listed: &Listed, out: &mut Vec<Candidate>) {
    firm::candidates(page, letters, listed, out);
    item::candidates(page, letters, listed, out);
    placed::candidates(page, letters, listed, out);
    workroom::candidates(page, letters, rare, listed, out);
    branch::candidates(page, letters, listed, out);
    department::candidates(page, letters, listed, out);
    staffed::candidates(page, letters, out);
}

/// Pushes what is built on the names that the article has established.
pub(crate) fn of_known(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    branch::behind_known(page, letters, out);
    branch::of_places(page, letters, out);
    workroom::of_known(page, letters, out);
}

/// Starts and ends (in characters) of names, sorted.
type Stretches = Vec<(usize, usize)>;

fn of_kind(letters: &Letters, candidates: &[Candidate], kind: &Kind) -> Stretches {
    let open = candidates.iter().filter(|c| c.open() && c.kind == *kind);
    let mut found: Stretches =
        open.map(|c| (letters.number(c.span.start), letters.number(c.span.end))).collect();
    found.sort_unstable();
    found
}

/// The listed names that no rule proposes: all but persons. A rule weighs 赵强 in 赵强向大会报告 against 赵强向, listed or not.
fn settled(candidates: &[Candidate]) -> Listed {
    spans(candidates, |c| c.open() && c.kind != Kind::PERSON && is_listed(c))
}

/// The spans of some candidates.
fn spans(candidates: &[Candidate], wanted: impl Fn(&Candidate) -> bool) -> Listed {
    let mut found = Listed::with_capacity_and_hasher(candidates.len(), FxBuildHasher);
    found.extend(candidates.iter().filter(|c| wanted(c)).map(|c| c.span));
    found
}

/// Drops proposals that are listed: they have lost or won against what overlaps them, and the list says what they are.
fn drop_listed(listed: &Listed, candidates: &mut Vec<Candidate>, from: usize) {
    if candidates.len() == from {
        return;
    }
    let mut n = 0;
    candidates.retain(|candidate| {
        n += 1;
        n <= from || !listed.contains(&candidate.span)
    });
}

/// What the rules propose. Rules that look at the same things do so once.
fn proposals<'a>(
    page: &Page<'a>,
    letters: &Letters,
    settled: &Listed,
    listed: &Listed,
    bodies: &Bodies,
) -> Vec<(&'a Rule, Vec<Proposal>)> {
    let mut found: Vec<_> = page.known.rules.iter().map(|rule| (rule, Vec::new())).collect();
    let mut own = Vec::new();
    let known = |kind: &Kind| if *kind == Kind::PERSON { settled } else { listed };
    for n in 0..found.len() {
        let propose = found[n].0.propose;
        let same = |rule: &Rule| std::ptr::fn_addr_eq(rule.propose, propose);
        if found[..n].iter().any(|(rule, _)| same(rule)) {
            continue;
        }
        let alike = found.iter().map(|(rule, _)| *rule).filter(|rule| same(rule)).collect();
        let floor = Floor::new(alike, settled);
        propose(page, letters, &floor, &mut |start, end, evidence| {
            let span = letters.span(start, end);
            for (rule, proposals) in found[n..].iter_mut().filter(|(rule, _)| same(rule)) {
                let known_points = if listed.contains(&span) { rule.listed } else { 0 };
                let sum = evidence.sum(&rule.points) + known_points;
                // A regular body is whole: nothing before it belongs to it.
                let body = || bodies.ends_with_one(page, letters, span);
                if !rule.is_short(page, letters, (start, end), sum + rule.most.later)
                    && !body()
                    && !taken(page, letters, known(&rule.kind), (start, end), &rule.kind)
                {
                    proposals.push(Proposal { start, end, sum });
                    if rule.id == repeated::RULE {
                        own.push(evidence.own(&rule.points) + known_points);
                    }
                }
            }
        });
    }
    repeated::raise(page, letters, &mut found, &own);
    found
}

pub(crate) fn is_listed(candidate: &Candidate) -> bool {
    matches!(candidate.what, What::Listed { .. } | What::Body { .. } | What::Place(_))
}

/// A listed name stands at the same place (in characters) already, or a word list says that this is never a name.
fn taken(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    (start, end): (usize, usize),
    kind: &Kind,
) -> bool {
    let span = letters.span(start, end);
    let may_be = letters.roles[start].has(Role::IGNORED) && letters.roles[end - 1].has(Role::IGNORED_LAST);
    // 安 静: what is spread like a name is no everyday word.
    let spread = || *kind == Kind::PERSON && page.space_inside(span);
    let ignored = || page.known.dictionary.rules.ignored_as(span.of(page.text()), kind).is_some();
    may_be && !spread() && ignored() || listed.contains(&span)
}
