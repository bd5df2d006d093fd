//! The sections of a published snapshot: what each holds, and the numbers in them.

use std::ops::Range;

/// Number of sections.
pub(super) const SECTIONS: usize = 16;
/// What a section holds; the number is its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// An [`ENTITY`]-byte record a node.
    Entities,
    /// Ids, the store's numbers, names, aliases, surfaces.
    Names,
    /// Two u32 a node and one more: its first arc, and the first relation of which it is the lower node.
    Offsets,
    /// Other end u32, relation u32 of each relation of which a node is the higher one. The arcs to higher nodes follow from
    /// the ends: a node's relations to them follow each other.
    Arcs,
    /// u32 a relation: its higher node.
    Ends,
    /// u32 a relation and one more: where its days begin.
    DaysAt,
    /// Step of the day, and count and articles where they are not 1, as variable-length numbers.
    Days,
    /// u32 a node, one for everything and one more: where its days begin.
    CountsAt,
    /// Step of the day, and mentions, windows and articles where they are not 1, as variable-length numbers.
    Counts,
    /// Hash u32 and node u32 of every form, sorted.
    Forms,
    /// A [`DOCUMENT`]-byte record an article, by day, then source.
    Documents,
    /// Sources, numbers and notes of the articles.
    Places,
    /// u64 a source and one more.
    SourcesAt,
    /// Names of sources, sorted.
    Sources,
    /// u32 a node and one more.
    PostingsAt,
    /// Steps between the articles of a node.
    Postings,
}

/// Bytes of an entity's record, u32 each: names, mentions, windows, articles, first day, last day.
pub(super) const ENTITY: usize = 24;
/// Bytes of an article's record: address u64, places u32, day u32.
pub(super) const DOCUMENT: usize = 16;

/// Where each section lies.
pub(super) type Sections = [Range<usize>; SECTIONS];

/// The `index`th u32 of a section.
#[inline]
pub(super) fn u32_at(bytes: &[u8], index: usize) -> u32 {
    let at = index * 4;
    bytes[at..at + 4].try_into().map_or(0, u32::from_le_bytes)
}

/// The `index`th u64 of a section.
#[inline]
pub(super) fn u64_at(bytes: &[u8], index: usize) -> u64 {
    let at = index * 8;
    bytes[at..at + 8].try_into().map_or(0, u64::from_le_bytes)
}
