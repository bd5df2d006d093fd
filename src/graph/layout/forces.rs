//! ForceAtlas2 on one component.

use std::f64::consts::TAU;

use rayon::prelude::*;

use super::Point;
use super::cells::Cells;
use crate::graph::communities::{Communities, communities};
use crate::graph::network::Network;
use crate::graph::random::Random;

/// How strongly nodes push each other ("scaling").
const PUSH: f64 = 2.0;
/// How strongly nodes are drawn to the middle.
const GRAVITY: f64 = 1.0;
/// Half the distance that two components keep: about that of two nodes joined by weight 1.
pub(super) const ROOM: f64 = 2.0;
/// Bounds of the speed's efficiency and of the tolerance for swinging, as in the paper's implementation.
const LEAST_EFFICIENCY: f64 = 0.05;
const MOST_TOLERANCE: f64 = 10.0;
/// The longest way of a node in one round.
const LONGEST: f64 = 10.0;
/// Nodes begin in a disc of this radius times the root of their number.
const SPACE: f64 = 5.0;
/// Nodes up to which no communities are looked for.
const FEW: usize = 100;
/// Nodes below which threads cost more than they give.
const MANY: usize = 512;

/// Places for the nodes of a connected network.
pub(super) fn spread(network: &Network, seed: u64) -> Vec<Point> {
    let len = network.len();
    if len < 2 {
        return vec![(0.0, 0.0); len];
    }
    let mut state = State {
        masses: (0..len as u32).map(|node| network.degree(node) as f64 + 1.0).collect(),
        pulls: (0..len as u32)
            .map(|node| network.arcs(node).map(|(to, w)| (to, w.ln_1p())).collect())
            .collect(),
        places: start(network, seed),
        forces: vec![(0.0, 0.0); len],
        speed: 1.0,
        efficiency: 1.0,
    };
    for _ in 0..rounds(len) {
        state.step();
    }
    state.places
}

/// Where nodes begin: in a disc around their community, the communities being laid out first as if they were nodes.
/// From anywhere a large network would need many times the rounds to untangle.
fn start(network: &Network, seed: u64) -> Vec<Point> {
    let len = network.len();
    let mut random = Random::new(seed);
    let mut around = |centre: Point, radius: f64| {
        let (turn, far) = (random.fraction() * TAU, radius * random.fraction().sqrt());
        (centre.0 + far * turn.cos(), centre.1 + far * turn.sin())
    };
    let whole = SPACE * (len as f64).sqrt();
    let groups = if len < FEW { Communities::default() } else { communities(network, seed) };
    if groups.sizes.len() < 2 || groups.sizes.len() * 2 > len {
        return (0..len).map(|_| around((0.0, 0.0), whole)).collect();
    }
    let mut centres = spread(&network.merged(&groups.of, groups.sizes.len()), seed);
    let reach = super::centre(&mut centres).max(f64::MIN_POSITIVE);
    let place = |&group: &u32| {
        let (centre, size) = (centres[group as usize], groups.sizes[group as usize] as f64);
        around((centre.0 / reach * whole, centre.1 / reach * whole), SPACE * 0.5 * size.sqrt())
    };
    groups.of.iter().map(place).collect()
}

fn rounds(len: usize) -> usize {
    (3_000_000 / len).clamp(50, 600)
}

struct State {
    /// Degree + 1.
    masses: Vec<f64>,
    /// Arcs with ln(1 + weight).
    pulls: Vec<Vec<(u32, f64)>>,
    places: Vec<Point>,
    /// Those of the step before.
    forces: Vec<Point>,
    speed: f64,
    efficiency: f64,
}

impl State {
    fn step(&mut self) {
        let cells = Cells::new(&self.places, &self.masses);
        let force = |node: usize| self.force(&cells, node);
        let len = self.places.len();
        let forces: Vec<Point> = if len < MANY {
            (0..len).map(force).collect()
        } else {
            (0..len).into_par_iter().map(force).collect()
        };
        self.adapt(&forces);
        for (node, force) in forces.iter().enumerate() {
            let before = self.forces[node];
            let swing = self.masses[node] * (before.0 - force.0).hypot(before.1 - force.1);
            let factor = self.speed / (1.0 + (self.speed * swing).sqrt());
            // Two hubs that come close would fling each other out of the picture.
            let factor = factor.min(LONGEST / force.0.hypot(force.1).max(f64::MIN_POSITIVE));
            let place = &mut self.places[node];
            *place = (place.0 + force.0 * factor, place.1 + force.1 * factor);
        }
        self.forces = forces;
    }

    /// Push from all others, pull along relations, gravity towards (0, 0).
    fn force(&self, cells: &Cells, node: usize) -> Point {
        let ((x, y), mass) = (self.places[node], self.masses[node]);
        let push = cells.push((x, y));
        let far = x.hypot(y).max(f64::MIN_POSITIVE);
        let gravity = GRAVITY * mass / far;
        let mut sum = (PUSH * mass * push.0 - gravity * x, PUSH * mass * push.1 - gravity * y);
        for &(other, pull) in &self.pulls[node] {
            let other = self.places[other as usize];
            sum = (sum.0 - pull * (x - other.0), sum.1 - pull * (y - other.1));
        }
        sum
    }

    /// Sets the speed from how much the nodes swing to and fro and how much they move on.
    fn adapt(&mut self, forces: &[Point]) {
        let (mut swing, mut traction) = (0.0, 0.0);
        for ((now, before), mass) in forces.iter().zip(&self.forces).zip(&self.masses) {
            swing += mass * (before.0 - now.0).hypot(before.1 - now.1);
            traction += mass * (before.0 + now.0).hypot(before.1 + now.1) / 2.0;
        }
        let len = forces.len() as f64;
        let estimate = 0.05 * len.sqrt();
        let bounded = (estimate * traction / (len * len)).min(MOST_TOLERANCE);
        let mut tolerance = estimate.sqrt().max(bounded);
        if swing > 2.0 * traction {
            if self.efficiency > LEAST_EFFICIENCY {
                self.efficiency *= 0.5;
            }
            tolerance = tolerance.max(1.0);
        }
        if swing > tolerance * traction {
            if self.efficiency > LEAST_EFFICIENCY {
                self.efficiency *= 0.7;
            }
        } else if self.speed < 1000.0 {
            self.efficiency *= 1.3;
        }
        let target = tolerance * self.efficiency * traction / swing.max(f64::MIN_POSITIVE);
        self.speed += (target - self.speed).min(0.5 * self.speed);
    }
}
