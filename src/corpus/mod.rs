//! From files to articles: encodings, line re-joining, article splitting, dates. Knows nothing of names.
//!
//! Reading has two steps, so that the costly one can run on many threads: [`Reader`] makes [`RawItem`]s (I/O only), and
//! [`RawItem::prepare`] turns each into [`Source`]s (pure).

mod again;
mod article;
mod batches;
mod char_offsets;
mod clean;
mod columns;
mod cues;
mod date;
mod encoding;
mod front;
mod html;
mod input;
mod join;
mod likeness;
mod lines;
mod lists;
mod opening;
mod options;
mod own;
mod packed;
mod page;
mod pattern;
mod prepare;
mod problem;
mod raw;
mod reader;
mod record;
mod refusal;
mod rows;
mod runs;
mod split;
mod tables;
mod transcode;
mod weave;
mod words;

pub use again::paragraphs_again;
pub use article::{Article, Source};
pub use char_offsets::CharOffsets;
pub use input::{Input, Layout, inputs, inputs_and_rest, layout_of, source_name};
pub use options::ReadOptions;
pub use problem::Problem;
pub use raw::{NOTHING_CAME, RawItem};
pub use reader::Reader;
