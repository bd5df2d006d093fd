//! What a run found, kept to be compared with later runs; and what another recogniser found in the same texts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::marked::Marked;
use super::score::Found;
use crate::dictionary::Kind;
use crate::recognise::ArticleRecord;

/// First character, one past the last, kind, and the rule or file that proposed it.
type Find = (usize, usize, Kind, String);

/// Finds by text, over one gold.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// Stands for the texts and what is marked in them, in hexadecimal digits.
    pub gold: String,
    /// By number of the text; texts without finds are left out.
    pub found: BTreeMap<u64, Vec<Find>>,
    #[serde(skip)]
    texts: u64,
    #[serde(skip)]
    digest: Box<Xxh3>,
}

/// A result to compare with cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutcomeError {
    /// The file cannot be read.
    #[error("{path}: cannot read the result: {source}")]
    Unreadable {
        /// As given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is not what was saved of a run.
    #[error("{path}:{line}: not the result of an evaluation: {message}")]
    NoResult {
        /// As given.
        path: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// A line is no article with its mentions.
    #[error("{path}:{line}: not an article with mentions: {message}")]
    NoArticle {
        /// As given.
        path: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
}

impl Outcome {
    /// Adds what was found in the next text.
    pub fn add(&mut self, marked: &Marked, found: &[Found]) {
        self.digest.update(marked.source.text.as_bytes());
        for mention in &marked.gold {
            let mark = (mention.start, mention.end, mention.kind.as_str(), mention.required());
            self.digest.update(format!("{mark:?}").as_bytes());
        }
        self.gold = format!("{:016x}", self.digest.digest());
        let find = |f: &Found| (f.start, f.end, f.kind.clone(), f.by.clone());
        if !found.is_empty() {
            self.found.insert(self.texts, found.iter().map(find).collect());
        }
        self.texts += 1;
    }

    /// Reads what was saved of a run.
    ///
    /// # Errors
    /// If the file cannot be read or is no result.
    pub fn read(path: &Path) -> Result<Self, OutcomeError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| OutcomeError::Unreadable { path: name.clone(), source })?;
        serde_json::from_str(&text).map_err(|error| OutcomeError::NoResult {
            path: name,
            line: error.line() as u64,
            message: error.to_string(),
        })
    }

    /// What was found in a text, by its number.
    #[must_use]
    pub fn of(&self, text: u64, marked: &Marked) -> Vec<Found> {
        let finds = self.found.get(&text).map(Vec::as_slice).unwrap_or_default();
        let found = |(start, end, kind, by): &Find| found(marked, (*start, *end), kind, by);
        finds.iter().map(found).collect()
    }
}

fn found(marked: &Marked, (start, end): (usize, usize), kind: &Kind, by: &str) -> Found {
    let slice = marked.source.text.chars().skip(start).take(end.saturating_sub(start));
    Found {
        start,
        end,
        kind: kind.clone(),
        name: String::new(),
        surface: slice.filter(|c| !c.is_whitespace()).collect(),
        by: by.to_owned(),
        row: String::new(),
    }
}

/// First character, one past the last, kind.
type Span = (usize, usize, Kind);

/// Mentions that another recogniser found, as in `guanxi tag`: by the name of the source's file and, for texts of one
/// file, the number of the text.
#[derive(Clone, Debug, Default)]
pub struct Others {
    found: BTreeMap<String, BTreeMap<u32, Vec<Span>>>,
    /// Texts that it speaks of.
    pub known: u64,
}

impl Others {
    /// Reads one JSON object an article: `source`, `article`, `mentions` with `start`, `end` and `kind`.
    ///
    /// # Errors
    /// If the file cannot be read or a line is no article.
    pub fn read(path: &Path) -> Result<Self, OutcomeError> {
        let name = path.display().to_string();
        let unreadable = |source| OutcomeError::Unreadable { path: name.clone(), source };
        let mut others = Self::default();
        let lines = BufReader::new(File::open(path).map_err(unreadable)?).lines();
        for (line, json) in (1..).zip(lines) {
            let json = json.map_err(unreadable)?;
            if json.trim().is_empty() {
                continue;
            }
            let malformed = |error: serde_json::Error| OutcomeError::NoArticle {
                path: name.clone(),
                line,
                message: error.to_string(),
            };
            others.add(&serde_json::from_str(&json).map_err(malformed)?);
        }
        Ok(others)
    }

    fn add(&mut self, article: &ArticleRecord<'_>) {
        let of_file = self.found.entry(file_name(&article.source).to_owned()).or_default();
        let mention = |m: &crate::recognise::MentionRecord<'_>| {
            (m.start as usize, m.end as usize, m.kind.as_ref().clone())
        };
        of_file.entry(article.article).or_default().extend(article.mentions.iter().map(mention));
    }

    /// What it found in a text; for a page in all its articles.
    pub fn of(&mut self, marked: &Marked) -> Vec<Found> {
        let path = marked.source.articles.first().map_or("", |article| article.source.as_str());
        let Some(of_file) = self.found.get(file_name(path)) else { return Vec::new() };
        let here = |number: &u32| marked.number.is_none_or(|own| own == *number);
        let texts: Vec<_> = of_file.iter().filter(|(number, _)| here(number)).collect();
        self.known += u64::from(!texts.is_empty());
        let mentions = texts.into_iter().flat_map(|(_, mentions)| mentions);
        let mut all: Vec<Found> =
            mentions.map(|(start, end, kind)| found(marked, (*start, *end), kind, "")).collect();
        all.sort_by_key(|found| (found.start, found.end));
        all
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
