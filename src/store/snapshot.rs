//! The graph as questions read it: nodes sorted by entity id, relations sorted by their ends, compressed sparse rows.
//!
//! Numbers here are dense and hold for one snapshot only: `node` counts entities, `relation` counts pairs. Both follow
//! the order of the ids, so two stores with the same facts give the same snapshot whatever the order of building.

use jiff::civil::Date;

use crate::dictionary::{EntityId, Kind};
use crate::relate::{Contingency, Counting, Observation, Weighting};

/// An entity with its totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRow {
    /// Stable text.
    pub id: EntityId,
    /// Kind, as in the id.
    pub kind: Kind,
    /// Canonical name.
    pub name: String,
    /// The container, as the dictionary names it.
    pub within: Option<String>,
    /// Listed aliases, sorted.
    pub aliases: Vec<String>,
    /// Forms seen in the text that are neither name nor alias (自治区总工会), sorted.
    pub surfaces: Vec<String>,
    /// Mentions counted.
    pub mentions: u64,
    /// Windows that hold the entity.
    pub windows: u64,
    /// Articles that hold the entity.
    pub articles: u64,
    /// Earliest date of those articles.
    pub first: Option<Date>,
    /// Latest date of those articles.
    pub last: Option<Date>,
}

/// Counts of a relation on one day; `day` is none for undated articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// Date of the articles.
    pub day: Option<Date>,
    /// What the store's counting gives: windows, or products of counts.
    pub count: u64,
    /// Articles in which the pair stands in one window.
    pub articles: u64,
}

/// A relation with its totals. `a < b`, both nodes of the same snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRow {
    /// Lower node.
    pub a: u32,
    /// Higher node.
    pub b: u32,
    /// Counts by day, sorted by day, undated first.
    pub dated: Vec<Dated>,
}

impl RelationRow {
    /// The sum of the counts.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.dated.iter().map(|d| d.count).sum()
    }

    /// The number of articles.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.dated.iter().map(|d| d.articles).sum()
    }

    /// Earliest date.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.dated.iter().filter_map(|d| d.day).min()
    }

    /// Latest date.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.dated.iter().filter_map(|d| d.day).max()
    }
}

/// One arc of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The other end.
    pub node: u32,
    /// Number of the relation.
    pub relation: u32,
}

/// The whole graph at one sequence number of the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    sequence: u64,
    counting: Counting,
    windows: u64,
    articles: u64,
    entities: Vec<EntityRow>,
    relations: Vec<RelationRow>,
    offsets: Vec<u64>,
    arcs: Vec<Arc>,
}

impl Snapshot {
    /// A snapshot of rows. Entities must be sorted by id, relations by `(a, b)` with `a < b`, each pair once.
    #[must_use]
    pub fn from_rows(
        sequence: u64,
        windows: u64,
        articles: u64,
        entities: Vec<EntityRow>,
        relations: Vec<RelationRow>,
    ) -> Self {
        let mut offsets = vec![0u64; entities.len() + 1];
        for relation in &relations {
            offsets[relation.a as usize + 1] += 1;
            offsets[relation.b as usize + 1] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut arcs = vec![Arc { node: 0, relation: 0 }; relations.len() * 2];
        for (number, relation) in relations.iter().enumerate() {
            for (from, to) in [(relation.a, relation.b), (relation.b, relation.a)] {
                arcs[next[from as usize] as usize] = Arc { node: to, relation: number as u32 };
                next[from as usize] += 1;
            }
        }
        let counting = Counting::default();
        Self { sequence, counting, windows, articles, entities, relations, offsets, arcs }
    }

    /// The same rows, counted by another window or weighting than the default.
    #[must_use]
    pub fn with_counting(self, counting: Counting) -> Self {
        Self { counting, ..self }
    }

    /// Window and weighting of the counts.
    #[must_use]
    pub fn counting(&self) -> Counting {
        self.counting
    }

    /// What measures need to know of a relation: see [`Observation`] for the table that `product` counting gives.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn observation(&self, relation: u32) -> Observation {
        let row = self.relation(relation);
        let (a, b) = (self.entity(row.a), self.entity(row.b));
        let (count, articles) = (row.count(), row.articles());
        let table = match self.counting.weighting {
            Weighting::Presence => {
                Contingency { n_ab: count, n_a: a.windows, n_b: b.windows, n: self.windows }
            }
            Weighting::Product => {
                Contingency { n_ab: articles, n_a: a.articles, n_b: b.articles, n: self.articles }
            }
        };
        Observation { count, articles, table }
    }

    /// The store's commit number that this snapshot shows.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// All windows counted: the N of the measures.
    #[must_use]
    pub fn windows(&self) -> u64 {
        self.windows
    }

    /// Articles counted.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Number of entities: nodes are `0..entity_count()`.
    #[must_use]
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// Number of relations.
    #[must_use]
    pub fn relation_count(&self) -> usize {
        self.relations.len()
    }

    /// The entity at a node.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn entity(&self, node: u32) -> &EntityRow {
        &self.entities[node as usize]
    }

    /// A relation by its number.
    ///
    /// # Panics
    /// If there is no such relation.
    #[must_use]
    pub fn relation(&self, relation: u32) -> &RelationRow {
        &self.relations[relation as usize]
    }

    /// The arcs of a node, sorted by the other end.
    #[must_use]
    pub fn arcs(&self, node: u32) -> &[Arc] {
        let range = self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize;
        &self.arcs[range]
    }

    /// The node of an entity id. O(log n).
    #[must_use]
    pub fn node(&self, id: &EntityId) -> Option<u32> {
        self.entities.binary_search_by(|row| row.id.cmp(id)).ok().map(|n| n as u32)
    }

    /// The relation between two nodes, in either order. O(log degree).
    #[must_use]
    pub fn between(&self, a: u32, b: u32) -> Option<u32> {
        let arcs = self.arcs(a);
        arcs.binary_search_by(|arc| arc.node.cmp(&b)).ok().map(|n| arcs[n].relation)
    }
}
