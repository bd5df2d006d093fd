//! The conditions of a selection that can be tested on one entity or one relation alone, ready for walking.

use std::ops::Range;
use std::sync::Arc;

use crate::dictionary::Kind;
use crate::store::{Period, Snapshot};

use super::Selection;

/// Conditions compiled for one snapshot.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// Nodes of the kinds asked for: the ids of a kind stand together. None: every kind.
    kinds: Option<Vec<Range<u32>>>,
    /// Sorted.
    exclude: Vec<u32>,
    /// Nodes that kinds and `exclude` do not touch: ends of a path, seeds. Sorted.
    exempt: Vec<u32>,
    pub(super) min_count: u64,
    pub(super) min_weight: Option<f64>,
    /// Whether relations of no weight are refused.
    pub(super) above_zero: bool,
    pub(super) period: Period,
    /// The relations that pruning left, a bit each; shared, for each question has a filter of its own. None: all.
    only: Option<Arc<[u64]>>,
}

impl Filter {
    pub(super) fn new(snapshot: &Snapshot, selection: &Selection) -> Self {
        let kinds = (!selection.kinds.is_empty())
            .then(|| selection.kinds.iter().map(|kind| nodes_of_kind(snapshot, kind)).collect());
        Self {
            kinds,
            exclude: sorted(&selection.exclude),
            exempt: sorted(&selection.seeds),
            min_count: selection.min_count,
            min_weight: selection.min_weight,
            above_zero: false,
            period: selection.period(),
            only: None,
        }
    }

    pub(super) fn exempting(&mut self, nodes: &[u32]) {
        self.exempt.extend_from_slice(nodes);
        self.exempt = sorted(&self.exempt);
    }

    /// Whether every node passes.
    pub(super) fn any_node(&self) -> bool {
        self.kinds.is_none() && self.exclude.is_empty()
    }

    /// Whether every relation passes.
    pub(super) fn any_relation(&self) -> bool {
        self.only.is_none()
            && self.min_count <= 1
            && self.min_weight.is_none()
            && !self.above_zero
            && !self.dated()
    }

    /// Whether counts are those of a period.
    pub(super) fn dated(&self) -> bool {
        !self.period.is_all()
    }

    pub(super) fn admits_node(&self, node: u32) -> bool {
        let of_kind = self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|range| range.contains(&node)));
        (of_kind && self.exclude.binary_search(&node).is_err()) || self.exempt.binary_search(&node).is_ok()
    }

    /// Refuses all other relations.
    pub(super) fn keep_only(&mut self, count: usize, relations: impl Iterator<Item = u32>) {
        let mut bits = vec![0u64; count.div_ceil(64)];
        for relation in relations {
            bits[relation as usize / 64] |= 1 << (relation % 64);
        }
        self.only = Some(bits.into());
    }

    /// Whether pruning left the relation.
    pub(super) fn kept(&self, relation: u32) -> bool {
        self.only.as_ref().is_none_or(|bits| bits[relation as usize / 64] >> (relation % 64) & 1 == 1)
    }
}

fn sorted(nodes: &[u32]) -> Vec<u32> {
    let mut nodes = nodes.to_vec();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// The nodes of a kind. Ids begin with their kind, so they stand together. O(log n).
pub(super) fn nodes_of_kind(snapshot: &Snapshot, kind: &Kind) -> Range<u32> {
    let start = first_id_from(snapshot, &format!("{kind}:"));
    // ';' follows ':' in ASCII.
    start..first_id_from(snapshot, &format!("{kind};"))
}

/// The kinds of a snapshot with their nodes, in the order of the nodes. O(kinds · log n), while reading the kind of each
/// node means to decode it.
pub(super) fn nodes_by_kind(snapshot: &Snapshot) -> Vec<(Range<u32>, Kind)> {
    let mut all = Vec::new();
    let mut next = 0;
    while (next as usize) < snapshot.entity_count() {
        let kind = snapshot.entity(next).kind.clone();
        let nodes = next..nodes_of_kind(snapshot, &kind).end.max(next + 1);
        next = nodes.end;
        all.push((nodes, kind));
    }
    all
}

/// The first node whose id is not below `text`.
pub(super) fn first_id_from(snapshot: &Snapshot, text: &str) -> u32 {
    let (mut low, mut high) = (0, snapshot.entity_count() as u32);
    while low < high {
        let middle = low + (high - low) / 2;
        if snapshot.id(middle) < text { low = middle + 1 } else { high = middle }
    }
    low
}
