//! `guanxi find`: entities by name.

use clap::Args;
use guanxi::dictionary::Kind;
use guanxi::graph::{Found, MatchedBy, nearest, search};
use guanxi::store::Snapshot;
use serde::Serialize;

use super::ask::{self, open};
use super::number;
use super::screen::Screen;
use super::shapes::EntityShape;
use super::summary::thousands;
use super::table::Table;
use super::{Answer, Global};

/// Find entities by name, alias, or a part of either
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi find 天骏
  guanxi find 总工会 --kind organisation --limit 50
  guanxi find place:红山区")]
pub(super) struct Find {
    /// A name, an alias, a part of one, or an id
    text: String,
    /// Only entities of this kind (may be given several times)
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Vec<Kind>,
    /// The most rows; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 20, value_parser = number::any::<usize>)]
    limit: usize,
}

#[derive(Serialize)]
struct FoundShape<'s> {
    matched: &'static str,
    form: &'s str,
    #[serde(flatten)]
    entity: EntityShape<'s>,
}

#[derive(Serialize)]
struct FindShape<'s> {
    sequence: u64,
    text: &'s str,
    total: usize,
    found: Vec<FoundShape<'s>>,
    nearest: Vec<EntityShape<'s>>,
}

impl Find {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let snapshot = open(global, screen)?;
        let mut found = search(&snapshot, &self.text, usize::MAX);
        found.retain(|found| self.kind.is_empty() || self.kind.contains(&snapshot.entity(found.node).kind));
        let total = found.len();
        if self.limit > 0 {
            found.truncate(self.limit);
        }
        let nearest = if total == 0 { nearest(&snapshot, &self.text) } else { Vec::new() };
        if screen.json {
            let near = nearest.iter().map(|&node| EntityShape::of(&snapshot, node)).collect();
            let found = found.iter().map(|found| shape(&snapshot, found)).collect();
            let (sequence, text) = (snapshot.sequence(), &*self.text);
            screen.value(&FindShape { sequence, text, total, found, nearest: near })?;
        } else if total > 0 {
            print(&snapshot, &found, screen)?;
        }
        if let Some(missing) = ask::missing_kind(&snapshot, &self.kind) {
            screen.note(missing)?;
        } else if total == 0 {
            screen.talk.say(format_args!("no entity matches \"{}\"", self.text));
            ask::tell_nearest(&snapshot, &nearest, screen);
        } else if total > found.len() {
            screen.note(format_args!("{} of {total}; --limit N shows more, 0 all", found.len()))?;
        }
        Ok(Answer::no_if(total == 0))
    }
}

fn shape<'s>(snapshot: &'s Snapshot, found: &'s Found) -> FoundShape<'s> {
    FoundShape { matched: word(found.by), form: &found.form, entity: EntityShape::of(snapshot, found.node) }
}

fn print(snapshot: &Snapshot, found: &[Found], screen: &mut Screen) -> anyhow::Result<()> {
    let mut table = Table::new(&["name", "kind", "within", ">mentions", ">articles", "matched"]);
    for found in found {
        let row = snapshot.entity(found.node);
        let matched = match found.by {
            MatchedBy::Id | MatchedBy::Name => String::new(),
            by if found.form == row.name => word(by).to_owned(),
            by => format!("{} {}", word(by), found.form),
        };
        let within = row.within.as_deref().unwrap_or_default();
        let (mentions, articles) = (thousands(row.mentions), thousands(row.articles));
        table.row([&row.name, row.kind.as_str(), within, &mentions, &articles, &matched]);
    }
    Ok(table.print(screen)?)
}

fn word(by: MatchedBy) -> &'static str {
    match by {
        MatchedBy::Id => "id",
        MatchedBy::Name => "name",
        MatchedBy::Alias => "alias",
        MatchedBy::Surface => "form",
        MatchedBy::Prefix => "prefix",
        MatchedBy::Part => "part",
    }
}
