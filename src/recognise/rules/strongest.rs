//! The strongest of the proposals that overlap, as candidates.

use std::cmp::Reverse;

use super::{
    Listed, Proposal, THRESHOLD, apart,
    organisations::whole,
    persons::{
        byline, columns, corrected, labelled, last_sound, lists, nobody, repeated, signed, sounds, spread,
    },
    places::{alike, numbered},
    programmes::award,
    taken,
};
use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::ships;
use crate::text::{Gap, Span, Words};

/// Pushes the strongest proposals of a rule that have points enough, scored.
pub(super) fn push(
    page: &Page<'_>,
    letters: &Letters,
    id: &'static str,
    kind: &Kind,
    proposals: Vec<Proposal>,
    out: &mut Vec<Candidate>,
) {
    if proposals.is_empty() {
        return;
    }
    let rule = Of { page, letters, id, kind };
    let proposals = proposals.into_iter().map(|p| rule.past_line(p));
    let enough = proposals.filter(|p| p.sum >= THRESHOLD && !rule.is_none(p));
    let strongest = strongest(enough.collect(), per_character(kind));
    out.extend(strongest.into_iter().map(|best| rule.candidate(best)));
}

/// The rule whose proposals are looked at.
struct Of<'p, 'a> {
    page: &'p Page<'a>,
    letters: &'p Letters,
    id: &'static str,
    kind: &'p Kind,
}

impl Of<'_, '_> {
    fn is_of(&self, kind: &Kind) -> bool {
        self.kind == kind
    }

    /// A proposal that takes no end of a line along.
    fn past_line(&self, mut p: Proposal) -> Proposal {
        if self.is_of(&Kind::PLACE) {
            p.start = alike::past_line(self.letters, (p.start, p.end));
        }
        p
    }

    /// Whether what stands in and beside a proposal says that it is no name of its kind.
    fn is_none(&self, p: &Proposal) -> bool {
        let &Self { page, letters, .. } = self;
        let named = self.is_of(&Kind::PLACE) || self.is_of(&Kind::PERSON);
        self.is_spaced(p)
            || named && self.is_marked(p)
            || self.is_of(&Kind::PERSON) && nobody::is_nobody(page, letters, p)
            || self.spans_cells(p)
            || self.is_of(&Kind::ORGANISATION)
                && (tears_marks(page, letters, p) || apart::are_two(page, letters, (p.start, p.end)))
            || named && ships::begins_one(letters, p.end)
    }

    /// Whether white space parts it. The rule for spread names has looked; inside quotation marks white space parts nothing:
    /// “大美烟台 青春有我”志愿服务行动.
    fn is_spaced(&self, p: &Proposal) -> bool {
        let free = self.is_of(&Kind::PROGRAMME) || [spread::RULE, columns::RULE].contains(&self.id);
        !free && lists::spaced_wrongly(self.page, self.letters, p)
    }

    /// Whether it goes on in another cell, as no name does but one that a by-line spreads: 供稿：海城东　谷　雨.
    fn spans_cells(&self, p: &Proposal) -> bool {
        let spread = [byline::RULE, signed::RULE, labelled::RULE].contains(&self.id);
        let pair = spread && p.end == p.start + 2;
        !pair && self.page.wide_inside(self.letters.span(p.start, p.end)).next().is_some()
    }

    /// Whether quotation marks say that it is a brand and no person, or a ship.
    fn is_marked(&self, p: &Proposal) -> bool {
        let &Self { page, letters, id, .. } = self;
        let span = letters.span(p.start, p.end);
        let plain = || id == corrected::RULE || id == repeated::RULE && is_plain(page, letters, p);
        let brand =
            |quoted: Span| self.is_of(&Kind::PERSON) && quoted.len() <= span.len() + BRAND && !plain();
        page.quoted(span).is_some_and(|quoted| brand(quoted) || page.is_vessel(span))
    }

    /// The candidate of a proposal that is strong enough.
    fn candidate(&self, mut best: Proposal) -> Candidate {
        let &Self { page, letters, id, kind } = self;
        if self.is_of(&Kind::PERSON) {
            best.end = last_sound::past(page, letters, (best.start, best.end));
        }
        let score = 10 * (best.end - best.start) as i32 - 4 + best.sum / 2;
        let candidate = Candidate::new(letters.span(best.start, best.end), kind.clone(), self.what(&best));
        candidate.by_rule(id).scored(score).supported(best.sum)
    }

    /// What a name means: with a level word before the number of a term, a part of what that means; else what is listed; else a
    /// name of its own.
    fn what(&self, best: &Proposal) -> What {
        let &Self { page, letters, kind, .. } = self;
        let span = letters.span(best.start, best.end);
        let name = if self.is_of(&Kind::PLACE) {
            numbered::standard(span.of(page.text()))
        } else {
            written(span.of(page.text()), kind)
        };
        let term = self.is_of(&Kind::ORGANISATION).then(|| term(page, letters, best)).flatten();
        if let Some(head) = term {
            return What::Part { head: Box::new(head), name };
        }
        let listed = listed_as(page, span, &name, kind).or_else(|| of_term(page, span, kind));
        listed.unwrap_or(What::Made { name })
    }
}

/// What a name is called: in a person's, dots stand where it is written with hyphens alone.
fn written(name: &str, kind: &Kind) -> String {
    let person = *kind == Kind::PERSON && !name.contains('·');
    name.chars().map(|c| if person && sounds::HYPHENS.contains(&c) { '·' } else { c }).collect()
}

/// The listed body whose term a name counts.
fn of_term(page: &Page<'_>, span: Span, kind: &Kind) -> Option<What> {
    (*kind == Kind::ORGANISATION).then(|| whole::of_term(page, span)).flatten()
}

/// The listed person or road whose name is written otherwise: 劳尔-卡斯特罗, 国道318.
fn listed_as(page: &Page<'_>, span: Span, name: &str, kind: &Kind) -> Option<What> {
    let form = Some(name).filter(|name| *name != span.of(page.text()));
    let form = page.known.gazetteer.number_of(form?).filter(|&form| page.names(form, kind))?;
    Some(What::Known(Box::new(Candidate::new(span, kind.clone(), What::Listed { form }))))
}

/// Whether a stretch holds the end of what quotation marks set apart, and not its beginning: “缘聚 + 古城”青年职工联谊会.
fn tears_marks(page: &Page<'_>, letters: &Letters, p: &Proposal) -> bool {
    let span = letters.span(p.start, p.end);
    let mark = |(_, gap): &&(u32, Gap)| matches!(gap, Gap::Open | Gap::Close);
    let first = page.normal.gaps_inside(span).iter().find(mark);
    matches!(first, Some((_, Gap::Close))) && !page.quote_at(span.start, Gap::Open)
}

/// Pushes the strongest of what is not listed and no word list says is never a name.
pub(super) fn push_free(
    page: &Page<'_>,
    letters: &Letters,
    (id, kind): (&'static str, &Kind),
    mut proposals: Vec<Proposal>,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    proposals.retain(|p| !taken(page, letters, listed, (p.start, p.end), kind));
    push(page, letters, id, kind, proposals, out);
}

/// Bytes that a quoted name has at most beside what looks like a person in it: “易瑞沙”.
const BRAND: usize = 6;

/// Whether a common surname begins what is no word: “陈小荷” is a person in quotation marks too, “黄牛” is none.
fn is_plain(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let surname = page.known.characters.surname(letters.chars[person.start]);
    surname.is_some_and(|surname| surname.sort() == 0)
        && !Words::shared().has(letters.span(person.start, person.end).of(page.text()))
}

/// Most characters of the number of a term: 第二十届.
const TERM: usize = 6;

/// The level word before the number of a body's term: 市 + 十六届人大常委会 is of the city that the article speaks of.
fn term(page: &Page<'_>, letters: &Letters, body: &Proposal) -> Option<Candidate> {
    let head = award::level_word(page, letters.at[body.start + 1])?;
    let counted = letters.chars[body.start + 1..body.end].iter().take(TERM).any(|&c| c == '届');
    (counted && head.span.start == letters.at[body.start]).then_some(head)
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

/// Of overlapping proposals of one rule the strongest, in their order; ties go to the longer, then to the earlier.
fn strongest(mut proposals: Vec<Proposal>, per_character: i32) -> Vec<Proposal> {
    if proposals.len() < 2 {
        return proposals;
    }
    let worth = |p: &Proposal| p.sum + per_character * (p.end - p.start) as i32;
    // What is equal in all three is the same proposal.
    proposals.sort_unstable_by_key(|p| (Reverse(worth(p)), Reverse(p.end - p.start), p.start));
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(proposals.len());
    proposals.retain(|&Proposal { start, end, .. }| {
        let before = kept.partition_point(|&(other, _)| other < end);
        let free = before.checked_sub(1).is_none_or(|last| kept[last].1 <= start);
        if free {
            kept.insert(before, (start, end));
        }
        free
    });
    proposals.sort_unstable_by_key(|p| p.start);
    proposals
}
