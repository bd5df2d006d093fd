//! What the names of a store were recognised with: a note beside the graph, so that a build or a change of the dictionary can say
//! what is missing. It holds as long as the store's own note of its dictionary is the same.

use guanxi::export::write_bytes;
use guanxi::store::{DictionaryState, Store};
use serde::{Deserialize, Serialize};

/// The file in the folder of the store.
const FILE: &str = "names.json";

/// What is noted where a change came from standard input.
pub(super) const PIPED: &str = "the rows of \"dict apply -\"";

#[derive(Serialize, Deserialize)]
struct Note {
    dictionary: DictionaryState,
    /// The options, each with its value.
    options: Vec<String>,
}

/// The options that the names of a store were recognised with, if they are known.
pub(super) fn read(store: &Store) -> Option<Vec<String>> {
    let text = std::fs::read(store.path().join(FILE)).ok()?;
    let note: Note = serde_json::from_slice(&text).ok()?;
    (note.dictionary == store.dictionary()).then_some(note.options)
}

/// What is wrong with the note, if it cannot be read.
pub(super) fn damage(store: &Store) -> Option<String> {
    let text = std::fs::read(store.path().join(FILE)).ok()?;
    let error = serde_json::from_slice::<Note>(&text).err()?;
    Some(format!("{FILE}: damaged, {error}; with which options the store was built is not known"))
}

/// Notes them, but of a store whose articles were recognised in several ways.
pub(super) fn write(store: &Store, options: Vec<String>) -> anyhow::Result<()> {
    if store.dictionary().is_mixed() || read(store).as_ref() == Some(&options) {
        return Ok(());
    }
    let note = Note { dictionary: store.dictionary(), options };
    Ok(write_bytes(&serde_json::to_vec(&note)?, &store.path().join(FILE))?)
}

/// What is in the first of two lists of options and not in the second.
fn only(these: &[String], those: &[String]) -> String {
    let mut left: Vec<&str> = Vec::new();
    left.extend(these.iter().filter(|option| !those.contains(option)).map(String::as_str));
    left.join(", ")
}

/// What a build has to say that was not given what the names of its store were recognised with.
pub(super) fn dropped(had: &[String], given: &[String]) -> Option<String> {
    let dropped = only(had, given);
    let told = || {
        format!(
            "\nthe store was recognised with {dropped}, this build was not: what that did is undone in what was built; add \
             it to the command to keep it"
        )
    };
    (!dropped.is_empty()).then(told)
}

/// Why a change does not fit a store whose names were recognised in another way.
pub(super) fn refusal(store: &Store, given: &[String]) -> String {
    let path = store.path().display();
    if store.dictionary().is_mixed() {
        return format!(
            "{path}: holds articles that were recognised with different dictionaries or options, or by another program; build \
             all its sources with one set of options"
        );
    }
    if let Some(damage) = damage(store) {
        return format!("{path}: {damage}: build all its sources again");
    }
    let Some(had) = read(store) else {
        return format!(
            "{path}: built with other dictionaries or options than these, or in the middle of another change; give the \
             --dictionary, --judgements, --no-builtin, --no-rules and --home of the build, apply the change that was \
             interrupted, or build again"
        );
    };
    let (missing, more) = (only(&had, given), only(given, &had));
    match (missing.as_str(), more.as_str()) {
        ("", "") => format!(
            "{path}: built with these options, but a dictionary or judgement has changed since, or the program; build again"
        ),
        (missing, "") => format!("{path}: built with {missing}; give it too, or build again"),
        ("", more) => format!("{path}: built without {more}; leave it out, or build again"),
        (missing, more) => {
            format!(
                "{path}: built with {missing} and without {more}; give the options of the build, or build again"
            )
        }
    }
}
