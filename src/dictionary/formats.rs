//! The files a dictionary can be: TSV and CSV of the house and of spreadsheets, jieba user dictionaries, plain lists, and
//! the JSON forms of `import_json`. What the columns of a table hold is read in `columns`.

use std::path::Path;
use std::sync::Arc;

use super::columns::table;
use super::entry::{Entry, NAMELESS};
use super::headers::is_header;
use super::labels::{kind_of_path, kind_of_tag, kind_of_word};
use super::misspelt::misspelt_kind;
use super::{Kind, Problem, import_array, import_json, judgement};

/// Whether a file in a folder of dictionaries is one, by its extension.
#[must_use]
pub(super) fn is_dictionary(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| matches!(e, "tsv" | "csv" | "jsonl" | "json" | "txt"))
}

/// Reads the rows of a file. The extension says the format, the stem the kind where no column does.
pub(super) fn read(path: &str, text: &str, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    read_as(path, text, kind_of_path(path).as_ref(), entries, problems);
}

/// Reads the rows of a file, of this kind where the file does not say.
pub(super) fn read_as(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Problem>,
) {
    if judgement::is_judgements(path) {
        return;
    }
    let first = entries.len();
    match Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_else(|| look(text)) {
        "jsonl" => import_json::patterns(path, text, entries, problems),
        "json" if text.trim_start().starts_with('[') => {
            import_array::array(path, text, kind, entries, problems);
        }
        "json" => import_json::mapping(path, text, kind, entries, problems),
        "txt" => words(path, text, kind, entries, problems),
        _ => table(path, text, kind, entries, problems),
    }
    for nameless in entries.extract_if(first.., |entry| entry.name.trim().is_empty()) {
        problems.push(Problem::at(path, nameless.line, NAMELESS.0, NAMELESS.1));
    }
    for slip in entries.extract_if(first.., |entry| misspelt_kind(&entry.kind).is_some()) {
        let meant = misspelt_kind(&slip.kind).unwrap_or_default();
        let cure = format!("did you mean \"{meant}\"? A kind of your own must differ in more letters");
        problems.push(Problem::at(path, slip.line, format!("unknown kind \"{}\"", slip.kind), cure));
    }
}

/// The extension that a text without one (standard input) would bear, by its look.
fn look(text: &str) -> &'static str {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let pattern = |line: &str| line.contains("\"pattern\"") && line.trim_end().ends_with('}');
    match first.starts_with('{') {
        true if pattern(first) => "jsonl",
        true => "json",
        false if import_array::is_array(text) => "json",
        false if is_header(first) => "tsv",
        false => "txt",
    }
}

/// A jieba user dictionary (`word [freq] [tag]`) or a plain list of names. A name may hold spaces where nothing behind
/// them is a number or a tag.
fn words(path: &str, text: &str, kind: Option<&Kind>, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    let told: Arc<str> = path.into();
    for (line, row) in (1u64..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        let (name, tag) = word_and_tag(row.trim());
        let known = tag.and_then(|tag| kind_of_tag(tag).or_else(|| kind_of_word(tag)));
        if let Some(kind) = known.or_else(|| kind.cloned()) {
            let entry =
                Entry { name: name.to_owned(), kind, path: Arc::clone(&told), line, ..Entry::default() };
            entries.push(entry);
        } else {
            let message = match tag {
                Some(tag) => format!("\"{name}\" has the tag {tag}, which is no kind of name"),
                None => format!("\"{name}\" has no kind"),
            };
            let cure = "add a tag (nr, ns, nt, nz) or name the file after the kind: person.txt";
            problems.push(Problem::at(path, line, message, cure));
        }
    }
}

fn word_and_tag(row: &str) -> (&str, Option<&str>) {
    let cells: Vec<&str> = row.split_whitespace().collect();
    let is_number = |cell: &str| cell.bytes().all(|b| b.is_ascii_digit());
    let is_tag = |cell: &str| {
        kind_of_word(cell).is_some() || (cell.len() <= 5 && cell.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    match cells[..] {
        [name, number] if is_number(number) => (name, None),
        [name, number, tag] if is_number(number) => (name, Some(tag)),
        [name, tag] if is_tag(tag) && !name.is_ascii() => (name, Some(tag)),
        _ => (row, None),
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
        assert_eq!(rows("place.json", r#"{"赤峰市": ["赤峰"]}"#), place(&["赤峰"]));
        let harvest =
            r#"{"entity_mention_dict": {"赤峰市": ["赤峰"]}, "entity_type_dict": {"赤峰市": "地名"}}"#;
        assert_eq!(rows("x.json", harvest), place(&["赤峰"]));
        assert_eq!(rows("place.csv", "id,label,aliases\nQ571949,赤峰市,\"赤峰\"\n"), place(&["赤峰"]));
        assert_eq!(rows("x.csv", "名称，类别，别名\n赤峰市，地名，赤峰\n"), place(&["赤峰"]));
        assert_eq!(
            rows("x.csv", "名稱,類別,別名\n赤峰市,地點,\"赤峰\n昭乌达\"\n"),
            place(&["赤峰", "昭乌达"])
        );
    }

    #[test]
    fn slips_of_kinds_are_problems_in_every_format() {
        for (path, text) in [
            ("x.tsv", "name\tkind\n赤峰市\tplaec\n"),
            ("x.txt", "赤峰市 3 place\n包头市 3 placex\n"),
            ("x.jsonl", r#"{"label":"PERSOM","pattern":"赤峰市"}"#),
        ] {
            assert_eq!(rows(path, text).1, 1, "{path}");
        }
        assert_eq!(rows("x.tsv", "name\tknid\tkind\n赤峰市\t\tplace\n").1, 1);
        assert_eq!(rows("x.tsv", "name\tpinyin\tkind\n赤峰市\t\tplace\n").1, 0);
    }

    #[test]
    fn what_has_no_extension_is_seen_by_its_look() {
        let place = (vec![("place".to_owned(), "赤峰市".to_owned(), Vec::new())], 0);
        for text in [
            "name\tkind\n赤峰市\tplace\n",
            "kind,label\nplace,赤峰市\n",
            "赤峰市 3 ns\n",
            "{\"label\":\"GPE\",\"pattern\":\"赤峰市\"}\n",
            "{\n\"地名\": [\"赤峰市\"]}\n",
        ] {
            assert_eq!(rows("-", text), place, "{text}");
        }
    }

    #[test]
    fn words_of_user_dictionaries_have_names_and_tags() {
        for (row, word) in [
            ("赤峰市 3 ns", ("赤峰市", Some("ns"))),
            ("赤峰市 ns", ("赤峰市", Some("ns"))),
            ("赤峰市 3", ("赤峰市", None)),
            ("五原 县", ("五原 县", None)),
        ] {
            assert_eq!(word_and_tag(row), word);
        }
        assert_eq!(rows("user.txt", "跑步 3 v\n").1, 1);
    }

    #[test]
    fn a_name_of_nothing_is_a_problem_in_every_format() {
        for (path, text) in [
            (
                "x.jsonl",
                "{\"label\":\"GPE\",\"pattern\":\"\"}\n{\"label\":\"GPE\",\"pattern\":\"赤峰\",\"id\":\" \"}\n",
            ),
            ("place.json", "{\"\": [\"赤峰\"], \" \": []}"),
            ("place.tsv", "name\taliases\n\t赤峰\n \t\n"),
        ] {
            let (found, problems) = rows(path, text);
            assert_eq!((found, problems > 0), (Vec::new(), true), "{path}");
        }
    }

    #[test]
    fn bad_rows_are_problems_and_the_rest_loads() {
        assert_eq!(rows("x.tsv", "name\tkind\n甲乙\tthe place\n丙丁\tplace\n\tplace\n").1, 2);
        assert_eq!(rows("user.txt", "赤峰市 3\n").1, 1);
        assert_eq!(rows("x.jsonl", "{\n").1, 1);
    }
}
