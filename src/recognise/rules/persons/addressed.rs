//! Persons who are called by their surname and a title, where the article has one person of that surname alone: 丁大年, then 丁 in
//! 丁师傅.

use rustc_hash::FxHashMap;

use crate::dictionary::{Kind, Role, Sign, Use};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::context;
use crate::recognise::rules::established::RULE;
use crate::text::{Span, Tag};

/// What such a surname is worth.
const SCORE: i32 = 10;
/// Most characters of the name that it stands for: a longer one is no Chinese one.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// Pushes the surnames before titles that stand for the only person of the article who bears them.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    // Titles are rarer than the characters that begin surnames.
    let titles = letters.hits(Use::TITLE_AFTER).iter();
    let before = titles.filter_map(|hit| letters.number(hit.span.start).checked_sub(1));
    let mut called: Vec<usize> = before
        .filter(|&n| {
            page.role(letters.chars[n]).has(Role::BEGINS_SURNAME)
                && letters.letter(n + 1)
                && is_called(page, letters, n)
        })
        .collect();
    called.dedup();
    doubles(page, letters, out);
    if called.is_empty() {
        return;
    }
    let bearers = bearers(page, letters, out);
    let taken: Vec<Span> = out.iter().filter(|c| c.open()).map(|c| c.span).collect();
    for n in called {
        let span = letters.span(n, n + 1);
        let Some(Some(bearer)) = bearers.get(&letters.chars[n]) else { continue };
        // Who is called so before anybody of the name has been named may be another.
        if bearer.span.start < span.start && !taken.iter().any(|other| other.overlaps(span)) {
            let what = What::Known(Box::new(bearer.clone()));
            out.push(Candidate::new(span, Kind::PERSON, what).by_rule(RULE).scored(SCORE));
        }
    }
}

/// What a surname of two characters is worth, so that it is no place of the same name.
const DOUBLE: i32 = 24;

/// Pushes the surnames of two characters before words of address that stand for a person of the article: 濮阳 + 先生.
fn doubles(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let titles = letters.hits(Use::TITLE_AFTER).iter();
    let before = titles.filter_map(|hit| letters.number(hit.span.start).checked_sub(2));
    let surname = |n: usize| {
        letters.roles[n].has(Role::DOUBLE)
            && letters.roles[n + 1].has(Role::DOUBLE_SECOND)
            && context::address_starts(page, letters.at[n + 2])
            && page.known.dictionary.rules.surnames.contains_key(letters.span(n, n + 2).of(page.text()))
    };
    let mut called: Vec<Span> = before.filter(|&n| surname(n)).map(|n| letters.span(n, n + 2)).collect();
    called.dedup();
    for span in called {
        let text = span.of(page.text());
        let bears = |c: &&Candidate| {
            let name = c.span.of(page.text());
            c.open()
                && c.kind == Kind::PERSON
                && c.span.start < span.start
                && name.len() > text.len()
                && name.starts_with(text)
        };
        if let Some(bearer) = out.iter().find(bears) {
            let what = What::Known(Box::new(bearer.clone()));
            out.push(Candidate::new(span, Kind::PERSON, what).by_rule(RULE).scored(DOUBLE));
        }
    }
}

/// Whether a surname stands alone before a title at a character.
fn is_called(page: &Page<'_>, letters: &Letters, n: usize) -> bool {
    let word = letters.word(n);
    word.start == n
        && word.end == n + 1
        && word.tag != Tag::Grammar
        && context::address_starts(page, letters.at[n + 1])
        && !page.space_at(letters.at[n + 1])
        && !page.signs().begin(Sign::Several, &page.text()[letters.at[n + 1] as usize..])
        && page.known.characters.surname(letters.chars[n]).is_some()
}

/// The persons of the article by their surnames; none where two share one.
fn bearers(page: &Page<'_>, letters: &Letters, out: &[Candidate]) -> FxHashMap<char, Option<Candidate>> {
    let mut found: FxHashMap<char, Option<Candidate>> = FxHashMap::default();
    let persons = out.iter().filter(|c| c.open() && c.kind == Kind::PERSON);
    for person in persons {
        let (start, end) = (letters.number(person.span.start), letters.number(person.span.end));
        if !NAME.contains(&(end - start)) {
            continue;
        }
        let same = |other: &Candidate| other.span.of(page.text()) == person.span.of(page.text());
        let bearer = found.entry(letters.chars[start]).or_insert_with(|| Some(person.clone()));
        match bearer {
            Some(first) if !same(first) => *bearer = None,
            Some(first) if person.span.start < first.span.start => first.span = person.span,
            _ => {}
        }
    }
    found
}
