//! The command line: one file a verb. Sees only the library's public names; everything that prints is here.
//!
//! Exit codes: 0 done, 1 the answer is no, 2 failed. A closed pipe is no error.

mod ask;
mod build;
mod compact;
mod completions;
mod conll;
mod crowd;
mod cure;
mod dict;
mod dict_apply;
mod dict_change;
mod dict_import;
mod dict_plan;
mod dict_suggest;
mod eval;
mod eval_against;
mod eval_audit;
mod eval_gold;
mod eval_print;
mod eval_shapes;
mod evidence;
mod explain;
mod export;
mod find;
mod forget;
mod given;
mod gone;
mod inline;
mod inputs;
mod interrupt;
mod memory;
mod named;
mod near;
mod number;
mod panics;
mod path;
mod report;
mod screen;
mod shapes;
mod shell;
mod signs;
mod spelling;
mod status;
mod suggest;
mod summary;
mod table;
mod tag;
mod taught;
mod teach;
mod top;
mod unfinished;
mod verify;
mod why;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use screen::Screen;

/// Turns Chinese documents into a graph of who is connected to whom, and keeps the sentence behind every connection.
#[derive(Parser)]
#[command(name = "guanxi", version, max_term_width = 110, after_help = FIRST_STEPS)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Verb,
}

const FIRST_STEPS: &str = "\
First steps:
  guanxi build examples/news     read the pages, build the graph in ./store
  guanxi near 天骏计划            who stands near it
  guanxi path 张慧宇 赤峰         how two names are connected, with the sentences
  guanxi export graph.graphml    open it in Gephi";

/// The folder of the graph where none is named.
const STORE: &str = "store";

/// What every verb understands.
#[derive(Args)]
struct Global {
    /// Folder of the built graph
    #[arg(long, global = true, value_name = "DIR", default_value = STORE, help_heading = "Everywhere")]
    store: PathBuf,
    /// Print one JSON value instead of text
    #[arg(long, global = true, help_heading = "Everywhere")]
    json: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Everywhere")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    verbose: bool,
    /// Threads to use [default: all cores]
    #[arg(long, global = true, value_name = "N", allow_negative_numbers = true, value_parser = number::from_one::<u16>, help_heading = "Everywhere")]
    threads: Option<u16>,
}

impl Global {
    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, usize::from).min(256)
    }
}

#[derive(Subcommand)]
enum Verb {
    Build(build::Build),
    Tag(tag::Tag),
    Find(find::Find),
    Near(near::Near),
    Path(path::Path),
    Why(why::Why),
    Top(top::Top),
    Export(export::Export),
    Report(report::Report),
    Status(status::Status),
    Verify(verify::Verify),
    Forget(forget::Forget),
    Compact(compact::Compact),
    Explain(explain::Explain),
    Dict(dict::Dict),
    Eval(eval::Eval),
    Completions(completions::Completions),
}

/// How a verb ended, short of failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Done.
    Yes,
    /// It ran, but the answer is no: unknown name, no path, problems found.
    No,
}

impl Answer {
    fn no_if(no: bool) -> Self {
        if no { Self::No } else { Self::Yes }
    }
}

pub(crate) fn main() -> ExitCode {
    memory::give_back_soon();
    let cli = Cli::parse();
    if cli.verb.ends_in_order() {
        interrupt::listen();
    }
    panics::listen(&cli.global);
    let mut screen = Screen::new(&cli.global);
    let run = AssertUnwindSafe(|| cli.verb.run(&cli.global, &mut screen));
    let answer = catch_unwind(run).unwrap_or_else(|_| Err(panics::error())).and_then(|answer| {
        screen.finish()?;
        Ok(answer)
    });
    match answer {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            screen.talk.error(&error);
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let of_io = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(of_io)
}

impl Verb {
    /// Whether Ctrl-C is to leave a store as it should be, and not to end it wherever it is.
    fn ends_in_order(&self) -> bool {
        match self {
            Self::Build(_) | Self::Forget(_) | Self::Compact(_) => true,
            Self::Dict(verb) => verb.is_apply(),
            _ => false,
        }
    }

    fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        match self {
            Self::Build(verb) => verb.run(global, screen),
            Self::Tag(verb) => verb.run(global, screen),
            Self::Find(verb) => verb.run(global, screen),
            Self::Near(verb) => verb.run(global, screen),
            Self::Path(verb) => verb.run(global, screen),
            Self::Why(verb) => verb.run(global, screen),
            Self::Top(verb) => verb.run(global, screen),
            Self::Export(verb) => verb.run(global, screen),
            Self::Report(verb) => verb.run(global, screen),
            Self::Status(verb) => verb.run(global, screen),
            Self::Verify(verb) => verb.run(global, screen),
            Self::Forget(verb) => verb.run(global, screen),
            Self::Compact(verb) => verb.run(global, screen),
            Self::Explain(verb) => verb.run(screen),
            Self::Dict(verb) => verb.run(global, screen),
            Self::Eval(verb) => verb.run(global, screen),
            Self::Completions(verb) => verb.run(screen),
        }
    }
}
