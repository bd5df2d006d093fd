//! Care of dictionary files: what is wrong with rows that load all the same. The clean form of a file is made in `tidy`.
//!
//! Reads the files as written and changes nothing; who asked writes the clean texts back.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::doubtful::{CURE_OF_WORD, SEVERAL, common_word, holds_several, never};
use super::entry::Entry;
use super::formats;
use super::judgement;
use super::load::{conflict, files, in_rules, stem};
use super::rules::Rules;
use super::table::{self, Table};
use super::tidy::{clean, untidy};
use super::{Clash, Dictionary, DictionaryError, DictionaryOptions, Kind, Problem, normal};

/// What checking found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Files read.
    pub files: usize,
    /// Rows read.
    pub rows: usize,
    /// What a person must decide, by file and line.
    pub problems: Vec<Problem>,
    /// What rewriting the file mends, by file and line.
    pub untidy: Vec<Problem>,
    /// The clean text of each file that is untidy. A file with rows that cannot be read is not among them: rewriting would
    /// lose the rows.
    pub clean: Vec<(PathBuf, String)>,
}

/// Checks dictionary files and folders against one another and, with `builtin`, the shipped dictionaries.
///
/// # Errors
/// If a path cannot be read.
pub fn check(paths: &[PathBuf], builtin: bool) -> Result<CheckReport, DictionaryError> {
    let mut report = CheckReport::default();
    let mut entries = Vec::new();
    let shipped = Dictionary::load(&DictionaryOptions { builtin, ..DictionaryOptions::default() })?;
    let mut rules = shipped.rules.clone();
    let mut judged = HashSet::new();
    for path in paths {
        for file in files(path)? {
            let unreadable =
                |source| DictionaryError::Unreadable { path: file.display().to_string(), source };
            let bytes = std::fs::read(&file).map_err(unreadable)?;
            if check_file(&file, &bytes, &mut entries, &mut rules, &mut report) {
                judged.insert(told(&file));
            }
            report.files += 1;
        }
    }
    report.rows += entries.len();
    check_entries(&entries, &shipped, &rules, &mut report.problems);
    let mut found = together(paths, builtin, &entries, &judged)?;
    report.problems.append(&mut found);
    report.problems.sort();
    report.problems.dedup();
    Ok(report)
}

/// A path as problems name it.
fn told(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}

/// Checks a file by itself; whether it is one of judgements, which are heard when all names are known.
fn check_file(
    file: &Path,
    bytes: &[u8],
    entries: &mut Vec<Entry>,
    rules: &mut Rules,
    report: &mut CheckReport,
) -> bool {
    let path = told(file);
    let text = table::decode(bytes);
    if let Some(problem) = conflict(&path, &text) {
        report.problems.push(problem);
        return false;
    }
    let mut problems = Vec::new();
    let table = Table::read(&path, &text, &mut problems);
    if in_rules(&path) {
        report.rows += table.rows().count();
        rules.add(&stem(&path), &table, &mut problems);
    } else if judgement::is_table_of(&path, &text) {
        // Judgements stay in the order in which they were made.
        report.rows += table.rows().count();
        return true;
    } else {
        problems.clear();
        formats::read(&path, &text, entries, &mut problems);
    }
    if problems.is_empty() && file.extension().is_some_and(|extension| extension == "tsv") {
        let clean = clean(&table);
        if clean.as_bytes() != bytes {
            untidy(&path, &text, &clean, &mut report.untidy);
            report.clean.push((file.to_owned(), clean));
        }
    }
    report.problems.append(&mut problems);
    false
}

/// One form of an entry.
struct Form<'e> {
    entry: &'e Entry,
    text: &'e str,
    is_name: bool,
}

fn check_entries(entries: &[Entry], shipped: &Dictionary, rules: &Rules, problems: &mut Vec<Problem>) {
    let mut rows: BTreeMap<(&str, &str, &str), &Entry> = BTreeMap::new();
    let mut forms: BTreeMap<String, Vec<Form<'_>>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.remove) {
        if let Some(first) = rows.insert((entry.kind.as_str(), &entry.name, &entry.within), entry) {
            let message = format!("\"{}\" is listed twice, first at {}", entry.name, place(first));
            problems.push(at(entry, message, "merge the rows, or tell them apart by \"within\""));
            continue;
        }
        let names =
            std::iter::once((&entry.name, true)).chain(entry.aliases.iter().map(|alias| (alias, false)));
        for (text, is_name) in names {
            forms.entry(normal(text)).or_default().push(Form { entry, text, is_name });
        }
    }
    for (form, of) in &forms {
        check_form(form, of, rules, problems);
        check_ignored(form, of, shipped, problems);
        clashes(of, problems);
    }
    for entry in entries.iter().filter(|entry| !entry.within.is_empty() && !entry.remove) {
        let name = entry.within.split('@').next().unwrap_or_default();
        let known = |kind| !shipped.named(&kind, name).is_empty();
        let here = |kind: &str| {
            rows.range((kind, name, "")..).next().is_some_and(|(key, _)| (key.0, key.1) == (kind, name))
        };
        if !Kind::ALL.into_iter().any(|kind| here(kind.as_str()) || known(kind)) {
            let message = format!("unknown within \"{}\"", entry.within);
            problems.push(at(
                entry,
                message,
                "add a row for it, or correct the name (name@within where it is not unique)",
            ));
        }
    }
}

/// A form that can never be found, or is found where nothing is named.
fn check_form(form: &str, of: &[Form<'_>], rules: &Rules, problems: &mut Vec<Problem>) {
    let characters = form.chars().count();
    for Form { entry, text, .. } in of {
        if characters < 2 {
            let message = format!("\"{text}\" has one character and is never looked for");
            problems.push(at(entry, message, "delete it (京 and 沪 stand in rules/place-abbreviations.tsv)"));
        }
        let ignored = rules.ignored_as(form, &entry.kind).is_some();
        if holds_several(text) && entry.aliases.iter().any(|alias| alias == text) {
            problems.push(at(entry, format!("\"{text}\" {}", SEVERAL.0), SEVERAL.1));
        }
        if characters >= 2
            && !ignored
            && !rules.checked_names.contains(form)
            && let Some(tag) = common_word(form, &entry.kind)
        {
            let message = format!("\"{text}\" is a common word ({tag})");
            problems.push(at(entry, message, CURE_OF_WORD));
        }
    }
}

/// A form of the user's that a shipped list says is never a name: nothing would happen, and nobody would know why.
fn check_ignored(form: &str, of: &[Form<'_>], shipped: &Dictionary, problems: &mut Vec<Problem>) {
    for Form { entry, text, .. } in of {
        let own = shipped.named(&entry.kind, &entry.name).is_empty();
        if let Some(row) = shipped.rules.ignored_as(form, &entry.kind).filter(|_| own) {
            problems.push(at(entry, never(text, row) + " and not found", "give a longer form"));
        }
    }
}

/// An alias that means two entities which nothing tells apart.
fn clashes(of: &[Form<'_>], problems: &mut Vec<Problem>) {
    for (number, alias) in of.iter().enumerate().filter(|(_, form)| !form.is_name) {
        let other = of.iter().enumerate().find(|(at, other)| {
            let same = std::ptr::eq(alias.entry, other.entry);
            // Of two aliases the later one is told.
            !same && (other.is_name || *at < number) && !told_apart(alias.entry, other.entry)
        });
        if let Some((_, other)) = other {
            let message =
                format!("\"{}\" also means {} ({})", alias.text, other.entry.name, place(other.entry));
            problems.push(at(
                alias.entry,
                message,
                "keep it in one row, or give both rows a \"within\" that tells them apart",
            ));
        }
    }
}

/// What is seen only when all is loaded: aliases that shipped entities bear, where the files themselves do not list these
/// (clashes among the files are told as such), and judgements that cannot be honoured.
fn together(
    paths: &[PathBuf],
    builtin: bool,
    entries: &[Entry],
    judged: &HashSet<String>,
) -> Result<Vec<Problem>, DictionaryError> {
    let listed: HashSet<(&str, &str)> =
        entries.iter().map(|entry| (entry.kind.as_str(), entry.name.as_str())).collect();
    let is_new = |clash: &Clash| clash.shipped && !listed.contains(&(clash.other.kind(), clash.other.name()));
    let options = DictionaryOptions { builtin, paths: paths.to_vec(), ..DictionaryOptions::default() };
    let loaded = Dictionary::load_what_can_be(&options)?;
    let clashes = loaded.clashes().into_iter().filter(is_new).map(|clash| clash.problem());
    let of_judgements = |problem: &Problem| judged.contains(&problem.path);
    Ok(clashes.chain(loaded.problems.iter().filter(|problem| of_judgements(problem)).cloned()).collect())
}

/// Whether the places that contain two entities decide between them.
fn told_apart(a: &Entry, b: &Entry) -> bool {
    a.kind == b.kind && !a.within.is_empty() && !b.within.is_empty() && a.within != b.within
}

fn at(entry: &Entry, message: String, cure: &str) -> Problem {
    Problem::at(&entry.path, entry.line, message, cure)
}

fn place(entry: &Entry) -> String {
    format!("{}:{}", entry.path, entry.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> CheckReport {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("place.tsv");
        std::fs::write(&file, text).unwrap();
        let mut report = check(&[file], true).unwrap();
        for problem in report.problems.iter_mut().chain(&mut report.untidy) {
            problem.path = String::new();
        }
        report
    }

    fn lines(problems: &[Problem]) -> Vec<(u64, &str)> {
        problems.iter().map(|p| (p.line.unwrap_or(0), p.message.as_str())).collect()
    }

    #[test]
    fn each_fault_is_found_at_its_line() {
        for (rows, line, what) in [
            ("甲乙丙市\t\t\n甲乙丙市\t\t\n", 3, "listed twice"),
            ("甲乙丙市\t甲乙丙\t\n甲乙丙县\t甲乙丙\t\n", 3, "also means 甲乙丙"),
            ("甲乙丙\t\t\n甲乙丙市\t甲乙丙\t\n", 3, "also means 甲乙丙"),
            ("甲乙丙市\t\t丁戊己省\n", 2, "unknown within \"丁戊己省\""),
            ("甲乙丙市\t甲\t\n", 2, "one character"),
            ("甲乙丙市\t发展\t\n", 2, "\"发展\" is a common word"),
            ("甲乙丙市\t\t\t多\n", 2, "row has 4 cells"),
        ] {
            let report = checked(&format!("name\taliases\twithin\n{rows}"));
            let found = lines(&report.problems);
            assert!(found.iter().any(|(at, text)| *at == line && text.contains(what)), "{rows}: {found:?}");
        }
    }

    #[test]
    fn names_that_their_containers_tell_apart_are_no_fault() {
        let report = checked("name\taliases\twithin\n甲乙丙区\t甲乙丙\t南京市\n甲乙丙区\t甲乙丙\t徐州市\n");
        assert_eq!(report.problems, []);
        assert_eq!(report.untidy, []);
    }

    #[test]
    fn the_clean_form_is_the_same_rows_in_order() {
        let untidy =
            "name\taliases\twithin\r\n 乙丙丁市\t乙丙丁｜ 乙丙|乙丙丁\t\r\n\r\n丁戊己市\t丁戊己市\t\r\n";
        let report = checked(untidy);
        assert_eq!(report.clean[0].1, "name\taliases\twithin\n丁戊己市\t\t\n乙丙丁市\t乙丙丁|乙丙\t\n");
        assert!(!report.untidy.is_empty());
        assert_eq!(checked(&report.clean[0].1).untidy, []);
    }

    #[test]
    fn a_file_with_lost_rows_is_not_rewritten() {
        let report = checked("name\tnote\naaa\tbbb\tccc\n");
        assert_eq!((report.problems.len(), report.clean.len()), (1, 0));
    }
}
