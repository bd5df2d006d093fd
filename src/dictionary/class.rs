//! The classes of single characters in `characters.tsv`: what one of them tells where a rule meets it.

use serde::{Deserialize, Serialize};

/// Classes of a character; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// The places of the classes in their set.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the constants bear these names")]
        enum Bit { $($name),* }

        impl Class {
            $($(#[$doc])* pub const $name: Self = Self(1 << Bit::$name as u32);)*

            /// The classes by their names in the list.
            pub(super) const NAMES: &'static [&'static str] = &[$($word),*];
        }
    };
}

classes! {
    /// Stands between names, in none (的, 和).
    JOINT "joint",
    /// Stands in no name of a firm either (向).
    DIRECTION "direction",
    /// Counts, points or leads on, and stands in no name of a township either (各, 该).
    POINTER "pointer",
    /// Ends a word for what somebody does or is (员 in 收购员).
    TRADE "trade",
    /// Ends a word for a body that jieba knows, and is no suffix, because too much else ends in it (党).
    BODY "body",
    /// A crew, of which the leader is told by the rank (班 in 班长).
    CREW "crew",
    /// Whoever leads a crew or a body (长).
    LEADER "leader",
    /// Stands before who leads a body, and not at the end of that body (副 in 副部长).
    DEPUTY "deputy",
    /// Persons are counted by it (名).
    PERSONS "persons",
    /// Places are counted by it: 三县.
    PLACES "places",
    /// Levels and ranks are counted by it: 三级.
    LEVEL "level",
    /// A division ends in it: no noun of its own before the suffix of a township.
    DIVISION "division",
    /// Completes the short form of a place, tried first.
    FULL_FIRST "full-1",
    /// Completes the short form of a place, tried second.
    FULL_SECOND "full-2",
    /// Completes the short form of a place, tried third.
    FULL_THIRD "full-3",
    /// Ends the word by which roads and railways are counted: 9条高速公路.
    LINE "line",
    /// Stands before a word for a level that means any of them (各 in 各自治区).
    ANY "any",
    /// Stands before a bare word for a level that is not that of the article (两 in 两市).
    NOT_OURS "not-ours",
    /// Ends an award.
    AWARD "award",
    /// Ends a contest or an award, of which the place in front is a part.
    CONTEST "contest",
    /// Stands behind a head of one character and gives a rank or a metal (奖 + 一等).
    RANK "rank",
    /// Ends a verb that says what is done with a name (进 in 写进).
    ONWARD "onward",
    /// Is no part of a word that jieba lacks (是).
    AUXILIARY "auxiliary",
    /// Ends what tells when something is said (后 in 会谈后说).
    WHEN "when",
    /// Ends a word for a sort of persons or bodies (员 in 党员).
    SORT "sort",
    /// Tells of a water or a mountain, and names none (大 in 大河边).
    PLAIN "plain",
    /// Ends the name of a water in a list.
    WATER "water",
    /// Is grammar, and stands in no body that fills an item of a list.
    PARTICLE "particle",
    /// Ends the name of a township (镇, 乡).
    TOWNSHIP "township",
    /// Ends the name of a village (村).
    VILLAGE "village",
    /// Ends the name of a place whose bodies are named behind it: 荷叶村 + 党总支.
    GRASSROOTS "grassroots",
    /// Says of a title that somebody had it: 原 + 主任.
    FORMER "former",
    /// Ends the name of a people (白族).
    PEOPLE "people",
    /// Stands between the ends of a road: 兰州 + 至 + 海口国家高速公路.
    UNTIL "until",
    /// Ends the name of a street.
    STREET "street",
    /// Counts things, and no places or persons (对 in 一对石狮).
    THING "thing",
    /// Ends the name of a small body behind its place: 镇康县 + 德昂银器传习 + 点.
    ROOM "room",
    /// Stands for a name that is not told: 张某.
    ANONYMOUS "anonymous",
    /// Ends a number by which townships are counted (个 in 三个镇).
    RECKONED "reckoned",
    /// Stands behind a number where programmes are counted, not named (大 in 五大工程).
    BUNDLE "bundle",
    /// Ends the paper or the agency of a dateline (报 in 本报敦煌3月2日讯).
    AGENCY "agency",
    /// Stands before a word for a level that means no definite one (某 in 某省、市发改委).
    INDEFINITE "indefinite",
    /// A number: no other one, and none more or less, is a slip in a name.
    CONTRAST_NUMBER "contrast-number",
    /// A side: another one in its place makes another name.
    CONTRAST_SIDE "contrast-side",
    /// A size or an age: another one in its place makes another name.
    CONTRAST_SIZE "contrast-size",
    /// A level of places: another one in its place makes another name.
    CONTRAST_LEVEL "contrast-level",
    /// A sort of body: another one in its place makes another name.
    CONTRAST_OFFICE "contrast-office",
    /// Whose it is (男, 公): another one in its place makes another name.
    CONTRAST_SEX "contrast-sex",
    /// Ends names written by sound, and says little where it stands alone behind one (什 in 加尔贾什).
    LAST_SOUND "last-sound",
    /// Makes a word for a report or a picture with 报 behind it, and no paper (简 in 简报).
    REPORT "report",
    /// Ends a verb that says where somebody goes (进 in 走进).
    MOTION "motion",
}

impl Class {
    /// The classes with names; others are left out.
    #[must_use]
    pub fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let bits = names.filter_map(|name| Self::NAMES.iter().position(|known| *known == name));
        Self(bits.fold(0, |all, bit| all | 1 << bit))
    }

    /// Whether it is of that class, or of one of several.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both sets have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn a_character_is_of_the_classes_its_row_names() {
        let rows = "word\tclasses\n的\tjoint\n市\tplaces|level\n";
        let rules = Dictionary::of_text("rules/characters.tsv", rows).rules;
        assert!(rules.classes[&'的'].has(Class::JOINT));
        assert!(rules.classes[&'市'].has(Class::LEVEL) && !rules.classes[&'市'].has(Class::JOINT));
        assert_eq!(Class::of(["level", "places"].into_iter()), rules.classes[&'市']);
    }

    #[test]
    fn every_class_has_a_shipped_character() {
        let rules = Dictionary::builtin().rules;
        for name in Class::NAMES {
            let class = Class::of([*name].into_iter());
            assert!(rules.classes.values().any(|of| of.has(class)), "{name}");
        }
    }
}
