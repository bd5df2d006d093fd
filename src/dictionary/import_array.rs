//! Names that other programs keep as a JSON array.

use serde_json::Value;

use super::entry::Entry;
use super::import_json::{Fault, Listed, SHAPES, Slugs, lines_of_texts, no_pattern, pattern_entry, words_of};
use super::{Kind, Problem};

/// Whether a text looks like an array: a plain list of names may begin with a name in brackets.
pub(super) fn is_array(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix('[').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with(['"', '{', ']']))
}

/// A JSON array of names, of objects with `name` (and `kind`, `aliases`), or of spaCy's patterns.
pub(super) fn array(
    path: &str,
    text: &str,
    kind: Option<&Kind>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Problem>,
) {
    let items = match serde_json::from_str::<Vec<Value>>(text) {
        Ok(items) => items,
        Err(error) => {
            let message = format!("not a JSON array: {}", words_of(&error));
            problems.push(Problem::at(path, error.line() as u64, message, SHAPES));
            return;
        }
    };
    let lines = lines_of_texts(text);
    let mut slugs = Slugs::new();
    for item in items {
        let key = ["name", "pattern"].iter().find_map(|key| item.get(key)).unwrap_or(&item).to_string();
        let line = lines.get(key.as_str()).copied().unwrap_or(1);
        match item_entry(item, kind, &mut slugs) {
            Ok(entry) => entries.push(Entry { path: path.into(), line, ..entry }),
            Err((message, cure)) => problems.push(Problem::at(path, line, message, cure)),
        }
    }
}

fn item_entry(item: Value, kind: Option<&Kind>, slugs: &mut Slugs) -> Result<Entry, Fault> {
    if item.get("pattern").is_some() {
        let row = serde_json::from_value(item).map_err(|error| no_pattern(&error))?;
        return pattern_entry(row, slugs);
    }
    let Some(name) = item.get("name").unwrap_or(&item).as_str() else {
        return Err((format!("{}: not a name", start_of(&item)), SHAPES));
    };
    let label = ["kind", "type", "label"].iter().find_map(|key| item.get(key)?.as_str());
    Listed { name, variants: item.get("aliases").unwrap_or(&Value::Null), label }.entry(kind)
}

/// An item as it is told: its first characters.
fn start_of(item: &Value) -> String {
    let text = item.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_hold_names_or_objects_or_patterns() {
        let text = "[\"孙立群\",\n {\"name\": \"云帆科技\", \"type\": \"ORG\", \"aliases\": [\"云帆\"]},\n 7,\n \
                    {\"label\": \"GPE\", \"pattern\": \"赤峰\", \"id\": \"赤峰市\"},\n {\"label\": \"某\", \"pattern\": \"丙\"}]";
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        array("x.json", text, Some(&Kind::PERSON), &mut entries, &mut problems);
        let found: Vec<_> = entries.iter().map(|e| (e.line, e.kind.as_str(), e.name.as_str())).collect();
        let expected = [(1, "person", "孙立群"), (2, "organisation", "云帆科技"), (4, "place", "赤峰市")];
        assert_eq!(found, expected);
        assert_eq!(
            (&entries[1].aliases[..], &entries[2].aliases[..]),
            (&["云帆".to_owned()][..], &["赤峰".to_owned()][..])
        );
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.message.as_str())).collect();
        assert_eq!(told, [(Some(1), "7: not a name"), (Some(5), "pattern or label not understood")]);
    }

    #[test]
    fn a_list_that_begins_with_a_bracket_is_none() {
        for (text, is) in
            [(" [ \"孙立群\"]", true), ("[{", true), ("[]", true), ("[网络]用语\n", false), ("孙立群", false)]
        {
            assert_eq!(is_array(text), is, "{text}");
        }
    }
}
