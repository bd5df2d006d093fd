//! A document of an article, and how little of it is kept in memory and in files.

use super::rows::Row;
use super::segments::UNCOUNTED;

/// In place of the number of a document: there is none any more.
pub(super) const GONE: u32 = u32::MAX;
/// A document of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) document: u32,
    /// The day it is counted on; none while another document of the article is the one that counts.
    pub(super) day: Option<u32>,
    pub(super) digest: u64,
}

/// A head in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) digest: u64,
    pub(super) document: u32,
    pub(super) day: u32,
}

impl Head {
    pub(super) fn row(&self, key: u128, sign: i64) -> Row<5, 1> {
        let day = self.day.map_or(UNCOUNTED, u64::from);
        Row::new([(key >> 64) as u64, key as u64, u64::from(self.document), day, self.digest], [sign])
    }

    pub(super) fn packed(&self) -> Packed {
        let day = self.day.unwrap_or(UNCOUNTED as u32);
        Packed { digest: self.digest, document: self.document, day }
    }
}

impl Packed {
    pub(super) fn head(self) -> Head {
        let day = Some(self.day).filter(|&day| u64::from(day) != UNCOUNTED);
        Head { document: self.document, day, digest: self.digest }
    }
}
