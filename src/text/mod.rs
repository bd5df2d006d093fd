//! Text as characters: spans, offset maps, normal forms, sentences, words. Knows nothing of names.

mod offset_map;
mod sentence;
mod span;

pub use offset_map::OffsetMap;
pub use sentence::{MAX_SENTENCE_BYTES, Sentences, sentences};
pub use span::Span;
