//! Regular bodies, and characters that stand for places.

use serde::{Deserialize, Serialize};

use crate::dictionary::{Levels, Row, normal};

/// One way to write a regular body: `prefix` + place + `tail` (`bodies.tsv`: name, forms, levels).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BodyForm {
    /// Number of the body in [`Rules::bodies`](super::Rules::bodies).
    pub body: u32,
    /// What stands before the place (中共), mostly nothing.
    pub prefix: String,
    /// What stands after it.
    pub tail: String,
    /// The place must end in its level word (市, 旗, 自治区).
    pub full: bool,
}

/// A body that many places have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Body {
    /// The canonical name, with `{place}` for the canonical name of the place.
    pub name: String,
    /// The levels of place that have it.
    pub levels: Levels,
    /// File of the row.
    pub path: String,
    /// Line of the row.
    pub line: u64,
}

/// One character that stands for a place (`place-abbreviations.tsv`: word, name, level, alone, beside,
/// unless-behind, unless-before).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Abbreviation {
    /// Canonical name of the place.
    pub name: String,
    /// The place is a state.
    pub country: bool,
    /// Where it stands for the place.
    pub use_of: AbbreviationUse,
    /// Letters beside which it is this place, whatever the article names: 巴 beside 以.
    pub beside: String,
    /// What makes another word of the letter where it stands right before it: 最 + 美.
    pub unless_behind: Vec<String>,
    /// What does where it stands right behind it: 港 + 避风.
    pub unless_before: Vec<String>,
}

/// Where one character stands for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AbbreviationUse {
    /// Among others only: 沪苏浙皖.
    Among,
    /// Inside a frame too: 访日, 日方.
    Framed,
    /// Where it is a word of its own, too.
    Alone,
    /// Beside another one, only where the text tells of the two: 中波两国.
    Paired,
    /// In a frame and beside no other one: 访华, but 中华 are not two states.
    Single,
    /// Only where the article names the place: 尼 in an article on 尼日利亚.
    Named,
}

impl AbbreviationUse {
    fn of(text: &str) -> Self {
        match text {
            "yes" => Self::Alone,
            "frame" => Self::Framed,
            "pair" => Self::Paired,
            "single" => Self::Single,
            "named" => Self::Named,
            _ => Self::Among,
        }
    }

    /// Whether it stands for the place inside a frame.
    #[must_use]
    pub fn framed(self) -> bool {
        matches!(self, Self::Framed | Self::Alone | Self::Single)
    }
}

impl BodyForm {
    /// The ways to write the body with a number that one form gives.
    pub(super) fn of(body: u32, form: &str) -> impl Iterator<Item = Self> {
        [("{place}", false), ("{full}", true)].into_iter().filter_map(move |(slot, full)| {
            let (prefix, tail) = form.split_once(slot).filter(|(_, tail)| !tail.is_empty())?;
            Some(Self { body, prefix: normal(prefix), tail: normal(tail), full })
        })
    }
}

impl Body {
    pub(super) fn of(name: &str, row: Row<'_>) -> Self {
        let levels = Levels::parse(row.list("levels"));
        Self { name: name.to_owned(), levels, path: row.path.to_string(), line: row.line }
    }
}

impl Abbreviation {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            name: row.get("name").to_owned(),
            country: row.get("level") == "country",
            use_of: AbbreviationUse::of(row.get("alone")),
            beside: row.get("beside").to_owned(),
            unless_behind: row.list("unless-behind").map(str::to_owned).collect(),
            unless_before: row.list("unless-before").map(str::to_owned).collect(),
        }
    }

    /// Whether what stands before the letter or behind it makes another word of it. One character alone does not where the letter is
    /// framed from the other side: 访 + 德 + 的.
    #[must_use]
    pub fn is_other(&self, before: &str, behind: &str, [framed_before, framed_behind]: [bool; 2]) -> bool {
        let tells = |word: &str, framed: bool| !framed || word.chars().nth(1).is_some();
        let ends = |word: &String| before.ends_with(word.as_str()) && tells(word, framed_behind);
        let begins = |word: &String| behind.starts_with(word.as_str()) && tells(word, framed_before);
        self.unless_behind.iter().any(ends) || self.unless_before.iter().any(begins)
    }
}
