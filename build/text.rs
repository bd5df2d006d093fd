//! The parts of `src/text` that the build script needs: normal forms.

#[path = "../src/text/han.rs"]
pub(crate) mod han;
#[path = "../src/text/normal.rs"]
mod normal;
#[path = "../src/text/offset_map.rs"]
mod offset_map;
#[path = "../src/text/seek.rs"]
mod seek;
#[path = "../src/text/span.rs"]
mod span;

pub(crate) use normal::normal_form;
pub(crate) use offset_map::OffsetMap;
pub(crate) use span::Span;
