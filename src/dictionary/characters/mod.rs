//! What each character may be to the rules, in one table: most look-ups in the word lists end here.

mod made;

use rustc_hash::FxHashMap;

pub(super) use made::completing;

use super::class::Class;
use super::rules::{GivenName, Surname};
use crate::text::is_han;

/// What a character may be; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Role(u16);

impl Role {
    /// A character that foreign names are written with.
    pub const SOUND: Self = Self(1);
    /// Such a character that is common in native words too.
    pub const COMMON: Self = Self(2);
    /// A surname of one character.
    pub const SURNAME: Self = Self(4);
    /// The first character of a surname of two characters.
    pub const DOUBLE: Self = Self(8);
    /// The first character of a part of a Mongolian, Uygur, Tibetan or other name.
    pub const PART: Self = Self(16);
    /// Numbers are written with it.
    pub const NUMBER: Self = Self(32);
    /// The first character of a form that is never a name.
    pub const IGNORED: Self = Self(64);
    /// The last character of such a form.
    pub const IGNORED_LAST: Self = Self(128);

    /// The last character of a frame that stands before a one-character name of a place (访).
    pub const FRAME_BEFORE: Self = Self(256);
    /// The first character of a frame that stands behind one (方).
    pub const FRAME_AFTER: Self = Self(512);

    /// The second character of a part of a name.
    pub const PART_SECOND: Self = Self(1024);
    /// The second character of a surname of two characters.
    pub const DOUBLE_SECOND: Self = Self(2048);
    /// The last character of a suffix of townships.
    pub const TOWNSHIP_LAST: Self = Self(8192);
    /// A character that belongs to words and names: Han, Latin, a digit.
    pub const LETTER: Self = Self(4096);

    /// It ends a word for what somebody does or is.
    pub const TRADE: Self = Self(16384);

    /// A mark or a sign that rules look for in the whole text.
    pub const SOUGHT: Self = Self(32768);

    /// The first character of a surname, of one or of two.
    pub const BEGINS_SURNAME: Self = Self::SURNAME.with(Self::DOUBLE);

    /// One or the other.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the character may be that.
    #[must_use]
    #[inline]
    pub const fn has(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }
}

/// What the lists say of a character.
#[derive(Clone, Copy, Default)]
struct Known {
    surname: Option<Surname>,
    given: GivenName,
    class: Class,
}

/// What a character may be, and the number of what the lists say of it: who asks for the one soon asks for the other.
#[derive(Clone, Copy, Default)]
struct Entry {
    role: Role,
    number: u16,
}

/// The roles of all characters. 256 KB; characters beyond the basic plane share one entry.
pub struct Characters {
    entries: Vec<Entry>,
    /// What the lists say of characters; first that of all others.
    known: Vec<Known>,
    completing: Vec<char>,
    /// How many characters the parts of names have that begin with two characters: a bit for each length.
    parts: FxHashMap<[char; 2], u8>,
}

/// What ends a line, parts a list, stands behind a label, opens an aside and joins a foreign name; what ends a dateline (电, 讯), the
/// word that introduces a short form (简称) and a list (等); what counts bodies and villages of families end in (家); what stands
/// between the ends of a road (至), in names of Viet Nam (氏) and before where somebody is from (是).
const SOUGHT: [char; 13] = ['\n', '、', '：', '（', '·', '电', '讯', '称', '家', '等', '至', '氏', '是'];
/// Parts of so many characters and of more are not told apart by their lengths.
const LONGEST_PART: usize = 7;
/// The entry of the characters beyond the basic plane: a private one, in no text.
const BEYOND: usize = 0xF8FF;

impl Characters {
    /// How many characters rules look for in the whole text.
    pub const SOUGHT: usize = SOUGHT.len();

    /// The number of a character that rules look for in the whole text, below [`Self::SOUGHT`].
    #[must_use]
    pub const fn sought(c: char) -> Option<usize> {
        let mut n = 0;
        while n < SOUGHT.len() {
            if SOUGHT[n] == c {
                return Some(n);
            }
            n += 1;
        }
        None
    }

    /// What a character may be. For one beyond the basic plane: what any of them may be.
    #[must_use]
    #[inline]
    pub fn role(&self, c: char) -> Role {
        self.entries.get(c as usize).map_or_else(|| self.role_beyond(c), |entry| entry.role)
    }

    #[cold]
    fn role_beyond(&self, c: char) -> Role {
        let Entry { role, .. } = self.entries[BEYOND];
        if is_letter(c) { Role(role.0 | Role::LETTER.0) } else { role }
    }

    /// The character as a surname of its own. Characters beyond the basic plane are none.
    #[must_use]
    pub fn surname(&self, c: char) -> Option<Surname> {
        self.of(c).surname
    }

    /// The character in given names.
    #[must_use]
    pub fn given(&self, c: char) -> GivenName {
        self.of(c).given
    }

    /// The classes of the character. Characters beyond the basic plane have none.
    #[must_use]
    pub fn class(&self, c: char) -> Class {
        self.of(c).class
    }

    /// Whether a listed part of names begins with two characters.
    #[must_use]
    pub fn is_part(&self, pair: [char; 2]) -> bool {
        self.parts.contains_key(&pair)
    }

    /// Whether a listed part of names with so many characters begins with two characters.
    pub fn begins_part(&self, pair: [char; 2]) -> impl Fn(usize) -> bool {
        let lengths = self.parts.get(&pair).copied().unwrap_or(0);
        move |length| lengths >> length.min(LONGEST_PART) & 1 == 1
    }

    /// The characters that complete the short form of a place, in the order in which they are tried.
    #[must_use]
    pub fn completing(&self) -> &[char] {
        &self.completing
    }

    /// What the lists say of characters as parts of names, by their numbers.
    pub fn map<T>(&self, mut f: impl FnMut(Option<Surname>, GivenName) -> T) -> Vec<T> {
        self.known.iter().map(|known| f(known.surname, known.given)).collect()
    }

    /// The number of a character: characters of which the lists say nothing share one.
    #[must_use]
    #[inline]
    pub fn number(&self, c: char) -> usize {
        self.entries.get(c as usize).map_or(0, |entry| usize::from(entry.number))
    }

    #[inline]
    fn of(&self, c: char) -> &Known {
        &self.known[self.number(c)]
    }
}

fn is_letter(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

fn entry(c: char) -> usize {
    if (c as usize) < 0x1_0000 { c as usize } else { BEYOND }
}
