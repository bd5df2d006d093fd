//! Unlisted bodies and places that end as such names end: a core, then a suffix of the word lists.
//!
//! From the suffix the words to its left are taken up one by one; every start is proposed with its evidence.

use super::evidence::{Clue, Clues, Evidence};
use super::{Floor, context, stops};
use crate::dictionary::{Cue, Hit, Kind, Names, Stand, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::marks::LISTED;
use crate::recognise::page::Page;
use crate::text::{Gap, Tag};

/// What the lists say of a suffix.
#[derive(Clone, Copy, Debug)]
struct Shape {
    strength: Clue,
    class: Option<Clue>,
    /// Most characters of core.
    reach: usize,
    points: i16,
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
            Some(Shape { strength, class: None, reach: 18, points: suffix.points, never: suffix.never })
        }
        _ => None,
    });
    for ending in endings {
        walk(page, letters, &ending, floor, propose);
    }
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
                never: suffix.never,
            })
        }
        _ => None,
    });
    for ending in endings {
        walk(page, letters, &ending, floor, propose);
    }
}

/// The longest suffix at each end, in order; where that only looks like one, none.
fn endings<'a>(
    page: &Page<'a>,
    letters: &Letters,
    sort: Use,
    wanted: impl Fn(&'a Cue) -> Option<Shape>,
) -> Vec<Ending> {
    let mut found: Vec<Ending> = Vec::new();
    for hit in page.hits.iter().filter(|hit| hit.uses.has(sort)) {
        if let Some(shape) = page.form(hit.form).cues.iter().find_map(&wanted) {
            let (start, end) = (letters.number(hit.span.start), letters.number(hit.span.end));
            // 全局 is the end of no body, yet 安全局 has one.
            if !shape.never || letters.border(start) {
                found.push(Ending { start, end, shape });
            }
        }
    }
    found.sort_by_key(|ending| (ending.end, ending.start));
    found.dedup_by_key(|ending| ending.end);
    found.retain(|ending| !ending.shape.never);
    found
}

/// Most words of core.
const MOST_WORDS: usize = 10;

fn walk(
    page: &Page<'_>,
    letters: &Letters,
    ending: &Ending,
    floor: &Floor<'_>,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    if stops::cut_short(page, letters, (ending.start, ending.end))
        || stops::is_crew(page, letters, ending.end)
    {
        return;
    }
    let last = listed_last(page, letters, ending);
    let mut evidence = Evidence::default();
    let mut at = ending.start;
    let mut words = [Word::default(); MOST_WORDS];
    let mut len = 0;
    let mut depth = 0;
    while at > 0 && ending.start - at < ending.shape.reach && len < MOST_WORDS {
        if page.space_at(letters.at[at]) {
            break;
        }
        let mut word = letters.word(at - 1);
        if len > 0 && stops::before_place(page, letters, &word) {
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
        if depth > 0 || never(page, letters, ending, core, last) {
            continue;
        }
        evidence.clear();
        clues(page, letters, ending, core, &mut evidence);
        if floor.is_below(page, letters, (at, ending.end), &evidence) {
            continue;
        }
        listed(page, letters, at, ending, last, &mut evidence);
        if !evidence.has_any(NAMING) {
            evidence.add(Clue::Unnamed);
        }
        context::left(page, letters, at, &mut evidence);
        if floor.is_below_to_the_right(page, letters, (at, ending.end), &evidence) {
            continue;
        }
        context::right(page, letters, ending.end, &mut evidence);
        propose(at, ending.end, &evidence);
    }
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
        || ending.shape.class.is_some() && loose(ending, core)
        || last.is_some_and(|last| last > byte && stretches(page, letters, ending, core, last))
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
    let name = |word: &Word| matches!(word.tag, Tag::Place | Tag::Body | Tag::Proper | Tag::Person);
    let part = |word: &Word| name(word) || matches!(word.tag, Tag::Noun | Tag::Modifier | Tag::VerbalNoun);
    !(name(first) || begins_listed(page, letters, first.start, ending))
        || core.iter().any(|word| letters.at[word.start] < last && !part(word))
}

/// `core` holds the words before the suffix, nearest first.
fn clues(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], out: &mut Evidence) {
    let first = core[core.len() - 1];
    let start = first.start;
    out.add(Clue::Any);
    out.add_points(i32::from(ending.shape.points));
    out.add(ending.shape.strength);
    out.add(match ending.end - ending.start {
        1 => Clue::SuffixOne,
        2 => Clue::SuffixTwo,
        3 => Clue::SuffixThree,
        _ => Clue::SuffixLong,
    });
    if let Some(class) = ending.shape.class {
        out.add(class);
    }
    let last = letters.word(ending.start);
    if last.start + 1 == ending.start && last.end == ending.end && last.tag == Tag::Noun {
        out.add(Clue::SuffixInNoun);
    }
    out.add(match ending.start.saturating_sub(start) {
        0 => Clue::Core0,
        1 => Clue::Core1,
        2 => Clue::Core2,
        3 => Clue::Core3,
        4 | 5 => Clue::Core4,
        6..=9 => Clue::Core6,
        _ => Clue::Core10,
    });
    out.add_word(Stand::First, &first, page.points(&first));
    for word in core[..core.len() - 1].iter().filter(|word| word.end <= ending.start) {
        out.add_word(Stand::Inner, word, page.points(word));
    }
    first_word(page, letters, &first, out);
    inner_words(page, letters, &core[..core.len() - 1], ending, out);
    if out.has(Clue::HasGrammar) && joins_nouns(page, letters, ending, core) {
        out.add(Clue::Joined);
    }
    whole(page, letters, ending, core, out);
}

/// Clues that the core holds something that names: without any of them it is made of everyday words.
const NAMING: Clues = Clues::of(&[
    Clue::FirstPlace,
    Clue::FirstBody,
    Clue::FirstPerson,
    Clue::FirstProper,
    Clue::FirstListed,
    Clue::FirstLatin,
    Clue::FirstSingle,
    Clue::HasPlace,
    Clue::HasBody,
    Clue::HasPerson,
    Clue::HasProper,
    Clue::HasMark,
    Clue::CoreUnknown,
    Clue::WholeBody,
    Clue::WholeProper,
    Clue::WholePlace,
]);

fn first_word(page: &Page<'_>, letters: &Letters, first: &Word, out: &mut Evidence) {
    out.add(match first.tag {
        Tag::Place => Clue::FirstPlace,
        Tag::Body => Clue::FirstBody,
        Tag::Person => Clue::FirstPerson,
        Tag::Proper => Clue::FirstProper,
        Tag::Noun => Clue::FirstNoun,
        Tag::Verb => Clue::FirstVerb,
        Tag::VerbalNoun => Clue::FirstVerbalNoun,
        Tag::Modifier => Clue::FirstModifier,
        Tag::Adjective => Clue::FirstAdjective,
        // 第五地质队 is one of a row, and named so; 第一家医院 is counted.
        Tag::Number if stops::is_ordinal(letters, first) => return out.add(Clue::FirstProper),
        Tag::Number | Tag::Measure => Clue::FirstNumber,
        Tag::Grammar => Clue::FirstGrammar,
        Tag::Side => Clue::FirstSide,
        Tag::Time => Clue::FirstTime,
        Tag::Abbreviation => Clue::FirstAbbreviation,
        Tag::Phrase => Clue::FirstPhrase,
        Tag::Latin => Clue::FirstLatin,
        Tag::None => Clue::FirstUnknown,
    });
    if first.end - first.start == 1 {
        out.add(Clue::FirstSingle);
    }
    if page.quote_at(letters.at[first.start], Gap::Open) {
        out.add(Clue::HasMark);
    }
}

fn inner_words(page: &Page<'_>, letters: &Letters, words: &[Word], ending: &Ending, out: &mut Evidence) {
    let mut once = |clue: Clue| {
        if !out.has(clue) {
            out.add(clue);
        }
    };
    let mut singles = 0;
    for word in words.iter().filter(|word| word.end <= ending.start) {
        singles = if word.end - word.start == 1 { singles + 1 } else { 0 };
        if singles == 2 {
            once(Clue::HasUnknown);
        }
        match word.tag {
            Tag::Place => once(Clue::HasPlace),
            Tag::Body => once(Clue::HasBody),
            Tag::Person => once(Clue::HasPerson),
            Tag::Proper => once(Clue::HasProper),
            Tag::Verb => once(Clue::HasVerb),
            Tag::Grammar => once(Clue::HasGrammar),
            Tag::Number => once(Clue::HasNumber),
            Tag::Side => once(Clue::HasSide),
            Tag::Time => once(Clue::HasTime),
            Tag::Adjective => once(Clue::HasAdjective),
            _ => {}
        }
        if page.marks.name_starts(letters.at[word.start]) {
            once(Clue::HasPlace);
        }
    }
}

/// Whether one conjunction stands among the nouns behind a listed name: 永康市 + 文化和广电旅游体育 + 局.
fn joins_nouns(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word]) -> bool {
    let noun = |word: &&Word| {
        let sort = matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Proper | Tag::Modifier);
        sort || word.tag == Tag::Verb && word.end - word.start > 1 || word.tag == Tag::Abbreviation
    };
    let (first, inner) = (&core[core.len() - 1], &core[..core.len() - 1]);
    let joint = inner.iter().position(|word| word.tag == Tag::Grammar);
    inner.iter().filter(noun).count() + 1 == inner.len()
        && joint.is_some_and(|n| n > 0 && n + 1 < inner.len())
        && begins_listed(page, letters, first.start, ending)
}

fn whole(page: &Page<'_>, letters: &Letters, ending: &Ending, core: &[Word], out: &mut Evidence) {
    let first = core[core.len() - 1];
    if core.len() == 1 && first.end >= ending.end {
        out.add(match first.tag {
            Tag::Place => Clue::WholePlace,
            Tag::Body => Clue::WholeBody,
            Tag::Proper => Clue::WholeProper,
            _ => Clue::WholeWord,
        });
    } else if core.len() == 1 && first.end == ending.start && first.end - first.start > 1 {
        out.add(Clue::CoreWord);
    } else if core.len() > 1 && core.iter().all(|word| word.end - word.start == 1) {
        out.add(Clue::CoreUnknown);
    }
    if core.iter().all(|word| matches!(word.tag, Tag::Noun | Tag::VerbalNoun | Tag::Modifier)) {
        out.add(Clue::OnlyNouns);
    }
    let last = letters.word(ending.end - 1);
    let rest = || letters.span(ending.end, last.end).of(page.text());
    if last.end > ending.end && !page.known.dictionary.rules.after_name.contains(rest()) {
        out.add(Clue::CutRight);
    }
}

/// Whether a listed place or body begins the name and ends before its suffix.
fn begins_listed(page: &Page<'_>, letters: &Letters, start: usize, ending: &Ending) -> bool {
    let limit = letters.at[ending.start];
    let dictionary = &page.known.dictionary;
    let named = |form: u32| {
        let mut kinds = page.form(form).entities.iter().map(|&(e, _)| &dictionary.entity(e).named.kind);
        kinds.any(|kind| [Kind::PLACE, Kind::ORGANISATION].contains(kind))
    };
    let byte = letters.at[start];
    page.marks.name_starts(byte)
        && page.hits_at(byte).iter().any(|hit| hit.span.end <= limit && named(hit.form))
}

/// Listed names at the start, and right before it: a name that leaves its place out is mostly cut short.
fn listed(
    page: &Page<'_>,
    letters: &Letters,
    start: usize,
    ending: &Ending,
    last: Option<u32>,
    out: &mut Evidence,
) {
    let byte = letters.at[start];
    let entity = |form: u32, kinds: [&Kind; 2]| {
        let dictionary = &page.known.dictionary;
        page.form(form).entities.iter().any(|&(e, _)| kinds.contains(&&dictionary.entity(e).named.kind))
    };
    let places = [&Kind::PLACE, &Kind::ORGANISATION];
    if begins_listed(page, letters, start, ending) {
        out.add(Clue::FirstListed);
    }
    let ends_here = |len: usize| {
        let from = start.checked_sub(len)?;
        let hit = page.hits_at(letters.at[from]).iter().find(|hit| hit.span.end == byte)?;
        entity(hit.form, places).then_some(())
    };
    if page.marks.name_ends(byte) && (2..=8).any(|len| ends_here(len).is_some()) {
        out.add(Clue::LeftListed);
    }
    if last.is_some_and(|last| last > byte) {
        out.add(Clue::EndsListed);
    }
    if page.hits_at(letters.at[ending.end]).iter().any(|hit| goes_on(page, hit)) {
        out.add(Clue::RightSuffix);
    }
}

/// Whether a hit is a suffix that the name before it may go on to; behind a whole body stand its parts (养护班).
fn goes_on(page: &Page<'_>, hit: &Hit) -> bool {
    let part = |cue: &Cue| matches!(cue, Cue::Suffix(suffix) if suffix.names == Names::Part);
    let form = page.form(hit.form);
    hit.uses.has(Use::SUFFIX) && !(form.chars > 2 && form.cues.iter().any(part))
}

/// The start of the longest listed body or place that ends where the suffix ends and is more than the suffix.
fn listed_last(page: &Page<'_>, letters: &Letters, ending: &Ending) -> Option<u32> {
    let (start, end) = (letters.at[ending.start], letters.at[ending.end]);
    if !page.marks.name_ends(end) {
        return None;
    }
    let near = page.hits_ending(end, end - start + LISTED).take_while(|hit| hit.span.start < start);
    let mut names = near.filter(|hit| hit.uses.has(Use::NAME) || hit.uses.has(Use::DEICTIC));
    names.next().map(|hit| hit.span.start)
}
