//! The strongest of the proposals that overlap, as candidates.

use std::cmp::Reverse;

use super::{
    Listed, Proposal, THRESHOLD, apart,
    organisations::whole,
    persons::{byline, columns, corrected, labelled, last_sound, lists, repeated, signed, sounds, spread},
    places::{alike, numbered, short, storm},
    programmes::award,
    stops, taken,
};
use crate::dictionary::{Class, Hit, Kind, Level, Role, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::ships;
use crate::text::{Gap, Span, Tag, Words};

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
    fn is_of(&self, kind: Kind) -> bool {
        *self.kind == kind
    }

    /// A proposal that takes no end of a line along.
    fn past_line(&self, p: Proposal) -> Proposal {
        let start =
            if self.is_of(Kind::PLACE) { alike::past_line(self.letters, (p.start, p.end)) } else { p.start };
        Proposal { start, ..p }
    }

    /// Whether what stands in and beside a proposal says that it is no name of its kind.
    fn is_none(&self, p: &Proposal) -> bool {
        let &Self { page, letters, .. } = self;
        let named = self.is_of(Kind::PLACE) || self.is_of(Kind::PERSON);
        self.is_spaced(p)
            || named && self.is_marked(p)
            || self.is_of(Kind::PERSON) && nobody(page, letters, p)
            || self.spans_cells(p)
            || self.is_of(Kind::ORGANISATION)
                && (tears_marks(page, letters, p) || apart::are_two(page, letters, (p.start, p.end)))
            || named && ships::begins_one(letters, p.end)
    }

    /// Whether white space parts it. The rule for spread names has looked; inside quotation marks white space parts nothing:
    /// “大美烟台 青春有我”志愿服务行动.
    fn is_spaced(&self, p: &Proposal) -> bool {
        let free = self.is_of(Kind::PROGRAMME) || [spread::RULE, columns::RULE].contains(&self.id);
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
        let brand = |quoted: Span| self.is_of(Kind::PERSON) && quoted.len() <= span.len() + BRAND && !plain();
        page.quoted(span).is_some_and(|quoted| brand(quoted) || page.is_vessel(span))
    }

    /// The candidate of a proposal that is strong enough.
    fn candidate(&self, mut best: Proposal) -> Candidate {
        let &Self { page, letters, id, kind } = self;
        if self.is_of(Kind::PERSON) {
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
        let name = if self.is_of(Kind::PLACE) {
            numbered::standard(span.of(page.text()))
        } else {
            written(span.of(page.text()), kind)
        };
        let term = self.is_of(Kind::ORGANISATION).then(|| term(page, letters, best)).flatten();
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

/// Whether what looks like a person is a work (《白鹿原》), a storm (台风“杜苏芮”), or anybody: 张某 of one page is not 张某
/// of another.
fn nobody(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let span = letters.span(person.start, person.end);
    let mut given = letters.chars[person.start + 1..person.end].iter();
    letters.char(person.end) == Some('》') && page.before(span.start) == Some('《')
        || given.any(|&c| page.class(c).has(Class::ANONYMOUS))
        || page.normal.gaps_inside(span).iter().any(|&(_, gap)| gap == Gap::Open)
        || storm::is_storm(page, letters, (person.start, person.end))
        || is_dotted(letters, person)
        || is_title(page, letters, person)
        || lives_there(page, letters, person)
        || (person.start.saturating_sub(1)..=person.start).any(|n| stops::mirrors(letters, (n, person.end)))
        || renders(page, letters, person)
        || holds_listed(page, letters, person)
        || spans_way(page, letters, person)
        || begins_place(page, letters, person)
}

/// Whether what is written by sound begins a place with the word for its sort: 马鲁古 + 省. What a title stands before is a person.
fn begins_place(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let level = |c: char| page.class(c).has(Class::LEVEL) && c != '级';
    // 贝科维奇 + 站了起来.
    let station = || {
        let behind = letters.letter(end + 1).then(|| letters.word(end + 1).tag);
        behind.is_none_or(|tag| tag == Tag::Noun)
    };
    letters.char(end).is_some_and(|c| level(c) || c == '站' && station())
        && letters.letter(end)
        && !page.space_at(letters.at[end])
        && letters.word(end).end == end + 1
        && end > start + 2
        && (start..end).all(|n| letters.roles[n].has(Role::SOUND))
        && !page.marks.title_ends(letters.at[start])
}

/// Whether what looks like a dotted name begins a title, and a country stands in it: 《寻古中国·河洛 + 记》.
fn is_title(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let span = letters.span(person.start, person.end);
    // 马里 is in 马里奥.
    let whole = |end: u32| end == span.end || page.after(end) == Some('·');
    let country = |hit: &Hit| {
        hit.span.end <= span.end
            && whole(hit.span.end)
            && hit.uses.has(Use::PLACE)
            && short::level(page, hit.form) == Some(Level::Country)
    };
    let marked = || page.before(span.start) == Some('《') || page.quote_at(span.start, Gap::Open);
    let near = || page.hits_from(span.start).iter().take_while(|hit| hit.span.start < span.end);
    letters.chars[person.start..person.end].contains(&'·') && marked() && near().any(country)
}

/// Whether a name written by sound goes on behind a dot: 马雷克 + ·诺瓦克.
fn is_dotted(letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let sound = |n: usize| letters.roles.get(n).is_some_and(|role| role.has(Role::SOUND));
    letters.char(end) == Some('·') && (start..end).chain(end + 1..end + 3).all(sound)
}

/// Whether it is whoever lives in a listed place: 山西 + 人.
fn lives_there(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let last = person.end - 1;
    letters.chars[last] == '人' && page.fills(letters.span(person.start, last), Use::PLACE)
}

/// Whether the last of three characters is a verb whose object follows: 刘奇 + 作 + 的说明.
fn renders(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let behind = &page.text()[letters.at[end] as usize..];
    end == start + 3
        && page.signs().has(Sign::Renders, letters.span(end - 1, end).of(page.text()))
        && page.signs().begin(Sign::Rendered, behind)
}

/// Whether a common surname begins what is no word: “陈小荷” is a person in quotation marks too, “黄牛” is none.
fn is_plain(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let surname = page.known.characters.surname(letters.chars[person.start]);
    surname.is_some_and(|surname| surname.sort() == 0)
        && !Words::shared().has(letters.span(person.start, person.end).of(page.text()))
}

/// Whether a way begins with what looks like a person: 从沙溪 + 到.
fn spans_way(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let until = |c: char| page.class(c).has(Class::UNTIL);
    let class = page.class(letters.chars[person.start]);
    class.has(Class::DIRECTION) && !class.has(Class::ONWARD) && letters.char(person.end).is_some_and(until)
}

/// Whether the rest of a name is a listed person that something goes on behind (王晨 + 率), or stands before as no surname does: 于 +
/// 特朗普.
fn holds_listed(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let listed = |start: usize, end: usize| {
        let person = |hit: &Hit| hit.span.end == letters.at[end] && page.names(hit.form, &Kind::PERSON);
        end > start + 1
            && page.marks.name_starts(letters.at[start])
            && page.hits_at(letters.at[start]).iter().any(person)
    };
    let goes_on = |n: usize| {
        let text = letters.span(n, n + 1).of(page.text());
        [Sign::GoesOn, Sign::Trails].into_iter().any(|sign| page.signs().has(sign, text))
    };
    let governs = |n: usize| {
        let lone = matches!(Words::shared().tag_of(letters.chars[n]), Tag::Grammar | Tag::Verb);
        lone && (end > start + 3 || !page.role(letters.chars[n]).has(Role::BEGINS_SURNAME))
    };
    end > start + 2 && listed(start, end - 1) && goes_on(end - 1) || listed(start + 1, end) && governs(start)
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
