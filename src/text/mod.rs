//! Text as characters: spans, offset maps, normal forms, sentences, words. Knows nothing of names.

mod offset_map;
mod span;

pub use offset_map::OffsetMap;
pub use span::Span;
