//! The short names of persons whose full names have dots: 托马斯·巴赫 is 巴赫 in news, 穆罕默德·本·萨勒曼 is 穆罕默德; and those of bodies
//! that begin with a state: 俄罗斯海军 is 俄海军, and 利比亚国民议会 but 国民议会 where nothing else is meant.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Abbreviation, Dictionary, EntityNo, Kind, Named, Sign, normal};

/// Stands between the parts of a normal name.
const DOT: char = '·';
/// Stands between a name and that of the father, by which nobody is called.
const SON_OF: &str = "本";

/// What news calls the bearer of a normal full name by; none for a name without dots, or where that is one character.
fn short_name(full: &str) -> Option<&str> {
    let (first, rest) = full.split_once(DOT)?;
    let son = rest.split_once(DOT).is_some_and(|(word, _)| word == SON_OF);
    let short = if son { first } else { rest.rsplit(DOT).next()? };
    is_long(short).then_some(short)
}

fn is_long(part: &str) -> bool {
    part.chars().nth(1).is_some()
}

/// The short names of a listed person with a full name, in their normal form; none of others, nor of 廷·巴特尔, of no state: who is
/// told by one character in front is not called 巴特尔 alone.
pub(crate) fn short_names(named: &Named) -> BTreeSet<String> {
    if named.kind != Kind::PERSON || !named.name.contains(['·', '•', '・']) {
        return BTreeSet::new();
    }
    if named.within.is_none() && !named.name.split(DOT).next().is_some_and(is_long) {
        return BTreeSet::new();
    }
    let forms = named.aliases.iter().chain([&named.name]).map(|name| normal(name));
    forms.filter_map(|form| short_name(&form).map(str::to_owned)).collect()
}

/// The names of a body that begin with a state's, with the letter of the state in its place, in their normal form.
pub(super) fn names_by_letter(dictionary: &Dictionary, named: &Named) -> BTreeSet<String> {
    if named.kind != Kind::ORGANISATION {
        return BTreeSet::new();
    }
    let states = states_by_letter(dictionary);
    let names = named.aliases.iter().chain([&named.name]).map(|name| normal(name));
    names.flat_map(|name| by_letter(&states, &name)).collect()
}

/// The states that have a letter.
fn states_by_letter(dictionary: &Dictionary) -> Vec<(char, &Abbreviation)> {
    let letters = dictionary.rules.abbreviations.iter();
    let states = letters.flat_map(|(&letter, states)| states.iter().map(move |state| (letter, state)));
    states.filter(|(_, state)| state.country).collect()
}

/// A form with the letter of the state that it begins with in its place.
fn by_letter(states: &[(char, &Abbreviation)], form: &str) -> Vec<String> {
    let rest = |(letter, state): &(char, &Abbreviation)| {
        form.strip_prefix(state.name.as_str()).map(|rest| format!("{letter}{rest}"))
    };
    states.iter().filter_map(rest).collect()
}

/// The bare names that a body may have where an article tells whose it is, in their normal form.
pub(super) fn bare_names(dictionary: &Dictionary, named: &Named) -> BTreeSet<String> {
    if named.kind != Kind::ORGANISATION {
        return BTreeSet::new();
    }
    let names = named.aliases.iter().chain([&named.name]).map(|name| normal(name));
    names.flat_map(|name| bare(dictionary, &name)).collect()
}

/// What of a form is a bare name.
fn bare(dictionary: &Dictionary, form: &str) -> Vec<String> {
    let ends = form.char_indices().skip(1).map(|(at, _)| &form[at..]);
    ends.filter(|end| dictionary.rules.signs.has(Sign::Bare, end)).map(str::to_owned).collect()
}

/// The short, bare and letter's names that lead to any of these forms, whatever bears it.
pub(super) fn led_by<'f>(
    dictionary: &Dictionary,
    forms: impl Iterator<Item = &'f String>,
) -> BTreeSet<String> {
    let states = states_by_letter(dictionary);
    let leading = |form: &'f String| {
        let short = short_name(form).map(str::to_owned);
        by_letter(&states, form).into_iter().chain(bare(dictionary, form)).chain(short)
    };
    forms.flat_map(leading).collect()
}

impl Dictionary {
    /// The persons that a short name may stand for, by short names. O(persons).
    pub(crate) fn by_short_name(&self) -> FxHashMap<String, Vec<EntityNo>> {
        // Entities are sorted by kind.
        let first = self.entities.partition_point(|entity| entity.named.kind < Kind::PERSON);
        let mut bearers = FxHashMap::<String, Vec<EntityNo>>::default();
        for (number, entity) in (0u32..).zip(&self.entities).skip(first) {
            if entity.named.kind != Kind::PERSON {
                break;
            }
            for name in short_names(&entity.named) {
                bearers.entry(name).or_default().push(EntityNo(number));
            }
        }
        bearers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_the_last_part_or_that_before_the_father() {
        for (full, short) in [
            ("托马斯·巴赫", Some("巴赫")),
            ("胡安·卡洛斯·巴雷拉", Some("巴雷拉")),
            ("穆罕默德·本·萨勒曼", Some("穆罕默德")),
            ("扎因·阿比丁·阿里", Some("阿里")),
            ("王毅", None),
            ("甲乙·丙", None),
        ] {
            assert_eq!(short_name(full), short, "{full}");
        }
    }

    #[test]
    fn the_letter_of_a_state_stands_for_its_name() {
        let dictionary = Dictionary::builtin();
        let body = |name: &str| dictionary.named(&Kind::ORGANISATION, name)[0];
        let named = &dictionary.entity(body("俄罗斯海军")).named;
        assert!(names_by_letter(&dictionary, named).contains("俄海军"));
        assert!(names_by_letter(&dictionary, &dictionary.entity(body("北京大学")).named).is_empty());
        assert!(bare_names(&dictionary, named).is_empty());
        let named = Named { name: "意大利民主党".into(), ..(**named).clone() };
        assert!(bare_names(&dictionary, &named).contains("民主党"));
    }

    #[test]
    fn who_has_one_character_in_front_must_be_of_a_state() {
        let rows = "name\tkind\twithin\n法国\tplace\t\n盖·赖德\tperson\t法国\n廷·巴特尔\tperson\t\n";
        let bearers = Dictionary::of_texts(&[("x.tsv", rows)]).by_short_name();
        assert_eq!(bearers.keys().collect::<Vec<_>>(), ["赖德"]);
    }
}
