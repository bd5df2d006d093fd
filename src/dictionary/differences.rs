//! What two dictionaries have otherwise: entities, what forms may mean, names that lead elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::rules::Ignored;
use super::short_names::{bare_names, names_by_letter, short_names};
use super::{Dictionary, EntityId, EntityNo, Kind, Level, Named, normal};

/// Names by kind.
pub(super) type Names = BTreeMap<Kind, HashSet<String>>;

/// What recognition sees of an entity besides its forms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    id: EntityId,
    within: Option<String>,
    /// The entity and what contains it, with the levels.
    chain: Vec<(EntityId, Option<Level>)>,
}

impl Seen {
    fn of(dictionary: &Dictionary, number: EntityNo) -> Self {
        let named = &dictionary.entity(number).named;
        let chain = dictionary.containers(number).map(|container| {
            let container = dictionary.entity(container);
            (container.named.id.clone(), container.level)
        });
        Self { id: named.id.clone(), within: named.within.clone(), chain: chain.collect() }
    }
}

/// The entities of each side that the other lacks or has otherwise: by other names, in other containers.
pub(super) fn others(old: &Dictionary, new: &Dictionary) -> (Vec<EntityNo>, Vec<EntityNo>) {
    let mut same = vec![false; old.entities.len()];
    let mut of_new = Vec::new();
    // Both are in one order: what is on both sides stands mostly behind the one before.
    let mut next = EntityNo(0);
    for (number, entity) in (0u32..).zip(&new.entities) {
        let named = &entity.named;
        let is_it =
            |at: &EntityNo| old.entities.get(at.0 as usize).is_some_and(|old| old.named.id == named.id);
        let listed = || old.named(&named.kind, &named.name).iter().copied().find(is_it);
        let before = Some(next).filter(is_it).or_else(listed);
        next = EntityNo(before.map_or(next.0, |before| before.0 + 1));
        match before {
            Some(before) if is_same(old, before, new, EntityNo(number)) => same[before.0 as usize] = true,
            _ => of_new.push(EntityNo(number)),
        }
    }
    let of_old = (0u32..).zip(same).filter(|(_, same)| !same).map(|(number, _)| EntityNo(number)).collect();
    (of_old, of_new)
}

fn is_same(old: &Dictionary, before: EntityNo, new: &Dictionary, after: EntityNo) -> bool {
    if old.entity(before).named != new.entity(after).named {
        return false;
    }
    let mut chains = (old.containers(before), new.containers(after));
    loop {
        match (chains.0.next(), chains.1.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) => {
                let (x, y) = (old.entity(x), new.entity(y));
                if x.named.id != y.named.id || x.level != y.level {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

/// What each form of these entities may mean.
pub(super) fn meanings(dictionary: &Dictionary, of: &[EntityNo]) -> BTreeMap<String, BTreeSet<(Seen, bool)>> {
    let mut forms: BTreeMap<String, BTreeSet<(Seen, bool)>> = BTreeMap::new();
    for &number in of {
        let (seen, entity) = (Seen::of(dictionary, number), dictionary.entity(number));
        let names = std::iter::once((&entity.named.name, true));
        for (name, canonical) in names.chain(entity.named.aliases.iter().map(|alias| (alias, false))) {
            let form = normal(name);
            if dictionary.rules.ignored_as(&form, &entity.named.kind).is_none() {
                forms.entry(form).or_default().insert((seen.clone(), canonical));
            }
        }
        // 巴赫 leads to 托马斯·巴赫 where the article bears it out, 俄海军 to 俄罗斯海军, 国民议会 to that of a state.
        let others = [short_names(&entity.named), names_by_letter(dictionary, &entity.named)];
        for form in others.into_iter().flatten().chain(bare_names(dictionary, &entity.named)) {
            forms.entry(form).or_default().insert((seen.clone(), false));
        }
    }
    forms
}

/// These entities by name.
fn entities(dictionary: &Dictionary, of: &[EntityNo]) -> BTreeMap<(Kind, String), Vec<Seen>> {
    let mut named: BTreeMap<(Kind, String), Vec<Seen>> = BTreeMap::new();
    for &number in of {
        let entity = dictionary.entity(number);
        let key = (entity.named.kind.clone(), entity.named.name.clone());
        named.entry(key).or_default().push(Seen::of(dictionary, number));
    }
    named
}

/// Names that led to an entity without standing in the text, as those of regular bodies do (俄外交部 is 俄罗斯外交部, perhaps an alias),
/// and may lead elsewhere now: the names themselves, and the entities that they led to as aliases.
pub(super) fn led(
    old: &Dictionary,
    new: &Dictionary,
    of: (&[EntityNo], &[EntityNo]),
    ignored: &[String],
) -> Names {
    let mut names = Names::new();
    let sides = (entities(old, of.0), entities(new, of.1));
    let aliases = (bearers(old, of.0), bearers(new, of.1));
    let named = differing(&sides.0, &sides.1).map(|(kind, name)| (kind, name.as_str()));
    for (kind, name) in named.chain(differing(&aliases.0, &aliases.1).copied()) {
        names.entry(kind.clone()).or_default().insert(name.to_owned());
    }
    let ignored: HashSet<&String> = ignored.iter().collect();
    let moved = |kind: &Kind, alias: &String| {
        names.get(kind).is_some_and(|names| names.contains(alias))
            || (!ignored.is_empty() && ignored.contains(&normal(alias)))
    };
    let entities = old.entities.iter().map(|entity| &entity.named);
    let meant: Vec<(&Named, &String)> = entities
        .flat_map(|named| named.aliases.iter().map(move |alias| (&**named, alias)))
        .filter(|(named, alias)| moved(&named.kind, alias))
        .collect();
    for (named, alias) in meant {
        names.entry(named.kind.clone()).or_default().extend([alias.clone(), named.name.clone()]);
    }
    names
}

/// These entities by their aliases.
fn bearers<'d>(
    dictionary: &'d Dictionary,
    of: &[EntityNo],
) -> BTreeMap<(&'d Kind, &'d str), Vec<&'d EntityId>> {
    let mut bearers: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for &number in of {
        let Named { id, kind, aliases, .. } = &*dictionary.entity(number).named;
        for alias in aliases {
            bearers.entry((kind, alias.as_str())).or_default().push(id);
        }
    }
    bearers
}

/// Keys with another value, or none, on one side.
pub(super) fn differing<'m, K: Ord, V: PartialEq>(
    a: &'m BTreeMap<K, V>,
    b: &'m BTreeMap<K, V>,
) -> impl Iterator<Item = &'m K> {
    let of_a = a.iter().filter(|(key, value)| b.get(key) != Some(value)).map(|(key, _)| key);
    let of_b = b.keys().filter(|key| !a.contains_key(key));
    of_a.chain(of_b)
}

/// The ignored forms in order.
pub(super) fn ignored(dictionary: &Dictionary) -> BTreeMap<&String, &Vec<Ignored>> {
    dictionary.rules.ignore.iter().collect()
}

pub(super) fn redefined(
    old: &Dictionary,
    new: &Dictionary,
    of_new: &[EntityNo],
) -> Vec<(Arc<Named>, Arc<Named>)> {
    let pairs = of_new.iter().filter_map(|&number| {
        let after = &new.entity(number).named;
        let before = old.named(&after.kind, &after.name).iter().map(|&n| &old.entity(n).named);
        let before = before.into_iter().find(|before| before.id == after.id)?;
        let aliases_alone = before.aliases != after.aliases && before.within == after.within;
        aliases_alone.then(|| (Arc::clone(before), Arc::clone(after)))
    });
    pairs.collect()
}

/// The forms of the aliases that one of each two has and the other lacks: surfaces that are kept with the mentions or are not,
/// though they fold to what both have.
pub(super) fn unlike_aliases(pairs: &[(Arc<Named>, Arc<Named>)]) -> Vec<String> {
    let unlike = |(a, b): &(Arc<Named>, Arc<Named>)| {
        let (a, b) = (BTreeSet::from_iter(&a.aliases), BTreeSet::from_iter(&b.aliases));
        a.symmetric_difference(&b).map(|alias| normal(alias)).collect::<Vec<_>>()
    };
    pairs.iter().flat_map(unlike).collect()
}
