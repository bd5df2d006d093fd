//! What a recogniser finds, in the units of the gold, with the rule or the row that each find comes from.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::score::Found;
use crate::corpus::{CharOffsets, Source};
use crate::dictionary::{EntityId, Kind};
use crate::recognise::{Mention, MentionRecord, Origin, Recogniser, RecordOptions, Scratch, record};

/// Bodies that the templates of `rules/bodies.tsv` make have no row of their own.
const TEMPLATES: &str = "bodies.tsv";

/// A recogniser with the rows of its dictionary at hand.
pub struct Finder<'r> {
    recogniser: &'r Recogniser,
    /// File and line of each listed entity.
    rows: FxHashMap<&'r EntityId, (&'r str, u64)>,
    split: bool,
}

impl<'r> Finder<'r> {
    /// Looks up the rows once: O(entities).
    #[must_use]
    pub fn new(recogniser: &'r Recogniser) -> Self {
        let entities = recogniser.dictionary().entities.iter();
        let row = |path: &'r str, line| (path.rsplit(['/', '\\']).next().unwrap_or(path), line);
        let rows = entities.map(|entity| (&entity.named.id, row(&entity.path, entity.line)));
        Self { recogniser, rows: rows.collect(), split: false }
    }

    /// Gives a chain of places (海南省海口市) as its links where these are listed and cover it, as some guides mark them. Ours
    /// marks the chain, so this changes how finds are counted and never what is recognised. The recogniser must have been
    /// made with `nested`.
    #[must_use]
    pub fn split_chains(self) -> Self {
        Self { split: true, ..self }
    }

    /// What is found in a source, in order, in characters of the source.
    #[must_use]
    pub fn find(&self, source: &Source, scratch: &mut Scratch) -> Vec<Found> {
        let mut chars = CharOffsets::new(&source.text);
        let mut all = Vec::new();
        let options = RecordOptions { nested: self.split, ..RecordOptions::default() };
        for article in &source.articles {
            let recognised = self.recogniser.recognise(article, scratch);
            let record = record(source, article, &recognised, options, &mut chars);
            let inner = record.nested.as_deref().unwrap_or_default();
            for (mention, place) in recognised.mentions.iter().zip(&record.mentions) {
                let links = links(mention, &recognised.nested);
                if links.is_empty() {
                    all.push(self.found(mention, place));
                }
                all.extend(links.into_iter().map(|n| self.found(&recognised.nested[n], &inner[n])));
            }
        }
        all
    }

    fn found(&self, mention: &Mention, place: &MentionRecord<'_>) -> Found {
        let (by, row) = self.origin(mention);
        Found {
            start: place.start as usize,
            end: place.end as usize,
            kind: mention.kind.clone(),
            name: mention.entity.as_ref().map(|named| named.name.clone()).unwrap_or_default(),
            surface: place.surface.clone().into_owned(),
            by,
            row,
        }
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

/// The numbers of the inner places, as many as can be, that cover a chain one after the other; none if they leave a gap.
fn links(chain: &Mention, nested: &[Mention]) -> Vec<usize> {
    if chain.kind != Kind::PLACE {
        return Vec::new();
    }
    let fits = |inner: &Mention| inner.kind == Kind::PLACE && chain.span.contains(inner.span);
    // The most links that lead from the chain's start to a byte. Inner mentions are in the order of their starts.
    let mut best: BTreeMap<u32, Vec<usize>> = BTreeMap::from([(chain.span.start, Vec::new())]);
    for (number, inner) in nested.iter().enumerate().filter(|(_, inner)| fits(inner)) {
        let Some(before) = best.get(&inner.span.start) else { continue };
        let links: Vec<usize> = before.iter().copied().chain([number]).collect();
        let held = best.entry(inner.span.end).or_default();
        if links.len() > held.len() {
            *held = links;
        }
    }
    best.remove(&chain.span.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Origin;
    use crate::text::Span;

    const NONE: [usize; 0] = [];

    fn place(start: u32, end: u32) -> Mention {
        Mention {
            span: Span::new(start, end),
            kind: Kind::PLACE,
            entity: None,
            candidates: Vec::new(),
            origin: Origin::Dictionary,
            rule: None,
            sentence: 0,
            paragraph: 0,
        }
    }

    #[test]
    fn a_chain_parts_into_the_most_links_that_cover_it() {
        let nested =
            [place(0, 3), place(0, 5), place(0, 8), place(3, 6), place(3, 8), place(6, 9), place(20, 22)];
        assert_eq!(links(&place(0, 9), &nested), [0, 3, 5]);
        assert_eq!(links(&place(0, 10), &nested), NONE);
        let person = Mention { kind: Kind::PERSON, ..place(0, 9) };
        assert_eq!(links(&person, &nested), NONE);
    }
}
