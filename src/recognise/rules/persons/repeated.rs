//! Names of persons and villages that an article repeats: what weak signs beside each of them say, they say together. 龙金妹 of
//! 龙金妹的锤子 and 龙金妹和同事 is one person, though neither would do alone.

use rustc_hash::FxHashMap;

use crate::dictionary::{Class, Cue, Hit, Kind, PlaceClass, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, Rule, THRESHOLD, context};
use crate::text::{Gap, Tag, Words};

/// The rules whose names are counted together.
pub(in crate::recognise::rules) const RULE: &str = "person.surname";
/// The sort of the surnames that are no everyday words.
const COMMON: usize = 0;
pub(in crate::recognise::rules) const PLACES: &str = "place.suffix";
/// Points of a place that is repeated at most: a chain that it ends is stronger.
const ENOUGH: i32 = 4;
/// How far below the threshold a name may be to count.
pub(in crate::recognise::rules) const NEAR: i32 = 20;

/// What the rules propose, each with its proposals.
type Found<'a> = [(&'a Rule, Vec<Proposal>)];

/// Raises the persons that stand twice, or more, with signs that are enough together. `own` holds the points of each proposal of
/// the rule without what stands beside it.
pub(in crate::recognise::rules) fn raise(
    page: &Page<'_>,
    letters: &Letters,
    found: &mut Found<'_>,
    own: &[i32],
) {
    let name = |p: &Proposal| letters.span(p.start, p.end).of(page.text());
    let is_place = |rule: &Rule| rule.id == PLACES;
    let Some((number, together)) = gather(page, letters, found, (RULE, own), is_place) else { return };
    for person in found[number].1.iter_mut().filter(|p| is_person(page, letters, p)) {
        let sum = together.get(name(person)).map(Together::sum);
        person.sum = person.sum.max(sum.unwrap_or(person.sum));
    }
}

/// Raises places likewise, but those that persons are called.
pub(in crate::recognise::rules) fn raise_places(
    page: &Page<'_>,
    letters: &Letters,
    found: &mut Found<'_>,
    own: &[i32],
) {
    let name = |p: &Proposal| letters.span(p.start, p.end).of(page.text());
    let is_person = |rule: &Rule| rule.kind == Kind::PERSON;
    let Some((number, together)) = gather(page, letters, found, (PLACES, own), is_person) else { return };
    for place in found[number].1.iter_mut().filter(|p| is_place(page, letters, p)) {
        let sum = together.get(name(place)).map(|together| together.sum().min(ENOUGH));
        place.sum = place.sum.max(sum.unwrap_or(place.sum));
    }
}

/// The number of a rule among all, and the signs of what it proposes twice or more: those of the name itself once, those beside it
/// once for each (independent given the name, as the points are; naive Bayes, Maron 1961). What `others` find is left out.
fn gather<'t>(
    page: &'t Page<'_>,
    letters: &Letters,
    found: &Found<'_>,
    (id, own): (&str, &[i32]),
    others: impl Fn(&Rule) -> bool,
) -> Option<(usize, FxHashMap<&'t str, Together>)> {
    let name = |p: &Proposal| letters.span(p.start, p.end).of(page.text());
    let number = found.iter().position(|(rule, _)| rule.id == id)?;
    let mut together: FxHashMap<&str, Together> = FxHashMap::default();
    for (proposal, &own) in found[number].1.iter().zip(own).filter(|(p, _)| p.sum >= THRESHOLD - NEAR) {
        let together = together.entry(name(proposal)).or_default();
        together.add(own, proposal.sum - own, neighbours(letters, proposal));
    }
    together.retain(|_, together| together.is_whole());
    if together.is_empty() {
        return None;
    }
    for (_, proposals) in found.iter().filter(|(rule, _)| others(rule)) {
        for other in proposals.iter().filter(|p| p.sum >= THRESHOLD) {
            together.remove(name(other));
        }
    }
    Some((number, together))
}

/// Whether what is repeated may be a place: no word, nothing that holds a listed place or a level, and ends as
/// villages and townships do behind lone characters or a name.
fn is_place(page: &Page<'_>, letters: &Letters, place: &Proposal) -> bool {
    let &Proposal { start, end, .. } = place;
    let span = letters.span(start, end);
    let village = page.class(letters.chars[end - 1]).has(Class::VILLAGE.with(Class::TOWNSHIP));
    let plain = |n: usize| {
        let word = letters.word(n);
        let alone = word.end - word.start == 1 && !page.class(letters.chars[n]).has(Class::LEVEL);
        alone || word.end == end - 1 && matches!(word.tag, Tag::Place | Tag::Person | Tag::Proper | Tag::None)
    };
    let listed =
        |hit: &Hit| hit.span.end <= span.end && (hit.uses.has(Use::PLACE) || hit.uses.has(Use::NAME));
    let holds =
        |n: usize| page.marks.name_starts(letters.at[n]) && page.hits_at(letters.at[n]).iter().any(listed);
    village
        && end > start + 2
        && (start..end - 1).all(plain)
        && !Words::shared().has(span.of(page.text()))
        && !page.quote_at(span.start, Gap::Open)
        && !(start..end).any(holds)
}

/// Whether what is repeated may be a person: no word (熊猫, 余震), no rare surname before one (改 + 作风, 惠 + 民生), no side of a
/// deal (莫方, 沙方 + 愿), no surname and a title (邹老师), no listed name (阳朔), nothing that quotation marks set apart
/// (台风“海燕”), no part of a name with a dot.
pub(in crate::recognise::rules) fn is_person(page: &Page<'_>, letters: &Letters, name: &Proposal) -> bool {
    let (span, given) = (letters.span(name.start, name.end), letters.span(name.start + 1, name.end));
    let (words, rules) = (Words::shared(), &page.known.dictionary.rules);
    let common = || {
        page.known
            .characters
            .surname(letters.chars[name.start])
            .is_some_and(|surname| surname.sort() == COMMON)
    };
    let everyday = |text: &str| matches!(words.tag(text), Tag::Noun | Tag::Verb | Tag::VerbalNoun);
    let clause = || name.end > name.start + 2 && !common() && everyday(given.of(page.text()));
    let frame = |end: usize| rules.frames.contains_key(letters.span(name.start + 1, end).of(page.text()));
    let state = rules.abbreviations.contains_key(&letters.chars[name.start]);
    let side = || frame(name.end) || frame(name.start + 2);
    let listed = |hit: &Hit| hit.span == span && (hit.uses.has(Use::NAME) || hit.uses.has(Use::PLACE));
    let joined = page.before(span.start) == Some('·') || page.after(span.end) == Some('·');
    let quoted = page.quote_at(span.start, Gap::Open) || page.quote_at(span.end, Gap::Close);
    let none = words.has(span.of(page.text()))
        || clause()
        || state && side()
        || joined
        || quoted
        || context::is_title(page, letters, (name.start + 1, name.end))
        || ends_otherwise(page, letters, name.end)
        || goes_on(page, letters, name)
        || page.hits_at(span.start).iter().any(listed);
    !none
}

/// Whether the last character is a verb or a word of grammar behind a shorter name: 王毅 + 说, 赵刚 + 们.
fn goes_on(page: &Page<'_>, letters: &Letters, name: &Proposal) -> bool {
    let last = letters.chars[name.end - 1];
    let loose = matches!(Words::shared().tag_of(last), Tag::Verb | Tag::Grammar | Tag::Measure);
    name.end > name.start + 2 && loose && page.known.characters.given(last).sort() == 0
}

/// Whether the last character is that of places or ships: 曹家巷, 岳阳舰. Waters and mountains name people too.
pub(super) fn ends_otherwise(page: &Page<'_>, letters: &Letters, end: usize) -> bool {
    let last = letters.span(end - 1, end);
    let place = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if suffix.class != PlaceClass::Natural);
    let hit = page.cue_at(last.start, |cue| place(cue).then_some(()));
    hit.is_some_and(|(hit, ())| hit.span == last) || page.signs().has(Sign::Vessel, last.of(page.text()))
}

/// The letters that stand right beside a name.
fn neighbours(letters: &Letters, name: &Proposal) -> [Option<char>; 2] {
    [name.start.checked_sub(1), Some(name.end)]
        .map(|n| n.filter(|&n| letters.letter(n)).and_then(|n| letters.char(n)))
}

/// The signs of names that are written alike.
#[derive(Default)]
struct Together {
    count: usize,
    own: i32,
    beside: i32,
    /// The letters to the left and to the right, as long as all have the same.
    same: [Option<char>; 2],
}

impl Together {
    fn add(&mut self, own: i32, beside: i32, neighbours: [Option<char>; 2]) {
        let first = self.count == 0;
        self.own = if first { own } else { self.own.min(own) };
        for (same, c) in self.same.iter_mut().zip(neighbours) {
            *same = if first { c } else { same.filter(|_| *same == c) };
        }
        self.count += 1;
        self.beside += beside;
    }

    /// Whether it ends and begins where names do: 王洪 before 发 each time is none, nor 雪敏 behind 向.
    fn is_whole(&self) -> bool {
        self.count > 1 && self.same == [None; 2]
    }

    fn sum(&self) -> i32 {
        self.own + self.beside
    }
}
