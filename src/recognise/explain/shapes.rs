//! What an explanation tells.

use std::fmt;

use crate::dictionary::Kind;
use crate::text::Span;

/// A row that people wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// File of the row; shipped files begin with `dictionaries/`.
    pub path: String,
    /// Line in it, from 1.
    pub line: u64,
    /// The canonical name, or the form, that it gives.
    pub name: String,
}

/// A sign for or against a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clue {
    /// As in `dictionaries/rules/evidence.tsv` behind the rule; `characters` for points of single characters,
    /// `elsewhere` for those from other places of the article: the list that it stands in, its repetitions.
    pub name: &'static str,
    /// Its points.
    pub points: i32,
}

/// What became of a candidate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is a mention.
    Kept,
    /// It lies inside this mention; `--nested` gives it.
    Inner(String),
    /// Its border lies inside this word.
    CutsWord(String),
    /// White space stands inside, where so short a name holds none.
    BrokenBySpace,
    /// It stands in a general enumeration.
    General,
    /// It begins with a conjunction that joins two bodies.
    Joined,
    /// Nothing in the article says which place is meant.
    NoHome,
    /// This name, which overlaps it, makes a better reading.
    Covered(String),
    /// The same characters are read as this kind.
    OtherKind(Kind),
    /// The same name was found in a way that scores no less.
    Twice,
    /// The sum of its clues is below what a rule asks for.
    Weak {
        /// Sum of the points.
        sum: i32,
        /// Least sum.
        least: i32,
    },
    /// It is listed, but an everyday word without marks around it.
    CommonWord,
    /// It is the quoted name of a ship, a train or a sort of them.
    Vessel,
    /// It is the whole title of a book, a film or a paper.
    Title,
    /// The same rule has a stronger proposal that overlaps it.
    Weaker(String),
    /// A row says that it is never a name.
    Ignored {
        /// The reason the row gives.
        reason: String,
        /// The row.
        row: Row,
    },
    /// It is listed, but a form of one character is never looked for.
    OneCharacter,
}

impl Why {
    /// The step that decided, a stable word.
    #[must_use]
    pub fn step(&self) -> &'static str {
        match self {
            Self::Kept | Self::Inner(_) | Self::Covered(_) | Self::OtherKind(_) | Self::Twice => "cover",
            Self::CutsWord(_) | Self::BrokenBySpace => "borders",
            Self::General | Self::Joined => "general",
            Self::NoHome => "home",
            Self::CommonWord | Self::Vessel | Self::Title => "words",
            Self::Weak { .. } | Self::Weaker(_) => "evidence",
            Self::Ignored { .. } => "ignored",
            Self::OneCharacter => "dictionary",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => write!(f, "a mention"),
            Self::Inner(name) => write!(f, "inside the mention {name}"),
            Self::CutsWord(word) => write!(f, "cuts the word {word}"),
            Self::BrokenBySpace => write!(f, "broken by white space"),
            Self::CommonWord => write!(f, "an everyday word, and no quotation marks stand around it"),
            Self::Vessel => write!(f, "the quoted name of a ship, a train or a sort of them"),
            Self::Title => write!(f, "the whole title of a book, a film or a paper"),
            Self::General => write!(f, "stands in a general enumeration, no definite place"),
            Self::Joined => write!(f, "begins with a conjunction between two bodies"),
            Self::NoHome => write!(f, "nothing in the article says which place is meant; --home PLACE does"),
            Self::Covered(name) => write!(f, "overlaps the better name {name}"),
            Self::OtherKind(kind) => write!(f, "read as {kind} instead"),
            Self::Twice => write!(f, "the same mention, found in another way too"),
            Self::Weak { sum, least } => write!(f, "weak evidence: {sum} points of at least {least}"),
            Self::Weaker(name) => write!(f, "weaker than {name} by the same rule"),
            Self::Ignored { reason, row } => {
                write!(f, "never a name by {}:{}", row.path, row.line)?;
                if reason.is_empty() { Ok(()) } else { write!(f, ": {reason}") }
            }
            Self::OneCharacter => write!(f, "a form of one character is never looked for"),
        }
    }
}

/// One candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Bytes of the article's working text.
    pub span: Span,
    /// The text there.
    pub surface: String,
    /// The kind it would have.
    pub kind: Kind,
    /// The entities it would mean, as their stable text; several if it is ambiguous.
    pub entities: Vec<String>,
    /// `listed`, `chain`, `deictic`, `body`, or the rule's id.
    pub by: &'static str,
    /// What it is worth in the cover; none if it did not come that far.
    pub score: Option<i32>,
    /// The clues of its rule.
    pub clues: Vec<Clue>,
    /// The least sum of clues that its rule asks for, where it weighs them.
    pub least: Option<i32>,
    /// Rows it comes from.
    pub rows: Vec<Row>,
    /// What became of it.
    pub why: Why,
}
