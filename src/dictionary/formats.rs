//! The files a dictionary can be: TSV and CSV of the house, jieba user dictionaries, spaCy `EntityRuler` JSONL, plain lists.

use std::path::Path;

use serde::Deserialize;

use super::table::Table;
use super::{Kind, Problem};

/// One row of a dictionary, whatever the format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Canonical name.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// Other names.
    pub aliases: Vec<String>,
    /// The container as written; empty if none.
    pub within: String,
    /// External id; empty if none.
    pub id: String,
    /// A few words; empty if none.
    pub note: String,
    /// The file as given.
    pub path: String,
    /// Line in it.
    pub line: u64,
    /// The row is compiled in.
    pub shipped: bool,
}

/// Whether a file in a folder of dictionaries is one, by its extension.
#[must_use]
pub(super) fn is_dictionary(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "tsv" | "csv" | "jsonl" | "txt"))
}

/// Reads the rows of a file. The extension says the format, the stem the kind where no column does.
pub(super) fn read(path: &str, text: &str, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    let kind = kind_of_path(path);
    match Path::new(path).extension().and_then(|e| e.to_str()) {
        Some("jsonl") => entity_ruler(path, text, entries, problems),
        Some("txt") => words(path, text, kind.as_ref(), entries, problems),
        _ => table(path, text, kind.as_ref(), entries, problems),
    }
}

/// The kind that a file's name says: `place.tsv`, `person.extra.tsv`, `my-places.csv` does not.
#[must_use]
pub fn kind_of_path(path: &str) -> Option<Kind> {
    let stem = Path::new(path).file_name()?.to_str()?.split('.').next()?;
    let singular = Kind::ALL
        .into_iter()
        .find(|kind| stem == kind.as_str() || stem.strip_suffix('s') == Some(kind.as_str()));
    singular.or_else(|| (stem == "people").then_some(Kind::PERSON))
}

fn table(path: &str, text: &str, kind: Option<&Kind>, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    let table = Table::read(path, text, problems);
    if !table.has("name") {
        let cure = "the first line must name the columns: name, kind, aliases, within, id, note";
        problems.push(Problem::of_file(path, "no column \"name\"", cure));
        return;
    }
    for row in table.rows() {
        let name = row.get("name");
        let kind = match (row.get("kind"), kind) {
            ("", Some(kind)) => Ok(kind.clone()),
            ("", None) => Err("row without a kind".to_owned()),
            (text, _) => text.parse().map_err(|error| format!("{error}")),
        };
        match kind {
            _ if name.is_empty() => {
                problems.push(Problem::at(
                    path,
                    row.line,
                    "row without a name",
                    "fill the column \"name\" or delete the row",
                ));
            }
            Err(message) => {
                problems.push(Problem::at(
                    path,
                    row.line,
                    message,
                    "fill the column \"kind\", or name the file after the kind",
                ));
            }
            Ok(kind) => entries.push(Entry {
                name: name.to_owned(),
                kind,
                aliases: row.list("aliases").map(str::to_owned).collect(),
                within: row.get("within").to_owned(),
                id: row.get("id").to_owned(),
                note: row.get("note").to_owned(),
                path: path.to_owned(),
                line: row.line,
                shipped: false,
            }),
        }
    }
}

#[derive(Deserialize)]
struct Pattern {
    label: String,
    #[serde(rename = "pattern")]
    surface: serde_json::Value,
    id: Option<String>,
}

/// Kinds under the labels that other programs use.
#[must_use]
pub fn kind_of_label(label: &str) -> Option<Kind> {
    match label {
        "PER" | "PERSON" | "nr" | "人名" => Some(Kind::PERSON),
        "LOC" | "GPE" | "FAC" | "ns" | "地名" => Some(Kind::PLACE),
        "ORG" | "ORGANIZATION" | "nt" | "机构名" => Some(Kind::ORGANISATION),
        "EVENT" | "PROGRAMME" | "PROJECT" | "nz" => Some(Kind::PROGRAMME),
        other => other.to_lowercase().parse().ok(),
    }
}

fn entity_ruler(path: &str, text: &str, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    for (line, json) in (1u64..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let row: Pattern = match serde_json::from_str(json) {
            Ok(row) => row,
            Err(error) => {
                let cure = "write {\"label\": \"ORG\", \"pattern\": \"…\", \"id\": \"…\"} on one line";
                problems.push(Problem::at(path, line, format!("not a pattern: {error}"), cure));
                continue;
            }
        };
        let (Some(surface), Some(kind)) = (pattern_text(&row.surface), kind_of_label(&row.label)) else {
            let cure = "use a text or a list of {\"ORTH\"/\"TEXT\": …} and a known label";
            problems.push(Problem::at(path, line, "pattern or label not understood", cure));
            continue;
        };
        let name = row.id.unwrap_or_else(|| surface.clone());
        let aliases = if name == surface { Vec::new() } else { vec![surface] };
        entries.push(Entry { name, kind, aliases, path: path.to_owned(), line, ..Entry::default() });
    }
}

fn pattern_text(pattern: &serde_json::Value) -> Option<String> {
    if let Some(text) = pattern.as_str() {
        return Some(text.to_owned());
    }
    let words = pattern.as_array()?.iter();
    words.map(|word| word.get("TEXT").or_else(|| word.get("ORTH")).and_then(|t| t.as_str())).collect()
}

/// A jieba user dictionary (`word [freq] [tag]`) or a plain list of names.
fn words(path: &str, text: &str, kind: Option<&Kind>, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    for (line, row) in (1u64..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        let mut cells = row.split_whitespace();
        let name = cells.next().unwrap_or_default();
        let tag = cells.find(|cell| !cell.bytes().all(|b| b.is_ascii_digit()));
        if let Some(kind) = tag.and_then(kind_of_label).or_else(|| kind.cloned()) {
            entries.push(Entry {
                name: name.to_owned(),
                kind,
                path: path.to_owned(),
                line,
                ..Entry::default()
            });
        } else {
            let cure = "add a tag (nr, ns, nt, nz) or name the file after the kind: person.txt";
            problems.push(Problem::at(path, line, format!("\"{name}\" has no kind"), cure));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(path: &str, text: &str) -> (Vec<(String, String, Vec<String>)>, usize) {
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        read(path, text, &mut entries, &mut problems);
        let rows = entries.into_iter().map(|e| (e.kind.to_string(), e.name, e.aliases)).collect();
        (rows, problems.len())
    }

    #[test]
    fn every_format_gives_the_same_row() {
        let place = |aliases: &[&str]| {
            let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
            (vec![("place".to_owned(), "赤峰市".to_owned(), aliases)], 0)
        };
        assert_eq!(rows("place.tsv", "name\taliases\n赤峰市\t赤峰\n"), place(&["赤峰"]));
        assert_eq!(rows("x.csv", "kind,name,aliases\nplace,赤峰市,赤峰\n"), place(&["赤峰"]));
        assert_eq!(rows("places.txt", "赤峰市\n"), place(&[]));
        assert_eq!(rows("user.txt", "赤峰市 3 ns\n"), place(&[]));
        assert_eq!(rows("x.jsonl", r#"{"label":"GPE","pattern":"赤峰","id":"赤峰市"}"#), place(&["赤峰"]));
    }

    #[test]
    fn bad_rows_are_problems_and_the_rest_loads() {
        assert_eq!(rows("x.tsv", "name\tkind\n甲乙\tPlace\n丙丁\tplace\n\tplace\n").1, 2);
        assert_eq!(rows("user.txt", "赤峰市 3\n").1, 1);
        assert_eq!(rows("x.jsonl", "{\n").1, 1);
    }
}
