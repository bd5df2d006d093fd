//! Entities that no list has, made once: the same few stand in many articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::knowledge::Knowledge;
use crate::dictionary::{EntityId, EntityNo, Kind, Named};

/// Entities remembered at most; about 5 MB a thread.
const REMEMBERED: usize = 1 << 14;

/// What was made with one recogniser's knowledge.
#[derive(Default)]
pub(crate) struct Made {
    /// Whose it is; held, so that no other can be taken for it.
    of: Option<Arc<()>>,
    names: BTreeMap<Kind, FxHashMap<String, Arc<Named>>>,
    bodies: FxHashMap<(u32, EntityNo), Arc<Named>>,
    len: usize,
}

impl Made {
    /// Forgets what was made with other knowledge, or when it is too much.
    pub(crate) fn start(&mut self, known: &Knowledge) {
        let same = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &known.identity));
        if !same || self.len > REMEMBERED {
            *self = Self { of: Some(Arc::clone(&known.identity)), ..Self::default() };
        }
    }

    /// The listed entity of a name, or one made for it.
    pub(crate) fn named(&mut self, known: &Knowledge, kind: &Kind, name: &str) -> Arc<Named> {
        if let Some(found) = self.names.get(kind).and_then(|names| names.get(name)) {
            return Arc::clone(found);
        }
        let found = make(known, kind, name, None);
        self.len += 1;
        let names = self.names.entry(kind.clone()).or_default();
        names.insert(name.to_owned(), Arc::clone(&found));
        found
    }

    /// The regular body of a place: 赤峰市 and {place}总工会.
    pub(crate) fn body(&mut self, known: &Knowledge, body: u32, place: EntityNo) -> Arc<Named> {
        let found = self.bodies.entry((body, place)).or_insert_with(|| {
            self.len += 1;
            let template = &known.dictionary.rules.bodies[body as usize].name;
            let named = &known.dictionary.entity(place).named;
            let full = match named.id.within() {
                Some(within) => format!("{}{}", plain(within), named.name),
                None => named.name.clone(),
            };
            make(known, &Kind::ORGANISATION, &template.replace("{place}", &full), Some(&named.name))
        });
        Arc::clone(found)
    }
}

fn plain(within: &str) -> &str {
    within.split('@').next().unwrap_or(within)
}

fn make(known: &Knowledge, kind: &Kind, name: &str, place: Option<&str>) -> Arc<Named> {
    let listed = match known.dictionary.named(kind, name) {
        [entity] => Some(*entity),
        _ => place.and_then(|_| borne(known, kind, name)),
    };
    if let Some(entity) = listed {
        return Arc::clone(&known.dictionary.entity(entity).named);
    }
    Arc::new(Named {
        id: EntityId::new(kind, name, None),
        kind: kind.clone(),
        name: name.to_owned(),
        within: place.map(str::to_owned),
        aliases: Vec::new(),
    })
}

/// The only entity of a kind that has a name as an alias: 中国外交部, which is 中国 + 外交部 as regular bodies are, is listed by another name.
fn borne(known: &Knowledge, kind: &Kind, name: &str) -> Option<EntityNo> {
    let form = known.gazetteer.find(name)?;
    let of_kind = |&&(entity, _): &&(EntityNo, bool)| known.dictionary.entity(entity).named.kind == *kind;
    let mut bearers = form.entities.iter().filter(of_kind);
    match (bearers.next(), bearers.next()) {
        (Some(&(entity, false)), None) => Some(entity),
        _ => None,
    }
}
