//! Aliases of the user's rows that other listed entities bear as well.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::formats::Entry;
use super::{Dictionary, Entity, EntityId, Kind, Problem, normal};

/// A row of the user's that gives a name aliases, as it was written.
#[derive(Clone, Debug)]
pub(super) struct Given {
    kind: Kind,
    name: String,
    aliases: Vec<String>,
    path: Arc<str>,
    line: u64,
}

impl Given {
    /// The rows that are not shipped and give aliases.
    pub(super) fn of(entries: &[Entry]) -> Vec<Self> {
        let gives = |entry: &&Entry| !entry.shipped && !entry.remove && !entry.aliases.is_empty();
        let given = |entry: &Entry| Self {
            kind: entry.kind.clone(),
            name: entry.name.clone(),
            aliases: entry.aliases.clone(),
            path: Arc::clone(&entry.path),
            line: entry.line,
        };
        entries.iter().filter(gives).map(given).collect()
    }
}

/// An alias of the user's that another entity bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// File of the user's row.
    pub path: String,
    /// Line of the row.
    pub line: u64,
    /// The alias.
    pub alias: String,
    /// The entity of the row.
    pub own: EntityId,
    /// The other entity.
    pub other: EntityId,
    /// File and line of the other.
    pub row: String,
    /// The alias is the name of the other, not one of its aliases.
    pub is_name: bool,
    /// The other is listed by a shipped row.
    pub shipped: bool,
}

impl Clash {
    /// Both entities are of one kind: nothing decides between them, and the form means neither.
    #[must_use]
    pub fn of_one_kind(&self) -> bool {
        self.own.kind() == self.other.kind()
    }

    /// What is wrong, and the cure.
    #[must_use]
    pub fn problem(&self) -> Problem {
        self.told("may have no effect here, or take mentions from it without gaining them")
    }

    /// The same where it was seen that the alias, of another kind than the other entity, gains no mention, and how many the
    /// other loses.
    #[must_use]
    pub fn in_vain(&self, lost: u64) -> Problem {
        match lost {
            0 => self.told("has no effect here"),
            1 => self.told("gains nothing here, while that loses 1 mention"),
            lost => self.told(&format!("gains nothing here, while that loses {lost} mentions")),
        }
    }

    fn told(&self, effect: &str) -> Problem {
        let Self { alias, own, other, row, .. } = self;
        let what = if self.is_name { "the name" } else { "an alias" };
        let (message, cure) = if self.of_one_kind() {
            let judgement = format!("write a judgement: same, {own}, {other}");
            (
                format!("\"{alias}\" is {what} of {other} ({row}), and may mean neither of the two"),
                format!("if they are one, {judgement}; else delete the alias"),
            )
        } else {
            (
                format!("\"{alias}\" is {what} of {other} ({row}), of another kind, and {effect}"),
                "delete it, or give a longer form".to_owned(),
            )
        };
        Problem::at(&self.path, self.line, message, cure)
    }
}

impl Dictionary {
    /// Aliases of the user's rows that other entities bear too, but where what contains them tells them apart; by file and line. O(content).
    #[must_use]
    pub fn clashes(&self) -> Vec<Clash> {
        let mut wanted: HashMap<String, Vec<(&Given, &String)>> = HashMap::new();
        for given in &self.given {
            for alias in &given.aliases {
                for form in HashSet::from([alias.clone(), normal(alias)]) {
                    wanted.entry(form).or_default().push((given, alias));
                }
            }
        }
        let mut found = Vec::new();
        let entities = if wanted.is_empty() { &[][..] } else { &self.entities };
        for other in entities {
            let names = std::iter::once(&other.named.name).chain(&other.named.aliases);
            for name in names {
                let givens = wanted.get(name).into_iter().flatten();
                found.extend(givens.filter_map(|(given, alias)| self.clash(given, alias, other, name)));
            }
        }
        found.sort_by(|x, y| {
            (&x.path, x.line, &x.alias, &x.other).cmp(&(&y.path, y.line, &y.alias, &y.other))
        });
        found.dedup_by(|x, first| {
            (&x.path, x.line, &x.alias, &x.other) == (&first.path, first.line, &first.alias, &first.other)
        });
        found
    }

    fn clash(&self, given: &Given, alias: &str, other: &Entity, name: &str) -> Option<Clash> {
        if (&other.named.kind, &other.named.name) == (&given.kind, &given.name) {
            return None;
        }
        // A judgement or a row that takes out may have ended it.
        let bears = |entity: &&Entity| entity.named.aliases.iter().any(|own| own == alias);
        let owners = self.named(&given.kind, &given.name).iter().map(|&number| self.entity(number));
        let own = owners.into_iter().find(bears)?;
        let is_ignored = |kind| self.rules.ignored_as(&normal(alias), kind).is_some();
        let apart = own.named.kind == other.named.kind
            && own.named.within.is_some()
            && other.named.within.is_some()
            && own.named.within != other.named.within;
        if apart || is_ignored(&own.named.kind) || is_ignored(&other.named.kind) {
            return None;
        }
        Some(Clash {
            path: given.path.to_string(),
            line: given.line,
            alias: alias.to_owned(),
            own: own.named.id.clone(),
            other: other.named.id.clone(),
            row: format!("{}:{}", other.path, other.line),
            is_name: *name == other.named.name,
            shipped: other.shipped,
        })
    }

    /// File and line of the user's row that gives an entity a form as an alias, if one does.
    #[must_use]
    pub fn row_of_alias(&self, kind: &Kind, name: &str, form: &str) -> Option<(&str, u64)> {
        let form = normal(form);
        let gives = |given: &&Given| {
            given.kind == *kind
                && given.name == name
                && given.aliases.iter().any(|alias| normal(alias) == form)
        };
        self.given.iter().find(gives).map(|given| (&*given.path, given.line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: &str = "name\taliases\tkind\twithin\n甲厂\t甲工厂\torganisation\t\n乙市\t乙城\tplace\t\n丙区\t丙\tplace\t乙市\n";

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<_> = std::iter::once(("x.tsv", LISTED)).chain(files.iter().copied()).collect();
        Dictionary::of_texts(&files).clashes().iter().map(|clash| clash.problem().to_string()).collect()
    }

    #[test]
    fn an_alias_that_another_entity_bears_is_told_with_the_cure() {
        let row = |row: &str| told(&[("y.tsv", &format!("name\taliases\tkind\twithin\n{row}\n"))]);
        assert_eq!(
            row("丁厂\t甲厂\torganisation\t"),
            [
                "y.tsv:2: \"甲厂\" is the name of organisation:甲厂 (x.tsv:2), and may mean neither of the two; \
              if they are one, write a judgement: same, organisation:丁厂, organisation:甲厂; else delete the alias"
            ]
        );
        let of_another_kind = row("丁厂\t乙城\torganisation\t");
        assert!(
            of_another_kind.last().unwrap().contains("an alias of place:乙市 (x.tsv:3), of another kind")
        );
        for fine in
            ["丁厂\t丁工厂\torganisation\t", "甲厂\t甲总厂\torganisation\t", "丙区\t丙区城\tplace\t丁市"]
        {
            assert_eq!(row(fine), Vec::<String>::new(), "{fine}");
        }
    }

    #[test]
    fn an_alias_that_takes_mentions_in_vain_is_not_said_to_have_no_effect() {
        let rows = ("y.tsv", "name\taliases\tkind\n丁王\t乙城\ttitle\n");
        let dictionary = Dictionary::of_texts(&[("x.tsv", LISTED), rows]);
        let clash = &dictionary.clashes()[0];
        let told = |lost| clash.in_vain(lost).message;
        assert!(told(0).ends_with("of another kind, and has no effect here"));
        assert!(told(1).ends_with("and gains nothing here, while that loses 1 mention"));
        assert!(told(7).ends_with("and gains nothing here, while that loses 7 mentions"));
    }

    #[test]
    fn a_judgement_ends_it() {
        let row = ("y.tsv", "name\taliases\tkind\n丁厂\t甲厂\torganisation\n");
        for judged in ["same\t丁厂\t甲厂", "not-same\t丁厂\t甲厂", "never\t甲厂\t"] {
            let judged = format!("judgement\ta\tb\n{judged}\n");
            assert_eq!(told(&[row, ("judgements.tsv", &judged)]), Vec::<String>::new(), "{judged}");
        }
    }

    #[test]
    fn the_row_that_gives_an_alias_is_found() {
        let files = [("x.tsv", LISTED), ("y.tsv", "name\taliases\tkind\n甲厂\t甲总厂\torganisation\n")];
        let dictionary = Dictionary::of_texts(&files);
        let row = |form| dictionary.row_of_alias(&Kind::ORGANISATION, "甲厂", form);
        assert_eq!(
            (row("甲总厂"), row("甲工厂"), row("乙厂")),
            (Some(("y.tsv", 2)), Some(("x.tsv", 2)), None)
        );
    }
}
