//! `guanxi build`: from documents to a graph.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use guanxi::corpus::Problem;
use guanxi::dictionary::Dictionary;
use guanxi::pipeline::{self, Built, RunOptions, Tally};
use guanxi::recognise::Recogniser;
use guanxi::relate::{Counting, Weighting, Window};
use guanxi::store::{OpenOptions, Status, Store, StoreError};
use serde::Serialize;

use super::crowd;
use super::gone::Gone;
use super::inputs::{self, Paths, Watch};
use super::screen::{Screen, Talk};
use super::spelling::under_known_names;
use super::suggest::suggestions;
use super::summary::{counted, seconds, thousands};
use super::teach::Teach;
use super::{Answer, Global, interrupt, taught, unfinished};

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

/// A dictionary, as names alone or ready to recognise with.
enum Taught {
    Listed(Box<Dictionary>),
    Compiled(&'static Recogniser),
}

impl Build {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        let talk = screen.talk;
        let mut inputs = self.paths.inputs(talk)?;
        if inputs.found.is_empty() {
            anyhow::bail!("nothing could be read: mend the problems above");
        }
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
            (taught, store.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let ((taught, faults), mut store) = (taught?, store?);
        if !self.mentions {
            inputs.found = under_known_names(inputs.found, &store)?;
        }
        let had = if self.mentions { None } else { taught::read(&store) };
        let folders = if self.mentions { Vec::new() } else { self.paths.folders() };
        let names = if folders.is_empty() { HashSet::new() } else { inputs.names() };
        let watch = Watch::new(talk, &inputs.found);
        let is_unnamed = inputs.found.iter().any(|input| input.name == inputs::STANDARD_INPUT);
        let run = RunOptions {
            inputs: inputs.found,
            read: self.paths.options(),
            threads: global.threads(),
            stop: interrupt::listen(),
        };
        let told = |problems: &[Problem], tally: &Tally| watch.told(problems, tally);
        let what =
            if self.mentions { format!("{} --mentions", self.paths.words()) } else { self.paths.words() };
        unfinished::begin(store.path(), &what)?;
        let built = match &taught {
            Taught::Listed(dictionary) => pipeline::build_from_mentions(dictionary, &mut store, run, told)?,
            Taught::Compiled(recogniser) => pipeline::build(recogniser, &mut store, run, told)?,
        };
        watch.end();
        if !built.interrupted {
            unfinished::end(store.path(), &what)?;
        }
        let problems = faults + inputs.problems;
        let answer = inputs::answer(&built.tally, problems, screen)?;
        let gone = if built.interrupted { Vec::new() } else { Gone::of(&store, &folders, &names)? };
        Self::end(&store, &built, (problems, &gone, &inputs.left_out), begun.elapsed(), screen)?;
        let given = self.teach.given();
        let dropped = had.and_then(|had| taught::dropped(&had, &given));
        if !self.mentions && !built.interrupted {
            taught::write(&store, given)?;
        }
        store.close()?;
        if let Some(dropped) = dropped {
            screen.note(dropped)?;
        }
        for gone in &gone {
            screen.note(gone.note(screen))?;
        }
        if is_unnamed && built.removed > 0 && !self.mentions {
            screen.note(REPLACED_PIPE)?;
        }
        if built.mixed && !built.interrupted {
            screen.note(MIXED)?;
        }
        if built.interrupted {
            anyhow::bail!(
                "interrupted: the store is whole up to commit {}; the same command carries on",
                built.sequence
            );
        }
        Ok(answer)
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

    fn end(
        store: &Store,
        built: &Built,
        (problems, gone, left_out): (usize, &[Gone], &BTreeMap<String, u64>),
        time: Duration,
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        let status = store.status()?;
        let tally = &built.tally;
        let problems = tally.problems + problems as u64;
        if screen.json {
            let mentions = tally.mentions.iter().map(|(kind, count)| (kind.to_string(), *count)).collect();
            let read = ReadShape {
                sources: tally.sources,
                articles: tally.articles,
                undated: tally.undated,
                bytes: tally.bytes,
                mentions,
                ambiguous: tally.ambiguous,
                problems,
                replaced: tally.replaced,
                pairs: tally.pairs,
                list: crowd::share(tally).map(|(crowd, _)| ListShape {
                    source: &crowd.source,
                    line: crowd.line,
                    names: crowd.names,
                    pairs: crowd.pairs(),
                }),
            };
            let shape = BuildShape {
                read,
                left_out,
                removed: built.removed,
                store: status,
                gone: gone.iter().flat_map(|gone| gone.sources.iter().map(String::as_str)).collect(),
                interrupted: built.interrupted,
                seconds: time.as_secs_f64(),
            };
            return screen.value(&shape);
        }
        for (what, how) in rows(store, &status, built, problems, time) {
            screen.done(format_args!("{what:<10} {how}"))?;
        }
        if screen.is_quiet() || built.interrupted {
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
}

/// The store with what writing needs of it. One is made only once the dictionaries are right.
fn prepared(
    path: &Path,
    counting: impl Fn(Counting) -> Counting,
    are_right: &Receiver<()>,
) -> Result<Store, StoreError> {
    let mut store = match Store::open_existing(path) {
        Ok(store) => store,
        Err(StoreError::Missing { .. }) if are_right.recv().is_ok() => {
            Store::open(path, &OpenOptions::counting(counting(Counting::default())))?
        }
        Err(error) => return Err(error),
    };
    let (stored, asked) = (store.counting(), counting(store.counting()));
    if stored != asked {
        return Err(StoreError::Counting { path: path.to_owned(), stored, asked });
    }
    store.prepare()?;
    Ok(store)
}

fn rows(
    store: &Store,
    status: &Status,
    built: &Built,
    problems: u64,
    time: Duration,
) -> Vec<(&'static str, String)> {
    let tally = &built.tally;
    let kinds: Vec<String> =
        tally.mentions.iter().map(|(kind, count)| format!("{kind} {}", thousands(*count))).collect();
    let all = thousands(tally.all_mentions());
    let mentions = if kinds.is_empty() { all } else { format!("{all}: {}", kinds.join(", ")) };
    let read = format!("{} in {}", counted(tally.articles, "article"), counted(tally.sources, "source"));
    let graph = format!(
        "{}, {} from {}, in {}",
        counted(status.entities, "entity"),
        counted(status.relations, "relation"),
        counted(status.articles, "article"),
        store.path().display(),
    );
    let mut rows = vec![("read", read), ("mentions", mentions)];
    if tally.ambiguous > 0 {
        rows.push(("ambiguous", format!("{}, counted for no entity", counted(tally.ambiguous, "mention"))));
    }
    if tally.undated > 0 {
        let undated = format!("{} of {}", thousands(tally.undated), counted(tally.articles, "article"));
        rows.push(("undated", format!("{undated}, left out by --since and --until")));
    }
    if tally.replaced > 0 {
        let replaced = counted(tally.replaced, "record");
        rows.push(("replaced", format!("{replaced} by later ones with the same \"source\" and \"article\"")));
    }
    if built.removed > 0 {
        let removed = counted(built.removed, "article");
        let before = if tally.replaced == 0 { "held before and " } else { "" };
        rows.push(("removed", format!("{removed} that the sources {before}hold no more")));
    }
    rows.extend(crowd::share(tally).map(|share| ("list", crowd::told(share, status.counting.window))));
    if problems > 0 {
        rows.push(("problems", format!("{}, told above", thousands(problems))));
    }
    rows.extend([("graph", graph), ("time", seconds(time))]);
    rows
}
