//! Programmes with a short head of their own that somebody carries out: 实施 + 工业强省战略. The core must say something
//! definite, and nothing may follow that the head only modifies. Longer heads, contests and awards: `programme`.

use rustc_hash::FxHashSet;

use super::heads::{has_role, undertakes};
use crate::dictionary::{HeadRole, Hit, Kind, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Tag, is_han};

/// Most words of a core.
const WORDS: usize = 8;
/// Least characters of a core.
const SHORTEST: usize = 4;
/// Most characters of a listed programme that is looked for before a list mark.
const LISTED: usize = 16;

/// Proposals for programmes that are carried out, and for those that follow one in a list.
pub(in crate::recognise::rules) fn programmes(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let short = |hit: &&Hit| has_role(page, hit, HeadRole::UNDERTAKEN);
    let mut ends = FxHashSet::default();
    let mut found = Vec::new();
    for hit in letters.hits(Use::HEAD).iter().filter(short) {
        let (head, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        if !letters.border(end) || !closes(letters, end) {
            continue;
        }
        let Some(start) = core(page, letters, head, &ends) else { continue };
        if !listed(page, letters, (start, end)) {
            ends.insert(end);
            found.push(Proposal { start, end, sum: 0 });
        }
    }
    found
}

/// Whether nothing that the head modifies follows: 全面战略 + 合作伙伴.
fn closes(letters: &Letters, end: usize) -> bool {
    end >= letters.len() || !letters.letter(end) || letters.word(end).tag == Tag::Grammar
}

/// Where the core before a head begins.
fn core(page: &Page<'_>, letters: &Letters, head: usize, ends: &FxHashSet<usize>) -> Option<usize> {
    let mut at = head;
    for _ in 0..=WORDS {
        if page.space_at(letters.at[at]) || !page.normal.gaps_at(letters.at[at]).is_empty() {
            return None;
        }
        let word = letters.word(at.checked_sub(1)?);
        if word.end > head {
            return None;
        }
        if undertakes(page, letters, &word) || follows(page, letters, at, ends) {
            return definite(page, letters, at, head).then_some(at);
        }
        if !part(letters, &word) {
            return None;
        }
        at = word.start;
    }
    None
}

/// Whether a list mark stands before a character, and another programme before that: 乡村振兴战略和….
fn follows(page: &Page<'_>, letters: &Letters, at: usize, ends: &FxHashSet<usize>) -> bool {
    let Some(before) = at.checked_sub(2) else { return false };
    matches!(letters.chars[at - 1], '、' | '和' | '与' | '及')
        && (ends.contains(&(at - 1)) || listed(page, letters, (before.saturating_sub(LISTED), at - 1)))
}

/// Whether a word may stand in a core.
fn part(letters: &Letters, word: &Word) -> bool {
    let fits = match word.tag {
        Tag::Verb => word.end - word.start == 2,
        Tag::Grammar | Tag::Number | Tag::Measure | Tag::Latin | Tag::Phrase | Tag::Body => false,
        _ => true,
    };
    fits && (word.start..word.end).all(|n| letters.letter(n) && is_han(letters.chars[n]))
}

/// Whether a core says more than that there is a programme: it begins with a noun, and not every word is a common one.
fn definite(page: &Page<'_>, letters: &Letters, start: usize, head: usize) -> bool {
    let first = letters.word(start);
    let rules = &page.known.dictionary.rules;
    let text = |start: usize, end: usize| letters.span(start, end).of(page.text());
    let common = |word: &Word| rules.not_programmes.contains(text(word.start, word.end));
    // 俄方发展战略 is whatever strategy that side has.
    let side = |word: &Word| word.end == start + 2 && rules.frames.contains_key(text(word.start, word.end));
    let mut words = Vec::new();
    let mut at = start;
    while at < head {
        words.push(letters.word(at));
        at = letters.word(at).end;
    }
    head >= start + SHORTEST
        && !matches!(first.tag, Tag::Verb | Tag::Modifier | Tag::Adjective | Tag::Time)
        && !words.iter().all(common)
        && !words.iter().any(side)
        && !rules.not_programmes.contains(text(start, head))
}

/// Whether a listed programme begins in a stretch and ends with it: what else stands in a core is not its name.
pub(super) fn listed(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let (from, to) = (letters.at[start], letters.at[end]);
    let near = page.hits_from(from).iter().take_while(|hit| hit.span.start < to);
    near.filter(|hit| hit.span.end == to).any(|hit| page.names(hit.form, &Kind::PROGRAMME))
}
