//! Taking over names that were kept elsewhere: any dictionary file in, clean sorted rows out. Writes nothing itself.

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::cell_of;
use super::doubtful::{SEVERAL, common_word, holds_several, never};
use super::entry::Entry;
use super::formats;
use super::headers::is_known_column;
use super::labels::kind_of_path;
use super::load::read_text;
use super::rules::Rules;
use super::table::Table;
use super::{Dictionary, DictionaryError, DictionaryOptions, Kind, Problem, normal};

/// Characters of the longest name taken.
const LONGEST: usize = 60;

/// What an import gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows taken from the file.
    pub taken: usize,
    /// Rows of these that say more of a name that is there already, or nothing new.
    pub merged: usize,
    /// What was not taken, by line, with the cure.
    pub refused: Vec<Problem>,
    /// The rows as a dictionary file.
    pub text: String,
    /// Number of rows in it.
    pub rows: usize,
}

/// Reads a file of names in any format that is understood and gives it as rows of the house. `kind` is that of rows that
/// say none. With `into`, a dictionary file that may exist already, the rows join those that are there.
///
/// # Errors
/// If a file cannot be read, or `into` holds what would be lost.
pub fn import(file: &Path, kind: Option<&Kind>, into: Option<&Path>) -> Result<Imported, DictionaryError> {
    let (path, text) = read_text(file)?;
    import_text(&path, &text, kind, into)
}

/// As [`import`], of a text that bears the name `path`: its extension says the format; where it has none, the look does.
///
/// # Errors
/// As [`import`].
pub fn import_text(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    into: Option<&Path>,
) -> Result<Imported, DictionaryError> {
    let mut imported = Imported::default();
    let mut rows = BTreeMap::new();
    if let Some(into) = into.filter(|into| into.exists()) {
        for entry in present(into)? {
            let (path, line) = (entry.path.to_string(), entry.line);
            if let Some((message, cure)) = add(&mut rows, entry, &[ID, NOTE]) {
                let message = format!("{message}, and it would be lost; {cure}");
                return Err(DictionaryError::NotWritten { path, line, message });
            }
        }
    }
    let mut entries = Vec::new();
    let named = kind_of_path(path);
    formats::read_as(path, text, kind.or(named.as_ref()), &mut entries, &mut imported.refused);
    let rules =
        Dictionary::load(&DictionaryOptions { builtin: false, ..DictionaryOptions::default() })?.rules;
    for mut entry in entries {
        if let Err((message, cure)) = tidy(&mut entry, &rules, &mut imported.refused) {
            imported.refused.push(Problem::at(path, entry.line, message, cure));
            continue;
        }
        let (before, line) = (rows.len(), entry.line);
        if let Some((message, cure)) = add(&mut rows, entry, &[ID]) {
            imported.refused.push(Problem::at(path, line, message, cure));
        } else {
            imported.taken += 1;
            imported.merged += usize::from(rows.len() == before);
        }
    }
    imported.refused.sort();
    imported.rows = rows.len();
    imported.text = text_of(rows.into_values().collect(), into);
    Ok(imported)
}

/// What tells rows apart: kind, name, container, and whether the row takes out.
type Key = (Kind, String, String, bool);

/// A cell of a row.
type Cell = (&'static str, fn(&Entry) -> &str);
const ID: Cell = ("id", |entry| &entry.id);
const NOTE: Cell = ("note", |entry| &entry.note);

/// Takes a row, or joins it to the one that is there: of what need not be alike the first stays. What speaks against it, with the
/// cure.
fn add(rows: &mut BTreeMap<Key, Entry>, entry: Entry, alike: &[Cell]) -> Option<(String, &'static str)> {
    let key = (entry.kind.clone(), entry.name.clone(), entry.within.clone(), entry.remove);
    let Some(there) = rows.get_mut(&key) else {
        rows.insert(key, entry);
        return None;
    };
    for (what, of) in alike {
        let (old, new) = (of(there), of(&entry));
        if !old.is_empty() && !new.is_empty() && old != new {
            let message = format!("a row for \"{}\" has the {what} {old}, this one {new}", entry.name);
            return Some((message, "make one row of the two, or tell them apart by \"within\""));
        }
    }
    join(there, entry);
    None
}

/// Joins a row to one of the same key. Of rows that take out, one without aliases takes out the whole entity.
fn join(there: &mut Entry, entry: Entry) {
    if there.remove && (there.aliases.is_empty() || entry.aliases.is_empty()) {
        there.aliases.clear();
    } else {
        there.aliases.extend(entry.aliases);
    }
    for (old, new) in [(&mut there.id, entry.id), (&mut there.note, entry.note)] {
        if old.is_empty() {
            *old = new;
        }
    }
}

/// The rows of the file that is written to.
fn present(into: &Path) -> Result<Vec<Entry>, DictionaryError> {
    let (path, text) = read_text(into)?;
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let table = Table::read(&path, &text, &mut problems);
    let refuse =
        |line: u64, message: String| DictionaryError::NotWritten { path: path.clone(), line, message };
    if let Some(column) = table.columns().iter().find(|column| !is_known_column(column)) {
        return Err(refuse(1, format!("the column \"{column}\" would be lost; import into a new file")));
    }
    problems.clear();
    formats::read(&path, &text, &mut entries, &mut problems);
    match problems.first() {
        Some(problem) => {
            let message = format!("{}, and the row would be lost; {}", problem.message, problem.cure);
            Err(refuse(problem.line.unwrap_or(1), message))
        }
        None => Ok(entries),
    }
}

/// Cleans an entry; its aliases that cannot be used are refused one by one. `Err`: why the whole row cannot be used.
fn tidy(entry: &mut Entry, rules: &Rules, refused: &mut Vec<Problem>) -> Result<(), (String, &'static str)> {
    entry.name = entry.name.trim().to_owned();
    for cell in [&mut entry.within, &mut entry.id, &mut entry.note] {
        *cell = one_line(cell);
    }
    if entry.remove {
        return Ok(());
    }
    usable(&entry.name, &entry.kind, rules)?;
    let (path, line, kind) = (&entry.path, entry.line, &entry.kind);
    entry.aliases.retain(|alias| match usable(alias, kind, rules) {
        Ok(()) if holds_several(alias) => {
            refused.push(Problem::at(path, line, format!("alias \"{alias}\" {}", SEVERAL.0), SEVERAL.1));
            false
        }
        Ok(()) => true,
        Err((message, cure)) => {
            refused.push(Problem::at(path, line, format!("alias {message}"), cure));
            false
        }
    });
    Ok(())
}

impl Dictionary {
    /// Whether `dict import` takes a form as a name of a kind, or with `as_alias` as an alias.
    #[must_use]
    pub fn takes(&self, form: &str, kind: &Kind, as_alias: bool) -> bool {
        usable(form.trim(), kind, &self.rules).is_ok() && !(as_alias && holds_several(form))
    }
}

/// Whether a form can be looked for in texts.
fn usable(form: &str, kind: &Kind, rules: &Rules) -> Result<(), (String, &'static str)> {
    let refuse = |what: &str, cure: &'static str| Err((format!("\"{form}\" {what}"), cure));
    let normal = normal(form);
    let characters = normal.chars().count();
    if form.chars().any(char::is_control) || form.contains(['|', '｜']) {
        return refuse("holds a tab, a line break or |", "write one name a cell");
    }
    if characters < 2 {
        return refuse("has fewer than two characters and is never looked for", "give a longer form");
    }
    if characters > LONGEST {
        return refuse("is longer than 60 characters", "give the name alone");
    }
    if !normal.chars().any(char::is_alphabetic) {
        return refuse("has no letter", "give a name");
    }
    if let Some(row) = rules.ignored_as(&normal, kind) {
        return Err((never(form, row), "give a longer form"));
    }
    match common_word(&normal, kind).filter(|_| !rules.checked_names.contains(&normal)) {
        Some(tag) => {
            let message = format!("\"{form}\" is a common word ({tag})");
            Err((message, "give a longer form, or add the row by hand if texts never use the word"))
        }
        None => Ok(()),
    }
}

/// Rows sorted by name and container, with the columns they need. The file's name says the kind where it can.
fn text_of(mut entries: Vec<Entry>, into: Option<&Path>) -> String {
    let of_file = into.and_then(|into| kind_of_path(&into.to_string_lossy()));
    let with_kind = entries.is_empty() && of_file.is_none()
        || entries.iter().any(|entry| Some(&entry.kind) != of_file.as_ref());
    let with_change = entries.iter().any(|entry| entry.remove);
    entries.sort_by(|a, b| {
        (&a.name, &a.within, &a.kind, a.remove).cmp(&(&b.name, &b.within, &b.kind, b.remove))
    });
    let mut text = String::new();
    let mut line = |cells: [&str; 7]| {
        let wanted = [with_change, true, with_kind, true, true, true, true];
        let cells: Vec<String> =
            cells.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(cell, _)| one_line(cell)).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    };
    line(["change", "name", "kind", "aliases", "within", "id", "note"]);
    for entry in entries {
        let mut aliases: Vec<&str> = entry.aliases.iter().map(|alias| alias.trim()).collect();
        aliases.retain(|alias| *alias != entry.name);
        aliases.sort_unstable();
        aliases.dedup();
        let listed = cell_of(&aliases);
        let (change, aliases) = (if entry.remove { "-" } else { "" }, listed);
        line([change, &entry.name, entry.kind.as_str(), &aliases, &entry.within, &entry.id, &entry.note]);
    }
    text
}

/// A cell without what would end it, as it is read again.
fn one_line(cell: &str) -> String {
    let text: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(name: &str, text: &[u8], kind: Option<&Kind>) -> Imported {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let mut imported = import(&file, kind, None).unwrap();
        for problem in &mut imported.refused {
            problem.path = String::new();
        }
        imported
    }

    #[test]
    fn takes_what_it_can_and_says_what_not() {
        let text = "甲乙丙厂 3 nt\n发展 5 nz\n跑步 3 v\n丙 2 ns\n甲乙丙厂\tnt\n";
        let imported = imported("user.txt", text.as_bytes(), None);
        assert_eq!((imported.taken, imported.merged, imported.rows), (2, 1, 1));
        assert_eq!(imported.text, "name\tkind\taliases\twithin\tid\tnote\n甲乙丙厂\torganisation\t\t\t\t\n");
        let lines: Vec<u64> = imported.refused.iter().filter_map(|p| p.line).collect();
        assert_eq!(lines, [2, 3, 4], "{:?}", imported.refused);
    }

    #[test]
    fn spreadsheets_in_gb18030_are_read() {
        let text = "id,label,aliases\r\nQ1,甲乙丙市,\"甲乙丙, 甲\"\r\n";
        let bytes = encoding_rs::GB18030.encode(text).0;
        let imported = imported("export.csv", &bytes, Some(&Kind::PLACE));
        assert!(imported.text.ends_with("甲乙丙市\tplace\t甲乙丙\t\tQ1\t\n"), "{}", imported.text);
        assert_eq!(imported.refused.len(), 1);
    }

    #[test]
    fn joins_a_file_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (new, mine) = (folder.path().join("new.json"), folder.path().join("place.tsv"));
        std::fs::write(&new, r#"{"甲乙丙市": ["甲乙丙"], "丁戊己县": []}"#).unwrap();
        std::fs::write(&mine, "name\tnote\n甲乙丙市\t旧\n").unwrap();
        let imported = import(&new, Some(&Kind::PLACE), Some(&mine)).unwrap();
        assert_eq!(
            imported.text,
            "name\taliases\twithin\tid\tnote\n丁戊己县\t\t\t\t\n甲乙丙市\t甲乙丙\t\t\t旧\n"
        );
        std::fs::write(&mine, "name\tcolour\n甲乙丙市\t红\n").unwrap();
        let error = import(&new, Some(&Kind::PLACE), Some(&mine)).unwrap_err().to_string();
        assert!(
            error.ends_with("place.tsv:1: the column \"colour\" would be lost; import into a new file"),
            "{error}"
        );
    }

    #[test]
    fn what_ends_in_control_characters_reads_back_the_same() {
        let text = "label,within,id,note\n甲乙丙市,丁戊省\u{f},\u{f}http://www.wikidata.org/entity/Q1\u{7f}\u{f},注\u{1} \n";
        let first = imported("x.csv", text.as_bytes(), Some(&Kind::PLACE));
        assert!(first.text.ends_with("\n甲乙丙市\tplace\t\t丁戊省\tQ1\t注\n"), "{}", first.text);
        assert_eq!(imported("y.tsv", first.text.as_bytes(), None).text, first.text);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
        /// What is written reads back as the same rows, whatever was given.
        #[test]
        fn importing_what_was_imported_changes_nothing(text in "(label,aliases|name\ttype|)(\n[甲乙丙丁市,、\t|;x1 ]{0,12}){0,6}") {
            let first = imported("x.csv", text.as_bytes(), Some(&Kind::PLACE));
            let again = imported("y.tsv", first.text.as_bytes(), None);
            proptest::prop_assert_eq!(&first.text, &again.text);
            proptest::prop_assert_eq!(&again.refused, &Vec::new());
        }
    }
}
