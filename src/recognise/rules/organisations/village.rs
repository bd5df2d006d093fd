//! Bodies of villages that no list has and that stand alone, whatever word the village's name is: 落水洞村 + 党总支, 拉扎寨 + 党支部. Those
//! of listed places, townships and communities: `branch`, `placed`, `community`.

use rustc_hash::FxHashSet;

use super::{item, placed, whole::Whole};
use crate::dictionary::{Class, Kind, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, first_by_end, stops};
use crate::text::{Tag, is_han};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.village", points: 10, beyond: 8 };
/// Characters of a village's name before what ends it.
const CORE: std::ops::RangeInclusive<usize> = 2..=4;

/// Pushes such bodies.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let (mut known, mut places, mut found) = (None, None, Vec::new());
    for hit in letters.hits(Use::BODY_SUFFIX) {
        let (form, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
        let hamlet = |n: usize| page.signs().has(Sign::Hamlet, letters.span(n, n + 1).of(page.text()));
        let party = || matches!(letters.chars[form], '党' | '村' | '支' | '团');
        let Some(last) = form.checked_sub(1).filter(|&n| party() && hamlet(n) && letters.border(end)) else {
            continue;
        };
        if item::suffix(page, hit).is_none()
            || stops::is_party_title(page, letters, (form, end)) && !placed::is_over(page, letters, end)
        {
            continue;
        }
        let known = known.get_or_insert_with(|| villages(page, out));
        let starts = || CORE.rev().filter_map(|core| last.checked_sub(core));
        let text = |start: usize| letters.span(start, form).of(page.text());
        let told = |&start: &usize| known.contains(text(start));
        let new = |&start: &usize| begins(page, letters, start) && is_name(page, letters, (start, last));
        let Some(start) = starts().find(told).or_else(|| starts().find(new)) else { continue };
        let span = letters.span(start, end);
        let places = places.get_or_insert_with(|| first_by_end(out, |c| c.open() && c.kind == Kind::PLACE));
        // 花垣县 + 十八洞村党支部 is one body.
        let inside = page.marks.name_ends(span.start)
            || places.contains_key(&span.start)
            || places.get(&letters.at[form]).is_some_and(|&first| first < span.start);
        if !inside && !listed.contains(&span) && !page.space_inside(span) {
            found.push(RULE.body(page, letters, (start, end)));
        }
    }
    out.append(&mut found);
}

/// The names of the places that were found, and what stands behind the township in them: 漭水镇 + 落水洞村.
fn villages<'t>(page: &Page<'t>, out: &[Candidate]) -> FxHashSet<&'t str> {
    let places = out.iter().filter(|c| c.open() && c.kind == Kind::PLACE);
    let names = |place: &Candidate| {
        let text = place.span.of(page.text());
        let before = text.char_indices().rev().skip(1);
        let mut township =
            before.filter(|&(_, c)| page.class(c).has(Class::TOWNSHIP)).map(|(at, c)| at + c.len_utf8());
        [text, &text[township.next().unwrap_or(0)..]]
    };
    places.flat_map(names).collect()
}

/// Whether a name may begin at a character: behind a mark, a gap, a place, a verb or a word of grammar.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let word = letters.word(before);
    let leads = word.end == start && matches!(word.tag, Tag::Grammar | Tag::Verb);
    !letters.letter(before) || page.space_at(letters.at[start]) || leads
}

/// Whether a stretch may name a village: lone characters or names, no everyday word alone, nothing that counts or points.
fn is_name(page: &Page<'_>, letters: &Letters, (start, last): (usize, usize)) -> bool {
    let none = Class::POINTER.with(Class::LEVEL).with(Class::DIVISION).with(Class::JOINT);
    // 落水 + 洞.
    let lone = |n: usize| letters.word(n).end == letters.word(n).start + 1;
    let torn = lone(last - 1) && !matches!(letters.word(last - 1).tag, Tag::Verb | Tag::Grammar);
    let text = letters.span(start, last + 1).of(page.text());
    let led =
        page.signs().has(Sign::LeadsToOrgan, letters.span(start, letters.word(start).end).of(page.text()));
    let generic = page.is_never(text, &Kind::PLACE);
    let everyday = |n: usize| {
        let word = letters.word(n);
        let long = word.end > word.start + 1;
        match word.tag {
            Tag::Grammar | Tag::Number | Tag::Measure | Tag::Time | Tag::Phrase | Tag::Modifier => true,
            Tag::Verb | Tag::VerbalNoun => long && !torn,
            _ => false,
        }
    };
    let own = |n: usize| {
        let word = letters.word(n);
        word.end == word.start + 1 || matches!(word.tag, Tag::Place | Tag::Person | Tag::None | Tag::Proper)
    };
    !generic
        && !led
        && letters.border(start)
        && (start..last)
            .all(|n| is_han(letters.chars[n]) && !page.class(letters.chars[n]).has(none) && !everyday(n))
        && (start..last).any(own)
        && !(last == start + 2 && letters.chars[start] == '驻')
}
