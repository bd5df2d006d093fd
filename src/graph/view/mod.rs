//! A snapshot as questions walk it: the relations that a selection admits, weighed by a measure.
//!
//! This file, `view/steps.rs`, its distances, and `view/walk.rs`, its arcs by hops, alone read relations, so a snapshot kept in
//! another way changes nothing else.

mod steps;
mod walk;

use std::sync::{self, OnceLock};

use jiff::civil::Date;

use crate::relate::Measure;
use crate::store::{self, Arc, EntityCounts, Snapshot};

use super::distance;
use super::filter::Filter;
use super::selection::Selection;
use steps::Prepared;
pub(super) use walk::Way;

/// What a relation holds in the period of a selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What the store counts: windows, or products of counts.
    pub count: u64,
    /// Articles that hold the pair.
    pub articles: u64,
    /// Earliest date.
    pub first: Option<Date>,
    /// Latest date.
    pub last: Option<Date>,
}

/// A snapshot under a selection. Nodes keep their numbers; a node that the selection refuses has no arcs leading to it.
///
/// Weights are computed when they are asked for; [`GraphView::prepared`] computes them once for many questions.
/// petgraph's algorithms run on `&GraphView`, where a refused node stays as one without edges, so that node numbers
/// are `0..node_count`.
///
/// ```
/// use guanxi::graph::GraphView;
/// use guanxi::store::Snapshot;
/// let snapshot = Snapshot::default();
/// let view = GraphView::whole(&snapshot);
/// assert_eq!(petgraph::algo::connected_components(&view), 0);
/// ```
#[derive(Clone, Debug)]
pub struct GraphView<'s> {
    snapshot: &'s Snapshot,
    measure: Measure,
    units: f64,
    pub(super) filter: Filter,
    /// What is counted of each node in the period, and of everything; made when it is asked for, empty for all time.
    pub(super) counted: sync::Arc<OnceLock<Vec<EntityCounts>>>,
    prepared: Option<sync::Arc<Prepared>>,
}

impl<'s> GraphView<'s> {
    /// The same view with these relations alone.
    pub(super) fn keeping(mut self, relations: impl Iterator<Item = u32>) -> Self {
        self.filter.keep_only(self.snapshot.relation_count(), relations);
        self
    }

    /// What the selection admits relation by relation.
    pub(super) fn by_relation(snapshot: &'s Snapshot, selection: &Selection) -> Self {
        let filter = Filter::new(snapshot, selection);
        let measure = selection.measure;
        Self {
            snapshot,
            measure,
            units: distance::units(measure),
            filter,
            counted: sync::Arc::default(),
            prepared: None,
        }
    }

    /// The same view in which kinds and exclusions do not touch `nodes`: the ends of a path are walked whatever their
    /// kind.
    #[must_use]
    pub fn exempting(&self, nodes: &[u32]) -> Self {
        let mut view = self.clone();
        view.filter.exempting(nodes);
        view
    }

    /// The same view without the relations that have no distance: those whose weight is not above 0.
    pub(super) fn above_zero(&self) -> Self {
        let mut view = self.clone();
        view.filter.above_zero = !matches!(self.measure, Measure::Count | Measure::Articles);
        view
    }

    /// The snapshot behind the view.
    #[must_use]
    pub fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// What relations are weighed by.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Number of nodes, refused ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.snapshot.entity_count()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The counts of a relation in the period. O(days of the relation).
    #[must_use]
    pub fn counts(&self, relation: u32) -> Counts {
        let mut sum = Counts::default();
        for dated in self.snapshot.relation(relation).dated() {
            if !self.filter.period.holds(dated.day) {
                continue;
            }
            sum.count += dated.count;
            sum.articles += dated.articles;
            sum.first = sum.first.or(dated.day);
            sum.last = dated.day.or(sum.last);
        }
        sum
    }

    /// The ends of a relation, lower node first.
    #[must_use]
    pub fn ends(&self, relation: u32) -> (u32, u32) {
        self.snapshot.ends(relation)
    }

    /// The weight of a relation: its measure, of what is counted in the period.
    #[must_use]
    pub fn weight(&self, relation: u32) -> f64 {
        match &self.prepared {
            Some(prepared) => prepared.weights[relation as usize],
            None => self.weigh(relation, self.counts(relation)),
        }
    }

    fn weigh(&self, relation: u32, counts: Counts) -> f64 {
        match self.measure {
            Measure::Count => return counts.count as f64,
            Measure::Articles => return counts.articles as f64,
            _ => {}
        }
        let (a, b) = self.ends(relation);
        let Counts { count, articles, .. } = counts;
        if !self.filter.dated() {
            return self.measure.of(&self.snapshot.observe(a, b, count, articles));
        }
        let (counted, all) = (self.counted(), self.len());
        let ends = [&counted[a as usize], &counted[b as usize]];
        self.measure.of(&self.snapshot.observe_in(ends, &counted[all], count, articles))
    }

    /// Whether the selection admits the entity.
    #[must_use]
    pub fn admits_node(&self, node: u32) -> bool {
        self.filter.any_node() || self.filter.admits_node(node)
    }

    /// Whether the selection admits the relation, whatever its ends.
    #[must_use]
    pub fn admits_relation(&self, relation: u32) -> bool {
        if self.filter.any_relation() {
            return true;
        }
        if !self.filter.kept(relation) {
            return false;
        }
        let counts = self.counts(relation);
        let weight = || self.weigh(relation, counts);
        counts.count >= self.filter.min_count.max(1)
            && self.filter.min_weight.is_none_or(|least| weight() >= least)
            && (!self.filter.above_zero || weight() > 0.0)
    }

    fn admits(&self, arc: Arc) -> bool {
        self.admits_node(arc.node) && self.admits_relation(arc.relation)
    }

    /// The admitted arcs of a node, sorted by the other end; none for a node that is not admitted itself.
    #[must_use]
    pub fn arcs(&self, node: u32) -> Arcs<'_, 's> {
        let open = self.filter.any_node() && self.filter.any_relation();
        let admitted = open || self.admits_node(node);
        let rest = if admitted { self.snapshot.arcs(node) } else { store::Arcs::default() };
        Arcs { view: self, open, rest }
    }

    /// The admitted relation between two nodes. O(log degree).
    pub(super) fn between(&self, a: u32, b: u32) -> Option<u32> {
        let (few, other) = if self.degree_bound(a) <= self.degree_bound(b) { (a, b) } else { (b, a) };
        self.snapshot.between(few, other).filter(|&relation| self.admits_relation(relation))
    }
}

/// The admitted arcs of a node: see [`GraphView::arcs`].
#[derive(Clone, Debug)]
pub struct Arcs<'v, 's> {
    view: &'v GraphView<'s>,
    /// Whether every arc passes.
    open: bool,
    rest: store::Arcs<'s>,
}

impl Iterator for Arcs<'_, '_> {
    type Item = Arc;

    fn next(&mut self) -> Option<Arc> {
        if self.open {
            return self.rest.next();
        }
        let view = self.view;
        self.rest.find(|arc| view.admits(*arc))
    }

    /// Asks once, not at each arc, whether all pass: what `for_each` and the like run on.
    fn fold<B, F: FnMut(B, Arc) -> B>(self, begin: B, each: F) -> B {
        let view = self.view;
        if self.open {
            self.rest.fold(begin, each)
        } else {
            self.rest.filter(|arc| view.admits(*arc)).fold(begin, each)
        }
    }
}
