//! What was begun and has not ended: a note beside the graph, which outlives an interruption and a kill. It is of sources: one that
//! another command ends or takes out leaves the note, and where none is left there is no note. The words are for telling.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

use guanxi::export::write_bytes;
use guanxi::store::{DictionaryState, Store};
use serde::{Deserialize, Serialize};

use super::named::is_named;
use super::shell::quoted;

/// The file in the folder of the store: a JSON array.
const FILE: &str = "unfinished.json";

/// A command that was begun.
#[derive(Serialize, Deserialize)]
pub(super) struct Begun {
    /// As it was given; of what cannot be read, what is wrong with it.
    command: String,
    left: Left,
}

/// What is left of it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Left {
    /// Sources to build.
    Build(Vec<String>),
    /// Inputs of mentions to build: of which sources they are is known when they have been read.
    Mentions(Vec<String>),
    Forget(Forgetting),
    /// What the store notes of its dictionary for as long as a change of it is half applied.
    Change(DictionaryState),
    /// Known by its words alone, as older notes are.
    Words,
    Unreadable,
}

/// What is left to forget.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Forgetting {
    pub(super) sources: Vec<String>,
    /// Articles, as they were named.
    pub(super) articles: Vec<String>,
    /// All that was named.
    pub(super) named: Vec<String>,
}

/// An item of the file: words alone are those of a build, as older versions noted it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Words(String),
    Begun(Begun),
}

impl Begun {
    /// What was given, without the name of the program.
    pub(super) fn new(command: String, left: Left) -> Self {
        Self { command, left }
    }

    fn unreadable(what: String) -> Vec<Self> {
        vec![Self::new(what, Left::Unreadable)]
    }

    /// Whether it is this command. Older notes have no options.
    fn is(&self, command: &str) -> bool {
        let rest = command.strip_prefix(&*self.command);
        rest.is_some_and(|rest| {
            rest.is_empty() || matches!(self.left, Left::Words) && rest.starts_with(" --")
        })
    }

    /// Takes out what is done; whether anything is left.
    fn without(&mut self, is_done: impl Fn(&str) -> bool) -> bool {
        match &mut self.left {
            Left::Build(sources) | Left::Mentions(sources) => {
                sources.retain(|source| !is_done(source));
                !sources.is_empty()
            }
            Left::Forget(Forgetting { sources, articles, .. }) => {
                sources.retain(|source| !is_done(source));
                !sources.is_empty() || !articles.is_empty()
            }
            Left::Change(_) | Left::Words | Left::Unreadable => true,
        }
    }
}

impl From<Item> for Begun {
    fn from(item: Item) -> Self {
        match item {
            Item::Words(words) => Self::new(format!("build {words}"), Left::Words),
            Item::Begun(begun) => begun,
        }
    }
}

/// What has not ended. A note that cannot be read is one of its own.
fn read(store: &Path) -> Vec<Begun> {
    match std::fs::read(store.join(FILE)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => Begun::unreadable(format!("{FILE}: {error}")),
        Ok(text) => serde_json::from_slice::<Vec<Item>>(&text).map_or_else(
            |error| Begun::unreadable(format!("{FILE}: damaged, {error}")),
            |items| items.into_iter().map(Begun::from).collect(),
        ),
    }
}

/// The commands that have not ended.
pub(super) fn commands(store: &Path) -> Vec<String> {
    read(store).into_iter().map(|begun| begun.command).collect()
}

/// Notes that this begins.
pub(super) fn begin(store: &Path, begun: Begun) -> anyhow::Result<()> {
    let mut all = read(store);
    all.retain(|other| other.command != begun.command);
    all.push(begun);
    write(store, &all)
}

/// Notes that these sources were built, or inputs of mentions; and the end of the command, if it is that.
pub(super) fn built(
    store: &Path,
    sources: &[String],
    mentions: bool,
    ended: Option<&str>,
) -> anyhow::Result<()> {
    let done: HashSet<&str> = sources.iter().map(String::as_str).collect();
    retain(store, |begun| match begun.left {
        _ if ended.is_some_and(|command| begun.is(command)) => false,
        Left::Mentions(_) if !mentions => true,
        Left::Build(_) | Left::Forget(_) if mentions => true,
        _ => begun.without(|source| done.contains(source)),
    })
}

/// Notes that all this was forgotten.
pub(super) fn forgotten(store: &Path, named: &[String]) -> anyhow::Result<()> {
    let words: Vec<String> = named.iter().map(|what| format!("build {}", quoted(what))).collect();
    retain(store, |begun| {
        if let Left::Forget(Forgetting { articles, .. }) = &mut begun.left {
            articles.retain(|article| !named.contains(article));
        }
        !(matches!(begun.left, Left::Words) && words.contains(&begun.command))
            && begun.without(|source| named.iter().any(|what| is_named(what, source)))
    })
}

/// Whether something that has not ended is about this: what was forgotten on the way, or never came to be built.
pub(super) fn concerns(store: &Path, what: &str) -> bool {
    read(store).iter().any(|begun| match &begun.left {
        Left::Build(sources) | Left::Mentions(sources) => sources.iter().any(|source| is_named(what, source)),
        Left::Forget(Forgetting { named, .. }) => named.iter().any(|named| named == what),
        Left::Change(_) | Left::Words | Left::Unreadable => false,
    })
}

/// Drops what turns out to have ended: where a kill came before its end was noted, and where nothing is held any more.
pub(super) fn settle(store: &Store) -> anyhow::Result<()> {
    if !store.path().join(FILE).exists() {
        return Ok(());
    }
    let held: HashSet<String> = store.sources()?.into_iter().collect();
    retain(store.path(), |begun| match begun.left {
        Left::Change(underway) => underway == store.dictionary(),
        _ if held.is_empty() && store.sequence() > 0 => false,
        Left::Forget(_) => begun.without(|source| !held.contains(source)),
        _ => true,
    })
}

fn retain(store: &Path, keep: impl FnMut(&mut Begun) -> bool) -> anyhow::Result<()> {
    let mut all = read(store);
    if all.is_empty() {
        return Ok(());
    }
    let before = serde_json::to_vec(&all)?;
    all.retain_mut(keep);
    if serde_json::to_vec(&all)? == before { Ok(()) } else { write(store, &all) }
}

fn write(store: &Path, all: &[Begun]) -> anyhow::Result<()> {
    let file = store.join(FILE);
    if all.is_empty() {
        return Ok(std::fs::remove_file(file)?);
    }
    Ok(write_bytes(&serde_json::to_vec(all)?, &file)?)
}

/// What is said of them; none if there are none.
pub(super) fn told(store: &Path) -> Option<String> {
    let (unreadable, begun): (Vec<Begun>, Vec<Begun>) =
        read(store).into_iter().partition(|begun| matches!(begun.left, Left::Unreadable));
    let commands: Vec<&str> = begun.iter().map(|begun| begun.command.as_str()).collect();
    let they = if begun.len() == 1 { "it" } else { "them" };
    let of_begun = (!begun.is_empty()).then(|| {
        format!(
            "{}: begun and not ended, the same command carries on; the graph may have only a part of {they}",
            commands.join(", ")
        )
    });
    let cure = "what has not ended is not known: build all sources again, then remove this file";
    let of_unreadable = unreadable.iter().map(|begun| format!("{}; {cure}", begun.command));
    let told: Vec<String> = of_unreadable.chain(of_begun).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn build(command: &str, sources: &[&str]) -> Begun {
        Begun::new(command.to_owned(), Left::Build(names(sources)))
    }

    #[test]
    fn a_source_that_other_words_end_leaves_the_note() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path();
        begin(store, build("build a b", &["a.txt", "b/1.txt", "b/2.txt"])).unwrap();
        begin(store, Begun::new("build - --mentions".to_owned(), Left::Mentions(names(&["-"])))).unwrap();
        begin(store, Begun::new("dict apply x.tsv".to_owned(), Left::Change(DictionaryState::MIXED)))
            .unwrap();
        built(store, &names(&["a.txt"]), false, Some("build a.txt")).unwrap();
        built(store, &names(&["-"]), false, Some("build -")).unwrap();
        assert_eq!(commands(store), ["build a b", "build - --mentions", "dict apply x.tsv"]);
        assert!(concerns(store, "b") && !concerns(store, "a.txt"));
        forgotten(store, &names(&["b"])).unwrap();
        assert_eq!(commands(store), ["build - --mentions", "dict apply x.tsv"]);
        built(store, &names(&["-"]), true, Some("build - --mentions --threads 1")).unwrap();
        assert_eq!(told(store).unwrap().split(':').next(), Some("dict apply x.tsv"));
    }

    #[test]
    fn what_was_forgotten_on_the_way_is_known_by_the_same_words() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path();
        let forgetting = Forgetting {
            sources: names(&["a.txt"]),
            articles: names(&["b.txt#1"]),
            named: names(&["a.txt", "b.txt#1"]),
        };
        begin(store, Begun::new("forget a.txt b.txt#1".to_owned(), Left::Forget(forgetting))).unwrap();
        forgotten(store, &names(&["a.txt"])).unwrap();
        assert!(concerns(store, "a.txt") && concerns(store, "b.txt#1") && !concerns(store, "b.txt"));
        forgotten(store, &names(&["b.txt#1"])).unwrap();
        assert!(told(store).is_none() && !store.join(FILE).exists());
    }

    #[test]
    fn old_notes_are_read_and_damaged_ones_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path();
        std::fs::write(store.join(FILE), r#"["pages", "a.txt"]"#).unwrap();
        assert_eq!(commands(store), ["build pages", "build a.txt"]);
        built(store, &[], false, Some("build pages")).unwrap();
        forgotten(store, &names(&["a.txt"])).unwrap();
        assert!(told(store).is_none());
        std::fs::write(store.join(FILE), r#"["pages"#).unwrap();
        begin(store, build("build a.txt", &["a.txt"])).unwrap();
        built(store, &names(&["a.txt"]), false, Some("build a.txt")).unwrap();
        assert!(told(store).unwrap().starts_with("unfinished.json: damaged, EOF"), "{:?}", told(store));
    }
}
