//! Stand-in for the measures until `relate` has them.

/// A measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Windows.
    #[default]
    Count,
    /// Articles.
    Articles,
    /// Jaccard.
    Jaccard,
}

#[allow(clippy::struct_field_names, reason = "as in the formulas")]
pub(super) struct Contingency {
    pub(super) n_ab: u64,
    pub(super) n_a: u64,
    pub(super) n_b: u64,
}

impl Measure {
    pub(super) fn of(self, table: &Contingency) -> f64 {
        match self {
            Self::Jaccard => table.n_ab as f64 / (table.n_a + table.n_b - table.n_ab).max(1) as f64,
            _ => table.n_ab as f64,
        }
    }
}
