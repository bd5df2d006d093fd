//! Takes overlapping circles apart: pairs that overlap push each other, found by a grid.

use std::collections::{HashMap, HashSet};
use std::f64::consts::TAU;

use super::Point;

/// Free space between two circles.
const GAP: f64 = 1.0;
/// Rounds of pushing.
const ROUNDS: usize = 5;

/// Pushes overlapping circles apart, a few times; says whether none overlaps. O(n) while few overlap.
pub(super) fn take_apart(places: &mut [Point], radii: &[f64]) -> bool {
    (0..ROUNDS).any(|_| {
        let grid = Grid::new(places, radii);
        let mut apart = true;
        for node in 0..places.len() {
            grid.for_smaller_near(places, radii, node, |places, other| {
                if push(places, radii, node, other) {
                    apart = false;
                }
            });
        }
        apart
    })
}

/// Pushes two circles apart if they overlap, the larger one less.
fn push(places: &mut [Point], radii: &[f64], one: usize, two: usize) -> bool {
    let (a, b) = (places[one], places[two]);
    let reach = radii[one] + radii[two] + GAP;
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    let square = x * x + y * y;
    if square >= reach * reach {
        return false;
    }
    let distance = square.sqrt();
    // From one place nodes part in directions of their own.
    let angle = one as f64 * 2.4 % TAU;
    let (x, y) = if distance > 1e-9 { (x / distance, y / distance) } else { (angle.cos(), angle.sin()) };
    // A little more than needed, so that rounding leaves no overlap.
    let missing = reach - distance + 0.01;
    let sum = radii[one] + radii[two];
    let share = if sum > 0.0 { radii[two] / sum } else { 0.5 };
    places[one] = (a.0 + x * missing * share, a.1 + y * missing * share);
    places[two] = (b.0 - x * missing * (1.0 - share), b.1 - y * missing * (1.0 - share));
    true
}

/// Nodes by square cells.
struct Grid {
    cell: f64,
    low: Point,
    columns: usize,
    rows: usize,
    /// Where each cell begins in `nodes`.
    begin: Vec<u32>,
    nodes: Vec<u32>,
}

impl Grid {
    /// Most cells along one side.
    const MOST: f64 = 1000.0;

    fn new(places: &[Point], radii: &[f64]) -> Self {
        let low = places.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
        let high = places.iter().fold((f64::MIN, f64::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
        let side = (high.0 - low.0).max(high.1 - low.1).max(1.0);
        let small = radii.iter().copied().fold(f64::MAX, f64::min);
        let cell = (2.0 * small + GAP).max(side / Self::MOST).max(1e-3);
        #[allow(clippy::cast_sign_loss, reason = "a span is not below 0")]
        let count = |span: f64| (span / cell) as usize + 1;
        let (columns, rows) = (count(high.0 - low.0), count(high.1 - low.1));
        let mut grid =
            Self { cell, low, columns, rows, begin: vec![0; columns * rows + 1], nodes: Vec::new() };
        let cells: Vec<usize> = places.iter().map(|&place| grid.cell_of(place)).collect();
        for &cell in &cells {
            grid.begin[cell + 1] += 1;
        }
        for cell in 1..grid.begin.len() {
            grid.begin[cell] += grid.begin[cell - 1];
        }
        let mut next = grid.begin.clone();
        grid.nodes = vec![0; places.len()];
        for (node, &cell) in cells.iter().enumerate() {
            grid.nodes[next[cell] as usize] = node as u32;
            next[cell] += 1;
        }
        grid
    }

    #[allow(clippy::cast_sign_loss, reason = "clamped to 0 and the last cell")]
    fn along(&self, offset: f64, count: usize) -> usize {
        ((offset / self.cell).max(0.0) as usize).min(count - 1)
    }

    fn cell_of(&self, place: Point) -> usize {
        self.along(place.1 - self.low.1, self.rows) * self.columns
            + self.along(place.0 - self.low.0, self.columns)
    }

    /// Calls `each` for the nodes near `node` that are smaller, or as small with a lower number: as far as two circles
    /// of its radius reach. Nodes are found where they stood when the grid was made.
    fn for_smaller_near(
        &self,
        places: &mut [Point],
        radii: &[f64],
        node: usize,
        mut each: impl FnMut(&mut [Point], usize),
    ) {
        let reach = 2.0 * radii[node] + GAP;
        let (x, y) = (places[node].0 - self.low.0, places[node].1 - self.low.1);
        let columns = self.along(x - reach, self.columns)..=self.along(x + reach, self.columns);
        for row in self.along(y - reach, self.rows)..=self.along(y + reach, self.rows) {
            let cells = row * self.columns + columns.start()..=row * self.columns + columns.end();
            let range = self.begin[*cells.start()]..self.begin[*cells.end() + 1];
            for &other in &self.nodes[range.start as usize..range.end as usize] {
                let other = other as usize;
                if (radii[other], other) < (radii[node], node) {
                    each(places, other);
                }
            }
        }
    }
}

/// Moves nodes that would round to one place to places of their own: across the middle, by thousandths. O(n).
pub(super) fn tell_apart(places: &mut [Point]) {
    #[allow(clippy::cast_possible_truncation, reason = "coordinates lie below 5000")]
    let key = |place: Point| ((place.0 * 1000.0).round() as i64, (place.1 * 1000.0).round() as i64);
    let mut taken = HashSet::with_capacity(places.len());
    // How far the last node that stood at a place was moved.
    let mut steps: HashMap<(i64, i64), u32> = HashMap::new();
    for place in places {
        let (start, from) = (*place, key(*place));
        if taken.insert(from) {
            continue;
        }
        let step = steps.entry(from).or_default();
        while !taken.insert(key(*place)) {
            *step += 1;
            place.0 = start.0 - start.0.signum() * 0.003 * f64::from(*step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_at_one_place_come_to_places_of_their_own() {
        for corner in [(0.0, 0.0), (0.002, 0.0), (-0.001, 7.0), (4800.0, -4800.0)] {
            let mut places = vec![corner; 3000];
            tell_apart(&mut places);
            let mut keys: Vec<_> = places.iter().map(|place| (place.0 * 1000.0).round() as i64).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), places.len(), "{corner:?}");
            assert!(places.iter().all(|place| place.0.abs() <= 4800.0));
        }
    }

    #[test]
    fn points_without_size_part() {
        let mut places = [(1.0, 1.0), (1.0, 1.0)];
        take_apart(&mut places, &[0.0, 0.0]);
        assert!(places[0] != places[1] && places.iter().all(|place| place.0.is_finite()));
    }
}
