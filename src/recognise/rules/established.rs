//! The names that one place of an article establishes: those that rules found with strong evidence, the last part of a
//! foreign name, the last link of a chain. Short forms that the text tells: `introduced`; where all are found again: `known`.

use std::collections::BTreeMap;

use super::places::links::is_township;
use super::{
    Proposal,
    persons::{called, clan, repeated},
    places::{chain, counted},
};
use crate::dictionary::{Class, Cue, Hit, Kind, Role};
use crate::recognise::candidate::{Candidate, What};
use crate::recognise::letters::Letters;
use crate::recognise::listed::PlaceAt;
use crate::recognise::page::Page;
use crate::text::{Span, Tag, Words};

/// The rule's id on its mentions.
pub(super) const RULE: &str = "context.known";
/// Least points for a name to be looked for elsewhere.
pub(super) const STRONG: i32 = 12;

/// Least points of a person whose name is long and no word.
const OWN: i32 = -4;
/// Fewest characters of such a name.
const LONG: usize = 3;

/// Established names, with what established them.
pub(super) type Names<'a> = BTreeMap<&'a str, Known<'a>>;

/// What established a name.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) first: &'a Candidate,
    /// The text itself says what the form stands for: that outweighs every rule.
    pub(super) told: bool,
    /// It lacks the word for what it is: 烟店 for 烟店镇.
    pub(super) bare: bool,
}

impl<'a> Known<'a> {
    fn of(first: &'a Candidate) -> Self {
        Self { first, told: false, bare: false }
    }
}

/// A rule name with strong evidence, and the last part of a dotted one.
pub(super) fn established<'a>(
    page: &Page<'_>,
    letters: &Letters,
    candidate: &'a Candidate,
    names: &mut Names<'a>,
) {
    let (What::Made { name } | What::Part { name, .. }) = &candidate.what else { return };
    let evidence = candidate.evidence;
    // What only its surroundings tell from everyday words is none elsewhere.
    let only_there = |rule: &str| ["place.abbreviation", counted::LIST, counted::DATELINE].contains(&rule);
    let enough = evidence >= STRONG || evidence >= OWN && is_repeated(page, letters, candidate);
    if !enough || candidate.rule.is_none_or(only_there) {
        return;
    }
    names.entry(name).or_insert(Known::of(candidate));
    for part in called_by(page, candidate, name) {
        names.entry(part).or_insert(Known::of(candidate));
    }
}

/// The parts of a name by which an article goes on to call somebody.
fn called_by<'a>(page: &Page<'_>, candidate: &Candidate, name: &'a str) -> impl Iterator<Item = &'a str> {
    let person = candidate.kind == Kind::PERSON;
    let clan = if person { behind_clan(name) } else { None };
    let dotted = name.contains('·');
    let last = if dotted { behind_dot(name) } else { None };
    let first = if dotted && person { before_dot(page, name) } else { None };
    [last, first, clan].into_iter().flatten()
}

/// Whether a personal name is one that tells itself wherever it stands again: of three characters, none of them in an everyday word.
fn is_repeated(page: &Page<'_>, letters: &Letters, candidate: &Candidate) -> bool {
    let (start, end) = (letters.number(candidate.span.start), letters.number(candidate.span.end));
    let by_surname = || [repeated::RULE, called::RULE].into_iter().any(|rule| candidate.rule == Some(rule));
    let given = || letters.span(start + 1, end).of(page.text());
    let sound = |n: usize| letters.roles[n].has(Role::SOUND);
    let surname = || page.known.characters.surname(letters.chars[start]);
    end - start == LONG
        && by_surname()
        && surname().is_some_and(|surname| !surname.rare)
        && !(start + 1..end).all(sound)
        && page.known.characters.given(letters.chars[end - 1]).sort() > 0
        && !Words::shared().has(given())
        && repeated::is_person(page, letters, &Proposal { start, end, sum: 0 })
}

/// The parts of a listed person's name: 格里菲思 of 马丁·格里菲思.
pub(super) fn last_part<'a>(page: &Page<'a>, candidate: &'a Candidate, names: &mut Names<'a>) {
    if candidate.kind != Kind::PERSON || !matches!(candidate.what, What::Listed { .. }) {
        return;
    }
    for part in called_by(page, candidate, candidate.span.of(page.text())) {
        names.entry(part).or_insert(Known::of(candidate));
    }
}

/// What stands behind the last dot of a name, if it may be one.
fn behind_dot(name: &str) -> Option<&str> {
    name.rsplit_once('·').map(|(_, last)| last).filter(|last| last.chars().count() >= 2)
}

/// What stands before the only dot of a person's name, if it is no everyday word and no listed name: 颂猜 of 颂猜·翁沙瓦.
fn before_dot<'a>(page: &Page<'_>, name: &'a str) -> Option<&'a str> {
    let (first, last) = name.split_once('·')?;
    let words = Words::shared();
    let named = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Proper);
    let own = first.chars().count() >= 2 && !last.contains('·');
    let plain = words.has(first) && !named(words.tag(first));
    (own && !plain && page.known.gazetteer.find(first).is_none()).then_some(first)
}

/// The given name behind the middle of a name of Viet Nam: 秋庄 of 阮氏秋庄.
fn behind_clan(name: &str) -> Option<&str> {
    let mut chars = name.chars();
    let led = chars.next().is_some() && chars.next() == Some(clan::CLAN);
    let given = chars.as_str();
    (led && given.chars().count() == 2).then_some(given)
}

/// Fewest and most characters of the name of a township without its last.
const BARE: std::ops::RangeInclusive<usize> = 2..=3;

/// What a township or village is called without the word for it, if that is no everyday word: 烟店 of 临清市烟店镇.
pub(super) fn bare<'a>(page: &Page<'a>, out: &'a [Candidate], names: &mut Names<'a>) {
    let small = Class::TOWNSHIP.with(Class::VILLAGE);
    for place in out.iter().filter(|c| c.open() && c.kind == Kind::PLACE) {
        // What listed counties are called is listed too; 乐会县 is one of old.
        let made = matches!(place.what, What::Made { .. });
        let sorts = if made { small.with(Class::FULL_FIRST).with(Class::FULL_SECOND) } else { small };
        let Some(last) = page.before(place.span.end).filter(|&c| page.class(c).has(sorts)) else { continue };
        let end = place.span.end - last.len_utf8() as u32;
        // The last link of a chain begins where the word before it ends in a level.
        let text = Span::new(place.span.start, end).of(page.text());
        let level = |c: char| page.class(c).has(Class::LEVEL.with(small));
        let core = text.rsplit_once(level).map_or(text, |(_, core)| core);
        let (words, count) = (Words::shared(), core.chars().count());
        let everyday = || words.has(core) && !matches!(words.tag(core), Tag::Place | Tag::Person | Tag::None);
        let ignored = || page.is_never(core, &Kind::PLACE);
        if BARE.contains(&count) && !everyday() && !ignored() {
            names.entry(core).or_insert(Known { first: place, told: false, bare: true });
        }
    }
}

/// Whether a stretch is no more than a word that ends the names of places.
fn is_suffix(page: &Page<'_>, span: Span) -> bool {
    let ends_names =
        |hit: &Hit| page.form(hit.form).cues.iter().any(|cue| matches!(cue, Cue::PlaceSuffix(_)));
    page.hits_at(span.start).iter().any(|hit| hit.span == span && ends_names(hit))
}

/// The last link of a chain: 石月亮乡 of 福贡县石月亮乡.
pub(super) fn townships<'a>(
    page: &Page<'a>,
    places: &[PlaceAt],
    out: &'a [Candidate],
    names: &mut Names<'a>,
) {
    let chains = out.iter().filter(|c| c.open() && c.rule == Some(chain::RULE));
    for chain in chains {
        // Places stand in the order of their starts.
        let from = places.partition_point(|p| p.span.start < chain.span.start);
        let inner = places[from..].iter().take_while(|p| p.span.start == chain.span.start);
        let inner = inner.filter(|p| p.span.end < chain.span.end);
        let Some(end) = inner.map(|p| p.span.end).max() else { continue };
        let link = Span::new(end, chain.span.end);
        let last = link.of(page.text());
        // 藏北高原 + 自然保护区 is no place alone, nor 衡水湖 + 旅游景区.
        let named = last.chars().count() >= 3 && !Words::shared().has(last) && !is_suffix(page, link);
        if named && is_township(page, link) {
            names.entry(last).or_insert(Known::of(chain));
            let town = |c: char| page.class(c).has(Class::TOWNSHIP);
            let village = last.split_once(town).map_or("", |(_, village)| village);
            if village.chars().count() >= 3 {
                names.entry(village).or_insert(Known::of(chain));
            }
        }
    }
}
