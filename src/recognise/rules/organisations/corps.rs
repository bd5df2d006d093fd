//! Regiments and companies by their numbers, digit by digit: 一六八团, 一六八团三连. A number that counts too (五十一团, 51团) is a name where
//! the article speaks of the corps that has them, and there 团纪委 and the like are bodies too.

use super::{item, placed, whole::Whole};
use crate::dictionary::{Hit, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Listed, stops};
use crate::text::{Tag, is_numeral};

/// The rule: its id, its points and what a body is worth beyond its length.
const RULE: Whole = Whole { rule: "organisation.corps", points: 20, beyond: 8 };
/// Digits of a number that counts nothing.
const DIGITS: usize = 3;
/// Most characters of the number of a regiment, and of a company.
const NUMBER: usize = 4;
const COMPANY: usize = 3;
/// Characters of the longest word that is no such body.
const SHORT: usize = 2;
/// Most characters of the corps before the number of a division.
const CORPS: usize = 8;
/// Most characters between the word for a regiment and the end of a body of it.
const REACH: usize = 10;

/// Pushes regiments, their companies and, where the article names one, the bodies behind the bare word.
pub(in crate::recognise::rules) fn candidates(
    page: &Page<'_>,
    letters: &Letters,
    listed: &Listed,
    out: &mut Vec<Candidate>,
) {
    let mut found = regiments(page, letters);
    let of_corps = |&(_, end): &(usize, usize)| counts_nothing(letters, end);
    if found.is_empty() || !is_of_corps(page) && !found.iter().any(of_corps) {
        return;
    }
    found.extend(bodies(page, letters));
    found.retain(|&(start, end)| !listed.contains(&letters.span(start, end)));
    out.extend(found.into_iter().map(|stretch| RULE.body(page, letters, stretch)));
}

/// Whether the article names the corps.
fn is_of_corps(page: &Page<'_>) -> bool {
    page.signs().inside(Sign::Corps, page.text())
}

/// The regiments with a number, and the companies behind them.
fn regiments(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
    let (mut found, mut last) = (Vec::new(), 0);
    if !page.text().contains('团') {
        return found;
    }
    for &digit in letters.digits.iter().filter(|&&n| is_digit(letters, n)) {
        if digit < last {
            continue;
        }
        // 一 is a word too often to be noted.
        let start = (0..digit).rev().take_while(|&n| is_digit(letters, n)).last().unwrap_or(digit);
        last = number_end(letters, start);
        if let Some(end) = regiment(page, letters, (start, last)) {
            found.push((division(page, letters, start), end));
        }
    }
    found
}

/// Where the division begins that stands before the number of a regiment, or the number: 兵团第十四师 + 二二四团.
fn division(page: &Page<'_>, letters: &Letters, start: usize) -> usize {
    let Some(rank) = start.checked_sub(1).filter(|&n| letters.chars[n] == '师') else { return start };
    let number = (0..rank).rev().take_while(|&n| is_digit(letters, n) || letters.chars[n] == '第').last();
    let Some(number) = number else { return start };
    let mut near = number.saturating_sub(CORPS)..number;
    let corps = |n: &usize| {
        let of = |hit: &Hit| {
            (hit.uses.has(Use::NAME) || hit.uses.has(Use::BODY_SUFFIX)) && hit.span.end >= letters.at[number]
        };
        page.hits_at(letters.at[*n]).iter().any(of)
    };
    near.find(corps).unwrap_or(number)
}

fn is_digit(letters: &Letters, n: usize) -> bool {
    letters.char(n).is_some_and(|c| c.is_ascii_digit() || matches!(c, '〇' | '零') || is_numeral(c))
}

fn number_end(letters: &Letters, start: usize) -> usize {
    (start..letters.len()).find(|&n| !is_digit(letters, n)).unwrap_or(letters.len())
}

/// The end of the regiment whose number stands at a stretch, its company taken along.
fn regiment(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> Option<usize> {
    let before = start.checked_sub(1).and_then(|n| letters.char(n));
    let free = !before
        .is_some_and(|c| matches!(c, '第' | '.' | '—' | '-' | '～' | '千' | '百' | '万' | '年' | '月'));
    let year = end - start == NUMBER && letters.chars[start].is_ascii_digit();
    let fits = letters.char(end) == Some('团')
        && (2..=NUMBER).contains(&(end - start))
        && free
        && !year
        && stands_alone(letters, end)
        && page.normal.gaps_inside(letters.span(start, end + 1)).is_empty();
    fits.then(|| company(letters, end + 1).unwrap_or(end + 1))
}

/// The end of the company that a number tells behind a regiment: 三连.
fn company(letters: &Letters, at: usize) -> Option<usize> {
    let end = number_end(letters, at);
    let short = end > at && end <= at + COMPANY;
    (short && letters.char(end) == Some('连') && stands_alone(letters, end)).then_some(end + 1)
}

/// Whether a word ends with a character: 八 + 团, but 团 + 结.
fn stands_alone(letters: &Letters, at: usize) -> bool {
    letters.word(at).end == at + 1
}

/// Whether a regiment ends a stretch whose number is written digit by digit, as no count is: 一六八团三连.
fn counts_nothing(letters: &Letters, end: usize) -> bool {
    let last = (end.saturating_sub(REACH)..end).rev().find(|&n| letters.chars[n] == '团');
    let digits = |last: usize| {
        let digit = |&n: &usize| {
            is_digit(letters, n) && letters.chars[n] != '十' && !letters.chars[n].is_ascii_digit()
        };
        (0..last).rev().take_while(digit).count() == DIGITS
    };
    last.is_some_and(digits)
}

/// The bodies of the regiment that the article speaks of: 团 + 纪委, 团 + 畜牧兽医工作站.
fn bodies(page: &Page<'_>, letters: &Letters) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (hit, form, end) in item::endings(letters, |end| letters.border(end)) {
        let starts = (form.saturating_sub(REACH)..form).rev();
        let Some(start) = starts.into_iter().find(|&n| letters.chars[n] == '团') else { continue };
        let own = item::suffix(page, hit).is_some()
            && begins(page, letters, start)
            // 团 + 队.
            && end > start + SHORT
            && letters.word(start).end == start + 1
            && (start + 1..form).all(|n| letters.letter(n) && item::fits(page, letters, (start, n)))
            && placed::is_over(page, letters, end)
            && !stops::is_party_title(page, letters, (form, end))
            && !page.space_inside(letters.span(start, end));
        found.extend(own.then_some((start, end)));
    }
    found
}

/// Whether the bare word for the regiment stands at a character, behind a mark, a gap or a word that leads to it.
fn begins(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let before = start.checked_sub(1);
    let leads = |n: usize| {
        let word = letters.word(n);
        word.end == start && matches!(word.tag, Tag::Grammar | Tag::Verb)
            || page.signs().has(Sign::Locates, letters.span(n, start).of(page.text()))
    };
    letters.word(start).start == start
        && before.is_none_or(|n| !letters.letter(n) || page.space_at(letters.at[start]) || leads(n))
}
