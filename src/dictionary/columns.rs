//! Tables of names: which of our columns those of a table are, and its rows as entries.

use std::sync::Arc;

use super::entry::{Entry, NAMELESS};
use super::headers::{COLUMNS, is_known_column, meant_column};
use super::labels::kind_of_label;
use super::table::{Row, Table};
use super::{Kind, Problem};

/// Where the columns of a table stand: those of each of our names, the one that bears it first.
struct Columns([Vec<usize>; COLUMNS.len()]);

impl Columns {
    fn of(table: &Table) -> Self {
        Self(COLUMNS.map(|(name, others)| {
            let names = std::iter::once(&name).chain(others);
            names.filter_map(|name| table.position(name)).collect()
        }))
    }

    /// The cell of a column under any of its names.
    fn cell<'t>(&self, row: Row<'t>, column: &str) -> &'t str {
        let places = COLUMNS.iter().position(|(name, _)| *name == column).map_or(&[][..], |at| &self.0[at]);
        places.iter().map(|&at| row.at(at)).find(|cell| !cell.is_empty()).unwrap_or_default()
    }
}

/// Reads the rows of a table, of this kind where they do not say.
pub(super) fn table(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Problem>,
) {
    let table = Table::read(path, text, problems);
    for column in table.columns().iter().filter(|column| !is_known_column(column)) {
        if let Some(meant) = meant_column(column) {
            let cure = format!("did you mean \"{meant}\"? A column of your own must differ in more letters");
            problems.push(Problem::at(path, 1, format!("unknown column \"{column}\""), cure));
        }
    }
    let names = COLUMNS[0].1.iter().copied().chain(["name"]);
    if !names.into_iter().any(|name| table.has(name)) {
        let cure = "the first line must name the columns: name, kind, aliases, within, id, note";
        problems.push(Problem::of_file(path, "no column \"name\"", cure));
        return;
    }
    let columns = Columns::of(&table);
    for row in table.rows() {
        match entry_of(row, &columns, kind) {
            Ok(entry) => entries.push(entry),
            Err((message, cure)) => problems.push(Problem::at(path, row.line, message, cure)),
        }
    }
}

/// A row as an entry; else what is wrong, and the cure.
fn entry_of(row: Row<'_>, columns: &Columns, kind: Option<&Kind>) -> Result<Entry, (String, &'static str)> {
    let cell = |column| columns.cell(row, column);
    let name = cell("name");
    if name.is_empty() {
        return Err((NAMELESS.0.to_owned(), NAMELESS.1));
    }
    let kind_cure = "fill the column \"kind\", or name the file after the kind";
    let kind = match (cell("kind"), kind) {
        ("", Some(kind)) => kind.clone(),
        ("", None) => return Err(("row without a kind".to_owned(), kind_cure)),
        (text, _) => match kind_of_label(text) {
            Some(kind) => kind,
            None => text.parse().map_err(|error| (format!("{error}"), kind_cure))?,
        },
    };
    let remove = match row.get("change") {
        "" | "+" => false,
        "-" | "−" | "－" => true,
        other => {
            return Err((format!("\"{other}\" is no change"), "write - to take out, + or nothing to add"));
        }
    };
    // Query services give it where an item has no label in the language asked for.
    let id = identifier(cell("id"));
    if name == id {
        return Err((format!("the name \"{name}\" is only the id"), "give the name, or leave the row out"));
    }
    Ok(Entry {
        name: name.to_owned(),
        kind,
        aliases: items(cell("aliases")).map(str::to_owned).collect(),
        within: cell("within").to_owned(),
        id: id.to_owned(),
        note: cell("note").to_owned(),
        remove,
        path: Arc::clone(row.path),
        line: row.line,
        shipped: false,
    })
}

/// An id without the address that Wikidata puts before it, whatever stands around it.
fn identifier(cell: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let id = cell.trim_matches(blank);
    id.strip_prefix("http://www.wikidata.org/entity/").map_or(id, |id| id.trim_matches(blank))
}

/// The items of a cell: a line each, parted by `|`, else by semicolons, else by `、` outside of brackets, else by commas (as
/// Wikidata does).
fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n').flat_map(items_of_line).map(str::trim).filter(|item| !item.is_empty())
}

fn items_of_line(line: &str) -> impl Iterator<Item = &str> {
    let separators = [['|', '｜'], [';', '；'], ['、', '、'], [',', '，']];
    let held = |marks: &[char; 2]| {
        line.contains(*marks) && !(marks.contains(&'、') && line.contains(['（', '(', '《', '“']))
    };
    let by = separators.into_iter().find(held).unwrap_or(['|', '｜']);
    line.split(by)
}

/// Aliases as a cell from which they are read again: where one has a mark in it that parts aliases, a bar says that it is one.
pub(super) fn cell_of(aliases: &[&str]) -> String {
    let mut cell = aliases.join("|");
    if aliases.len() == 1 && cell.contains([';', '；', '、', ',', '，']) {
        cell.push('|');
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_parted_by_the_strongest_mark_there_is() {
        for (cell, aliases) in [
            ("甲乙|丙,丁", vec!["甲乙", "丙,丁"]),
            ("甲乙; 丙丁", vec!["甲乙", "丙丁"]),
            ("甲乙、丙丁", vec!["甲乙", "丙丁"]),
            ("甲乙、丙丁|", vec!["甲乙、丙丁"]),
            ("甲（乙、丙）厂", vec!["甲（乙、丙）厂"]),
            ("甲乙\n丙丁、戊己", vec!["甲乙", "丙丁", "戊己"]),
        ] {
            assert_eq!(items(cell).collect::<Vec<_>>(), aliases);
        }
    }
}
