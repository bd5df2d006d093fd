//! A logistic regression of sparse examples, shrunk by the squares of its coefficients (Cox 1958). What the features are is not
//! known here.

use crate::examples::Examples;

/// Weight of the losses beside the squares of the coefficients.
const LOSS: f64 = 0.4;

impl Examples {
    /// Half the sum of squared coefficients plus [`LOSS`] times the logistic loss, and its gradient. The last is the constant.
    fn loss(&self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let constant = w.len() - 1;
        gradient.copy_from_slice(w);
        gradient[constant] = 0.0;
        let mut loss = w[..constant].iter().map(|w| w * w / 2.0).sum::<f64>();
        for (row, &right) in self.rows.iter().zip(&self.labels) {
            let sum =
                w[constant] + row.iter().map(|&(n, value)| w[n as usize] * f64::from(value)).sum::<f64>();
            let signed = if right { sum } else { -sum };
            loss += LOSS * ((-signed.abs()).exp().ln_1p() + (-signed).max(0.0));
            let slope = LOSS * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(right)));
            for &(n, value) in row {
                gradient[n as usize] += slope * f64::from(value);
            }
            gradient[constant] += slope;
        }
        loss
    }
}

/// Coefficients of least loss, the constant last: limited-memory BFGS (Nocedal 1980; Nocedal and Wright 2006, algorithm 7.4)
/// with backtracking.
pub(crate) fn fit(examples: &Examples) -> Vec<f64> {
    let size = examples.names.len() + 1;
    let (mut w, mut gradient) = (vec![0.0; size], vec![0.0; size]);
    let mut loss = examples.loss(&w, &mut gradient);
    let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..300 {
        let direction = direction(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        let mut step = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let (mut next, mut steeper) = (w.clone(), vec![0.0; size]);
        let better = loop {
            next.iter_mut().zip(&w).zip(&direction).for_each(|((next, w), d)| *next = w + step * d);
            let reached = examples.loss(&next, &mut steeper);
            if reached <= loss + 1e-4 * step * slope || step < 1e-10 {
                break reached;
            }
            step /= 2.0;
        };
        let moved: Vec<f64> = next.iter().zip(&w).map(|(next, w)| next - w).collect();
        let turned: Vec<f64> = steeper.iter().zip(&gradient).map(|(next, old)| next - old).collect();
        if dot(&moved, &turned) > 1e-12 {
            memory.push((moved, turned));
        }
        if memory.len() > 10 {
            memory.remove(0);
        }
        let settled = (loss - better).abs() <= 1e-9 * loss;
        (w, gradient, loss) = (next, steeper, better);
        if settled {
            break;
        }
    }
    w
}

/// Downhill, with the curvature of the last steps.
fn direction(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::new();
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &q) / dot(moved, turned);
        q.iter_mut().zip(turned).for_each(|(q, t)| *q -= share * t);
        shares.push(share);
    }
    if let Some((moved, turned)) = memory.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for q in &mut q {
            *q *= scale;
        }
    }
    for ((moved, turned), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = dot(turned, &q) / dot(moved, turned);
        q.iter_mut().zip(moved).for_each(|(q, m)| *q += (share - back) * m);
    }
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
