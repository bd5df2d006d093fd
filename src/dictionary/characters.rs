//! What each character may be to the rules, in one table: most look-ups in the word lists end here.

use super::rules::Rules;

/// What a character may be; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Role(u8);

impl Role {
    /// A character that foreign names are written with.
    pub const SOUND: Self = Self(1);
    /// Such a character that is common in native words too.
    pub const COMMON: Self = Self(2);
    /// The first character of a surname.
    pub const SURNAME: Self = Self(4);
    /// The first character of a surname of two characters.
    pub const DOUBLE: Self = Self(8);
    /// The first character of a part of a Mongolian, Uygur, Tibetan or other name.
    pub const PART: Self = Self(16);
    /// A one-character name of a place.
    pub const PLACE: Self = Self(32);
    /// The first character of a form that is never a name.
    pub const IGNORED: Self = Self(64);
    /// The last character of such a form.
    pub const IGNORED_LAST: Self = Self(128);

    /// Whether the character may be that.
    #[must_use]
    pub const fn has(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }
}

/// The roles of all characters. 64 KB; characters beyond the basic plane share one entry.
pub struct Characters(Vec<Role>);

/// The entry of the characters beyond the basic plane: a private one, in no text.
const BEYOND: usize = 0xF8FF;

impl Characters {
    /// The table of some word lists.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let mut table = Self(vec![Role::default(); 0x1_0000]);
        for (&c, &common) in &rules.transliteration {
            table.add(Some(c), Role::SOUND);
            table.add(Some(c).filter(|_| common), Role::COMMON);
        }
        for surname in rules.surnames.keys() {
            table.add(surname.chars().next(), Role::SURNAME);
            table.add(surname.chars().next().filter(|_| surname.chars().nth(1).is_some()), Role::DOUBLE);
        }
        for part in &rules.name_parts {
            table.add(part.chars().next(), Role::PART);
        }
        for &c in rules.abbreviations.keys() {
            table.add(Some(c), Role::PLACE);
        }
        for form in rules.ignore.keys() {
            table.add(form.chars().next(), Role::IGNORED);
            table.add(form.chars().next_back(), Role::IGNORED_LAST);
        }
        table
    }

    fn add(&mut self, c: Option<char>, role: Role) {
        if let Some(c) = c {
            self.0[entry(c)].0 |= role.0;
        }
    }

    /// What a character may be. For one beyond the basic plane: what any of them may be.
    #[must_use]
    pub fn role(&self, c: char) -> Role {
        self.0[entry(c)]
    }
}

fn entry(c: char) -> usize {
    if (c as usize) < 0x1_0000 { c as usize } else { BEYOND }
}
