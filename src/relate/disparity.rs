//! The disparity filter: which relations are more than chance would share out at either end.
//!
//! M. Á. Serrano, M. Boguñá, A. Vespignani, "Extracting the multiscale backbone of complex weighted networks",
//! PNAS 106(16), 2009: for an end of degree k whose relations weigh s together, a relation of weight w has
//! α = (1 − w/s)^(k−1). A relation is kept at level α* if α < α* at one of its ends at least.

/// The smaller α of the two ends of each relation `(a, b, weight)`, in the order given; nodes are `0..nodes`.
///
/// Degenerate cells: an end with one relation says nothing about it (α = 1 there, as in the paper); a relation with a
/// weight that is not above 0 has α = 1 and adds nothing to its ends. O(relations).
///
/// # Panics
/// If an end is not below `nodes`.
///
/// ```
/// use guanxi::relate::disparity;
/// let alpha = disparity(&[(0, 1, 9.0), (0, 2, 1.0)], 3);
/// assert!((alpha[0] - 0.1).abs() < 1e-12 && (alpha[1] - 0.9).abs() < 1e-12);
/// ```
#[must_use]
pub fn disparity(relations: &[(u32, u32, f64)], nodes: usize) -> Vec<f64> {
    let mut ends = vec![(0u32, 0f64); nodes];
    for &(a, b, weight) in relations.iter().filter(|r| r.2 > 0.0) {
        for end in [a, b] {
            let end = &mut ends[end as usize];
            *end = (end.0 + 1, end.1 + weight);
        }
    }
    let alpha = |end: u32, weight: f64| {
        let (degree, strength) = ends[end as usize];
        if degree < 2 { 1.0 } else { (1.0 - weight / strength).max(0.0).powf(f64::from(degree - 1)) }
    };
    let smaller = |&(a, b, weight): &(u32, u32, f64)| {
        if weight > 0.0 { alpha(a, weight).min(alpha(b, weight)) } else { 1.0 }
    };
    relations.iter().map(smaller).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_gives_the_formula_at_its_centre() {
        // Centre 0, strength 10, degree 3: α = (1 − w/10)².
        let alpha = disparity(&[(0, 1, 7.0), (0, 2, 2.0), (0, 3, 1.0)], 4);
        for (got, want) in alpha.iter().zip([0.09, 0.64, 0.81]) {
            assert!((got - want).abs() < 1e-12, "{got} for {want}");
        }
    }

    #[test]
    fn the_better_end_decides() {
        // At 1 the relation (0, 1) is 9 of 10 with degree 2: 0.1; at 0 it is 9 of 18: 0.5.
        let alpha = disparity(&[(0, 1, 9.0), (0, 2, 9.0), (1, 3, 1.0)], 4);
        assert!((alpha[0] - 0.1).abs() < 1e-12);
    }

    #[test]
    fn degenerate_cells() {
        assert_eq!(disparity(&[(0, 1, 5.0)], 2), [1.0], "one relation at either end");
        assert_eq!(disparity(&[(0, 1, 0.0), (0, 2, f64::NAN)], 3), [1.0, 1.0]);
        assert!(disparity(&[], 0).is_empty());
    }
}
