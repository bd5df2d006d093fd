//! The word lists of `dictionaries/rules/`: what the recogniser knows about language, as people wrote it.
//!
//! Each list is a table; each view below names the columns it reads. No name of a person, place or body stands here.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::fault;
use super::class::Class;
use super::level::{Level, Levels};
use super::table::{Row, Table};
use super::{Kind, Problem};

/// A surname (`surnames.tsv`: word, frequency, ambiguous).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Surname {
    /// Few people bear it.
    pub rare: bool,
    /// It is mostly another word when it stands in running text (和, 于, 万).
    pub ambiguous: bool,
    /// Points for or against a name that begins with it.
    pub points: i16,
}

impl Surname {
    /// 0 common, 1 rare, 2 ambiguous.
    #[must_use]
    pub fn sort(&self) -> usize {
        if self.ambiguous { 2 } else { usize::from(self.rare) }
    }
}

/// A character of given names (`given-names.tsv`: word, weight, first, second, single).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    /// Its weight, at most 3.
    #[must_use]
    pub fn sort(&self) -> usize {
        usize::from(self.weight.min(3))
    }
}

/// Where a word stands beside the name it supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Beside {
    /// The word stands before the name (记者 安蓓).
    pub before: bool,
    /// The word stands after the name (王永军 同志).
    pub after: bool,
}

/// A word that stands beside personal names (`titles.tsv`, `speech-verbs.tsv`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Title {
    /// Where it stands.
    pub beside: Beside,
    /// `office`, `trade`, `address`, `byline`, `kin`, `speech` for verbs that persons do, or `verb` for weaker ones.
    pub class: String,
}

/// What a suffix names (`role` of `organisation-suffixes.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Names {
    /// A body of its own.
    Body,
    /// A part of the body right before it (人力资源部).
    Part,
    /// Either (分行).
    Both,
}

/// Whether bodies with a suffix are named after persons (`role` of `organisation-suffixes.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedAfter {
    /// As other bodies are, seldom.
    None,
    /// Often: where the text tells of the person (工作室).
    Known,
    /// Always (劳模工作室).
    Persons,
}

/// The end of an organisation's name (`organisation-suffixes.tsv`: word, strength, min, role).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// The end of a place's name (`place-suffixes.tsv`: word, class, strength, min, level).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlaceSuffix {
    /// The level of division that it ends, if townships or villages end so.
    pub level: Option<Level>,
    /// `division`, `natural`, `transport`, `site` or `zone`.
    pub class: String,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Road {
    /// Where it stands.
    pub beside: Beside,
    /// With a number it is a road whatever else stands there (国道, not 线).
    pub alone: bool,
}

/// A short form that is no alias (`place-short-forms.tsv`: word, name, note).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShortForm {
    /// The name of the place, or of several of that name.
    pub name: String,
    /// It is an everyday word or has a bearer that is better known.
    pub common: bool,
}

/// Where a word stands to a possible name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Right before it.
    Left,
    /// Its first word.
    First,
    /// Between its first word and its suffix.
    Inner,
    /// Right after it.
    Right,
}

impl Stand {
    const NAMES: [&'static str; 4] = ["left", "first", "inner", "right"];

    /// The column of `words.tsv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// Points of a word in and beside names (`words.tsv`: word, kind, left, first, inner, right).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordPoints([[i8; Self::KINDS.len()]; 4]);

impl WordPoints {
    /// The kinds that words have points for.
    pub const KINDS: [Kind; 3] = [Kind::ORGANISATION, Kind::PLACE, Kind::PERSON];

    /// Points for or against names, of each of [`Self::KINDS`], beside which, or in which, the word stands.
    #[must_use]
    pub fn at(&self, stand: Stand) -> [i8; Self::KINDS.len()] {
        self.0[stand as usize]
    }

    /// The points for or against names of a kind, by its number in [`Self::KINDS`].
    #[must_use]
    pub fn of_kind(&self, stand: Stand, kind: usize) -> i32 {
        i32::from(self.0[stand as usize][kind])
    }
}

/// The head noun of a programme (`programme-heads.tsv`: word, quoted).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// It makes a programme only of a quoted name before it.
    pub quoted: bool,
    /// It makes one of the quoted name that it ends: “蜀道工匠”.
    pub inside: bool,
    /// What else it is.
    pub role: HeadRole,
}

/// What a head noun of programmes is besides (`role` of `programme-heads.tsv`); several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct HeadRole(u8);

impl HeadRole {
    /// It is short, and names a programme only where somebody carries it out (工程).
    pub const UNDERTAKEN: Self = Self(1);
    /// It names what the place before it is a part of (评选, 杯).
    pub const OF_PLACE: Self = Self(2);
    /// What may be a person's title (称号).
    pub const HONOUR: Self = Self(4);
    /// What is sold or shown under a name (品牌).
    pub const BRAND: Self = Self(8);
    /// What may be an invention by its title (项目).
    pub const PROJECT: Self = Self(16);

    /// The roles by their names in the list.
    pub(super) const NAMES: &'static [&'static str] =
        &["undertaken", "of-place", "honour", "brand", "project"];

    fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let bits = names.filter_map(|name| Self::NAMES.iter().position(|known| *known == name));
        Self(bits.fold(0, |all, bit| all | 1 << bit))
    }

    /// Whether it is that, or one of several things.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One way to write a regular body: `prefix` + place + `tail` (`bodies.tsv`: name, forms, levels).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BodyForm {
    /// Number of the body in [`Rules::bodies`].
    pub body: u32,
    /// What stands before the place (中共), mostly nothing.
    pub prefix: String,
    /// What stands after it.
    pub tail: String,
    /// The place must end in its level word (市, 旗, 自治区).
    pub full: bool,
}

/// A body that many places have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// One character that stands for a place (`place-abbreviations.tsv`: word, name, level).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Abbreviation {
    /// Canonical name of the place.
    pub name: String,
    /// The place is a state.
    pub country: bool,
    /// Where it stands for the place.
    pub use_of: AbbreviationUse,
}

/// Where one character stands for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

impl AbbreviationUse {
    fn of(text: &str) -> Self {
        match text {
            "yes" => Self::Alone,
            "frame" => Self::Framed,
            "pair" => Self::Paired,
            "single" => Self::Single,
            _ => Self::Among,
        }
    }

    /// Whether it stands for the place inside a frame.
    #[must_use]
    pub fn framed(self) -> bool {
        matches!(self, Self::Framed | Self::Alone | Self::Single)
    }
}

/// What a word of the lists is to the recogniser when it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Surnames of one or two characters.
    pub surnames: FxHashMap<String, Surname>,
    /// Characters of given names.
    pub given: FxHashMap<char, GivenName>,
    /// What single characters tell (`characters.tsv`).
    pub classes: FxHashMap<char, Class>,
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
    /// Takes one word list in; the file's stem says which. Lists of unknown name are problems.
    pub fn add(&mut self, stem: &str, table: &Table, problems: &mut Vec<Problem>) {
        let take: fn(&mut Self, &str, Row<'_>) = match stem {
            "surnames" => Self::surname,
            "given-names" => Self::given_name,
            "characters" => |rules, word, row| {
                let class = Class::of(row.list("classes"));
                let classes = &mut rules.classes;
                word.chars().for_each(|c| {
                    let all = classes.entry(c).or_default();
                    *all = all.with(class);
                });
            },
            "transliteration" => |rules, word, row| {
                let common = !row.get("note").is_empty();
                rules.transliteration.extend(word.chars().map(|c| (c, common)));
            },
            "minority-name-parts" => |rules, word, _| {
                rules.name_parts.insert(word.to_owned());
            },
            "place-abbreviations" => Self::abbreviation,
            "place-abbreviation-frames" => |rules, word, row| {
                rules.frames.insert(word.to_owned(), row.get("position") == "before");
            },
            "titles" => Self::title,
            "speech-verbs" => |rules, word, row| {
                let class = if row.get("note") == "weak" { "verb" } else { "speech" };
                let title = Title { beside: beside(row.get("position")), class: class.to_owned() };
                rules.cue(word, Cue::Title(title));
            },
            "programme-verbs" => Self::programme_verb,
            "organisation-suffixes" => Self::suffix,
            "place-suffixes" => Self::place_suffix,
            "programme-heads" => Self::head,
            "programme-not" => |rules, word, _| {
                rules.not_programmes.insert(super::normal(word));
            },
            "deictic" => |rules, word, row| {
                rules.cue(word, Cue::Deictic(Levels::parse(row.list("level"))));
            },
            "deictic-bare" => |rules, word, row| {
                rules.cue(word, Cue::BareDeictic(Levels::parse(row.list("level"))));
            },
            "bodies" => Self::body,
            "ignore" => Self::ignored,
            "checked-names" => |rules, word, _| {
                rules.checked_names.insert(super::normal(word));
            },
            "company-forms" => Self::company_form,
            "after-name" => |rules, word, _| {
                rules.after_name.insert(word.to_owned());
            },
            "stronger-words" => |rules, word, _| {
                rules.stronger_words.insert(word.to_owned());
            },
            "national" => |rules, word, _| {
                rules.national.insert(super::normal(word));
            },
            "townships" => Self::township,
            "evidence" => |rules, word, row| {
                rules.evidence.insert(word.to_owned(), row.get("points").parse().unwrap_or(0));
            },
            "words" => Self::word,
            "place-short-forms" => |rules, word, row| {
                let name = super::normal(row.get("name"));
                rules.cue(word, Cue::ShortForm(ShortForm { name, common: row.get("note") == "common" }));
            },
            "place-numbers" => |rules, word, row| {
                let road = Road { beside: beside(row.get("position")), alone: row.get("alone") == "yes" };
                rules.cue(word, Cue::Road(road));
            },
            _ => {
                let cure = "see dictionaries/README.md for the lists there are";
                problems.push(Problem::of_file(&table.path, "unknown word list", cure));
                return;
            }
        };
        for row in table.rows() {
            let word = if stem == "bodies" { row.get("name") } else { row.get("word") };
            if word.is_empty() {
                problems.push(Problem::at(
                    &table.path,
                    row.line,
                    "row without a word",
                    "fill the first column",
                ));
                continue;
            }
            match fault(stem, row) {
                Some(problem) => problems.push(problem),
                None => take(self, word, row),
            }
        }
    }

    fn cue(&mut self, word: &str, cue: Cue) {
        self.cues.entry(super::normal(word)).or_default().push(cue);
    }

    fn surname(&mut self, word: &str, row: Row<'_>) {
        let surname = Surname {
            rare: row.get("frequency") == "rare",
            ambiguous: !row.get("ambiguous").is_empty(),
            points: points(row, "points"),
        };
        self.surnames.insert(word.to_owned(), surname);
    }

    fn given_name(&mut self, word: &str, row: Row<'_>) {
        let name = GivenName {
            weight: row.get("weight").parse().unwrap_or(1),
            first: points(row, "first"),
            second: points(row, "second"),
            single: points(row, "single"),
        };
        self.given.extend(word.chars().map(|c| (c, name)));
    }

    fn abbreviation(&mut self, word: &str, row: Row<'_>) {
        let place = Abbreviation {
            name: row.get("name").to_owned(),
            country: row.get("level") == "country",
            use_of: AbbreviationUse::of(row.get("alone")),
        };
        for c in word.chars() {
            self.abbreviations.entry(c).or_default().push(place.clone());
        }
    }

    fn programme_verb(&mut self, word: &str, row: Row<'_>) {
        let class = if row.get("note") == "carries out" { "undertaking" } else { "doing" };
        self.cue(word, Cue::Title(Title { beside: beside(""), class: class.to_owned() }));
    }

    fn head(&mut self, word: &str, row: Row<'_>) {
        let inside = row.get("quoted") == "inside";
        let quoted = inside || row.get("quoted") == "yes";
        self.cue(word, Cue::Head(Head { quoted, inside, role: HeadRole::of(row.list("role")) }));
    }

    fn company_form(&mut self, word: &str, _: Row<'_>) {
        self.company_forms.insert(super::normal(word));
    }

    fn township(&mut self, word: &str, row: Row<'_>) {
        let Some(first) = word.chars().next() else { return };
        let names = self.townships.entry(first).or_default();
        if !names.is_empty() {
            names.push('|');
        }
        names.push_str(row.get("names"));
    }

    fn title(&mut self, word: &str, row: Row<'_>) {
        let title = Title { beside: beside(row.get("position")), class: row.get("kind").to_owned() };
        self.cue(word, Cue::Title(title));
    }

    fn suffix(&mut self, word: &str, row: Row<'_>) {
        let suffix = Suffix {
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
            points: points(row, "points"),
        };
        self.cue(word, Cue::Suffix(suffix));
    }

    fn place_suffix(&mut self, word: &str, row: Row<'_>) {
        let level = match row.get("level") {
            "township" => Some(Level::Township),
            "village" => Some(Level::Village),
            _ => None,
        };
        let suffix = PlaceSuffix {
            level,
            class: row.get("class").to_owned(),
            strong: row.get("strength") == "strong",
            never: row.get("strength") == "none",
            min: row.get("min").parse().unwrap_or(1),
            points: points(row, "points"),
        };
        self.cue(word, Cue::PlaceSuffix(suffix));
    }

    fn body(&mut self, name: &str, row: Row<'_>) {
        let body = self.bodies.len() as u32;
        let levels = Levels::parse(row.list("levels"));
        self.bodies.push(Body { name: name.to_owned(), levels, path: row.path.to_string(), line: row.line });
        let forms: Vec<&str> =
            if row.get("forms").is_empty() { vec![name] } else { row.list("forms").collect() };
        for form in forms {
            for (slot, full) in [("{place}", false), ("{full}", true)] {
                if let Some((prefix, tail)) = form.split_once(slot).filter(|(_, tail)| !tail.is_empty()) {
                    self.body_form(BodyForm {
                        body,
                        prefix: super::normal(prefix),
                        tail: super::normal(tail),
                        full,
                    });
                }
            }
        }
    }

    fn body_form(&mut self, form: BodyForm) {
        let number = self.body_forms.len() as u32;
        let cues = self.cues.entry(form.tail.clone()).or_default();
        let tails =
            cues.iter_mut().find_map(|cue| if let Cue::BodyTail(forms) = cue { Some(forms) } else { None });
        match tails {
            Some(forms) => forms.push(number),
            None => cues.push(Cue::BodyTail(vec![number])),
        }
        self.body_forms.push(form);
    }

    fn word(&mut self, word: &str, row: Row<'_>) {
        let kind = WordPoints::KINDS.iter().position(|kind| kind.as_str() == row.get("kind"));
        let Some(kind) = kind else { return };
        let all = self.words.entry(word.to_owned()).or_default();
        for (points, column) in all.0.iter_mut().zip(Stand::NAMES) {
            points[kind] = row.get(column).parse().unwrap_or(0);
        }
    }

    fn ignored(&mut self, word: &str, row: Row<'_>) {
        let ignored = |kind| Ignored {
            kind,
            reason: row.get("reason").to_owned(),
            path: row.path.to_string(),
            line: row.line,
        };
        let rows = self.ignore.entry(super::normal(word)).or_default();
        let before = rows.len();
        rows.extend(row.list("kind").filter_map(|kind| Some(ignored(Some(kind.parse().ok()?)))));
        if rows.len() == before {
            rows.push(ignored(None));
        }
    }

    /// The row that says that a normal form is never a name of a kind.
    #[must_use]
    pub fn ignored_as(&self, form: &str, kind: &Kind) -> Option<&Ignored> {
        self.ignore.get(form)?.iter().find(|row| row.kind.as_ref().is_none_or(|k| k == kind))
    }
}

fn points(row: Row<'_>, column: &str) -> i16 {
    row.get(column).parse().unwrap_or(0)
}

fn beside(position: &str) -> Beside {
    Beside { before: matches!(position, "before" | "both"), after: matches!(position, "after" | "both") }
}
