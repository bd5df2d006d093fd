//! What `--json` prints. Field names are stable: docs/json.md lists them.

use guanxi::dictionary::Problem;
use guanxi::graph::Counts;
use guanxi::store::{EntityCounts, EntityRow, Snapshot};
use jiff::civil::Date;
use serde::Serialize;

/// An entity with its totals, in a period if one is asked for.
#[derive(Serialize)]
pub(super) struct EntityShape<'s> {
    id: &'s str,
    kind: &'s str,
    name: &'s str,
    within: Option<&'s str>,
    aliases: &'s [String],
    surfaces: &'s [String],
    mentions: u64,
    articles: u64,
    windows: u64,
    first: Option<Date>,
    last: Option<Date>,
}

impl<'s> EntityShape<'s> {
    pub(super) fn of(snapshot: &'s Snapshot, node: u32) -> Self {
        Self::counted(snapshot, node, snapshot.entity(node).into())
    }

    /// The same with other totals: those of a period.
    pub(super) fn counted(snapshot: &'s Snapshot, node: u32, counts: EntityCounts) -> Self {
        let row = snapshot.entity(node);
        let EntityCounts { mentions, windows, articles, first, last } = counts;
        Self {
            id: row.id.as_str(),
            kind: row.kind.as_str(),
            name: &row.name,
            within: row.within.as_deref(),
            aliases: &row.aliases,
            surfaces: &row.surfaces,
            mentions,
            articles,
            windows,
            first,
            last,
        }
    }
}

/// Counts of a relation in the period asked for.
#[derive(Serialize)]
pub(super) struct CountsShape {
    count: u64,
    articles: u64,
    first: Option<Date>,
    last: Option<Date>,
}

impl From<Counts> for CountsShape {
    fn from(counts: Counts) -> Self {
        let Counts { count, articles, first, last } = counts;
        Self { count, articles, first, last }
    }
}

/// A name as people read it: with its container where others share the name.
pub(super) fn label(row: &EntityRow) -> String {
    row.id.within().map_or_else(|| row.name.clone(), |within| format!("{}@{within}", row.name))
}

/// What is wrong with a file of a dictionary.
#[derive(Serialize)]
pub(super) struct ProblemShape<'c> {
    path: &'c str,
    line: Option<u64>,
    message: &'c str,
    cure: &'c str,
}

impl<'c> From<&'c Problem> for ProblemShape<'c> {
    fn from(problem: &'c Problem) -> Self {
        Self { path: &problem.path, line: problem.line, message: &problem.message, cure: &problem.cure }
    }
}
