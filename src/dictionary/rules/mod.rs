//! The word lists of `dictionaries/rules/`: what the recogniser knows about language, as people wrote it.
//!
//! Each list is a table; each type names the columns it reads. No name of a person, place or body stands here.

mod bodies;
mod listed;
mod people;
mod programmes;
mod read;
mod signs;
mod suffixes;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::Kind;
use super::class::Class;
use super::level::Levels;

pub use bodies::{Abbreviation, AbbreviationUse, Body, BodyForm};
pub use people::{Beside, GivenName, Surname, Title, TitleClass};
pub use programmes::{Head, HeadRole};
pub use signs::{Sign, Signs};
pub use suffixes::{NamedAfter, Names, PlaceClass, PlaceSuffix, Road, ShortForm, Suffix};
pub use words::{Stand, WordPoints};

/// What a word of the lists is to the recogniser when it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cue {
    /// Stands beside personal names.
    Title(Title),
    /// Ends an organisation's name.
    Suffix(Suffix),
    /// Ends a place's name.
    PlaceSuffix(PlaceSuffix),
    /// Stands beside the number of a road.
    Road(Road),
    /// Names places where the article speaks of what contains them.
    ShortForm(ShortForm),
    /// Ends a programme's name.
    Head(Head),
    /// Ends a regular body, in these forms ([`Rules::body_forms`]).
    BodyTail(Vec<u32>),
    /// Stands for a place of these levels (自治区, 我市).
    Deictic(Levels),
    /// The same, but only before a body (市 in 市委).
    BareDeictic(Levels),
}

/// A form that is never a name (`ignore.tsv`: word, kind, reason).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ignored {
    /// Of which kind; none: of any.
    pub kind: Option<Kind>,
    /// Why.
    pub reason: String,
    /// File of the row.
    pub path: String,
    /// Line of the row.
    pub line: u64,
}

/// All word lists together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Surnames of one or two characters.
    pub surnames: FxHashMap<String, Surname>,
    /// Characters of given names.
    pub given: FxHashMap<char, GivenName>,
    /// What single characters tell (`characters.tsv`).
    pub classes: FxHashMap<char, Class>,
    /// What single words tell (`signs.tsv`).
    pub signs: Signs,
    /// Characters that foreign names are written with; `true` where they are common in native words too.
    pub transliteration: BTreeMap<char, bool>,
    /// Parts of Mongolian, Uygur, Tibetan and other names.
    pub name_parts: FxHashSet<String>,
    /// One-character names of provinces and states.
    pub abbreviations: FxHashMap<char, Vec<Abbreviation>>,
    /// What stands before (`true`) or after a one-character name of a place: 访美, 美方.
    pub frames: FxHashMap<String, bool>,
    /// Regular bodies.
    pub bodies: Vec<Body>,
    /// How they are written.
    pub body_forms: Vec<BodyForm>,
    /// Words and what they are, by normal form.
    pub cues: BTreeMap<String, Vec<Cue>>,
    /// Cores and quoted words that are never programmes.
    pub not_programmes: FxHashSet<String>,
    /// Forms that are never tagged.
    pub ignore: FxHashMap<String, Vec<Ignored>>,
    /// Names of two characters that look like words and were looked through: only checking reads them.
    pub checked_names: BTreeSet<String>,
    /// Points of the signs for and against a name, by id (`evidence.tsv`).
    pub evidence: BTreeMap<String, i32>,
    /// Points of words in and beside names.
    pub words: FxHashMap<String, WordPoints>,
    /// Ends of words of which a name may be the beginning (人 in 北京人, 式 in 中国式).
    pub after_name: FxHashSet<String>,
    /// Words that leave nothing of a name whose last character they begin with (部门 in 工信部门).
    pub stronger_words: FxHashSet<String>,
    /// What says of a company how it is owned (股份有限公司): its short form leaves it out.
    pub company_forms: FxHashSet<String>,
    /// What stands before the name of what the whole country has (全国).
    pub national: BTreeSet<String>,
    /// Names of townships by their first characters, sorted, `|` between: too many, and too much alike, to be entities.
    pub townships: FxHashMap<char, String>,
}

impl Rules {
    /// Whether a form is one character that stands for a place.
    pub(super) fn is_abbreviation(&self, form: &str) -> bool {
        let mut chars = form.chars();
        let only = chars.next().filter(|_| chars.next().is_none());
        only.is_some_and(|c| self.abbreviations.contains_key(&c))
    }

    /// The row that says that a normal form is never a name of a kind.
    #[must_use]
    pub fn ignored_as(&self, form: &str, kind: &Kind) -> Option<&Ignored> {
        self.ignore.get(form)?.iter().find(|row| row.kind.as_ref().is_none_or(|k| k == kind))
    }
}
