//! Stretches that are found already, to be asked what overlaps or holds another one.

use super::Proposal;

/// Stretches that are found, sorted by where they begin, each with the last end so far.
pub(super) struct Found(Vec<((usize, usize), usize)>);

impl Found {
    pub(super) fn of(names: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut names: Vec<_> = names.map(|name| (name, name.1)).collect();
        names.sort_unstable();
        for n in 1..names.len() {
            names[n].1 = names[n].1.max(names[n - 1].1);
        }
        Self(names)
    }

    /// Those that were proposed.
    pub(super) fn proposed(proposals: &[Proposal]) -> Self {
        Self::of(proposals.iter().map(|p| (p.start, p.end)))
    }

    /// Whether one of them overlaps a stretch.
    pub(super) fn touches(&self, (start, end): (usize, usize)) -> bool {
        let before = self.0.partition_point(|&((from, _), _)| from < end);
        before > 0 && self.0[before - 1].1 > start
    }

    /// Those that hold a stretch.
    pub(super) fn around(&self, (start, end): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
        let before = self.0.partition_point(|&((from, _), _)| from <= start);
        let near = self.0[..before].iter().rev().take_while(move |&&(_, last)| last >= end);
        near.map(|&(name, _)| name).filter(move |&(_, to)| to >= end)
    }
}
