//! `guanxi eval`: how good recognition is, against gold that people made.

use std::collections::BTreeMap;

use clap::Args;
use guanxi::evaluate::{Counts, ErrorGroup, Evaluation, Finder, Place, evaluate};
use serde::Serialize;

use super::eval_gold::GoldFiles;
use super::eval_print;
use super::screen::Screen;
use super::teach::Teach;
use super::{Answer, Global};

/// Measure recognition against texts that people marked
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi eval gold/ --sources pages/
  guanxi eval gold/page3.jsonl --sources pages/ --errors 50 --no-rules
  guanxi eval msra.dev.jsonl
  guanxi eval test.bio --kind-map TIME=-,SHIP=vessel

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
    #[arg(long, value_name = "N", default_value_t = 20)]
    errors: usize,
    #[command(flatten)]
    teach: Teach,
}

/// Where an error stands.
#[derive(Serialize)]
struct PlaceShape<'e> {
    source: &'e str,
    start: usize,
    end: usize,
    before: &'e str,
    text: &'e str,
    after: &'e str,
}

#[derive(Serialize)]
struct ErrorShape<'e> {
    error: &'static str,
    gold: &'e str,
    found: &'e str,
    row: &'e str,
    count: u64,
    examples: Vec<PlaceShape<'e>>,
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

/// How good what one rule or one file proposes is.
#[derive(Serialize)]
struct OriginShape<'e> {
    by: &'e str,
    kind: &'e str,
    proposed: u64,
    right: u64,
    wrong: u64,
    precision: f64,
}

#[derive(Serialize)]
struct EvalShape<'e> {
    texts: u64,
    kinds: BTreeMap<&'e str, CountsShape>,
    micro: CountsShape,
    macro_f1: f64,
    spans: CountsShape,
    canonical: Option<f64>,
    left_out: BTreeMap<&'e str, u64>,
    origins: Vec<OriginShape<'e>>,
    errors: Vec<ErrorShape<'e>>,
}

impl Eval {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let (recogniser, _) = self.teach.recogniser(false, screen.talk)?;
        let finder = Finder::new(&recogniser);
        let texts = self.gold.texts(screen.talk)?;
        let mut total = evaluate(&finder, texts, global.threads(), |_, _| {})?;
        let errors = std::mem::take(&mut total.errors).ranked();
        let listed = &errors[..errors.len().min(self.errors)];
        if screen.json {
            screen.value(&shape(&total, listed))?;
            return Ok(Answer::Yes);
        }
        eval_print::scores(&total, screen)?;
        eval_print::origins(&total.score, screen)?;
        eval_print::errors(listed, &errors, screen)?;
        Ok(Answer::Yes)
    }
}

fn shape<'e>(total: &'e Evaluation, errors: &'e [ErrorGroup]) -> EvalShape<'e> {
    let score = &total.score;
    let origin = |((kind, by), counts): (&'e (_, String), &Counts)| OriginShape {
        by,
        kind: guanxi::dictionary::Kind::as_str(kind),
        proposed: counts.right + counts.wrong,
        right: counts.right,
        wrong: counts.wrong,
        precision: counts.precision(),
    };
    EvalShape {
        texts: total.texts,
        kinds: score.kinds.iter().map(|(kind, counts)| (kind.as_str(), counts.into())).collect(),
        micro: (&score.micro()).into(),
        macro_f1: score.macro_f1(),
        spans: (&score.spans).into(),
        canonical: (score.names > 0).then(|| score.canonical()),
        left_out: total.left_out.iter().map(|(kind, found)| (kind.as_str(), *found)).collect(),
        origins: score.origins.iter().map(origin).collect(),
        errors: errors.iter().map(ErrorShape::from).collect(),
    }
}

impl From<&Counts> for CountsShape {
    fn from(counts: &Counts) -> Self {
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        Self { precision, recall, f1, right: counts.right, wrong: counts.wrong, missed: counts.missed }
    }
}

impl<'e> From<&'e ErrorGroup> for ErrorShape<'e> {
    fn from(group: &'e ErrorGroup) -> Self {
        let fault = &group.fault;
        Self {
            error: fault.sort,
            gold: &fault.gold,
            found: &fault.found,
            row: &fault.row,
            count: group.count,
            examples: group.examples.iter().map(PlaceShape::from).collect(),
        }
    }
}

impl<'e> From<&'e Place> for PlaceShape<'e> {
    fn from(place: &'e Place) -> Self {
        let Place { source, start, end, before, text, after } = place;
        Self { source, start: *start, end: *end, before, text, after }
    }
}
