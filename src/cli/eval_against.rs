//! `guanxi eval --against`: a run beside an earlier one, or beside what another recogniser found.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use guanxi::evaluate::{Comparison, Counts, ErrorGroup, Found, Marked, Others, Outcome};

use super::eval_print;
use super::screen::Screen;
use super::table::Table;

#[derive(Args)]
#[command(next_help_heading = "Comparing")]
pub(super) struct Against {
    /// An earlier result over the same gold, from `guanxi eval --json`
    #[arg(long, value_name = "RESULT", conflicts_with = "against_mentions")]
    against: Option<PathBuf>,
    /// What another recogniser found in the same texts, as `guanxi tag` writes it
    #[arg(long, value_name = "FILE")]
    against_mentions: Option<PathBuf>,
}

/// Another run over the same texts.
enum Run {
    Earlier(Outcome),
    Other(Others),
}

/// A comparison under way.
pub(super) struct Rival {
    path: PathBuf,
    run: Run,
    texts: u64,
    comparison: Comparison,
}

impl Against {
    pub(super) fn open(&self) -> anyhow::Result<Option<Rival>> {
        let (path, run) = match (&self.against, &self.against_mentions) {
            (Some(path), _) => (path, Run::Earlier(Outcome::read(path)?)),
            (_, Some(path)) => (path, Run::Other(Others::read(path)?)),
            _ => return Ok(None),
        };
        Ok(Some(Rival { path: path.clone(), run, texts: 0, comparison: Comparison::default() }))
    }
}

impl Rival {
    pub(super) fn add(&mut self, marked: &Marked, found: &[Found]) {
        let before = match &mut self.run {
            Run::Earlier(outcome) => outcome.of(self.texts, marked),
            Run::Other(others) => others.of(marked),
        };
        self.comparison.add(marked, &before, found);
        self.texts += 1;
    }

    /// The comparison, if both runs were over the gold at hand.
    pub(super) fn end(self, own: &Outcome) -> anyhow::Result<Comparison> {
        let name = self.path.display();
        match self.run {
            Run::Earlier(earlier) if earlier.gold != own.gold => {
                bail!("{name}: a result over other gold; make it anew: guanxi eval GOLD --json > {name}")
            }
            Run::Other(others) if others.known == 0 => bail!(
                "{name}: speaks of none of these texts; \"source\" must end in the name of the page or of the gold \
                 file, and \"article\" count its texts from 0"
            ),
            _ => Ok(self.comparison),
        }
    }
}

/// Scores by kind before and after, and how sure their difference is.
pub(super) fn print(comparison: &Comparison, screen: &mut Screen) -> anyhow::Result<()> {
    let (before, after) = (&comparison.before, &comparison.after);
    let mut table = Table::new(&["", ">precision", ">change", ">recall", ">change", ">F1", ">change"]);
    let mut row = |what: &str, before: Counts, after: Counts| {
        let pairs = [Counts::precision, Counts::recall, Counts::f1].map(|of| (of(&before), of(&after)));
        let cells = pairs.iter().flat_map(|(old, new)| [format!("{new:.3}"), format!("{:+.3}", new - old)]);
        table.row([what.to_owned()].into_iter().chain(cells));
    };
    let mut kinds: Vec<_> = before.kinds.keys().chain(after.kinds.keys()).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let of = |score: &guanxi::evaluate::Score| score.kinds.get(kind).copied().unwrap_or_default();
        row(kind.as_str(), of(before), of(after));
    }
    row("all (micro)", before.micro(), after.micro());
    table.print(screen)?;
    let d = comparison.difference();
    if [d.f1, d.low, d.high].iter().all(|end| end.abs() < f64::EPSILON) {
        screen.line("\nF1 is the same")?;
        return Ok(());
    }
    let sure = if d.low > 0.0 || d.high < 0.0 { "" } else { "; it may be chance" };
    screen.line(format_args!(
        "\nF1 {:+.4}, in 95 of 100 resamplings from {:+.4} to {:+.4}{sure}",
        d.f1, d.low, d.high
    ))?;
    Ok(())
}

/// What was won and lost, the most frequent first.
pub(super) fn changes(listed: &[ErrorGroup], all: &[ErrorGroup], screen: &mut Screen) -> anyhow::Result<()> {
    let sum = |sort: &str| all.iter().filter(|group| group.fault.sort == sort).map(|g| g.count).sum::<u64>();
    let sums = ["won", "lost", "new", "gone"].map(sum);
    screen.line(format_args!(
        "gold won {}, lost {}; wrong finds new {}, gone {}",
        sums[0], sums[1], sums[2], sums[3]
    ))?;
    eval_print::errors(listed, all, "changes", screen)
}
