//! Care of dictionary files: what is wrong with rows that load all the same, and the clean form of a file.
//!
//! Reads the files as written and changes nothing; who asked writes the clean texts back.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::formats::{self, Entry};
use super::judgement;
use super::load::{conflict, files, in_rules, stem};
use super::rules::{Ignored, Rules};
use super::table::{self, Table};
use super::{Clash, Dictionary, DictionaryError, DictionaryOptions, Kind, Problem, normal};
use crate::text::{Tag, Words, is_han};

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

/// The file as it should be: UTF-8, cells without space around them, `|` between aliases, rows sorted by their first
/// column and container, none twice.
fn clean(table: &Table) -> String {
    let columns = table.columns();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in table.rows() {
        let name = row.get("name");
        let cell = |column: &String| match column.as_str() {
            "aliases" => {
                let mut seen = HashSet::from([name]);
                let aliases: Vec<&str> = row.list("aliases").filter(|alias| seen.insert(alias)).collect();
                formats::cell_of(&aliases)
            }
            column => row.get(column).to_owned(),
        };
        rows.push(columns.iter().map(cell).collect());
    }
    let within = columns.iter().position(|column| column == "within");
    let key = |row: &Vec<String>| (row[0].clone(), within.map(|at| row[at].clone()));
    rows.sort_by_cached_key(key);
    rows.dedup();
    let lines = std::iter::once(columns.join("\t")).chain(rows.iter().map(|row| row.join("\t")));
    lines.map(|line| line + "\n").collect()
}

/// Says what rewriting changes: each line that differs for its space or marks, or the first one out of order.
fn untidy(path: &str, text: &str, clean: &str, problems: &mut Vec<Problem>) {
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
    let order: std::collections::HashMap<&str, usize> = clean.lines().zip(0..).collect();
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

/// What is said of a form that a list rules out.
pub(super) fn never(form: &str, row: &Ignored) -> String {
    format!("\"{form}\" is never a name by {}:{} ({})", row.path, row.line, row.reason)
}

/// What to do about a name that is a word.
const CURE_OF_WORD: &str = "delete it if texts use the word (\"guanxi explain TEXT\" shows whether it is found); one that is \
                            safe goes into rules/checked-names.tsv beside the dictionary";

/// What is said of an alias that seems to be several, and the cure.
pub(super) const SEVERAL: (&str, &str) = ("looks like several names", "part them with |");

/// Whether a stroke, or a space between two or more characters on both sides, parts names of Han in a form.
pub(super) fn holds_several(form: &str) -> bool {
    let parts: Vec<&str> = form.split(['/', '／', ' ', '\u{3000}']).collect();
    let by_space = !form.contains(['/', '／']);
    let is_name = |part: &&str| {
        let han = part.chars().filter(|c| is_han(*c)).count();
        han > usize::from(by_space) && han == part.chars().count()
    };
    parts.len() > 1 && parts.iter().all(is_name)
}

/// What sort of word a form is for jieba, if it is one that is no name: of two characters, or a person's of any length. A person's
/// that is made of two words is told too (广大青年), whatever jieba takes the whole for.
pub(super) fn common_word(form: &str, kind: &Kind) -> Option<&'static str> {
    let words: Vec<char> = form.chars().collect();
    let is_person = *kind == Kind::PERSON;
    if words.len() != 2 && !is_person {
        return None;
    }
    let common = |half: &[char]| {
        let half: String = half.iter().collect();
        let tag = Words::shared().tag(&half);
        Words::shared().has(&half) && (sort_of(tag).is_some() || tag == Tag::Abbreviation)
    };
    let is_pair = is_person && words.len() == 4 && common(&words[..2]) && common(&words[2..]);
    sort_of(Words::shared().tag(form)).or(is_pair.then_some("two words"))
}

fn sort_of(tag: Tag) -> Option<&'static str> {
    Some(match tag {
        Tag::Noun => "noun",
        Tag::Verb | Tag::VerbalNoun => "verb",
        Tag::Adjective | Tag::Modifier => "adjective",
        Tag::Phrase => "phrase",
        Tag::Time | Tag::Number | Tag::Measure => "time or number",
        Tag::Side => "side",
        Tag::Grammar => "word of grammar",
        Tag::None | Tag::Proper | Tag::Person | Tag::Place | Tag::Body | Tag::Abbreviation | Tag::Latin => {
            return None;
        }
    })
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
