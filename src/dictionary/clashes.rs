//! Aliases of the user's rows that other listed entities bear as well.

use std::collections::{HashMap, HashSet};

use super::given::Given;
use super::{Dictionary, Entity, EntityId, Kind, Problem, normal};

/// Rivals of one alias of one row that are told.
const RIVALS: usize = 3;

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
    /// How many more bear the alias and are not told one by one.
    pub more: usize,
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
        let Self { alias, own, other, .. } = self;
        let row = match self.more {
            0 => self.row.clone(),
            more => format!("{}; so it is of {more} more", self.row),
        };
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

/// An alias that a row of the user's gives, with the others who bear it.
struct Wish<'d> {
    given: &'d Given,
    alias: &'d str,
    form: String,
    own: &'d Entity,
    /// A few of them, shipped ones before others; and whether the alias is their name.
    rivals: Vec<(&'d Entity, bool)>,
    more: usize,
}

impl<'d> Wish<'d> {
    /// Takes a rival; the forms of one come one after the other.
    fn meet(&mut self, other: &'d Entity, is_name: bool) {
        if self.rivals.iter().any(|(known, _)| std::ptr::eq(*known, other)) {
            return;
        }
        if self.rivals.len() < RIVALS {
            self.rivals.push((other, is_name));
            return;
        }
        self.more += 1;
        if let Some(own) = self.rivals.iter_mut().rfind(|(known, _)| other.shipped && !known.shipped) {
            *own = (other, is_name);
        }
    }

    fn clashes(&self) -> impl Iterator<Item = Clash> {
        let last = self.rivals.len().saturating_sub(1);
        self.rivals.iter().enumerate().map(move |(number, &(other, is_name))| Clash {
            path: self.given.path.to_string(),
            line: self.given.line,
            alias: self.alias.to_owned(),
            own: self.own.named.id.clone(),
            other: other.named.id.clone(),
            row: format!("{}:{}", other.path, other.line),
            is_name,
            shipped: other.shipped,
            more: if number == last { self.more } else { 0 },
        })
    }
}

impl Dictionary {
    /// Aliases of the user's rows that other entities bear too, but where what contains them tells them apart; by file and line. Of many
    /// rivals of one alias the first few are told. O(content), and O(rivals) of each row's aliases.
    #[must_use]
    pub fn clashes(&self) -> Vec<Clash> {
        let mut wishes = self.wishes();
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, wish) in wishes.iter().enumerate() {
            for form in HashSet::from([wish.alias.to_owned(), wish.form.clone()]) {
                wanted.entry(form).or_default().push(number);
            }
        }
        let entities = if wanted.is_empty() { &[][..] } else { &self.entities };
        for other in entities {
            let names = std::iter::once(&other.named.name).chain(&other.named.aliases);
            for name in names {
                for &number in wanted.get(name).into_iter().flatten() {
                    if self.is_rival(&wishes[number], other) {
                        wishes[number].meet(other, *name == other.named.name);
                    }
                }
            }
        }
        let mut found: Vec<Clash> = wishes.iter().flat_map(Wish::clashes).collect();
        found.sort_by(|x, y| {
            (&x.path, x.line, &x.alias, &x.other).cmp(&(&y.path, y.line, &y.alias, &y.other))
        });
        found.dedup_by(|x, first| {
            (&x.path, x.line, &x.alias, &x.other) == (&first.path, first.line, &first.alias, &first.other)
        });
        found
    }

    /// The aliases that the user's rows give, and that hold: a judgement or a row that takes out may have ended one.
    fn wishes(&self) -> Vec<Wish<'_>> {
        let mut wishes = Vec::new();
        for given in &self.given {
            let owners: Vec<&Entity> =
                self.named(&given.kind, &given.name).iter().map(|&number| self.entity(number)).collect();
            for alias in &given.aliases {
                let bears = |entity: &&&Entity| entity.named.aliases.iter().any(|own| own == alias);
                let Some(own) = owners.iter().find(bears) else { continue };
                let form = normal(alias);
                if self.rules.ignored_as(&form, &own.named.kind).is_none() {
                    wishes.push(Wish { given, alias, form, own, rivals: Vec::new(), more: 0 });
                }
            }
        }
        wishes
    }

    fn is_rival(&self, Wish { given, form, own, .. }: &Wish<'_>, other: &Entity) -> bool {
        let (own, named) = (&own.named, &other.named);
        let is_it = (&named.kind, &named.name) == (&given.kind, &given.name);
        let apart = own.kind == named.kind
            && own.within.is_some()
            && named.within.is_some()
            && own.within != named.within;
        !is_it && !apart && self.rules.ignored_as(form, &named.kind).is_none()
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
    fn of_many_that_share_an_alias_a_few_are_told() {
        let many: Vec<_> = (0..3000).map(|n| format!("村{n}委会\t村委会\torganisation")).collect();
        let told = told(&[("y.tsv", &format!("name\taliases\tkind\n{}\n", many.join("\n")))]);
        assert_eq!(told.len(), 3 * 3000);
        assert!(told[2].contains("so it is of 2996 more"), "{}", told[2]);
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
