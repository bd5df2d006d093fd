//! What is counted of entities, of everything, and in a period.

use std::ops::Range;

use jiff::civil::Date;

use super::{EntityRow, Snapshot};
use crate::relate::{Contingency, Observation, Weighting};
use crate::store::codec::Bytes;
use crate::store::day;
use crate::store::runs::days_of;
use crate::store::sections::{Section, u32_at};

/// Days from one to another, both with it; the default is all time, undated articles too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day; none: from the beginning.
    pub since: Option<Date>,
    /// The last day; none: to the end.
    pub until: Option<Date>,
}

impl Period {
    /// Whether every article lies in it.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an article of a day lies in it. Undated articles lie outside every period but all time.
    #[must_use]
    pub fn holds(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return self.is_all() };
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What is counted of an entity, or of everything, in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntityCounts {
    /// Mentions; 0 of everything.
    pub mentions: u64,
    /// Windows that hold it: n of the measures.
    pub windows: u64,
    /// Articles that hold it.
    pub articles: u64,
    /// Earliest date of those articles.
    pub first: Option<Date>,
    /// Latest date of those articles.
    pub last: Option<Date>,
}

impl From<&EntityRow> for EntityCounts {
    fn from(row: &EntityRow) -> Self {
        let &EntityRow { mentions, windows, articles, first, last, .. } = row;
        Self { mentions, windows, articles, first, last }
    }
}

impl Snapshot {
    /// What is counted of a node in a period. O(days of the node).
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn counts_in(&self, node: u32, period: &Period) -> EntityCounts {
        self.sum(node, period).unwrap_or_else(|| self.entity(node).into())
    }

    /// What is counted of everything in a period. O(days).
    #[must_use]
    pub fn all_counts_in(&self, period: &Period) -> EntityCounts {
        let sum = self.sum(self.entity_count() as u32, period);
        sum.map_or_else(|| self.all_counts(), |sum| EntityCounts { mentions: 0, ..sum })
    }

    /// The same of all time.
    pub(super) fn all_counts(&self) -> EntityCounts {
        let (windows, articles) = (self.windows(), self.articles());
        EntityCounts { windows, articles, ..EntityCounts::default() }
    }

    /// None where all is asked for, or nothing is known by day: [`Snapshot::from_rows`].
    fn sum(&self, number: u32, period: &Period) -> Option<EntityCounts> {
        let mut days = self.count_numbers(number).peekable();
        if period.is_all() || days.peek().is_none() {
            return None;
        }
        let mut sum = EntityCounts::default();
        for (day, [mentions, windows, articles]) in days {
            let day = day::date(day).ok().flatten();
            if !period.holds(day) {
                continue;
            }
            sum.mentions = sum.mentions.saturating_add(mentions);
            sum.windows = sum.windows.saturating_add(windows);
            sum.articles = sum.articles.saturating_add(articles);
            sum.first = sum.first.or(day);
            sum.last = day.or(sum.last);
        }
        Some(sum)
    }

    /// What measures need to know of two entities in a period: what is counted of each, of everything, and of the pair. See
    /// [`Observation`] for the table that `product` counting gives.
    #[must_use]
    pub fn observe_in(
        &self,
        [a, b]: [&EntityCounts; 2],
        all: &EntityCounts,
        count: u64,
        articles: u64,
    ) -> Observation {
        let table = match self.counting().weighting {
            Weighting::Presence => {
                Contingency { n_ab: count, n_a: a.windows, n_b: b.windows, n: all.windows }
            }
            Weighting::Product => {
                Contingency { n_ab: articles, n_a: a.articles, n_b: b.articles, n: all.articles }
            }
        };
        Observation { count, articles, table }
    }

    /// Days with mentions, windows and articles of a node; of everything behind the last node.
    pub(in crate::store) fn count_numbers(&self, number: u32) -> impl Iterator<Item = (u32, [u64; 3])> {
        days_of(Bytes::new(self.count_bytes_of(&(number..number + 1)).0))
    }

    /// Counts by day of nodes that follow each other, as they lie there, and where those of each begin and the last end.
    pub(in crate::store) fn count_bytes_of(&self, nodes: &Range<u32>) -> (&[u8], &[u8]) {
        let [from, to] = [nodes.start, nodes.end].map(|node| node as usize);
        let starts = &self.section(Section::CountsAt)[from * 4..(to + 1) * 4];
        let range = u32_at(starts, 0) as usize..u32_at(starts, to - from) as usize;
        (self.section(Section::Counts).get(range).unwrap_or_default(), starts)
    }
}
