//! Evidence: signs for or against a name, each with its points from `dictionaries/rules/evidence.tsv`.

use std::collections::BTreeMap;

/// One sign. Its id in the table is given by [`Sign::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Sign {
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
    WholeWord,
    CutLeft,
    CutRight,
    CutRightName,
    FrontWord,
    FrontName,
    GivenWord,
    GivenName,
    Singles,
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
    LeftOfPerson,
    LeftOfOther,
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
}

/// Number of signs.
const SIGNS: usize = IDS.len();

/// The ids of the signs, in their order.
const IDS: [&str; 61] = [
    "person.surname-common",
    "person.surname-rare",
    "person.surname-ambiguous",
    "person.surname-two",
    "person.given-one",
    "person.given-two",
    "person.single-weight-0",
    "person.single-weight-1",
    "person.single-weight-2",
    "person.single-weight-3",
    "person.given-weight-0",
    "person.given-weight-1",
    "person.given-weight-2",
    "person.given-weight-3",
    "person.whole-name",
    "person.whole-word",
    "person.cut-left",
    "person.cut-right",
    "person.cut-right-name",
    "person.front-word",
    "person.front-name",
    "person.given-word",
    "person.given-name",
    "person.singles",
    "person.left-space",
    "person.left-byline",
    "person.left-kin",
    "person.left-verb",
    "person.left-trade",
    "person.left-office",
    "person.left-start",
    "person.left-list",
    "person.left-comma",
    "person.left-book",
    "person.left-bracket",
    "person.left-mark",
    "person.left-quote",
    "person.left-of-verb",
    "person.left-of-grammar",
    "person.left-of-noun",
    "person.left-of-proper",
    "person.left-of-person",
    "person.left-of-other",
    "person.right-space",
    "person.right-byline",
    "person.right-verb",
    "person.right-address",
    "person.right-title",
    "person.right-end",
    "person.right-list",
    "person.right-comma",
    "person.right-bracket",
    "person.right-book",
    "person.right-mark",
    "person.right-of",
    "person.right-and-others",
    "person.right-of-verb",
    "person.right-of-grammar",
    "person.right-of-noun",
    "person.right-of-time",
    "person.right-of-other",
];

/// The points of every sign, read once from the table. Signs that the table leaves out count nothing.
#[derive(Clone, Debug)]
pub(crate) struct Points([i16; SIGNS]);

impl Points {
    pub(crate) fn new(table: &BTreeMap<String, i32>) -> Self {
        Self(IDS.map(|id| table.get(id).map_or(0, |&points| points as i16)))
    }
}

/// Signs found for one candidate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    signs: Vec<Sign>,
}

impl Evidence {
    pub(crate) fn clear(&mut self) {
        self.signs.clear();
    }

    pub(crate) fn add(&mut self, sign: Sign) {
        self.signs.push(sign);
    }

    /// The sum of the points.
    pub(crate) fn sum(&self, points: &Points) -> i32 {
        self.signs.iter().map(|&sign| i32::from(points.0[sign as usize])).sum()
    }

    /// The ids of the signs, for explanations.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.signs.iter().map(|&sign| IDS[sign as usize])
    }
}
