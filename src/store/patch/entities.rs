//! Entities: most get other totals at most; those whose definition or surfaces changed are named anew.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::NONE;
use crate::dictionary::EntityId;
use crate::store::collect::{add_surface, entity_row, settle_surfaces};
use crate::store::delta::Delta;
use crate::store::error::StoreError;
use crate::store::names::{Names, definitions, texts};
use crate::store::open::Store;
use crate::store::parts::{Entities, Totals};
use crate::store::pending::Pending;
use crate::store::rows::Row;
use crate::store::sections::{Section, u32_at};
use crate::store::segments::{FIRST_ENTITY, FORMS, NODES};
use crate::store::snapshot::{EntityRow, Snapshot};

/// Entities that are read from the database one by one; for more of them a pass over everything is quicker.
const READ_AT_MOST: usize = 2000;

/// Which node of the new graph entities stand for.
pub(super) struct Nodes {
    /// By node of the older graph.
    pub(super) of_old: Vec<u32>,
    /// By the store's number.
    of_number: Vec<u32>,
    /// The node of the older graph, by node of the new one.
    pub(super) old: Vec<u32>,
}

impl Nodes {
    /// The node of a number; none if nothing is left of it.
    pub(super) fn of(&self, number: u64) -> Option<u32> {
        self.of_number.get(number as usize).copied().filter(|&node| node != NONE)
    }

    /// The number behind the last node: what is counted of everything stands there.
    pub(super) fn everything(&self) -> u32 {
        self.old.len() as u32
    }

    /// Whether the older graph has a node of the new one.
    pub(super) fn is_old(&self, node: u32) -> bool {
        self.old[node as usize] != NONE
    }
}

/// An entity as it is now, with its numbers; none if it is gone.
type Renewed = BTreeMap<EntityId, Option<(EntityRow, Vec<u32>)>>;

pub(super) fn patch<'p>(
    store: &'p Store,
    base: &'p Snapshot,
    delta: &'p Delta,
    rows: &'p Pending,
) -> Result<(Entities<'p>, Nodes), StoreError> {
    let mut patch = Patch::new(store, base, delta, rows)?;
    patch.sort_changes()?;
    let mut renewed = patch.renewed()?;
    patch.add_new_surfaces(&mut renewed)?;
    Ok(patch.merge(renewed))
}

struct Patch<'p> {
    store: &'p Store,
    base: &'p Snapshot,
    delta: &'p Delta,
    rows: &'p Pending,
    /// Surfaces by number.
    forms: Vec<String>,
    /// The older node of each number.
    holder: Vec<u32>,
    /// Totals of entities that only grew, by older node.
    grown: FxHashMap<u32, Totals>,
    /// Surfaces of entities that only grew.
    seen: BTreeMap<u32, Vec<u64>>,
    /// Everything else that changed: the numbers of each id.
    read: BTreeMap<EntityId, BTreeSet<u32>>,
}

impl<'p> Patch<'p> {
    fn new(
        store: &'p Store,
        base: &'p Snapshot,
        delta: &'p Delta,
        rows: &'p Pending,
    ) -> Result<Self, StoreError> {
        let mut holder = Vec::new();
        for node in 0..base.entity_count() as u32 {
            for number in base.numbers(node) {
                if number >= delta.first_entity {
                    return Err(store.damaged("an entity has no name"));
                }
                if holder.len() <= number as usize {
                    holder.resize(number as usize + 1, NONE);
                }
                holder[number as usize] = node;
            }
        }
        let forms = texts(&store.engine, Names::Forms)?;
        let (grown, seen, read) = (FxHashMap::default(), BTreeMap::new(), BTreeMap::new());
        Ok(Self { store, base, delta, rows, forms, holder, grown, seen, read })
    }

    fn held(&self, number: u32) -> Option<u32> {
        self.holder.get(number as usize).copied().filter(|&node| node != NONE)
    }

    /// Tells entities that only grew from those that must be looked at.
    fn sort_changes(&mut self) -> Result<(), StoreError> {
        let (nodes, forms) = (&self.rows.nodes, &self.rows.forms);
        let real = |number: u64| number >= u64::from(FIRST_ENTITY);
        let shrunk = nodes.iter().filter(|row| row.values.iter().any(|&value| value < 0));
        let shrunk =
            shrunk.map(|row| row.key[0]).chain(forms.iter().filter(|r| r.values[0] < 0).map(|r| r.key[0]));
        let mut look: BTreeSet<u32> =
            shrunk.filter(|&number| real(number)).map(|number| number as u32).collect();
        look.extend(&self.delta.redefined);
        look.extend(
            nodes.iter().map(|row| row.key[0] as u32).filter(|&n| real(n.into()) && self.held(n).is_none()),
        );
        let named = definitions(&self.store.engine, &look)?;
        for (&number, named) in &named {
            let numbers = self.read.entry(named.id.clone()).or_default();
            numbers.insert(number);
            numbers.extend(self.base.node(&named.id).iter().flat_map(|&node| self.base.numbers(node)));
        }
        let read: BTreeSet<u32> = self.read.keys().filter_map(|id| self.base.node(id)).collect();
        let grew = |number: u64| self.held(number as u32).filter(|node| !read.contains(node));
        let (mut grown, mut seen) = (FxHashMap::default(), BTreeMap::<u32, Vec<u64>>::new());
        for same in nodes.chunk_by(|x, y| x.key[0] == y.key[0]).filter(|same| real(same[0].key[0])) {
            if let Some(node) = grew(same[0].key[0]) {
                let totals = grown.entry(node).or_insert_with(|| self.base.totals(node));
                for row in same {
                    grow(totals, row);
                }
            }
        }
        for row in forms {
            if let Some(node) = grew(row.key[0]) {
                seen.entry(node).or_default().push(row.key[1]);
            }
        }
        (self.grown, self.seen) = (grown, seen);
        Ok(())
    }

    /// Counts and names entities from all their rows.
    fn renewed(&self) -> Result<Renewed, StoreError> {
        let numbers: BTreeSet<u32> = self.read.values().flatten().copied().collect();
        if numbers.range(..self.delta.first_entity).count() > READ_AT_MOST {
            return Err(self.store.damaged("too much changed"));
        }
        let named = definitions(&self.store.engine, &numbers)?;
        let mut renewed = Renewed::new();
        for (id, numbers) in &self.read {
            let mut totals = Totals::default();
            let mut live = Vec::new();
            for &number in numbers {
                let counted =
                    self.of_number(number, &self.rows.nodes, |n| self.store.rows_of(NODES, n, n)?.collect())?;
                for row in &counted {
                    grow(&mut totals, row);
                }
                if !counted.is_empty() {
                    live.push(number);
                }
            }
            let definitions = live.iter().filter_map(|number| named.get(number)).collect();
            let Some(row) = entity_row(definitions) else {
                renewed.insert(id.clone(), None);
                continue;
            };
            let mut row = self.with_totals(row, &totals)?;
            for &number in &live {
                let seen =
                    self.of_number(number, &self.rows.forms, |n| self.store.rows_of(FORMS, n, n)?.collect())?;
                for form in &seen {
                    self.add_surface(&mut row, form.key[1])?;
                }
            }
            settle_surfaces(&mut row);
            renewed.insert(id.clone(), Some((row, live)));
        }
        Ok(renewed)
    }

    /// All rows of a number: those of a new one are in the changes.
    fn of_number<const V: usize>(
        &self,
        number: u32,
        changes: &[Row<2, V>],
        read: impl Fn(u64) -> Result<Vec<Row<2, V>>, StoreError>,
    ) -> Result<Vec<Row<2, V>>, StoreError> {
        let wanted = u64::from(number);
        if number < self.delta.first_entity {
            return read(wanted);
        }
        let from = changes.partition_point(|row| row.key[0] < wanted);
        Ok(changes[from..].iter().take_while(|row| row.key[0] == wanted).copied().collect())
    }

    fn add_new_surfaces(&self, renewed: &mut Renewed) -> Result<(), StoreError> {
        for (&node, forms) in &self.seen {
            let before = self.base.entity(node);
            let mut row = before.clone();
            for &form in forms {
                self.add_surface(&mut row, form)?;
            }
            settle_surfaces(&mut row);
            if row.surfaces.len() > before.surfaces.len() {
                let totals = self.grown.get(&node).copied().unwrap_or_else(|| self.base.totals(node));
                let row = self.with_totals(row, &totals)?;
                renewed.insert(row.id.clone(), Some((row, self.base.numbers(node).collect())));
            }
        }
        Ok(())
    }

    fn add_surface(&self, row: &mut EntityRow, form: u64) -> Result<(), StoreError> {
        let form = self.forms.get((form as usize).wrapping_sub(1));
        add_surface(row, form.ok_or_else(|| self.store.damaged("a surface has no text"))?);
        Ok(())
    }

    fn with_totals(&self, row: EntityRow, totals: &Totals) -> Result<EntityRow, StoreError> {
        let &Totals { mentions, windows, articles, first, last } = totals;
        let (first, last) = (self.store.date(first.into())?, self.store.date(last.into())?);
        Ok(EntityRow { mentions, windows, articles, first, last, ..row })
    }

    /// Puts the entities of the older graph and the renewed ones into one order.
    fn merge(self, renewed: Renewed) -> (Entities<'p>, Nodes) {
        let count = self.base.entity_count() as u32;
        let mut out = Entities::default();
        let mut nodes = Nodes::new(count as usize);
        let mut copied = vec![true; count as usize];
        let mut next = 0;
        for (id, now) in renewed {
            let at = self.base.first_from(&id);
            self.copy(next..at, &mut nodes, &mut out);
            let known = at < count && self.base.id_bytes(at) == id.as_str().as_bytes();
            if known {
                copied[at as usize] = false;
            }
            nodes.place(if known { at } else { NONE }, now, &mut out);
            next = at + u32::from(known);
        }
        self.copy(next..count, &mut nodes, &mut out);
        for (&node, totals) in self.grown.iter().filter(|(node, _)| copied[**node as usize]) {
            out.recount(nodes.of_old[node as usize], totals);
        }
        nodes.number(&self.holder);
        let forms = self.base.section(Section::Forms);
        for at in 0..forms.len() / 8 {
            let (hash, node) = (u32_at(forms, at * 2), u32_at(forms, at * 2 + 1));
            if copied[node as usize] {
                out.form(hash, nodes.of_old[node as usize]);
            }
        }
        (out, nodes)
    }

    fn copy(&self, same: Range<u32>, nodes: &mut Nodes, out: &mut Entities<'p>) {
        let (records, names) = self.base.entity_bytes(&same);
        out.copy(records, names);
        same.for_each(|node| nodes.keep(node));
    }
}

impl Nodes {
    fn new(old: usize) -> Self {
        Self { of_old: vec![NONE; old], of_number: Vec::new(), old: Vec::new() }
    }

    fn keep(&mut self, old: u32) {
        if let Some(place) = self.of_old.get_mut(old as usize) {
            *place = self.old.len() as u32;
        }
        self.old.push(old);
    }

    fn place(&mut self, old: u32, now: Option<(EntityRow, Vec<u32>)>, out: &mut Entities<'_>) {
        let Some((row, numbers)) = now else { return };
        for &number in &numbers {
            self.set(number, self.old.len() as u32);
        }
        self.keep(old);
        out.push(&row, &numbers);
    }

    fn set(&mut self, number: u32, node: u32) {
        if self.of_number.len() <= number as usize {
            self.of_number.resize(number as usize + 1, NONE);
        }
        self.of_number[number as usize] = node;
    }

    /// Leads the numbers that the older graph knew to their nodes; gone ones too, whose rows are taken away from there.
    fn number(&mut self, holder: &[u32]) {
        for (number, &node) in (0u32..).zip(holder) {
            if let Some(&now) = self.of_old.get(node as usize) {
                self.set(number, now);
            }
        }
    }
}

fn grow(totals: &mut Totals, row: &Row<2, 3>) {
    let [mentions, windows, articles] = row.values.map(i64::unsigned_abs);
    totals.mentions += mentions;
    totals.windows += windows;
    totals.articles += articles;
    let day = row.key[1] as u32;
    if day != 0 {
        totals.first = if totals.first == 0 { day } else { totals.first.min(day) };
        totals.last = totals.last.max(day);
    }
}
