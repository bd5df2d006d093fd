//! Far nodes as one: the tree of Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324,
//! 1986, as a list in depth-first order, so that walking it needs no stack.

use super::Point;

/// Nodes up to which a square is not divided.
const FEW: usize = 8;
/// Depth at which squares are not divided any more: nodes nearly at one place.
const DEEPEST: u32 = 40;
/// A square is far if its side is below this many times its distance.
const THETA: f64 = 1.2;

/// Squared distance below which a push grows no more.
const NEAR: f64 = 1.0;

/// A square with the nodes in it.
#[derive(Clone, Copy, Debug)]
struct Cell {
    mass: f64,
    centre: Point,
    side: f64,
    /// The cell after this one and all inside it.
    after: u32,
    /// Its nodes in `Cells::bodies` if it is not divided, else empty.
    bodies: (u32, u32),
}

/// A node as others see it.
#[derive(Clone, Copy, Debug)]
struct Body {
    place: Point,
    mass: f64,
}

/// The tree.
#[derive(Debug)]
pub(super) struct Cells {
    cells: Vec<Cell>,
    bodies: Vec<Body>,
}

impl Cells {
    /// The tree over nodes with masses. O(n · log n).
    pub(super) fn new(places: &[Point], masses: &[f64]) -> Self {
        let bodies = places.iter().zip(masses).map(|(&place, &mass)| Body { place, mass }).collect();
        let mut cells = Self { cells: Vec::new(), bodies };
        let low = places.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
        let high = places.iter().fold((f64::MIN, f64::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
        let side = (high.0 - low.0).max(high.1 - low.1);
        if !places.is_empty() {
            cells.divide(0..places.len(), low, side, 0);
        }
        cells
    }

    fn divide(&mut self, range: std::ops::Range<usize>, low: Point, side: f64, depth: u32) {
        let bodies = &self.bodies[range.clone()];
        let mass: f64 = bodies.iter().map(|body| body.mass).sum();
        let mean =
            |of: fn(Point) -> f64| bodies.iter().map(|body| of(body.place) * body.mass).sum::<f64>() / mass;
        let centre = (mean(|place| place.0), mean(|place| place.1));
        let at = self.cells.len();
        let whole = (range.start as u32, range.end as u32);
        self.cells.push(Cell { mass, centre, side, after: 0, bodies: whole });
        if range.len() > FEW && depth < DEEPEST {
            self.cells[at].bodies = (0, 0);
            let half = side / 2.0;
            let middle = (low.0 + half, low.1 + half);
            let across = self.part(range.clone(), |place| place.1 < middle.1);
            for (rows, y) in [(range.start..across, low.1), (across..range.end, middle.1)] {
                let along = self.part(rows.clone(), |place| place.0 < middle.0);
                for (part, x) in [(rows.start..along, low.0), (along..rows.end, middle.0)] {
                    if !part.is_empty() {
                        self.divide(part, (x, y), half, depth + 1);
                    }
                }
            }
        }
        self.cells[at].after = self.cells.len() as u32;
    }

    /// Brings the bodies of a range that are `first` to its front, keeping their order; gives where the others begin.
    fn part(&mut self, range: std::ops::Range<usize>, first: impl Fn(Point) -> bool) -> usize {
        let bodies = &mut self.bodies[range.clone()];
        bodies.sort_by_key(|body| !first(body.place));
        range.start + bodies.partition_point(|body| first(body.place))
    }

    /// The push on a node at `place` per unit of its mass: the sum of mass/distance away from all others.
    pub(super) fn push(&self, place: Point) -> Point {
        let mut sum = (0.0, 0.0);
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let (x, y) = (place.0 - cell.centre.0, place.1 - cell.centre.1);
            let square = x * x + y * y;
            if cell.side * cell.side < THETA * THETA * square {
                let push = cell.mass / square;
                sum = (sum.0 + x * push, sum.1 + y * push);
                at = cell.after as usize;
                continue;
            }
            for body in &self.bodies[cell.bodies.0 as usize..cell.bodies.1 as usize] {
                let (x, y) = (place.0 - body.place.0, place.1 - body.place.1);
                let square = x * x + y * y;
                let push = body.mass / square.max(NEAR);
                sum = (sum.0 + x * push, sum.1 + y * push);
            }
            at += 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::random::Random;

    #[test]
    fn far_nodes_as_one_push_about_as_they_do_alone() {
        let mut random = Random::new(3);
        let places: Vec<Point> =
            (0..500).map(|_| (1e4 * random.fraction().powi(3), 1e4 * random.fraction())).collect();
        let masses: Vec<f64> = (0..500).map(|at| f64::from(at % 7 + 1)).collect();
        let cells = Cells::new(&places, &masses);
        let (mut off, mut all) = (0.0, 0.0);
        for &(x, y) in &places {
            let mut exact = (0.0, 0.0);
            for (other, mass) in places.iter().zip(&masses) {
                let (x, y) = (x - other.0, y - other.1);
                let square = x * x + y * y;
                if square > 0.0 {
                    exact = (exact.0 + x * mass / square, exact.1 + y * mass / square);
                }
            }
            let push = cells.push((x, y));
            off += (push.0 - exact.0).hypot(push.1 - exact.1);
            all += exact.0.hypot(exact.1);
        }
        assert!(off < 0.1 * all, "{off} of {all}");
    }

    #[test]
    fn nodes_at_one_place_end_the_dividing() {
        let push = Cells::new(&[(1.0, 1.0); 100], &[1.0; 100]).push((1.0, 1.0));
        assert_eq!(push, (0.0, 0.0));
    }
}
