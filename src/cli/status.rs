//! `guanxi status`: what the store holds.

use clap::Args;
use guanxi::pipeline::is_mixed;
use guanxi::store::{Status as Held, Store};
use serde::Serialize;

use super::screen::Screen;
use super::summary::{bytes, thousands};
use super::{Answer, Global};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    source_names: Option<Vec<String>>,
}

impl Status {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let store = Store::open_existing(&global.store)?;
        let held = store.status()?;
        let source_names = if self.sources { Some(store.sources()?) } else { None };
        let name = global.store.display().to_string();
        if screen.json {
            screen.value(&StatusShape { store: name, held, source_names })?;
            return Ok(Answer::Yes);
        }
        let dictionary = held.dictionary;
        let rows = [
            ("store", format!("{name}, {} on disk, commit {}", bytes(held.bytes), held.sequence)),
            ("counting", format!("pairs by {}, {}", held.counting.window, held.counting.weighting)),
            ("sources", thousands(held.sources)),
            ("articles", thousands(held.articles)),
            (
                "mentions",
                format!("{}, {} more ambiguous", thousands(held.mentions), thousands(held.ambiguous)),
            ),
            ("entities", thousands(held.entities)),
            ("relations", thousands(held.relations)),
        ];
        for (what, how) in rows {
            screen.line(format_args!("{what:<10} {how}"))?;
        }
        if is_mixed(dictionary) {
            let how = "several: recognised with different dictionaries or options, or by another program";
            screen.line(format_args!("{:<10} {how}", "dictionary"))?;
        }
        for source in source_names.iter().flatten() {
            screen.line(format_args!("  {source}"))?;
        }
        Ok(Answer::Yes)
    }
}
