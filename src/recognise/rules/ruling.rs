//! What the rules have found of an article, handed from step to step.

use super::weighed::{Weighed, Weighing};
use super::{Listed, Proposal, Stretches};
use crate::dictionary::Kind;

/// What the rules have found of an article before it is pushed.
#[derive(Default)]
pub(crate) struct Ruling<'a> {
    /// Where listed names stand.
    pub(super) listed: Listed,
    /// The rules of the table at work.
    pub(super) weighing: Weighing<'a>,
    /// What they propose.
    pub(super) weighed: Weighed<'a>,
    /// The persons among it.
    pub(super) persons: Stretches,
    /// Names that are pushed together.
    pub(super) names: Vec<(&'static str, Kind, Vec<Proposal>)>,
}
