//! `guanxi eval`: how good recognition is, against gold that people made.

use anyhow::bail;
use clap::{Args, Subcommand};
use guanxi::evaluate::{ErrorGroup, Evaluation, Finder, Outcome, evaluate, names};

use super::eval_against::{self, Against, Rival};
use super::eval_audit::{Audit, AuditedSheet};
use super::eval_gold::GoldFiles;
use super::number;
use super::screen::Screen;
use super::teach::Teach;
use super::{Answer, Global};
use super::{eval_print, eval_shapes};

/// Measure recognition against texts that people marked
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
Examples:
  guanxi eval gold/ --sources pages/
  guanxi eval gold/page3.jsonl --sources pages/ --errors 50 --no-rules
  guanxi eval msra.dev.jsonl
  guanxi eval test.bio --kind-map TIME=-,SHIP=vessel
  guanxi eval gold.jsonl --json > old.json; guanxi eval gold.jsonl --no-rules --against old.json

Gold is one of these, seen from the file:
  pages     a JSON object a mention: start, end (characters of the source), kind; also canonical and status, if known;
            the source has the same name but for the extension
  entities  a JSON object a text: {\"text\": \"赤峰\", \"entities\": [[0, 2, \"LOC\"]]}
  conll     a token, a tab and its tag a line, an empty line between sentences: BIO, IOB, BIOES, BMES
Texts of the last two are articles of their own, and kinds that they never mark are not scored.")]
pub(super) struct Eval {
    #[command(flatten)]
    gold: GoldFiles,
    /// The most errors listed, the most frequent first; 0 for none
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 20, value_parser = number::any::<usize>)]
    errors: usize,
    /// Count a chain of listed places (海南省海口市) as its links: for gold whose guide parts them; what is recognised stays
    #[arg(long)]
    split_chains: bool,
    #[command(flatten)]
    against: Against,
    #[command(flatten)]
    teach: Teach,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Audit(Audit),
    Audited(AuditedSheet),
    Names(Names),
}

/// Print the names that gold marks, as a dictionary
#[derive(Args)]
#[command(after_help = "\
Example:
  guanxi eval names msra.train.jsonl > names.tsv
  guanxi eval msra.dev.jsonl --no-builtin --dictionary names.tsv

A name that is marked as several kinds gets the most frequent one. Names of one character are left out.")]
struct Names {
    #[command(flatten)]
    gold: GoldFiles,
}

impl Eval {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        match &self.verb {
            Some(Verb::Audit(verb)) => verb.run(global, screen),
            Some(Verb::Audited(verb)) => verb.run(screen),
            Some(Verb::Names(verb)) => verb.run(screen),
            None => self.score(global, screen),
        }
    }

    fn score(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let (recogniser, _) = self.teach.recogniser(self.split_chains, screen.talk)?;
        let finder = Finder::new(recogniser);
        let finder = if self.split_chains { finder.split_chains() } else { finder };
        let mut rival = self.against.open()?;
        let (texts, faults) = self.gold.texts(screen.talk)?;
        let mut outcome = Outcome::default();
        let total = evaluate(&finder, texts, global.threads(), |marked, found| {
            outcome.add(marked, found);
            if let Some(rival) = &mut rival {
                rival.add(marked, found);
            }
        })?;
        if total.texts == 0 && faults > 0 {
            bail!("no text of the gold can be used: mend it first");
        }
        self.tell(total, rival, &outcome, screen)?;
        Ok(Answer::no_if(faults > 0))
    }

    fn tell(
        &self,
        mut total: Evaluation,
        rival: Option<Rival>,
        outcome: &Outcome,
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        let errors = std::mem::take(&mut total.errors).ranked();
        let mut comparison = rival.map(|rival| rival.end(outcome)).transpose()?;
        let changes = comparison.as_mut().map(|c| std::mem::take(&mut c.changes).ranked());
        let changes = changes.unwrap_or_default();
        if screen.json {
            let against =
                comparison.as_ref().map(|c| eval_shapes::AgainstShape::of(c, self.listed(&changes)));
            return screen.value(&eval_shapes::shape(&total, self.listed(&errors), against, outcome));
        }
        if let Some(comparison) = comparison {
            eval_against::print(&comparison, screen)?;
            return eval_against::changes(self.listed(&changes), &changes, screen);
        }
        eval_print::scores(&total, screen)?;
        eval_print::origins(&total.score, screen)?;
        eval_print::errors(self.listed(&errors), &errors, "errors", screen)
    }

    fn listed<'e>(&self, errors: &'e [ErrorGroup]) -> &'e [ErrorGroup] {
        &errors[..errors.len().min(self.errors)]
    }
}

impl Names {
    fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let (texts, faults) = self.gold.texts(screen.talk)?;
        let names = names(texts)?;
        if screen.json {
            screen.value(&names)?;
            return Ok(Answer::no_if(faults > 0));
        }
        screen.line("name\tkind")?;
        for (name, kind) in names {
            screen.line(format_args!("{name}\t{kind}"))?;
        }
        Ok(Answer::no_if(faults > 0))
    }
}
