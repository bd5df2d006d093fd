//! Bands and stations that bear a quoted name: “启明星”青年突击队, “启明星”科学社.

use super::{Proposal, founded, quotes, stops};
use crate::dictionary::{Class, Sign};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag, Words};

/// The rule's id on its mentions.
pub(super) const RULE: &str = "organisation.banded";
/// Points of such a body: it is found in the whole article.
const POINTS: i32 = 20;
/// Fewest and most characters of the quoted name, and most behind it.
const NAME: std::ops::RangeInclusive<usize> = 2..=8;
const REACH: usize = 12;

/// Proposals for the bodies whose quoted name stands before what they are.
pub(super) fn bodies(page: &Page<'_>, letters: &Letters) -> Vec<Proposal> {
    let mut found = quotes::quotes(page, letters);
    found.retain(|&stretch| is_name(page, letters, stretch));
    let body = |(start, close)| Some(Proposal { start, end: end(page, letters, close)?, sum: POINTS });
    found.into_iter().filter_map(body).collect()
}

/// Whether a quoted stretch may be a name: letters, no listed programme, and nothing that counts stands before it.
fn is_name(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let counted = |before: usize| {
        let tag = letters.word(before).tag;
        matches!(tag, Tag::Number | Tag::Measure) || page.class(letters.chars[before]).has(Class::POINTER)
    };
    NAME.contains(&(end - start))
        && page.quote_at(letters.at[start], Gap::Open)
        && (start..end).all(|n| letters.letter(n))
        && !start.checked_sub(1).is_some_and(counted)
        && !page.marks.name_ends(letters.at[start])
        && !stops::ends_body(page, letters, start)
        && !stops::ends_body(page, letters, end)
        && !founded::begins_programme(page, letters, (start, end))
        && !matches!(letters.word(start).tag, Tag::Number | Tag::Measure | Tag::Time)
        && !is_quality(page, letters, (start, end))
}

/// Whether a quoted word tells of what sort a band is: “一站式”服务站, “党员”突击队.
fn is_quality(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let text = letters.span(start, end).of(page.text());
    let sort = page.class(letters.chars[end - 1]).has(Class::SORT.with(Class::TRADE));
    let everyday = matches!(
        Words::shared().tag(text),
        Tag::Noun | Tag::Adjective | Tag::Modifier | Tag::VerbalNoun | Tag::Side
    );
    sort || page.signs().end(Sign::Quality, text) || Words::shared().has(text) && everyday
}

/// The end of the nouns behind a closing mark that end in the word for a band.
fn end(page: &Page<'_>, letters: &Letters, close: usize) -> Option<usize> {
    let mut at = close;
    let mut found = None;
    while at < letters.len() && at - close < REACH && letters.letter(at) && !page.space_at(letters.at[at]) {
        let word = letters.word(at);
        let noun = matches!(
            word.tag,
            Tag::Noun
                | Tag::VerbalNoun
                | Tag::Verb
                | Tag::Modifier
                | Tag::Proper
                | Tag::Place
                | Tag::Abbreviation
                | Tag::Time
        );
        let lone =
            word.end - word.start == 1 && !matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure);
        if word.start != at || !(noun || lone) || stops::in_no_body(page, &word) {
            break;
        }
        at = word.end;
        if page.signs().end(Sign::Band, letters.span(close, at).of(page.text())) {
            found = Some(at);
        }
    }
    found
}
