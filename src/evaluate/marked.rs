//! Texts with the mentions that people marked in them: what is scored, one after the other.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::gold::{GoldError, GoldMention};
use super::kinds::KindMap;
use super::lines::Lines;
use super::{columns, entities};
use crate::corpus::{Article, Source};
use crate::dictionary::Kind;
use crate::text::Span;

/// A text with its gold.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// The text, read into articles.
    pub source: Source,
    /// What people marked, sorted by start.
    pub gold: Vec<GoldMention>,
    /// The kinds that were marked; none where all kinds of the house were.
    pub kinds: Option<Arc<BTreeSet<Kind>>>,
    /// Number of the text in its gold file, from 0; none for a page.
    pub number: Option<u32>,
}

impl Marked {
    /// Whether the gold speaks of this kind.
    #[must_use]
    pub fn has(&self, kind: &Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }

    /// A sentence as an article of its own: one paragraph, as it stands.
    fn sentence(path: &str, number: u32, line: u64, text: String, mut gold: Vec<GoldMention>) -> Self {
        gold.sort_by_key(|mention| (mention.start, mention.end));
        let whole = Span::from_usize(0, text.len());
        let article = Article {
            source: path.to_owned(),
            number,
            text: text.clone(),
            extent: whole,
            sentences: vec![whole],
            paragraphs: vec![whole],
            lines: vec![line as u32],
            ..Article::default()
        };
        let name = format!("{path}:{line}");
        let source = Source { name, text, encoding: "UTF-8", record: true, articles: vec![article] };
        Self { source, gold, kinds: None, number: Some(number) }
    }
}

/// How a gold file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoldFormat {
    /// One mention a line; the text is in a file of its own. Read by [`read_gold`](super::read_gold).
    Pages,
    /// One text a line: `{"text": "…", "entities": [[0, 2, "LOC"]]}`, characters of the text.
    Entities,
    /// A token and its tag a line, an empty line between sentences: BIO, IOB, BIOES, BMES, and `tag --format conll`.
    Conll,
}

impl GoldFormat {
    /// The format of a file, from its first line that holds anything; an empty file is the gold of a page without names.
    ///
    /// # Errors
    /// If the file cannot be read, or looks like none of the formats.
    pub fn of(path: &Path) -> Result<Self, GoldError> {
        let mut lines = Lines::open(path)?;
        while let Some(line) = lines.next()? {
            if line.trim().is_empty() || columns::is_comment(&line) {
                continue;
            }
            let json = serde_json::from_str::<serde_json::Value>(&line).ok();
            let has = |field: &str| json.as_ref().is_some_and(|json| json.get(field).is_some());
            return match () {
                () if has("text") => Ok(Self::Entities),
                () if has("start") => Ok(Self::Pages),
                () if columns::token(&line).is_some() => Ok(Self::Conll),
                () => Err(lines.malformed(
                    "no known form of gold",
                    "write a token, a tab and its tag; {\"text\", \"entities\"}; or {\"start\", \"end\", \"kind\"}",
                )),
            };
        }
        Ok(Self::Pages)
    }
}

/// The sentences of a gold file that holds its own text, one after the other; behind one that is not as the format asks the
/// rest comes.
pub struct Sentences {
    lines: Lines,
    columns: bool,
    map: KindMap,
    kinds: Option<Arc<BTreeSet<Kind>>>,
    number: u32,
}

impl Sentences {
    /// Opens a file of [`GoldFormat::Entities`] or [`GoldFormat::Conll`]. `kinds` are those that the gold speaks of: what
    /// [`marked_kinds`] said of all files that are scored together. Memory of one sentence.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn open(
        path: &Path,
        format: GoldFormat,
        map: &KindMap,
        kinds: Option<Arc<BTreeSet<Kind>>>,
    ) -> Result<Self, GoldError> {
        let columns = format == GoldFormat::Conll;
        Ok(Self { lines: Lines::open(path)?, columns, map: map.clone(), kinds, number: 0 })
    }

    fn read(&mut self) -> Result<Option<Marked>, GoldError> {
        let read = if self.columns { columns::sentence } else { entities::sentence };
        let Some((line, text, gold)) = read(&mut self.lines, &self.map)? else { return Ok(None) };
        let marked = Marked::sentence(&self.lines.path, self.number, line, text, gold);
        self.number += 1;
        Ok(Some(Marked { kinds: self.kinds.clone(), ..marked }))
    }
}

impl Iterator for Sentences {
    type Item = Result<Marked, GoldError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// The kinds that a gold file marks. Reads all of it, so that its faults are known before anything is scored; texts that are
/// not as the format asks go to `faults`.
///
/// # Errors
/// If the file cannot be read, or a label means no kind.
pub fn marked_kinds(
    path: &Path,
    format: GoldFormat,
    map: &KindMap,
    faults: &mut Vec<GoldError>,
) -> Result<BTreeSet<Kind>, GoldError> {
    let mut kinds = BTreeSet::new();
    for marked in Sentences::open(path, format, map, None)? {
        match marked {
            Ok(marked) => kinds.extend(marked.gold.into_iter().map(|mention| mention.kind)),
            Err(fault) if fault.is_of_a_part() => faults.push(fault),
            Err(error) => return Err(error),
        }
    }
    Ok(kinds)
}
