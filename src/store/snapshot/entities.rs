//! The entities of a snapshot, and the ways to find them.

use std::ops::Range;

use super::{EntityRow, Snapshot, lower_bound};
use crate::dictionary::{EntityId, Kind};
use crate::store::codec::Bytes;
use crate::store::day;
use crate::store::error::Damage;
use crate::store::layout::form_hash;
use crate::store::parts::Totals;
use crate::store::sections::{ENTITY, Section, u32_at};

impl Snapshot {
    /// The entity at a node. Read at the first call and kept.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn entity(&self, node: u32) -> &EntityRow {
        self.inner.rows[node as usize].get_or_init(|| {
            let row = self.read_entity(node).unwrap_or_else(|_| self.unreadable(node));
            Box::new(row)
        })
    }

    /// The store's numbers of an entity.
    pub(in crate::store) fn numbers(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let mut names = self.names(node);
        let count = names.count().and_then(|len| names.take(len)).and_then(|_| names.count());
        (0..count.unwrap_or(0)).map_while(move |_| names.small().ok())
    }

    /// The records of entities that follow each other, and everything that names them, as they lie there.
    pub(in crate::store) fn entity_bytes(&self, nodes: &Range<u32>) -> (&[u8], &[u8]) {
        self.records_of([Section::Entities, Section::Names], ENTITY, 0, nodes)
    }

    /// What is counted of an entity.
    pub(in crate::store) fn totals(&self, node: u32) -> Totals {
        let record = self.record(node);
        Totals {
            mentions: u32_at(record, 1).into(),
            windows: u32_at(record, 2).into(),
            articles: u32_at(record, 3).into(),
            first: u32_at(record, 4),
            last: u32_at(record, 5),
        }
    }

    /// The first node whose id is not below this one. O(log n).
    pub(in crate::store) fn first_from(&self, id: &EntityId) -> u32 {
        lower_bound(self.entity_count(), |node| self.id_bytes(node as u32) < id.as_str().as_bytes()) as u32
    }

    /// The node of an entity id. O(log n).
    #[must_use]
    pub fn node(&self, id: &EntityId) -> Option<u32> {
        let node = self.first_from(id);
        ((node as usize) < self.entity_count() && self.id(node) == id.as_str()).then_some(node)
    }

    /// Nodes with a name, alias or seen form that is the same as `form` but for case, width and blanks, sorted. A few others
    /// may be among them. O(log n).
    #[must_use]
    pub fn with_form(&self, form: &str) -> Vec<u32> {
        let forms = self.section(Section::Forms);
        let hash = form_hash(form);
        let first = lower_bound(forms.len() / 8, |at| u32_at(forms, at * 2) < hash);
        let same = (first..forms.len() / 8).take_while(|at| u32_at(forms, at * 2) == hash);
        same.map(|at| u32_at(forms, at * 2 + 1)).collect()
    }

    /// An entity of which nothing is known but its id, where the bytes do not say more.
    fn unreadable(&self, node: u32) -> EntityRow {
        let id = EntityId::from_text(self.id(node));
        let totals = self.totals(node);
        let (kind, name) = (id.kind().parse().unwrap_or(Kind::PLACE), id.name().to_owned());
        EntityRow {
            mentions: totals.mentions,
            windows: totals.windows,
            articles: totals.articles,
            ..EntityRow::new(id, kind, name)
        }
    }

    fn read_entity(&self, node: u32) -> Result<EntityRow, Damage> {
        let totals = self.totals(node);
        let mut names = self.names(node);
        let id = EntityId::from_text(names.text()?);
        for _ in 0..names.count()? {
            names.small()?;
        }
        let kind = names.maybe()?;
        let name = if kind.is_some() { names.text()?.to_owned() } else { id.name().to_owned() };
        let kind = kind.unwrap_or(id.kind()).parse().map_err(|_| Damage("a kind is not one"))?;
        let within = names.maybe()?.map(str::to_owned);
        let mut texts =
            || (0..names.count()?).map(|_| names.text().map(str::to_owned)).collect::<Result<Vec<_>, _>>();
        let (aliases, surfaces) = (texts()?, texts()?);
        Ok(EntityRow {
            id,
            kind,
            name,
            within,
            aliases,
            surfaces,
            mentions: totals.mentions,
            windows: totals.windows,
            articles: totals.articles,
            first: day::date(totals.first)?,
            last: day::date(totals.last)?,
        })
    }

    fn record(&self, node: u32) -> &[u8] {
        &self.section(Section::Entities)[node as usize * ENTITY..][..ENTITY]
    }

    fn names(&self, node: u32) -> Bytes<'_> {
        let from = u32_at(self.record(node), 0) as usize;
        Bytes::new(self.section(Section::Names).get(from..).unwrap_or_default())
    }

    /// The id of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn id(&self, node: u32) -> &str {
        self.names(node).text().unwrap_or_default()
    }

    /// As [`Snapshot::id`], for who compares.
    pub(in crate::store) fn id_bytes(&self, node: u32) -> &[u8] {
        let mut names = self.names(node);
        names.count().and_then(|len| names.take(len)).unwrap_or_default()
    }

    /// The kind of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn kind_of(&self, node: u32) -> &str {
        let id = self.id_bytes(node);
        let kind = memchr::memchr(b':', id).map_or(&[][..], |colon| &id[..colon]);
        str::from_utf8(kind).unwrap_or_default()
    }

    /// The mentions of a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn mentions_of(&self, node: u32) -> u64 {
        u32_at(self.record(node), 1).into()
    }

    /// The windows that hold a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn windows_of(&self, node: u32) -> u64 {
        u32_at(self.record(node), 2).into()
    }

    /// The articles that hold a node, without reading the rest of it.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn articles_of(&self, node: u32) -> u64 {
        u32_at(self.record(node), 3).into()
    }
}
