//! Names that no list has, found by the word lists of `dictionaries/rules/`. No name stands in this code.

mod award;
mod below;
mod branch;
mod byline;
mod chain;
mod company;
mod context;
mod counted;
mod evidence;
mod firm;
mod floor;
mod foreign;
mod item;
pub(crate) mod known;
mod lexicon;
mod lists;
mod numbered;
mod person;
mod programme;
mod quoted;
mod roll;
mod screen;
mod shore;
pub(crate) mod short;
mod split;
mod spread;
mod stops;
mod suffixed;
mod told;
mod township;
mod undertaken;
mod workroom;
mod zone;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Candidate, Place, What};
use super::letters::Letters;
use super::page::Page;
use crate::dictionary::{Hit, Kind, Role, Rules, Stand, Use};
use crate::text::{Span, Tag};
use evidence::{Evidence, Points};
use floor::{Floor, Most};

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
}

/// All rules, with the points of the table.
pub(crate) fn all(rules: &Rules) -> Vec<Rule> {
    let rule = |id: &'static str, kind: Kind, propose: Propose| {
        let points = Points::new(id, &kind, &rules.evidence);
        let given = |what: &str| rules.evidence.get(&format!("{id}.{what}")).copied();
        let (threshold, listed) = (given("threshold").unwrap_or(THRESHOLD), given("listed").unwrap_or(0));
        let most = Most::of(&points, &rules.words, if id == NAMED_RULE { NAMED_AFTER } else { 0 });
        Rule { id, kind, propose, points, most, threshold, listed }
    };
    vec![
        rule("person.surname", Kind::PERSON, person::names),
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

/// The least sum of points of a rule.
pub(crate) fn threshold(rules: &[Rule], id: &str) -> i32 {
    rules.iter().find(|rule| rule.id == id).map_or(THRESHOLD, |rule| rule.threshold)
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
pub(crate) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let listed: Listed = out.iter().filter(|c| c.open() && is_listed(c)).map(|c| c.span).collect();
    let places = of_kind(letters, out, &Kind::PLACE);
    let bodies = Bodies::of(out);
    let mut found = proposals(page, letters, &settled(out), &listed, &bodies);
    let persons = persons_of(&found, out, letters);
    raise_lists(page, letters, &persons, &mut found);
    part_persons(page, letters, &of_kind(letters, out, &Kind::PERSON), &mut found);
    // The lists have raised more.
    let persons = persons_of(&found, out, letters);
    raise_named_after(page, letters, &persons, &mut found);
    raise_places(page, letters, &places, &mut found);
    chain::candidates(page, letters, &listed, out);
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
    firm::candidates(page, letters, &listed, out);
    item::candidates(page, letters, &listed, out);
    workroom::candidates(page, letters, &rare, &listed, out);
    branch::candidates(page, letters, &listed, out);
    let mut bylines = byline::names(page, letters);
    bylines.retain(|p| !listed.contains(&letters.span(p.start, p.end)));
    push(page, letters, "person.byline", &Kind::PERSON, bylines, out);
    let mut spread = spread::names(page, letters);
    spread.retain(|p| !listed.contains(&letters.span(p.start, p.end)));
    push(page, letters, spread::RULE, &Kind::PERSON, spread, out);
    let mut alike = lists::enclosed(page, letters, &persons);
    alike.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PERSON));
    push(page, letters, "person.list", &Kind::PERSON, alike, out);
    let mut counted = roll::names(page, letters, &rare);
    counted.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PERSON));
    push(page, letters, roll::RULE, &Kind::PERSON, counted, out);
    let mut told = told::names(page, letters);
    told.retain(|p| !listed.contains(&letters.span(p.start, p.end)));
    push(page, letters, told::RULE, &Kind::PERSON, told, out);
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
    let mut zones = zone::places(page, letters);
    zones.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PLACE));
    push(page, letters, zone::RULE, &Kind::PLACE, zones, out);
    let mut shores = shore::places(page, letters);
    shores.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PLACE));
    push(page, letters, shore::RULE, &Kind::PLACE, shores, out);
    push(page, letters, "place.number", &Kind::PLACE, numbered::roads(page, letters), out);
    let programmes = [
        ("programme.quoted", quoted::programmes(page, letters)),
        ("programme.plain", programme::plain(page, letters)),
        ("programme.undertaken", undertaken::programmes(page, letters)),
    ];
    for (id, mut proposals) in programmes {
        proposals.retain(|p| !taken(page, letters, &listed, (p.start, p.end), &Kind::PROGRAMME));
        push(page, letters, id, &Kind::PROGRAMME, proposals, out);
    }
    award::candidates(page, out);
}

/// Pushes what is built on the names that the article has established.
pub(crate) fn of_known(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    branch::behind_known(page, letters, out);
    branch::of_places(page, letters, out);
    workroom::of_known(page, letters, out);
}

/// The regular bodies of a page by their ends: where each starts, and whether its place is told by more than a level.
struct Bodies(FxHashMap<u32, (u32, bool)>);

impl Bodies {
    fn of(candidates: &[Candidate]) -> Self {
        let mut found = FxHashMap::default();
        for candidate in candidates.iter().filter(|c| c.open()) {
            if let What::Body { place, .. } = candidate.what {
                let whole = !matches!(place, Place::Deictic { word, .. } if word.len() == 3);
                let body = found.entry(candidate.span.end).or_insert((candidate.span.start, whole));
                if whole || !body.1 {
                    *body = (candidate.span.start, whole);
                }
            }
        }
        Self(found)
    }

    /// Whether a regular body ends a longer span. 市公安局 may be the end of a longer name, unless another body stands
    /// right before it (县实验中学 + 县供电公司), or a verb does, and another body before that: 市总工会 + 联合 + 市人社局.
    fn ends_with_one(&self, page: &Page<'_>, letters: &Letters, span: Span) -> bool {
        self.0.get(&span.end).is_some_and(|&(start, whole)| {
            let own = || self.0.contains_key(&start) || stops::acts(page, letters, letters.number(start));
            start > span.start && (whole || own())
        })
    }
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
    let others = candidates.iter().filter(|c| c.open() && c.kind != Kind::PERSON && is_listed(c));
    others.map(|c| c.span).collect()
}

/// Drops proposals that are listed: they have lost or won against what overlaps them, and the list says what they are.
fn drop_listed(listed: &Listed, candidates: &mut Vec<Candidate>, from: usize) {
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
                }
            }
        });
    }
    found
}

/// The rule whose bodies may begin with a person.
const NAMED_RULE: &str = "organisation.suffix";
/// Points for a body that begins with the name of a person: 任静 + 焊接技能大师工作室.
const NAMED_AFTER: i32 = 25;
/// Points for one that begins with a listed person and what this one is or does: 王毅主席 + 代表大会, 王毅祝贺 + 北京大学.
const PARTED_AFTER: i32 = -25;

/// Persons, listed or found by rule: start and end.
fn persons_of(found: &[(&Rule, Vec<Proposal>)], out: &[Candidate], letters: &Letters) -> Stretches {
    let mut persons = of_kind(letters, out, &Kind::PERSON);
    for (_, proposals) in found.iter().filter(|(rule, _)| rule.kind == Kind::PERSON) {
        persons.extend(proposals.iter().filter(|p| p.sum >= THRESHOLD).map(|p| (p.start, p.end)));
    }
    persons.sort_unstable();
    persons
}

/// Whether the words after a person go on as the name of a body does: no title, no word of grammar, no lone verb, no other
/// body (代表 + 政协).
fn goes_on(page: &Page<'_>, letters: &Letters, start: usize, end: usize) -> bool {
    letters.border(start)
        && !context::title_starts(page, letters.at[start])
        && (start..end).all(|n| {
            let word = letters.word(n);
            !branch::own_body(page, letters, n)
                && !matches!(word.tag, Tag::Grammar | Tag::Time)
                && (word.tag != Tag::Verb || word.end - word.start > 1)
        })
}

/// Takes points from bodies that begin with a listed person behind whom a title or a verb stands.
fn part_persons(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    let parted = |end: usize| {
        let word = letters.word(end);
        let acts = word.tag == Tag::Verb && word.start == end && word.end - end > 1;
        acts || context::title_starts(page, letters.at[end])
    };
    let bodies = found.iter_mut().filter(|(rule, _)| rule.id == NAMED_RULE);
    for proposal in bodies.flat_map(|(_, proposals)| proposals) {
        let from = persons.partition_point(|&(start, _)| start < proposal.start);
        let mut named = persons[from..].iter().take_while(|(start, _)| *start == proposal.start);
        if named.any(|&(_, end)| end < proposal.end && parted(end)) {
            proposal.sum += PARTED_AFTER;
        }
    }
}

fn raise_named_after(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    let bodies = found.iter_mut().filter(|(rule, _)| rule.id == NAMED_RULE);
    for proposal in bodies.flat_map(|(_, proposals)| proposals) {
        let from = persons.partition_point(|&(start, _)| start < proposal.start);
        let mut named = persons[from..].iter().take_while(|(start, _)| *start == proposal.start);
        if named.any(|&(_, end)| end + 2 < proposal.end && goes_on(page, letters, end, proposal.end)) {
            proposal.sum += NAMED_AFTER;
        }
    }
}

/// Places in a list bear out their neighbours too, where these end as places do.
fn raise_places(
    page: &Page<'_>,
    letters: &Letters,
    places: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    for (rule, proposals) in found.iter_mut().filter(|(rule, _)| rule.id == "place.suffix") {
        let mut places = places.to_vec();
        places.extend(proposals.iter().filter(|p| p.sum >= rule.threshold).map(|p| (p.start, p.end)));
        lists::raise(page, letters, proposals, &places, rule.threshold);
    }
}

/// Persons of all rules bear out their neighbours in a list.
fn raise_lists(
    page: &Page<'_>,
    letters: &Letters,
    persons: &[(usize, usize)],
    found: &mut [(&Rule, Vec<Proposal>)],
) {
    for (_, proposals) in
        found.iter_mut().filter(|(rule, _)| rule.id == "person.surname" || rule.id == "person.sound")
    {
        proposals.retain(|proposal| !lists::among_waters(page, letters, proposal));
        lists::raise(page, letters, proposals, persons, THRESHOLD);
    }
}

fn push(
    page: &Page<'_>,
    letters: &Letters,
    id: &'static str,
    kind: &Kind,
    proposals: Vec<Proposal>,
    out: &mut Vec<Candidate>,
) {
    // The rule for spread names has looked; inside quotation marks white space parts nothing: “大美烟台 青春有我”志愿服务行动.
    let free = *kind == Kind::PROGRAMME || id == spread::RULE;
    let spaced = |p: &Proposal| !free && lists::spaced_wrongly(page, letters, p);
    let enough = proposals.into_iter().filter(|p| p.sum >= THRESHOLD && !spaced(p));
    for best in strongest(enough.collect(), per_character(kind)) {
        let span = letters.span(best.start, best.end);
        let name = span.of(page.text()).to_owned();
        let score = 10 * (best.end - best.start) as i32 - 4 + best.sum / 2;
        let mut candidate = Candidate::new(span, kind.clone(), What::Made { name }).by_rule(id).scored(score);
        candidate.evidence = best.sum;
        out.push(candidate);
    }
}

/// What a character more is worth among proposals that overlap: a body with its part stands before the body alone, 苏韦达省
/// before 韦达省; behind a person stand other words.
fn per_character(kind: &Kind) -> i32 {
    match kind.as_str() {
        "place" => 2,
        "organisation" => 1,
        _ => 0,
    }
}

/// Of overlapping proposals of one rule the strongest; ties go to the longer, then to the earlier.
fn strongest(mut proposals: Vec<Proposal>, per_character: i32) -> Vec<Proposal> {
    let worth = |p: &Proposal| p.sum + per_character * (p.end - p.start) as i32;
    proposals.sort_by_key(|p| (Reverse(worth(p)), Reverse(p.end - p.start), p.start));
    let mut kept: BTreeMap<usize, Proposal> = BTreeMap::new();
    for proposal in proposals {
        let before = kept.range(..proposal.end).next_back();
        if before.is_none_or(|(_, other)| other.end <= proposal.start) {
            kept.insert(proposal.start, proposal);
        }
    }
    kept.into_values().collect()
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

/// The clues of one proposal, for explanations and for fitting the points.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The rule.
    pub rule: &'static str,
    /// The kind it would have.
    pub kind: Kind,
    /// Bytes of the text.
    pub span: Span,
    /// Names of the clues found.
    pub clues: Vec<&'static str>,
    /// Words in and beside it, where they stand, and their points.
    pub words: Vec<(Stand, String, i32)>,
    /// The sum of their points.
    pub sum: i32,
}

/// Every proposal of every rule for names that are not listed, whatever its sum.
pub(crate) fn proposed(page: &Page<'_>, letters: &Letters, listed: &Listed, f: &mut dyn FnMut(Proposed)) {
    for rule in &page.known.rules {
        (rule.propose)(page, letters, &Floor::new(Vec::new(), listed), &mut |start, end, evidence| {
            let span = letters.span(start, end);
            if !taken(page, letters, listed, (start, end), &rule.kind) {
                let (clues, sum) = (evidence.names().collect(), evidence.sum(&rule.points));
                let words = evidence.parts().iter().map(|part| {
                    let text = letters.span(part.start as usize, part.end as usize).of(page.text());
                    (part.stand, text.to_owned(), part.points_of(&rule.points))
                });
                let (words, span) = (words.collect(), page.normal.to_source(span));
                f(Proposed { rule: rule.id, kind: rule.kind.clone(), span, clues, words, sum });
            }
        });
    }
}
