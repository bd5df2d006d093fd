//! Where bodies and works may sit.

/// A place that a body or works may be named after.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) start: u32,
    pub(super) score: i32,
    /// It is a city or a county.
    pub(super) town: bool,
    pub(super) village: bool,
    /// It is a body itself.
    pub(super) body: bool,
}
