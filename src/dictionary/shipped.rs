//! The shipped dictionaries as the build script compiled them (`build/pack.rs`): entities, and what the gazetteer has of them, so
//! that a run without dictionaries of the user's need not read, merge and sort 31,000 rows first; and the word lists, for every run.

use std::borrow::Cow;
use std::sync::Arc;
use std::thread;

use serde::Deserialize;

use super::builtin::FILES;
use super::by_name::ByName;
use super::facts::{Facts, Outers};
use super::forms::Forms;
use super::load::Lists;
use super::matcher::Matcher;
use super::uses::Use;
use super::{
    Dictionary, DictionaryError, DictionaryOptions, Entity, EntityId, EntityNo, Gazetteer, Kind, Level, Named,
};
use crate::threads::joined;

macro_rules! compiled {
    ($include:ident, $file:literal) => {
        $include!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

/// The entities, a half on each thread: numbers, and the texts that they cut.
static ENTITIES: [(&[u8], &str); 2] = [
    (compiled!(include_bytes, "entities-0.bin"), compiled!(include_str, "entities-0.txt")),
    (compiled!(include_bytes, "entities-1.bin"), compiled!(include_str, "entities-1.txt")),
];
/// The word lists with what is wrong with them, and what is wrong with all files.
static LISTS: &[u8] = compiled!(include_bytes, "lists.bin");
static PROBLEMS: &[u8] = compiled!(include_bytes, "problems.bin");
/// The columns of the gazetteer, and the texts of its forms.
static GAZETTEER: (&[u8], &str) =
    (compiled!(include_bytes, "gazetteer.bin"), compiled!(include_str, "forms.txt"));

impl Dictionary {
    /// The shipped dictionaries alone.
    #[must_use]
    pub fn builtin() -> Self {
        let (entities, (rules, _)) = thread::scope(|scope| {
            let lists = scope.spawn(lists);
            let second = scope.spawn(|| entities(ENTITIES[1], 1));
            let mut entities = entities(ENTITIES[0], 2);
            entities.extend(joined(second.join()));
            (entities, joined(lists.join()))
        });
        let by_name = ByName::new(entities.iter().map(|entity| (&entity.named.kind, &*entity.named.name)));
        Self { entities, rules, problems: unpacked(PROBLEMS), by_name, shipped: true, ..Self::default() }
    }

    /// The shipped dictionaries and the user's, as the options say.
    ///
    /// # Errors
    /// If a path cannot be read, or nothing of a file can be used.
    pub fn load(options: &DictionaryOptions) -> Result<Self, DictionaryError> {
        if *options == DictionaryOptions::default() {
            return Ok(Self::builtin());
        }
        Self::of_files(options, lists, true)
    }

    /// As [`Dictionary::load`], where a file of which nothing can be used is a problem like others.
    pub(super) fn load_what_can_be(options: &DictionaryOptions) -> Result<Self, DictionaryError> {
        Self::of_files(options, lists, false)
    }
}

impl Gazetteer {
    /// Compiles a dictionary. O(total length of the forms); less for the shipped one.
    ///
    /// # Errors
    /// If there are more forms than the matcher takes (some 50 million characters).
    pub fn new(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        if dictionary.shipped { Ok(gazetteer(dictionary)) } else { Self::of_all(dictionary) }
    }
}

/// The word lists, with what is wrong with them.
fn lists() -> Lists {
    unpacked(LISTS)
}

fn unpacked<T: Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("the build script packed it")
}

/// Numbers of seven bits a byte, and the texts whose lengths some of them are.
struct Cursor {
    numbers: &'static [u8],
    texts: &'static str,
}

impl Cursor {
    fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.numbers.split_first() {
            self.numbers = rest;
            number |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                break;
            }
        }
        number
    }

    fn text(&mut self) -> &'static str {
        let (text, rest) = self.texts.split_at(self.number() as usize);
        self.texts = rest;
        text
    }

    fn entity(&mut self, paths: &[Arc<str>]) -> Entity {
        let kind = Kind::ALL[self.number() as usize].clone();
        let (path, line) = (Arc::clone(&paths[self.number() as usize]), u64::from(self.number()));
        let container = self.number().checked_sub(1).map(EntityNo);
        let level = self.number().checked_sub(1).map(|level| Level::ALL[level as usize]);
        let is_shared = self.number() == 1;
        let (name, within) = (self.text(), Some(self.text()).filter(|within| !within.is_empty()));
        let id = EntityId::new(&kind, name, within.filter(|_| is_shared));
        let (external, note) = (self.text().to_owned(), self.text().to_owned());
        let aliases = (0..self.number()).map(|_| self.text().to_owned()).collect();
        let (name, within) = (name.to_owned(), within.map(str::to_owned));
        let named = Arc::new(Named { id, kind, name, within, aliases });
        Entity { named, container, level, external, note, path, line, shipped: true }
    }
}

/// The entities of a half, with room for so many halves.
fn entities((numbers, texts): (&'static [u8], &'static str), halves: usize) -> Vec<Entity> {
    let paths = FILES.map(|(path, _)| Arc::from(path));
    let mut cursor = Cursor { numbers, texts };
    let count = cursor.number();
    let mut entities = Vec::with_capacity(count as usize * halves + 1);
    entities.extend((0..count).map(|_| cursor.entity(&paths)));
    entities
}

/// Columns of numbers, each behind its length.
struct Columns(&'static [u8]);

impl Columns {
    fn bytes<const WIDTH: usize>(&mut self) -> &'static [[u8; WIDTH]] {
        let (length, rest) = self.0.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let (list, rest) = rest.split_at(u32::from_le_bytes(*length) as usize * WIDTH);
        self.0 = rest;
        list.as_chunks().0
    }

    fn next(&mut self) -> impl ExactSizeIterator<Item = u32> + use<> {
        self.bytes().iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn long(&mut self) -> impl ExactSizeIterator<Item = u64> + use<> {
        self.bytes().iter().map(|bytes| u64::from_le_bytes(*bytes))
    }

    fn matcher(&mut self) -> Matcher {
        let pair_shift = self.next().next().unwrap_or_default();
        let (slots, names) = (self.long().collect(), self.next().collect());
        let (pairs, short) = (self.long().collect(), self.next().collect());
        let mut alone = Box::new([0; 0x1_0000 / 64]);
        alone.iter_mut().zip(self.long()).for_each(|(to, from)| *to = from);
        Matcher { slots, names, pairs, pair_shift, alone, short }
    }

    /// The forms, to which the word lists add what they know: both are sorted.
    fn forms(&mut self, texts: &'static str, dictionary: &Dictionary) -> Forms {
        let (rows, mut entities) = (self.next(), self.next());
        let mut cues = dictionary.rules.cues.values();
        let room = [rows.len(), entities.len(), cues.clone().map(Vec::len).sum()];
        let mut forms = Forms::of(Cow::Borrowed(texts), room);
        for row in rows {
            let (length, chars) = (row & 0xFFF, (row >> 12) as u8);
            forms.put(length as usize, chars);
            for packed in entities.by_ref().take((row >> 21) as usize) {
                forms.add_entity(EntityNo(packed >> 1), packed & 1 == 1);
            }
            if row >> 20 & 1 == 1 {
                forms.add_cues(cues.next().map_or(&[][..], Vec::as_slice));
            }
        }
        forms
    }
}

fn gazetteer(dictionary: &Dictionary) -> Gazetteer {
    let mut columns = Columns(GAZETTEER.0);
    let forms = columns.forms(GAZETTEER.1, dictionary);
    let uses = columns.next().map(Use).collect();
    let facts = columns.next().zip(columns.next()).map(|(only, rest)| Facts::unpacked(only, rest)).collect();
    let kinds = columns.next().map(|kind| Kind::ALL[kind as usize].clone()).collect();
    let outers = Outers(columns.next().collect());
    Gazetteer { matcher: columns.matcher(), forms, uses, facts, kinds, outers }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::dictionary::Rules;
    use crate::dictionary::load::read_lists;

    /// The word lists with all that the fingerprint leaves out.
    fn lists_of(dictionary: &Dictionary) -> String {
        let Rules { bodies, body_forms, ignore, .. } = &dictionary.rules;
        let ignore: BTreeMap<_, _> = ignore.iter().collect();
        format!("{bodies:?} {body_forms:?} {ignore:?}")
    }

    #[test]
    fn what_was_compiled_is_what_the_files_say() {
        let compiled = Dictionary::builtin();
        let read = Dictionary::of_files(&DictionaryOptions::default(), read_lists, true).unwrap();
        assert!(compiled.shipped && !read.shipped);
        assert_eq!((&compiled.problems, lists().1), (&read.problems, read_lists().1));
        assert_eq!(compiled.entities.len(), read.entities.len());
        for (ours, theirs) in compiled.entities.iter().zip(&read.entities) {
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        }
        assert_eq!(compiled.fingerprint(), read.fingerprint());
        assert_eq!(lists_of(&compiled), lists_of(&read));
        for Named { kind, name, .. } in compiled.entities.iter().map(|entity| &*entity.named) {
            assert_eq!(compiled.named(kind, name), read.named(kind, name));
        }
    }

    #[test]
    fn the_compiled_gazetteer_is_the_one_of_the_files() {
        let dictionary = Dictionary::builtin();
        let (compiled, made) = (gazetteer(&dictionary), Gazetteer::of_all(&dictionary).unwrap());
        assert_eq!(compiled.forms.len(), made.forms.len());
        for (ours, theirs) in compiled.forms().zip(made.forms()) {
            assert_eq!(
                (ours.text(), ours.chars, ours.entities),
                (theirs.text(), theirs.chars, theirs.entities)
            );
            assert_eq!(ours.cues, theirs.cues);
        }
        assert_eq!((&compiled.uses, &compiled.kinds), (&made.uses, &made.kinds));
        assert_eq!(format!("{:?}", compiled.facts), format!("{:?}", made.facts));
        assert_eq!(compiled.outers.0, made.outers.0);
        let (ours, theirs) = (compiled.matcher, made.matcher);
        assert!(ours.slots == theirs.slots && ours.names == theirs.names && ours.short == theirs.short);
        assert!(ours.pairs == theirs.pairs && ours.alone == theirs.alone);
        assert_eq!(ours.pair_shift, theirs.pair_shift);
    }
}
