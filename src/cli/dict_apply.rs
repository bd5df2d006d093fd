//! `guanxi dict apply`: a change of the dictionary is carried out on the built graph.

use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use guanxi::pipeline::{self, Applied};
use serde::Serialize;

use super::dict_change::{Change, Prepared, path_told};
use super::panics::joined;
use super::screen::{Screen, Talk};
use super::summary::{counted, seconds, thousands};
use super::teach::compiled;
use super::unfinished::{Begun, Left};
use super::{Answer, Global, interrupt, taught, unfinished};

/// Change the dictionary of the graph: only the articles it concerns are recognised again
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict plan change.tsv          look first
  guanxi dict apply change.tsv

The graph is then that of a new build with --dictionary change.tsv.")]
pub(super) struct Apply {
    #[command(flatten)]
    change: Change,
}

#[derive(Serialize)]
struct ApplyShape {
    articles: u64,
    concerned: u64,
    changed: u64,
    redefined: u64,
    seconds: f64,
}

impl Apply {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        let talk = screen.talk;
        let prepared = self.change.prepare(global, talk)?;
        for clash in &prepared.clashes {
            talk.problem(clash.problem());
        }
        let (done, judged) = (prepared.done, prepared.judged);
        let applied = if done { ended(&prepared)? } else { self.carried_out(prepared, global, talk)? };
        if screen.json {
            let Applied { articles, concerned, changed, redefined } = applied;
            let seconds = begun.elapsed().as_secs_f64();
            screen.value(&ApplyShape { articles, concerned, changed, redefined, seconds })?;
        } else if done {
            screen.note("the graph is as with this change already")?;
        } else {
            tell(&applied, begun.elapsed(), screen)?;
            screen.note(self.afterwards(judged))?;
        }
        Ok(Answer::Yes)
    }

    /// Recognises what the change concerns, and publishes the graph with it.
    fn carried_out(&self, prepared: Prepared, global: &Global, talk: Talk) -> anyhow::Result<Applied> {
        let Prepared { mut store, changes, new, options, underway, judged, .. } = prepared;
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
        let (looked, recogniser) = (looked?, recogniser?);
        let command = format!("dict apply {}", self.change.words());
        unfinished::begin(store.path(), Begun::new(command, Left::Change(underway)))?;
        let applied = pipeline::apply_to(&mut store, looked, &changes, recogniser, threads, told);
        let settled = unfinished::settle(&store);
        let applied = applied?;
        settled?;
        bar.finish_and_clear();
        store.publish()?;
        taught::write(&store, self.change.options(judged))?;
        Ok(applied)
    }

    /// What to do so that later builds have the change too.
    fn afterwards(&self, judged: bool) -> String {
        let rows = if judged { "judgements" } else { "dictionary" };
        let option = match self.change.options(judged).join(" ") {
            _ if path_told(&self.change.file) == "-" => String::new(),
            options => format!("build with {options} from now on, or "),
        };
        format!("{option}put its rows into your {rows}")
    }
}

/// Nothing is left to do, nor to note.
fn ended(prepared: &Prepared) -> anyhow::Result<Applied> {
    unfinished::settle(&prepared.store)?;
    Ok(Applied::default())
}

fn tell(applied: &Applied, took: Duration, screen: &mut Screen) -> anyhow::Result<()> {
    let &Applied { articles, concerned, changed, redefined } = applied;
    Ok(screen.line(format_args!(
        "{} of {} recognised again, {} changed, {} with other aliases, in {}",
        thousands(concerned),
        counted(articles, "article"),
        thousands(changed),
        counted(redefined, "entity"),
        seconds(took)
    ))?)
}
