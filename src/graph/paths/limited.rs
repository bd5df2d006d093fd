//! The strongest path with at most so many hops: the layers of Bellman (1958) and Ford (1956), from the end.
//!
//! Layer `h` holds the nodes that reach the end in `h` hops by a smaller distance than in fewer. A walk that is best
//! among those with at most so many hops has no cycle, for distances are above 0.

use super::bans::Bans;
use super::leg::Leg;
use crate::graph::GraphView;
use crate::graph::marked::Marked;
use crate::graph::stamped::Stamped;

/// A node of a layer: its distance to the end and the next node there.
#[derive(Clone, Copy, Debug)]
struct Entry {
    node: u32,
    distance: u64,
    next: u32,
}

/// The arrays of the search.
#[derive(Debug)]
pub(super) struct Layers {
    /// The smallest distance to the end in the layers so far.
    nearest: Stamped<u64>,
    /// Where in the new layer a node stands.
    place: Stamped<u32>,
    /// Neighbours of the start: all that the last layer but one needs.
    beside_start: Marked,
}

impl Layers {
    pub(super) fn new(len: usize) -> Self {
        Self { nearest: Stamped::new(len), place: Stamped::new(len), beside_start: Marked::new(len) }
    }

    /// The best path by (distance, hops, ids) of those with at most `leg.max_hops` hops.
    pub(super) fn best(&mut self, view: &GraphView, bans: &Bans, leg: Leg) -> Option<Vec<u32>> {
        self.nearest.clear();
        self.beside_start.clear();
        for arc in view.arcs(leg.from) {
            self.beside_start.mark(arc.node);
        }
        let mut layers = vec![vec![Entry { node: leg.to, distance: 0, next: leg.to }]];
        let mut best: Option<(u64, usize)> = None;
        for hops in 1..=leg.max_hops.min(view.len() as u32) {
            let last = &layers[layers.len() - 1];
            let layer =
                self.layer(view, bans, last, leg, (hops, best.map_or(u64::MAX, |(distance, _)| distance)));
            if layer.is_empty() {
                break;
            }
            let at_start = layer.iter().find(|entry| entry.node == leg.from);
            if let Some(entry) = at_start
                && best.is_none_or(|(distance, _)| entry.distance < distance)
            {
                best = Some((entry.distance, layers.len()));
            }
            layers.push(layer);
        }
        best.map(|(_, layer)| walk(&layers[..=layer], leg))
    }

    /// The next layer. `bound` is its number of hops, and a distance that is known to be reached.
    fn layer(
        &mut self,
        view: &GraphView,
        bans: &Bans,
        last: &[Entry],
        leg: Leg,
        bound: (u32, u64),
    ) -> Vec<Entry> {
        let (hops, enough) = bound;
        let mut layer: Vec<Entry> = Vec::new();
        self.place.clear();
        for entry in last.iter().filter(|entry| entry.node != leg.from) {
            for arc in view.arcs(entry.node) {
                let useful = match leg.max_hops - hops {
                    0 => arc.node == leg.from,
                    1 => arc.node == leg.from || self.beside_start.has(arc.node),
                    _ => true,
                };
                let Some(step) =
                    view.step(arc.relation).filter(|_| useful && !bans.forbid(entry.node, arc.node))
                else {
                    continue;
                };
                let distance = entry.distance.saturating_add(step);
                if distance < enough && self.nearest.get(arc.node).is_none_or(|known| distance < known) {
                    self.enter(&mut layer, Entry { node: arc.node, distance, next: entry.node });
                }
            }
        }
        for entry in &layer {
            self.nearest.set(entry.node, entry.distance);
        }
        layer
    }

    fn enter(&mut self, layer: &mut Vec<Entry>, entry: Entry) {
        match self.place.get(entry.node) {
            None => {
                self.place.set(entry.node, layer.len() as u32);
                layer.push(entry);
            }
            Some(place) => {
                let known = &mut layer[place as usize];
                if (entry.distance, entry.next) < (known.distance, known.next) {
                    *known = entry;
                }
            }
        }
    }
}

/// From the start in the last layer down to the end.
fn walk(layers: &[Vec<Entry>], leg: Leg) -> Vec<u32> {
    let mut nodes = vec![leg.from];
    for layer in layers.iter().rev() {
        let at = nodes[nodes.len() - 1];
        let next = layer.iter().find(|entry| entry.node == at).filter(|entry| entry.next != at);
        nodes.extend(next.map(|entry| entry.next));
    }
    nodes
}
