//! `guanxi verify`: whether the store's totals are right.

use clap::Args;

use super::ask::open_database;
use super::screen::Screen;
use super::summary::{counted, thousands};
use super::{Answer, Global};

/// Count everything in the store again and compare
#[derive(Args)]
#[command(after_help = "Examples:\n  guanxi verify\n  guanxi verify --store other --json")]
pub(super) struct Verify {}

impl Verify {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let Self {} = self;
        let report = open_database(global, "verify")?.verify()?;
        if screen.json {
            screen.value(&report)?;
        } else {
            let (articles, mentions) =
                (counted(report.articles, "article"), counted(report.mentions, "mention"));
            let rows = counted(report.rows, "stored row");
            let verdict = match report.problem_count {
                0 => "all totals are right".to_owned(),
                problems => format!("{} found", counted(problems, "problem")),
            };
            screen.line(format_args!(
                "{verdict}: {articles} with {mentions} (ambiguous ones too) counted again, {rows} compared"
            ))?;
        }
        for problem in &report.problems {
            screen.talk.problem(problem);
        }
        let more = report.problem_count - report.problems.len() as u64;
        if more > 0 {
            screen.talk.say(format_args!("{} more", thousands(more)));
        }
        if report.problem_count > u64::from(!report.graph_is_whole) {
            screen.note("build the store anew from its sources, or bring back a copy")?;
        }
        Ok(Answer::no_if(!report.is_clean()))
    }
}
