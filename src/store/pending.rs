//! Rows that wait for the next commit, and what one document adds to them.

use std::thread;

use super::engine::{Batch, Engine};
use super::error::StoreError;
use super::manifest::Manifest;
use super::record::Body;
use super::rows::{Row, settle};
use super::segments::{
    AMBIGUOUS, CORPUS, DOCUMENTS, EDGES, FORMS, HEADS, HOLDINGS, NODES, PLACES, POSTINGS, SegmentWriter,
    TABLES, Table,
};
use crate::relate::{Counting, Passages, Sighting, pairs};
use crate::threads::joined;

/// Bytes of a batch after which it is applied before the manifest names its segments.
pub(crate) const BATCH_BYTES: usize = 1 << 20;

/// Rows of relations that take longer to sort than a thread to start.
const MANY: usize = 1 << 13;

/// One list of rows a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    pub(crate) edges: Vec<Row<3, 2>>,
    pub(crate) nodes: Vec<Row<2, 3>>,
    pub(crate) forms: Vec<Row<2, 1>>,
    pub(crate) postings: Vec<Row<2, 1>>,
    pub(crate) documents: Vec<Row<2, 1>>,
    pub(crate) heads: Vec<Row<5, 1>>,
    pub(crate) places: Vec<Row<5, 1>>,
    pub(crate) holdings: Vec<Row<6, 1>>,
}

impl Pending {
    /// Adds (`sign` 1) or takes away (−1) what a counted document says.
    pub(crate) fn count(&mut self, document: u32, day: u32, body: &Body, sign: i64, counting: Counting) {
        let (day, document) = (u64::from(day), u64::from(document));
        let counted = |paragraph: u32| body.repeats.binary_search(&paragraph).is_err();
        let linked = |m: &&super::record::Kept| m.entity != 0;
        let sightings: Vec<Sighting> = body
            .mentions
            .iter()
            .filter(linked)
            .map(|m| Sighting { entity: m.entity, sentence: m.sentence, paragraph: m.paragraph })
            .collect();
        let passages =
            Passages { sentences: &body.sentences, paragraphs: &body.paragraphs, repeats: &body.repeats };
        let counts = pairs(&sightings, passages, counting);
        let signed = |number: u64| number.cast_signed() * sign;
        let mut mentions = 0;
        for entity in &counts.entities {
            mentions += entity.mentions;
            let id = u64::from(entity.entity);
            self.nodes.push(Row::new([id, day], [signed(entity.mentions), signed(entity.windows), sign]));
            self.postings.push(Row::new([id, document], [sign]));
        }
        for pair in &counts.pairs {
            self.edges
                .push(Row::new([u64::from(pair.a), u64::from(pair.b), day], [signed(pair.count), sign]));
        }
        self.nodes.push(Row::new([u64::from(CORPUS), day], [signed(mentions), signed(counts.windows), sign]));
        let unsure = body.mentions.iter().filter(|m| m.entity == 0 && counted(m.paragraph)).count();
        if unsure > 0 {
            self.nodes.push(Row::new([u64::from(AMBIGUOUS), day], [signed(unsure as u64), 0, sign]));
        }
        for m in body.mentions.iter().filter(linked).filter(|m| m.form != 0 && counted(m.paragraph)) {
            self.forms.push(Row::new([u64::from(m.entity), u64::from(m.form)], [sign]));
        }
    }

    /// Rows in all lists.
    pub(crate) fn len(&self) -> usize {
        let counted = self.edges.len() + self.nodes.len() + self.forms.len() + self.postings.len();
        counted + self.documents.len() + self.heads.len() + self.places.len() + self.holdings.len()
    }

    /// Takes all rows of another, which is empty then.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.edges.append(&mut other.edges);
        self.nodes.append(&mut other.nodes);
        self.forms.append(&mut other.forms);
        self.postings.append(&mut other.postings);
        self.documents.append(&mut other.documents);
        self.heads.append(&mut other.heads);
        self.places.append(&mut other.places);
        self.holdings.append(&mut other.holdings);
    }

    /// Drops all rows; their memory is kept for the next ones.
    pub(crate) fn clear(&mut self) {
        self.edges.clear();
        self.nodes.clear();
        self.forms.clear();
        self.postings.clear();
        self.documents.clear();
        self.heads.clear();
        self.places.clear();
        self.holdings.clear();
    }

    /// Sorts and sums the rows of every list. Those of relations are about as many as all others.
    pub(crate) fn settle(&mut self) {
        let Self { edges, .. } = self;
        if edges.len() < MANY {
            settle(edges);
            return self.settle_others();
        }
        let mut edges = std::mem::take(edges);
        self.edges = thread::scope(|scope| {
            let settling = scope.spawn(move || {
                settle(&mut edges);
                edges
            });
            self.settle_others();
            joined(settling.join())
        });
    }

    fn settle_others(&mut self) {
        settle(&mut self.nodes);
        settle(&mut self.forms);
        settle(&mut self.postings);
        settle(&mut self.documents);
        settle(&mut self.heads);
        settle(&mut self.places);
        settle(&mut self.holdings);
    }

    /// Writes the rows, which are settled, as a segment a table and names it in the manifest, which the caller writes. Full
    /// batches are applied on the way: until the manifest names them, their segments do not exist. Gives the tables that changed.
    pub(crate) fn write(
        &self,
        engine: &Engine,
        manifest: &mut Manifest,
        batch: &mut Batch,
    ) -> Result<Vec<usize>, StoreError> {
        let slots = [
            write(EDGES, &self.edges, engine, manifest, batch)?,
            write(NODES, &self.nodes, engine, manifest, batch)?,
            write(FORMS, &self.forms, engine, manifest, batch)?,
            write(POSTINGS, &self.postings, engine, manifest, batch)?,
            write(DOCUMENTS, &self.documents, engine, manifest, batch)?,
            write(HEADS, &self.heads, engine, manifest, batch)?,
            write(PLACES, &self.places, engine, manifest, batch)?,
            write(HOLDINGS, &self.holdings, engine, manifest, batch)?,
        ];
        debug_assert_eq!(slots.len(), TABLES);
        Ok(slots.into_iter().flatten().collect())
    }
}

fn write<const K: usize, const V: usize>(
    table: Table<K, V>,
    rows: &[Row<K, V>],
    engine: &Engine,
    manifest: &mut Manifest,
    batch: &mut Batch,
) -> Result<Option<usize>, StoreError> {
    let mut writer = SegmentWriter::new(manifest.new_segment(), 0);
    for row in rows {
        writer.push(row, batch);
        if batch.bytes() > BATCH_BYTES {
            engine.apply(batch.take())?;
        }
    }
    let segment = writer.finish(batch);
    manifest.segments[table.slot].extend(segment);
    Ok(segment.map(|_| table.slot))
}
