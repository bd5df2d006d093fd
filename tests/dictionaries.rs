//! What the shipped tables promise each other. What rows mean is tested where they are read.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The rows of a table, as they stand.
fn rows(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(file);
    fs::read_to_string(path).unwrap().lines().skip(1).map(str::to_owned).collect()
}

/// Column of the division code in `place.tsv`.
const ID: usize = 3;

#[test]
fn places_without_a_code_are_those_that_the_importer_is_given() {
    let is_division = |row: &String| row.split('\t').nth(ID).is_some_and(|id| !id.is_empty());
    let places: BTreeSet<String> = rows("place.tsv").into_iter().filter(|row| !is_division(row)).collect();
    let given: BTreeSet<String> = rows("import/other-places.tsv").into_iter().collect();
    let differ: Vec<_> = places.symmetric_difference(&given).collect();
    assert!(differ.is_empty(), "edit import/other-places.tsv and run the importer: {differ:?}");
}
