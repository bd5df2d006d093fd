//! Which part of the graph is meant: one set of options for near, path, top and export. How they are applied: `select`.

use jiff::civil::Date;

use crate::dictionary::Kind;
use crate::relate::Measure;
use crate::store::Period;

/// Which entities and relations a question or an export is about. The default is everything, weighed by count.
///
/// In a period everything is counted as in a store of its articles alone: mentions, relations, and the totals that measures
/// compare with.
///
/// The conditions hold in this order: kinds, exclusions, period, count and weight; disparity filter; strongest relations of
/// each entity; giant component; hops from the seeds; limit. Each looks at what the one before left, so that a relation
/// that one question finds is the same that another finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Entities of these kinds; empty: of every kind. Seeds are kept whatever their kind.
    pub kinds: Vec<Kind>,
    /// Entities left out, with their relations.
    pub exclude: Vec<u32>,
    /// Relations with at least this count (in the period, if one is given).
    pub min_count: u64,
    /// What a relation weighs.
    pub measure: Measure,
    /// Relations that weigh at least this.
    pub min_weight: Option<f64>,
    /// First day of the period. Undated articles lie outside every period.
    pub since: Option<Date>,
    /// Last day of the period.
    pub until: Option<Date>,
    /// Only what lies near these entities; empty: the whole graph.
    pub seeds: Vec<u32>,
    /// How many relations away from a seed; none: one.
    pub hops: Option<u32>,
    /// Level of the disparity filter (Serrano, Boguñá, Vespignani 2009): relations with a smaller α are kept.
    pub alpha: Option<f64>,
    /// Only relations that are among so many strongest of one of their ends. Of equals the higher count, then the
    /// relation that comes first.
    pub top_edges: Option<usize>,
    /// Only the largest connected component; of equals the one with the smallest id.
    pub giant: bool,
    /// At most so many entities: those fewest hops from the seeds, then the most mentioned, then by id.
    pub limit: Option<usize>,
}

impl Selection {
    /// The period as the store reads it.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { since: self.since, until: self.until }
    }

    /// Whether there is a condition that looks at more than one relation.
    pub(super) fn gathers(&self) -> bool {
        !self.seeds.is_empty() || self.prunes() || self.limit.is_some()
    }

    /// Whether there is a condition that looks at all relations.
    pub(super) fn prunes(&self) -> bool {
        self.alpha.is_some() || self.top_edges.is_some() || self.giant
    }

    /// Whether there is a condition on relations.
    pub(super) fn narrows(&self) -> bool {
        self.min_count > 1 || self.min_weight.is_some() || self.alpha.is_some() || self.top_edges.is_some()
    }
}
