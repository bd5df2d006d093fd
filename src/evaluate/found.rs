//! What a recogniser finds, in the units of the gold, with the rule or the row that each find comes from.

use rustc_hash::FxHashMap;

use super::score::Found;
use crate::corpus::{CharOffsets, Source};
use crate::dictionary::EntityId;
use crate::recognise::{Mention, Origin, Recogniser, RecordOptions, Scratch, record};

/// Bodies that the templates of `rules/bodies.tsv` make have no row of their own.
const TEMPLATES: &str = "bodies.tsv";

/// A recogniser with the rows of its dictionary at hand.
pub struct Finder<'r> {
    recogniser: &'r Recogniser,
    /// File and line of each listed entity.
    rows: FxHashMap<&'r EntityId, (&'r str, u64)>,
}

impl<'r> Finder<'r> {
    /// Looks up the rows once: O(entities).
    #[must_use]
    pub fn new(recogniser: &'r Recogniser) -> Self {
        let entities = recogniser.dictionary().entities.iter();
        let row = |path: &'r str, line| (path.rsplit(['/', '\\']).next().unwrap_or(path), line);
        let rows = entities.map(|entity| (&entity.named.id, row(&entity.path, entity.line)));
        Self { recogniser, rows: rows.collect() }
    }

    /// What is found in a source, in order, in characters of the source.
    #[must_use]
    pub fn find(&self, source: &Source, scratch: &mut Scratch) -> Vec<Found> {
        let mut chars = CharOffsets::new(&source.text);
        let mut all = Vec::new();
        for article in &source.articles {
            let recognised = self.recogniser.recognise(article, scratch);
            let record = record(source, article, &recognised, RecordOptions::default(), &mut chars);
            for (mention, place) in recognised.mentions.iter().zip(&record.mentions) {
                let (by, row) = self.origin(mention);
                all.push(Found {
                    start: place.start as usize,
                    end: place.end as usize,
                    kind: mention.kind.clone(),
                    name: mention.entity.as_ref().map(|named| named.name.clone()).unwrap_or_default(),
                    surface: place.surface.clone().into_owned(),
                    by,
                    row,
                });
            }
        }
        all
    }

    /// The rule, file or `context` a mention is owed to, and the row; of several entities the first stands for all.
    #[must_use]
    pub fn origin(&self, mention: &Mention) -> (String, String) {
        let entity = mention.entity.as_ref().or(mention.candidates.first());
        let row = entity.and_then(|named| self.rows.get(&named.id));
        let text = row.map(|(file, line)| format!("{file}:{line}")).unwrap_or_default();
        let by = match (mention.rule, mention.origin, row) {
            (Some(rule), _, _) => rule,
            (None, Origin::Context, _) => "context",
            (None, _, Some((file, _))) => file,
            (None, _, None) => TEMPLATES,
        };
        (by.to_owned(), text)
    }
}
