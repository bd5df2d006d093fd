//! `guanxi why`: the sentences that join two entities.

use clap::Args;
use guanxi::graph::{Counts, GraphView, Selection};
use guanxi::store::{Evidence, EvidenceOptions, Snapshot};
use serde::Serialize;

use super::ask::{Conditions, open, resolve};
use super::evidence::{self, EvidenceShape};
use super::number;
use super::screen::{Look, Screen};
use super::shapes::{CountsShape, EntityShape, label};
use super::shell::quoted;
use super::summary::{counted, period};
use super::{Answer, Global};

/// The sentences that join two entities
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi why 自治区总工会 包头市
  guanxi why 高志鹏 天骏计划 --limit 3 --since 2023-01-01
  guanxi why 自治区总工会 包头市 --json")]
pub(super) struct Why {
    /// A name, an alias, kind:name, or name@within
    a: String,
    /// Another
    b: String,
    /// The most sentences; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 10, value_parser = number::any::<usize>)]
    limit: usize,
    /// Latest first
    #[arg(long)]
    newest: bool,
    #[command(flatten)]
    conditions: Conditions,
}

#[derive(Serialize)]
struct WhyShape<'s> {
    sequence: u64,
    a: EntityShape<'s>,
    b: EntityShape<'s>,
    #[serde(flatten)]
    counts: CountsShape,
    evidence: Vec<EvidenceShape<'s>>,
}

impl Why {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        self.conditions.check()?;
        let snapshot = open(global, screen)?;
        let Some(nodes) = resolve(&snapshot, &[&self.a, &self.b], screen)? else { return Ok(Answer::No) };
        let (a, b) = (nodes[0], nodes[1]);
        let selection = self.conditions.selection(&[]);
        let view = GraphView::of(&snapshot, &selection);
        let relation = snapshot.between(a, b).filter(|&relation| view.admits_relation(relation));
        let counts = relation.map(|relation| view.counts(relation)).unwrap_or_default();
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        let mut found = match relation {
            Some(_) => snapshot.evidence(a, b, &self.options(&selection, limit.saturating_add(1)))?,
            None => Vec::new(),
        };
        let more = found.len() > limit;
        found.truncate(limit);
        if screen.json {
            screen.value(&WhyShape {
                sequence: snapshot.sequence(),
                a: EntityShape::of(&snapshot, a),
                b: EntityShape::of(&snapshot, b),
                counts: counts.into(),
                evidence: found.iter().map(EvidenceShape::from).collect(),
            })?;
        } else if relation.is_some() {
            print(&snapshot, [a, b], counts, &found, screen)?;
        }
        if a == b || relation.is_none() {
            screen.note(self.nothing(&snapshot, [a, b], screen))?;
        } else if more {
            screen.note(format_args!("the first {limit}; --limit N shows more, 0 all"))?;
        }
        Ok(Answer::no_if(relation.is_none()))
    }

    fn options(&self, selection: &Selection, limit: usize) -> EvidenceOptions {
        let (since, until) = (selection.since, selection.until);
        EvidenceOptions { limit, since, until, newest_first: self.newest }
    }

    /// Why no sentence joins them, and what else to ask.
    fn nothing(&self, snapshot: &Snapshot, [a, b]: [u32; 2], screen: &Screen) -> String {
        let (from, to) = (label(snapshot.entity(a)), label(snapshot.entity(b)));
        if a == b {
            let near = screen.command(format_args!("near {}", quoted(&from)));
            return format!("both names mean {from}; \"{near}\" shows who stands near");
        }
        let (window, under) = (snapshot.counting().window, self.conditions.under());
        let path = screen.command(format_args!("path {} {}", quoted(&from), quoted(&to)));
        format!(
            "{from} and {to} stand together in no {window}{under}; \"{path}\" looks for a way between them"
        )
    }
}

fn print(
    snapshot: &Snapshot,
    [a, b]: [u32; 2],
    counts: Counts,
    found: &[Evidence],
    screen: &mut Screen,
) -> anyhow::Result<()> {
    let ends = format!("{} — {}", label(snapshot.entity(a)), label(snapshot.entity(b)));
    let dates = period(counts.first, counts.last);
    let dates = if dates.is_empty() { dates } else { format!(", {dates}") };
    let (count, articles) = (counted(counts.count, "time"), counted(counts.articles, "article"));
    screen
        .line(format_args!("{}  together {count} in {articles}{dates}", screen.paint(&ends, Look::Bold)))?;
    for evidence in found {
        screen.line("")?;
        evidence::print(evidence, "", screen)?;
    }
    Ok(())
}
