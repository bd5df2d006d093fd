//! Entities with a mention, their totals and the forms in which they were seen.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};
use std::ops::Range;

use crate::dictionary::{EntityId, Named};
use crate::store::day;
use crate::store::error::{Damage, StoreError};
use crate::store::layout::SectionWriter;
use crate::store::names::{Names, entities, texts};
use crate::store::open::Store;
use crate::store::parts::{Counts, Entities};
use crate::store::runs::{LastDay, join_days};
use crate::store::segments::{CORPUS, FIRST_ENTITY, FORMS, NODES};
use crate::store::snapshot::EntityRow;

/// Which node an entity's number stands for.
pub(super) struct Nodes {
    by_number: Vec<u32>,
    numbers: Vec<Vec<u32>>,
}

const NONE: u32 = u32::MAX;

impl Nodes {
    /// The node of a number; none if no counted article has it.
    pub(super) fn of(&self, number: u64) -> Option<u32> {
        self.by_number.get(number as usize).copied().filter(|&node| node != NONE)
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

impl Store {
    /// Writes the entities and what is counted of them by day; gives their nodes, and the windows and articles of everything.
    pub(super) fn gather_entities<W: Write + Seek>(
        &self,
        out: &mut SectionWriter<W>,
    ) -> Result<(Nodes, u64, u64), StoreError> {
        let named = entities(&self.engine)?;
        let nodes = self.nodes(&named)?;
        let mut rows = entity_rows(named, &nodes);
        let (windows, articles, by_day) = self.add_totals(&nodes, &mut rows)?;
        by_day.put(&nodes, Counts::new(out)).map_err(|error| self.unwritten(error))?;
        self.add_surfaces(&nodes, &mut rows)?;
        let mut part = Entities::default();
        for (row, numbers) in rows.into_iter().zip(&nodes.numbers) {
            part.push(&row, numbers);
        }
        part.put(out).map_err(|error| self.unwritten(error))?;
        Ok((nodes, windows, articles))
    }

    /// Numbers the live entities in the order of their ids.
    fn nodes(&self, named: &[Named]) -> Result<Nodes, StoreError> {
        let mut ids = Vec::new();
        let mut last = 0;
        for row in self.rows_of(NODES, u64::from(FIRST_ENTITY), u64::MAX)? {
            let [number, _] = row?.key;
            if number != last {
                let entity = named.get(number as usize - FIRST_ENTITY as usize);
                let entity = entity.ok_or_else(|| self.damaged("an entity has no name"))?;
                ids.push((&entity.id, number as u32));
                last = number;
            }
        }
        let numbers = in_order(&ids);
        let mut by_number = vec![NONE; named.len() + FIRST_ENTITY as usize];
        for (node, numbers) in (0u32..).zip(&numbers) {
            for &number in numbers {
                by_number[number as usize] = node;
            }
        }
        Ok(Nodes { by_number, numbers })
    }

    fn add_totals(&self, nodes: &Nodes, rows: &mut [EntityRow]) -> Result<(u64, u64, ByDay), StoreError> {
        let (mut all_windows, mut all_articles) = (0, 0);
        let mut by_day = ByDay::default();
        for row in self.rows(NODES)? {
            let row = row?;
            let [number, day] = row.key;
            let [mentions, windows, articles] = row.values.map(i64::unsigned_abs);
            by_day.push(number, day as u32, [mentions, windows, articles]);
            if number == u64::from(CORPUS) {
                all_windows += windows;
                all_articles += articles;
            }
            let Some(node) = nodes.of(number) else { continue };
            let entity = &mut rows[node as usize];
            entity.mentions += mentions;
            entity.windows += windows;
            entity.articles += articles;
            if let Some(date) = self.date(day)? {
                entity.first = Some(entity.first.map_or(date, |first| first.min(date)));
                entity.last = Some(entity.last.map_or(date, |last| last.max(date)));
            }
        }
        Ok((all_windows, all_articles, by_day))
    }

    fn add_surfaces(&self, nodes: &Nodes, rows: &mut [EntityRow]) -> Result<(), StoreError> {
        let forms = texts(&self.engine, Names::Forms)?;
        for row in self.rows(FORMS)? {
            let [number, form] = row?.key;
            let form = forms.get((form as usize).wrapping_sub(1));
            let form = form.ok_or_else(|| self.damaged("a surface has no text"))?;
            let Some(node) = nodes.of(number) else { continue };
            add_surface(&mut rows[node as usize], form);
        }
        rows.iter_mut().for_each(settle_surfaces);
        Ok(())
    }

    pub(in crate::store) fn date(&self, number: u64) -> Result<Option<jiff::civil::Date>, StoreError> {
        let number = u32::try_from(number).map_err(|_| Damage("a date is out of range"));
        number.and_then(day::date).map_err(|damage| self.damaged(damage.0))
    }
}

/// What is counted by day, packed in the order of the store's numbers: a graph is written in the order of ids.
#[derive(Default)]
struct ByDay {
    packed: Vec<u8>,
    /// Where the days of a number lie.
    of_number: Vec<Range<usize>>,
    last: LastDay,
}

impl ByDay {
    /// Takes the next row, sorted by number and day.
    fn push(&mut self, number: u64, day: u32, counts: [u64; 3]) {
        if self.of_number.len() <= number as usize {
            self.of_number.resize(number as usize, 0..0);
            self.of_number.push(self.packed.len()..self.packed.len());
            self.last = LastDay::default();
        }
        self.last.put(&mut self.packed, day, counts);
        self.of_number[number as usize].end = self.packed.len();
    }

    fn put<W: Write + Seek>(&self, nodes: &Nodes, mut part: Counts<'_, W>) -> io::Result<()> {
        let days = |number: u32| -> &[u8] {
            self.of_number.get(number as usize).map_or(&[], |range| &self.packed[range.clone()])
        };
        let mut joined = Vec::new();
        for numbers in nodes.numbers.iter().map(Vec::as_slice).chain([&[CORPUS][..]]) {
            joined.clear();
            let lists: Vec<&[u8]> = numbers.iter().map(|&number| days(number)).collect();
            join_days::<3>(&mut joined, &lists);
            part.push(&joined)?;
        }
        part.finish()
    }
}

/// The numbers of each id, by id. Most ids are told apart by a few bytes behind their kind.
fn in_order(ids: &[(&EntityId, u32)]) -> Vec<Vec<u32>> {
    let mut kinds: BTreeMap<&str, Vec<(u128, &str, u32)>> = BTreeMap::new();
    for (id, number) in ids {
        let id = id.as_str();
        let (kind, rest) = id.split_at(id.find(':').map_or(0, |colon| colon + 1));
        let mut begins = [0; 16];
        let length = rest.len().min(16);
        begins[..length].copy_from_slice(&rest.as_bytes()[..length]);
        kinds.entry(kind).or_default().push((u128::from_be_bytes(begins), rest, *number));
    }
    let mut numbers = Vec::with_capacity(ids.len());
    for mut of_kind in kinds.into_values() {
        of_kind.sort_unstable();
        let same = of_kind.chunk_by(|x, y| x.1 == y.1);
        numbers.extend(same.map(|same| same.iter().map(|(_, _, number)| *number).collect::<Vec<u32>>()));
    }
    numbers
}

/// Rows without totals.
fn entity_rows(named: Vec<Named>, nodes: &Nodes) -> Vec<EntityRow> {
    let mut named: Vec<Option<Named>> = named.into_iter().map(Some).collect();
    let mut of = |number: &u32| named[(number - FIRST_ENTITY) as usize].take();
    let rows = nodes.numbers.iter().filter_map(|numbers| match &numbers[..] {
        [one] => of(one).map(row_of),
        several => {
            let named: Vec<Named> = several.iter().filter_map(&mut of).collect();
            entity_row(named.iter().collect())
        }
    });
    rows.collect()
}

/// A row without totals; none without a definition. Where an id has several, the first in order names it and their aliases
/// are joined.
pub(in crate::store) fn entity_row(mut definitions: Vec<&Named>) -> Option<EntityRow> {
    definitions.sort_unstable();
    let first = *definitions.first()?;
    let aliases = definitions.iter().flat_map(|named| named.aliases.clone()).collect();
    Some(row_of(Named { aliases, ..first.clone() }))
}

/// The row of an id with one definition.
fn row_of(named: Named) -> EntityRow {
    let Named { id, kind, name, within, mut aliases } = named;
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != name);
    EntityRow { within, aliases, ..EntityRow::new(id, kind, name) }
}

/// Adds a form that was seen, unless it is the name or an alias.
pub(in crate::store) fn add_surface(entity: &mut EntityRow, form: &str) {
    let is_alias = entity.aliases.binary_search_by(|alias| alias.as_str().cmp(form)).is_ok();
    if entity.name != form && !is_alias {
        entity.surfaces.push(form.to_owned());
    }
}

/// Puts the forms that were seen in order.
pub(in crate::store) fn settle_surfaces(entity: &mut EntityRow) {
    entity.surfaces.sort_unstable();
    entity.surfaces.dedup();
}
