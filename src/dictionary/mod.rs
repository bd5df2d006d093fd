//! What people wrote down: entities with their names, and the word lists the rules read.

mod entity;

pub use entity::{EntityId, Kind, UnknownKind};
