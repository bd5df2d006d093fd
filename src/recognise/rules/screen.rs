//! A first look at personal names: which of those that begin at a character can count, by sums alone.
//!
//! One character of four begins a surname, and one of fifty such a name that is worth the other looks.

use super::evidence::{Clue, Points};
use super::floor::Most;
use super::person::{GIVEN, SINGLE, SURNAME};
use super::{Rule, lists};
use crate::dictionary::{Characters, GivenName, Role, Surname};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Tag;

/// What a name can have at most by the table of its rule.
pub(crate) struct Screen {
    /// By the numbers of characters.
    worths: Vec<Worth>,
    inside: Inside,
    /// Points of two characters set apart.
    spread: i32,
    /// Points of a name that begins inside a word.
    cut_left: i32,
    /// The most points from what stands behind a name.
    right: i32,
}

/// What a character brings to a name.
struct Worth {
    /// As its surname, with what every name has.
    surname: i32,
    /// As its given name, and as the first and the second character of one.
    one: i32,
    first: i32,
    second: i32,
}

/// The most that words can bring names of two and of three characters, by where words begin among these and which of
/// the words are names to jieba: one look in a table, since no branch foresees words.
struct Inside(Vec<[i32; 2]>);

/// What the words in a name bring it, where they are those of a name to jieba and where they are not.
struct Words {
    whole: [i32; 2],
    front: [i32; 2],
    given: [i32; 2],
    cut_right: [i32; 2],
    singles: i32,
    /// The most of what is not looked at here.
    other: i32,
}

/// The names of a surname of one character that may count: with a given name of one, with one of two.
pub(super) type Shapes = [bool; 2];

/// Less than any name can make up for.
const NEVER: i32 = i32::MIN / 4;

impl Screen {
    pub(super) fn new(points: &Points, most: &Most, characters: &Characters) -> Self {
        Self {
            worths: characters.map(|surname, given| Worth::new(points, surname, given)),
            inside: Inside::new(points, most),
            spread: points.of(Clue::Spread).max(0),
            cut_left: points.of(Clue::CutLeft),
            right: most.right.plain.max(most.right.any) + most.right.space + most.right_word + most.later,
        }
    }

    /// Which names that begin at a character may count, whatever a closer look finds.
    pub(super) fn look(&self, page: &Page<'_>, letters: &Letters, rule: &Rule, start: usize) -> Shapes {
        let &[first, second, third, _, ..] = &letters.chars[start..] else { return [true; 2] };
        let roles = &letters.roles[start..start + 3];
        if roles[0].has(Role::DOUBLE) && roles[1].has(Role::DOUBLE_SECOND) {
            return [true; 2];
        }
        let worth = |c| &self.worths[page.known.characters.number(c)];
        let (surname, second) = (worth(first).surname, worth(second));
        let apart = if page.space_at(letters.at[start + 1]) { self.spread } else { 0 };
        let own = [second.one + apart, second.first + worth(third).second];
        let before = surname + self.left(page, letters, rule, start);
        let inside = self.inside.of(letters, start);
        let own = [before + own[0] + inside[0], before + own[1] + inside[1]];
        let most = own[0].max(own[1]) + self.right;
        if most < rule.least() - lists::BETWEEN {
            return [false; 2];
        }
        // Few stand in a list or beside white space.
        let marked = marked(page, letters, start);
        if most < rule.least() && !marked {
            return [false; 2];
        }
        let counts = |given: usize| {
            let end = start + 1 + given;
            let most = own[given - 1];
            let short = |most: i32| {
                most < rule.least() && (!marked || rule.is_short(page, letters, (start, end), most))
            };
            // Most are ruled out whatever stands behind them.
            !short(most + self.right) && !short(most + rule.to_the_right(page, letters, end))
        };
        [counts(1), roles[2].has(Role::LETTER) && counts(2)]
    }

    /// The most points of what stands before a name, and of the word that it cuts.
    fn left(&self, page: &Page<'_>, letters: &Letters, rule: &Rule, start: usize) -> i32 {
        let whole = letters.border(start) || page.marks.title_ends(letters.at[start]);
        rule.to_the_left(page, letters, start) + if whole { 0 } else { self.cut_left }
    }
}

impl Worth {
    fn new(points: &Points, surname: Option<Surname>, given: GivenName) -> Self {
        let sort = given.sort();
        let weight = points.of(GIVEN[sort]);
        Self {
            surname: surname.map_or(NEVER, |surname| {
                points.of(Clue::Any) + points.of(SURNAME[surname.sort()]) + i32::from(surname.points)
            }),
            one: points.of(Clue::GivenOne) + points.of(SINGLE[sort]) + i32::from(given.single),
            first: points.of(Clue::GivenTwo) + weight + i32::from(given.first),
            second: weight + i32::from(given.second),
        }
    }
}

impl Inside {
    fn new(points: &Points, most: &Most) -> Self {
        let words = Words::new(points, most);
        Self((0..1 << 7).map(|number: usize| words.of(|bit| number >> bit & 1 == 1)).collect())
    }

    /// The most that words can bring the names of two and of three characters from `start` on.
    fn of(&self, letters: &Letters, start: usize) -> [i32; 2] {
        let numbers = &letters.word_of[start..start + 4];
        let begins = start == 0 || letters.word_of[start - 1] != numbers[0];
        let border = |n: usize| usize::from(numbers[n - 1] != numbers[n]) << n;
        let name =
            |n: usize| usize::from(letters.words[numbers[n] as usize].tag == Tag::Person) << (n + NAMES);
        let borders = usize::from(begins) | border(1) | border(2) | border(3);
        self.0[borders | name(0) | name(1) | name(2)]
    }
}

/// The first of the bits for words that are names; before it stand those for the borders.
const NAMES: usize = 4;

impl Words {
    fn new(points: &Points, most: &Most) -> Self {
        let of = |clues: [Clue; 2]| clues.map(|clue| points.of(clue));
        let others = [Clue::CutLeft, Clue::CutRight, Clue::SuffixStrong].map(|clue| points.of(clue).max(0));
        let other = others.iter().sum::<i32>() + most.listed;
        Self {
            whole: of([Clue::WholeWord, Clue::WholeName]),
            front: of([Clue::FrontWord, Clue::FrontName]),
            given: of([Clue::GivenWord, Clue::GivenName]),
            cut_right: of([Clue::CutRight, Clue::CutRightName]),
            singles: points.of(Clue::Singles),
            other,
        }
    }

    /// The points of names with some bits.
    fn of(&self, border: impl Fn(usize) -> bool) -> [i32; 2] {
        let begins = border(0);
        let sort = |n: usize| usize::from(border(n + NAMES));
        let points = |is: bool, points: i32| if is { points } else { 0 };
        let two = match (border(1), border(2)) {
            (true, true) => points(begins, self.singles),
            (false, true) => points(begins, self.whole[sort(0)]),
            (_, false) => self.cut_right[sort(1)],
        };
        let three = match (border(1), border(2), border(3)) {
            (true, true, true) => points(begins, self.singles),
            (false, false, true) => points(begins, self.whole[sort(0)]),
            (true, false, true) => self.given[sort(1)],
            (false, true, true) => points(begins, self.front[sort(0)]),
            (false, true, false) => points(begins, self.front[sort(0)]) + self.cut_right[sort(2)],
            (_, _, false) => self.cut_right[sort(2)],
        };
        [two + self.other, three + self.other]
    }
}

/// Whether white space or a list mark stands beside a name of two or of three characters that begins at a character.
fn marked(page: &Page<'_>, letters: &Letters, start: usize) -> bool {
    let apart = |n: usize| page.space_at(letters.at[n]);
    let mark = |n: usize| letters.roles[n].has(Role::SOUGHT) && letters.chars[n] == '、';
    apart(start)
        || apart(start + 2)
        || apart(start + 3)
        || mark(start + 2)
        || mark(start + 3)
        || start.checked_sub(1).is_some_and(mark)
}
