//! What numbers stand for: entities, surfaces and sources. A number is given once and never again to something else.
//!
//! A number stands for a whole definition: an entity whose aliases change gets a new number, and the snapshot brings the
//! numbers of one id together. So what an article says of an entity leaves the store with the article.
//!
//! Key: `N`, kind of name, first number u32, part u32. Each commit writes one stream of records, cut into parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::codec::{Bytes, put, put_maybe, put_text};
use super::engine::{Batch, Engine};
use super::error::{Damage, StoreError};
use super::segments::FIRST_ENTITY;
use crate::dictionary::{EntityId, Kind, Named};

const PART: usize = 4080;

/// The three kinds of names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    Entities,
    Forms,
    Sources,
}

impl Names {
    /// The first number that is given.
    pub(crate) const fn first(self) -> u32 {
        match self {
            Self::Entities => FIRST_ENTITY,
            Self::Forms => 1,
            Self::Sources => 0,
        }
    }

    fn key(self, first: u32, part: u32) -> [u8; 10] {
        let mut key = [b'N', self as u8, 0, 0, 0, 0, 0, 0, 0, 0];
        key[2..6].copy_from_slice(&first.to_be_bytes());
        key[6..].copy_from_slice(&part.to_be_bytes());
        key
    }

    /// All records in order of their numbers; the first has the first number of its kind.
    pub(crate) fn records(self, engine: &Engine) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut records = Vec::new();
        self.each_record(engine, |record| records.push(record.to_vec()))?;
        Ok(records)
    }

    /// Tells all records in order of their numbers.
    fn each_record(self, engine: &Engine, mut each: impl FnMut(&[u8])) -> Result<(), StoreError> {
        let mut next = self.first();
        for (first, stream) in self.streams(engine)? {
            let mut bytes = Bytes::new(&stream);
            if first != next {
                return Err(engine.damaged(Damage("a range of names is missing")));
            }
            while !bytes.is_empty() {
                let record = bytes.count().and_then(|len| bytes.take(len));
                each(record.map_err(|damage| engine.damaged(damage))?);
                next += 1;
            }
        }
        Ok(())
    }

    /// The stream of each commit, with the number of its first record.
    pub(crate) fn streams(self, engine: &Engine) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        self.streams_since(engine, 0)
    }

    /// The streams from the one on that has a number.
    fn streams_since(self, engine: &Engine, number: u32) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        let mut streams: Vec<(u32, Vec<u8>)> = Vec::new();
        let from = engine.last_key(&self.key(0, 0), &self.key(number, u32::MAX))?;
        let from = from.and_then(|key| key.get(2..6)?.try_into().ok()).map_or(0, u32::from_be_bytes);
        for entry in engine.range(&self.key(from, 0), &[b'N', self as u8 + 1]) {
            let (key, part) = entry?;
            let first = key.get(2..6).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
            let first = first.ok_or_else(|| engine.damaged(Damage("a key is cut short")))?;
            match streams.last_mut().filter(|(last, _)| *last == first) {
                Some((_, stream)) => stream.extend_from_slice(&part),
                None => streams.push((first, part)),
            }
        }
        Ok(streams)
    }

    /// Writes another stream in the place of one.
    pub(crate) fn replace(self, first: u32, old: &[u8], new: &[u8], batch: &mut Batch) {
        for (part, bytes) in new.chunks(PART).enumerate() {
            batch.put(&self.key(first, part as u32), bytes);
        }
        for part in new.len().div_ceil(PART)..old.len().div_ceil(PART) {
            batch.remove(&self.key(first, part as u32));
        }
    }
}

/// Gives numbers to records and remembers which it gave.
#[derive(Debug)]
pub(crate) struct Interner {
    names: Names,
    numbers: FxHashMap<u128, u32>,
    next: u32,
    fresh: Vec<u8>,
    fresh_first: u32,
}

impl Interner {
    pub(crate) fn load(engine: &Engine, names: Names) -> Result<Self, StoreError> {
        let mut hashes = Vec::new();
        names.each_record(engine, |record| hashes.push(xxh3_128(record)))?;
        let next = names.first() + hashes.len() as u32;
        let numbers = hashes.into_iter().zip(names.first()..).collect();
        Ok(Self { names, numbers, next, fresh: Vec::new(), fresh_first: next })
    }

    /// The number of a record, given now if it has none.
    pub(crate) fn number(&mut self, record: &[u8]) -> u32 {
        let next = self.next;
        let number = *self.numbers.entry(xxh3_128(record)).or_insert(next);
        if number == next {
            self.next += 1;
            put(&mut self.fresh, record.len() as u64);
            self.fresh.extend_from_slice(record);
        }
        number
    }

    /// Notes that the record with a number is another now.
    pub(crate) fn redefined(&mut self, number: u32, old: &[u8], new: &[u8]) {
        self.numbers.remove(&xxh3_128(old));
        let same = self.numbers.entry(xxh3_128(new)).or_insert(number);
        *same = number.max(*same);
    }

    /// The number that is given next.
    pub(crate) fn next(&self) -> u32 {
        self.next
    }

    /// The number of a record that has one.
    pub(crate) fn known(&self, record: &[u8]) -> Option<u32> {
        self.numbers.get(&xxh3_128(record)).copied()
    }

    /// The records that wait to be written, as texts.
    pub(crate) fn waiting_texts(&self) -> Vec<String> {
        let mut bytes = Bytes::new(&self.fresh);
        std::iter::from_fn(|| bytes.text().ok().map(str::to_owned)).collect()
    }

    /// Writes the new records. They must go into one batch together.
    pub(crate) fn write(&mut self, batch: &mut Batch) {
        for (part, bytes) in self.fresh.chunks(PART).enumerate() {
            batch.put(&self.names.key(self.fresh_first, part as u32), bytes);
        }
        self.fresh.clear();
        self.fresh_first = self.next;
    }
}

/// An entity as a record.
pub(crate) fn entity_record(named: &Named, out: &mut Vec<u8>) {
    put_text(out, named.kind.as_str());
    put_text(out, &named.name);
    put_maybe(out, named.within.as_deref());
    // The id follows from the rest for almost all.
    let usual = EntityId::new(&named.kind, &named.name, None);
    put_maybe(out, (usual != named.id).then(|| named.id.as_str()));
    put(out, named.aliases.len() as u64);
    named.aliases.iter().for_each(|alias| put_text(out, alias));
}

/// Reads an entity's record.
pub(crate) fn entity_of(record: &[u8]) -> Result<Named, Damage> {
    let mut bytes = Bytes::new(record);
    let kind: Kind = bytes.text()?.parse().map_err(|_| Damage("a kind is not one"))?;
    let name = bytes.text()?.to_owned();
    let within = bytes.maybe()?.map(str::to_owned);
    let id = match bytes.maybe()? {
        Some(id) => EntityId::from_text(id),
        None => EntityId::new(&kind, &name, None),
    };
    let aliases = (0..bytes.count()?).map(|_| bytes.text().map(str::to_owned)).collect::<Result<_, _>>()?;
    bytes.end()?;
    Ok(Named { id, kind, name, within, aliases })
}

/// Kind and name of an entity's record.
fn name_of(record: &[u8]) -> Result<(&str, &str), Damage> {
    let mut bytes = Bytes::new(record);
    Ok((bytes.text()?, bytes.text()?))
}

/// All entities as they are stored: of most nobody wants more than the name.
pub(crate) struct Definitions {
    records: Vec<u8>,
    /// Where the record of each number ends.
    ends: Vec<usize>,
    read: FxHashMap<u32, Arc<Named>>,
    /// What stands in the place of some.
    redefined: FxHashMap<Arc<Named>, Arc<Named>>,
}

impl Definitions {
    pub(crate) fn load(engine: &Engine) -> Result<Self, StoreError> {
        let (mut records, mut ends) = (Vec::new(), Vec::new());
        Names::Entities.each_record(engine, |record| {
            records.extend_from_slice(record);
            ends.push(records.len());
        })?;
        Ok(Self { records, ends, read: FxHashMap::default(), redefined: FxHashMap::default() })
    }

    /// The numbers of the entities whose kind and name are wanted, sorted.
    pub(crate) fn named(&self, mut wanted: impl FnMut(&str, &str) -> bool) -> Result<Vec<u32>, Damage> {
        let mut numbers = Vec::new();
        let mut begin = 0;
        for (number, &end) in (FIRST_ENTITY..).zip(&self.ends) {
            let (kind, name) = name_of(&self.records[begin..end])?;
            if wanted(kind, name) {
                numbers.push(number);
            }
            begin = end;
        }
        Ok(numbers)
    }

    /// Gives the second of each pair for the first from now on.
    pub(crate) fn redefine(&mut self, pairs: &[(Arc<Named>, Arc<Named>)]) {
        self.redefined.extend(pairs.iter().cloned());
        self.read.clear();
    }

    /// The entity with a number.
    pub(crate) fn get(&mut self, number: u32) -> Result<Arc<Named>, Damage> {
        if let Some(named) = self.read.get(&number) {
            return Ok(Arc::clone(named));
        }
        let at = number.checked_sub(FIRST_ENTITY).map(|at| at as usize);
        let end = at.and_then(|at| self.ends.get(at)).ok_or(Damage("an entity has no name"))?;
        let begin = at.and_then(|at| at.checked_sub(1)).map_or(0, |before| self.ends[before]);
        let named = Arc::new(entity_of(&self.records[begin..*end])?);
        let named = self.redefined.get(&named).cloned().unwrap_or(named);
        self.read.insert(number, Arc::clone(&named));
        Ok(named)
    }
}

/// All entities by number, from [`FIRST_ENTITY`] on.
pub(crate) fn entities(engine: &Engine) -> Result<Vec<Named>, StoreError> {
    let records = Names::Entities.records(engine)?;
    records.iter().map(|record| entity_of(record).map_err(|damage| engine.damaged(damage))).collect()
}

/// The entities with some numbers.
pub(crate) fn definitions(
    engine: &Engine,
    numbers: &BTreeSet<u32>,
) -> Result<BTreeMap<u32, Named>, StoreError> {
    let mut found = BTreeMap::new();
    let Some(&lowest) = numbers.first() else { return Ok(found) };
    for (first, stream) in Names::Entities.streams_since(engine, lowest)? {
        let mut bytes = Bytes::new(&stream);
        let mut number = first;
        while !bytes.is_empty() {
            let record = bytes.count().and_then(|len| bytes.take(len));
            let record = record.map_err(|damage| engine.damaged(damage))?;
            if numbers.contains(&number) {
                found.insert(number, entity_of(record).map_err(|damage| engine.damaged(damage))?);
            }
            number += 1;
        }
    }
    let all = found.len() == numbers.len();
    if all { Ok(found) } else { Err(engine.damaged(Damage("an entity has no name"))) }
}

/// All texts of a kind of name, by number.
pub(crate) fn texts(engine: &Engine, names: Names) -> Result<Vec<String>, StoreError> {
    let text = |record| String::from_utf8(record).map_err(|_| engine.damaged(Damage("a name is not UTF-8")));
    names.records(engine)?.into_iter().map(text).collect()
}
