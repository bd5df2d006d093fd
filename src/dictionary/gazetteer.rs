//! The dictionary compiled: one matcher over the normal forms of all names and cue words.

use std::ops::Range;

use super::facts::{Facts, Outers, facts};
use super::forms::{Form, Forms};
use super::matcher::{Found, Matcher};
use super::rules::Cue;
use super::uses::Use;
use super::{Dictionary, DictionaryError, EntityNo, Kind, Level, Named, normal};
use crate::text::Span;
use crate::threads::joined;

/// A form at a place in a normal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the normal text.
    pub span: Span,
    /// Number of the form.
    pub form: u32,
    /// What the form is used for.
    pub uses: Use,
}

/// All forms of a dictionary, ready to scan. Immutable and shared between threads.
pub struct Gazetteer {
    pub(super) matcher: Matcher,
    pub(super) forms: Forms,
    pub(super) uses: Vec<Use>,
    pub(super) facts: Vec<Facts>,
    /// The kinds that the facts number.
    pub(super) kinds: Vec<Kind>,
    pub(super) outers: Outers,
}

impl Gazetteer {
    /// Compiles all that a dictionary holds, whatever was compiled before.
    pub(super) fn of_all(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        Self::compile(forms(dictionary, |_| true), dictionary)
    }

    /// Compiles what is needed where no rule is used: names, what regular bodies and deictic words are made of, and words of
    /// the rules only where a name begins them, since the longest form at a place counts.
    ///
    /// # Errors
    /// As [`Gazetteer::new`].
    pub fn without_rules(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let mut names: Vec<String> = Vec::new();
        let is_needed = |form: Form<'_>| {
            while names.pop_if(|name| !form.text().starts_with(name.as_str())).is_some() {}
            if !form.entities.is_empty() {
                names.push(form.text().to_owned());
            }
            let own = |cue: &Cue| matches!(cue, Cue::BodyTail(_) | Cue::Deictic(_) | Cue::BareDeictic(_));
            !names.is_empty() || form.cues.iter().any(own) || dictionary.rules.is_abbreviation(form.text())
        };
        Self::compile(forms(dictionary, is_needed), dictionary)
    }

    fn compile(forms: Forms, dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let (matcher, (uses, (facts, kinds), outers)) = std::thread::scope(|scope| {
            let told = scope.spawn(|| {
                let uses = forms.iter().map(|form| Use::of(form, dictionary)).collect();
                (uses, facts(&forms, dictionary), Outers::of(dictionary))
            });
            let matcher = Matcher::new(forms.iter().map(|form| form.text()));
            (matcher, joined(told.join()))
        });
        let matcher = matcher.ok_or_else(|| {
            DictionaryError::TooManyNames("more than 50 million characters of names: use fewer".to_owned())
        })?;
        Ok(Self { matcher, forms, uses, facts, kinds, outers })
    }

    /// All forms.
    #[must_use]
    pub fn forms(&self) -> impl ExactSizeIterator<Item = Form<'_>> + Clone {
        self.forms.iter()
    }

    /// The form with a number.
    ///
    /// # Panics
    /// If there is no such form.
    #[must_use]
    #[inline]
    pub fn form(&self, number: u32) -> Form<'_> {
        self.forms.get(number)
    }

    /// What the form with a number is used for.
    ///
    /// # Panics
    /// If there is no such form, as those below.
    #[must_use]
    pub fn uses(&self, number: u32) -> Use {
        self.uses[number as usize]
    }

    /// The entity of a form, if it has one only.
    #[must_use]
    pub fn only_entity(&self, number: u32) -> Option<EntityNo> {
        self.facts[number as usize].only
    }

    /// Whether a form is the canonical name of its first entity.
    #[must_use]
    pub fn is_canonical(&self, number: u32) -> bool {
        self.facts[number as usize].canonical
    }

    /// The kind of a form's entities, if all are of one.
    #[must_use]
    pub fn only_kind(&self, number: u32) -> Option<&Kind> {
        self.facts[number as usize].kind.map(|kind| &self.kinds[usize::from(kind.get()) - 1])
    }

    /// If a form names places: the level of the first, and whether it is written to its end (敖汉旗, not 敖汉).
    #[must_use]
    pub fn first_place(&self, number: u32) -> Option<(Option<Level>, bool)> {
        let facts = self.facts[number as usize];
        facts.full.map(|full| (facts.level, full))
    }

    /// Whether an entity is a place.
    #[must_use]
    #[inline]
    pub fn is_place(&self, entity: EntityNo) -> bool {
        self.outers.is_place(entity)
    }

    /// The entity and what contains it, as [`Dictionary::containers`].
    #[inline]
    pub fn containers(&self, entity: EntityNo) -> impl Iterator<Item = EntityNo> {
        self.outers.containers(entity)
    }

    /// Whether `inner` lies in `outer` (or is it).
    #[must_use]
    pub fn lies_in(&self, inner: EntityNo, outer: EntityNo) -> bool {
        self.containers(inner).any(|container| container == outer)
    }

    /// Whether the name of a listed city or county begins with a character. O(log n) and the names that do.
    #[must_use]
    pub fn begins_town(&self, c: char) -> bool {
        let mut text = [0; 4];
        let text: &str = c.encode_utf8(&mut text);
        let from = self.forms.first_from(text);
        let town = |number: u32| {
            let level = self.first_place(number).and_then(|(level, _)| level);
            matches!(level, Some(Level::Prefecture | Level::County))
        };
        let alike = |number: &u32| self.form(*number).text().starts_with(text);
        (from..self.forms.len() as u32).take_while(alike).any(town)
    }

    /// The form with a normal text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Form<'_>> {
        self.number_of(text).map(|n| self.form(n))
    }

    /// The number of the form with a normal text.
    #[must_use]
    pub fn number_of(&self, text: &str) -> Option<u32> {
        self.matcher.find(text)
    }

    /// Every occurrence of every form, overlapping ones too, sorted by start, longest first. O(text + hits).
    pub fn scan(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        self.matcher.scan(text, |found| hits.push(self.hit(found)));
    }

    /// The same for a text whose characters are known, with the bytes at which they start and that at which it ends.
    pub(crate) fn scan_chars(&self, chars: &[char], at: &[u32], hits: &mut Vec<Hit>) {
        hits.clear();
        self.matcher.scan_chars(chars, at, |found| hits.push(self.hit(found)));
    }

    #[inline]
    fn hit(&self, (start, end, form): Found) -> Hit {
        Hit { span: Span::new(start, end), form, uses: self.uses[form as usize] }
    }
}

/// Those forms of a dictionary that are wanted, sorted by their texts.
fn forms(dictionary: &Dictionary, mut is_wanted: impl FnMut(Form<'_>) -> bool) -> Forms {
    let abbreviations =
        dictionary.rules.abbreviations.keys().map(|c| Part::new(c.to_string(), Adds::Nothing));
    let cues = dictionary.rules.cues.iter().map(|(word, cues)| Part::new(word.clone(), Adds::Cues(cues)));
    let half = dictionary.entities.len() / 2;
    let (mut parts, others) = std::thread::scope(|scope| {
        let others = scope.spawn(|| sorted(names(dictionary, half..dictionary.entities.len()).collect()));
        let parts = sorted(abbreviations.chain(cues).chain(names(dictionary, 0..half)).collect());
        (parts, joined(others.join()))
    });
    parts.extend(others);
    let mut forms = Forms::default();
    for same in sorted(parts).chunk_by(|x, y| x.text == y.text) {
        put(same, &mut forms);
        if !forms.last().is_some_and(&mut is_wanted) {
            forms.pop();
        }
    }
    forms
}

/// Stable: the names of a form stay in the order of their entities. Quick where both halves are sorted.
fn sorted(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    parts.sort_by(|x, y| x.begins.cmp(&y.begins).then_with(|| x.text.cmp(&y.text)));
    parts
}

/// A form as one row has it.
struct Part<'d> {
    /// The first bytes of the text: they decide most comparisons.
    begins: u128,
    text: String,
    adds: Adds<'d>,
}

/// What a row adds to a form.
enum Adds<'d> {
    Nothing,
    Cues(&'d Vec<Cue>),
    /// It names an entity; `true` for the canonical name.
    Name(EntityNo, bool),
}

impl<'d> Part<'d> {
    fn new(text: String, adds: Adds<'d>) -> Self {
        let mut begins = [0; 16];
        let length = text.len().min(16);
        begins[..length].copy_from_slice(&text.as_bytes()[..length]);
        Self { begins: u128::from_be_bytes(begins), text, adds }
    }
}

/// The forms that name some of the entities.
fn names(dictionary: &Dictionary, entities: Range<usize>) -> impl Iterator<Item = Part<'_>> {
    entities.flat_map(move |number| {
        let Named { kind, name, aliases, .. } = &*dictionary.entities[number].named;
        let all = std::iter::once((name, true)).chain(aliases.iter().map(|alias| (alias, false)));
        let forms = all.map(|(name, canonical)| (normal(name), canonical));
        let is_form = move |text: &str| text.chars().nth(1).is_some() && !ignored(dictionary, text, kind);
        let forms = forms.filter(move |(text, _)| is_form(text));
        forms.map(move |(text, canonical)| Part::new(text, Adds::Name(EntityNo(number as u32), canonical)))
    })
}

fn ignored(dictionary: &Dictionary, text: &str, kind: &Kind) -> bool {
    dictionary.rules.ignored_as(text, kind).is_some()
}

/// Puts a form of what all rows add to it.
fn put(parts: &[Part<'_>], forms: &mut Forms) {
    forms.push(&parts[0].text);
    let mut last = None;
    for part in parts {
        match part.adds {
            Adds::Nothing => {}
            Adds::Cues(cues) => forms.add_cues(cues),
            // The canonical name of an entity comes before its aliases.
            Adds::Name(entity, _) if last == Some(entity) => {}
            Adds::Name(entity, canonical) => {
                forms.add_entity(entity, canonical);
                last = Some(entity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_occurrence_of_every_form() {
        let rows = "name\taliases\tkind\n南京市\t南京\tplace\n长江大桥\t\tplace\n";
        let gazetteer = Gazetteer::new(&Dictionary::of_text("x.tsv", rows)).unwrap();
        let mut hits = Vec::new();
        gazetteer.scan("南京市长江大桥", &mut hits);
        let found: Vec<&str> = hits.iter().map(|hit| gazetteer.form(hit.form).text()).collect();
        assert_eq!(found, ["南京市", "南京", "长江大桥"]);
    }

    #[test]
    fn an_empty_dictionary_finds_nothing() {
        let gazetteer = Gazetteer::new(&Dictionary::default()).unwrap();
        let mut hits = Vec::new();
        gazetteer.scan("南京市长江大桥", &mut hits);
        assert!(hits.is_empty());
    }
}
