//! A possible mention, before and after it is decided. Spans here are bytes of the normal text.

use crate::dictionary::{Kind, Levels};
use crate::text::Span;

/// A place that a candidate is or starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A listed form, with the form of the place written before it (南京市 in 南京市鼓楼区).
    Form { form: u32, outer: Option<u32> },
    /// A word that stands for a place of these levels; the span is the word.
    Deictic { levels: Levels, word: Span },
}

/// What a candidate would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A listed form of entities of the candidate's kind.
    Listed { form: u32 },
    /// A place: a chain of listed ones, or a word that stands for one.
    Place(Place),
    /// A regular body of a place.
    Body { body: u32, place: Place },
    /// A name that no list has, as it is written.
    Made { name: String },
    /// The same, beginning with a candidate that is linked first: 自治区总工会 + 法律工作部.
    Part { head: Box<Candidate>, name: String },
    /// What another mention of this article has established.
    Known(Box<Candidate>),
}

/// Why a candidate was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its border lies inside this word of jieba's.
    CutsWord(Span),
    /// It holds white space where names hold none.
    BrokenBySpace,
    /// It is listed, but an everyday word, and no marks stand around it.
    CommonWord,
    /// It is the quoted name of a ship, a train or a sort of them.
    Vessel,
    /// It is the whole title of a book, a film or a paper.
    Title,
    /// It is a conjunction and what follows, behind a body.
    Joined,
    /// A better candidate covers it.
    Covered,
    /// Nothing in the article says which place is meant.
    NoHome,
    /// Stands in a general enumeration (省、自治区、直辖市).
    General,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Not decided yet.
    Open,
    /// It is a mention.
    Kept,
    /// It lies inside a mention.
    Inner,
    /// It is none, and why.
    Dropped(Reason),
}

/// A possible mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Bytes of the normal text.
    pub(crate) span: Span,
    /// Kind it would have.
    pub(crate) kind: Kind,
    /// What it would be.
    pub(crate) what: What,
    /// The rule that made it; none for listed names.
    pub(crate) rule: Option<&'static str>,
    /// Points of its rule's evidence.
    pub(crate) evidence: i32,
    /// What it is worth in the cover.
    pub(crate) score: i32,
    /// What became of it.
    pub(crate) fate: Fate,
}

impl Candidate {
    pub(crate) fn new(span: Span, kind: Kind, what: What) -> Self {
        Self { span, kind, what, rule: None, evidence: 0, score: 0, fate: Fate::Open }
    }

    pub(crate) fn by_rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// What a rule makes of a stretch of the text, under the name as it is written.
    pub(crate) fn made(text: &str, span: Span, kind: Kind, rule: &'static str) -> Self {
        Self::new(span, kind, What::Made { name: span.of(text).to_owned() }).by_rule(rule)
    }

    pub(crate) fn supported(mut self, evidence: i32) -> Self {
        self.evidence = evidence;
        self
    }

    pub(crate) fn scored(mut self, score: i32) -> Self {
        self.score = score;
        self
    }

    pub(crate) fn open(&self) -> bool {
        self.fate == Fate::Open
    }

    pub(crate) fn drop_for(&mut self, reason: Reason) {
        self.fate = Fate::Dropped(reason);
    }
}
