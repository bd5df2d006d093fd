//! Points as the word lists of `dictionaries/rules` hold them. Written beside the shipped ones, never over them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The points of each cell: file, word (words of `words.tsv` with their kind behind a tab), column.
pub(crate) type Points = BTreeMap<(&'static str, String), BTreeMap<&'static str, i32>>;

/// Where the points of a feature of a kind stand; none where no list has a place for it.
pub(crate) fn cell(kind: &str, feature: &str) -> Option<(&'static str, String, &'static str)> {
    let Some((side, word)) = feature.split_once('=') else {
        return Some(("evidence", feature.to_owned(), "points"));
    };
    let (file, column) = match (side, kind) {
        ("S", _) => ("surnames", "points"),
        ("A", _) => ("given-names", "first"),
        ("B", _) => ("given-names", "second"),
        ("C", _) => ("given-names", "single"),
        ("Z", "place") => ("place-suffixes", "points"),
        ("Z", _) => ("organisation-suffixes", "points"),
        ("left", _) => ("words", "left"),
        ("first", _) => ("words", "first"),
        ("inner", _) => ("words", "inner"),
        ("right", _) => ("words", "right"),
        _ => return None,
    };
    let is_character = word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    if file == "given-names" && !is_character {
        return None;
    }
    Some((file, if file == "words" { format!("{word}\t{kind}") } else { word.to_owned() }, column))
}

/// A word list: its columns, and its rows by word.
struct List {
    file: &'static str,
    columns: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
}

/// Columns that hold points.
const POINTS: [&str; 7] = ["points", "first", "second", "single", "left", "inner", "right"];

/// Writes the lists that hold points to a folder with the new ones, and says how far they lie from the shipped ones.
pub(crate) fn write(rules: &Path, folder: &Path, points: &Points) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for file in ["evidence", "given-names", "organisation-suffixes", "place-suffixes", "surnames", "words"] {
        let mut list = List::read(rules, file);
        let distances = list.take(points);
        fs::write(folder.join(format!("{file}.tsv")), list.text()).expect("the word list can be written");
        let moved = distances.iter().filter(|distance| **distance > 0).count();
        let mean = f64::from(distances.iter().sum::<i32>()) / distances.len().max(1) as f64;
        let most = distances.iter().max().copied().unwrap_or(0);
        println!(
            "{file}: {moved} of {} points differ, by {mean:.2} on average, {most} at most",
            distances.len()
        );
    }
}

impl List {
    fn read(rules: &Path, file: &'static str) -> Self {
        let text = fs::read_to_string(rules.join(format!("{file}.tsv"))).expect("the word list is there");
        let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next().unwrap_or_default();
        let key = |row: &[String]| if file == "words" { row[..2].join("\t") } else { row[0].clone() };
        Self { file, columns, rows: lines.map(|row| (key(&row), row)).collect() }
    }

    /// Takes the new points; how far each lies from the old. Words that no longer have any points leave where they stood for
    /// nothing else.
    fn take(&mut self, points: &Points) -> Vec<i32> {
        let (file, mut distances) = (self.file, Vec::new());
        let new = points.keys().filter(|(of, _)| *of == file).map(|(_, word)| word.clone());
        let words: BTreeSet<String> = new.chain(self.rows.keys().cloned()).collect();
        for word in words {
            let Some(mut row) = self.rows.remove(&word).or_else(|| self.fresh(&word)) else { continue };
            let none = BTreeMap::new();
            let held =
                self.renew(&mut row, points.get(&(file, word.clone())).unwrap_or(&none), &mut distances);
            let weightless = file == "given-names" && row[2] == "0";
            if held || !(file == "words" || weightless) {
                self.rows.insert(word, row);
            }
        }
        distances
    }

    /// A row for a new word, where the list is one of figures alone.
    fn fresh(&self, word: &str) -> Option<Vec<String>> {
        let cells: Vec<&str> = match self.file {
            "evidence" => vec![word],
            "given-names" => vec![word, "any", "0"],
            "words" => word.split('\t').collect(),
            _ => return None,
        };
        let mut row: Vec<String> = cells.into_iter().map(str::to_owned).collect();
        row.resize(self.columns.len(), String::new());
        Some(row)
    }

    /// Whether the row holds any points afterwards. Clues that no proposal has keep theirs.
    fn renew(&self, row: &mut [String], new: &BTreeMap<&str, i32>, distances: &mut Vec<i32>) -> bool {
        let note = row.last().cloned().unwrap_or_default();
        let unseen = self.file == "evidence" && new.is_empty();
        if unseen || note.starts_with("by hand") && !note.starts_with("by hand +") {
            return true;
        }
        let mut held = false;
        for (column, cell) in self.columns.iter().zip(row) {
            if !POINTS.contains(&column.as_str()) {
                continue;
            }
            let points = new.get(column.as_str()).copied().unwrap_or(0) + by_hand(&note);
            distances.push((points - cell.parse::<i32>().unwrap_or(0)).abs());
            held |= points != 0;
            let shown = points != 0 || self.file == "evidence";
            *cell = if shown { points.to_string() } else { String::new() };
        }
        held
    }

    fn text(&self) -> String {
        let rows = self.rows.values().map(|row| format!("{}\n", row.join("\t")));
        format!("{}\n", self.columns.join("\t")) + &rows.collect::<String>()
    }
}

/// What a note "by hand +12" adds.
fn by_hand(note: &str) -> i32 {
    let Some((_, added)) = note.split_once("by hand +") else { return 0 };
    let end = added.find(|c: char| !c.is_ascii_digit()).unwrap_or(added.len());
    added[..end].parse().unwrap_or(0)
}
