//! Things with a span, found by where they stand: explaining a long text asks for those around each name.

use crate::text::Span;

/// Things sorted by the start of their span.
pub(crate) struct Nearby<'n, T> {
    sorted: Vec<(Span, &'n T)>,
    /// Length of the longest span.
    longest: u32,
}

impl<'n, T> Nearby<'n, T> {
    /// Those of one start stay in their order. O(n log n).
    pub(crate) fn new(things: impl Iterator<Item = (Span, &'n T)>) -> Self {
        let mut sorted: Vec<_> = things.collect();
        sorted.sort_by_key(|(span, _)| span.start);
        let longest = sorted.iter().map(|(span, _)| span.end - span.start).max().unwrap_or(0);
        Self { sorted, longest }
    }

    /// Those that share a byte with a span.
    pub(crate) fn overlapping(&self, span: Span) -> impl Iterator<Item = &'n T> {
        let from = self.sorted.partition_point(|(other, _)| other.start + self.longest <= span.start);
        let near = self.sorted[from..].iter().take_while(move |(other, _)| other.start < span.end);
        near.filter(move |(other, _)| other.overlaps(span)).map(|(_, thing)| *thing)
    }
}
