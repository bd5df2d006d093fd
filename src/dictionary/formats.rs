//! The files a dictionary can be: TSV and CSV of the house and of spreadsheets, jieba user dictionaries, plain lists, and
//! the JSON forms of `import_json`.

use std::path::Path;
use std::sync::Arc;

use super::misspelt::{misspelt_kind, nearest};
use super::table::{Row, Table};
use super::{Kind, Problem, import_array, import_json, judgement};

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
    /// The row takes the name (or, where it has aliases, these) out of the dictionary.
    pub remove: bool,
    /// The file as given.
    pub path: Arc<str>,
    /// Line in it.
    pub line: u64,
    /// The row is compiled in.
    pub shipped: bool,
}

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
    let mut header = first.split(['\t', ',', '，']).map(|cell| cell.trim().trim_matches('"').to_lowercase());
    match first.starts_with('{') {
        true if pattern(first) => "jsonl",
        true => "json",
        false if import_array::is_array(text) => "json",
        false if header.any(|cell| cell == "name" || COLUMNS[0].1.contains(&cell.as_str())) => "tsv",
        false => "txt",
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

/// What a row without a name is told, and its cure.
const NAMELESS: (&str, &str) = ("row without a name", "fill the column \"name\" or delete the row");

/// Names of columns in tables of other programs, for each of ours.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("name", &["label", "itemlabel", "名称", "名字", "名稱"]),
    ("kind", &["type", "类别", "类型", "類別", "類型"]),
    ("aliases", &["alias", "altlabel", "itemaltlabel", "别名", "简称", "別名", "簡稱"]),
    ("within", &["parent", "所属", "上级", "所屬", "上級"]),
    ("id", &["item", "qid", "编号", "編號"]),
    ("note", &["description", "itemdescription", "备注", "備註"]),
];

/// Whether a column holds aliases, whose cells may be lines.
pub(super) fn holds_aliases(column: &str) -> bool {
    COLUMNS.iter().any(|(name, others)| *name == "aliases" && (*name == column || others.contains(&column)))
}

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

/// Whether a column is one that dictionaries have.
pub(super) fn is_known_column(column: &str) -> bool {
    column == "change" || COLUMNS.iter().any(|(name, others)| *name == column || others.contains(&column))
}

/// The column that an unknown one is a slip of.
fn meant_column(column: &str) -> Option<&'static str> {
    let ours = COLUMNS.iter().map(|(name, _)| *name).chain(["change"]);
    nearest(column, ours.chain(COLUMNS.iter().flat_map(|(_, others)| others.iter().copied())))
}

fn table(path: &str, text: &str, kind: Option<&Kind>, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
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

/// Kinds under the labels that other programs use.
#[must_use]
pub fn kind_of_label(label: &str) -> Option<Kind> {
    match label {
        "PER" | "PERS" | "PERSON" | "人名" | "人物" | "人" => Some(Kind::PERSON),
        "LOC" | "GPE" | "FAC" | "PLACE" | "地名" | "地点" | "地點" => Some(Kind::PLACE),
        "ORG" | "ORGANIZATION" | "机构名" | "机构" | "组织" | "组织机构" | "機構" | "組織" | "機構名"
        | "組織機構" => Some(Kind::ORGANISATION),
        "EVENT" | "PROGRAMME" | "PROJECT" | "项目" | "項目" | "计划" | "計劃" => {
            Some(Kind::PROGRAMME)
        }
        other => {
            let lower = other.to_lowercase();
            match lower.as_str() {
                "organization" => Some(Kind::ORGANISATION),
                "program" => Some(Kind::PROGRAMME),
                lower => kind_of_tag(lower).or_else(|| lower.parse().ok()),
            }
        }
    }
}

/// Kinds under jieba's and ICTCLAS's tags: `nr`, `ns`, `nt`, `nz` and what they are divided into (`nrt`, `nsf`).
fn kind_of_tag(tag: &str) -> Option<Kind> {
    match tag.get(..2)? {
        _ if tag.len() > 4 || !tag.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) => None,
        "nr" => Some(Kind::PERSON),
        "ns" => Some(Kind::PLACE),
        "nt" => Some(Kind::ORGANISATION),
        "nz" => Some(Kind::PROGRAMME),
        _ => None,
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

/// A label that is a word, not a tag of jieba's: `organisation`, `vessel`, `ORG`.
fn kind_of_word(word: &str) -> Option<Kind> {
    (word.len() > 4 || !word.bytes().all(|b| b.is_ascii_lowercase())).then(|| kind_of_label(word)).flatten()
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
        assert_eq!(kind_of_label("機構"), Some(Kind::ORGANISATION));
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

    /// A kind is written in small letters, so what a label gives must be what its small letters give.
    #[test]
    fn a_label_means_the_same_in_small_letters() {
        for label in ["NT", "Nt", "nt", "Vessel", "vessel", "Organization", "program"] {
            let kind = kind_of_label(label).unwrap();
            assert_eq!(kind_of_label(kind.as_str()), Some(kind), "{label}");
        }
        assert_eq!(kind_of_label("NR"), Some(Kind::PERSON));
    }

    #[test]
    fn bad_rows_are_problems_and_the_rest_loads() {
        assert_eq!(rows("x.tsv", "name\tkind\n甲乙\tthe place\n丙丁\tplace\n\tplace\n").1, 2);
        assert_eq!(rows("user.txt", "赤峰市 3\n").1, 1);
        assert_eq!(rows("x.jsonl", "{\n").1, 1);
    }
}
