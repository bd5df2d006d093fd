//! `guanxi dict plan` and `guanxi dict apply`: what a change of the dictionary does to the built graph, and doing it.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;
use guanxi::dictionary::{Changes, Clash, Dictionary, EntityId, holds_judgements};
use guanxi::pipeline::{self, Applied, Example, Moved};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::store::Store;
use serde::Serialize;

use super::ask::open_database;
use super::given::given;
use super::screen::{Look, Screen, Talk};
use super::suggest::quoted;
use super::summary::{counted, seconds, thousands};
use super::table::{Table, plain};
use super::teach::Teach;
use super::{Answer, Global, interrupt, taught};

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

CHANGE holds rows to add, as any dictionary; with - in a column \"change\" a row takes a name out, or, if it has aliases,
these. A file of judgements (same, not-same, never) is a change too.")]
pub(super) struct Plan {
    #[command(flatten)]
    change: Change,
    /// Rows of each list; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 10)]
    limit: usize,
}

/// Change the dictionary of the graph: only the articles it concerns are recognised again
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict plan change.tsv          look first
  guanxi dict apply change.tsv         the graph is then that of a new build with --dictionary change.tsv")]
pub(super) struct Apply {
    #[command(flatten)]
    change: Change,
}

#[derive(Args)]
struct Change {
    /// Rows to add and take out, or judgements; - reads standard input
    #[arg(value_name = "CHANGE.tsv")]
    file: PathBuf,
    #[command(flatten)]
    teach: Teach,
}

/// A change made ready, and the store it is for.
struct Prepared {
    store: Store,
    changes: Changes,
    new: Dictionary,
    options: RecogniseOptions,
    /// The store has it already.
    done: bool,
    /// The change is one of judgements.
    judged: bool,
    /// Aliases of the change that other entities bear.
    clashes: Vec<Clash>,
}

impl Change {
    fn prepare(&self, global: &Global, talk: Talk) -> anyhow::Result<Prepared> {
        let (old, new, store) = thread::scope(|scope| {
            let store = scope.spawn(|| opened(global));
            let old = scope.spawn(|| self.teach.dictionary(talk));
            let new = self.changed();
            (joined(old), new, joined(store))
        });
        let (old, (new, judged)) = (old?.0, new?);
        let changes = Changes::between(&old, &new)?;
        let mut clashes = new.clashes();
        clashes.retain(|clash| clash.path == path_told(&self.file));
        // To free their many small parts would take time for nothing: the command ends with them.
        std::mem::forget(old);
        let (options, store) = (self.teach.recognise_options(false), store?);
        let [before, after] =
            [changes.before(), changes.after()].map(|own| pipeline::fingerprint_of(own, &options));
        let held = store.dictionary();
        let underway = pipeline::underway(&changes, after);
        if ![before, after, underway].contains(&held) {
            bail!(taught::refusal(&store, &self.teach.given()));
        }
        Ok(Prepared { store, changes, new, options, done: held == after, judged, clashes })
    }

    /// The options with which a build gives what the change gives.
    fn options(&self, judged: bool) -> Vec<String> {
        let mut options = self.teach.given();
        let option = if judged { "--judgements" } else { "--dictionary" };
        options.push(match &*path_told(&self.file) {
            "-" => taught::PIPED.to_owned(),
            file => format!("{option} {}", quoted(file)),
        });
        options
    }

    /// The dictionary with the change, and whether that is one of judgements.
    fn changed(&self) -> anyhow::Result<(Dictionary, bool)> {
        let (path, text) = given(&self.file)?;
        let judged = holds_judgements(&text);
        let mut options = self.teach.options();
        options.texts.push((path.clone(), text));
        let dictionary = Dictionary::load(&options)?;
        let faults: Vec<String> = dictionary
            .problems
            .iter()
            .filter(|problem| problem.path == path)
            .map(ToString::to_string)
            .collect();
        if !faults.is_empty() {
            bail!("{}\nmend the change first: nothing was done", faults.join("\n"));
        }
        Ok((dictionary, judged))
    }
}

/// The file of a change as its problems name it.
fn path_told(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}

/// The store with what writing needs of it.
fn opened(global: &Global) -> anyhow::Result<Store> {
    let mut store = open_database(global, "a change of the dictionary")?;
    store.prepare()?;
    Ok(store)
}

/// A dictionary made ready to recognise with. It stays to the end of the process, as in building.
fn compiled(new: Dictionary, options: RecogniseOptions) -> anyhow::Result<&'static Recogniser> {
    let recogniser = Recogniser::new(new, options).context("compiling the dictionaries")?;
    Ok(Box::leak(Box::new(recogniser)))
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
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

#[derive(Serialize)]
struct ApplyShape {
    articles: u64,
    concerned: u64,
    changed: u64,
    redefined: u64,
    seconds: f64,
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
        for clash in &clashes {
            let gains = || plan.moved.iter().any(|moved| moved.to.as_ref() == Some(&clash.own));
            if clash.of_one_kind() || plan.concerned == 0 {
                talk.problem(clash.problem());
            } else if !gains() {
                let lost = plan.moved.iter().filter(|moved| moved.from.as_ref() == Some(&clash.other));
                talk.problem(clash.in_vain(lost.map(|moved| moved.mentions).sum()));
            }
        }
        if screen.json {
            screen.value(&shape(&plan, &changes))?;
            return Ok(Answer::Yes);
        }
        summary(&plan, &changes, screen)?;
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        mentions(&plan.moved, limit, screen)?;
        relations(&plan, limit, screen)?;
        let graph = store.snapshot()?;
        let stays = |id: &&EntityId| !plan.entities.iter().any(|e| e.id == **id && e.after == 0);
        for id in changes.entities().1.iter().filter(|id| graph.node(id).is_some()).filter(stays) {
            screen.note(format_args!(
                "{id} is found without its row, by a rule; a judgement ends that: never, {id}"
            ))?;
        }
        let file = quoted(&path_told(&self.change.file));
        let words: Vec<String> = std::iter::once(file.clone()).chain(self.change.teach.given()).collect();
        let apply = screen.command(format_args!("dict apply {}", words.join(" ")));
        let again = if file == "-" { "give the same rows to " } else { "" };
        screen.note(format_args!("\nnothing is written yet: {again}{apply}"))?;
        Ok(Answer::Yes)
    }
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

impl Apply {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        let talk = screen.talk;
        let Prepared { mut store, changes, new, options, done, judged, clashes } =
            self.change.prepare(global, talk)?;
        for clash in &clashes {
            talk.problem(clash.problem());
        }
        let applied = if done {
            Applied::default()
        } else {
            store.end_at(interrupt::listen());
            let bar = talk.progress(Some(u64::from(store.documents())));
            let threads = global.threads();
            let (recogniser, looked) = thread::scope(|scope| {
                let compiling = options.clone();
                let recogniser = scope.spawn(|| compiled(new, compiling));
                let looked = pipeline::look(&store, &changes, &options, threads);
                (joined(recogniser), looked)
            });
            let told = |done, _| bar.set_position(done);
            let applied = pipeline::apply_to(&mut store, looked?, &changes, recogniser?, threads, told)?;
            bar.finish_and_clear();
            store.publish()?;
            taught::write(&store, self.change.options(judged))?;
            applied
        };
        let Applied { articles, concerned, changed, redefined } = applied;
        if screen.json {
            let seconds = begun.elapsed().as_secs_f64();
            screen.value(&ApplyShape { articles, concerned, changed, redefined, seconds })?;
            return Ok(Answer::Yes);
        }
        if done {
            screen.note("the graph is as with this change already")?;
            return Ok(Answer::Yes);
        }
        screen.line(format_args!(
            "{} of {} recognised again, {} changed, {} with other aliases, in {}",
            thousands(concerned),
            counted(articles, "article"),
            thousands(changed),
            counted(redefined, "entity"),
            seconds(begun.elapsed())
        ))?;
        let rows = if judged { "judgements" } else { "dictionary" };
        let option = match self.change.options(judged).join(" ") {
            _ if path_told(&self.change.file) == "-" => String::new(),
            options => format!("build with {options} from now on, or "),
        };
        screen.note(format_args!("{option}put its rows into your {rows}"))?;
        Ok(Answer::Yes)
    }
}
