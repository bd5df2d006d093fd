//! Words in and beside the names of persons.

use serde::{Deserialize, Serialize};

use super::listed::{value, words};
use crate::dictionary::Row;

/// A surname (`surnames.tsv`: word, frequency, ambiguous).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Surname {
    /// Few people bear it.
    pub rare: bool,
    /// It is mostly another word when it stands in running text (和, 于, 万).
    pub ambiguous: bool,
    /// Points for or against a name that begins with it.
    pub points: i16,
}

/// Least points of a surname that is another word too and yet hardly one.
const CLEAR: i16 = 6;

impl Surname {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            rare: row.get("frequency") == "rare",
            ambiguous: !row.get("ambiguous").is_empty(),
            points: row.points("points"),
        }
    }

    /// Whether it is hardly another word in running text, though it may be: 黄, 何.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        !self.ambiguous || self.points >= CLEAR
    }

    /// 0 common, 1 rare, 2 ambiguous.
    #[must_use]
    pub fn sort(&self) -> usize {
        if self.ambiguous { 2 } else { usize::from(self.rare) }
    }
}

/// A character of given names (`given-names.tsv`: word, weight, first, second, single).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GivenName {
    /// How name-like it is, 0 to 3.
    pub weight: u8,
    /// Points as the first of two.
    pub first: i16,
    /// Points as the second of two.
    pub second: i16,
    /// Points alone.
    pub single: i16,
}

impl GivenName {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            weight: row.get("weight").parse().unwrap_or(1),
            first: row.points("first"),
            second: row.points("second"),
            single: row.points("single"),
        }
    }

    /// Its weight, at most 3.
    #[must_use]
    pub fn sort(&self) -> usize {
        usize::from(self.weight.min(3))
    }
}

/// Where a word stands beside the name it supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Beside {
    /// The word stands before the name (记者 安蓓).
    pub before: bool,
    /// The word stands after the name (王永军 同志).
    pub after: bool,
}

impl Beside {
    /// `before`, `after` or `both`.
    pub(super) fn of(position: &str) -> Self {
        Self { before: matches!(position, "before" | "both"), after: matches!(position, "after" | "both") }
    }
}

/// What a word beside a name is, by its list and `kind` of `titles.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TitleClass {
    /// The list does not say.
    #[default]
    Unsaid,
    /// An office: 书记.
    Office,
    /// What somebody does for a living or is: 农民.
    Trade,
    /// A word of address: 同志.
    Address,
    /// Stands beside the names of who wrote: 记者.
    Byline,
    /// Whose kin somebody is: 儿子.
    Kin,
    /// An age: 52岁的.
    Age,
    /// A verb of appointing: 任命.
    Appoint,
    /// A verb that persons do: 介绍.
    Speech,
    /// A weaker one.
    Verb,
    /// A verb that programmes are the object of: 开展.
    Doing,
    /// Such a verb that says that they are carried out: 实施.
    Undertaking,
}

impl TitleClass {
    /// Those that `titles.tsv` tells.
    const LISTED: &[(Self, &'static str)] = &[
        (Self::Office, "office"),
        (Self::Trade, "trade"),
        (Self::Address, "address"),
        (Self::Byline, "byline"),
        (Self::Kin, "kin"),
        (Self::Age, "age"),
        (Self::Appoint, "appoint"),
    ];
    /// Their names there.
    pub(in crate::dictionary) const NAMES: &'static [&'static str] =
        &words::<_, { Self::LISTED.len() }>(Self::LISTED);

    /// Whether it says what somebody does: an office or a trade.
    #[must_use]
    pub const fn is_post(self) -> bool {
        matches!(self, Self::Office | Self::Trade)
    }

    pub(super) fn of(row: Row<'_>) -> Self {
        value(Self::LISTED, row.get("kind"))
    }
}

/// A word that stands beside personal names or programmes (`titles.tsv`, `speech-verbs.tsv`, `programme-verbs.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Title {
    /// Where it stands.
    pub beside: Beside,
    /// What it is.
    pub class: TitleClass,
    /// Whether a verb of speaking alone tells that a name stands before it (`tells` of `speech-verbs.tsv`).
    pub tells: bool,
}

impl Title {
    pub(super) fn new(position: &str, class: TitleClass) -> Self {
        Self { beside: Beside::of(position), class, tells: false }
    }

    /// The same with what `tells` says.
    pub(super) fn telling(mut self, tells: &str) -> Self {
        self.tells = tells == "yes";
        self
    }
}
