//! Evidence: clues for or against a name, each with its points from `dictionaries/rules/evidence.tsv`.
//!
//! Ten points are one in the natural logarithm of the odds, so a sum of 0 is an even chance (logistic regression, Cox 1958).

use std::collections::BTreeMap;

use crate::dictionary::{Kind, Stand, WordPoints};
use crate::recognise::letters::Word;

/// One clue. The table names it `rule.clue`, each rule having points of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Clue {
    Any,
    SurnameCommon,
    SurnameRare,
    SurnameAmbiguous,
    SurnameTwo,
    GivenOne,
    GivenTwo,
    SingleWeight0,
    SingleWeight1,
    SingleWeight2,
    SingleWeight3,
    GivenWeight0,
    GivenWeight1,
    GivenWeight2,
    GivenWeight3,
    WholeName,
    WholePlace,
    WholeBody,
    WholeProper,
    WholeWord,
    CutLeft,
    CutRight,
    CutRightName,
    FrontWord,
    FrontName,
    GivenWord,
    GivenName,
    Singles,
    Dotted,
    NameParts,
    LeftSpace,
    LeftByline,
    LeftKin,
    LeftVerb,
    LeftTrade,
    LeftOffice,
    LeftStart,
    LeftList,
    LeftComma,
    LeftBook,
    LeftBracket,
    LeftMark,
    LeftQuote,
    LeftOfVerb,
    LeftOfGrammar,
    LeftOfNoun,
    LeftOfProper,
    LeftOfPlace,
    LeftOfPerson,
    LeftOfNumber,
    LeftOfOther,
    LeftListed,
    RightSpace,
    RightByline,
    RightVerb,
    RightAddress,
    RightTitle,
    RightEnd,
    RightList,
    RightComma,
    RightBracket,
    RightBook,
    RightMark,
    RightOf,
    RightAndOthers,
    RightOfVerb,
    RightOfGrammar,
    RightOfNoun,
    RightOfTime,
    RightOfOther,
    RightSuffix,
    SuffixStrong,
    SuffixWeak,
    SuffixUnit,
    SuffixOne,
    SuffixTwo,
    SuffixThree,
    SuffixLong,
    ClassDivision,
    ClassNatural,
    ClassTransport,
    ClassSite,
    ClassZone,
    Core0,
    Core1,
    Core2,
    Core3,
    Core4,
    Core6,
    Core10,
    FirstPlace,
    FirstBody,
    FirstPerson,
    FirstProper,
    FirstNoun,
    FirstVerb,
    FirstVerbalNoun,
    FirstModifier,
    FirstAdjective,
    FirstNumber,
    FirstSingle,
    FirstUnknown,
    FirstGrammar,
    FirstSide,
    FirstTime,
    FirstAbbreviation,
    FirstPhrase,
    FirstLatin,
    FirstListed,
    HasPlace,
    HasBody,
    HasPerson,
    HasProper,
    HasVerb,
    HasGrammar,
    HasUnknown,
    HasMark,
    HasNumber,
    HasSide,
    HasTime,
    HasAdjective,
    OnlyNouns,
    CoreWord,
    CoreUnknown,
    Length2,
    Length3,
    Length4,
    Length5,
    Length7,
    AllForeign,
    MostForeign,
    CommonForeign,
    EndsListed,
    SuffixInNoun,
    Unnamed,
    Spread,
    Joined,
    Titled,
    Framed,
    Apart,
}

/// The names of the clues, in their order.
const NAMES: [&str; 140] = [
    "any",
    "surname-common",
    "surname-rare",
    "surname-ambiguous",
    "surname-two",
    "given-one",
    "given-two",
    "single-weight-0",
    "single-weight-1",
    "single-weight-2",
    "single-weight-3",
    "given-weight-0",
    "given-weight-1",
    "given-weight-2",
    "given-weight-3",
    "whole-name",
    "whole-place",
    "whole-body",
    "whole-proper",
    "whole-word",
    "cut-left",
    "cut-right",
    "cut-right-name",
    "front-word",
    "front-name",
    "given-word",
    "given-name",
    "singles",
    "dotted",
    "name-parts",
    "left-space",
    "left-byline",
    "left-kin",
    "left-verb",
    "left-trade",
    "left-office",
    "left-start",
    "left-list",
    "left-comma",
    "left-book",
    "left-bracket",
    "left-mark",
    "left-quote",
    "left-of-verb",
    "left-of-grammar",
    "left-of-noun",
    "left-of-proper",
    "left-of-place",
    "left-of-person",
    "left-of-number",
    "left-of-other",
    "left-listed",
    "right-space",
    "right-byline",
    "right-verb",
    "right-address",
    "right-title",
    "right-end",
    "right-list",
    "right-comma",
    "right-bracket",
    "right-book",
    "right-mark",
    "right-of",
    "right-and-others",
    "right-of-verb",
    "right-of-grammar",
    "right-of-noun",
    "right-of-time",
    "right-of-other",
    "right-suffix",
    "suffix-strong",
    "suffix-weak",
    "suffix-unit",
    "suffix-one",
    "suffix-two",
    "suffix-three",
    "suffix-long",
    "class-division",
    "class-natural",
    "class-transport",
    "class-site",
    "class-zone",
    "core-0",
    "core-1",
    "core-2",
    "core-3",
    "core-4",
    "core-6",
    "core-10",
    "first-place",
    "first-body",
    "first-person",
    "first-proper",
    "first-noun",
    "first-verb",
    "first-verbal-noun",
    "first-modifier",
    "first-adjective",
    "first-number",
    "first-single",
    "first-unknown",
    "first-grammar",
    "first-side",
    "first-time",
    "first-abbreviation",
    "first-phrase",
    "first-latin",
    "first-listed",
    "has-place",
    "has-body",
    "has-person",
    "has-proper",
    "has-verb",
    "has-grammar",
    "has-unknown",
    "has-mark",
    "has-number",
    "has-side",
    "has-time",
    "has-adjective",
    "only-nouns",
    "core-word",
    "core-unknown",
    "length-2",
    "length-3",
    "length-4",
    "length-5",
    "length-7",
    "all-foreign",
    "most-foreign",
    "common-foreign",
    "ends-listed",
    "suffix-in-noun",
    "unnamed",
    "spread",
    "joined",
    "titled",
    "framed",
    "apart",
];

/// A set of clues: a bit for each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clues([u64; NAMES.len().div_ceil(64)]);

impl Clues {
    const NONE: Self = Self([0; NAMES.len().div_ceil(64)]);

    const fn with(mut self, clue: Clue) -> Self {
        self.0[clue as usize / 64] |= 1 << (clue as usize % 64);
        self
    }

    /// The set of some clues.
    pub(crate) const fn of(clues: &[Clue]) -> Self {
        let (mut set, mut n) = (Self::NONE, 0);
        while n < clues.len() {
            set = set.with(clues[n]);
            n += 1;
        }
        set
    }
}

/// The most points that one side of a candidate can bring it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    /// Where a letter stands there and no title.
    pub(crate) plain: i32,
    /// Whatever stands there.
    pub(crate) any: i32,
    /// More, where white space stands there.
    pub(crate) space: i32,
}

/// The points of a rule's clues. A clue that the table leaves out counts nothing.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    clues: [i16; NAMES.len()],
    /// Number of the kind in [`WordPoints::KINDS`].
    pub(crate) kind: usize,
}

impl Points {
    /// The points of the rows `rule.clue`.
    pub(crate) fn new(rule: &str, kind: &Kind, table: &BTreeMap<String, i32>) -> Self {
        let clue = |clue| table.get(&format!("{rule}.{clue}")).map_or(0, |&points| points as i16);
        let kind = WordPoints::KINDS.iter().position(|other| other == kind).unwrap_or_default();
        Self { clues: NAMES.map(clue), kind }
    }

    /// The points of a clue.
    pub(crate) fn of(&self, clue: Clue) -> i32 {
        i32::from(self.clues[clue as usize])
    }

    /// The most points that the listed names at a candidate can bring it.
    pub(crate) fn most_listed(&self) -> i32 {
        let clues = [Clue::LeftListed, Clue::FirstListed, Clue::EndsListed, Clue::Unnamed, Clue::RightSuffix];
        self.most_of(&clues)
    }

    /// The most points that the words in a personal name can bring it.
    pub(crate) fn most_inside(&self) -> i32 {
        let whole = [Clue::WholeName, Clue::WholeWord];
        let parts = [
            Clue::CutLeft,
            Clue::CutRight,
            Clue::CutRightName,
            Clue::FrontWord,
            Clue::FrontName,
            Clue::GivenWord,
            Clue::GivenName,
            Clue::Singles,
            Clue::SuffixStrong,
        ];
        self.most_of(&whole) + self.most_of(&parts)
    }

    /// The most points that some clues together bring.
    fn most_of(&self, clues: &[Clue]) -> i32 {
        clues.iter().map(|&clue| self.of(clue).max(0)).sum()
    }

    /// The most points that what stands to the left of a candidate can bring it, but for the word there.
    pub(crate) fn most_left(&self) -> Side {
        Side {
            plain: self.most(Clue::LeftQuote, Clue::LeftOfOther),
            any: self.most(Clue::LeftByline, Clue::LeftOfOther),
            space: self.of(Clue::LeftSpace).max(0),
        }
    }

    /// The most points that what stands to the right of a candidate can bring it, but for the word there.
    pub(crate) fn most_right(&self) -> Side {
        Side {
            plain: self.most(Clue::RightOf, Clue::RightOfOther),
            any: self.most(Clue::RightByline, Clue::RightOfOther),
            space: self.of(Clue::RightSpace).max(0),
        }
    }

    /// The most points that both sides together can bring a candidate, where a title stands before it.
    pub(crate) fn most_titled(&self) -> i32 {
        self.most(Clue::Titled, Clue::Apart).max(0)
    }

    /// The most points that one of some clues, which follow each other, brings.
    fn most(&self, from: Clue, to: Clue) -> i32 {
        let clues = &self.clues[from as usize..=to as usize];
        clues.iter().max().map_or(0, |&points| i32::from(points))
    }
}

/// Most clues that one candidate can have: more than any rule looks for.
const MOST: usize = 48;

/// A word in or beside a candidate: where it stands, its characters, its points for each of [`WordPoints::KINDS`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) stand: Stand,
    pub(crate) start: u32,
    pub(crate) end: u32,
    points: [i8; 3],
}

impl Part {
    /// Its points for the kind of a rule.
    pub(crate) fn points_of(&self, points: &Points) -> i32 {
        i32::from(self.points[points.kind])
    }
}

/// Most words in and beside one candidate: ten in its core, one to each side.
const MOST_WORDS: usize = 12;

/// Clues found for one candidate. In place, since most candidates live for a moment only.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    clues: [Clue; MOST],
    len: usize,
    set: Clues,
    words: [Part; MOST_WORDS],
    parts: usize,
    extra: i32,
}

impl Default for Evidence {
    fn default() -> Self {
        let none = Part { stand: Stand::Left, start: 0, end: 0, points: [0; 3] };
        Self {
            clues: [Clue::Any; MOST],
            len: 0,
            set: Clues::NONE,
            words: [none; MOST_WORDS],
            parts: 0,
            extra: 0,
        }
    }
}

impl Evidence {
    pub(crate) fn clear(&mut self) {
        self.len = 0;
        self.set = Clues::NONE;
        self.parts = 0;
        self.extra = 0;
    }

    pub(crate) fn add(&mut self, clue: Clue) {
        self.clues[self.len] = clue;
        self.len += 1;
        self.set = self.set.with(clue);
    }

    /// Adds a word in or beside the name.
    pub(crate) fn add_word(&mut self, stand: Stand, word: &Word, points: &WordPoints) {
        let points = points.at(stand);
        let part = Part { stand, start: word.start as u32, end: word.end as u32, points };
        if self.parts < MOST_WORDS {
            self.words[self.parts] = part;
            self.parts += 1;
        }
    }

    /// The words in and beside the name.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.words[..self.parts]
    }

    /// Adds points that word lists give characters and suffixes.
    pub(crate) fn add_points(&mut self, points: i32) {
        self.extra += points;
    }

    pub(crate) fn has(&self, clue: Clue) -> bool {
        self.has_any(Clues::NONE.with(clue))
    }

    pub(crate) fn has_any(&self, clues: Clues) -> bool {
        self.set.0.iter().zip(clues.0).any(|(ours, theirs)| ours & theirs != 0)
    }

    fn clues(&self) -> &[Clue] {
        &self.clues[..self.len]
    }

    /// The sum of the points.
    pub(crate) fn sum(&self, points: &Points) -> i32 {
        let clues = self.clues().iter().map(|&clue| points.of(clue)).sum::<i32>();
        let words = self.parts().iter().map(|part| part.points_of(points)).sum::<i32>();
        self.extra + clues + words
    }

    /// The names of the clues, for explanations.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.clues().iter().map(|&clue| NAMES[clue as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_row_of_the_table_names_a_rule_and_a_clue() {
        let lists = Dictionary::builtin().rules;
        let rules = super::super::all(&lists);
        for row in lists.evidence.keys() {
            let (rule, clue) = row.rsplit_once('.').unwrap();
            assert!(rules.iter().any(|known| known.id == rule), "{row}");
            assert!(clue == "threshold" || NAMES.contains(&clue), "{row}");
        }
    }
}
