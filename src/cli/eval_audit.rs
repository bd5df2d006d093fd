//! `guanxi eval audit` and `audited`: a sample of mentions for a person to judge, and what the verdicts say.

use std::io;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use guanxi::corpus::{Problem, Source};
use guanxi::dictionary::decode;
use guanxi::evaluate::{self, Audited, Finder, Sample, Sampled, Strata, Verdicts};
use guanxi::pipeline::{self, Spill, Tally};
use guanxi::recognise::Recognised;
use serde::Serialize;

use super::inputs::{Paths, Watch};
use super::screen::Screen;
use super::summary::{counted, thousands};
use super::table::Table;
use super::teach::Teach;
use super::{Answer, Global, inputs, interrupt};

/// Draw mentions at random from documents, as a sheet for a person to judge
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi eval audit news/ --sample 200 > sheet.tsv
  guanxi eval audit news/ --sample 300 --seed 2 --by rule > sheet.tsv
  guanxi eval audited sheet.tsv

Fill the column verdict with right, wrong or unsure (or r w u, 对 错 ?) and keep the other columns. The rows are in random
order: whoever stops early has judged a random part. The same seed draws the same mentions.")]
pub(super) struct Audit {
    #[command(flatten)]
    paths: Paths,
    /// How many mentions to draw
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// Another seed draws other mentions
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Draw as many of each kind, or of each rule, as there are
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
    #[command(flatten)]
    teach: Teach,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// Each kind
    Kind,
    /// Each rule or dictionary file, and kind
    Rule,
}

/// Precision from a sheet that was filled
#[derive(Args)]
#[command(after_help = "\
Example:
  guanxi eval audited sheet.tsv

The interval holds the precision of all mentions in 95 of 100 samples (Wilson 1927). A sheet drawn --by kind or rule is
weighed by how many mentions there were of each.")]
pub(super) struct AuditedSheet {
    /// What `guanxi eval audit` drew, with verdicts
    #[arg(value_name = "SHEET")]
    sheet: PathBuf,
}

impl Audit {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let talk = screen.talk;
        let (recogniser, faults) = self.teach.recogniser(false, talk)?;
        let inputs = self.paths.inputs(talk)?;
        let watch = Watch::new(talk.beside_data(), &inputs.found);
        let run = self.paths.run_options(inputs.found, global);
        let finder = Finder::new(recogniser);
        let sample = Sample::new(self.sample as usize, self.seed, self.strata());
        let offer = |source: &Source, found: &[Recognised], _: &mut Vec<u8>, _: Spill<'_>| {
            sample.offer(&finder, source, found);
            Ok(())
        };
        let told = |problems: &[Problem], tally: &Tally| watch.told(problems, tally);
        let tally = pipeline::tag(recogniser, run, offer, &mut io::sink(), told)?;
        watch.end();
        if interrupt::pressed() {
            bail!("interrupted: a sample of a part would mislead");
        }
        let rows = sample.rows();
        let (drawn, all) = (thousands(rows.len() as u64), counted(tally.all_mentions(), "mention"));
        write(&rows, screen)?;
        screen.note(format_args!(
            "{drawn} of {all}; fill the column verdict, then: guanxi eval audited SHEET"
        ))?;
        inputs::answer(&tally, faults + inputs.problems, screen)
    }

    fn strata(&self) -> Strata {
        match self.by {
            None => Strata::None,
            Some(By::Kind) => Strata::Kind,
            Some(By::Rule) => Strata::Origin,
        }
    }
}

fn write(rows: &[Sampled], screen: &mut Screen) -> anyhow::Result<()> {
    if screen.json {
        return screen.value(&rows);
    }
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(screen.out());
    rows.iter().try_for_each(|row| table.serialize(row))?;
    table.flush()?;
    Ok(())
}

/// Precision of one group.
#[derive(Serialize)]
struct AuditedShape<'v> {
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'v str>,
    right: u64,
    wrong: u64,
    precision: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct VerdictsShape<'v> {
    all: AuditedShape<'v>,
    kinds: Vec<AuditedShape<'v>>,
    origins: Vec<AuditedShape<'v>>,
    unsure: u64,
    unread: u64,
}

impl AuditedSheet {
    pub(super) fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let (rows, lines) = self.rows()?;
        let name = self.sheet.display();
        let said = evaluate::verdicts(&rows).map_err(|fault| {
            let line = lines[fault.row];
            anyhow::anyhow!("{name}:{line}: {fault}; write right, wrong or unsure, or leave it empty")
        })?;
        if said.all.right + said.all.wrong == 0 {
            bail!("{name}: no row has a verdict; write right, wrong or unsure into the first column");
        }
        if screen.json {
            screen.value(&shape(&said))?;
        } else {
            print(&said, screen)?;
        }
        Ok(Answer::Yes)
    }

    /// The rows and the line of each.
    fn rows(&self) -> anyhow::Result<(Vec<Sampled>, Vec<u64>)> {
        let name = self.sheet.display();
        let bytes = std::fs::read(&self.sheet).with_context(|| format!("{name}: cannot read the sheet"))?;
        let text = decode(&bytes);
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b'\t', b';', b','].into_iter().find(|&mark| first.contains(char::from(mark)));
        let delimiter = delimiter.unwrap_or(b'\t');
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let header = table.headers()?.clone();
        let missing = |column: &&str| !header.iter().any(|own| own == *column);
        if let Some(column) = ["verdict", "kind", "by", "stratum", "of"].iter().find(|column| missing(column))
        {
            bail!("{name}:1: no column \"{column}\"; keep the columns of `guanxi eval audit`");
        }
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for record in table.records() {
            let faulty = |error: csv::Error| {
                let line = error.position().map_or(1, csv::Position::line);
                anyhow::anyhow!(
                    "{name}:{line}: not a row of the sheet: {error}; draw the sheet anew, or mend the row"
                )
            };
            let record = record.map_err(faulty)?;
            lines.push(record.position().map_or(0, csv::Position::line));
            rows.push(record.deserialize(Some(&header)).map_err(faulty)?);
        }
        Ok((rows, lines))
    }
}

fn shape(said: &Verdicts) -> VerdictsShape<'_> {
    VerdictsShape {
        all: one(None, None, &said.all),
        kinds: said.kinds.iter().map(|(name, audited)| one(None, Some(name), audited)).collect(),
        origins: said
            .origins
            .iter()
            .map(|((by, kind), audited)| one(Some(by), Some(kind), audited))
            .collect(),
        unsure: said.unsure,
        unread: said.unread,
    }
}

fn one<'v>(by: Option<&'v str>, kind: Option<&'v str>, audited: &Audited) -> AuditedShape<'v> {
    let (low, high) = audited.interval();
    let (right, wrong, precision) = (audited.right, audited.wrong, audited.precision());
    AuditedShape { by, kind, right, wrong, precision, low, high }
}

fn print(said: &Verdicts, screen: &mut Screen) -> anyhow::Result<()> {
    let mut kinds = Table::new(&["", ">right", ">wrong", ">precision", "95 % interval"]);
    for (kind, audited) in &said.kinds {
        kinds.row([kind.clone()].into_iter().chain(cells(audited)));
    }
    kinds.row(["all".to_owned()].into_iter().chain(cells(&said.all)));
    kinds.print(screen)?;
    screen.line("")?;
    let mut origins =
        Table::new(&["by rule or file", "kind", ">right", ">wrong", ">precision", "95 % interval"]);
    for ((by, kind), audited) in &said.origins {
        origins.row([by.clone(), kind.clone()].into_iter().chain(cells(audited)));
    }
    origins.print(screen)?;
    if said.unsure + said.unread > 0 {
        let (unsure, unread) = (counted(said.unsure, "row"), thousands(said.unread));
        screen.line(format_args!("\nnot counted: {unsure} unsure, {unread} without a verdict"))?;
    }
    Ok(())
}

fn cells(audited: &Audited) -> [String; 4] {
    let (low, high) = audited.interval();
    let (right, wrong) = (thousands(audited.right), thousands(audited.wrong));
    [right, wrong, format!("{:.3}", audited.precision()), format!("{low:.3} to {high:.3}")]
}
