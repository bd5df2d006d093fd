//! What people decided about names: two are the same, two are not, a form is never a name. A plain table, honoured whenever
//! a dictionary is loaded and undone by deleting the line.
//!
//! `same a b`: b becomes an alias of a, with all names it had. `not-same` blocks that, also through others, and takes an
//! alias back. Judgements that contradict one another are problems; `not-same` wins.

mod court;

use std::collections::BTreeSet;
use std::path::Path;

use court::Court;

use super::entity::name_and_container;
use super::entry::Entry;
use super::rules::{Ignored, Rules};
use super::table::Table;
use super::{Kind, Problem, normal};

/// The file's name inside a folder of dictionaries.
const FILE: &str = "judgements.tsv";

/// Whether a file holds judgements, by its name.
#[must_use]
pub(super) fn is_judgements(path: &str) -> bool {
    Path::new(path).file_name().is_some_and(|name| name == FILE)
}

/// Whether a file holds judgements, by its name or, if it is a table, by its header.
pub(super) fn is_table_of(path: &str, text: &str) -> bool {
    let is_table = Path::new(path).extension().is_some_and(|end| end == "tsv" || end == "csv");
    is_judgements(path) || (is_table && in_header(text))
}

/// Whether a text holds judgements, by its header.
#[must_use]
pub fn in_header(text: &str) -> bool {
    text.lines().next().is_some_and(|header| header.to_lowercase().contains("judgement"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Same,
    NotSame,
    Never,
}

/// A name as people point to it: `name`, `kind:name`, `name@within`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    kind: Option<Kind>,
    text: String,
    within: Option<String>,
}

impl Name {
    fn parse(text: &str) -> Self {
        let (kind, rest) = match text.split_once([':', '：']) {
            Some((kind, rest)) if kind.parse::<Kind>().is_ok() => (kind.parse().ok(), rest),
            _ => (None, text),
        };
        let (text, within) = name_and_container(rest);
        Self { kind, text: text.trim().to_owned(), within: within.map(str::to_owned) }
    }

    fn fits(&self, entry: &Entry) -> bool {
        self.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
            && self.within.as_ref().is_none_or(|within| *within == entry.within)
    }
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    sort: Sort,
    a: Name,
    b: Option<Name>,
    reason: String,
    path: String,
    line: u64,
}

impl Judgement {
    fn problem(&self, message: String, cure: &str) -> Problem {
        Problem::at(&self.path, self.line, message, cure)
    }
}

/// Reads a file of judgements (`judgement`, `a`, `b`, `date`, `reason`).
pub(super) fn read(path: &str, text: &str, judgements: &mut Vec<Judgement>, problems: &mut Vec<Problem>) {
    const SORTS: &str = "write same, not-same or never";
    let table = Table::read(path, text, problems);
    if !table.has("judgement") || !table.has("a") {
        let cure = "the first line must name the columns: judgement, a, b, date, reason";
        problems.push(Problem::of_file(path, "no columns \"judgement\" and \"a\"", cure));
        return;
    }
    for row in table.rows() {
        let mut refuse =
            |message: String, cure: &str| problems.push(Problem::at(path, row.line, message, cure));
        let sort = match row.get("judgement") {
            "same" => Sort::Same,
            "not-same" => Sort::NotSame,
            "never" => Sort::Never,
            other => {
                refuse(format!("\"{other}\" is no judgement"), SORTS);
                continue;
            }
        };
        let date = row.get("date");
        if !date.is_empty() && date.parse::<jiff::civil::Date>().is_err() {
            refuse(format!("\"{date}\" is no date, the judgement counts all the same"), "write 2026-01-31");
        }
        match (row.get("a"), row.get("b")) {
            ("", _) => refuse("judgement without a name".to_owned(), "fill the column \"a\""),
            (_, "") if sort != Sort::Never => {
                refuse("judgement on one name".to_owned(), "fill the column \"b\"");
            }
            (a, b) => judgements.push(Judgement {
                sort,
                a: Name::parse(a),
                b: (sort != Sort::Never).then(|| Name::parse(b)),
                reason: row.get("reason").to_owned(),
                path: path.to_owned(),
                line: row.line,
            }),
        }
    }
}

/// Forms that are never names join the ignore list.
pub(super) fn add_never(judgements: &[Judgement], rules: &mut Rules) {
    for judgement in judgements.iter().filter(|j| j.sort == Sort::Never) {
        let Judgement { a, reason, path, line, .. } = judgement;
        let (reason, path) = (reason.clone(), path.clone());
        let ignored = Ignored { kind: a.kind.clone(), reason, path, line: *line };
        rules.ignore.entry(normal(&a.text)).or_default().push(ignored);
    }
}

/// Names that are not the same, in normal form, the lower first.
pub(super) fn parted(judgements: &[Judgement]) -> BTreeSet<(String, String)> {
    let apart = judgements.iter().filter(|judgement| judgement.sort == Sort::NotSame);
    let pairs = apart.filter_map(|judgement| {
        let (a, b) = (normal(&judgement.a.text), normal(&judgement.b.as_ref()?.text));
        Some(if a < b { (a, b) } else { (b, a) })
    });
    pairs.collect()
}

/// Merges and parts the entries (each name of a kind and container once) as the judgements say.
pub(super) fn apply(
    entries: Vec<Entry>,
    judgements: &[Judgement],
    problems: &mut Vec<Problem>,
) -> Vec<Entry> {
    if judgements.iter().all(|judgement| judgement.sort == Sort::Never) {
        return entries;
    }
    let mut court = Court::new(entries);
    for judgement in judgements.iter().filter(|j| j.sort == Sort::NotSame) {
        court.part(judgement, problems);
    }
    for judgement in judgements.iter().filter(|j| j.sort == Sort::Same) {
        court.join(judgement, problems);
    }
    court.entries()
}

#[cfg(test)]
mod tests {
    use super::super::Dictionary;

    const ROWS: &str = "name\taliases\tkind\twithin\n甲市\t甲城\tplace\t\n乙市\t乙城\tplace\t\n丙市\t\tplace\t\n\
                        丁区\t\tplace\t甲市\n丁区\t\tplace\t乙市\n戊区\t\tplace\t乙市\n己厂\t\torganisation\t\n";

    /// Entities as `name: aliases`, then problems as `line: message`.
    fn judged(judgements: &str) -> (Vec<String>, Vec<String>) {
        let files =
            [("x.tsv", ROWS), ("judgements.tsv", &format!("judgement\ta\tb\tdate\treason\n{judgements}"))];
        let dictionary = Dictionary::of_texts(&files);
        let named =
            dictionary.entities.iter().map(|e| format!("{}: {}", e.named.id, e.named.aliases.join("|")));
        let told = dictionary.problems.iter().map(|p| format!("{}: {}", p.line.unwrap_or(0), p.message));
        (named.collect(), told.collect())
    }

    #[test]
    fn judgements_do_what_they_say() {
        for (judgements, entity, problem) in [
            ("same\t甲市\t乙市\t\t\n", "place:甲市: 乙城|乙市|甲城", ""),
            ("same\t甲市\t新甲市\t2026-01-31\t改名\n", "place:甲市: 新甲市|甲城", ""),
            ("same\t甲市\t乙市\t\t\nsame\t乙市\t丙市\t\t\n", "place:甲市: 丙市|乙城|乙市|甲城", ""),
            ("not-same\t甲市\t甲城\t\t\n", "place:甲市: ", ""),
            ("same\tplace:新市\t丙市\t\t\n", "place:新市: 丙市", ""),
            ("same\t甲城\t丙市\t\t\n", "place:甲市: 丙市|甲城", ""),
            ("same\t新市\t丙市\t\t\n", "place:丙市: ", "2: \"新市\" is not listed"),
            (
                "same\t甲市\t己厂\t\t\n",
                "organisation:己厂: ",
                "2: place:甲市 and organisation:己厂 are of two kinds",
            ),
            (
                "same\t甲市\t丁区\t\t\n",
                "place:甲市: 甲城",
                "2: \"丁区\" means several: place:丁区@乙市, place:丁区@甲市",
            ),
            ("maybe\t甲市\t丁区\t\t\n", "place:甲市: 甲城", "2: \"maybe\" is no judgement"),
            ("same\t甲市\t\t\t\n", "place:甲市: 甲城", "2: judgement on one name"),
            (
                "same\t甲市\t乙市\t\t\nsame\t乙市\t丙市\t\t\nnot-same\t甲市\t丙市\t\t\n",
                "place:丙市: ",
                "3: \"甲市\" and \"丙市\" are not the same by judgements.tsv:4",
            ),
            ("same\t甲市\t乙市\t\t\nnot-same\t甲市\t乙城\t\t\n", "place:甲市: 乙市|甲城", ""),
        ] {
            let (entities, problems) = judged(judgements);
            assert!(entities.contains(&entity.to_owned()), "{judgements}: {entities:?}");
            assert_eq!(problems.concat(), problem, "{judgements}");
        }
    }

    #[test]
    fn what_lies_in_a_merged_place_lies_in_the_other() {
        let (entities, problems) = judged("same\t甲市\t乙市\t\t\n");
        assert_eq!(problems, Vec::<String>::new());
        assert!(entities.contains(&"place:戊区: ".to_owned()));
    }

    #[test]
    fn a_form_that_is_never_a_name_is_not_looked_for() {
        let files = [("x.tsv", ROWS), ("judgements.tsv", "judgement\ta\nnever\tplace:甲城\n")];
        let dictionary = Dictionary::of_texts(&files);
        let gazetteer = super::super::Gazetteer::new(&dictionary).unwrap();
        assert!(gazetteer.find("甲城").is_none() && gazetteer.find("甲市").is_some());
    }
}
