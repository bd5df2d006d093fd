//! Paths on the command line, shared by the verbs that read documents; and what is shown while they are read.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use guanxi::corpus::{self, Input, NOTHING_CAME, Problem, RawItem, ReadOptions, Reader, Source};
use guanxi::pipeline::{RunOptions, Tally};
use guanxi::store::{Store, StoreError};
use indicatif::ProgressBar;

use super::screen::{Screen, Talk};
use super::shell::quoted;
use super::summary::{counted, thousands};
use super::{Answer, Global, interrupt};

/// What standard input is called as a source; pipes with names stand below it.
pub(super) const STANDARD_INPUT: &str = "-";

#[derive(Args)]
pub(super) struct Paths {
    /// Files, folders, patterns, or - for standard input: .txt .md .html .jsonl, gzip of these; .csv and .json where named
    #[arg(required = true, value_name = "PATH")]
    given: Vec<PathBuf>,
    /// The name of standard input among the sources (it becomes -/NAME): a pipe takes the place of the one that was called so before
    #[arg(long, value_name = "NAME", help_heading = "Reading", value_parser = NonEmptyStringValueParser::new())]
    source: Option<String>,
    /// The year of datelines that name none
    #[arg(long, value_name = "YEAR", help_heading = "Reading", value_parser = clap::value_parser!(i16).range(1000..=9999))]
    year: Option<i16>,
}

impl Paths {
    /// The inputs; what is wrong with the paths is told.
    ///
    /// # Errors
    /// If a name is given to standard input that is not read.
    pub(super) fn inputs(&self, talk: Talk) -> anyhow::Result<Inputs> {
        let (mut found, problems, left_out) = corpus::inputs_and_rest(&self.given);
        self.name_standard_input(&mut found)?;
        for problem in &problems {
            talk.problem(problem);
        }
        if !left_out.is_empty() {
            talk.say(left_out_in_words(&left_out));
        }
        Ok(Inputs { found, problems: problems.len(), left_out })
    }

    fn name_standard_input(&self, found: &mut [Input]) -> anyhow::Result<()> {
        let Some(name) = &self.source else { return Ok(()) };
        let Some(input) = found.iter_mut().find(|input| input.path.is_none()) else {
            anyhow::bail!("--source {name}: it names standard input, which is not read; give - as a path");
        };
        input.name = corpus::source_name(&Path::new(STANDARD_INPUT).join(name.trim_start_matches('/')));
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    /// The paths as they were given.
    pub(super) fn words(&self) -> String {
        let words = self.given.iter().map(|path| quoted(&path.to_string_lossy()));
        let source = self.source.iter().map(|name| format!("--source {}", quoted(name)));
        words.chain(source).collect::<Vec<_>>().join(" ")
    }

    /// The folders among the paths, as sources in them begin.
    pub(super) fn folders(&self) -> Vec<String> {
        let folders = self.given.iter().filter(|path| path.is_dir());
        folders.map(|path| corpus::source_name(path)).collect()
    }

    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions { year: self.year, ..ReadOptions::default() }
    }

    /// How to read what was found, until somebody interrupts.
    pub(super) fn run_options(&self, inputs: Vec<Input>, global: &Global) -> RunOptions<'static> {
        let (read, threads, stop) = (self.options(), global.threads(), interrupt::listen());
        RunOptions { inputs, read, threads, stop }
    }
}

/// What the paths lead to.
pub(super) struct Inputs {
    pub(super) found: Vec<Input>,
    /// Paths that lead to nothing.
    pub(super) problems: usize,
    /// Files in folders that are none we read, by extension.
    pub(super) left_out: BTreeMap<String, u64>,
}

/// Sorts of files left out that are told one by one.
const TOLD: usize = 6;

fn left_out_in_words(left_out: &BTreeMap<String, u64>) -> String {
    let mut sorts: Vec<(&str, u64)> = left_out.iter().map(|(end, count)| (end.as_str(), *count)).collect();
    sorts.sort_by_key(|&(end, count)| (Reverse(count), end));
    let named = |&(end, count): &(&str, u64)| {
        format!("{} {}", if end.is_empty() { "without extension" } else { end }, thousands(count))
    };
    let mut told: Vec<String> = sorts.iter().take(TOLD).map(named).collect();
    if sorts.len() > TOLD {
        told.push("…".to_owned());
    }
    format!("left out: {} ({})", counted(left_out.values().sum(), "file"), told.join(", "))
}

impl Inputs {
    /// The names of the sources.
    pub(super) fn names(&self) -> HashSet<String> {
        self.found.iter().map(|input| input.name.clone()).collect()
    }
}

/// A file can be written only into a folder that is there.
pub(super) fn check_folder(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        anyhow::bail!("{}: there is no folder {}; make it first", file.display(), folder.display());
    }
    Ok(())
}

/// What one path holds, read at once; its problems are told.
pub(super) fn sources(path: &str, options: &ReadOptions, talk: Talk) -> Vec<Source> {
    let mut sources = Vec::new();
    for (some, problems) in parts(path, options) {
        sources.extend(some);
        for problem in &problems {
            talk.problem(problem);
        }
    }
    sources
}

/// What one path holds, a page or a batch of records at a time, with its problems.
pub(super) fn parts(path: &str, options: &ReadOptions) -> impl Iterator<Item = (Vec<Source>, Vec<Problem>)> {
    let (inputs, problems) = corpus::inputs(&[path]);
    let prepare = |item: RawItem| {
        let mut problems = Vec::new();
        (item.prepare(options, &mut problems), problems)
    };
    std::iter::once((Vec::new(), problems)).chain(Reader::new(inputs, options.clone()).map(prepare))
}

/// How a run over inputs ended: it failed if nothing could be read, and is a no if there were problems.
/// Where nothing is said of them, their number is: an exit code without a word stops a script in the dark.
pub(super) fn answer(tally: &Tally, problems: usize, screen: &Screen) -> anyhow::Result<Answer> {
    if tally.articles == 0 && problems as u64 + tally.problems > 0 {
        anyhow::bail!("nothing could be read: mend the problems above");
    }
    Ok(no_if_problems(tally, problems, screen))
}

/// The same where something was done though nothing may have been read.
pub(super) fn no_if_problems(tally: &Tally, problems: usize, screen: &Screen) -> Answer {
    let problems = problems as u64 + tally.problems;
    if problems > 0 && screen.is_quiet() {
        let count = counted(problems, "problem");
        screen.talk.error(&anyhow::anyhow!("{count}, the rest was read; without -q each is told"));
    }
    Answer::no_if(problems > 0)
}

/// Problems of one input that are told one by one.
const TOLD_OF_ONE: u64 = 10;

/// The bytes to read, if they are known: not for standard input or gzip.
fn total_bytes(inputs: &[Input]) -> Option<u64> {
    let size = |input: &Input| {
        let path = input.path.as_ref()?;
        let packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        if packed { None } else { Some(path.metadata().ok()?.len()) }
    };
    inputs.iter().map(size).sum()
}

/// Shows how far a run is, and tells its problems as they come.
pub(super) struct Watch {
    talk: Talk,
    bar: ProgressBar,
    /// What is said where nothing came through a pipe of which the store holds something.
    stays: Option<String>,
    /// The problems of each input so far.
    problems: RefCell<BTreeMap<String, u64>>,
}

impl Watch {
    pub(super) fn new(talk: Talk, inputs: &[Input]) -> Self {
        Self { talk, bar: talk.progress(total_bytes(inputs)), stays: None, problems: RefCell::default() }
    }

    /// The same with what a store holds of standard input, which stays where nothing comes.
    pub(super) fn over(self, store: &Store, inputs: &[Input], screen: &Screen) -> Result<Self, StoreError> {
        let Some(pipe) = inputs.iter().find(|input| input.path.is_none()) else { return Ok(self) };
        let is_held = !store.sources_where(|source| source == pipe.name)?.is_empty();
        let name = pipe.name.strip_prefix("-/").unwrap_or(&pipe.name);
        let forget = screen.command(format_args!("forget {}", quoted(name)));
        let stays = format!("what it brought before stays; to take that out: {forget}");
        Ok(Self { stays: is_held.then_some(stays), ..self })
    }

    pub(super) fn told(&self, problems: &[Problem], tally: &Tally) {
        if !problems.is_empty() {
            self.bar.suspend(|| {
                for problem in problems {
                    self.tell(problem);
                }
            });
        }
        self.bar.set_position(tally.bytes);
        self.bar.set_message(format!("{} articles, {} mentions", tally.articles, tally.all_mentions()));
    }

    /// Tells the first problems of an input, and counts the others.
    fn tell(&self, problem: &Problem) {
        let mut counts = self.problems.borrow_mut();
        let before = counts.entry(problem.path.clone()).or_default();
        if problem.records == 1 && (*before < TOLD_OF_ONE || problem.incomplete) {
            self.talk.problem(self.with_cure(problem));
        }
        *before += problem.records;
    }

    fn with_cure(&self, problem: &Problem) -> Problem {
        let stays = self.stays.as_ref().filter(|_| problem.message == NOTHING_CAME);
        let cure = stays.unwrap_or(&problem.cure).clone();
        Problem { cure, ..problem.clone() }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
        for (path, count) in self.problems.take() {
            if count > TOLD_OF_ONE {
                let more = counted(count - TOLD_OF_ONE, "more problem");
                self.talk.problem(format_args!("{path}: {more} like these (mend the file)"));
            }
        }
    }
}
