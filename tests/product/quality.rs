//! Floors of quality, and dictionaries without a fault.

use std::path::Path;

use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::folders::root;
use crate::support::skip::shared;

#[test]
fn the_shipped_dictionaries_have_nothing_to_mend() {
    let report = guanxi::dictionary::check(&[root().join("dictionaries")], true).unwrap();
    let found: Vec<String> = report.problems.iter().chain(&report.untidy).map(ToString::to_string).collect();
    assert!(report.rows > 10_000);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// What `guanxi eval` says of marked pages.
fn evaluated(marks: &Path, sources: &Path, more: &[&str]) -> Value {
    let all = ["eval", marks.to_str().unwrap(), "--sources", sources.to_str().unwrap()];
    Desk::new().json(&[&all[..], more].concat())
}

/// F1 of the mentions and the share of right canonical names reach so much.
fn reaches(found: &Value, f1: f64, canonical: f64) {
    let scores = [&found["micro"]["f1"], &found["canonical"]].map(|score| score.as_f64().unwrap());
    assert!(
        scores[0] >= f1 && scores[1] >= canonical,
        "{scores:?} for {:?}: {}",
        [f1, canonical],
        found["micro"]
    );
}

#[test]
fn recognition_reaches_its_floor_on_our_own_pages() {
    let pages = root().join("tests/pages");
    reaches(&evaluated(&pages, &pages, &["--no-rules"]), 0.55, 0.88);
    reaches(&evaluated(&pages, &pages, &[]), 0.93, 0.92);
}

#[test]
fn recognition_reaches_its_floor_on_the_gold_pages() {
    let (Some(gold), Some(seeds)) = (shared("gold"), shared("seeds")) else { return };
    reaches(&evaluated(&gold, &seeds, &["--no-rules"]), 0.80, 0.90);
    reaches(&evaluated(&gold, &seeds, &[]), 0.95, 0.95);
}
