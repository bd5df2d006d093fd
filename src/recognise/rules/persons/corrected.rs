//! Names that a paper puts right: “鲁泾”应为“鲁经”, “官学义”系“宫学义”之误. Both have the shape of a name and differ in one
//! character.

use crate::dictionary::{Kind, Role, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Proposal;
use crate::text::{Gap, Tag, Words, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.corrected";
/// Points of such a name.
const POINTS: i32 = 25;
/// Fewest and most characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// Bytes of the longest word between the two.
const WORD: u32 = 12;

/// Proposals for what stands in quotation marks on both sides of a word that puts the first right.
pub(in crate::recognise::rules) fn names(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = Vec::new();
    let mut last = [(0, Gap::Space); 4];
    let marks = page.normal.gaps().iter().filter(|(_, gap)| matches!(gap, Gap::Open | Gap::Close));
    for &mark in marks {
        last.rotate_left(1);
        last[3] = mark;
        let [(wrong, Gap::Open), (end, Gap::Close), (right, Gap::Open), (to, Gap::Close)] = last else {
            continue;
        };
        let corrects = || page.signs().has(Sign::Corrects, &page.text()[end as usize..right as usize]);
        if end < right && right - end <= WORD && corrects() {
            let pair =
                [(wrong, end), (right, to)].map(|(start, end)| (letters.number(start), letters.number(end)));
            if are_alike(letters, pair) && pair.into_iter().all(|name| is_shaped(page, letters, name)) {
                found.extend(pair.map(|(start, end)| Proposal { start, end, sum: POINTS }));
            }
        }
    }
    found
}

/// Whether two stretches differ in one character.
fn are_alike(letters: &Letters, [wrong, right]: [(usize, usize); 2]) -> bool {
    let [wrong, right] = [wrong, right].map(|(start, end)| &letters.chars[start..end]);
    wrong.len() == right.len() && wrong.iter().zip(right).filter(|(one, other)| one != other).count() == 1
}

/// Whether a surname begins a stretch, and it is no word and ends as no place and no body does.
fn is_shaped(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let span = letters.span(start, end);
    let text = span.of(page.text());
    let word = || Words::shared().has(text) && Words::shared().tag(text) != Tag::Person;
    NAME.contains(&(end - start))
        && letters.roles[start].has(Role::BEGINS_SURNAME)
        && letters.chars[start..end].iter().all(|&c| is_han(c))
        && !page.marks.place_ends(span.end)
        && !page.marks.body_ends(span.end)
        && !word()
        && !page.is_never(text, &Kind::PERSON)
}
