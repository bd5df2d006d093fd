//! From a suffix to the left: which words a name takes up, where it may begin, and what speaks for it.

use super::clues::{NAMING, clues};
use super::listed::{begins_listed, listed, listed_last, of_state};
use super::{Ending, told};
use crate::dictionary::{Class, Role};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::recognise::rules::{Floor, context, laws, organisations::parties, stops};
use crate::text::Tag;

/// Takes up the words before a suffix, one by one, and proposes what has evidence enough.
pub(super) fn walk(
    page: &Page<'_>,
    letters: &Letters,
    ending: &Ending,
    floor: &Floor<'_>,
    evidence: &mut Evidence,
    propose: &mut dyn FnMut(usize, usize, &Evidence),
) {
    if is_none(page, letters, ending) {
        return;
    }
    let walk = Walk {
        page,
        letters,
        ending,
        floor,
        last: listed_last(page, letters, ending),
        firm: is_firm(page, letters, ending),
    };
    let mut core = Core::before(ending);
    while let Some(word) = walk.word_before(&core) {
        core.take(letters, word);
        if core.depth < 0 {
            break;
        }
        if core.depth == 0 && walk.may_begin(&core) && walk.weigh(&core, evidence) {
            propose(core.start, ending.end, evidence);
        }
    }
}

/// Whether what ends like a name is none, whatever stands before it.
fn is_none(page: &Page<'_>, letters: &Letters, ending: &Ending) -> bool {
    let suffix = (ending.start, ending.end);
    stops::cut_short(page, letters, suffix)
        || stops::is_crew(page, letters, ending.end)
        || stops::goes_beyond(page, letters, suffix)
        || stops::is_party_title(page, letters, suffix)
}

/// Most words of core.
const MOST_WORDS: usize = 10;

/// The words between a start and the suffix, the last first.
struct Core {
    words: [Word; MOST_WORDS],
    len: usize,
    start: usize,
    /// Brackets that close in it and have not opened.
    depth: i32,
}

impl Core {
    fn before(ending: &Ending) -> Self {
        Self { words: [Word::default(); MOST_WORDS], len: 0, start: ending.start, depth: 0 }
    }

    fn words(&self) -> &[Word] {
        &self.words[..self.len]
    }

    fn take(&mut self, letters: &Letters, word: Word) {
        self.depth += match letters.chars[word.start] {
            '）' => 1,
            '（' => -1,
            _ => 0,
        };
        self.start = word.start;
        self.words[self.len] = word;
        self.len += 1;
    }
}

/// A walk to the left of a suffix.
struct Walk<'w, 'p> {
    page: &'w Page<'p>,
    letters: &'w Letters,
    ending: &'w Ending,
    floor: &'w Floor<'w>,
    /// The start of the listed name that ends where the suffix ends.
    last: Option<u32>,
    /// The suffix is a company's by law.
    firm: bool,
}

impl Walk<'_, '_> {
    /// The word before a core, if the name may go on with it, or that part of it.
    fn word_before(&self, core: &Core) -> Option<Word> {
        let &Self { page, letters, ending, firm, .. } = self;
        let near = ending.start - core.start < usize::from(ending.shape.reach) && core.len < MOST_WORDS;
        if core.start == 0 || !near || page.space_at(letters.at[core.start]) {
            return None;
        }
        let word = letters.word(core.start - 1);
        let ends_before = || {
            stops::before_place(page, letters, &word)
                || stops::founds(page, letters, &word)
                || parties::begin(page, letters, core.start, firm)
        };
        if core.len > 0 && ends_before() {
            return None;
        }
        if stops::takes(page, letters, &word, core.words().last()) {
            return Some(word);
        }
        stops::part_of_name(page, letters, &word)
    }

    /// Whether a name that is not listed may begin with a core. Most of what is listed ends as its kind does.
    fn may_begin(&self, core: &Core) -> bool {
        let &Self { page, letters, ending, floor, last, .. } = self;
        let listed = last.is_some() && floor.is_listed(letters, (core.start, ending.end));
        !listed && !never(page, letters, ending, core.words(), last)
    }

    /// Gathers the evidence for a core and its suffix, what tells most first. False as soon as it cannot be enough.
    fn weigh(&self, core: &Core, evidence: &mut Evidence) -> bool {
        let &Self { page, letters, ending, floor, last, .. } = self;
        let name = (core.start, ending.end);
        evidence.clear();
        clues(page, letters, ending, core.words(), evidence);
        if floor.is_below(page, letters, name, evidence, None) {
            return false;
        }
        listed(page, letters, core.start, ending, last, evidence);
        if !evidence.has_any(NAMING) {
            evidence.add(Clue::Unnamed);
        }
        evidence.end_own();
        context::left(page, letters, core.start, evidence);
        // Looked at last: few come so far.
        if floor.is_below_to_the_right(page, letters, name, evidence, None) || self.is_told(core) {
            return false;
        }
        context::right(page, letters, ending.end, evidence);
        true
    }

    /// Whether the text tells of something else by these words.
    fn is_told(&self, core: &Core) -> bool {
        let &Self { page, letters, ending, .. } = self;
        match ending.shape.class {
            Some(_) => told::is_told(page, letters, ending, core.words()),
            None => {
                told::is_graduate(page, letters, ending, core.start)
                    || laws::regulate(page, letters, ending.end)
            }
        }
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
