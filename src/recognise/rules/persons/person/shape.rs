//! The characters of a possible name: which are its surname and which its given name, what they are worth, whether they are set apart.

use crate::dictionary::{Role, Surname};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::evidence::{Clue, Evidence};
use crate::text::{Tag, Words, is_han};

/// Most lone characters of a word behind its first two.
const SPREAD: usize = 4;
/// The clues of the sorts of surnames.
pub(in crate::recognise::rules) const SURNAME: [Clue; 3] =
    [Clue::SurnameCommon, Clue::SurnameRare, Clue::SurnameAmbiguous];
/// The clues of the weights of a given name's character, if there is one.
pub(in crate::recognise::rules) const SINGLE: [Clue; 4] =
    [Clue::SingleWeight0, Clue::SingleWeight1, Clue::SingleWeight2, Clue::SingleWeight3];
/// The clues of the weights of each of its characters, if there are two.
pub(in crate::recognise::rules) const GIVEN: [Clue; 4] =
    [Clue::GivenWeight0, Clue::GivenWeight1, Clue::GivenWeight2, Clue::GivenWeight3];

/// A possible name: a surname of one or two characters and a given name of one or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) start: usize,
    /// Where the given name begins.
    pub(super) given: usize,
    pub(super) end: usize,
    surname: Surname,
}

impl Shape {
    /// The clue of the sort of its surname.
    pub(super) fn surname(&self) -> Clue {
        SURNAME[self.surname.sort()]
    }
}

/// Tells every possible name that starts at a character.
pub(super) fn each(page: &Page<'_>, letters: &Letters, start: usize, mut tell: impl FnMut(Shape)) {
    let longest = if letters.roles[start].has(Role::DOUBLE) { 2 } else { 1 };
    for len in 1..=longest {
        let Some(surname) = surname(page, letters, start, len) else { continue };
        let given = start + len;
        for end in given + 1..=given + 2 {
            if !letters.char(end - 1).is_some_and(is_han) {
                break;
            }
            tell(Shape { start, given, end, surname });
        }
    }
}

/// The surname of one or two characters that starts at a character.
fn surname(page: &Page<'_>, letters: &Letters, start: usize, len: usize) -> Option<Surname> {
    let first = letters.chars[start];
    if len == 1 {
        return page.known.characters.surname(first).filter(|_| is_han(first));
    }
    if !letters.roles.get(start + 1).is_some_and(|role| role.has(Role::DOUBLE_SECOND)) {
        return None;
    }
    let text = letters.span(start, start + len).of(page.text());
    page.known.dictionary.rules.surnames.get(text).copied()
}

/// Adds the clues of a name's characters and their points.
pub(super) fn characters(page: &Page<'_>, letters: &Letters, name: &Shape, evidence: &mut Evidence) {
    let given = name.end - name.given;
    let mut points = i32::from(name.surname.points);
    evidence.add(Clue::Any);
    evidence.add(if name.given - name.start == 2 { Clue::SurnameTwo } else { name.surname() });
    evidence.add(if given == 1 { Clue::GivenOne } else { Clue::GivenTwo });
    for n in name.given..name.end {
        let character = page.known.characters.given(letters.chars[n]);
        let weight = character.sort();
        let (place, clue) = match (given, n - name.given) {
            (1, _) => (character.single, SINGLE[weight]),
            (_, 0) => (character.first, GIVEN[weight]),
            _ => (character.second, GIVEN[weight]),
        };
        points += i32::from(place);
        evidence.add(clue);
    }
    evidence.add_points(points);
}

/// Two characters with white space between them and not around both: 李 明. A heading is spread too, but stands alone.
pub(super) fn is_spread(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let space = |n: usize| page.space_at(letters.at[n]);
    let alone = |n: Option<usize>| n.and_then(|n| letters.char(n)).is_none_or(|c| c == '\n');
    name.end - name.start == 2
        && space(name.given)
        && !(space(name.start) && space(name.end))
        && !(alone(name.start.checked_sub(1)) && alone(Some(name.end)))
}

/// Whether lone characters that white space parts are a word that a possible name begins or ends: 董 事 + 会, 董 事 + 长.
pub(super) fn is_spread_word(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let lone = |n: usize| letters.letter(n) && page.space_at(letters.at[n]);
    if name.end - name.start != 2
        || !lone(name.given)
        || !lone(name.end) && !ends_heading(page, letters, name)
    {
        return false;
    }
    let stop = (name.end..letters.len().min(name.end + SPREAD)).find(|&n| !lone(n));
    let end = stop.unwrap_or((name.end + 1).min(letters.len()));
    let word = |end: usize| {
        let text = letters.span(name.start, end).of(page.text());
        Words::shared().has(text) && Words::shared().tag(text) != Tag::Person
    };
    // 光 荣 + 榜 fills a line.
    let line = |n: Option<usize>| n.and_then(|n| letters.char(n)).is_none_or(|c| c == '\n');
    let heading = || line(name.start.checked_sub(1)) && line(Some(end)) && word(name.end);
    word(end) || end == name.end + 1 && heading()
}

/// Whether a clause leads to a spread stretch without a gap, and a line ends behind it: 关于做好……工作的 + 通 知.
fn ends_heading(page: &Page<'_>, letters: &Letters, name: &Shape) -> bool {
    let at = letters.at[name.start];
    let led = name.start > 0 && letters.letter(name.start - 1) && page.normal.gaps_at(at).is_empty();
    led && !page.marks.title_ends(at) && letters.char(name.end).is_none_or(|c| c == '\n')
}
