//! Parts of inputs, read but not yet decoded. Reading: `reader`; decoding: `prepare`.

use std::sync::Arc;

use super::Problem;
use super::encoding::Coding;
use super::tables::Shape;

/// What is said of standard input through which nothing came.
pub const NOTHING_CAME: &str = "nothing came";

/// Part of an input, read but not yet decoded: cheap to make, costly to [`prepare`](RawItem::prepare).
#[derive(Debug)]
pub struct RawItem {
    pub(super) name: Arc<str>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A whole page.
    Page { bytes: Vec<u8>, html: bool },
    /// A whole table, or array of records.
    Table { bytes: Vec<u8>, shape: Shape },
    /// Whole lines of JSONL, the number of the first (from 1) and of its first record (from 0).
    Lines { bytes: Vec<u8>, coding: Coding, first_line: u64, first_record: u64 },
    /// What could not be read.
    Failed(Problem),
}

impl RawItem {
    /// The input it comes from, as in [`Input::name`](super::Input::name).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes it holds, for progress and for bounding a queue.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Page { bytes, .. } | Content::Table { bytes, .. } | Content::Lines { bytes, .. } => {
                bytes.len()
            }
            Content::Failed(_) => 0,
        }
    }

    pub(super) fn failed(name: &Arc<str>, message: impl Into<String>, cure: &str) -> Self {
        let problem = Problem::new(&**name, message, cure).of_a_part();
        Self { name: name.clone(), content: Content::Failed(problem) }
    }

    /// What stands in for an input without a byte: all of it was read.
    pub(super) fn empty(name: &Arc<str>) -> Self {
        let problem = Problem::new(&**name, "file is empty", "remove it or fill it");
        Self { name: name.clone(), content: Content::Failed(problem) }
    }

    /// What stands in for a pipe through which no byte came. Whoever writes to it may have failed: what it held is unknown.
    pub(super) fn silent(name: &Arc<str>) -> Self {
        Self::failed(name, NOTHING_CAME, "see whether what writes to the pipe has failed")
    }

    /// What stands in for the rest of an input that breaks off.
    pub(super) fn broken_off(name: &Arc<str>, message: impl Into<String>) -> Self {
        let cure = "the lines before it were read; of the rest a store keeps what it has";
        let problem = Problem::new(&**name, message, cure).of_a_part();
        Self { name: name.clone(), content: Content::Failed(problem) }
    }
}
