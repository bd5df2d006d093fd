//! The clues, with the names by which the table knows them, and sets of them.

/// Makes the clues and their names of one list.
macro_rules! clues {
    ($($clue:ident $name:literal,)*) => {
        /// One clue. The table names it `rule.clue`, each rule having points of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Clue {
            $($clue,)*
        }

        /// The names of the clues, in their order.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];
    };
}

clues! {
    Any "any",
    SurnameCommon "surname-common",
    SurnameRare "surname-rare",
    SurnameAmbiguous "surname-ambiguous",
    SurnameTwo "surname-two",
    GivenOne "given-one",
    GivenTwo "given-two",
    SingleWeight0 "single-weight-0",
    SingleWeight1 "single-weight-1",
    SingleWeight2 "single-weight-2",
    SingleWeight3 "single-weight-3",
    GivenWeight0 "given-weight-0",
    GivenWeight1 "given-weight-1",
    GivenWeight2 "given-weight-2",
    GivenWeight3 "given-weight-3",
    WholeName "whole-name",
    WholePlace "whole-place",
    WholeBody "whole-body",
    WholeProper "whole-proper",
    WholeWord "whole-word",
    CutLeft "cut-left",
    CutRight "cut-right",
    CutRightName "cut-right-name",
    FrontWord "front-word",
    FrontName "front-name",
    GivenWord "given-word",
    GivenName "given-name",
    Singles "singles",
    Dotted "dotted",
    NameParts "name-parts",
    LeftSpace "left-space",
    LeftByline "left-byline",
    LeftKin "left-kin",
    LeftVerb "left-verb",
    LeftTrade "left-trade",
    LeftOffice "left-office",
    LeftStart "left-start",
    LeftList "left-list",
    LeftComma "left-comma",
    LeftBook "left-book",
    LeftBracket "left-bracket",
    LeftMark "left-mark",
    LeftQuote "left-quote",
    LeftOfVerb "left-of-verb",
    LeftOfGrammar "left-of-grammar",
    LeftOfNoun "left-of-noun",
    LeftOfProper "left-of-proper",
    LeftOfPlace "left-of-place",
    LeftOfPerson "left-of-person",
    LeftOfNumber "left-of-number",
    LeftOfOther "left-of-other",
    LeftListed "left-listed",
    RightSpace "right-space",
    RightByline "right-byline",
    RightVerb "right-verb",
    RightAddress "right-address",
    RightTitle "right-title",
    RightEnd "right-end",
    RightList "right-list",
    RightComma "right-comma",
    RightBracket "right-bracket",
    RightBook "right-book",
    RightMark "right-mark",
    RightOf "right-of",
    RightAndOthers "right-and-others",
    RightOfVerb "right-of-verb",
    RightOfGrammar "right-of-grammar",
    RightOfNoun "right-of-noun",
    RightOfTime "right-of-time",
    RightOfOther "right-of-other",
    RightSuffix "right-suffix",
    TellsPlace "tells-place",
    TellsLongPlace "tells-long-place",
    SuffixStrong "suffix-strong",
    SuffixWeak "suffix-weak",
    SuffixUnit "suffix-unit",
    SuffixOne "suffix-one",
    SuffixTwo "suffix-two",
    SuffixThree "suffix-three",
    SuffixLong "suffix-long",
    ClassDivision "class-division",
    ClassNatural "class-natural",
    ClassTransport "class-transport",
    ClassSite "class-site",
    ClassZone "class-zone",
    Core0 "core-0",
    Core1 "core-1",
    Core2 "core-2",
    Core3 "core-3",
    Core4 "core-4",
    Core6 "core-6",
    Core10 "core-10",
    FirstPlace "first-place",
    FirstBody "first-body",
    FirstPerson "first-person",
    FirstProper "first-proper",
    FirstNoun "first-noun",
    FirstVerb "first-verb",
    FirstVerbalNoun "first-verbal-noun",
    FirstModifier "first-modifier",
    FirstAdjective "first-adjective",
    FirstNumber "first-number",
    FirstSingle "first-single",
    FirstUnknown "first-unknown",
    FirstGrammar "first-grammar",
    FirstSide "first-side",
    FirstTime "first-time",
    FirstAbbreviation "first-abbreviation",
    FirstPhrase "first-phrase",
    FirstLatin "first-latin",
    FirstListed "first-listed",
    HasPlace "has-place",
    HasBody "has-body",
    HasPerson "has-person",
    HasProper "has-proper",
    HasVerb "has-verb",
    HasGrammar "has-grammar",
    HasUnknown "has-unknown",
    HasMark "has-mark",
    HasNumber "has-number",
    HasSide "has-side",
    HasTime "has-time",
    HasAdjective "has-adjective",
    OnlyNouns "only-nouns",
    CoreWord "core-word",
    CoreUnknown "core-unknown",
    Length2 "length-2",
    Length3 "length-3",
    Length4 "length-4",
    Length5 "length-5",
    Length7 "length-7",
    AllForeign "all-foreign",
    MostForeign "most-foreign",
    CommonForeign "common-foreign",
    EndsListed "ends-listed",
    SuffixInNoun "suffix-in-noun",
    Unnamed "unnamed",
    Spread "spread",
    Joined "joined",
    Titled "titled",
    Framed "framed",
    Apart "apart",
}

/// A set of clues: a bit for each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clues([u64; NAMES.len().div_ceil(64)]);

impl Clues {
    pub(super) const NONE: Self = Self([0; NAMES.len().div_ceil(64)]);

    pub(super) const fn with(mut self, clue: Clue) -> Self {
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

    /// Whether the sets share a clue.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(ours, theirs)| ours & theirs != 0)
    }
}
