//! Totals by naive loops.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::dictionary::{EntityId, Named};
use crate::relate::{Counting, Weighting, Window};
use crate::store::{ArticleFacts, EntityRow};

/// Totals by naive loops.
#[derive(Default)]
pub(super) struct Count {
    pub(super) rows: BTreeMap<EntityId, EntityRow>,
    pub(super) pairs: BTreeMap<(EntityId, EntityId), Days>,
    pub(super) windows: u64,
    /// Mentions, windows and articles of each entity by day; of everything under none.
    pub(super) by_day: BTreeMap<(Option<EntityId>, Option<Date>), [u64; 3]>,
}

/// Count and articles by day.
pub(super) type Days = BTreeMap<Option<Date>, (u64, u64)>;

/// Mentions by entity, by window.
type Windows = BTreeMap<u32, BTreeMap<EntityId, u64>>;

impl Count {
    pub(super) fn article(&mut self, facts: &ArticleFacts, date: Option<Date>, counting: Counting) {
        let window = |sentence: u32| match counting.window {
            Window::Sentence => sentence,
            Window::Paragraph => sentence / 2,
            Window::Article => 0,
        };
        let mut windows = Windows::new();
        for sentence in (0..facts.sentences.len() as u32).filter(|s| !facts.repeats.contains(&(s / 2))) {
            windows.entry(window(sentence)).or_default();
        }
        let mut here = BTreeSet::new();
        for mention in facts.mentions.iter().filter(|m| !facts.repeats.contains(&m.paragraph)) {
            let Some(entity) = &mention.entity else { continue };
            *windows.entry(window(mention.sentence)).or_default().entry(entity.id.clone()).or_default() += 1;
            self.mention(entity, mention.span.of(&facts.text));
            here.insert(entity.id.clone());
        }
        for id in here {
            let row = self.rows.get_mut(&id).unwrap();
            let holding = windows.values().filter_map(|held| held.get(&id));
            let counts = [holding.clone().sum(), holding.count() as u64, 1];
            row.articles += counts[2];
            row.windows += counts[1];
            row.first = row.first.into_iter().chain(date).min();
            row.last = row.last.into_iter().chain(date).max();
            add(self.by_day.entry((Some(id), date)).or_default(), counts);
        }
        self.windows += windows.len() as u64;
        add(self.by_day.entry((None, date)).or_default(), [0, windows.len() as u64, 1]);
        self.pairs(&windows, date, counting.weighting);
    }

    fn mention(&mut self, entity: &Named, surface: &str) {
        let Named { id, kind, name, .. } = entity.clone();
        let row = self.rows.entry(id.clone()).or_insert_with(|| EntityRow::new(id, kind, name));
        row.mentions += 1;
        row.aliases.extend(entity.aliases.clone());
        if surface != row.name {
            row.surfaces.push(surface.to_owned());
        }
    }

    fn pairs(&mut self, windows: &Windows, date: Option<Date>, weighting: Weighting) {
        let mut of_article: BTreeMap<(EntityId, EntityId), u64> = BTreeMap::new();
        for held in windows.values() {
            for (a, times_a) in held {
                for (b, times_b) in held.range(a.clone()..).skip(1) {
                    let count = if weighting == Weighting::Presence { 1 } else { times_a * times_b };
                    *of_article.entry((a.clone(), b.clone())).or_default() += count;
                }
            }
        }
        for (pair, count) in of_article {
            let day = self.pairs.entry(pair).or_default().entry(date).or_default();
            *day = (day.0 + count, day.1 + 1);
        }
    }
}

pub(super) fn add(sums: &mut [u64; 3], counts: [u64; 3]) {
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}
