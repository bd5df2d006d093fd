//! Unlisted bodies and places that end as such names end: a core, then a suffix of the word lists.
//!
//! From the suffix the words to its left are taken up one by one; every start is proposed with its evidence.

mod clues;
mod endings;
mod listed;
mod told;

use clues::{NAMING, clues};
use endings::{doubled, endings, overlapped};
use listed::{begins_listed, listed, listed_last, of_state};

use super::evidence::{Clue, Evidence};
use super::{Floor, context, laws, organisations::parties, stops};
use crate::dictionary::{Class, Cue, Names, Role, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::text::Tag;

/// What the lists say of a suffix.
#[derive(Clone, Copy, Debug)]
struct Shape {
    strength: Clue,
    class: Option<Clue>,
    /// Most characters of core.
    reach: u8,
    points: i16,
    /// Of a body that many of a sort are called by: it wants more than its state before it.
    common: bool,
    /// A word of its own that only looks like a suffix.
    never: bool,
}

/// The suffix of a possible name, in characters.
#[derive(Clone, Copy, Debug)]
struct Ending {
    start: usize,
    end: usize,
    shape: Shape,
}

/// Proposes bodies: start, end (characters), evidence.
pub(crate) fn organisations(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let endings = endings(page, letters, Use::BODY_SUFFIX, |cue| match cue {
        Cue::Suffix(suffix) => {
            let strength = match (suffix.strong, suffix.names == Names::Part) {
                (true, _) => Clue::SuffixStrong,
                (false, true) => Clue::SuffixUnit,
                (false, false) => Clue::SuffixWeak,
            };
            let common = suffix.min > 0 && !suffix.strong;
            Some(Shape {
                strength,
                class: None,
                reach: 18,
                points: suffix.points,
                common,
                never: suffix.never,
            })
        }
        _ => None,
    });
    walk_all(page, letters, &endings, floor, propose);
}

/// Proposes places.
pub(crate) fn places(
    page: &Page<'_>,
    letters: &Letters,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let endings = endings(page, letters, Use::PLACE_SUFFIX, |cue| match cue {
        Cue::PlaceSuffix(suffix) => {
            let (class, reach) = match suffix.class.as_str() {
                "division" => (Clue::ClassDivision, 6),
                "natural" => (Clue::ClassNatural, 6),
                "transport" => (Clue::ClassTransport, 8),
                "site" => (Clue::ClassSite, 12),
                _ => (Clue::ClassZone, 12),
            };
            Some(Shape {
                strength: if suffix.strong { Clue::SuffixStrong } else { Clue::SuffixWeak },
                class: Some(class),
                reach,
                points: suffix.points,
                common: class != Clue::ClassDivision,
                never: suffix.never,
            })
        }
        _ => None,
    });
    walk_all(page, letters, &endings, floor, propose);
}

/// Walks from each of the suffixes that is one.
fn walk_all(
    page: &Page<'_>,
    letters: &Letters,
    endings: &[Ending],
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    let mut evidence = Evidence::default();
    for (n, ending) in endings.iter().enumerate() {
        let behind = &endings[n + 1..];
        if !ending.shape.never
            && !doubled(page, letters, ending)
            && !overlapped(page, letters, behind, ending)
        {
            walk(page, letters, ending, floor, &mut evidence, propose);
        }
    }
}

/// Most words of core.
const MOST_WORDS: usize = 10;

fn walk(
    page: &Page<'_>,
    letters: &Letters,
    ending: &Ending,
    floor: &Floor<'_>,
    evidence: &mut Evidence,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    if stops::cut_short(page, letters, (ending.start, ending.end))
        || stops::is_crew(page, letters, ending.end)
        || stops::goes_beyond(page, letters, (ending.start, ending.end))
        || stops::is_party_title(page, letters, (ending.start, ending.end))
    {
        return;
    }
    let last = listed_last(page, letters, ending);
    let firm = is_firm(page, letters, ending);
    let mut at = ending.start;
    let mut words = [Word::default(); MOST_WORDS];
    let mut len = 0;
    let mut depth = 0;
    while at > 0 && ending.start - at < usize::from(ending.shape.reach) && len < MOST_WORDS {
        if page.space_at(letters.at[at]) {
            break;
        }
        let mut word = letters.word(at - 1);
        if len > 0
            && (stops::before_place(page, letters, &word)
                || stops::founds(page, letters, &word)
                || parties::begin(page, letters, at, firm))
        {
            break;
        }
        if !stops::takes(page, letters, &word, words[..len].last()) {
            match stops::part_of_name(page, letters, &word) {
                Some(part) => word = part,
                None => break,
            }
        }
        depth += match letters.chars[word.start] {
            '）' => 1,
            '（' => -1,
            _ => 0,
        };
        if depth < 0 {
            break;
        }
        at = word.start;
        words[len] = word;
        len += 1;
        let core = &words[..len];
        // Most of what is listed ends as its kind does.
        let listed_whole = last.is_some() && floor.is_listed(letters, (at, ending.end));
        if depth > 0 || listed_whole || never(page, letters, ending, core, last) {
            continue;
        }
        evidence.clear();
        clues(page, letters, ending, core, evidence);
        if floor.is_below(page, letters, (at, ending.end), evidence, None) {
            continue;
        }
        listed(page, letters, at, ending, last, evidence);
        if !evidence.has_any(NAMING) {
            evidence.add(Clue::Unnamed);
        }
        evidence.end_own();
        context::left(page, letters, at, evidence);
        if floor.is_below_to_the_right(page, letters, (at, ending.end), evidence, None) {
            continue;
        }
        // Looked at last: few come so far.
        let told = match ending.shape.class {
            Some(_) => told::is_told(page, letters, ending, core),
            None => told::is_graduate(page, letters, ending, at) || laws::regulate(page, letters, ending.end),
        };
        if told {
            continue;
        }
        context::right(page, letters, ending.end, evidence);
        propose(at, ending.end, evidence);
    }
}

/// Whether a suffix is a company's by law.
fn is_firm(page: &Page<'_>, letters: &Letters, ending: &Ending) -> bool {
    let legal = || parties::is_legal(page, letters.span(ending.start, ending.end).of(page.text()));
    matches!(ending.shape.strength, Clue::SuffixStrong) && ending.shape.class.is_none() && legal()
}

/// What no name does, whatever else speaks for it: begin with a word of grammar, cut a listed name, or stretch a listed
/// name to the left by anything but names.
/// `last` is the start of the listed name that ends where the suffix ends.
fn never(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], last: Option<u32>) -> bool {
    let first = &core[core.len() - 1];
    let byte = letters.at[first.start];
    matches!(first.tag, Tag::Grammar | Tag::None) && letters.letter(first.start)
        || letters.chars[first.start] == '（' && core.iter().any(|word| word.tag == Tag::Number)
        || page.marks.name_goes_on(byte)
        || only_levels(page, letters, (first.start, ending.start))
        || of_state(page, letters, ending, byte)
        || ending.shape.class.is_some() && (loose(ending, core) || leads_to(page, letters, core, last))
        || last.is_some_and(|last| last > byte && stretches(page, letters, ending, core, last))
}

/// Whether words for levels are all that stands before the suffix: 旗县 + 民政局.
fn only_levels(page: &Page<'_>, letters: &Letters, (start, end): (usize, usize)) -> bool {
    let level = |&c: &char| page.class(c).has(Class::LEVEL.with(Class::TOWNSHIP));
    end > start + 1 && letters.chars[start..end].iter().all(level)
}

/// Whether lone characters stand before a listed place, not all of them qualities: 南 + 连 + 随州, but 新 + 密.
fn leads_to(page: &Page<'_>, letters: &Letters, core: &[Word], last: Option<u32>) -> bool {
    let contrast = Class::CONTRAST_SIDE.with(Class::CONTRAST_SIZE);
    let quality = |word: &Word| {
        matches!(word.tag, Tag::Adjective | Tag::Modifier | Tag::None)
            || page.class(letters.chars[word.start]).has(contrast)
            || letters.roles[word.start].has(Role::SOUND)
    };
    let alone = |word: &Word| word.end - word.start == 1;
    let led = core.iter().rposition(|word| last == Some(letters.at[word.end]));
    let before = &core[led.unwrap_or(core.len())..];
    !before.is_empty() && before.iter().all(alone) && !before.iter().all(quality)
}

/// Whether words stand in the core that no place holds: grammar, or a number behind the first word.
fn loose(ending: &Ending, core: &[Word]) -> bool {
    let (first, inner) = (&core[core.len() - 1], &core[..core.len() - 1]);
    first.tag == Tag::Grammar
        || inner.iter().any(|word| {
            word.end <= ending.start && matches!(word.tag, Tag::Grammar | Tag::Number | Tag::Measure)
        })
}

/// Whether what stands before the listed name at `last` is anything but names.
fn stretches(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], last: u32) -> bool {
    let first = &core[core.len() - 1];
    // 南 + 连 + 随州: a surname alone names nothing.
    let person = |word: &Word| word.tag == Tag::Person && word.end - word.start > 1;
    let name = |word: &Word| matches!(word.tag, Tag::Place | Tag::Body | Tag::Proper) || person(word);
    let part = |word: &Word| name(word) || matches!(word.tag, Tag::Noun | Tag::Modifier | Tag::VerbalNoun);
    !(name(first) || begins_listed(page, letters, first.start, ending))
        || core.iter().any(|word| letters.at[word.start] < last && !part(word))
}
