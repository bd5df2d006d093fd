//! `guanxi dict`: care of dictionaries.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use guanxi::dictionary::{CheckReport, Problem, check};
use guanxi::export::write_bytes;
use serde::Serialize;

use super::dict_apply::Apply;
use super::dict_import::Import;
use super::dict_plan::Plan;
use super::dict_suggest::Suggest;
use super::explain::Explain;
use super::screen::Screen;
use super::shapes::ProblemShape;
use super::summary::counted;
use super::{Answer, Global};

/// Care of dictionaries
#[derive(Args)]
pub(super) struct Dict {
    #[command(subcommand)]
    verb: Verb,
}

impl Dict {
    pub(super) fn is_apply(&self) -> bool {
        matches!(self.verb, Verb::Apply(_))
    }
}

#[derive(Subcommand)]
enum Verb {
    Check(Check),
    Explain(Explain),
    Suggest(Suggest),
    Import(Import),
    Plan(Plan),
    Apply(Apply),
}

/// Find what is wrong in dictionary files: duplicates, clashes, unknown containers, common words, untidy rows
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict check dictionaries/
  guanxi dict check mine.tsv --fix        rewrites the file sorted and tidy, and says what is left")]
struct Check {
    /// Dictionary files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave the shipped dictionaries out, as for a build with --no-builtin
    #[arg(long)]
    no_builtin: bool,
    /// Rewrite untidy files: sorted, without stray space, nothing lost
    #[arg(long)]
    fix: bool,
}

#[derive(Serialize)]
struct CheckShape<'c> {
    files: usize,
    rows: usize,
    rewritten: Vec<String>,
    problems: Vec<ProblemShape<'c>>,
}

impl Dict {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        match &self.verb {
            Verb::Check(verb) => verb.run(screen),
            Verb::Explain(verb) => verb.run(screen),
            Verb::Suggest(verb) => verb.run(global, screen),
            Verb::Import(verb) => verb.run(screen),
            Verb::Plan(verb) => verb.run(global, screen),
            Verb::Apply(verb) => verb.run(global, screen),
        }
    }
}

impl Check {
    fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let report = check(&self.paths, !self.no_builtin)?;
        if report.files == 0 {
            let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            anyhow::bail!(
                "{}: holds no dictionary; name a file, or a folder with .tsv .csv .jsonl .json .txt",
                paths.join(", ")
            );
        }
        let mut rewritten = Vec::new();
        if self.fix {
            for (path, text) in &report.clean {
                write_bytes(text.as_bytes(), path)?;
                rewritten.push(path.display().to_string());
            }
        }
        // Rewriting moves lines: what is left is told by its new place.
        let report = if rewritten.is_empty() { report } else { check(&self.paths, !self.no_builtin)? };
        let mut problems: Vec<&Problem> = report.problems.iter().chain(&report.untidy).collect();
        problems.sort();
        if screen.json {
            print_json(&report, rewritten, &problems, screen)?;
        } else {
            problems.iter().try_for_each(|problem| screen.line(problem))?;
            for path in &rewritten {
                screen.note(format_args!("rewritten: {path}"))?;
            }
            let found = match problems.len() {
                0 => "nothing to mend".to_owned(),
                count => counted(count as u64, "problem"),
            };
            let (files, rows) = (counted(report.files as u64, "file"), counted(report.rows as u64, "row"));
            screen.note(format_args!("{found} in {files} with {rows}"))?;
        }
        Ok(Answer::no_if(!problems.is_empty()))
    }
}

fn print_json(
    report: &CheckReport,
    rewritten: Vec<String>,
    problems: &[&Problem],
    screen: &mut Screen,
) -> anyhow::Result<()> {
    let problems = problems.iter().map(|&problem| problem.into());
    screen.value(&CheckShape {
        files: report.files,
        rows: report.rows,
        rewritten,
        problems: problems.collect(),
    })
}
