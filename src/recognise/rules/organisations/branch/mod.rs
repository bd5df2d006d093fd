//! Parts named after the body right before them: 兰州农村商业银行股份有限公司 + 七里河支行, 莱阳市人民医院 + “天使之翼”志愿服务队. Here is which bodies
//! have parts; where these end, `part` and `suffix` say, and `places` has the bodies of villages.

mod part;
mod places;
mod suffix;

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, Place, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::strongest::push;
use crate::recognise::rules::{Listed, Proposal, established, first_by_end};
pub(in crate::recognise::rules) use part::{is_board, joint, own_body};
pub(in crate::recognise::rules) use places::{body_end, candidates as of_places};
pub(super) use suffix::governs;

/// The rule's id on its mentions.
pub(super) const RULE: &str = "organisation.part";
/// Points of a part beyond those of its body.
const POINTS: i32 = 5;
/// Most characters from the body to the end of the part.
const REACH: usize = 14;
/// Least points of a body by rule that parts are looked for behind.
const LEAST: i32 = -8;
/// Bytes behind the word for the place in the shortest body that has parts (医院).
const LEVEL: usize = 5;

/// Pushes bodies with their parts.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    behind(page, letters, listed, out, |c| is_body(c) && has_parts(page, c));
}

/// The same behind the short forms that the article has introduced: 株昇集团 + 工会.
pub(in crate::recognise::rules) fn behind_known(
    page: &Page<'_>,
    letters: &Letters,
    out: &mut Vec<Candidate>,
) {
    let known = |c: &Candidate| is_body(c) && c.rule == Some(established::RULE);
    if out.iter().any(known) {
        behind(page, letters, &Listed::default(), out, known);
    }
}

/// The first byte of the longest body that ends at each.
pub(super) fn widest_by_end(out: &[Candidate]) -> FxHashMap<u32, u32> {
    first_by_end(out, is_body)
}

/// Whether a candidate is an open body.
pub(super) fn is_body(candidate: &Candidate) -> bool {
    candidate.open() && candidate.kind == Kind::ORGANISATION
}

/// Whether a candidate is sure enough, and a body of more than its level: 市医院, not 市委.
pub(super) fn has_parts(page: &Page<'_>, body: &Candidate) -> bool {
    match &body.what {
        What::Made { .. } | What::Part { .. } => body.evidence >= LEAST,
        What::Body { place: Place::Deictic { word, .. }, .. } => {
            let tail = body.span.len() - word.len();
            // 州政府 + 中心工作.
            tail > LEVEL && (tail > LEVEL + 1 || page.before(body.span.end) != Some('府'))
        }
        _ => true,
    }
}

/// Pushes the parts of some bodies.
fn behind(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
    whole: impl Fn(&Candidate) -> bool,
) {
    let found = of_bodies(page, letters, listed, out, whole);
    let before = out.len();
    push(page, letters, RULE, &Kind::ORGANISATION, found, out);
    if out.len() > before {
        let (bodies, parts) = out.split_at_mut(before);
        lead_back(bodies, parts);
    }
}

/// The parts of some bodies, each from the start of its body.
fn of_bodies(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &[Candidate],
    whole: impl Fn(&Candidate) -> bool,
) -> Vec<Proposal> {
    let own = LazyCell::new(|| own_starts(page, out));
    let is_own = |byte: u32| own.contains(&byte);
    let (mut found, mut firsts) = (Vec::new(), FxHashMap::default());
    for body in out.iter().filter(|c| whole(c)) {
        let (start, end) = (letters.number(body.span.start), letters.number(body.span.end));
        let sum = body.evidence.max(0) + POINTS;
        let unlisted = |&end: &usize| !listed.contains(&letters.span(start, end));
        for end in part::ends(page, letters, end, &is_own).filter(unlisted) {
            if matches!(body.what, What::Listed { .. }) {
                let first = firsts.entry(end).or_insert(start);
                *first = start.min(*first);
            }
            found.push(Proposal { start, end, sum });
        }
    }
    // What is listed stands before what rules find inside it: 国网福建省电力有限公司 + 泉州供电公司.
    found.retain(|part| firsts.get(&part.end).is_none_or(|&first| part.start <= first));
    found
}

/// Where the bodies of places begin that are no parts, whatever stands before them: 教育局, but 供电公司 is one of the firm before it.
fn own_starts(page: &Page<'_>, out: &[Candidate]) -> FxHashSet<u32> {
    let regular = |c: &&Candidate| {
        c.open() && matches!(c.what, What::Body { .. }) && !c.span.of(page.text()).ends_with("公司")
    };
    out.iter().filter(regular).map(|c| c.span.start).collect()
}

/// Tells parts the body that leads back to its full name (自治区总工会); what the text names in full keeps to that.
fn lead_back(bodies: &[Candidate], parts: &mut [Candidate]) {
    let deictic =
        |c: &&Candidate| c.open() && matches!(c.what, What::Body { place: Place::Deictic { .. }, .. });
    let mut heads: FxHashMap<u32, &Candidate> = FxHashMap::default();
    for head in bodies.iter().filter(deictic) {
        let longest = heads.entry(head.span.start).or_insert(head);
        if head.span.len() >= longest.span.len() {
            *longest = head;
        }
    }
    for part in parts {
        if let What::Made { name } = &part.what
            && let Some(&head) = heads.get(&part.span.start)
        {
            part.what = What::Part { head: Box::new(head.clone()), name: name.clone() };
        }
    }
}
