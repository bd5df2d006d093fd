//! What one search is asked.

/// From where to where, and with at most how many relations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) max_hops: u32,
}
