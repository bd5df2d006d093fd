//! The pairs of one article, its windows, and how often each entity stands in it.
//!
//! A paragraph that repeats an earlier one is not counted: neither its windows nor its mentions.

use super::{Counting, Weighting, Window};
use crate::text::Span;

/// Distinct entities of one window that make pairs. A longer window (a list of names without a full stop, a file without
/// line ends) pairs its first ones only, so that one article can never make more pairs a window than half its square.
pub const MAX_ENTITIES_PER_WINDOW: usize = 1024;

/// Distinct pairs of one article after which its further windows make no pairs; looked at now and then, so that it may be twice as
/// many. A list of a thousand names in each of a thousand sentences would fill the memory otherwise.
pub const MAX_PAIRS_PER_ARTICLE: usize = 1 << 21;

/// A linked mention as counting sees it. Ambiguous mentions are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The caller's number of the entity.
    pub entity: u32,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Number of the paragraph in the article.
    pub paragraph: u32,
}

/// How an article is divided. Where spans are not known, the numbers of the sightings say how many there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passages<'a> {
    /// Sentences in order, never across a paragraph.
    pub sentences: &'a [Span],
    /// Paragraphs in order.
    pub paragraphs: &'a [Span],
    /// Paragraphs that are not counted, sorted, each once.
    pub repeats: &'a [u32],
}

impl Passages<'_> {
    /// Whether a paragraph is not counted.
    fn is_repeated(&self, paragraph: u32) -> bool {
        self.repeats.binary_search(&paragraph).is_ok()
    }
}

/// How often an entity stands in one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntityCount {
    /// The caller's number.
    pub entity: u32,
    /// Mentions outside repeated paragraphs.
    pub mentions: u64,
    /// Windows that hold it: `n_a` of the measures.
    pub windows: u64,
}

/// How often two entities stand together in one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairCount {
    /// The lower number.
    pub a: u32,
    /// The higher number.
    pub b: u32,
    /// Windows that hold both, or the sum of the products of their mentions.
    pub count: u64,
}

/// What one article adds to the totals. Sorted by the numbers of the entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All windows of the article that are not repeated, with or without entities: its share of N.
    pub windows: u64,
    /// Each entity once.
    pub entities: Vec<EntityCount>,
    /// Each pair once; no entity with itself.
    pub pairs: Vec<PairCount>,
    /// Not all pairs are there: a window holds more than [`MAX_ENTITIES_PER_WINDOW`], or windows behind the first
    /// [`MAX_PAIRS_PER_ARTICLE`] made none.
    pub cut: bool,
}

/// Counts one article. O(m log m + p log p) for m sightings and p pairs.
///
/// ```
/// use guanxi::relate::{Counting, Passages, Sighting, pairs};
/// let both = [0, 1].map(|entity| Sighting { entity, sentence: 0, paragraph: 0 });
/// let counts = pairs(&both, Passages::default(), Counting::default());
/// assert_eq!((counts.windows, counts.pairs[0].count), (1, 1));
/// ```
#[must_use]
pub fn pairs(sightings: &[Sighting], passages: Passages<'_>, counting: Counting) -> Counts {
    let mut seen: Vec<(u32, u32, u32)> = Vec::with_capacity(sightings.len());
    for (order, s) in sightings.iter().enumerate().filter(|(_, s)| !passages.is_repeated(s.paragraph)) {
        let window = match counting.window {
            Window::Sentence => s.sentence,
            Window::Paragraph => s.paragraph,
            Window::Article => 0,
        };
        seen.push((window, s.entity, order as u32));
    }
    seen.sort_unstable();
    let mut tally = Tally { weighting: counting.weighting, ..Tally::default() };
    for window in seen.chunk_by(|x, y| x.0 == y.0) {
        tally.window(window);
    }
    Counts {
        cut: tally.cut,
        windows: windows(sightings, passages, counting.window),
        entities: merge_entities(tally.entities),
        pairs: merge_pairs(tally.pairs),
    }
}

/// Windows of an article that are counted.
fn windows(sightings: &[Sighting], passages: Passages<'_>, window: Window) -> u64 {
    let counted = match window {
        Window::Article => 1,
        Window::Paragraph => paragraphs(sightings, passages),
        Window::Sentence => sentences(sightings, passages),
    };
    counted as u64
}

/// How many of something there are, by its spans or by the last that is seen.
fn known(spans: &[Span], last: Option<u32>) -> usize {
    spans.len().max(last.map_or(0, |n| n as usize + 1))
}

fn paragraphs(sightings: &[Sighting], passages: Passages<'_>) -> usize {
    let all = known(passages.paragraphs, sightings.iter().map(|s| s.paragraph).max());
    all - passages.repeats.iter().filter(|&&p| (p as usize) < all).count()
}

fn sentences(sightings: &[Sighting], passages: Passages<'_>) -> usize {
    let all = known(passages.sentences, sightings.iter().map(|s| s.sentence).max());
    if passages.repeats.is_empty() {
        return all;
    }
    all.saturating_sub(repeated_sentences(passages) + repeated_beyond(sightings, passages))
}

/// Sentences with a span that stand in repeated paragraphs.
fn repeated_sentences(passages: Passages<'_>) -> usize {
    let repeated = |span: &&Span| {
        let next = passages.paragraphs.partition_point(|p| p.start <= span.start);
        next > 0 && passages.is_repeated(next as u32 - 1)
    };
    passages.sentences.iter().filter(repeated).count()
}

/// The same of sentences without a span, which are known by their mentions only.
fn repeated_beyond(sightings: &[Sighting], passages: Passages<'_>) -> usize {
    let beyond =
        |s: &&Sighting| s.sentence as usize >= passages.sentences.len() && passages.is_repeated(s.paragraph);
    let mut beyond: Vec<u32> = sightings.iter().filter(beyond).map(|s| s.sentence).collect();
    beyond.sort_unstable();
    beyond.dedup();
    beyond.len()
}

/// Sums over the windows of one article, not yet merged.
#[derive(Default)]
struct Tally {
    weighting: Weighting,
    entities: Vec<EntityCount>,
    pairs: Vec<PairCount>,
    members: Vec<(u32, u64, u32)>,
    merged: usize,
    full: bool,
    cut: bool,
}

impl Tally {
    /// Takes the sightings of one window, sorted by entity.
    fn window(&mut self, sightings: &[(u32, u32, u32)]) {
        self.members.clear();
        for run in sightings.chunk_by(|x, y| x.1 == y.1) {
            let (_, entity, first) = run[0];
            self.entities.push(EntityCount { entity, mentions: run.len() as u64, windows: 1 });
            self.members.push((entity, run.len() as u64, first));
        }
        if self.full {
            self.cut |= self.members.len() > 1;
            return;
        }
        if self.members.len() > MAX_ENTITIES_PER_WINDOW {
            self.cut = true;
            self.members.sort_unstable_by_key(|m| m.2);
            self.members.truncate(MAX_ENTITIES_PER_WINDOW);
            self.members.sort_unstable();
        }
        for (i, &(a, times_a, _)) in self.members.iter().enumerate() {
            for &(b, times_b, _) in &self.members[i + 1..] {
                let count = match self.weighting {
                    Weighting::Presence => 1,
                    Weighting::Product => times_a * times_b,
                };
                self.pairs.push(PairCount { a, b, count });
            }
        }
        // Long articles say the same pair many times: merging now and then bounds the list by the distinct pairs.
        if self.pairs.len() > 2 * self.merged.max(1 << 20) {
            self.pairs = merge_pairs(std::mem::take(&mut self.pairs));
            self.merged = self.pairs.len();
            self.full = self.merged >= MAX_PAIRS_PER_ARTICLE;
        }
    }
}

fn merge_entities(mut rows: Vec<EntityCount>) -> Vec<EntityCount> {
    rows.sort_unstable();
    rows.dedup_by(|next, kept| {
        let same = next.entity == kept.entity;
        if same {
            kept.mentions += next.mentions;
            kept.windows += next.windows;
        }
        same
    });
    rows
}

fn merge_pairs(mut rows: Vec<PairCount>) -> Vec<PairCount> {
    rows.sort_unstable();
    rows.dedup_by(|next, kept| {
        let same = (next.a, next.b) == (kept.a, kept.b);
        if same {
            kept.count += next.count;
        }
        same
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(entity: u32, sentence: u32, paragraph: u32) -> Sighting {
        Sighting { entity, sentence, paragraph }
    }

    fn count(window: Window, weighting: Weighting) -> Vec<(u32, u32, u64)> {
        // Paragraph 0: "A A B. B C." paragraph 1: "A C." paragraph 2 repeats paragraph 0's first sentence.
        let seen = [
            at(1, 0, 0),
            at(1, 0, 0),
            at(2, 0, 0),
            at(2, 1, 0),
            at(3, 1, 0),
            at(1, 2, 1),
            at(3, 2, 1),
            at(1, 3, 2),
            at(2, 3, 2),
        ];
        let passages = Passages { repeats: &[2], ..Passages::default() };
        let counts = pairs(&seen, passages, Counting { window, weighting });
        counts.pairs.iter().map(|p| (p.a, p.b, p.count)).collect()
    }

    #[test]
    fn windows_and_weightings_count_as_said() {
        use Weighting::{Presence, Product};
        let table = [
            (Window::Sentence, Presence, [(1, 2, 1), (1, 3, 1), (2, 3, 1)]),
            (Window::Sentence, Product, [(1, 2, 2), (1, 3, 1), (2, 3, 1)]),
            (Window::Paragraph, Presence, [(1, 2, 1), (1, 3, 2), (2, 3, 1)]),
            (Window::Paragraph, Product, [(1, 2, 4), (1, 3, 3), (2, 3, 2)]),
            (Window::Article, Presence, [(1, 2, 1), (1, 3, 1), (2, 3, 1)]),
            (Window::Article, Product, [(1, 2, 6), (1, 3, 6), (2, 3, 4)]),
        ];
        for (window, weighting, expected) in table {
            assert_eq!(count(window, weighting), expected, "{window} {weighting}");
        }
    }

    #[test]
    fn totals_leave_repeats_out() {
        let sentences = [Span::new(0, 9), Span::new(9, 18), Span::new(19, 25), Span::new(26, 35)];
        let paragraphs = [Span::new(0, 18), Span::new(19, 25), Span::new(26, 35)];
        let passages = Passages { sentences: &sentences, paragraphs: &paragraphs, repeats: &[2] };
        let seen = [at(7, 0, 0), at(7, 1, 0), at(7, 3, 2)];
        for (window, all, held) in
            [(Window::Sentence, 3, 2), (Window::Paragraph, 2, 1), (Window::Article, 1, 1)]
        {
            let counts = pairs(&seen, passages, Counting { window, ..Counting::default() });
            assert_eq!(counts.windows, all, "{window}");
            assert_eq!(counts.entities, [EntityCount { entity: 7, mentions: 2, windows: held }], "{window}");
            assert!(counts.pairs.is_empty(), "an entity is no neighbour of itself");
        }
    }

    #[test]
    fn an_article_without_mentions_still_has_windows() {
        let passages = Passages { sentences: &[Span::new(0, 3)], ..Passages::default() };
        assert_eq!(pairs(&[], passages, Counting::default()).windows, 1);
        assert_eq!(pairs(&[], Passages::default(), Counting::default()).windows, 0);
    }

    #[test]
    fn a_window_without_end_pairs_its_first_entities() {
        let many = MAX_ENTITIES_PER_WINDOW as u32 + 9;
        let seen: Vec<Sighting> = (0..many).rev().map(|entity| at(entity, 0, 0)).collect();
        let counts = pairs(&seen, Passages::default(), Counting::default());
        assert_eq!(counts.entities.len(), many as usize);
        assert!(counts.cut);
        let k = MAX_ENTITIES_PER_WINDOW;
        assert_eq!(counts.pairs.len(), k * (k - 1) / 2);
        assert_eq!((counts.pairs[0].a, counts.pairs[0].b), (9, 10), "the last seen are left out");
    }

    #[test]
    fn an_article_of_many_lists_pairs_its_first() {
        let window = MAX_ENTITIES_PER_WINDOW as u32;
        let list = |number: u32| (0..window).map(move |entity| at(number * window + entity, number, 0));
        let counts = |lists: u32| {
            let seen: Vec<Sighting> = (0..lists).flat_map(list).collect();
            let counts = pairs(&seen, Passages::default(), Counting::default());
            (counts.entities.len(), counts.pairs.len(), counts.cut)
        };
        let each = MAX_ENTITIES_PER_WINDOW * (MAX_ENTITIES_PER_WINDOW - 1) / 2;
        assert_eq!(counts(4), (4096, 4 * each, false));
        let (entities, made, cut) = counts(40);
        assert!(entities == 40 * 1024 && made < 2 * MAX_PAIRS_PER_ARTICLE + each && cut, "{made}");
    }
}
