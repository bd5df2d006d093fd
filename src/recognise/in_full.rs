//! Names that an article has in full elsewhere: 斯万 is 本·斯万, 白鹭体育场 the 厦门白鹭体育场 of the same article. Those that a list has
//! in full: `bearers`, `expand`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Candidate, Fate, What};
use super::expand::is_made;
use super::page::Page;
use super::rules::organisations::introduced::are_parted;
use crate::dictionary::{Kind, Use};
use crate::text::Span;

/// What stands between the parts of a foreign name.
const DOT: char = '·';
/// Bytes of the shortest name that is left behind the places before it: three characters.
const LEAST: u32 = 9;

/// The full names of an article by their ends: the number of the longest; none where two differ.
type Fulls<'p> = FxHashMap<(&'p Kind, &'p str), Option<usize>>;

/// Has kept names mean what the article has in full by them. O(candidates).
pub(super) fn link(page: &Page<'_>, candidates: &mut [Candidate]) {
    let fulls = fulls(page, candidates);
    if fulls.is_empty() {
        return;
    }
    let firsts = firsts(candidates);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut others: FxHashSet<usize> = FxHashSet::default();
    for (number, short) in candidates.iter().enumerate() {
        let key = (&short.kind, short.span.of(page.text()));
        let full = fulls.get(&key).copied().flatten();
        let Some(full) = full.filter(|&full| !are_parted(page, key.1, &candidates[full])) else { continue };
        if is_made(short) || is_namesake(&firsts, short, &candidates[full]) {
            found.push((number, full));
        } else if short.fate == Fate::Kept {
            others.insert(full);
        }
    }
    // Of two who bear a name nobody knows whom it means.
    for (number, full) in found.into_iter().filter(|(_, full)| !others.contains(full)) {
        candidates[number].what = What::Known(Box::new(candidates[full].clone()));
    }
}

/// The full names of an article.
fn fulls<'c>(page: &Page<'c>, candidates: &'c [Candidate]) -> Fulls<'c> {
    let mut fulls = Fulls::default();
    for (number, full) in
        candidates.iter().enumerate().filter(|(_, c)| c.fate == Fate::Kept && may_be_full(c))
    {
        let text = full.span.of(page.text());
        for end in ends(page, full) {
            let known = fulls.entry((&full.kind, end)).or_insert(Some(number));
            let other = known.map(|other| candidates[other].span.of(page.text()));
            *known = match other {
                Some(other) if text.ends_with(other) => Some(number),
                Some(other) if other.ends_with(text) => *known,
                _ => None,
            };
        }
    }
    fulls
}

/// Whether no list has a name, or it is that of a person.
fn may_be_full(candidate: &Candidate) -> bool {
    is_made(candidate) || candidate.kind == Kind::PERSON && matches!(candidate.what, What::Listed { .. })
}

/// What a full name may be called by: the last part of a foreigner's, what stands behind the places that others begin with.
fn ends<'p>(page: &Page<'p>, full: &Candidate) -> Vec<&'p str> {
    let text = full.span.of(page.text());
    match full.kind {
        Kind::PERSON => text.rsplit_once(DOT).map(|(_, last)| last).into_iter().collect(),
        Kind::PLACE | Kind::ORGANISATION => behind_places(page, full.span)
            .into_iter()
            .map(|at| Span::new(at, full.span.end).of(page.text()))
            .collect(),
        _ => Vec::new(),
    }
}

/// Where the places end that a name begins with, one behind the other: 福建 + 厦门 + 白鹭体育场.
fn behind_places(page: &Page<'_>, name: Span) -> Vec<u32> {
    let (mut found, mut next) = (Vec::new(), vec![name.start]);
    while let Some(at) = next.pop() {
        let place = page.hits_at(at).iter().filter(|hit| hit.uses.has(Use::PLACE));
        let behind = place.map(|hit| hit.span.end).filter(|&end| end + LEAST <= name.end);
        for end in behind {
            if !found.contains(&end) {
                found.push(end);
                next.push(end);
            }
        }
    }
    found
}

/// Where each listed person is first read by a form.
fn firsts(candidates: &[Candidate]) -> FxHashMap<u32, u32> {
    let mut firsts = FxHashMap::default();
    for candidate in candidates.iter().filter(|c| c.kind == Kind::PERSON && c.fate == Fate::Kept) {
        if let What::Listed { form } = candidate.what {
            let first = firsts.entry(form).or_insert(candidate.span.start);
            *first = candidate.span.start.min(*first);
        }
    }
    firsts
}

/// Whether a listed person is meant by nobody here: somebody else of the name is named in full before it is first read alone.
fn is_namesake(firsts: &FxHashMap<u32, u32>, short: &Candidate, full: &Candidate) -> bool {
    let What::Listed { form } = short.what else { return false };
    short.kind == Kind::PERSON
        && short.fate == Fate::Kept
        && firsts.get(&form).is_some_and(|&first| first > full.span.start)
}
