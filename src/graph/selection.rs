//! Which part of the graph is meant: one set of options for near, path, top and export.

use jiff::civil::Date;

use crate::dictionary::Kind;
use crate::relate::Measure;

/// Which entities and relations a question or an export is about. The default is everything, weighed by count.
#[derive(Clone, Debug, Default)]
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
    /// Start from these entities; empty: from nowhere, the whole graph is meant.
    pub seeds: Vec<u32>,
}
