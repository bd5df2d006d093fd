//! What parts two dictionaries, as far as recognition can tell: forms that mean something else, entities that are other.
//!
//! An article is concerned if it holds a changed form or names a changed entity. Everything else about an article is the
//! same under both dictionaries, because recognition sees a dictionary only through the forms in the text, what contains
//! their entities, and the names that regular bodies and abbreviations lead to. Where a word list differs, every article is.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use super::matcher::Matcher;
use super::rules::Ignored;
use super::short_names::{bare_names, names_by_letter, short_names};
use super::{Dictionary, DictionaryError, EntityId, EntityNo, Kind, Level, Named, normal};
use crate::text::is_han;
use memchr::memmem::Finder;

/// Forms that are looked for one by one before a text is made normal.
const FEW: usize = 16;

/// Names by kind.
type Names = BTreeMap<Kind, HashSet<String>>;

/// The difference between two dictionaries.
pub struct Changes {
    matcher: Matcher,
    forms: BTreeSet<String>,
    /// The Han characters of each form, which no normal form alters; none if the forms are many.
    characters: Option<Vec<Vec<Finder<'static>>>>,
    names: Names,
    redefined: Vec<(Arc<Named>, Arc<Named>)>,
    added: Vec<EntityId>,
    removed: Vec<EntityId>,
    lists: bool,
    /// The fingerprints of both.
    sides: (u64, u64),
}

/// What recognition sees of an entity besides its forms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
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

impl Changes {
    /// The difference, and the fingerprints of both. O(content), and O(forms) of those that differ.
    ///
    /// # Errors
    /// If more forms changed than the matcher takes.
    pub fn between(old: &Dictionary, new: &Dictionary) -> Result<Self, DictionaryError> {
        let (before, after, changes) = thread::scope(|scope| {
            let sides = [old, new].map(|side| scope.spawn(|| side.fingerprints()));
            let changes = Self::of_names(old, new);
            let [before, after] = sides.map(|side| side.join().unwrap_or_else(|panic| resume_unwind(panic)));
            (before, after, changes)
        });
        Ok(Self { lists: before.1 != after.1, sides: (before.0, after.0), ..changes? })
    }

    /// The difference but for the word lists.
    fn of_names(old: &Dictionary, new: &Dictionary) -> Result<Self, DictionaryError> {
        // What is the same on both sides gives the same forms the same meaning: it is left out on both.
        let (of_old, of_new) = others(old, new);
        let (before, after) = (meanings(old, &of_old), meanings(new, &of_new));
        let mut forms: BTreeSet<String> = differing(&before, &after).cloned().collect();
        let ignored: Vec<String> =
            differing(&ignored(old), &ignored(new)).map(|form| (*form).clone()).collect();
        let names = led(old, new, (&of_old, &of_new), &ignored);
        forms.extend(ignored);
        // A place has what the whole country has, by the rest of the name.
        let national = &new.rules.national;
        let rest =
            |form: &String| national.iter().find_map(|of| form.strip_prefix(of.as_str()).map(str::to_owned));
        let rests: Vec<String> = forms.iter().filter_map(rest).filter(|rest| !rest.is_empty()).collect();
        forms.extend(rests);
        // A short form of two that are not the same is told from the other in the articles that hold it.
        let parted = old.parted.symmetric_difference(&new.parted);
        forms.extend(parted.flat_map(|(a, b)| [a.clone(), b.clone()]));
        let ids = |d: &Dictionary, of: &[EntityNo]| {
            of.iter().map(|&n| d.entity(n).named.id.clone()).collect::<BTreeSet<_>>()
        };
        let (old_ids, new_ids) = (ids(old, &of_old), ids(new, &of_new));
        let too_many =
            || DictionaryError::TooManyNames("more than 50 million characters of changes".to_owned());
        Ok(Self {
            matcher: Matcher::new(forms.iter().map(String::as_str)).ok_or_else(too_many)?,
            redefined: redefined(old, new, &of_new),
            added: new_ids.difference(&old_ids).cloned().collect(),
            removed: old_ids.difference(&new_ids).cloned().collect(),
            characters: (forms.len() <= FEW).then(|| forms.iter().map(|form| finders(form)).collect()),
            forms,
            names,
            lists: false,
            sides: (0, 0),
        })
    }

    /// Whether the dictionaries are the same to recognition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.lists && self.forms.is_empty() && self.names.is_empty() && self.redefined.is_empty()
    }

    /// The fingerprint of the old dictionary.
    #[must_use]
    pub fn before(&self) -> u64 {
        self.sides.0
    }

    /// The fingerprint of the new one.
    #[must_use]
    pub fn after(&self) -> u64 {
        self.sides.1
    }

    /// Whether a word list differs: that concerns every article.
    #[must_use]
    pub fn in_lists(&self) -> bool {
        self.lists
    }

    /// Normal forms that mean something else, or something now, or nothing any more.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(String::as_str)
    }

    /// Entities that only one of the dictionaries has: those added, those removed.
    #[must_use]
    pub fn entities(&self) -> (&[EntityId], &[EntityId]) {
        (&self.added, &self.removed)
    }

    /// Entities of which only the aliases differ: before and after.
    #[must_use]
    pub fn redefined(&self) -> &[(Arc<Named>, Arc<Named>)] {
        &self.redefined
    }

    /// Whether a normal text holds a changed form.
    #[must_use]
    pub fn in_text(&self, text: &str) -> bool {
        let mut found = false;
        self.matcher.scan(text, |_| found = true);
        found
    }

    /// Whether a text as written, in UTF-8, may hold a changed form: no form of these few has all its characters there
    /// otherwise. Much faster than [`Changes::in_text`], for it needs no normal form.
    #[must_use]
    pub fn may_hold(&self, text: &[u8]) -> bool {
        let all = |form: &Vec<Finder<'_>>| form.iter().all(|c| c.find(text).is_some());
        self.characters.as_ref().is_none_or(|forms| forms.iter().any(all))
    }

    /// Whether a name as written is a changed form.
    #[must_use]
    pub fn is_form(&self, name: &str) -> bool {
        self.forms.contains(&normal(name))
    }

    /// Whether a stored entity bears the name of a changed one.
    #[must_use]
    pub fn is_named(&self, kind: &str, name: &str) -> bool {
        self.names.iter().any(|(of, changed)| of.as_str() == kind && changed.contains(name))
    }
}

fn finders(form: &str) -> Vec<Finder<'static>> {
    let mut han: Vec<char> = form.chars().filter(|&c| is_han(c)).collect();
    han.sort_unstable();
    han.dedup();
    han.iter().map(|c| Finder::new(c.encode_utf8(&mut [0; 4]).as_bytes()).into_owned()).collect()
}

/// The entities of each side that the other lacks or has otherwise: by other names, in other containers.
fn others(old: &Dictionary, new: &Dictionary) -> (Vec<EntityNo>, Vec<EntityNo>) {
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
fn meanings(dictionary: &Dictionary, of: &[EntityNo]) -> BTreeMap<String, BTreeSet<(Seen, bool)>> {
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
fn led(old: &Dictionary, new: &Dictionary, of: (&[EntityNo], &[EntityNo]), ignored: &[String]) -> Names {
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
fn differing<'m, K: Ord, V: PartialEq>(
    a: &'m BTreeMap<K, V>,
    b: &'m BTreeMap<K, V>,
) -> impl Iterator<Item = &'m K> {
    let of_a = a.iter().filter(|(key, value)| b.get(key) != Some(value)).map(|(key, _)| key);
    let of_b = b.keys().filter(|key| !a.contains_key(key));
    of_a.chain(of_b)
}

/// The ignored forms in order.
fn ignored(dictionary: &Dictionary) -> BTreeMap<&String, &Vec<Ignored>> {
    dictionary.rules.ignore.iter().collect()
}

fn redefined(old: &Dictionary, new: &Dictionary, of_new: &[EntityNo]) -> Vec<(Arc<Named>, Arc<Named>)> {
    let pairs = of_new.iter().filter_map(|&number| {
        let after = &new.entity(number).named;
        let before = old.named(&after.kind, &after.name).iter().map(|&n| &old.entity(n).named);
        let before = before.into_iter().find(|before| before.id == after.id)?;
        let aliases_alone = before.aliases != after.aliases && before.within == after.within;
        aliases_alone.then(|| (Arc::clone(before), Arc::clone(after)))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str =
        "name\taliases\tkind\twithin\n甲省\t\tplace\t\n甲市\t甲城\tplace\t甲省\n乙厂\t\torganisation\t甲市\n";

    fn changes(change: &str) -> Changes {
        let change = format!("change\tname\taliases\tkind\twithin\n{change}");
        let old = Dictionary::of_texts(&[("x.tsv", ROWS)]);
        Changes::between(&old, &Dictionary::of_texts(&[("x.tsv", ROWS), ("y.tsv", &change)])).unwrap()
    }

    #[test]
    fn only_what_differs_is_concerned() {
        for (change, forms, redefined) in [
            ("", "", 0),
            ("\t甲市\t甲城|新甲\tplace\t甲省\n", "新甲", 1),
            ("-\t甲市\t甲城\tplace\t甲省\n", "甲城", 1),
            ("-\t乙厂\t\torganisation\t甲市\n", "乙厂", 0),
            ("\t丙厂\t\torganisation\t\n", "丙厂", 0),
            // A second 乙厂: its id and that of the first say where they are.
            ("\t乙厂\t\torganisation\t甲省\n", "乙厂", 0),
        ] {
            let changes = changes(change);
            assert_eq!(changes.forms().collect::<Vec<_>>().join(" "), forms, "{change}");
            assert_eq!(changes.redefined().len(), redefined, "{change}");
        }
    }

    #[test]
    fn a_word_list_is_told_from_rows_and_from_forms_that_are_never_names() {
        let old = Dictionary::of_texts(&[("x.tsv", ROWS)]);
        let lists = |path, text| {
            let new = Dictionary::of_texts(&[("x.tsv", ROWS), (path, text)]);
            Changes::between(&old, &new).unwrap().in_lists()
        };
        assert!(lists("rules/organisation-suffixes.tsv", "word\tstrength\n饭桌\tstrong\n"));
        assert!(!lists("rules/ignore.tsv", "word\n甲城\n"));
        assert!(!lists("y.tsv", "name\tkind\n丙厂\torganisation\n"));
    }

    #[test]
    fn what_contains_an_entity_concerns_its_forms() {
        let changes = changes("-\t甲省\t\tplace\t\n");
        assert_eq!(changes.forms().collect::<Vec<_>>(), ["乙厂", "甲城", "甲市", "甲省"]);
        assert!(changes.in_text("在甲城的人") && !changes.in_text("在丙城的人"));
        for (text, may) in [("在“甲 城”的人", true), ("在丙城的人", false), ("省内乙 厂", true), ("", false)]
        {
            assert_eq!(changes.may_hold(text.as_bytes()), may, "{text}");
        }
    }
}
