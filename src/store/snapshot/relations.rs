//! The relations of a snapshot, and the arcs of its nodes.

use std::hint::black_box;
use std::ops::Range;

use super::{Arcs, EntityCounts, Relation, Snapshot};
use crate::relate::Observation;
use crate::store::sections::{Section, u32_at};

impl Snapshot {
    /// Counts of a relation by day, as they lie there.
    pub(in crate::store) fn day_bytes(&self, relation: u32) -> &[u8] {
        let starts = self.section(Section::DaysAt);
        let (from, to) = (u32_at(starts, relation as usize), u32_at(starts, relation as usize + 1));
        self.section(Section::Days).get(from as usize..to as usize).unwrap_or_default()
    }

    /// Counts by day of relations that follow each other, as they lie there, and where those of each begin and the last end.
    pub(in crate::store) fn day_bytes_of(&self, relations: &Range<u32>) -> (&[u8], &[u8]) {
        let [from, to] = [relations.start, relations.end].map(|relation| relation as usize);
        let starts = &self.section(Section::DaysAt)[from * 4..(to + 1) * 4];
        let range = u32_at(starts, 0) as usize..u32_at(starts, to - from) as usize;
        (self.section(Section::Days).get(range).unwrap_or_default(), starts)
    }

    /// A relation by its number.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn relation(&self, relation: u32) -> Relation<'_> {
        Relation::new(self.ends(relation), self.day_bytes(relation))
    }

    /// The nodes of a relation, the lower first. O(log n).
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn ends(&self, relation: u32) -> (u32, u32) {
        let b = u32_at(self.section(Section::Ends), relation as usize);
        let offsets = self.section(Section::Offsets).as_chunks::<8>().0;
        // The last node whose relations do not begin behind this one; the number behind the last node is none.
        let behind = offsets[1..].partition_point(|at| u32_at(at, 1) <= relation);
        (behind.min(self.entity_count() - 1) as u32, b)
    }

    /// What measures need to know of a pair of nodes with these counts, for example those of a period.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn observe(&self, a: u32, b: u32, count: u64, articles: u64) -> Observation {
        let of = |node: u32| {
            let (windows, articles) = (self.windows_of(node), self.articles_of(node));
            EntityCounts { windows, articles, ..EntityCounts::default() }
        };
        self.observe_in([&of(a), &of(b)], &self.all_counts(), count, articles)
    }

    /// The arcs of a node, sorted by the other end.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    #[inline]
    pub fn arcs(&self, node: u32) -> Arcs<'_> {
        let (lower, (first, higher)) = (self.arcs_down(node), self.arcs_up(node));
        Arcs::new(lower, higher, first)
    }

    /// Reads where the arcs of some nodes begin, and nothing waits for it: what is then walked node by node waits for memory once,
    /// not at each.
    pub(crate) fn fetch(&self, nodes: impl Iterator<Item = u32>) {
        let [offsets, arcs, ends] =
            [Section::Offsets, Section::Arcs, Section::Ends].map(|of| self.section(of));
        let (Some(last_arc), Some(last_end)) = (arcs.len().checked_sub(8), ends.len().checked_sub(4)) else {
            return;
        };
        let mut read = 0;
        for node in nodes {
            let at = &offsets[node as usize * 8..][..8];
            let (lower, higher) = (u32_at(at, 0) as usize * 8, u32_at(at, 1) as usize * 4);
            read ^= arcs[lower.min(last_arc)] ^ ends[higher.min(last_end)];
        }
        black_box(read);
    }

    /// The arcs of a node to lower ones, as they lie there: other end and relation.
    #[inline]
    pub(in crate::store) fn arcs_down(&self, node: u32) -> &[[u8; 8]] {
        let range = self.offsets(node, 0);
        self.section(Section::Arcs).as_chunks().0.get(range).unwrap_or_default()
    }

    /// The first relation of a node to a higher one, and the higher nodes of all of these, as they lie there.
    #[inline]
    pub(in crate::store) fn arcs_up(&self, node: u32) -> (u32, &[[u8; 4]]) {
        let range = self.offsets(node, 1);
        (range.start as u32, self.section(Section::Ends).as_chunks().0.get(range).unwrap_or_default())
    }

    #[inline]
    fn offsets(&self, node: u32, column: usize) -> Range<usize> {
        let offsets = &self.section(Section::Offsets)[node as usize * 8..][..16];
        u32_at(offsets, column) as usize..u32_at(offsets, column + 2) as usize
    }

    /// The relation between two nodes, in either order. O(log degree).
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn between(&self, a: u32, b: u32) -> Option<u32> {
        let (first, higher) = self.arcs_up(a.min(b));
        let at = higher.binary_search_by_key(&a.max(b), |end| u32::from_le_bytes(*end));
        at.ok().map(|at| first + at as u32)
    }
}
