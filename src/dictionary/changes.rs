//! What parts two dictionaries, as far as recognition can tell: forms that mean something else, entities that are other.
//!
//! An article is concerned if it holds a changed form or names a changed entity. Everything else about an article is the
//! same under both dictionaries, because recognition sees a dictionary only through the forms in the text, what contains
//! their entities, and the names that regular bodies and abbreviations lead to. Where a word list differs, every article is.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use super::differences::{Names, differing, ignored, led, meanings, others, redefined, unlike_aliases};
use super::fingerprint::Fingerprint;
use super::matcher::Matcher;
use super::short_names::led_by;
use super::unspoken::unspoken;
use super::{Dictionary, DictionaryError, EntityId, EntityNo, Named, normal};
use crate::text::is_han;
use crate::threads::joined;
use memchr::memmem::Finder;

/// Forms that are looked for one by one before a text is made normal.
const FEW: usize = 16;

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
    sides: (Fingerprint, Fingerprint),
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
            let [before, after] = sides.map(|side| joined(side.join()));
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
        let led_by = led_by(new, forms.iter());
        forms.extend(led_by);
        let redefined = redefined(old, new, &of_new);
        forms.extend(unlike_aliases(&redefined));
        forms.extend(unspoken(old, new, &forms));
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
            redefined,
            added: new_ids.difference(&old_ids).cloned().collect(),
            removed: old_ids.difference(&new_ids).cloned().collect(),
            characters: (forms.len() <= FEW).then(|| forms.iter().map(|form| finders(form)).collect()),
            forms,
            names,
            lists: false,
            sides: Default::default(),
        })
    }

    /// Whether the dictionaries are the same to recognition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.lists && self.forms.is_empty() && self.names.is_empty() && self.redefined.is_empty()
    }

    /// The fingerprint of the old dictionary.
    #[must_use]
    pub fn before(&self) -> Fingerprint {
        self.sides.0
    }

    /// The fingerprint of the new one.
    #[must_use]
    pub fn after(&self) -> Fingerprint {
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
