//! Which fuller name a name may be short for: one of the same article, else one of the same inputs that ends or begins
//! with it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Whole;
use super::support::{Key, Support};
use crate::dictionary::{Dictionary, Kind};
use crate::text::normal_form;

/// Characters of the shortest name that its characters alone lead to a fuller one.
const LEAST: usize = 4;

/// Whether the characters of one name make it a short form of another of its kind: its end, its beginning, or some of its
/// characters in order with the first and the last (京能公司 of 京能（赤峰）能源发展有限公司).
pub(super) fn shortens(short: &str, full: &str, kind: &Kind) -> bool {
    if short.len() >= full.len() || short.chars().count() < 2 {
        return false;
    }
    if *kind == Kind::PERSON {
        return full.rsplit_once('·').is_some_and(|(_, last)| last == short);
    }
    if full.ends_with(short) {
        return true;
    }
    *kind != Kind::PLACE && (full.starts_with(short) || picked(short, full))
}

fn picked(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    ends(short) == ends(full) && short.chars().all(|c| rest.any(|other| other == c))
}

/// The names of all inputs, in the order of their beginnings and of their ends.
pub(super) struct Fuller<'n> {
    forward: Vec<(&'n Kind, String, u64)>,
    backward: Vec<(&'n Kind, String, u64)>,
}

impl<'n> Fuller<'n> {
    pub(super) fn new(names: &'n BTreeMap<Key, Support>) -> Self {
        let found = names.iter().filter(|(_, support)| !support.rules.is_empty());
        let mut forward: Vec<(&Kind, String, u64)> =
            found.map(|(key, support)| (&key.kind, key.name.clone(), support.mentions)).collect();
        let mut backward: Vec<(&Kind, String, u64)> =
            forward.iter().map(|(kind, name, n)| (*kind, reversed(name), *n)).collect();
        forward.sort();
        backward.sort();
        Self { forward, backward }
    }

    /// The likeliest fuller name: the one that most articles hold too, else the longest that is well supported.
    pub(super) fn of(&self, key: &Key, support: &Support, dictionary: &Dictionary) -> Option<Whole> {
        let own = normal_form(&key.name);
        let others = support.wholes.iter().filter(|((name, _), _)| normal_form(name) != own);
        let near = others.max_by_key(|((name, listed), together)| {
            (**together, listed.is_some(), name.len(), Reverse(name))
        });
        if let Some(((name, listed), together)) = near {
            let is_sure = is_sure(*together, support.articles, support.wholes.len());
            return Some(Whole { name: name.clone(), listed: listed.clone(), together: *together, is_sure });
        }
        let fitting = key.kind == Kind::ORGANISATION || key.kind == Kind::PROGRAMME;
        if !fitting || key.name.chars().count() < LEAST {
            return None;
        }
        let enough = (support.mentions / 10).max(2);
        let forward = beginning(&self.forward, &key.kind, &key.name).map(|(name, n)| (name.to_owned(), n));
        let ends = reversed(&key.name);
        let backward = beginning(&self.backward, &key.kind, &ends).map(|(name, n)| (reversed(name), n));
        let fuller = forward.chain(backward).filter(|(name, mentions)| {
            *mentions >= enough && *name != key.name && !dictionary.are_parted(&key.name, name)
        });
        let (name, _) = fuller.max_by_key(|(name, _)| (name.chars().count(), Reverse(name.clone())))?;
        Some(Whole { name, listed: None, together: 0, is_sure: false })
    }
}

/// Whether a name of so many articles is an alias of the fuller one that stands in `together` of them, of so many fuller ones.
const fn is_sure(together: u64, articles: u64, wholes: usize) -> bool {
    together * 2 >= articles || (wholes == 1 && together >= 3 && together * 4 >= articles)
}

fn reversed(name: &str) -> String {
    name.chars().rev().collect()
}

fn beginning<'n>(
    sorted: &'n [(&Kind, String, u64)],
    kind: &'n Kind,
    with: &'n str,
) -> impl Iterator<Item = (&'n str, u64)> {
    let from = sorted.partition_point(|(of, name, _)| (*of, name.as_str()) < (kind, with));
    let same = move |(of, name, _): &&(&Kind, String, u64)| *of == kind && name.starts_with(with);
    sorted[from..].iter().take_while(same).map(|(_, name, n)| (name.as_str(), *n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_keep_the_characters_that_tell() {
        let body = Kind::ORGANISATION;
        for (short, full, kind, is) in [
            ("京能公司", "京能（赤峰）能源发展有限公司", &body, true),
            ("红山区总工会", "赤峰市红山区总工会", &body, true),
            ("天骏", "天骏计划", &Kind::PROGRAMME, true),
            ("红山区", "赤峰市红山区", &Kind::PLACE, true),
            ("赤峰市", "赤峰市红山区", &Kind::PLACE, false),
            ("王永", "王永军", &Kind::PERSON, false),
            ("普京", "弗拉基米尔·普京", &Kind::PERSON, true),
            ("双欣公司", "天骏能源有限公司", &body, false),
            ("双欣矿业", "双欣矿业", &body, false),
        ] {
            assert_eq!(shortens(short, full, kind), is, "{short} {full}");
        }
    }

    #[test]
    fn a_fuller_name_of_few_articles_makes_no_alias() {
        for (together, articles, wholes, sure) in [
            (1, 1, 1, true),
            (5, 10, 3, true),
            (2, 39, 1, false),
            (3, 25, 1, false),
            (3, 12, 1, true),
            (3, 12, 2, false),
        ] {
            assert_eq!(is_sure(together, articles, wholes), sure, "{together} of {articles}, {wholes}");
        }
    }
}
