//! What the rules of the table propose, each proposal with its sum of points. What is pushed of it, and when: `order`.

use super::evidence::Evidence;
use super::floor::Floor;
use super::organisations::bodies::Bodies;
use super::{Listed, Proposal, Rule, Table, is_listed, persons::repeated, spans, taken};
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// What each rule proposes.
pub(super) type Weighed<'a> = Vec<(&'a Rule, Vec<Proposal>)>;

/// The rules of the table at work on an article, one by one. Rules that look at the same things do so once.
#[derive(Default)]
pub(super) struct Weighing<'a> {
    found: Weighed<'a>,
    settled: Listed,
    bodies: Bodies,
    /// What the proposals for persons, and for places, that others may raise have of their own.
    own: [Vec<i32>; 2],
}

impl<'a> Weighing<'a> {
    pub(super) fn new(table: &'a Table, page: &Page<'_>, out: &[Candidate]) -> Self {
        let found = table.iter().map(|rule| (rule, Vec::new())).collect();
        Self { found, settled: settled(out), bodies: Bodies::of(page, out), own: Default::default() }
    }

    /// Lets a rule propose, and with it those after it that propose the same; a rule after one of these has done so.
    pub(super) fn propose(&mut self, n: usize, page: &Page<'a>, letters: &Letters, listed: &Listed) {
        let Self { found, settled, bodies, own: [own, own_places] } = self;
        let scales = Scales { page, letters, listed, settled, bodies };
        let propose = found[n].0.propose;
        let same = |rule: &Rule| std::ptr::fn_addr_eq(rule.propose, propose);
        if found[..n].iter().any(|(rule, _)| same(rule)) {
            return;
        }
        let alike = found.iter().map(|(rule, _)| *rule).filter(|rule| same(rule)).collect();
        let floor = Floor::new(alike, scales.settled);
        propose(page, letters, &floor, &mut |start, end, evidence| {
            for (rule, proposals) in found[n..].iter_mut().filter(|(rule, _)| same(rule)) {
                let Some(sum) = scales.sum(rule, (start, end), evidence) else { continue };
                proposals.push(Proposal { start, end, sum });
                let own = match rule.id {
                    repeated::RULE => &mut *own,
                    repeated::PLACES => &mut *own_places,
                    _ => continue,
                };
                own.push(evidence.own(&rule.points) + scales.points(rule, (start, end)));
            }
        });
    }

    /// What all have proposed; what stands again is raised.
    pub(super) fn end(self, page: &Page<'_>, letters: &Letters) -> Weighed<'a> {
        let Self { mut found, own: [own, own_places], .. } = self;
        repeated::raise(page, letters, &mut found, &own);
        repeated::raise_places(page, letters, &mut found, &own_places);
        found
    }
}

/// The listed names that no rule proposes: all but persons. A rule weighs 赵强 in 赵强向大会报告 against 赵强向, listed or not.
fn settled(candidates: &[Candidate]) -> Listed {
    spans(candidates, |c| c.open() && c.kind != Kind::PERSON && is_listed(c))
}

/// What proposals are weighed against.
struct Scales<'s, 'a> {
    page: &'s Page<'a>,
    letters: &'s Letters,
    listed: &'s Listed,
    settled: &'s Listed,
    bodies: &'s Bodies,
}

impl Scales<'_, '_> {
    /// Points of a rule for a stretch that is listed.
    fn points(&self, rule: &Rule, (start, end): (usize, usize)) -> i32 {
        if self.listed.contains(&self.letters.span(start, end)) { rule.listed } else { 0 }
    }

    /// The sum of points of a stretch by a rule, if they are enough for a name that is not known already.
    fn sum(&self, rule: &Rule, (start, end): (usize, usize), evidence: &Evidence) -> Option<i32> {
        let &Self { page, letters, listed, settled, bodies } = self;
        let sum = evidence.sum(&rule.points) + self.points(rule, (start, end));
        // A regular body is whole: nothing before it belongs to it.
        let body = || bodies.ends_with_one(page, letters, letters.span(start, end));
        let known = if rule.kind == Kind::PERSON { settled } else { listed };
        let enough = !rule.is_short(page, letters, (start, end), sum + rule.most.later)
            && !body()
            && !taken(page, letters, known, (start, end), &rule.kind);
        enough.then_some(sum)
    }
}
