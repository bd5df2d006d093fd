//! `guanxi dict apply`: a change of the dictionary is carried out on the built graph.

use std::thread;
use std::time::Instant;

use clap::Args;
use guanxi::pipeline::{self, Applied};
use serde::Serialize;

use super::dict_change::{Change, Prepared, compiled, joined, path_told};
use super::screen::Screen;
use super::summary::{counted, seconds, thousands};
use super::{Answer, Global, interrupt, taught};

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
