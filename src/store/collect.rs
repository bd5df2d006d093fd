//! From additive rows to the graph as questions read it.

use std::collections::BTreeMap;

use super::day;
use super::error::{Damage, StoreError};
use super::names::{Names, entities, texts};
use super::open::Store;
use super::segments::{CORPUS, EDGES, FIRST_ENTITY, FORMS, NODES};
use super::snapshot::{Dated, EntityRow, RelationRow, Snapshot};
use crate::dictionary::EntityId;
use crate::recognise::Named;

/// Which node an entity's number stands for.
pub(super) struct Nodes {
    by_number: Vec<u32>,
    pub(super) count: usize,
}

const NONE: u32 = u32::MAX;

impl Nodes {
    /// The node of a number; `u32::MAX` if it has none.
    pub(super) fn of(&self, number: u64) -> u32 {
        self.by_number.get(number as usize).copied().unwrap_or(NONE)
    }
}

impl Store {
    /// The whole graph as of the last commit: entities with a mention sorted by id, relations by their ends.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and the like.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.usable()?;
        let named = entities(&self.engine)?;
        let nodes = self.nodes(&named)?;
        let mut rows = entity_rows(&named, &nodes);
        let (windows, articles) = self.add_totals(&nodes, &mut rows)?;
        self.add_surfaces(&nodes, &mut rows)?;
        let relations = self.relations(&nodes)?;
        Ok(Snapshot::from_rows(self.manifest.sequence, windows, articles, rows, relations)
            .with_counting(self.manifest.counting))
    }

    /// Numbers the live entities in the order of their ids.
    fn nodes(&self, named: &[Named]) -> Result<Nodes, StoreError> {
        let mut ids: BTreeMap<&EntityId, Vec<u64>> = BTreeMap::new();
        let mut last = 0;
        for row in self.rows_of(NODES, u64::from(FIRST_ENTITY), u64::MAX)? {
            let [number, _] = row?.key;
            if number != last {
                let entity = named.get(number as usize - FIRST_ENTITY as usize);
                let entity = entity.ok_or_else(|| self.damaged("an entity has no name"))?;
                ids.entry(&entity.id).or_default().push(number);
                last = number;
            }
        }
        let mut by_number = vec![NONE; named.len() + FIRST_ENTITY as usize];
        for (node, numbers) in ids.values().enumerate() {
            for number in numbers {
                by_number[*number as usize] = node as u32;
            }
        }
        Ok(Nodes { by_number, count: ids.len() })
    }

    pub(super) fn live_nodes(&self) -> Result<Nodes, StoreError> {
        self.nodes(&entities(&self.engine)?)
    }

    fn add_totals(&self, nodes: &Nodes, rows: &mut [EntityRow]) -> Result<(u64, u64), StoreError> {
        let (mut all_windows, mut all_articles) = (0, 0);
        for row in self.rows(NODES)? {
            let row = row?;
            let [number, day] = row.key;
            let [mentions, windows, articles] = row.values.map(i64::unsigned_abs);
            if number == u64::from(CORPUS) {
                all_windows += windows;
                all_articles += articles;
            }
            let Some(entity) = rows.get_mut(nodes.of(number) as usize) else { continue };
            entity.mentions += mentions;
            entity.windows += windows;
            entity.articles += articles;
            if let Some(date) = self.date(day)? {
                entity.first = Some(entity.first.map_or(date, |first| first.min(date)));
                entity.last = Some(entity.last.map_or(date, |last| last.max(date)));
            }
        }
        Ok((all_windows, all_articles))
    }

    fn add_surfaces(&self, nodes: &Nodes, rows: &mut [EntityRow]) -> Result<(), StoreError> {
        let forms = texts(&self.engine, Names::Forms)?;
        for row in self.rows(FORMS)? {
            let [number, form] = row?.key;
            let form = forms.get((form as usize).wrapping_sub(1));
            let form = form.ok_or_else(|| self.damaged("a surface has no text"))?;
            if let Some(entity) = rows.get_mut(nodes.of(number) as usize)
                && entity.name != *form
                && entity.aliases.binary_search(form).is_err()
            {
                entity.surfaces.push(form.clone());
            }
        }
        for entity in rows {
            entity.surfaces.sort_unstable();
            entity.surfaces.dedup();
        }
        Ok(())
    }

    fn relations(&self, nodes: &Nodes) -> Result<Vec<RelationRow>, StoreError> {
        let mut days: Vec<(u32, u32, u32, u64, u64)> = Vec::new();
        for row in self.rows(EDGES)? {
            let row = row?;
            let (a, b) = (nodes.of(row.key[0]), nodes.of(row.key[1]));
            if a == NONE || b == NONE || a == b {
                return Err(self.damaged("a relation has no ends"));
            }
            let [count, articles] = row.values.map(i64::unsigned_abs);
            days.push((a.min(b), a.max(b), row.key[2] as u32, count, articles));
        }
        days.sort_unstable();
        let mut relations = Vec::new();
        for pair in days.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let mut dated: Vec<Dated> = Vec::with_capacity(pair.len());
            for same in pair.chunk_by(|x, y| x.2 == y.2) {
                let day = self.date(u64::from(same[0].2))?;
                let (count, articles) = same.iter().fold((0, 0), |sum, d| (sum.0 + d.3, sum.1 + d.4));
                dated.push(Dated { day, count, articles });
            }
            relations.push(RelationRow { a: pair[0].0, b: pair[0].1, dated });
        }
        Ok(relations)
    }

    pub(super) fn date(&self, number: u64) -> Result<Option<jiff::civil::Date>, StoreError> {
        let number = u32::try_from(number).map_err(|_| Damage("a date is out of range"));
        number.and_then(day::date).map_err(|damage| self.damaged(damage.0))
    }

    pub(super) fn damaged(&self, what: &str) -> StoreError {
        StoreError::damaged(self.path(), what)
    }
}

/// Rows without totals. Where an id has several definitions, the first in order names it and their aliases are joined.
fn entity_rows(named: &[Named], nodes: &Nodes) -> Vec<EntityRow> {
    let mut definitions: Vec<(u32, &Named)> = (FIRST_ENTITY as usize..)
        .zip(named)
        .map(|(number, named)| (nodes.by_number[number], named))
        .filter(|(node, _)| *node != NONE)
        .collect();
    definitions.sort_unstable();
    let same_node = |x: &(u32, &Named), y: &(u32, &Named)| x.0 == y.0;
    let rows = definitions.chunk_by(same_node).map(|same| {
        let first = same[0].1;
        let mut aliases: Vec<String> = same.iter().flat_map(|(_, named)| named.aliases.clone()).collect();
        aliases.sort_unstable();
        aliases.dedup();
        aliases.retain(|alias| *alias != first.name);
        EntityRow {
            id: first.id.clone(),
            kind: first.kind.clone(),
            name: first.name.clone(),
            within: first.within.clone(),
            aliases,
            surfaces: Vec::new(),
            mentions: 0,
            windows: 0,
            articles: 0,
            first: None,
            last: None,
        }
    });
    rows.collect()
}
