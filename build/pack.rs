//! Puts down the shipped dictionaries as `src/dictionary/shipped.rs` reads them.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::builtin::FILES;
use super::content::Dictionary;
use super::facts::Facts;
use super::gazetteer::Gazetteer;
use super::load::read_lists;
use super::matcher::Matcher;
use super::{DictionaryOptions, Entity, Kind};

/// The files that are compiled.
pub(crate) fn files() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}

/// Compiles them into files of a folder.
pub(crate) fn pack(folder: &Path) {
    let dictionary = Dictionary::of_files(&DictionaryOptions::default(), read_lists, true);
    let dictionary = dictionary.unwrap_or_else(|error| panic!("{error}"));
    put(folder, "lists.bin", &bytes_of(&read_lists()));
    put(folder, "problems.bin", &bytes_of(&dictionary.problems));
    let gazetteer = Gazetteer::of_all(&dictionary).unwrap_or_else(|error| panic!("{error}"));
    let entities = &dictionary.entities;
    let (first, second) = entities.split_at(entities.len() / 2);
    for (number, half) in [first, second].into_iter().enumerate() {
        let mut out = Entities::default();
        out.number(half.len());
        for entity in half {
            out.entity(entity);
        }
        put(folder, &format!("entities-{number}.bin"), &out.numbers);
        put(folder, &format!("entities-{number}.txt"), out.texts.as_bytes());
    }
    let mut columns = Columns::default();
    columns.gazetteer(&gazetteer);
    put(folder, "gazetteer.bin", &columns.0);
    put(folder, "forms.txt", gazetteer.forms.texts.as_bytes());
}

fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_else(|error| panic!("{error}"))
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: cannot write: {error}", file.display()));
}

/// Numbers of seven bits a byte, and texts behind one another.
#[derive(Default)]
struct Entities {
    numbers: Vec<u8>,
    texts: String,
}

impl Entities {
    fn number(&mut self, mut number: usize) {
        while number > 127 {
            self.numbers.push(number as u8 | 128);
            number >>= 7;
        }
        self.numbers.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.texts.push_str(text);
    }

    fn entity(&mut self, entity: &Entity) {
        let named = &*entity.named;
        self.number(number_of(&named.kind));
        let path = FILES.iter().position(|(path, _)| *path == &*entity.path);
        self.number(path.expect("a shipped row stands in a shipped file"));
        self.number(entity.line as usize);
        self.number(entity.container.map_or(0, |outer| outer.0 as usize + 1));
        self.number(entity.level.map_or(0, |level| level as usize + 1));
        self.number(usize::from(named.id.within().is_some()));
        self.text(&named.name);
        self.text(named.within.as_deref().unwrap_or_default());
        self.text(&entity.external);
        self.text(&entity.note);
        self.number(named.aliases.len());
        named.aliases.iter().for_each(|alias| self.text(alias));
    }
}

fn number_of(kind: &Kind) -> usize {
    Kind::ALL.iter().position(|known| known == kind).expect("a shipped row is of a kind of the house")
}

/// The facts of a form in two numbers.
fn packed(facts: &Facts) -> (u32, u32) {
    let full = facts.full.map_or(0, |full| 1 + u32::from(full));
    let level = facts.level.map_or(0, |level| 1 + level as u32);
    let kind = facts.kind.map_or(0, |kind| u32::from(kind.get()));
    (facts.only.map_or(0, |only| only.0 + 1), u32::from(facts.canonical) | full << 1 | level << 3 | kind << 8)
}

/// Columns of numbers, each behind its length.
#[derive(Default)]
struct Columns(Vec<u8>);

impl Columns {
    fn put<const WIDTH: usize>(&mut self, list: impl ExactSizeIterator<Item = [u8; WIDTH]>) {
        self.0.extend((list.len() as u32).to_le_bytes());
        list.for_each(|bytes| self.0.extend(bytes));
    }

    fn numbers(&mut self, list: impl ExactSizeIterator<Item = u32>) {
        self.put(list.map(u32::to_le_bytes));
    }

    fn long(&mut self, list: &[u64]) {
        self.put(list.iter().map(|number| number.to_le_bytes()));
    }

    fn gazetteer(&mut self, gazetteer: &Gazetteer) {
        self.numbers(gazetteer.forms().map(|form| {
            let [length, entities] = [form.text().len(), form.entities.len()].map(|number| number as u32);
            assert!(length < 1 << 12 && entities < 1 << 11, "{} does not fit", form.text());
            length | u32::from(form.chars) << 12 | u32::from(!form.cues.is_empty()) << 20 | entities << 21
        }));
        let entities: Vec<u32> = gazetteer
            .forms()
            .flat_map(|form| form.entities)
            .map(|(entity, canonical)| entity.0 << 1 | u32::from(*canonical))
            .collect();
        self.numbers(entities.into_iter());
        self.numbers(gazetteer.uses.iter().map(|uses| uses.0));
        self.numbers(gazetteer.facts.iter().map(|facts| packed(facts).0));
        self.numbers(gazetteer.facts.iter().map(|facts| packed(facts).1));
        self.numbers(gazetteer.kinds.iter().map(|kind| number_of(kind) as u32));
        self.numbers(gazetteer.outers.0.iter().copied());
        self.matcher(&gazetteer.matcher);
    }

    fn matcher(&mut self, matcher: &Matcher) {
        self.numbers([matcher.pair_shift].into_iter());
        self.long(&matcher.slots);
        self.numbers(matcher.names.iter().copied());
        self.long(&matcher.pairs);
        self.numbers(matcher.short.iter().copied());
        self.long(&matcher.alone[..]);
    }
}
