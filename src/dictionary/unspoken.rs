//! Forms in the text by which recognition comes to a changed form that does not stand there: it looks these up itself.

use std::collections::BTreeSet;

use super::characters::completing;
use super::{Cue, Dictionary, Kind, Level, normal};

/// Counts the terms of a body.
const TERM: char = '届';
/// Fewest characters of a body, and of whose it is, where its term is counted.
const OWN: usize = 2;

/// What stands in the text where these changed forms are looked up. O(forms), and O(entities) where a state's form changed.
pub(super) fn unspoken(old: &Dictionary, new: &Dictionary, forms: &BTreeSet<String>) -> Vec<String> {
    let mut found: Vec<String> = forms.iter().filter_map(|form| of_the_country(new, form)).collect();
    found.extend(without_units(new, forms));
    found.extend(of_terms(new, forms));
    for side in [old, new] {
        found.extend(bodies_of_states(side, forms));
    }
    found
}

/// A place has what the whole country has, by the rest of the name.
fn of_the_country(dictionary: &Dictionary, form: &str) -> Option<String> {
    let mut owners = dictionary.rules.national.iter();
    let rest = owners.find_map(|of| form.strip_prefix(of.as_str()))?;
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// 云山 in a dateline or a counted list is 云山县.
fn without_units<'f>(
    dictionary: &Dictionary,
    forms: &'f BTreeSet<String>,
) -> impl Iterator<Item = String> + 'f {
    let units = completing(&dictionary.rules);
    let short = move |form: &'f String| form.strip_suffix(&units[..]);
    forms.iter().filter_map(short).filter(|short| short.chars().nth(1).is_some()).map(str::to_owned)
}

/// 第十六届中央委员会 behind its owner is the body whose name is the two together.
fn of_terms(dictionary: &Dictionary, forms: &BTreeSet<String>) -> Vec<String> {
    let cues = &dictionary.rules.cues;
    let is_suffix =
        |end: &str| cues.get(end).is_some_and(|cues| cues.iter().any(|cue| matches!(cue, Cue::Suffix(_))));
    let is_body = |form: &&String| form.char_indices().any(|(at, _)| is_suffix(&form[at..]));
    let ends = |form: &String| {
        let starts: Vec<usize> = form.char_indices().map(|(at, _)| at).collect();
        let own = starts.len().saturating_sub(OWN);
        let ends = starts.into_iter().take(own + 1).skip(OWN).map(|at| format!("{TERM}{}", &form[at..]));
        ends.collect::<Vec<_>>()
    };
    forms.iter().filter(is_body).flat_map(ends).collect()
}

/// 外交部 is that of the state with which its full name begins: the forms of the bodies whose names begin with a changed form of
/// a state.
fn bodies_of_states(dictionary: &Dictionary, forms: &BTreeSet<String>) -> Vec<String> {
    let of_kind = |kind: Kind| dictionary.entities.iter().filter(move |entity| entity.named.kind == kind);
    let states = of_kind(Kind::PLACE).filter(|entity| entity.level == Some(Level::Country));
    let named = states.flat_map(|entity| entity.named.aliases.iter().chain([&entity.named.name]));
    let changed: Vec<String> = named.map(|name| normal(name)).filter(|form| forms.contains(form)).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let theirs = |name: &str| changed.iter().any(|state| name.starts_with(state.as_str()));
    let bodies = of_kind(Kind::ORGANISATION).filter(|entity| theirs(&entity.named.name));
    bodies
        .flat_map(|entity| entity.named.aliases.iter().chain([&entity.named.name]))
        .map(|name| normal(name))
        .collect()
}
