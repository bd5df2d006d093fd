//! What `build` tells when it has ended: its lines, and the shapes of its JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use guanxi::pipeline::Built;
use guanxi::store::{Status, Store};
use serde::Serialize;

use crate::cli::crowd;
use crate::cli::gone::Gone;
use crate::cli::screen::Screen;
use crate::cli::suggest::suggestions;
use crate::cli::summary::{counted, seconds, thousands};

/// What a build has done.
pub(super) struct Done<'d> {
    pub(super) built: &'d Built,
    /// Those of paths and dictionaries; the tally has the others.
    pub(super) problems: usize,
    pub(super) gone: &'d [Gone],
    pub(super) left_out: &'d BTreeMap<String, u64>,
    pub(super) time: Duration,
}

#[derive(Serialize)]
struct BuildShape<'b> {
    read: ReadShape<'b>,
    left_out: &'b BTreeMap<String, u64>,
    removed: u64,
    store: Status,
    gone: Vec<&'b str>,
    interrupted: bool,
    seconds: f64,
}

#[derive(Serialize)]
struct ReadShape<'b> {
    sources: u64,
    articles: u64,
    undated: u64,
    bytes: u64,
    mentions: BTreeMap<String, u64>,
    ambiguous: u64,
    problems: u64,
    replaced: u64,
    pairs: u64,
    list: Option<ListShape<'b>>,
}

/// A window that gives a large part of the pairs.
#[derive(Serialize)]
struct ListShape<'b> {
    source: &'b str,
    line: Option<u32>,
    names: u64,
    pairs: u64,
}

impl Done<'_> {
    /// Tells it, and what to try next.
    pub(super) fn tell(&self, store: &Store, screen: &mut Screen) -> anyhow::Result<()> {
        let status = store.status()?;
        if screen.json {
            return screen.value(&self.shape(status));
        }
        for (what, how) in self.rows(store, &status) {
            screen.done(format_args!("{what:<10} {how}"))?;
        }
        if screen.is_quiet() || self.built.interrupted {
            return Ok(());
        }
        let try_next = suggestions(&store.snapshot()?, screen);
        if !try_next.is_empty() {
            screen.done("\nTry next:")?;
            for line in try_next {
                screen.done(format_args!("  {line}"))?;
            }
        }
        Ok(())
    }

    fn problems(&self) -> u64 {
        self.built.tally.problems + self.problems as u64
    }

    fn shape(&self, status: Status) -> BuildShape<'_> {
        let built = self.built;
        BuildShape {
            read: self.read(),
            left_out: self.left_out,
            removed: built.removed,
            store: status,
            gone: self.gone.iter().flat_map(|gone| gone.sources.iter().map(String::as_str)).collect(),
            interrupted: built.interrupted,
            seconds: self.time.as_secs_f64(),
        }
    }

    fn read(&self) -> ReadShape<'_> {
        let tally = &self.built.tally;
        ReadShape {
            sources: tally.sources,
            articles: tally.articles,
            undated: tally.undated,
            bytes: tally.bytes,
            mentions: tally.mentions.iter().map(|(kind, count)| (kind.to_string(), *count)).collect(),
            ambiguous: tally.ambiguous,
            problems: self.problems(),
            replaced: tally.replaced,
            pairs: tally.pairs,
            list: crowd::share(tally).map(|(crowd, _)| ListShape {
                source: &crowd.source,
                line: crowd.line,
                names: crowd.names,
                pairs: crowd.pairs(),
            }),
        }
    }

    fn rows(&self, store: &Store, status: &Status) -> Vec<(&'static str, String)> {
        let tally = &self.built.tally;
        let read = format!("{} in {}", counted(tally.articles, "article"), counted(tally.sources, "source"));
        let mut rows = vec![("read", read), ("mentions", self.mentions())];
        rows.extend(self.exceptions());
        rows.extend(crowd::share(tally).map(|share| ("list", crowd::told(share, status.counting.window))));
        if self.problems() > 0 {
            rows.push(("problems", format!("{}, told above", thousands(self.problems()))));
        }
        let graph = format!(
            "{}, {} from {}, in {}",
            counted(status.entities, "entity"),
            counted(status.relations, "relation"),
            counted(status.articles, "article"),
            store.path().display(),
        );
        rows.extend([("graph", graph), ("time", seconds(self.time))]);
        rows
    }

    fn mentions(&self) -> String {
        let tally = &self.built.tally;
        let kinds = tally.mentions.iter().map(|(kind, count)| format!("{kind} {}", thousands(*count)));
        let (kinds, all) = (kinds.collect::<Vec<_>>().join(", "), thousands(tally.all_mentions()));
        if kinds.is_empty() { all } else { format!("{all}: {kinds}") }
    }

    /// Rows on what most builds have none of.
    fn exceptions(&self) -> Vec<(&'static str, String)> {
        let tally = &self.built.tally;
        let mut rows = Vec::new();
        if tally.ambiguous > 0 {
            rows.push((
                "ambiguous",
                format!("{}, counted for no entity", counted(tally.ambiguous, "mention")),
            ));
        }
        if tally.undated > 0 {
            let undated = format!("{} of {}", thousands(tally.undated), counted(tally.articles, "article"));
            rows.push(("undated", format!("{undated}, left out by --since and --until")));
        }
        if tally.replaced > 0 {
            let replaced = counted(tally.replaced, "record");
            rows.push((
                "replaced",
                format!("{replaced} by later ones with the same \"source\" and \"article\""),
            ));
        }
        if self.built.removed > 0 {
            let removed = counted(self.built.removed, "article");
            let before = if tally.replaced == 0 { "held before and " } else { "" };
            rows.push(("removed", format!("{removed} that the sources {before}hold no more")));
        }
        rows
    }
}
