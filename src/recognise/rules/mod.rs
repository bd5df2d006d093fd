//! Names that no list has, found by the word lists of `dictionaries/rules/`. No name stands in this code. Here is what the
//! rules share; the folders have the rules by what they find, `table` those that weigh evidence, and `order` calls them all.

mod apart;
mod context;
mod established;
mod evidence;
mod floor;
mod found;
pub(crate) mod known;
mod laws;
mod lexicon;
mod members;
mod order;
pub(crate) mod organisations;
pub(crate) mod persons;
pub(crate) mod places;
pub(crate) mod programmes;
mod proposed;
mod raise;
mod ruling;
mod stops;
mod strongest;
mod suffixed;
mod table;
mod weighed;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::candidate::{Candidate, What};
use super::letters::Letters;
use super::page::Page;
use super::verdict::across;
use crate::dictionary::{Kind, Role};
use crate::text::Span;
use evidence::{Evidence, Points};
use floor::{Floor, Most};
pub(crate) use order::{AT_HOME, STEPS};
use persons::screen::Screen;
pub use proposed::Proposed;
pub(crate) use proposed::proposed;
pub(crate) use ruling::Ruling;
pub(crate) use table::{all, threshold};

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

/// How many rules weigh evidence; each has a step of its own.
const WEIGHED: usize = 8;

/// The rules that weigh evidence.
pub(crate) type Table = [Rule; WEIGHED];

/// Least sum of points where the table gives no `rule.threshold`: -4 is a chance of 0.4.
const THRESHOLD: i32 = -4;

/// The spans of listed names.
pub(crate) type Listed = FxHashSet<Span>;

/// A proposal with its sum of points.
struct Proposal {
    start: usize,
    end: usize,
    sum: i32,
}

/// Starts and ends (in characters) of names, sorted.
type Stretches = Vec<(usize, usize)>;

/// Where the open candidates of a kind stand.
fn of_kind(letters: &Letters, candidates: &[Candidate], kind: &Kind) -> Stretches {
    let open = candidates.iter().filter(|c| c.open() && c.kind == *kind);
    let mut found = Stretches::with_capacity(candidates.len());
    found.extend(open.map(|c| (letters.number(c.span.start), letters.number(c.span.end))));
    found.sort_unstable();
    found
}

/// The spans of some candidates.
fn spans(candidates: &[Candidate], wanted: impl Fn(&Candidate) -> bool) -> Listed {
    let mut found = Listed::with_capacity_and_hasher(candidates.len(), FxBuildHasher);
    found.extend(candidates.iter().filter(|c| wanted(c)).map(|c| c.span));
    found
}

/// The first byte of the longest of the wanted candidates that end at each.
fn first_by_end(candidates: &[Candidate], wanted: impl Fn(&Candidate) -> bool) -> FxHashMap<u32, u32> {
    let mut firsts = FxHashMap::default();
    for candidate in candidates.iter().filter(|c| wanted(c)) {
        let first = firsts.entry(candidate.span.end).or_insert(candidate.span.start);
        *first = candidate.span.start.min(*first);
    }
    firsts
}

/// Whether a list says what a candidate is.
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
    let may_begin = letters.roles[start].has(Role::IGNORED);
    let may_be = may_begin && letters.roles[end - 1].has(Role::IGNORED_LAST);
    // 安 静: what is spread like a name is no everyday word.
    let spread = || *kind == Kind::PERSON && page.space_inside(span);
    let never = |span: Span| page.is_never(span.of(page.text()), kind);
    let ignored = || never(span);
    // 马克思 + 主义: nor is the beginning of such a word.
    let word = letters.word(start);
    let begins = || {
        *kind == Kind::PERSON && word.start == start && word.end > end && never(letters.span(start, word.end))
    };
    let outbid = || *kind != Kind::PERSON && outbid(page, letters, end);
    may_be && !spread() && ignored() || may_begin && begins() || listed.contains(&span) || outbid()
}

/// Whether the last character before a place in the text and the next one are a word of the lists that leaves nothing of a name:
/// 部门 in 俄罗斯内务 + 部门.
fn outbid(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end < letters.len() && letters.word(end).end == end + 1 && across(page, letters.at[end]).is_some()
}
