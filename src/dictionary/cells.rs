//! What the cells of the word lists may hold. A row with another cell is a problem, and is left out: a mistyped word would
//! mean something else (an unknown kind would be any kind).

use super::class::Class;
use super::level::Level;
use super::rules::{HeadRole, PlaceClass, Signs, TitleClass};
use super::table::Row;
use super::{Kind, Problem};

/// What a cell may hold; every cell may be empty.
enum Cell {
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words, `|` between.
    Words(&'static [&'static str]),
    /// A whole number from one to another.
    Number(i16, i16),
    /// Levels of places, or `any`.
    Levels,
    /// Kinds of names, or `*` for any.
    Kinds,
}

use Cell::{Kinds, Levels, Number, Word, Words};

const POSITION: Cell = Word(&["before", "after", "both"]);
const POINTS: Cell = Number(-1_000, 1_000);
/// What fits a byte with a sign.
const SMALL: Cell = Number(-128, 127);
const STRENGTH: Cell = Word(&["strong", "weak", "none"]);
const LEAST: Cell = Number(0, 255);
const YES: Cell = Word(&["yes", "no"]);

/// List, column, what a cell there may hold.
const CELLS: [(&str, &str, Cell); 38] = [
    ("bodies", "levels", Levels),
    ("characters", "classes", Words(Class::NAMES)),
    ("deictic", "level", Levels),
    ("deictic-bare", "level", Levels),
    ("evidence", "points", POINTS),
    ("given-names", "weight", Number(0, 3)),
    ("given-names", "first", POINTS),
    ("given-names", "second", POINTS),
    ("given-names", "single", POINTS),
    ("ignore", "kind", Kinds),
    ("organisation-suffixes", "strength", STRENGTH),
    ("organisation-suffixes", "min", LEAST),
    (
        "organisation-suffixes",
        "role",
        Word(&["head", "unit", "head|unit", "head|person", "head|room", "head|unit|room"]),
    ),
    ("organisation-suffixes", "points", POINTS),
    ("place-abbreviation-frames", "position", POSITION),
    ("place-abbreviations", "level", Levels),
    ("place-abbreviations", "alone", Word(&["yes", "frame", "pair", "single", "named"])),
    ("place-numbers", "position", POSITION),
    ("place-numbers", "alone", YES),
    ("place-suffixes", "class", Word(PlaceClass::NAMES)),
    ("place-suffixes", "strength", STRENGTH),
    ("place-suffixes", "min", LEAST),
    ("place-suffixes", "points", POINTS),
    ("place-suffixes", "level", Word(&["township", "village"])),
    ("programme-heads", "quoted", Word(&["yes", "no", "inside"])),
    ("programme-heads", "role", Words(HeadRole::NAMES)),
    ("signs", "signs", Words(Signs::NAMES)),
    ("speech-verbs", "position", POSITION),
    ("speech-verbs", "tells", Word(&["yes"])),
    ("surnames", "frequency", Word(&["common", "rare"])),
    ("surnames", "points", POINTS),
    ("titles", "position", POSITION),
    ("titles", "kind", Word(TitleClass::NAMES)),
    ("words", "kind", Word(&["organisation", "place", "person"])),
    ("words", "left", SMALL),
    ("words", "first", SMALL),
    ("words", "inner", SMALL),
    ("words", "right", SMALL),
];

impl Cell {
    fn takes(&self, row: Row<'_>, column: &str) -> bool {
        let text = row.get(column);
        text.is_empty()
            || match self {
                Word(words) => words.contains(&text),
                Words(words) => row.list(column).all(|word| words.contains(&word)),
                Number(least, most) => {
                    text.parse().is_ok_and(|number: i16| (*least..=*most).contains(&number))
                }
                Levels => row.list(column).all(|level| level == "any" || level.parse::<Level>().is_ok()),
                Kinds => row.list(column).all(|kind| kind == "*" || kind.parse::<Kind>().is_ok()),
            }
    }

    /// What to write there.
    fn cure(&self) -> String {
        match self {
            Word(words) => format!("write {}, or nothing", words.join(", ")),
            Words(words) => format!("write some of {}, parted by |, or nothing", words.join(", ")),
            Number(least, most) => format!("write a whole number from {least} to {most}, or nothing"),
            Levels => "write country, province, prefecture, county, township, village, or any".to_owned(),
            Kinds => "write person, place, organisation, programme, parted by |, or * for any".to_owned(),
        }
    }
}

/// The first fault of a row of a word list, if it has one.
pub(super) fn fault(list: &str, row: Row<'_>) -> Option<Problem> {
    let of_list = CELLS.iter().filter(|(of, ..)| *of == list);
    let (_, column, cell) = of_list.into_iter().find(|(_, column, cell)| !cell.takes(row, column))?;
    let message = format!("{column} is {:?}", row.get(column));
    Some(Problem::at(row.path, row.line, message, cell.cure()))
}

#[cfg(test)]
mod tests {
    use crate::dictionary::{Dictionary, Kind};

    fn problems(list: &str, rows: &str) -> Vec<String> {
        let path = format!("rules/{list}.tsv");
        Dictionary::of_texts(&[(&path, rows)]).problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_cell_that_means_nothing_is_a_problem_with_line_and_cure() {
        assert_eq!(
            problems("ignore", "word\tkind\n甲城\tPerson\n乙城\tplace|person\n丙城\t*\n"),
            [
                "rules/ignore.tsv:2: kind is \"Person\"; write person, place, organisation, programme, parted by |, or * for any"
            ]
        );
        assert_eq!(
            problems("words", "word\tkind\tleft\n会见\tperson\t500\n出访\tperson\t-5\n"),
            ["rules/words.tsv:2: left is \"500\"; write a whole number from -128 to 127, or nothing"]
        );
        for (list, cell) in [
            ("bodies", "name\tlevels\n{place}戊局\ttown\n"),
            ("organisation-suffixes", "word\tstrength\n戊局\tstrongly\n"),
            ("place-suffixes", "word\tclass\n戊\tregion\n"),
            ("given-names", "word\tweight\n戊\t4\n"),
            ("titles", "word\tposition\n戊长\tbeside\n"),
            ("characters", "word\tclasses\n戊\tjoint|joints\n"),
            ("programme-heads", "word\trole\n戊\tany-place\n"),
            ("signs", "word\tsigns\n戊\tshores\n"),
            ("speech-verbs", "word\ttells\n说\talways\n"),
            ("evidence", "word\tpoints\nperson.surname.any\tmany\n"),
        ] {
            assert_eq!(problems(list, cell).len(), 1, "{list}");
        }
    }

    #[test]
    fn a_faulty_row_is_left_out() {
        let rows =
            [("x.tsv", "name\tkind\n甲城\tplace\n"), ("rules/ignore.tsv", "word\tkind\n甲城\tPerson\n")];
        assert!(Dictionary::of_texts(&rows).rules.ignored_as("甲城", &Kind::PLACE).is_none());
    }

    #[test]
    fn the_shipped_lists_have_no_fault() {
        assert_eq!(Dictionary::builtin().problems, []);
    }
}
