//! What is kept from one writer to the next.

use super::heads::Heads;
use super::names::Interner;

/// What a writer knows of all that is there, as of a commit.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) as_of: (u32, u64),
    pub(super) heads: Heads,
    pub(super) sources: Interner,
    pub(super) entities: Interner,
    pub(super) forms: Interner,
}
