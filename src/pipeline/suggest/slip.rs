//! Which places that differ by one character from a listed name are worth a person's look.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Near;
use super::support::{Key, Support};
use crate::dictionary::{Dictionary, EntityId, Named, Slip};
use crate::recognise::{Mention, Origin};
use crate::text::{Span, Tag, Words, is_han};

/// Characters of text that are cut into words on either side.
const AROUND: usize = 8;
/// Characters from which on a name is long enough to be known by the rest of it.
const LONG: usize = 6;
/// The same where the error is at its first or last character.
const LONG_ENDS: usize = 8;
/// Mentions of a slip that need no name mentioned more often beside them.
const FEW: u64 = 2;
/// How many times more often than its slip a name is mentioned, if the slip is no rarity.
const OFTEN: u64 = 20;
/// Listed names told of one suggestion.
const TOLD: usize = 3;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place<'m> {
    /// An unlisted name that a rule found.
    Named(&'m Named),
    /// Text, or names that lie inside and do not hold the error.
    Plain,
}

/// What the recogniser made of a place; none if it read something else there.
pub(super) fn place(mentions: &[Mention], span: Span, error: Span) -> Option<Place<'_>> {
    let from = mentions.partition_point(|m| m.span.end <= span.start);
    let near = mentions[from..].iter().take_while(|m| m.span.start < span.end);
    let mut found = Place::Plain;
    for mention in near {
        let by_rule = mention.origin == Origin::Rule || mention.origin == Origin::Context;
        match &mention.entity {
            Some(named) if mention.span == span && by_rule => found = Place::Named(named),
            _ if !span.contains(mention.span) || mention.span == span => return None,
            _ if !by_rule && touches(mention.span, error) => return None,
            _ => {}
        }
    }
    Some(found)
}

fn touches(mention: Span, error: Span) -> bool {
    mention.start <= error.start && error.end <= mention.end
}

/// Whether the words around a place speak for a slip: they end where it ends, and the wrong character makes no word.
pub(super) fn fits(text: &str, slip: Slip) -> bool {
    let (start, end) = (slip.span.start as usize, slip.span.end as usize);
    let han = |&(_, c): &(usize, char)| is_han(c);
    let left = text[..start].char_indices().rev().take_while(han).take(AROUND).last();
    let from = left.map_or(start, |(at, _)| at);
    let right = text[end..].char_indices().take_while(han).nth(AROUND).map_or_else(
        || end + text[end..].char_indices().take_while(han).map(|(_, c)| c.len_utf8()).sum::<usize>(),
        |(at, _)| end + at,
    );
    let mut ends = vec![from as u32];
    let first = ends.len();
    Words::shared().cut(&text[from..right], &mut ends);
    ends[first..].iter_mut().for_each(|end| *end += from as u32);
    let is_border = |at: usize| ends.binary_search(&(at as u32)).is_ok();
    is_border(start) && is_border(end) && breaks_words(text, slip, &ends)
}

/// Whether the error leaves a character alone that words of grammar and number do not explain.
fn breaks_words(text: &str, slip: Slip, ends: &[u32]) -> bool {
    let word = |at: u32| {
        let next = ends.partition_point(|&end| end <= at);
        Span::new(ends[next - 1], ends.get(next).copied().unwrap_or(slip.span.end)).of(text)
    };
    let alone = |word: &str| word.chars().count() == 1;
    if slip.error.is_empty() {
        let at = slip.error.start;
        return slip.span.of(text).chars().count() + 1 >= LONG || alone(word(at)) || alone(word(at - 1));
    }
    let word = word(slip.error.start);
    let explained = |tag| matches!(tag, Tag::Grammar | Tag::Number | Tag::Measure | Tag::Side | Tag::Time);
    alone(word) && !explained(Words::shared().tag(word))
}

/// The listed names that a name may be a slip of, likeliest first: those of the same articles, then those mentioned most.
/// A slip is rare beside the name; of a short name it is believed in an article that holds the name too, and at its first
/// or last character only where all the rest is long (监察法 is no slip of 监察部).
pub(super) fn likely(
    key: &Key,
    support: &Support,
    listed: &HashMap<EntityId, u64>,
    dictionary: &Dictionary,
) -> Vec<Near> {
    let mut near: Vec<(u64, Near)> = Vec::new();
    for (form, neighbour) in &support.near {
        let known = neighbour.entities.iter().filter_map(|id| listed.get(id)).sum::<u64>();
        let chars = form.chars().count();
        let rare = support.mentions <= FEW || support.mentions * OFTEN <= known;
        let placed = neighbour.inside || chars >= LONG_ENDS;
        let borne_out = chars >= LONG || neighbour.together > 0;
        if rare && placed && borne_out && !dictionary.are_parted(&key.name, form) {
            let (form, entities) = (form.clone(), neighbour.entities.clone());
            near.push((known, Near { form, entities, together: neighbour.together }));
        }
    }
    near.sort_by_key(|(known, n)| (Reverse(n.together), Reverse(*known), n.form.clone()));
    near.into_iter().take(TOLD).map(|(_, near)| near).collect()
}
