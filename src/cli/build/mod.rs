//! `guanxi build`: from documents to a graph.

mod told;

use std::collections::HashSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use clap::Args;
use guanxi::corpus::{Input, Problem};
use guanxi::dictionary::Dictionary;
use guanxi::pipeline::{self, Built, Tally};
use guanxi::recognise::Recogniser;
use guanxi::relate::{Counting, Weighting, Window};
use guanxi::store::{OpenOptions, Store, StoreError};

use super::gone::Gone;
use super::inputs::{self, Inputs, Paths, Watch};
use super::panics::joined;
use super::screen::{Screen, Talk};
use super::spelling::under_known_names;
use super::teach::Teach;
use super::unfinished::{Begun, Left};
use super::{Answer, Global, taught, unfinished};
use told::Done;

/// Read documents, recognise names, and build the graph
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi build examples/news
  guanxi build pages/ more/*.txt --dictionary mine.tsv --year 2022
  other-tool pages/ | guanxi build --mentions -
  zcat 2024-05-06.jsonl.gz | guanxi build - --source 2024-05-06

Building again adds what is new and replaces sources that were built before; nothing is counted twice.
An article of more than 1 MiB (350,000 characters) is recognised in parts that end with a paragraph.")]
pub(super) struct Build {
    #[command(flatten)]
    paths: Paths,
    /// The inputs are mentions that "guanxi tag" or another program found, one JSON object an article
    #[arg(long)]
    mentions: bool,
    /// Where two names must meet: sentence, paragraph or article [default: that of the store, sentence in a new one]
    #[arg(long, value_name = "WINDOW", help_heading = "Counting")]
    window: Option<Window>,
    /// How often a pair counts where it meets: presence (once) or product (mentions times mentions) [default: that of the store, presence in
    /// a new one]
    #[arg(long, value_name = "WEIGHTING", help_heading = "Counting")]
    weighting: Option<Weighting>,
    #[command(flatten)]
    teach: Teach,
}

/// What is said of a store whose articles do not all know the same names.
const MIXED: &str = "\nthe store holds articles that were recognised with other dictionaries or options: build all its \
                     sources with one set of options, else names are missed, and \"dict apply\" refuses";

/// What is said when a pipe took the place of another.
const REPLACED_PIPE: &str = "\nstandard input is one source, \"-\": what it brought before was removed; call each pipe by a \
                             name of its own to keep both (build - --source NAME)";

/// A dictionary, as names alone or ready to recognise with.
enum Taught {
    Listed(Box<Dictionary>),
    Compiled(&'static Recogniser),
}

/// What is known before documents are read, since reading them changes it.
#[derive(Default)]
struct Before {
    /// The options of the last build.
    had: Option<Vec<String>>,
    folders: Vec<String>,
    /// Sources that are read, where folders are.
    names: HashSet<String>,
    /// Standard input is read under no name of its own.
    is_unnamed: bool,
}

impl Build {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        let mut inputs = self.paths.inputs(screen.talk)?;
        if inputs.found.is_empty() {
            anyhow::bail!("nothing could be read: mend the problems above");
        }
        let ((taught, faults), (mut store, made)) = self.open(global, screen.talk)?;
        let before = self.before(&mut inputs, &store, screen.talk)?;
        let built = self.built(&taught, &mut store, std::mem::take(&mut inputs.found), global, screen)?;
        let problems = faults + inputs.problems;
        let answer = match answered(&built, problems, screen) {
            Err(error) if made => {
                store.discard()?;
                return Err(error);
            }
            answer => answer?,
        };
        let gone =
            if built.interrupted { Vec::new() } else { Gone::of(&store, &before.folders, &before.names)? };
        let dropped = self.remember(&store, &before, &built)?;
        let time = begun.elapsed();
        let done = Done { built: &built, problems, gone: &gone, left_out: &inputs.left_out, time };
        let told = done.tell(&store, screen);
        // Whoever listens no more, the store is whole.
        store.close()?;
        told?;
        notes(&built, &before, dropped, &gone, screen)?;
        if built.interrupted {
            anyhow::bail!(
                "interrupted: the store is whole up to commit {}; the same command carries on",
                built.sequence
            );
        }
        Ok(answer)
    }

    /// The dictionaries and the number of problems in them, and beside that the store and whether it was made now.
    fn open(&self, global: &Global, talk: Talk) -> anyhow::Result<((Taught, usize), (Store, bool))> {
        let counting = |there: Counting| Counting {
            window: self.window.unwrap_or(there.window),
            weighting: self.weighting.unwrap_or(there.weighting),
        };
        let (taught, store) = thread::scope(|scope| {
            let (right, are_right) = channel();
            let store = scope.spawn(move || prepared(&global.store, counting, &are_right));
            let taught = self.taught(talk, &right);
            // Nobody waits for dictionaries that are not.
            drop(right);
            (taught, joined(store))
        });
        Ok((taught?, store?))
    }

    /// Gives the inputs the names that the store knows them by, and keeps what reading them changes.
    fn before(&self, inputs: &mut Inputs, store: &Store, talk: Talk) -> Result<Before, StoreError> {
        if self.mentions {
            return Ok(Before::default());
        }
        if let Some(damage) = taught::damage(store) {
            talk.problem(damage);
        }
        inputs.found = under_known_names(std::mem::take(&mut inputs.found), store)?;
        let folders = self.paths.folders();
        let names = if folders.is_empty() { HashSet::new() } else { inputs.names() };
        let is_unnamed = inputs.found.iter().any(|input| input.name == inputs::STANDARD_INPUT);
        Ok(Before { had: taught::read(store), folders, names, is_unnamed })
    }

    /// Reads the inputs into the store. While it is at it, the store says that they are unfinished.
    fn built(
        &self,
        taught: &Taught,
        store: &mut Store,
        inputs: Vec<Input>,
        global: &Global,
        screen: &Screen,
    ) -> anyhow::Result<Built> {
        let watch = Watch::new(screen.talk, &inputs).over(store, &inputs, screen)?;
        let sources: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
        let run = self.paths.run_options(inputs, global);
        let (command, left) = self.noted(sources.clone());
        let told = |problems: &[Problem], tally: &Tally| watch.told(problems, tally);
        unfinished::begin(store.path(), Begun::new(command.clone(), left))?;
        let built = match taught {
            Taught::Listed(dictionary) => pipeline::build_from_mentions(dictionary, store, run, told)?,
            Taught::Compiled(recogniser) => pipeline::build(recogniser, store, run, told)?,
        };
        watch.end();
        let (ended, command) =
            if built.interrupted { (&built.ended, None) } else { (&sources, Some(&*command)) };
        unfinished::built(store.path(), ended, self.mentions, command)?;
        unfinished::settle(store)?;
        Ok(built)
    }

    /// What is noted while it is at it.
    fn noted(&self, sources: Vec<String>) -> (String, Left) {
        let words: Vec<String> = std::iter::once(self.paths.words()).chain(self.teach.given()).collect();
        let words = words.join(" ");
        if self.mentions {
            return (format!("build {words} --mentions"), Left::Mentions(sources));
        }
        (format!("build {words}"), Left::Build(sources))
    }

    /// Keeps the options of this build beside the store: what is said where the last one had others.
    fn remember(&self, store: &Store, before: &Before, built: &Built) -> anyhow::Result<Option<String>> {
        if built.tally.articles == 0 {
            return Ok(None);
        }
        let given = self.teach.given();
        let dropped = before.had.as_ref().and_then(|had| taught::dropped(had, &given));
        if !self.mentions && !built.interrupted {
            taught::write(store, given)?;
        }
        Ok(dropped)
    }

    /// What this build needs of the dictionaries, and the number of problems in them. Tells when they are read.
    fn taught(&self, talk: Talk, right: &Sender<()>) -> anyhow::Result<(Taught, usize)> {
        let (dictionary, problems) = self.teach.dictionary(talk)?;
        // Who listens no more has failed, and says so.
        let _ = right.send(());
        let taught = if self.mentions {
            Taught::Listed(Box::new(dictionary))
        } else {
            Taught::Compiled(self.teach.compiled(dictionary, false)?)
        };
        Ok((taught, problems))
    }
}

/// How it ended. What was emptied gave nothing to read, and its articles are gone: that is not to have failed.
fn answered(built: &Built, problems: usize, screen: &Screen) -> anyhow::Result<Answer> {
    if built.removed > 0 {
        return Ok(inputs::no_if_problems(&built.tally, problems, screen));
    }
    inputs::answer(&built.tally, problems, screen)
}

/// What the user should know of the store after the build.
fn notes(
    built: &Built,
    before: &Before,
    dropped: Option<String>,
    gone: &[Gone],
    screen: &mut Screen,
) -> anyhow::Result<()> {
    if let Some(dropped) = dropped {
        screen.note(dropped)?;
    }
    for gone in gone {
        screen.note(gone.note(screen))?;
    }
    if before.is_unnamed && built.removed > 0 {
        screen.note(REPLACED_PIPE)?;
    }
    if built.mixed && !built.interrupted {
        screen.note(MIXED)?;
    }
    Ok(())
}

/// The store with what writing needs of it, and whether it was made: only once the dictionaries are right.
fn prepared(
    path: &Path,
    counting: impl Fn(Counting) -> Counting,
    are_right: &Receiver<()>,
) -> Result<(Store, bool), StoreError> {
    let (mut store, made) = match Store::open_existing(path) {
        Ok(store) => (store, false),
        Err(StoreError::Missing { .. }) if are_right.recv().is_ok() => {
            (Store::open(path, &OpenOptions::counting(counting(Counting::default())))?, true)
        }
        Err(error) => return Err(error),
    };
    let (stored, asked) = (store.counting(), counting(store.counting()));
    if stored != asked {
        return Err(StoreError::Counting { path: path.to_owned(), stored, asked });
    }
    store.prepare()?;
    Ok((store, made))
}
