//! Circles side by side without overlap, the first in the middle: the front-chain of Wang, Wang, Dai, Wang,
//! "Visualization of large hierarchical data by circle packing", CHI 2006.

use super::Point;

/// A circle in place.
#[derive(Clone, Copy, Debug)]
struct Circle {
    x: f64,
    y: f64,
    radius: f64,
}

/// Centres for circles of these radii, sorted from large to small for a round picture. O(circles · front).
pub(super) fn pack(radii: &[f64]) -> Vec<Point> {
    let mut front = Front { circles: Vec::with_capacity(radii.len()), next: Vec::new(), before: Vec::new() };
    let mut order: Vec<usize> = (0..radii.len()).collect();
    order.sort_by(|&one, &two| radii[two].total_cmp(&radii[one]).then(one.cmp(&two)));
    for &circle in &order {
        front.add(radii[circle]);
    }
    let mut centres = vec![(0.0, 0.0); radii.len()];
    for (&circle, placed) in order.iter().zip(&front.circles) {
        centres[circle] = (placed.x, placed.y);
    }
    centres
}

/// The placed circles, and the ring of those that new ones can touch.
struct Front {
    circles: Vec<Circle>,
    next: Vec<usize>,
    before: Vec<usize>,
}

impl Front {
    fn add(&mut self, radius: f64) {
        let count = self.circles.len();
        self.next.push(count);
        self.before.push(count);
        match count {
            0 => self.circles.push(Circle { x: 0.0, y: 0.0, radius }),
            1 => {
                let first = self.circles[0].radius;
                self.circles.push(Circle { x: first + radius, y: 0.0, radius });
                self.link(0, 1);
                self.link(1, 0);
            }
            _ => self.join(count, radius),
        }
    }

    fn link(&mut self, a: usize, b: usize) {
        self.next[a] = b;
        self.before[b] = a;
    }

    /// Places circle `new` beside the pair of the front nearest to the middle where it fits, dropping from the front what
    /// it covers.
    fn join(&mut self, new: usize, radius: f64) {
        let mut a = self.nearest_pair();
        let mut b = self.next[a];
        loop {
            let circle = beside(self.circles[a], self.circles[b], radius);
            match self.struck(a, b, circle) {
                None => {
                    self.circles.push(circle);
                    self.link(a, new);
                    self.link(new, b);
                    return;
                }
                Some((ahead, hit)) if ahead => b = hit,
                Some((_, hit)) => a = hit,
            }
            self.link(a, b);
        }
    }

    /// The first circle of the front that `circle` strikes, looked for from `b` onwards and from `a` backwards at once;
    /// true if it was found onwards.
    fn struck(&self, a: usize, b: usize, circle: Circle) -> Option<(bool, usize)> {
        let (mut ahead, mut behind) = (self.next[b], self.before[a]);
        let (mut run, mut back) = (self.circles[b].radius, self.circles[a].radius);
        while ahead != self.next[behind] {
            if run <= back {
                if strikes(self.circles[ahead], circle) {
                    return Some((true, ahead));
                }
                run += self.circles[ahead].radius;
                ahead = self.next[ahead];
            } else {
                if strikes(self.circles[behind], circle) {
                    return Some((false, behind));
                }
                back += self.circles[behind].radius;
                behind = self.before[behind];
            }
        }
        None
    }

    /// The circle of the front whose pair with the next is nearest to the middle.
    fn nearest_pair(&self) -> usize {
        let start = self.circles.len() - 1;
        let (mut best, mut at) = ((f64::INFINITY, start), start);
        loop {
            let (a, b) = (self.circles[at], self.circles[self.next[at]]);
            let both = a.radius + b.radius;
            let (x, y) = ((a.x * b.radius + b.x * a.radius) / both, (a.y * b.radius + b.y * a.radius) / both);
            if x * x + y * y < best.0 {
                best = (x * x + y * y, at);
            }
            at = self.next[at];
            if at == start {
                return best.1;
            }
        }
    }
}

/// The circle that touches `a` and `b` on the outer side of the front.
fn beside(a: Circle, b: Circle, radius: f64) -> Circle {
    let (x, y) = (b.x - a.x, b.y - a.y);
    let square = x * x + y * y;
    let (from_a, from_b) = ((a.radius + radius).powi(2), (b.radius + radius).powi(2));
    let along = (square + from_a - from_b) / (2.0 * square);
    let across = (from_a / square - along * along).max(0.0).sqrt();
    Circle { x: a.x + along * x + across * y, y: a.y + along * y - across * x, radius }
}

fn strikes(a: Circle, b: Circle) -> bool {
    let reach = a.radius + b.radius - 1e-6;
    reach > 0.0 && reach * reach > (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn circles_do_not_overlap_and_lie_close(radii in proptest::collection::vec(1.0..50.0f64, 1..80)) {
            let centres = pack(&radii);
            let mut reach = 0.0f64;
            for (one, (a, r)) in centres.iter().zip(&radii).enumerate() {
                reach = reach.max(a.0.hypot(a.1) + r);
                for (b, s) in centres.iter().zip(&radii).take(one) {
                    prop_assert!((a.0 - b.0).hypot(a.1 - b.1) > r + s - 1e-3);
                }
            }
            let area: f64 = radii.iter().map(|r| r * r).sum();
            prop_assert!(reach <= 2.5 * area.sqrt(), "{} for {}", reach, area.sqrt());
        }
    }
}
