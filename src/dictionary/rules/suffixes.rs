//! Ends of the names of bodies, places and roads, and short forms of places.

use serde::{Deserialize, Serialize};

use super::listed::{value, words};
use super::people::Beside;
use crate::dictionary::{Level, Row, normal};

/// What a suffix names (`role` of `organisation-suffixes.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Names {
    /// A body of its own.
    Body,
    /// A part of the body right before it (人力资源部).
    Part,
    /// Either (分行).
    Both,
}

/// Whether bodies with a suffix are named after persons (`role` of `organisation-suffixes.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NamedAfter {
    /// As other bodies are, seldom.
    None,
    /// Often: where the text tells of the person (工作室).
    Known,
    /// Always (劳模工作室).
    Persons,
}

/// The end of an organisation's name (`organisation-suffixes.tsv`: word, strength, min, role).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Suffix {
    /// The suffix alone makes a body of what stands before it.
    pub strong: bool,
    /// Least characters of core between a place and the suffix.
    pub min: u8,
    /// What it names.
    pub names: Names,
    /// Whether such bodies are named after persons.
    pub after: NamedAfter,
    /// It only looks like an end, as a word of its own (格局, 部署).
    pub never: bool,
    /// Points for or against a name that ends with it.
    pub points: i16,
}

/// What a place that ends in a suffix is (`class` of `place-suffixes.tsv`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceClass {
    /// The list does not say: a word that only looks like a suffix.
    #[default]
    Unsaid,
    /// A division: 镇.
    Division,
    /// A water or a mountain: 湖.
    Natural,
    /// A road, a railway, where one crosses or stops: 大桥.
    Transport,
    /// What is built or kept: 公园.
    Site,
    /// A stretch of land: 开发区.
    Zone,
}

impl PlaceClass {
    const LISTED: &[(Self, &'static str)] = &[
        (Self::Division, "division"),
        (Self::Natural, "natural"),
        (Self::Transport, "transport"),
        (Self::Site, "site"),
        (Self::Zone, "zone"),
    ];
    /// The names of the classes in the list.
    pub(in crate::dictionary) const NAMES: &'static [&'static str] =
        &words::<_, { Self::LISTED.len() }>(Self::LISTED);

    /// Whether it is a part of the land: a division, a water or a mountain.
    #[must_use]
    pub const fn is_land(self) -> bool {
        matches!(self, Self::Division | Self::Natural)
    }
}

/// The end of a place's name (`place-suffixes.tsv`: word, class, strength, min, level).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlaceSuffix {
    /// The level of division that it ends, if townships or villages end so.
    pub level: Option<Level>,
    /// What such a place is.
    pub class: PlaceClass,
    /// The suffix alone makes a place of what stands before it.
    pub strong: bool,
    /// It only looks like an end, as a word of its own (开港, 城市).
    pub never: bool,
    /// Least characters of core.
    pub min: u8,
    /// Points for or against a name that ends with it.
    pub points: i16,
}

/// A word beside the number of a road (`place-numbers.tsv`: word, position, alone).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Road {
    /// Where it stands.
    pub beside: Beside,
    /// With a number it is a road whatever else stands there (国道, not 线).
    pub alone: bool,
}

/// A short form that is no alias (`place-short-forms.tsv`: word, name, note).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ShortForm {
    /// The name of the place, or of several of that name.
    pub name: String,
    /// It is an everyday word or has a bearer that is better known.
    pub common: bool,
    /// It is so everyday a word that only what contains it bears it out, or a list of places.
    pub word: bool,
}

impl Suffix {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            strong: row.get("strength") == "strong",
            min: row.get("min").parse().unwrap_or(1),
            names: match row.get("role") {
                "unit" => Names::Part,
                "head|unit" | "head|unit|room" => Names::Both,
                _ => Names::Body,
            },
            after: match row.get("role") {
                "head|person" => NamedAfter::Persons,
                "head|room" | "head|unit|room" => NamedAfter::Known,
                _ => NamedAfter::None,
            },
            never: row.get("strength") == "none",
            points: row.points("points"),
        }
    }
}

impl PlaceSuffix {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self {
            level: match row.get("level") {
                "township" => Some(Level::Township),
                "village" => Some(Level::Village),
                _ => None,
            },
            class: value(PlaceClass::LISTED, row.get("class")),
            strong: row.get("strength") == "strong",
            never: row.get("strength") == "none",
            min: row.get("min").parse().unwrap_or(1),
            points: row.points("points"),
        }
    }
}

impl Road {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self { beside: Beside::of(row.get("position")), alone: row.get("alone") == "yes" }
    }
}

impl ShortForm {
    pub(super) fn of(row: Row<'_>) -> Self {
        let note = row.get("note");
        Self { name: normal(row.get("name")), common: !note.is_empty(), word: note == "word" }
    }
}
