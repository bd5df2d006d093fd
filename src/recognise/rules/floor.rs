//! What a candidate must reach to matter, and the most points that are still to come when part of it has been looked at:
//! most candidates are left early.

use rustc_hash::FxHashMap;

use super::evidence::{Clue, Evidence, Points};
use super::{Listed, Rule, THRESHOLD, context, persons::lists};
use crate::dictionary::{Stand, WordPoints};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;

/// The most points that are to come, by a rule's table.
pub(super) struct Most {
    /// From the left and the right of a candidate, whatever stands there but the words, and from both together.
    pub(super) left: i32,
    pub(super) right: i32,
    /// More, from white space on these sides.
    left_space: i32,
    pub(super) right_space: i32,
    /// From the word to the right, whichever it is.
    pub(super) right_word: i32,
    pub(super) titled: i32,
    /// From listed names.
    pub(super) listed: i32,
    /// When all has been looked at.
    pub(super) later: i32,
}

impl Most {
    pub(super) fn of(points: &Points, words: &FxHashMap<String, WordPoints>, later: i32) -> Self {
        let right = words.values().map(|word| word.of_kind(Stand::Right, points.kind));
        Self {
            left: points.most_left(),
            right: points.most_right(),
            left_space: points.of(Clue::LeftSpace).max(0),
            right_space: points.of(Clue::RightSpace).max(0),
            right_word: right.max().unwrap_or(0).max(0),
            titled: points.most_titled(),
            listed: points.most_listed(),
            later,
        }
    }
}

/// What a sum of points must reach to matter, for the rules that look at the same things.
pub(crate) struct Floor<'a> {
    rules: Vec<&'a Rule>,
    listed: &'a Listed,
}

/// The most points that the two sides of a candidate can bring it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    pub(super) left: i32,
    pub(super) right: i32,
}

impl<'a> Floor<'a> {
    /// The floor of some rules; of none, where everything matters. No rule proposes what is listed.
    pub(super) fn new(rules: Vec<&'a Rule>, listed: &'a Listed) -> Self {
        Self { rules, listed }
    }

    /// Whether a candidate (in characters) is a listed name.
    pub(super) fn is_listed(&self, letters: &Letters, (start, end): (usize, usize)) -> bool {
        self.listed.contains(&letters.span(start, end))
    }

    /// Whether a candidate (in characters) is listed, or falls short of every rule whatever stands beside it. What its sides
    /// bring at most, where that is known already, is that by the only rule.
    pub(super) fn is_below(
        &self,
        page: &Page<'_>,
        letters: &Letters,
        at: (usize, usize),
        evidence: &Evidence,
        sides: Option<Sides>,
    ) -> bool {
        let short = self.is_short(page, letters, at, |rule| {
            let Sides { left, right } = sides.unwrap_or_else(|| rule.sides(page, letters, at));
            evidence.sum(&rule.points) + rule.most.listed + left + right
        });
        short || self.is_listed(letters, at)
    }

    /// Whether it does whatever stands to its right, when all else has been looked at.
    pub(super) fn is_below_to_the_right(
        &self,
        page: &Page<'_>,
        letters: &Letters,
        at: (usize, usize),
        evidence: &Evidence,
        sides: Option<Sides>,
    ) -> bool {
        self.is_short(page, letters, at, |rule| {
            let right = sides.map_or_else(|| rule.to_the_right(page, letters, at.1), |sides| sides.right);
            evidence.sum(&rule.points) + rule.titled(page, letters, at.0) + right
        })
    }

    /// The rule, where it looks at these things alone.
    pub(super) fn only(&self) -> Option<&'a Rule> {
        self.rules.first().copied().filter(|_| self.rules.len() == 1)
    }

    /// Whether a candidate falls short of every rule, with the most points that it can have by each.
    pub(super) fn is_short(
        &self,
        page: &Page<'_>,
        letters: &Letters,
        at: (usize, usize),
        most: impl Fn(&Rule) -> i32,
    ) -> bool {
        !self.rules.is_empty() && self.rules.iter().all(|rule| rule.is_short(page, letters, at, most(rule)))
    }
}

impl Rule {
    /// The least sum that counts without a list; a list can bring [`lists::BETWEEN`] more.
    pub(super) fn least(&self) -> i32 {
        self.threshold.min(THRESHOLD)
    }

    /// The most points that what stands beside a candidate can bring.
    fn sides(&self, page: &Page<'_>, letters: &Letters, at: (usize, usize)) -> Sides {
        Sides { left: self.to_the_left(page, letters, at.0), right: self.to_the_right(page, letters, at.1) }
    }

    /// The most points that what stands to the left of a character can bring, alone and together with what follows the name.
    #[inline]
    pub(super) fn to_the_left(&self, page: &Page<'_>, letters: &Letters, at: usize) -> i32 {
        let Most { left, titled, left_space, .. } = self.most;
        let word = at.checked_sub(1).map_or(0, |n| self.in_word(page, letters, n, Stand::Left));
        let side = if context::may_title_before(page, letters, at) {
            left + titled
        } else {
            self.points.of(context::plain_before(page, letters, at))
        };
        word + side + if page.space_at(letters.at[at]) { left_space } else { 0 }
    }

    /// The most points that are to come when what stands to the right of a candidate has not been looked at.
    #[inline]
    pub(super) fn to_the_right(&self, page: &Page<'_>, letters: &Letters, at: usize) -> i32 {
        let word = self.in_word(page, letters, at, Stand::Right);
        let side = if context::may_title_behind(page, letters, at) {
            self.most.right
        } else {
            self.points.of(context::plain_behind(letters, at))
        };
        let space = if page.space_at(letters.at[at]) { self.most.right_space } else { 0 };
        word + side + space + self.most.later
    }

    /// The most points that a title to the left of a character and what follows the name can bring together.
    pub(super) fn titled(&self, page: &Page<'_>, letters: &Letters, at: usize) -> i32 {
        if context::may_title_before(page, letters, at) { self.most.titled } else { 0 }
    }

    /// The points of the word at a character.
    #[inline]
    fn in_word(&self, page: &Page<'_>, letters: &Letters, at: usize, stand: Stand) -> i32 {
        if letters.letter(at) {
            page.points(letters.word(at).points).of_kind(stand, self.points.kind)
        } else {
            0
        }
    }

    /// Whether a candidate with so many points at most counts for nothing, in a list or not.
    #[inline]
    pub(super) fn is_short(&self, page: &Page<'_>, letters: &Letters, at: (usize, usize), most: i32) -> bool {
        let least = self.least();
        most < least && (most < least - lists::BETWEEN || !lists::beside_mark(page, letters, at))
    }
}
