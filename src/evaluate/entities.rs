//! Gold as one JSON object a text: `{"text": "…", "entities": [[start, end, "LOC"], …]}`, in characters of the text.

use serde::Deserialize;

use super::gold::{GoldError, GoldMention};
use super::kinds::KindMap;
use super::lines::Lines;
use crate::recognise::without_space;

#[derive(Deserialize)]
struct Line {
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// The next text: its line, the text, the mentions.
pub(super) fn sentence(
    lines: &mut Lines,
    map: &KindMap,
) -> Result<Option<(u64, String, Vec<GoldMention>)>, GoldError> {
    while let Some(json) = lines.next()? {
        if json.trim().is_empty() {
            continue;
        }
        let parsed = serde_json::from_str::<Line>(&json).map_err(|error| {
            let cure = r#"write {"text": "赤峰", "entities": [[0, 2, "LOC"]]}"#;
            lines.malformed(format!("not a text with entities: {error}"), cure)
        })?;
        let gold = mentions(&parsed, lines, map)?;
        return Ok(Some((lines.line, parsed.text, gold)));
    }
    Ok(None)
}

fn mentions(line: &Line, lines: &Lines, map: &KindMap) -> Result<Vec<GoldMention>, GoldError> {
    let bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let mut mentions = Vec::with_capacity(line.entities.len());
    for (start, end, label) in &line.entities {
        if start >= end || *end >= bytes.len() {
            let message = format!(
                "[{start}, {end}, \"{label}\"] is no part of its text of {} characters",
                bytes.len() - 1
            );
            return Err(lines.malformed(message, "count characters from 0; the end is one past the last"));
        }
        if let Some(kind) = lines.kind(map, label)? {
            let surface = without_space(&line.text[bytes[*start]..bytes[*end]]).into_owned();
            mentions.push(GoldMention::new(*start, *end, surface, kind));
        }
    }
    Ok(mentions)
}
