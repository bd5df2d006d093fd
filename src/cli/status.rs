//! `guanxi status`: what the store holds.

use clap::Args;
use guanxi::relate::Counting;
use guanxi::store::{Snapshot, Status as Held, Store, StoreError};
use serde::Serialize;

use super::ask::unpublished;
use super::gone::is_gone;
use super::screen::Screen;
use super::summary::{bytes, thousands};
use super::table::plain;
use super::{Answer, Global, unfinished};

const MIXED: &str = "several: recognised with different dictionaries or options, or by another program";

/// What the store holds
#[derive(Args)]
#[command(
    after_help = "Examples:\n  guanxi status\n  guanxi status --sources\n  guanxi status --store other --json"
)]
pub(super) struct Status {
    /// List the sources too
    #[arg(long)]
    sources: bool,
}

#[derive(Serialize)]
struct StatusShape {
    store: String,
    #[serde(flatten)]
    held: Held,
    /// Commands that were begun and have not ended.
    unfinished: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_names: Option<Vec<String>>,
    /// Of these, those whose files are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    sources_gone: Option<Vec<String>>,
}

impl Status {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let store = match Store::open_existing(&global.store) {
            Err(error @ (StoreError::Locked { .. } | StoreError::Io { .. })) => {
                return self.of_graph(global, screen, error);
            }
            store => store?,
        };
        let held = store.status()?;
        // Where it may not be written, what is noted is told as it stands.
        let _ = unfinished::settle(&store);
        let source_names = if self.sources { Some(store.sources()?) } else { None };
        let name = global.store.display().to_string();
        if screen.json {
            let sources_gone = source_names.as_deref().map(all_gone);
            let unfinished = unfinished::commands(&global.store);
            screen.value(&StatusShape { store: name, held, unfinished, source_names, sources_gone })?;
            return Ok(Answer::Yes);
        }
        print(&rows_of(&name, &held), held.dictionary.is_mixed(), global, screen)?;
        list(source_names.iter().flatten(), screen)?;
        Ok(Answer::Yes)
    }

    /// What the published graph holds, where the database cannot be opened: somebody writes, or we may not.
    fn of_graph(&self, global: &Global, screen: &mut Screen, error: StoreError) -> anyhow::Result<Answer> {
        let graph = match Snapshot::open(&global.store) {
            Err(StoreError::Locked { path, holder }) => return Err(unpublished(&path, &holder)),
            Err(_) => return Err(error.into()),
            Ok(graph) => graph,
        };
        let sources = graph.sources()?;
        let shape =
            GraphShape::of(&graph, global, sources.len() as u64, Some(sources).filter(|_| self.sources));
        if screen.json {
            screen.value(&shape)?;
        } else {
            print(&shape.rows(), false, global, screen)?;
            list(shape.source_names.iter().flatten(), screen)?;
        }
        screen.note(format_args!("this is what the published graph holds: {error}"))?;
        Ok(Answer::Yes)
    }
}

/// What is told of a store: what, and how much of it.
type Rows = [(&'static str, String); 7];

fn rows_of(name: &str, held: &Held) -> Rows {
    let [mentions, ambiguous] = [held.mentions, held.ambiguous].map(thousands);
    [
        ("store", format!("{name}, {} on disk, commit {}", bytes(held.bytes), held.sequence)),
        ("counting", counting(held.counting)),
        ("sources", thousands(held.sources)),
        ("articles", thousands(held.articles)),
        ("mentions", format!("{mentions}, {ambiguous} more ambiguous")),
        ("entities", thousands(held.entities)),
        ("relations", thousands(held.relations)),
    ]
}

fn counting(counting: Counting) -> String {
    format!("pairs by {}, {}", counting.window, counting.weighting)
}

fn print(rows: &Rows, is_mixed: bool, global: &Global, screen: &mut Screen) -> anyhow::Result<()> {
    let mixed = is_mixed.then(|| ("dictionary", MIXED.to_owned()));
    let unfinished = unfinished::told(&global.store).map(|how| ("unfinished", how));
    for (what, how) in rows.iter().chain(&mixed).chain(&unfinished) {
        screen.line(format_args!("{what:<10} {how}"))?;
    }
    Ok(())
}

fn list<'s>(sources: impl Iterator<Item = &'s String>, screen: &mut Screen) -> anyhow::Result<()> {
    for source in sources {
        let gone = if is_gone(source) { "  (no such file)" } else { "" };
        screen.line(format_args!("  {}{gone}", plain(source)))?;
    }
    Ok(())
}

fn all_gone(sources: &[String]) -> Vec<String> {
    sources.iter().filter(|source| is_gone(source)).cloned().collect()
}

/// What is known without the database; the rest of the fields is null.
#[derive(Serialize)]
struct GraphShape {
    store: String,
    sequence: u64,
    articles: u64,
    sources: u64,
    mentions: u64,
    ambiguous: Option<u64>,
    entities: usize,
    relations: usize,
    windows: u64,
    counting: Counting,
    dictionary: Option<String>,
    bytes: Option<u64>,
    unfinished: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources_gone: Option<Vec<String>>,
}

impl GraphShape {
    fn of(graph: &Snapshot, global: &Global, sources: u64, source_names: Option<Vec<String>>) -> Self {
        Self {
            store: global.store.display().to_string(),
            sequence: graph.sequence(),
            articles: graph.articles(),
            sources,
            mentions: (0..graph.entity_count() as u32).map(|node| graph.mentions_of(node)).sum(),
            ambiguous: None,
            entities: graph.entity_count(),
            relations: graph.relation_count(),
            windows: graph.windows(),
            counting: graph.counting(),
            dictionary: None,
            bytes: None,
            unfinished: unfinished::commands(&global.store),
            sources_gone: source_names.as_deref().map(all_gone),
            source_names,
        }
    }
    fn rows(&self) -> Rows {
        [
            ("store", format!("{}, commit {}", self.store, self.sequence)),
            ("counting", counting(self.counting)),
            ("sources", thousands(self.sources)),
            ("articles", thousands(self.articles)),
            ("mentions", thousands(self.mentions)),
            ("entities", thousands(self.entities as u64)),
            ("relations", thousands(self.relations as u64)),
        ]
    }
}
