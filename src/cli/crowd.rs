//! What `build` says of a list of names that makes a large part of the graph.

use guanxi::pipeline::{Crowd, Tally};
use guanxi::relate::Window;

use super::summary::thousands;
use super::table::plain;

/// Names of a window that nobody would write in a sentence.
const MANY: u64 = 50;
/// The part of all pairs that is told.
const TENTH: u64 = 10;

/// The largest window of a run with all its pairs, if it is a list that gives a tenth of these or more.
pub(super) fn share(tally: &Tally) -> Option<(&Crowd, u64)> {
    let crowd = tally.crowd.as_ref().filter(|crowd| crowd.names >= MANY)?;
    (crowd.pairs() * TENTH >= tally.pairs).then_some((crowd, tally.pairs))
}

/// Where it is, how much it gives, and the cure.
pub(super) fn told((crowd, all): (&Crowd, u64), window: Window) -> String {
    let line = crowd.line.map_or_else(String::new, |line| format!(":{line}"));
    format!(
        "one {window} ({}{line}) with {} names gives {} of {} pairs; --min-count 2 leaves out what meets there alone",
        plain(&crowd.source),
        thousands(crowd.names),
        thousands(crowd.pairs()),
        thousands(all),
    )
}
