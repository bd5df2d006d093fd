//! What a changed dictionary would do to a built graph, told before anything is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Example;
use super::retag::{look_through, means_otherwise, mentions_of};
use crate::dictionary::{Changes, EntityId};
use crate::recognise::Recogniser;
use crate::relate::{Counting, PairCount, Passages, Sighting, pairs};
use crate::store::{MentionFact, Snapshot, Store, StoreError, StoredArticle};
use crate::text::Span;

/// Articles recognised between two words on the progress.
const AT_ONCE: usize = 256;

/// Mentions that come, go or change hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The entity before; none: no mention, or an ambiguous one.
    pub from: Option<EntityId>,
    /// The entity after.
    pub to: Option<EntityId>,
    /// How many.
    pub mentions: u64,
    /// The first.
    pub example: Example,
}

/// Mentions of an entity in the whole store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityChange {
    /// The entity.
    pub id: EntityId,
    /// Mentions now; 0: it is new.
    pub before: u64,
    /// Mentions after the change; 0: it is gone.
    pub after: u64,
}

/// The count of a relation in the whole store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationChange {
    /// One end, the lower id.
    pub a: EntityId,
    /// The other.
    pub b: EntityId,
    /// Count now; 0: the relation is born.
    pub before: u64,
    /// Count after the change; 0: it is dead.
    pub after: u64,
}

/// What a change would do. Lists are sorted by how much changes, then by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Articles in the store.
    pub articles: u64,
    /// Articles that would be recognised again.
    pub concerned: u64,
    /// Of these, those whose mentions would change.
    pub changed: u64,
    /// Entities whose aliases alone change.
    pub redefined: Vec<EntityId>,
    /// Mentions that mean one entity now and would mean several.
    pub ambiguous: u64,
    /// Mentions that come, go or change hands.
    pub moved: Vec<Moved>,
    /// Entities with more or fewer mentions.
    pub entities: Vec<EntityChange>,
    /// Relations with another count.
    pub relations: Vec<RelationChange>,
}

impl Plan {
    /// Mentions gained and lost.
    #[must_use]
    pub fn gained_and_lost(&self) -> (u64, u64) {
        let sum =
            |wanted: fn(&Moved) -> bool| self.moved.iter().filter(|m| wanted(m)).map(|m| m.mentions).sum();
        (sum(|m| m.from.is_none()), sum(|m| m.to.is_none()))
    }

    /// Entities that would have no mention left, with those that take over most of theirs. O(entities + moved).
    pub fn merged(&self) -> impl Iterator<Item = (&EntityId, &EntityId)> {
        let mut heirs: HashMap<&EntityId, &Moved> = HashMap::new();
        for moved in self.moved.iter().filter(|moved| moved.to.is_some()) {
            let Some(from) = &moved.from else { continue };
            let heir = heirs.entry(from).or_insert(moved);
            if moved.mentions >= heir.mentions {
                *heir = moved;
            }
        }
        let ended = self.entities.iter().filter(|change| change.after == 0);
        ended.filter_map(move |change| Some((&change.id, heirs.get(&change.id)?.to.as_ref()?)))
    }

    /// Entities that would keep some of their mentions and give others to another. O(entities + moved).
    pub fn split(&self) -> impl Iterator<Item = (&EntityId, &EntityId, u64)> {
        let ended = self.ended();
        let given = self.moved.iter().filter_map(|m| Some((m.from.as_ref()?, m.to.as_ref()?, m.mentions)));
        given.filter(move |(from, ..)| !ended.contains(from))
    }

    /// Entities that would have no mention left.
    #[must_use]
    pub fn ended(&self) -> HashSet<&EntityId> {
        self.entities.iter().filter(|change| change.after == 0).map(|change| &change.id).collect()
    }
}

/// What bringing a store to `recogniser`'s dictionary would do. Reads the whole store on so many threads, writes nothing.
///
/// # Errors
/// [`StoreError`] if the store cannot be read.
pub fn plan(
    store: &Store,
    changes: &Changes,
    recogniser: &Recogniser,
    threads: usize,
    mut told: impl FnMut(u64, u64),
) -> Result<Plan, StoreError> {
    let snapshot = store.snapshot()?;
    let mut ledger = Ledger { counting: store.counting(), ..Ledger::default() };
    let mut plan = Plan { articles: snapshot.articles(), ..Plan::default() };
    let mut looked = look_through(store, changes, recogniser.options(), 0..store.documents(), threads)?;
    let concerned = std::mem::take(&mut looked.concerned);
    for some in concerned.chunks(AT_ONCE) {
        let mut articles = Vec::with_capacity(some.len());
        for &number in some {
            articles.extend(store.article(number, &mut looked.reading)?.filter(|article| article.counted));
        }
        plan.concerned += articles.len() as u64;
        for (article, found) in articles.iter().zip(mentions_of(recogniser, &articles, threads)) {
            if means_otherwise(&article.mentions, &found) {
                plan.changed += 1;
                ledger.article(article, &found);
            }
        }
        told(some.last().copied().unwrap_or(0).into(), store.documents().into());
    }
    plan.redefined = changes.redefined().iter().map(|(_, new)| new.id.clone()).collect();
    ledger.close(&snapshot, &mut plan);
    Ok(plan)
}

/// Entities before and after, at one span.
type Hands = (Option<EntityId>, Option<EntityId>);

/// Differences summed over articles.
#[derive(Default)]
struct Ledger {
    counting: Counting,
    numbers: HashMap<EntityId, u32>,
    moved: BTreeMap<Hands, (u64, Example)>,
    ambiguous: u64,
    mentions: HashMap<u32, i64>,
    pairs: HashMap<(u32, u32), i64>,
}

impl Ledger {
    fn article(&mut self, stored: &StoredArticle, found: &[MentionFact]) {
        self.move_mentions(stored, found);
        for (mentions, sign) in [(stored.mentions.as_slice(), -1), (found, 1)] {
            let (entities, pairs) = self.count(stored, mentions);
            for (entity, count) in entities {
                *self.mentions.entry(entity).or_default() += sign * count.cast_signed();
            }
            for pair in pairs {
                *self.pairs.entry((pair.a, pair.b)).or_default() += sign * pair.count.cast_signed();
            }
        }
    }

    fn number(&mut self, id: &EntityId) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(id.clone(), number);
        number
    }

    /// What an article adds to entities and pairs.
    fn count(
        &mut self,
        stored: &StoredArticle,
        mentions: &[MentionFact],
    ) -> (Vec<(u32, u64)>, Vec<PairCount>) {
        let mut sightings = Vec::with_capacity(mentions.len());
        for mention in mentions {
            if let Some(named) = &mention.entity {
                let entity = self.number(&named.id);
                sightings.push(Sighting { entity, sentence: mention.sentence, paragraph: mention.paragraph });
            }
        }
        let passages = Passages {
            sentences: &stored.sentences,
            paragraphs: &stored.paragraphs,
            repeats: &stored.repeats,
        };
        let counts = pairs(&sightings, passages, self.counting);
        (counts.entities.iter().map(|e| (e.entity, e.mentions)).collect(), counts.pairs)
    }

    /// Notes who owned each span before and who owns it after.
    fn move_mentions(&mut self, stored: &StoredArticle, found: &[MentionFact]) {
        let mut spans: BTreeMap<Span, (Hands, &MentionFact)> = BTreeMap::new();
        let repeated = |m: &&MentionFact| stored.repeats.binary_search(&m.paragraph).is_err();
        let id = |m: &MentionFact| m.entity.as_ref().map(|named| named.id.clone());
        for mention in stored.mentions.iter().filter(repeated) {
            spans.insert(mention.span, ((id(mention), None), mention));
        }
        for mention in found.iter().filter(repeated) {
            let ((from, to), _) = spans.entry(mention.span).or_insert(((None, None), mention));
            *to = id(mention);
            self.ambiguous += u64::from(from.is_some() && to.is_none());
        }
        for (hands, mention) in spans.into_values().filter(|((from, to), _)| from != to) {
            let entry = self.moved.entry(hands).or_insert_with(|| (0, example(stored, mention)));
            entry.0 += 1;
        }
    }

    fn close(self, snapshot: &Snapshot, plan: &mut Plan) {
        let mut by_number: Vec<(u32, EntityId)> = self.numbers.into_iter().map(|(id, n)| (n, id)).collect();
        by_number.sort_unstable();
        let id = |number: u32| by_number[number as usize].1.clone();
        let node = |id: &EntityId| snapshot.node(id);
        let after = |before: u64, by: i64| before.saturating_add_signed(by);
        for (&number, &by) in self.mentions.iter().filter(|(_, by)| **by != 0) {
            let id = id(number);
            let before = node(&id).map_or(0, |node| snapshot.mentions_of(node));
            plan.entities.push(EntityChange { id, before, after: after(before, by) });
        }
        for (&(x, y), &by) in self.pairs.iter().filter(|(_, by)| **by != 0) {
            let (a, b) = (id(x).min(id(y)), id(x).max(id(y)));
            let nodes = node(&a).zip(node(&b));
            let relation = nodes.and_then(|(a, b)| snapshot.between(a, b));
            let before = relation.map_or(0, |relation| snapshot.relation(relation).count());
            plan.relations.push(RelationChange { a, b, before, after: after(before, by) });
        }
        plan.ambiguous = self.ambiguous;
        plan.moved = self
            .moved
            .into_iter()
            .map(|((from, to), (mentions, example))| Moved { from, to, mentions, example })
            .collect();
        let most = std::cmp::Reverse::<u64>;
        plan.moved.sort_by_key(|m| (most(m.mentions), m.from.clone(), m.to.clone()));
        plan.entities.sort_by_key(|e| (most(e.after.abs_diff(e.before)), e.id.clone()));
        plan.relations.sort_by_key(|r| (most(r.after.abs_diff(r.before)), r.a.clone(), r.b.clone()));
    }
}

fn example(stored: &StoredArticle, mention: &MentionFact) -> Example {
    let source = stored.sources.first();
    let line = source.and_then(|source| source.lines.get(mention.sentence as usize)).copied().unwrap_or(0);
    let name = source.map_or("", |source| source.source.as_str());
    Example::of(&stored.text, mention.span, name, line)
}
