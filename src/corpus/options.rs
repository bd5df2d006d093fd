//! How to read: what the user may set, and the bounds that keep memory bounded.

/// Options of the reader. The defaults suit newspaper pages.
///
/// Memory: the reader holds one [`RawItem`](super::RawItem) at a time. Preparing one needs about three times its bytes for
/// ordinary text, and up to 25 times for a file of lines of a few letters; on `n` threads, `n` times that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The year of datelines that name none, where neither the record nor the file's name gives one.
    pub year: Option<i16>,
    /// Longest article, in bytes of UTF-8; a longer one is reported and left out. Default 64 MiB.
    pub max_article_bytes: usize,
    /// Largest file that is not JSONL, unpacked; a larger one is reported and left out. Default 64 MiB, some twenty million
    /// Han: such a file is held whole, and JSONL (read in batches, of any length) is the form for more.
    pub max_file_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { year: None, max_article_bytes: 64 << 20, max_file_bytes: 64 << 20 }
    }
}
