//! A first look at personal names: which of those that begin at a character can count, by sums alone.
//!
//! One character of four begins a surname, and one of fifty such a name that is worth the other looks.

use super::lists;
use super::person::{GIVEN, SINGLE, SURNAME};
use crate::dictionary::{Characters, GivenName, Role, Surname};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::Rule;
use crate::recognise::rules::evidence::{Clue, Points};
use crate::recognise::rules::floor::{Most, Sides};
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
struct Inside {
    table: Box<[[i32; 2]; 1 << 7]>,
}

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

/// Whether a name may count, and what its sides can bring it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chance {
    None,
    With(Sides),
    /// This look is too short for it.
    Unknown,
}

/// The chances of names with a given name of one character and of two.
pub(super) type Chances = [Chance; 2];

/// Less than any name can make up for.
const NEVER: i32 = i32::MIN / 4;

impl Screen {
    pub(in crate::recognise::rules) fn new(points: &Points, most: &Most, characters: &Characters) -> Self {
        Self {
            worths: characters.map(|surname, given| Worth::new(points, surname, given)),
            inside: Inside::new(points, most),
            spread: points.of(Clue::Spread).max(0),
            cut_left: points.of(Clue::CutLeft),
            right: most.right + most.right_space + most.right_word + most.later,
        }
    }

    /// Which names that begin at a character may count, whatever a closer look finds.
    pub(super) fn look(&self, page: &Page<'_>, letters: &Letters, rule: &Rule, start: usize) -> Chances {
        let Some(near) = Near::at(letters, start) else { return [Chance::Unknown; 2] };
        if near.roles[0].has(Role::DOUBLE) && near.roles[1].has(Role::DOUBLE_SECOND) {
            return [Chance::Unknown; 2];
        }
        let worth = |c| &self.worths[page.known.characters.number(c)];
        let (surname, second, third) = (worth(near.chars[0]), worth(near.chars[1]), worth(near.chars[2]));
        let apart = if page.space_at(near.at[1]) { self.spread } else { 0 };
        let inside = self.inside.of(letters, &near);
        let left = rule.to_the_left(page, letters, start);
        let whole = near.begins || page.marks.title_ends(near.at[0]);
        let before = surname.surname + left + if whole { 0 } else { self.cut_left };
        let own = [before + second.one + apart + inside[0], before + second.first + third.second + inside[1]];
        let most = own[0].max(own[1]) + self.right;
        let least = rule.least();
        // Few stand in a list or beside white space.
        if most < least && (most < least - lists::BETWEEN || !near.is_marked(page, letters)) {
            return [Chance::None; 2];
        }
        let marked = most < least || near.is_marked(page, letters);
        let chance = |given: usize| {
            let end = start + 1 + given;
            let most = own[given - 1];
            let short =
                |most: i32| most < least && (!marked || rule.is_short(page, letters, (start, end), most));
            // Most are ruled out whatever stands behind them.
            if short(most + self.right) {
                return Chance::None;
            }
            let right = rule.to_the_right(page, letters, end);
            if short(most + right) { Chance::None } else { Chance::With(Sides { left, right }) }
        };
        [chance(1), if near.roles[2].has(Role::LETTER) { chance(2) } else { Chance::None }]
    }
}

/// A character that begins a name and the three behind it: their number is known to the compiler, so that nothing checks it.
struct Near<'l> {
    start: usize,
    chars: &'l [char; NEAR],
    roles: &'l [Role; NEAR],
    at: &'l [u32; NEAR],
    words: &'l [u32; NEAR],
    /// Whether a word begins there.
    begins: bool,
}

/// Characters that a first look takes in.
const NEAR: usize = 4;

impl<'l> Near<'l> {
    fn at(letters: &'l Letters, start: usize) -> Option<Self> {
        let words = letters.word_of[start..].first_chunk()?;
        Some(Self {
            start,
            chars: letters.chars[start..].first_chunk()?,
            roles: letters.roles[start..].first_chunk()?,
            at: letters.at[start..].first_chunk()?,
            words,
            begins: start == 0 || letters.word_of[start - 1] != words[0],
        })
    }

    /// Whether white space or a list mark stands beside a name of two or of three characters.
    fn is_marked(&self, page: &Page<'_>, letters: &Letters) -> bool {
        let apart = |n: usize| page.space_at(self.at[n]);
        let mark = |n: usize| self.roles[n].has(Role::SOUGHT) && self.chars[n] == '、';
        mark(2)
            || mark(3)
            || self.start.checked_sub(1).is_some_and(|n| letters.chars[n] == '、')
            || page.normal.may_have_gaps(self.at[0], self.at[3]) && (apart(0) || apart(2) || apart(3))
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
        let table = Box::new(std::array::from_fn(|number| words.of(|bit| number >> bit & 1 == 1)));
        Self { table }
    }

    /// The most that words can bring the names of two and of three characters from a character on.
    fn of(&self, letters: &Letters, near: &Near<'_>) -> [i32; 2] {
        let numbers = near.words;
        let border = |n: usize| usize::from(numbers[n - 1] != numbers[n]) << n;
        let name =
            |n: usize| usize::from(letters.words[numbers[n] as usize].tag == Tag::Person) << (n + NAMES);
        let borders = usize::from(near.begins) | border(1) | border(2) | border(3);
        self.table[borders | name(0) | name(1) | name(2)]
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
