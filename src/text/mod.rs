//! Text as characters: spans, offset maps, normal forms, sentences, words. Knows nothing of names.

mod boundary;
mod bullet;
mod han;
mod normal;
mod numeral;
mod offset_map;
mod seek;
mod sentence;
mod span;
mod words;

pub(crate) use boundary::{boundary_before, boundary_behind};
pub use bullet::is_bullet;
pub use han::is_han;
pub(crate) use normal::WIDE;
pub use normal::{Gap, Normal, folded, normal_form};
pub(crate) use numeral::{NUMERALS, is_numeral};
pub use offset_map::OffsetMap;
pub(crate) use seek::next_of;
pub use sentence::{MAX_SENTENCE_BYTES, Sentences, sentences};
pub(crate) use span::HAN;
pub use span::Span;
#[cfg(test)]
pub(crate) use words::words_of_jieba;
pub use words::{Tag, Told, WordId, Words};
