//! `guanxi eval`: how good recognition is, against gold that people made.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use guanxi::corpus::{CharOffsets, ReadOptions, Source};
use guanxi::evaluate::{Counts, Fault, Found, Gold, Score, read_gold, score};
use guanxi::recognise::{Recogniser, RecordOptions, Scratch, record};
use serde::Serialize;

use super::Answer;
use super::screen::{Look, Screen, Talk};
use super::summary::{counted, thousands};
use super::table::{Table, plain};
use super::teach::Teach;

/// Characters of the source shown on either side of an error.
const CONTEXT: usize = 15;

/// Measure recognition against pages that people marked
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi eval gold/ --sources pages/
  guanxi eval gold/page3.jsonl --sources pages/ --errors 50 --no-rules

Gold has one JSON object a line: start, end (characters of the source), kind; also canonical and status, if known.
A gold file and its source have the same name but for the extension.")]
pub(super) struct Eval {
    /// Gold files, or folders of them
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// Where the sources are
    #[arg(long, value_name = "DIR")]
    sources: PathBuf,
    /// The most errors listed; 0 for none
    #[arg(long, value_name = "N", default_value_t = 20)]
    errors: usize,
    /// The year of datelines that name none
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    #[command(flatten)]
    teach: Teach,
}

/// An error with the text around it.
#[derive(Serialize)]
struct ErrorShape {
    source: String,
    start: usize,
    end: usize,
    error: &'static str,
    gold: String,
    found: String,
    before: String,
    text: String,
    after: String,
}

#[derive(Serialize)]
struct CountsShape {
    precision: f64,
    recall: f64,
    f1: f64,
    right: u64,
    wrong: u64,
    missed: u64,
}

#[derive(Serialize)]
struct EvalShape<'e> {
    sources: usize,
    kinds: std::collections::BTreeMap<&'e str, CountsShape>,
    micro: CountsShape,
    macro_f1: f64,
    spans: CountsShape,
    canonical: f64,
    errors: &'e [ErrorShape],
}

impl Eval {
    pub(super) fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let talk = screen.talk;
        let (recogniser, _) = self.teach.recogniser(false, talk)?;
        let mut total = Score::default();
        let mut errors = Vec::new();
        let golds = self.golds()?;
        for gold in &golds {
            let source = self.source(gold, talk)?;
            let mut one = score(&gold.mentions, &found(&recogniser, &source));
            errors.extend(one.faults.drain(..).map(|fault| in_context(&source, fault)));
            total.merge(one);
        }
        if screen.json {
            return self.value(&total, golds.len(), &errors, screen).map(|()| Answer::Yes);
        }
        print(&total, golds.len(), screen)?;
        for error in errors.iter().take(self.errors) {
            print_error(error, screen)?;
        }
        if errors.len() > self.errors {
            let all = thousands(errors.len() as u64);
            screen.note(format_args!("{} of {all} errors; --errors N shows more", self.errors))?;
        }
        Ok(Answer::Yes)
    }

    /// The gold of all files, sorted by name.
    fn golds(&self) -> anyhow::Result<Vec<Gold>> {
        let mut files = Vec::new();
        for path in &self.gold {
            if !path.is_dir() {
                files.push(path.clone());
                continue;
            }
            let entries =
                path.read_dir().with_context(|| format!("{}: cannot read the folder", path.display()))?;
            let inner = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
            files.extend(inner.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")));
        }
        files.sort();
        if files.is_empty() {
            bail!(
                "no gold files (.jsonl) in {}",
                self.gold.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
            );
        }
        files.iter().map(|file| Ok(read_gold(file)?)).collect()
    }

    /// The source with the name of the gold.
    fn source(&self, gold: &Gold, talk: Talk) -> anyhow::Result<Source> {
        let candidates =
            ["txt", "md", "html"].map(|extension| self.sources.join(format!("{}.{extension}", gold.stem)));
        let Some(path) = candidates.iter().find(|path| path.is_file()) else {
            bail!("{}: no source {}.txt, .md or .html for its gold", self.sources.display(), gold.stem);
        };
        read(path, self.year, talk)
    }

    fn value(
        &self,
        total: &Score,
        sources: usize,
        errors: &[ErrorShape],
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        screen.value(&EvalShape {
            sources,
            kinds: total
                .kinds
                .iter()
                .map(|(kind, counts)| (kind.as_str(), CountsShape::from(counts)))
                .collect(),
            micro: (&total.micro()).into(),
            macro_f1: total.macro_f1(),
            spans: (&total.spans).into(),
            canonical: total.canonical(),
            errors: &errors[..errors.len().min(self.errors)],
        })
    }
}

impl From<&Counts> for CountsShape {
    fn from(counts: &Counts) -> Self {
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        Self { precision, recall, f1, right: counts.right, wrong: counts.wrong, missed: counts.missed }
    }
}

fn read(path: &Path, year: Option<i16>, talk: Talk) -> anyhow::Result<Source> {
    let options = ReadOptions { year, ..ReadOptions::default() };
    let mut sources = super::inputs::sources(&path.display().to_string(), &options, talk);
    match sources.len() {
        1 => Ok(sources.remove(0)),
        _ => bail!("{}: not one page of text", path.display()),
    }
}

/// What the recogniser finds on a page, in characters of the source.
fn found(recogniser: &Recogniser, source: &Source) -> Vec<Found> {
    let mut scratch = Scratch::default();
    let mut chars = CharOffsets::new(&source.text);
    let mut all = Vec::new();
    for article in &source.articles {
        let recognised = recogniser.recognise(article, &mut scratch);
        let record = record(source, article, &recognised, RecordOptions::default(), &mut chars);
        for (mention, place) in recognised.mentions.iter().zip(&record.mentions) {
            let origin = serde_json::to_value(mention.origin).ok();
            let origin = origin.as_ref().and_then(|origin| origin.as_str()).unwrap_or_default();
            all.push(Found {
                start: place.start as usize,
                end: place.end as usize,
                kind: mention.kind.clone(),
                name: mention.entity.as_ref().map(|named| named.name.clone()).unwrap_or_default(),
                surface: place.surface.clone().into_owned(),
                by: mention.rule.unwrap_or(origin).to_owned(),
            });
        }
    }
    all
}

fn in_context(source: &Source, fault: Fault) -> ErrorShape {
    let slice = |from: usize, to: usize| -> String {
        let characters = source.text.chars().skip(from).take(to.saturating_sub(from));
        characters.filter(|c| !matches!(c, '\n' | '\r')).collect()
    };
    ErrorShape {
        source: source.name.clone(),
        start: fault.start,
        end: fault.end,
        error: fault.sort,
        before: slice(fault.start.saturating_sub(CONTEXT), fault.start),
        text: slice(fault.start, fault.end),
        after: slice(fault.end, fault.end + CONTEXT),
        gold: fault.gold,
        found: fault.found,
    }
}

fn print(total: &Score, sources: usize, screen: &mut Screen) -> anyhow::Result<()> {
    let mut table = Table::new(&["", ">precision", ">recall", ">F1", ">right", ">wrong", ">missed"]);
    let mut row = |what: &str, counts: &Counts| {
        let ratios = [counts.precision(), counts.recall(), counts.f1()].map(|ratio| format!("{ratio:.3}"));
        let numbers = [counts.right, counts.wrong, counts.missed].map(thousands);
        table.row([what.to_owned()].into_iter().chain(ratios).chain(numbers));
    };
    for (kind, counts) in &total.kinds {
        row(kind.as_str(), counts);
    }
    row("all (micro)", &total.micro());
    row("span only", &total.spans);
    table.print(screen)?;
    let (mean, canonical) = (total.macro_f1(), total.canonical());
    let names = thousands(total.names);
    screen.line(format_args!(
        "\nmacro F1 {mean:.3}; right canonical name {canonical:.3} of {names} hits; {}",
        counted(sources as u64, "source")
    ))?;
    Ok(())
}

fn print_error(error: &ErrorShape, screen: &mut Screen) -> anyhow::Result<()> {
    let name = screen.paint(&format!("【{}】", plain(&error.text)), Look::Bold);
    let what = match (error.gold.as_str(), error.found.as_str()) {
        ("", found) => found.to_owned(),
        (gold, "") => gold.to_owned(),
        (gold, found) => format!("{gold}, found {found}"),
    };
    let place = screen.paint(&format!("{}:{}", error.source, error.start), Look::Dim);
    screen.line(format_args!("\n{:<6} {what}  {place}", error.error))?;
    screen.line(format_args!("       {}{name}{}", plain(&error.before), plain(&error.after)))?;
    Ok(())
}
