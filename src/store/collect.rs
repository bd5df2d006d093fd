//! From additive rows to everything a snapshot is written from.

use std::collections::BTreeMap;

use super::day;
use super::draft::{Draft, DraftDocument, PairDay};
use super::error::{Damage, StoreError};
use super::layout::Head;
use super::names::{Names, entities, texts};
use super::open::Store;
use super::segments::{
    CORPUS, DOCUMENTS, EDGES, FIRST_ENTITY, FORMS, HEADS, NODES, PLACES, POSTINGS, UNCOUNTED,
};
use super::snapshot::EntityRow;
use crate::dictionary::EntityId;
use crate::recognise::Named;

/// Which node an entity's number stands for.
pub(super) struct Nodes {
    by_number: Vec<u32>,
    numbers: Vec<Vec<u32>>,
}

const NONE: u32 = u32::MAX;

impl Nodes {
    /// The node of a number; none if no counted article has it.
    fn of(&self, number: u64) -> Option<u32> {
        self.by_number.get(number as usize).copied().filter(|&node| node != NONE)
    }
}

/// A counted document on its way to its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) document: u32,
    pub(super) day: u32,
    pub(super) article: (u64, u64),
    /// Rank of the source, number, address of the note; in order.
    pub(super) places: Vec<(u32, u32, u64)>,
    pub(super) address: u64,
}

/// By day, undated last, then by the first place.
pub(super) type PlaceOrder = (bool, u32, Option<(u32, u32)>);

impl Placed {
    /// Where it stands; documents at one place go by the article's key.
    pub(super) fn order(&self) -> PlaceOrder {
        place_order(self.day, &self.places)
    }
}

pub(super) fn place_order(day: u32, places: &[(u32, u32, u64)]) -> PlaceOrder {
    (day == 0, day, places.first().map(|place| (place.0, place.1)))
}

/// Names of sources, sorted, and the rank of each source by its number.
pub(super) fn ranked(names: Vec<String>) -> (Vec<String>, Vec<u32>) {
    let mut ranks: Vec<u32> = (0..names.len() as u32).collect();
    ranks.sort_unstable_by_key(|&source| &names[source as usize]);
    let mut rank_of = vec![0u32; names.len()];
    for (rank, &source) in (0u32..).zip(&ranks) {
        rank_of[source as usize] = rank;
    }
    let mut names: Vec<Option<String>> = names.into_iter().map(Some).collect();
    let sorted = ranks.iter().filter_map(|&source| names[source as usize].take()).collect();
    (sorted, rank_of)
}

impl Store {
    /// Everything as of the last commit, in the order of a snapshot: entities with a mention by id, relations by their
    /// ends, articles by day and source. Memory: about 30 bytes a relation and day, 10 a posting.
    pub(super) fn draft(&self) -> Result<Draft, StoreError> {
        let named = entities(&self.engine)?;
        let nodes = self.nodes(&named)?;
        let mut draft = Draft { entities: entity_rows(&named, &nodes), ..Draft::default() };
        drop(named);
        let (windows, articles) = self.add_totals(&nodes, &mut draft.entities)?;
        draft.head = Head {
            sequence: self.manifest.sequence,
            counting: self.manifest.counting,
            windows,
            articles,
            generation: self.generation,
            log_end: self.manifest.log_end,
        };
        // The relations take as long as all the rest.
        let days = std::thread::scope(|scope| {
            let days = scope.spawn(|| self.pair_days(&nodes));
            self.add_surfaces(&nodes, &mut draft.entities)?;
            self.add_documents(&nodes, &mut draft)?;
            days.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        draft.days = days?;
        Ok(draft)
    }

    /// Numbers the live entities in the order of their ids.
    fn nodes(&self, named: &[Named]) -> Result<Nodes, StoreError> {
        let mut ids: BTreeMap<&EntityId, Vec<u32>> = BTreeMap::new();
        let mut last = 0;
        for row in self.rows_of(NODES, u64::from(FIRST_ENTITY), u64::MAX)? {
            let [number, _] = row?.key;
            if number != last {
                let entity = named.get(number as usize - FIRST_ENTITY as usize);
                let entity = entity.ok_or_else(|| self.damaged("an entity has no name"))?;
                ids.entry(&entity.id).or_default().push(number as u32);
                last = number;
            }
        }
        let mut by_number = vec![NONE; named.len() + FIRST_ENTITY as usize];
        let numbers: Vec<Vec<u32>> = ids.into_values().collect();
        for (node, numbers) in (0u32..).zip(&numbers) {
            for &number in numbers {
                by_number[number as usize] = node;
            }
        }
        Ok(Nodes { by_number, numbers })
    }

    fn add_totals(
        &self,
        nodes: &Nodes,
        rows: &mut [(EntityRow, Vec<u32>)],
    ) -> Result<(u64, u64), StoreError> {
        let (mut all_windows, mut all_articles) = (0, 0);
        for row in self.rows(NODES)? {
            let row = row?;
            let [number, day] = row.key;
            let [mentions, windows, articles] = row.values.map(i64::unsigned_abs);
            if number == u64::from(CORPUS) {
                all_windows += windows;
                all_articles += articles;
            }
            let Some(node) = nodes.of(number) else { continue };
            let (entity, _) = &mut rows[node as usize];
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

    fn add_surfaces(&self, nodes: &Nodes, rows: &mut [(EntityRow, Vec<u32>)]) -> Result<(), StoreError> {
        let forms = texts(&self.engine, Names::Forms)?;
        for row in self.rows(FORMS)? {
            let [number, form] = row?.key;
            let form = forms.get((form as usize).wrapping_sub(1));
            let form = form.ok_or_else(|| self.damaged("a surface has no text"))?;
            let Some(node) = nodes.of(number) else { continue };
            add_surface(&mut rows[node as usize].0, form);
        }
        for (entity, _) in rows {
            settle_surfaces(entity);
        }
        Ok(())
    }

    fn pair_days(&self, nodes: &Nodes) -> Result<Vec<PairDay>, StoreError> {
        let rows = self.manifest.of(EDGES).iter().map(|segment| segment.rows as usize).sum();
        let mut days: Vec<PairDay> = Vec::with_capacity(rows);
        for row in self.rows(EDGES)? {
            let row = row?;
            let (Some(a), Some(b)) = (nodes.of(row.key[0]), nodes.of(row.key[1])) else {
                return Err(self.damaged("a relation has no ends"));
            };
            let [count, articles] = row.values.map(i64::unsigned_abs);
            let (a, b) = (a.min(b), a.max(b));
            days.push(PairDay { a, b, day: row.key[2] as u32, articles: articles as u32, count });
        }
        days.sort_unstable();
        // Several numbers of one id: their counts belong together.
        days.dedup_by(|next, kept| {
            let same = (next.a, next.b, next.day) == (kept.a, kept.b, kept.day);
            if same {
                kept.count += next.count;
                kept.articles += next.articles;
            }
            same
        });
        Ok(days)
    }

    fn add_documents(&self, nodes: &Nodes, draft: &mut Draft) -> Result<(), StoreError> {
        let placed = self.placed(draft)?;
        let mut ordinals: Vec<(u32, u32)> =
            placed.iter().zip(0u32..).map(|(p, at)| (p.document, at)).collect();
        ordinals.sort_unstable();
        for row in self.rows(POSTINGS)? {
            let [number, document] = row?.key;
            let at = ordinals.binary_search_by_key(&(document as u32), |ordinal| ordinal.0);
            let (Some(node), Ok(at)) = (nodes.of(number), at) else {
                return Err(self.damaged("a posting leads to nothing"));
            };
            draft.postings.push((node, ordinals[at].1));
        }
        draft.postings.sort_unstable();
        draft.postings.dedup();
        let document = |p: Placed| DraftDocument { address: p.address, day: p.day, places: p.places };
        draft.documents = placed.into_iter().map(document).collect();
        Ok(())
    }

    /// The counted documents in order, with their places; fills in the names of sources.
    fn placed(&self, draft: &mut Draft) -> Result<Vec<Placed>, StoreError> {
        let mut days = BTreeMap::new();
        for row in self.rows(HEADS)? {
            let [high, low, document, day, _] = row?.key;
            if day != UNCOUNTED {
                days.insert(document, (day as u32, (high, low)));
            }
        }
        let (sources, rank_of) = ranked(texts(&self.engine, Names::Sources)?);
        draft.sources = sources;
        let mut addresses = self.rows(DOCUMENTS)?;
        let mut places = self.rows(PLACES)?.peekable();
        let mut placed = Vec::with_capacity(days.len());
        for (document, (day, article)) in days {
            let mut own = Vec::new();
            while let Some(row) =
                places.next_if(|row| row.as_ref().map_or(true, |row| row.key[0] <= document))
            {
                let [of, source, number, note, _] = row?.key;
                if of == document {
                    let rank = rank_of.get(source as usize).copied();
                    let rank = rank.ok_or_else(|| self.damaged("a source has no name"))?;
                    own.push((rank, number as u32, note));
                }
            }
            own.sort_unstable();
            let address = loop {
                match addresses.next().transpose()?.map(|row| row.key) {
                    Some([of, address]) if of == document => break address,
                    Some([of, _]) if of < document => {}
                    _ => return Err(self.damaged("a document is not in the log")),
                }
            };
            placed.push(Placed { document: document as u32, day, article, places: own, address });
        }
        placed.sort_unstable_by_key(|placed| (placed.order(), placed.article));
        Ok(placed)
    }

    pub(super) fn date(&self, number: u64) -> Result<Option<jiff::civil::Date>, StoreError> {
        let number = u32::try_from(number).map_err(|_| Damage("a date is out of range"));
        number.and_then(day::date).map_err(|damage| self.damaged(damage.0))
    }

    pub(super) fn damaged(&self, what: &str) -> StoreError {
        StoreError::damaged(self.path(), what)
    }
}

/// Rows without totals.
fn entity_rows(named: &[Named], nodes: &Nodes) -> Vec<(EntityRow, Vec<u32>)> {
    let rows = nodes.numbers.iter().filter_map(|numbers| {
        let of = |number: &u32| &named[(number - FIRST_ENTITY) as usize];
        Some((entity_row(numbers.iter().map(of).collect())?, numbers.clone()))
    });
    rows.collect()
}

/// A row without totals; none without a definition. Where an id has several, the first in order names it and their aliases
/// are joined.
pub(super) fn entity_row(mut definitions: Vec<&Named>) -> Option<EntityRow> {
    definitions.sort_unstable();
    let first = *definitions.first()?;
    let mut aliases: Vec<String> = definitions.iter().flat_map(|named| named.aliases.clone()).collect();
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != first.name);
    Some(EntityRow {
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
    })
}

/// Adds a form that was seen, unless it is the name or an alias.
pub(super) fn add_surface(entity: &mut EntityRow, form: &str) {
    let is_alias = entity.aliases.binary_search_by(|alias| alias.as_str().cmp(form)).is_ok();
    if entity.name != form && !is_alias {
        entity.surfaces.push(form.to_owned());
    }
}

/// Puts the forms that were seen in order.
pub(super) fn settle_surfaces(entity: &mut EntityRow) {
    entity.surfaces.sort_unstable();
    entity.surfaces.dedup();
}
