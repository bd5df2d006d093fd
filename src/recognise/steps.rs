//! The steps that articles under recognition pass, in their order. What each does has a file of its own.

use super::home::Home;
use super::reading::{Reading, Step};
use super::{abbreviations, bare, bearers, expand, in_full, link, listed, overlap, rules, verdict};

/// The steps in their order, each with whether it belongs to the rules.
const STEPS: [(bool, &[Step]); 7] = [
    (true, &[fill]),
    (false, &[list, judge]),
    (true, rules::STEPS),
    (false, &[settle]),
    (true, rules::AT_HOME),
    (false, &[decide]),
    (true, &[link_again]),
];

/// Takes readings through all steps. Each step passes over all of them before the next one does: the code of the rules is many times
/// what a processor keeps at hand, and would be fetched anew for each article.
pub(crate) fn read(readings: &mut [Reading<'_>], no_rules: bool) {
    let steps = STEPS.iter().filter(|(by_rules, _)| !(*by_rules && no_rules)).flat_map(|(_, steps)| *steps);
    for step in steps {
        for reading in &mut *readings {
            step(reading);
        }
    }
}

/// The rules read every word; without them only windows are segmented.
fn fill(reading: &mut Reading<'_>) {
    reading.letters.fill(&mut reading.page);
}

fn list(reading: &mut Reading<'_>) {
    reading.places = listed::candidates(&reading.page, reading.candidates);
    abbreviations::candidates(&mut reading.page, reading.candidates);
}

fn judge(reading: &mut Reading<'_>) {
    verdict::judge(&mut reading.page, reading.candidates);
}

/// Settles where the article is at home.
fn settle(reading: &mut Reading<'_>) {
    reading.home = Home::of(&reading.page, reading.candidates, reading.filed, reading.told);
}

fn decide(reading: &mut Reading<'_>) {
    link::drop_homeless(&reading.page, &reading.home, reading.candidates);
    overlap::spare_listed(&reading.page, reading.candidates);
    overlap::decide(reading.candidates);
}

/// Links what the rules have kept to what the article calls otherwise.
fn link_again(reading: &mut Reading<'_>) {
    let Reading { page, candidates, .. } = reading;
    bearers::link(page, candidates);
    expand::link(page, candidates);
    bare::link(page, candidates);
    in_full::link(page, candidates);
}
