//! Works that bear the name of where they are done, listed or found (东江灌区 + 续建配套与现代化改造工程), or what they yield
//! (年产8万吨竹浆纤维项目). Those right behind a listed place: `programme`.

use rustc_hash::FxHashMap;

use super::heads::{doing, has_role, head_at, role_ends, undertakes};
use super::undertaken;
use crate::dictionary::{HeadRole, Kind, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, places::township, stops};
use crate::text::{Span, Tag};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "programme.works";
/// What such works are worth, so that they win over their place.
const POINTS: i32 = 10;
/// Most and fewest characters between the place and the head.
const LONGEST: usize = 22;
const SHORTEST: usize = 2;

/// Where the longest place begins that ends at each character.
type Places = FxHashMap<usize, usize>;

/// Proposals for works of a place, and for projects of a yield.
pub(in crate::recognise::rules) fn programmes(
    page: &Page<'_>,
    letters: &Letters,
    out: &[Candidate],
) -> Vec<Proposal> {
    let sort = HeadRole::PLACED.with(HeadRole::PROJECT);
    let heads: Vec<Span> =
        letters.hits(Use::HEAD).iter().filter(|hit| has_role(page, hit, sort)).map(|hit| hit.span).collect();
    if heads.is_empty() {
        return Vec::new();
    }
    let places = places(letters, out);
    let works = heads.into_iter().filter_map(|span| {
        let (head, end) = (letters.number(span.start), letters.number(span.end));
        let start = start(page, letters, &places, (head, end)).filter(|_| ends(page, letters, end))?;
        let whole =
            !undertaken::listed(page, letters, (start, end)) && !letters.chars[..start].ends_with(&['《']);
        whole.then_some(Proposal { start, end, sum: POINTS })
    });
    works.collect()
}

/// The places that may stand before works.
fn places(letters: &Letters, out: &[Candidate]) -> Places {
    let mut places = Places::default();
    for c in out.iter().filter(|c| c.open() && c.kind == Kind::PLACE && c.score > 0) {
        let (start, end) = (letters.number(c.span.start), letters.number(c.span.end));
        let longest = places.entry(end).or_insert(start);
        *longest = start.min(*longest);
    }
    places
}

/// Whether works are whole at a character.
fn ends(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    end >= letters.len()
        || letters.chars[end] != '》'
            && letters.border(end)
            && (!letters.letter(end) || head_at(page, letters, end).is_none())
}

/// Where works begin: at their place, or at what they yield and the place before that.
fn start(page: &Page<'_>, letters: &Letters, places: &Places, (head, end): (usize, usize)) -> Option<usize> {
    let placed = role_ends(page, letters.span(head, end), HeadRole::PLACED).is_some();
    let mut at = head;
    while head - at <= LONGEST {
        let inside = page.space_at(letters.at[at]) || !page.normal.gaps_at(letters.at[at]).is_empty();
        if let Some(&place) = places.get(&at).filter(|&&place| place + 1 < at && !inside) {
            let own = placed && head - at >= SHORTEST;
            return own.then(|| township::outermost(page, letters, place));
        }
        let word = letters.word(at.checked_sub(1).filter(|_| !inside)?);
        if is_yield(letters, &word) {
            return Some(places.get(&word.start).copied().unwrap_or(word.start))
                .filter(|_| head - at >= SHORTEST);
        }
        if word.end > at || !part(page, letters, &word) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Whether a word says that so much is made in a year: 年产 + 8万吨….
fn is_yield(letters: &Letters, word: &Word) -> bool {
    letters.chars[word.start..word.end] == ['年', '产']
}

/// Whether a word may stand between the place and the head: no verb of doing, no word of grammar but 与.
fn part(page: &Page<'_>, letters: &Letters, word: &Word) -> bool {
    let (first, last) = (letters.chars[word.start], letters.chars[word.end - 1]);
    match word.tag {
        Tag::Grammar if word.end - word.start == 1 => "与和及".contains(last),
        Tag::Grammar => false,
        // 西藏 + 最大 + 水利枢纽工程, 中国 + 第一个 + …: one of a sort.
        _ => {
            !"最第".contains(first)
                && (letters.letter(word.start) || ".—-～".contains(last))
                && (word.tag != Tag::Verb || word.end - word.start > 1)
                && !stops::in_no_body(page, word)
                && !undertakes(page, letters, word)
                && !doing(page, letters, word.start)
        }
    }
}
