//! Makes the table of the word lists: what each of them says of a character.

use rustc_hash::FxHashMap;

use super::{Characters, Entry, Known, LONGEST_PART, Role, SOUGHT, entry, is_letter};
use crate::dictionary::class::Class;
use crate::dictionary::level::Level;
use crate::dictionary::rules::{Cue, Rules};

/// What small numbers and counts are written with.
const NUMBERS: &str = "0123456789两二三四五六七八九十";

impl Characters {
    /// The table of some word lists.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let mut table = Self {
            entries: vec![Entry::default(); 0x1_0000],
            known: vec![Known::default()],
            completing: completing(rules),
            parts: FxHashMap::default(),
        };
        table.add_all(('\0'..='\u{FFFF}').filter(|&c| is_letter(c)), Role::LETTER);
        table.add_all(NUMBERS.chars(), Role::NUMBER);
        table.add_all(SOUGHT, Role::SOUGHT);
        table.add_all(rules.transliteration.keys().copied(), Role::SOUND);
        let common = rules.transliteration.iter().filter(|(_, common)| **common);
        table.add_all(common.map(|(c, _)| *c), Role::COMMON);
        table.add_surnames(rules);
        table.add_lists_of_characters(rules);
        for part in &rules.name_parts {
            table.add_part(part);
        }
        table.add_frames(rules);
        table.add_townships(rules);
        table.add_all(rules.ignore.keys().filter_map(|form| form.chars().next()), Role::IGNORED);
        table.add_all(rules.ignore.keys().filter_map(|form| form.chars().next_back()), Role::IGNORED_LAST);
        table
    }

    fn add_surnames(&mut self, rules: &Rules) {
        for (surname, found) in &rules.surnames {
            let mut chars = surname.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => {
                    self.known(c).surname = Some(*found);
                    self.add(Some(c), Role::SURNAME);
                }
                (first, second) => {
                    self.add(first, Role::DOUBLE);
                    self.add(second, Role::DOUBLE_SECOND);
                }
            }
        }
    }

    /// Given names and classes.
    fn add_lists_of_characters(&mut self, rules: &Rules) {
        for (&c, given) in &rules.given {
            self.known(c).given = *given;
        }
        for (&c, &class) in &rules.classes {
            self.known(c).class = class;
            self.add(Some(c).filter(|_| class.has(Class::TRADE)), Role::TRADE);
        }
    }

    fn add_part(&mut self, part: &str) {
        let mut chars = part.chars();
        let (first, second) = (chars.next(), chars.next());
        self.add(first, Role::PART);
        self.add(second, Role::PART_SECOND);
        if let (Some(first), Some(second)) = (first, second) {
            let length = (chars.count() + 2).min(LONGEST_PART);
            *self.parts.entry([first, second]).or_default() |= 1 << length;
        }
    }

    fn add_frames(&mut self, rules: &Rules) {
        for (frame, &before) in &rules.frames {
            if before {
                self.add(frame.chars().next_back(), Role::FRAME_BEFORE);
            } else {
                self.add(frame.chars().next(), Role::FRAME_AFTER);
            }
        }
    }

    fn add_townships(&mut self, rules: &Rules) {
        let township = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(of) if of.level == Some(Level::Township));
        let suffixes = rules.cues.iter().filter(|(_, cues)| cues.iter().any(township));
        self.add_all(suffixes.filter_map(|(suffix, _)| suffix.chars().next_back()), Role::TOWNSHIP_LAST);
    }

    fn add_all(&mut self, all: impl IntoIterator<Item = char>, role: Role) {
        all.into_iter().for_each(|c| self.add(Some(c), role));
    }

    fn add(&mut self, c: Option<char>, role: Role) {
        if let Some(c) = c {
            self.entries[entry(c)].role.0 |= role.0;
        }
    }

    fn known(&mut self, c: char) -> &mut Known {
        let number = &mut self.entries[entry(c)].number;
        if *number == 0 {
            *number = self.known.len() as u16;
            self.known.push(Known::default());
        }
        &mut self.known[usize::from(*number)]
    }
}

/// The units that complete a short name of a place, in the order in which they are tried.
pub(in crate::dictionary) fn completing(rules: &Rules) -> Vec<char> {
    let order = [Class::FULL_FIRST, Class::FULL_SECOND, Class::FULL_THIRD];
    let tried = |class: Class| order.iter().position(|of| class.has(*of));
    let mut found: Vec<(usize, char)> =
        rules.classes.iter().filter_map(|(&c, &class)| Some((tried(class)?, c))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, c)| c).collect()
}
