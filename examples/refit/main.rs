//! Fits the points of the rules anew: `cargo run --release --example refit -- GOLD.jsonl FOLDER`.
//!
//! Reads gold (`{"text", "entities"}` or columns), takes every proposal of every rule (`Recogniser::proposed`), and fits a
//! logistic regression a kind on its clues, its characters, its suffix and the words in and beside it. Writes the word lists of
//! `dictionaries/rules` that hold points to FOLDER, with the new ones, and says how far they lie from the shipped ones.
//! Rows whose note begins "by hand" stay; "by hand +12" adds to what is fitted. Deterministic.

mod examples;
mod fit;
mod tables;

use std::collections::BTreeSet;
use std::path::Path;

use examples::{Examples, LEAST, examples, extra};
use tables::{Points, cell};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, folder] = &arguments[..] else {
        eprintln!("usage: refit GOLD.jsonl FOLDER");
        std::process::exit(2);
    };
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/rules");
    let mut points = Points::new();
    for (kind, examples) in examples(&rules, Path::new(gold)) {
        let right = examples.labels.iter().filter(|label| **label).count();
        let (proposals, features) = (examples.labels.len(), examples.names.len());
        println!("{kind}: {right} right of {proposals} proposals, {features} features");
        collect(&kind, &examples, &fit::fit(&examples), &mut points);
    }
    tables::write(&rules, Path::new(folder), &points);
}

/// Coefficients as whole points, ten for one in the logarithm of the odds, under the names of the word lists. The constant goes
/// to what every proposal of a rule has.
fn collect(kind: &str, examples: &Examples, weights: &[f64], points: &mut Points) {
    for (n, name) in examples.names.iter().enumerate() {
        let Some(new) = whole(name, examples.support[n], weights[n]) else { continue };
        if let Some((file, word, column)) = cell(kind, name) {
            points.entry((file, word)).or_default().insert(column, new);
        }
    }
    let clues = examples.names.iter().filter(|name| !name.contains('='));
    let rules: BTreeSet<&str> = clues.filter_map(|name| Some(name.rsplit_once('.')?.0)).collect();
    for rule in rules {
        let any = points.entry(("evidence", format!("{rule}.any"))).or_default().entry("points").or_default();
        *any += (10.0 * weights[weights.len() - 1]).round_ties_even() as i32;
    }
}

/// The points of a feature; none where they are too few, or stand on too few examples.
fn whole(feature: &str, support: usize, weight: f64) -> Option<i32> {
    let Some(extra) = extra(feature) else { return Some((10.0 * weight).round_ties_even() as i32) };
    let points = (10.0 * weight * extra.value).clamp(-extra.most, extra.most).round_ties_even() as i32;
    (support >= LEAST && points.abs() >= extra.from).then_some(points)
}
