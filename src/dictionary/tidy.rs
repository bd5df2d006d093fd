//! The clean form of a dictionary's file, and what is untidy about it as it stands.

use std::collections::{HashMap, HashSet};

use super::Problem;
use super::columns::cell_of;
use super::table::{Table, items};

/// The file as it should be: UTF-8, cells without space around them, `|` between aliases, rows sorted by their first
/// column and container, none twice.
pub(super) fn clean(table: &Table) -> String {
    let columns = table.columns();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in table.rows() {
        let name = row.get("name");
        // By number: two columns may have one heading, or none.
        let cell = |(at, column): (usize, &String)| match column.as_str() {
            "aliases" => {
                let mut seen = HashSet::from([name]);
                let aliases: Vec<&str> = items(row.at(at)).filter(|alias| seen.insert(alias)).collect();
                cell_of(&aliases)
            }
            _ => row.at(at).to_owned(),
        };
        rows.push(columns.iter().enumerate().map(cell).collect());
    }
    let within = columns.iter().position(|column| column == "within");
    let key = |row: &Vec<String>| (row[0].clone(), within.map(|at| row[at].clone()));
    rows.sort_by_cached_key(key);
    rows.dedup();
    let lines = std::iter::once(columns.join("\t")).chain(rows.iter().map(|row| row.join("\t")));
    lines.map(|line| line + "\n").collect()
}

/// Says what rewriting changes: each line that differs for its space or marks, or the first one out of order.
pub(super) fn untidy(path: &str, text: &str, clean: &str, problems: &mut Vec<Problem>) {
    const CURE: &str = "\"dict check --fix\" rewrites the file";
    let before = problems.len();
    let kept: HashSet<&str> = clean.lines().collect();
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
    for (line, row) in (1u64..).zip(text.lines()).filter(|(_, row)| !kept.contains(row)) {
        let what =
            if row.trim().is_empty() { "empty line".to_owned() } else { mess(row, line == 1, &header) };
        problems.push(Problem::at(path, line, what, CURE));
    }
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let order: HashMap<&str, usize> = clean.lines().zip(0..).collect();
    let place = |row: &&str| order.get(row).copied().unwrap_or_default();
    for (line, pair) in (3u64..).zip(rows.windows(2)) {
        if pair[0] == pair[1] {
            problems.push(Problem::at(path, line, "the same row twice", CURE));
        } else if place(&pair[0]) > place(&pair[1]) && kept.contains(pair[1]) {
            problems.push(Problem::at(path, line, "row out of order", CURE));
        }
    }
    if problems.len() == before {
        problems.push(Problem::of_file(path, "not plain UTF-8 with one line feed a row", CURE));
    }
}

/// What is untidy about a row under a header.
fn mess(row: &str, is_header: bool, header: &[&str]) -> String {
    if header.len() == 1 && header[0].contains([',', '，']) {
        return "cells parted by commas, not by tabs".to_owned();
    }
    let cells: Vec<&str> = row.split('\t').collect();
    let mut found = Vec::new();
    if is_header && row.to_lowercase() != row {
        found.push("capitals in the header".to_owned());
    }
    if cells.len() != header.len() {
        found.push(format!("{} cells under {} headings", cells.len(), header.len()));
    }
    if cells.iter().any(|cell| cell.trim() != *cell) {
        found.push("stray space".to_owned());
    }
    let column = |name: &str| header.iter().position(|column| column.trim().to_lowercase() == name);
    let cell = |name: &str| column(name).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
    if !is_header && !cell("aliases").is_empty() {
        found.extend(mess_of_aliases(cell("aliases"), cell("name")));
    }
    if found.is_empty() { "not as it is written anew".to_owned() } else { found.join(", ") }
}

/// What is untidy about a cell of aliases.
fn mess_of_aliases(cell: &str, name: &str) -> Option<String> {
    let items: Vec<&str> = cell.split(['|', '｜']).collect();
    let mut seen = HashSet::from([name]);
    let is_stray = |item: &&str| item.is_empty() || item.trim() != *item;
    if let Some(twice) = items.iter().find(|item| !item.trim().is_empty() && !seen.insert(item.trim())) {
        return Some(format!("repeated alias \"{}\"", twice.trim()));
    }
    (cell.contains('｜') || items.iter().any(is_stray)).then(|| "stray separators in the aliases".to_owned())
}
