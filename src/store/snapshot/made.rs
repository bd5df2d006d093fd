//! Snapshots of rows that are in memory, and what tells two snapshots apart.

use std::fmt;
use std::io::{self, Cursor};

use super::{EntityRow, RelationRow, Snapshot, Source};
use crate::store::day;
use crate::store::error::Damage;
use crate::store::layout::{Head, SectionWriter};
use crate::store::manifest::Commit;
use crate::store::parts::{Counts, Documents, Entities, Postings, Relations, put_sources};
use crate::store::runs::put_days;
use crate::store::sections::Section;

impl Snapshot {
    /// A snapshot of rows. Entities must be sorted by id, relations by `(a, b)` with `a < b`, each pair once. The rows do not
    /// say on which days an entity was counted: it has all its counts in every period.
    ///
    /// # Panics
    /// If the rows are not in this order, they take more memory than there is, or a count is 2³² or more.
    #[must_use]
    pub fn from_rows(
        sequence: u64,
        windows: u64,
        articles: u64,
        entities: Vec<EntityRow>,
        relations: Vec<RelationRow>,
    ) -> Self {
        assert!(entities.is_sorted_by(|x, y| x.id < y.id), "entities sorted by id");
        let ends = |row: &RelationRow| row.a < row.b && (row.b as usize) < entities.len();
        let in_order = relations.is_sorted_by(|x, y| (x.a, x.b) < (y.a, y.b));
        assert!(in_order && relations.iter().all(ends), "relations sorted, each between two of the entities");
        let commit = Commit { sequence, history: 0 };
        let head = Head { commit, windows, articles, ..Head::default() };
        let bytes = write_rows(&head, entities, relations).unwrap_or_default();
        match Self::over(Source::Made(bytes)) {
            Ok(snapshot) => snapshot,
            Err(Damage(what)) => unreachable!("what was just written does not read: {what}"),
        }
    }
}

fn write_rows(head: &Head, entities: Vec<EntityRow>, relations: Vec<RelationRow>) -> io::Result<Vec<u8>> {
    let mut out = SectionWriter::new(Cursor::new(Vec::new()))?;
    let nodes = entities.len();
    let mut part = Counts::new(&mut out);
    (0..=nodes).try_for_each(|_| part.push(&[]))?;
    part.finish()?;
    let mut part = Entities::default();
    for row in entities {
        part.push(&row, &[]);
    }
    part.put(&mut out)?;
    let mut part = Relations::new(nodes, &mut out);
    for row in relations.into_iter().filter(|row| !row.dated.is_empty()) {
        let numbers = row.dated.iter().map(|on| (day::number(on.day), [on.count, on.articles]));
        part.push(row.a, row.b, |out| put_days(out, numbers))?;
    }
    part.finish()?;
    Documents::default().put(&mut out)?;
    put_sources(&[], &mut out)?;
    let mut part = Postings::new(nodes, &mut out)?;
    (0..nodes).try_for_each(|_| part.push(|_| ()))?;
    part.finish()?;
    out.finish(head).map(Cursor::into_inner)
}

impl Default for Snapshot {
    /// A snapshot of nothing.
    fn default() -> Self {
        Self::from_rows(0, 0, 0, Vec::new(), Vec::new())
    }
}

impl PartialEq for Snapshot {
    /// Whether both show the same commit number, counting, entities and relations.
    fn eq(&self, other: &Self) -> bool {
        let totals = |s: &Self| (s.sequence(), s.counting(), s.windows(), s.articles());
        let counts = |s: &Self| (s.entity_count(), s.relation_count());
        totals(self) == totals(other)
            && counts(self) == counts(other)
            && (0..self.entity_count() as u32).all(|node| self.entity(node) == other.entity(node))
            && [Section::Offsets, Section::Ends, Section::DaysAt, Section::Days]
                .iter()
                .all(|&s| self.section(s) == other.section(s))
    }
}

impl Eq for Snapshot {}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("sequence", &self.sequence())
            .field("entities", &self.entity_count())
            .field("relations", &self.relation_count())
            .finish_non_exhaustive()
    }
}
