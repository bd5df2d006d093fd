//! Values worked out by hand, and the degenerate cells.

use super::*;

fn value(measure: Measure, n_ab: u64, n_a: u64, n_b: u64, n: u64) -> f64 {
    measure.of(&Observation { count: 7, articles: 3, table: Contingency { n_ab, n_a, n_b, n } })
}

#[test]
fn by_hand() {
    use Measure::*;
    // Of 20 windows 8 hold a, 5 hold b, 4 both: cells 4, 4, 1, 11; expected 2, 6, 3, 9.
    let ln = f64::ln;
    let g2 = 2.0 * (4.0 * ln(2.0) + 4.0 * ln(4.0 / 6.0) + ln(1.0 / 3.0) + 11.0 * ln(11.0 / 9.0));
    let table = [
        (Count, 7.0),
        (Articles, 3.0),
        (Pmi, 1.0),
        (Npmi, 1.0 / 5f64.log2()),
        (G2, g2),
        (Chi2, 2.0 + 4.0 / 6.0 + 4.0 / 3.0 + 4.0 / 9.0),
        (Jaccard, 4.0 / 9.0),
        (Dice, 8.0 / 13.0),
        (Cosine, 4.0 / 40f64.sqrt()),
        (Association, 2.0),
    ];
    for (measure, expected) in table {
        let got = value(measure, 4, 8, 5, 20);
        assert!((got - expected).abs() < 1e-12, "{measure}: {got} for {expected}");
    }
    assert!(
        (g2 - 4.518_987_3).abs() < 1e-6,
        "the sum of x ln x over cells and margins gives 4.5189873: {g2}"
    );
}

#[test]
fn degenerate_cells() {
    use Measure::*;
    let inf = f64::INFINITY;
    // Never together; always and only together; both everywhere; nothing at all; independent.
    let table = [
        (Pmi, [-inf, 2.0, 0.0, 0.0, 0.0]),
        (Npmi, [-1.0, 1.0, 1.0, 0.0, 0.0]),
        (Chi2, [16.0 / 9.0, 16.0, 0.0, 0.0, 0.0]),
        (Jaccard, [0.0, 1.0, 1.0, 0.0, 1.0 / 3.0]),
        (Dice, [0.0, 1.0, 1.0, 0.0, 0.5]),
        (Cosine, [0.0, 1.0, 1.0, 0.0, 0.5]),
        (Association, [0.0, 4.0, 1.0, 0.0, 1.0]),
    ];
    let cells = [(0, 4, 4, 16), (4, 4, 4, 16), (9, 9, 9, 9), (0, 0, 0, 0), (4, 8, 8, 16)];
    for (measure, expected) in table {
        for ((ab, a, b, n), want) in cells.into_iter().zip(expected) {
            let got = value(measure, ab, a, b, n);
            assert!(got == want || (got - want).abs() < 1e-12, "{measure} of {ab} {a} {b} {n}: {got}");
        }
    }
    assert_eq!(value(G2, 9, 9, 9, 9), 0.0);
    assert_eq!(value(G2, 0, 0, 0, 0), 0.0);
    assert_eq!(value(G2, 0, 0, 5, 9), 0.0, "a stands nowhere");
}

/// Of 2,980 articles 105 hold a, 2,949 b, 64 both in one window, and others both in two.
#[test]
fn articles_with_both_in_two_windows_make_no_more_articles() {
    let pmi = value(Measure::Pmi, 64, 105, 2949, 2980);
    assert!((pmi - (2980.0 * 64.0 / (105.0 * 2949.0_f64)).log2()).abs() < 1e-12, "{pmi}");
    assert!(value(Measure::G2, 64, 105, 2949, 2980).is_finite());
}

#[test]
fn contradictory_tables_give_no_nan() {
    for measure in Measure::ALL {
        for (ab, a, b, n) in [(9, 1, 1, 2), (1, 0, 0, 0), (u64::MAX / 4, 1, u64::MAX / 4, 3)] {
            assert!(!value(measure, ab, a, b, n).is_nan(), "{measure} of {ab} {a} {b} {n}");
        }
    }
}

#[test]
fn names_are_read_as_written() {
    for measure in Measure::ALL {
        assert_eq!(measure.as_str().parse::<Measure>().unwrap(), measure);
    }
    assert!("PMI".parse::<Measure>().is_err());
}
