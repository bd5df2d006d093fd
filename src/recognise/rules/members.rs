//! Members of a list that says what they are: 高通、英特尔和亚马逊等公司 are bodies, 拉卡、哈马等地 places, whatever they sound like.

use rustc_hash::FxHashMap;

use crate::dictionary::{Class, Kind, Role, Sign};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::{Span, Tag};

/// Most members of a list, and most characters of one.
const MOST: usize = 12;
const LONGEST: usize = 12;

/// Gives persons that rules found in such lists the kind that the list says.
pub(super) fn kinds(page: &Page<'_>, letters: &Letters, out: &mut [Candidate]) {
    let mut told: FxHashMap<Span, Kind> = FxHashMap::default();
    for (end, kind) in letters.all::<'等'>().filter_map(|at| Some((at, listed(page, letters, at)?))) {
        for span in members(page, letters, end) {
            told.insert(span, kind.clone());
        }
    }
    if told.is_empty() {
        return;
    }
    let persons = out.iter_mut().filter(|c| c.open() && c.kind == Kind::PERSON);
    for person in persons.filter(|c| matches!(c.what, What::Made { .. })) {
        if let Some(kind) = told.get(&person.span) {
            person.kind = kind.clone();
        }
    }
}

/// What the members of the list before 等 are: 等公司, 等4家企业, 等地, but not 等公司员工.
fn listed(page: &Page<'_>, letters: &Letters, others: usize) -> Option<Kind> {
    let number = |n: &usize| letters.roles[*n].has(Role::NUMBER);
    let counted = (others + 1..letters.len()).take_while(number).count();
    let says = |sign: Sign, at: usize| at < letters.len() && says(page, letters, sign, at);
    // What is counted stands behind the measure word (等4家企业) or in its place (等三国).
    let told =
        |sign: Sign| says(sign, others + 1 + counted) || counted > 0 && says(sign, others + 2 + counted);
    let kinds = [(Sign::Firms, Kind::ORGANISATION), (Sign::Regions, Kind::PLACE)];
    kinds.into_iter().find(|(sign, _)| told(*sign)).map(|(_, kind)| kind)
}

/// Whether a word that tells something starts at a character, and no noun goes on from it.
fn says(page: &Page<'_>, letters: &Letters, sign: Sign, at: usize) -> bool {
    let word = letters.word(at);
    let next =
        (word.end < letters.len() && !page.space_at(letters.at[word.end])).then(|| letters.word(word.end));
    let ends =
        |next: &Word| !letters.letter(next.start) || matches!(next.tag, Tag::Verb | Tag::Grammar | Tag::Side);
    word.start == at
        && page.signs().has(sign, letters.span(at, word.end).of(page.text()))
        && next.as_ref().is_none_or(ends)
}

/// The members of the list that ends at a character, two or more: between marks and conjunctions, the first of any length.
fn members(page: &Page<'_>, letters: &Letters, mut end: usize) -> Vec<Span> {
    let mark = |n: &usize| letters.chars[*n] == '、' || page.class(letters.chars[*n]).has(Class::JOINT);
    let mut found = Vec::new();
    while found.len() < MOST {
        let least = end.saturating_sub(LONGEST);
        let Some(before) = (least..end).rev().take_while(|&n| letters.letter(n) || mark(&n)).find(mark)
        else {
            break;
        };
        found.push(letters.span(before + 1, end));
        end = before;
    }
    if !found.is_empty() {
        found.extend(
            (end.saturating_sub(LONGEST)..end.saturating_sub(1)).map(|start| letters.span(start, end)),
        );
    }
    found
}
