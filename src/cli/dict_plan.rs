//! `guanxi dict plan`: what a change of the dictionary does to the built graph.

use std::collections::{HashMap, HashSet};

use clap::Args;
use guanxi::dictionary::{Changes, Clash, EntityId};
use guanxi::pipeline::{self, Example, Moved};
use guanxi::store::Snapshot;
use serde::Serialize;

use super::dict_change::{Change, Prepared, path_told};
use super::number;
use super::screen::{Look, Screen, Talk};
use super::shell::quoted;
use super::summary::{counted, thousands};
use super::table::{Table, plain};
use super::teach::compiled;
use super::{Answer, Global};

/// Forms named in the summary.
const FORMS: usize = 6;

/// What a change of the dictionary would do to the graph; writes nothing
#[derive(Args)]
#[command(after_help = "\
Examples:
  printf 'name\\tkind\\taliases\\n天骏计划\\tprogramme\\t天骏工程\\n' > change.tsv
  guanxi dict plan change.tsv
  guanxi dict plan change.tsv --dictionary mine.tsv      if the graph was built with mine.tsv
  printf 'change\\tname\\tkind\\n-\\t天骏计划\\tprogramme\\n' | guanxi dict plan -

CHANGE holds rows to add, as any dictionary; with - in a column \"change\" a row takes a name
out, or, if it has aliases, these. A file of judgements (same, not-same, never) is a change too.")]
pub(super) struct Plan {
    #[command(flatten)]
    change: Change,
    /// Rows of each list; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 10, value_parser = number::any::<usize>)]
    limit: usize,
}

#[derive(Serialize)]
struct PlanShape<'p> {
    articles: u64,
    concerned: u64,
    changed: u64,
    forms: Vec<&'p str>,
    redefined: Vec<&'p str>,
    gained: u64,
    lost: u64,
    ambiguous: u64,
    moved: Vec<MovedShape<'p>>,
    merged: Vec<[&'p str; 2]>,
    split: Vec<SplitShape<'p>>,
    entities: Vec<EntityShape<'p>>,
    relations: Vec<RelationShape<'p>>,
}

#[derive(Serialize)]
struct MovedShape<'p> {
    from: Option<&'p str>,
    to: Option<&'p str>,
    mentions: u64,
    source: &'p str,
    line: u32,
    before: &'p str,
    surface: &'p str,
    after: &'p str,
}

#[derive(Serialize)]
struct SplitShape<'p> {
    from: &'p str,
    to: &'p str,
    mentions: u64,
}

#[derive(Serialize)]
struct EntityShape<'p> {
    id: &'p str,
    before: u64,
    after: u64,
}

#[derive(Serialize)]
struct RelationShape<'p> {
    a: &'p str,
    b: &'p str,
    before: u64,
    after: u64,
}

impl Plan {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let talk = screen.talk;
        let Prepared { store, changes, new, options, done, clashes, .. } =
            self.change.prepare(global, talk)?;
        if done && !screen.json {
            screen.note("the graph is as with this change already")?;
            return Ok(Answer::Yes);
        }
        let bar = talk.progress(Some(u64::from(store.documents())));
        let recogniser = compiled(new, options)?;
        let told = |done, _| bar.set_position(done);
        let plan = pipeline::plan(&store, &changes, recogniser, global.threads(), told)?;
        bar.finish_and_clear();
        tell_clashes(&clashes, &plan, talk);
        if screen.json {
            screen.value(&shape(&plan, &changes))?;
            return Ok(Answer::Yes);
        }
        summary(&plan, &changes, screen)?;
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        mentions(&plan.moved, limit, screen)?;
        relations(&plan, limit, screen)?;
        found_without_rows(&plan, &changes, &store.snapshot()?, screen)?;
        self.what_next(screen)?;
        Ok(Answer::Yes)
    }

    /// Says which command carries the change out.
    fn what_next(&self, screen: &mut Screen) -> anyhow::Result<()> {
        let file = quoted(&path_told(&self.change.file));
        let words: Vec<String> = std::iter::once(file.clone()).chain(self.change.teach.given()).collect();
        let apply = screen.command(format_args!("dict apply {}", words.join(" ")));
        let again = if file == "-" { "give the same rows to " } else { "" };
        Ok(screen.note(format_args!("\nnothing is written yet: {again}{apply}"))?)
    }
}

/// Says which aliases other entities bear, where the plan shows no gain of them.
fn tell_clashes(clashes: &[Clash], plan: &pipeline::Plan, talk: Talk) {
    let (mut gain, mut lost) = (HashSet::new(), HashMap::new());
    for moved in &plan.moved {
        gain.extend(&moved.to);
        if let Some(from) = &moved.from {
            *lost.entry(from).or_default() += moved.mentions;
        }
    }
    for clash in clashes {
        if clash.of_one_kind() || plan.concerned == 0 {
            talk.problem(clash.problem());
        } else if !gain.contains(&clash.own) {
            talk.problem(clash.in_vain(lost.get(&clash.other).copied().unwrap_or(0)));
        }
    }
}

/// Says which entities the graph keeps although their rows go.
fn found_without_rows(
    plan: &pipeline::Plan,
    changes: &Changes,
    graph: &Snapshot,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    let ended = plan.ended();
    let stays = |id: &&EntityId| graph.node(id).is_some() && !ended.contains(id);
    for id in changes.entities().1.iter().filter(stays) {
        screen.note(format_args!(
            "{id} is found without its row, by a rule; a judgement ends that: never, {id}"
        ))?;
    }
    Ok(())
}

fn shape<'p>(plan: &'p pipeline::Plan, changes: &'p Changes) -> PlanShape<'p> {
    let (gained, lost) = plan.gained_and_lost();
    PlanShape {
        articles: plan.articles,
        concerned: plan.concerned,
        changed: plan.changed,
        forms: changes.forms().collect(),
        redefined: plan.redefined.iter().map(EntityId::as_str).collect(),
        gained,
        lost,
        ambiguous: plan.ambiguous,
        moved: plan.moved.iter().map(moved_shape).collect(),
        merged: plan.merged().map(|(from, to)| [from.as_str(), to.as_str()]).collect(),
        split: plan
            .split()
            .map(|(from, to, mentions)| SplitShape { from: from.as_str(), to: to.as_str(), mentions })
            .collect(),
        entities: plan
            .entities
            .iter()
            .map(|e| EntityShape { id: e.id.as_str(), before: e.before, after: e.after })
            .collect(),
        relations: plan
            .relations
            .iter()
            .map(|r| RelationShape { a: r.a.as_str(), b: r.b.as_str(), before: r.before, after: r.after })
            .collect(),
    }
}

fn moved_shape(moved: &Moved) -> MovedShape<'_> {
    let Example { source, line, before, surface, after } = &moved.example;
    MovedShape {
        from: moved.from.as_ref().map(EntityId::as_str),
        to: moved.to.as_ref().map(EntityId::as_str),
        mentions: moved.mentions,
        source,
        line: *line,
        before,
        surface,
        after,
    }
}

fn summary(plan: &pipeline::Plan, changes: &Changes, screen: &mut Screen) -> anyhow::Result<()> {
    let rows = [
        ("forms", forms_row(changes)),
        ("articles", articles_row(plan)),
        ("mentions", mentions_row(plan)),
        ("entities", entities_row(plan)),
        ("relations", relations_row(plan)),
    ];
    for (what, how) in rows {
        screen.line(format_args!("{what:<10} {how}"))?;
    }
    for (from, to) in plan.merged() {
        screen.line(format_args!("{:<10} {from} into {to}", "merged"))?;
    }
    for (from, to, mentions) in plan.split() {
        screen.line(format_args!("{:<10} {from} gives {} to {to}", "split", counted(mentions, "mention")))?;
    }
    Ok(())
}

fn forms_row(changes: &Changes) -> String {
    let named = changes.forms().take(FORMS).collect::<Vec<_>>().join(", ");
    let all = changes.forms().count();
    let colon = if all == 0 { "" } else { ": " };
    let more = if all > FORMS { ", …" } else { "" };
    let lists = if changes.in_lists() { "; a word list differs, and concerns every article" } else { "" };
    format!("{}{colon}{named}{more}{lists}", thousands(all as u64))
}

fn articles_row(plan: &pipeline::Plan) -> String {
    let [concerned, all, changed] = [plan.concerned, plan.articles, plan.changed].map(thousands);
    format!("{concerned} of {all} recognised again, {changed} change")
}

fn mentions_row(plan: &pipeline::Plan) -> String {
    let (gained, lost) = plan.gained_and_lost();
    let hands = plan.moved.iter().filter(|m| m.from.is_some() && m.to.is_some()).map(|m| m.mentions).sum();
    let [gained, lost, ambiguous, hands] = [gained, lost, plan.ambiguous, hands].map(thousands);
    let doubt = if plan.ambiguous > 0 { format!(" ({ambiguous} become ambiguous)") } else { String::new() };
    format!("{gained} gained, {lost} lost{doubt}, {hands} change hands")
}

fn entities_row(plan: &pipeline::Plan) -> String {
    let born = plan.entities.iter().filter(|e| e.before == 0).count();
    let gone = plan.entities.iter().filter(|e| e.after == 0).count();
    format!("{born} new, {gone} gone, {} with other aliases", plan.redefined.len())
}

fn relations_row(plan: &pipeline::Plan) -> String {
    let relations = |wanted: fn(&pipeline::RelationChange) -> bool| {
        thousands(plan.relations.iter().filter(|r| wanted(r)).count() as u64)
    };
    format!(
        "{} born, {} dead, {} stronger, {} weaker",
        relations(|r| r.before == 0),
        relations(|r| r.after == 0),
        relations(|r| r.before > 0 && r.after > r.before),
        relations(|r| r.after > 0 && r.after < r.before)
    )
}

fn mentions(moved: &[Moved], limit: usize, screen: &mut Screen) -> anyhow::Result<()> {
    for m in moved.iter().take(limit) {
        let what = match (&m.from, &m.to) {
            (None, Some(to)) => format!("+ {to}"),
            (Some(from), None) => format!("- {from}"),
            (from, to) => format!("{} → {}", id(from.as_ref()), id(to.as_ref())),
        };
        screen.line(format_args!("\n{what}  {}", counted(m.mentions, "mention")))?;
        let Example { source, line, before, surface, after } = &m.example;
        let name = screen.paint(&format!("【{}】", plain(surface)), Look::Bold);
        let place = screen.paint(&format!("{source}:{line}"), Look::Dim);
        screen.line(format_args!("  {place}  {}{name}{}", plain(before), plain(after)))?;
    }
    if moved.len() > limit {
        screen.note(format_args!("{} more; --limit 0 shows all", moved.len() - limit))?;
    }
    Ok(())
}

fn id(id: Option<&EntityId>) -> String {
    id.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn relations(plan: &pipeline::Plan, limit: usize, screen: &mut Screen) -> anyhow::Result<()> {
    if plan.relations.is_empty() {
        return Ok(());
    }
    screen.line("")?;
    let mut table = Table::new(&["relation", "", ">count", ">after"]);
    for r in plan.relations.iter().take(limit) {
        table.row([r.a.to_string(), r.b.to_string(), thousands(r.before), thousands(r.after)]);
    }
    table.print(screen)?;
    if plan.relations.len() > limit {
        screen.note(format_args!("{} more; --limit 0 shows all", plan.relations.len() - limit))?;
    }
    Ok(())
}
