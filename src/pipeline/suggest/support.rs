//! What speaks for a name that no list has, summed over places and articles.

use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary::{EntityId, Kind};
use crate::pipeline::Example;
use crate::text::Span;

/// Examples kept of a name, of different articles.
const EXAMPLES: usize = 3;
/// Other forms, fuller names and listed names near it that are kept of a name.
pub(super) const OTHERS: usize = 8;
/// What a suggestion is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// What speaks for a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Support {
    pub(super) mentions: u64,
    pub(super) articles: u64,
    pub(super) rules: BTreeSet<&'static str>,
    pub(super) forms: BTreeMap<String, u64>,
    pub(super) examples: Vec<Example>,
    /// Fuller names of its articles (with the entity, if it is listed), by articles.
    pub(super) wholes: BTreeMap<(String, Option<EntityId>), u64>,
    /// Names one character off, listed or of bodies of its articles, and in how many of its articles they stand too.
    pub(super) near: BTreeMap<String, Neighbour>,
    /// The place counted last.
    pub(super) last: Option<Span>,
}

/// Whose name is one character off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub(super) entities: Vec<EntityId>,
    pub(super) together: u64,
    /// The error is neither its first nor its last character.
    pub(super) inside: bool,
}

impl Support {
    pub(super) fn add(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.articles += other.articles;
        self.rules.extend(other.rules);
        sum(&mut self.forms, other.forms);
        sum(&mut self.wholes, other.wholes);
        for (form, neighbour) in other.near {
            if let Some(known) = self.near.get_mut(&form) {
                known.together += neighbour.together;
            } else if self.near.len() < OTHERS {
                self.near.insert(form, neighbour);
            }
        }
        let free = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.into_iter().take(free));
    }
}

/// Adds counts; keys beyond the first few are not kept.
fn sum<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        if let Some(known) = to.get_mut(&key) {
            *known += count;
        } else if to.len() < OTHERS {
            to.insert(key, count);
        }
    }
}
