//! What is kept of an article besides its text: the body of its record, with numbers for the names in it.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::facts::ArticleFacts;
use super::names::entity_record;
use super::record::{Body, Kept};
use super::writer::Writer;
use crate::dictionary::Named;
use crate::text::Span;

/// Entities whose numbers are remembered by their address.
const REMEMBERED: usize = 1 << 14;

impl Writer<'_> {
    /// The body of an article's record.
    pub(super) fn body(&mut self, facts: &ArticleFacts) -> Body {
        let entities = self.numbers(facts);
        let mut mentions = Vec::with_capacity(facts.mentions.len());
        for (mention, &entity) in facts.mentions.iter().zip(&entities) {
            let form = mention.entity.as_ref().map_or(0, |named| self.form(named, facts, mention.span));
            let (span, origin) = (mention.span, mention.origin);
            mentions.push(Kept {
                entity,
                span,
                origin,
                sentence: mention.sentence,
                paragraph: mention.paragraph,
                form,
            });
        }
        let mut repeats = facts.repeats.clone();
        repeats.sort_unstable();
        repeats.dedup();
        Body {
            dateline: facts.dateline.clone(),
            sentences: facts.sentences.clone(),
            paragraphs: facts.paragraphs.clone(),
            repeats,
            mentions,
        }
    }

    /// The number of each mention's entity, 0 for none. Within an article an id has one definition: the first in order.
    fn numbers(&mut self, facts: &ArticleFacts) -> Vec<u32> {
        let mut distinct: FxHashMap<*const Named, (&Arc<Named>, u32)> = FxHashMap::default();
        for entity in facts.mentions.iter().filter_map(|mention| mention.entity.as_ref()) {
            distinct.entry(Arc::as_ptr(entity)).or_insert_with(|| {
                let number = self.number(entity);
                (entity, number)
            });
        }
        let mut sorted: Vec<(&Arc<Named>, u32)> = distinct.into_values().collect();
        sorted.sort_unstable_by(|x, y| x.0.cmp(y.0));
        let mut numbers: FxHashMap<*const Named, u32> =
            FxHashMap::with_capacity_and_hasher(sorted.len(), FxBuildHasher);
        for same in sorted.chunk_by(|x, y| x.0.id == y.0.id) {
            numbers.extend(same.iter().map(|(entity, _)| (Arc::as_ptr(entity), same[0].1)));
        }
        let number = |entity: &Arc<Named>| numbers.get(&Arc::as_ptr(entity)).copied().unwrap_or(0);
        facts.mentions.iter().map(|mention| mention.entity.as_ref().map_or(0, number)).collect()
    }

    fn number(&mut self, named: &Arc<Named>) -> u32 {
        let address = Arc::as_ptr(named) as usize;
        if let Some((_, number)) = self.remembered.get(&address) {
            return *number;
        }
        let mut record = Vec::new();
        entity_record(named, &mut record);
        let number = self.entities.number(&record);
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        // Keeping the entity alive keeps its address its own.
        self.remembered.insert(address, (Arc::clone(named), number));
        number
    }

    /// The number of a surface that is neither name nor alias, else 0.
    fn form(&mut self, named: &Named, facts: &ArticleFacts, span: Span) -> u32 {
        let Some(slice) = facts.text.get(span.start as usize..span.end as usize) else { return 0 };
        if slice.is_empty() || named.is_called(slice) {
            return 0;
        }
        let surface: String = slice.chars().filter(|c| !c.is_whitespace()).collect();
        if surface.is_empty() { 0 } else { self.forms.number(surface.as_bytes()) }
    }
}
