//! Why something is a name or is none: every candidate of an article with its score, its clues, its row and its fate.
//!
//! Nothing here decides: the same steps run as in [`Recogniser::recognise`], and what they leave behind is told.

use std::collections::BTreeMap;
use std::fmt;

use super::candidate::{Candidate, Fate, Place, Reason, What};
use super::home::{Filed, Home};
use super::nearby::Nearby;
use super::page::Page;
use super::parts::parts;
use super::{Proposed, Recogniser, Scratch, link, rules, with_quotes};
use crate::corpus::Article;
use crate::dictionary::{EntityNo, Ignored, Kind};
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
    /// As in `dictionaries/rules/evidence.tsv` behind the rule; `characters` for points of single characters.
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
            Self::General => "general",
            Self::NoHome => "home",
            Self::CommonWord => "words",
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
            Self::General => write!(f, "stands in a general enumeration, no definite place"),
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
    /// Rows it comes from.
    pub rows: Vec<Row>,
    /// What became of it.
    pub why: Why,
}

impl Recogniser {
    /// Every candidate of an article, sorted by place, longest first; at one span the mention comes first. Weak proposals
    /// of rules, of which there are many, are the last of their span.
    #[must_use]
    pub fn explain(&self, article: &Article) -> Vec<Explanation> {
        self.explain_within(article, Span::from_usize(0, article.text.len()))
    }

    /// As [`Recogniser::explain`], what overlaps a span alone; of a long article only the
    /// [parts](super::MAX_PART_BYTES) that the span touches are looked at.
    #[must_use]
    pub fn explain_within(&self, article: &Article, within: Span) -> Vec<Explanation> {
        let mut scratch = Scratch::default();
        let filed = self.filed(article, &mut scratch);
        let mut all = Vec::new();
        for part in parts(article).filter(|part| part.overlaps(within)) {
            let mut told = self.explain_part(part.of(&article.text), filed, &mut scratch);
            for one in &mut told {
                one.span = one.span.moved(part.start);
            }
            told.retain(|e| e.span.overlaps(within));
            all.append(&mut told);
        }
        all
    }

    fn explain_part(&self, text: &str, filed: Option<Filed<'_>>, scratch: &mut Scratch) -> Vec<Explanation> {
        let mut weighed = BTreeMap::new();
        if !self.options.no_rules {
            self.proposed(text, &mut |proposal| {
                weighed.insert((proposal.span, proposal.rule), proposal);
            });
        }
        let (mut page, candidates, letters) = scratch.page(&self.known, text);
        let home = self.decide(&mut page, letters, filed, candidates);
        let teller = Teller { page: &page, home: &home, text };
        let mut told = teller.candidates(candidates, &mut weighed);
        teller.ignored(&mut told);
        let made = Nearby::new(told.iter().map(|explanation| (explanation.span, explanation)));
        let mut weak = weighed.values().map(|proposal| teller.unproposed(proposal, &made)).collect();
        told.append(&mut weak);
        told.sort_by_key(|e| {
            (e.span.start, std::cmp::Reverse(e.span.end), e.why != Why::Kept, weakness(&e.why))
        });
        told
    }
}

/// Rules' proposals that were too weak stand behind the rest, those that lack least first.
fn weakness(why: &Why) -> i32 {
    match why {
        Why::Weak { sum, least } => 1 + least.saturating_sub(*sum).max(0),
        _ => 0,
    }
}

struct Teller<'t, 'a> {
    page: &'t Page<'a>,
    home: &'t Home,
    text: &'t str,
}

impl Teller<'_, '_> {
    /// What was proposed and decided; takes the clues it needs out of `weighed`.
    fn candidates(
        &self,
        candidates: &[Candidate],
        weighed: &mut BTreeMap<(Span, &'static str), Proposed>,
    ) -> Vec<Explanation> {
        let kept = candidates.iter().filter(|c| c.fate == Fate::Kept);
        let kept = Nearby::new(kept.map(|candidate| (candidate.span, candidate)));
        let mut told: Vec<Explanation> = Vec::new();
        let mut told_at: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
        for candidate in candidates {
            let clues = candidate.rule.and_then(|rule| {
                let span = self.page.normal.to_source(candidate.span);
                weighed.remove(&(span, rule))
            });
            let explanation = self.candidate(candidate, &kept, clues.as_ref());
            let same = told_at.entry(explanation.span).or_default();
            if !same.iter().any(|&number| told[number] == explanation) {
                same.push(told.len());
                told.push(explanation);
            }
        }
        told
    }

    fn candidate(
        &self,
        candidate: &Candidate,
        kept: &Nearby<'_, Candidate>,
        proposal: Option<&Proposed>,
    ) -> Explanation {
        let span = with_quotes(self.page, candidate.span);
        let linked = link::link(self.page, self.home, candidate);
        Explanation {
            span,
            surface: span.of(self.text).to_owned(),
            kind: candidate.kind.clone(),
            entities: linked.meant.as_slice().iter().map(|named| named.id.as_str().to_owned()).collect(),
            by: candidate.rule.unwrap_or_else(|| by(&candidate.what)),
            score: (candidate.score > 0).then_some(candidate.score),
            clues: proposal.map_or_else(Vec::new, |proposal| self.clues(proposal)),
            rows: self.rows(candidate),
            why: self.why(candidate, kept),
        }
    }

    fn why(&self, candidate: &Candidate, kept: &Nearby<'_, Candidate>) -> Why {
        let text = self.page.text();
        let surface = |span: Span| span.of(text).to_owned();
        let better = || kept.overlapping(candidate.span).max_by_key(|other| other.score);
        match &candidate.fate {
            Fate::Kept => Why::Kept,
            Fate::Inner => Why::Inner(better().map(|other| surface(other.span)).unwrap_or_default()),
            Fate::Dropped(Reason::CutsWord(word)) => Why::CutsWord(surface(*word)),
            Fate::Dropped(Reason::BrokenBySpace) => Why::BrokenBySpace,
            Fate::Dropped(Reason::General) => Why::General,
            Fate::Dropped(Reason::NoHome) => Why::NoHome,
            Fate::Dropped(Reason::CommonWord) => Why::CommonWord,
            Fate::Dropped(_) | Fate::Open => match better() {
                Some(other) if other.span == candidate.span && other.kind == candidate.kind => Why::Twice,
                Some(other) if other.span == candidate.span => Why::OtherKind(other.kind.clone()),
                Some(other) => Why::Covered(surface(other.span)),
                None => Why::Covered(String::new()),
            },
        }
    }

    /// The clues with their points; what is left of the sum are points of characters.
    fn clues(&self, proposal: &Proposed) -> Vec<Clue> {
        let table = &self.page.known.dictionary.rules.evidence;
        let points = |name: &str| table.get(&format!("{}.{name}", proposal.rule)).copied().unwrap_or(0);
        let mut clues: Vec<Clue> =
            proposal.clues.iter().map(|&name| Clue { name, points: points(name) }).collect();
        let rest = proposal.sum - clues.iter().map(|clue| clue.points).sum::<i32>();
        if rest != 0 {
            clues.push(Clue { name: "characters", points: rest });
        }
        clues.retain(|clue| clue.points != 0);
        clues
    }

    fn rows(&self, candidate: &Candidate) -> Vec<Row> {
        let mut rows = Vec::new();
        match &candidate.what {
            What::Listed { form } => self.rows_of(*form, &candidate.kind, &mut rows),
            What::Place(place) => self.rows_of_place(*place, &mut rows),
            What::Body { body, place } => {
                let body = &self.page.known.dictionary.rules.bodies[*body as usize];
                rows.push(Row { path: body.path.clone(), line: body.line, name: body.name.clone() });
                self.rows_of_place(*place, &mut rows);
            }
            _ => {}
        }
        rows
    }

    fn rows_of_place(&self, place: Place, rows: &mut Vec<Row>) {
        if let Place::Form { form, outer } = place {
            self.rows_of(form, &Kind::PLACE, rows);
            if let Some(outer) = outer {
                self.rows_of(outer, &Kind::PLACE, rows);
            }
        }
    }

    fn rows_of(&self, form: u32, kind: &Kind, rows: &mut Vec<Row>) {
        for &(entity, _) in &self.page.form(form).entities {
            rows.extend(self.row(entity, kind));
        }
    }

    fn row(&self, entity: EntityNo, kind: &Kind) -> Option<Row> {
        let entity = self.page.known.dictionary.entity(entity);
        let row = Row { path: entity.path.to_string(), line: entity.line, name: entity.named.name.clone() };
        (entity.named.kind == *kind).then_some(row)
    }

    /// A proposal that never was a candidate.
    fn unproposed(&self, proposal: &Proposed, told: &Nearby<'_, Explanation>) -> Explanation {
        let least = rules::threshold(&self.page.known.rules, proposal.rule);
        let stronger = || {
            let rivals = told.overlapping(proposal.span).filter(|e| e.by == proposal.rule);
            rivals.max_by_key(|e| e.score).map(|e| Why::Weaker(e.surface.clone()))
        };
        let weak = Why::Weak { sum: proposal.sum, least };
        Explanation {
            span: proposal.span,
            surface: proposal.span.of(self.text).to_owned(),
            kind: proposal.kind.clone(),
            entities: Vec::new(),
            by: proposal.rule,
            score: None,
            clues: self.clues(proposal),
            rows: Vec::new(),
            why: if proposal.sum < least { weak } else { stronger().unwrap_or(weak) },
        }
    }

    /// Forms in the text that a row rules out, with the rows that would list them.
    fn ignored(&self, told: &mut Vec<Explanation>) {
        let dictionary = &self.page.known.dictionary;
        for (form, rows) in &dictionary.rules.ignore {
            let mut found = self.page.text().match_indices(form.as_str()).peekable();
            // A row of several kinds is told once.
            let Some(row) = rows.first().filter(|_| found.peek().is_some()) else { continue };
            let listed =
                self.listed(form, Some(row).filter(|_| rows.len() == 1).and_then(|row| row.kind.as_ref()));
            for (at, _) in found {
                let span = self.page.normal.to_source(Span::from_usize(at, at + form.len()));
                told.push(self.one_ignored(span, row, form, &listed));
            }
        }
    }

    fn one_ignored(&self, span: Span, row: &Ignored, form: &str, listed: &[(Kind, Row)]) -> Explanation {
        let place = Row { path: row.path.clone(), line: row.line, name: form.to_owned() };
        Explanation {
            span,
            surface: span.of(self.text).to_owned(),
            kind: row.kind.clone().or_else(|| listed.first().map(|e| e.0.clone())).unwrap_or_default(),
            entities: Vec::new(),
            by: if listed.is_empty() { "ignore" } else { "listed" },
            score: None,
            clues: Vec::new(),
            rows: listed.iter().map(|(_, row)| row.clone()).collect(),
            why: Why::Ignored { reason: row.reason.clone(), row: place },
        }
    }

    /// The rows that give a normal form as a name or alias.
    fn listed(&self, form: &str, kind: Option<&Kind>) -> Vec<(Kind, Row)> {
        let of_kind = |e: &&crate::dictionary::Entity| kind.is_none_or(|kind| e.named.kind == *kind);
        let entities = self.page.known.dictionary.entities.iter().filter(of_kind);
        let named = entities.filter(|e| {
            let mut names = std::iter::once(&e.named.name).chain(&e.named.aliases);
            names.any(|name| crate::text::normal_form(name) == form)
        });
        let row = |e: &crate::dictionary::Entity| {
            let row = Row { path: e.path.to_string(), line: e.line, name: e.named.name.clone() };
            (e.named.kind.clone(), row)
        };
        named.map(row).collect()
    }
}

fn by(what: &What) -> &'static str {
    match what {
        What::Listed { .. } => "listed",
        What::Place(Place::Form { .. }) => "chain",
        What::Place(_) => "deictic",
        What::Body { .. } => "body",
        _ => "rule",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;
    use crate::recognise::RecogniseOptions;

    fn explained(rows: &str, text: &str) -> Vec<(String, String)> {
        let dictionary = Dictionary::of_text("x.tsv", rows);
        let recogniser = Recogniser::new(dictionary, RecogniseOptions::default()).unwrap();
        let article = Article { text: text.to_owned(), ..Article::default() };
        let told = recogniser.explain(&article);
        told.into_iter().map(|e| (format!("{}:{}", e.kind, e.surface), e.why.to_string())).collect()
    }

    const ROWS: &str = "name\taliases\tkind\n南京市\t南京\tplace\n长江大桥\t\tplace\n长春\t\tplace\n";

    #[test]
    fn each_candidate_has_its_reason() {
        for (text, name, why) in [
            ("南京市长江大桥", "place:南京市", "a mention"),
            ("南京市长江大桥", "place:南京", "cuts the word 南京市"),
            ("市长春节讲话", "place:长春", "cuts the word 市长"),
        ] {
            let told = explained(ROWS, text);
            assert!(told.contains(&(name.to_owned(), why.to_owned())), "{text}: {told:?}");
        }
    }

    #[test]
    fn explaining_agrees_with_recognising() {
        let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default()).unwrap();
        let text = "赤峰市总工会主席王永军在赤峰市红山区信用联社调研，自治区总工会党组书记张慧宇陪同。";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let found = recogniser.recognise(&article, &mut Scratch::default());
        let told = recogniser.explain(&article);
        let mut kept: Vec<Span> = told.iter().filter(|e| e.why == Why::Kept).map(|e| e.span).collect();
        kept.dedup();
        assert_eq!(kept, found.mentions.iter().map(|m| m.span).collect::<Vec<_>>());
    }
}
