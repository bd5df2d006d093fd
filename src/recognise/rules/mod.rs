//! Names that no list has, found by the word lists of `dictionaries/rules/`. No name stands in this code.

pub(crate) mod evidence;
pub(crate) mod person;
