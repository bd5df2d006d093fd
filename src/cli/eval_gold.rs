//! The gold that `guanxi eval` is given: which files, how they are written, the texts in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use guanxi::corpus::{ReadOptions, Source};
use guanxi::dictionary::Kind;
use guanxi::evaluate::{GoldError, GoldFormat, KindMap, Marked, Sentences, marked_kinds, read_gold};

use super::screen::Talk;

/// Ends of gold files that are taken from a folder.
const ENDS: [&str; 6] = ["jsonl", "conll", "bio", "bioes", "bmes", "iob"];

#[derive(Args)]
#[command(next_help_heading = "Gold")]
pub(super) struct GoldFiles {
    /// Gold files, or folders of them
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// Where the pages are, for gold that does not hold its text
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// How the gold is written [default: seen from each file]
    #[arg(long, value_name = "FORMAT")]
    gold_format: Option<Format>,
    /// What other labels mean, over PER, LOC and ORG: LABEL=kind,…; LABEL=- leaves a label out
    #[arg(long, value_name = "MAP", default_value = "", hide_default_value = true, value_parser = kind_map)]
    kind_map: KindMap,
    /// The year of datelines that name none
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1000..=9999))]
    year: Option<i16>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A mention a line; the page in a file of the same name
    Pages,
    /// A text a line: {"text", "entities": [[start, end, "LOC"]]}
    Entities,
    /// A token, a tab and its tag a line: BIO, BIOES, BMES
    Conll,
}

fn kind_map(text: &str) -> Result<KindMap, String> {
    if text.is_empty() { Ok(KindMap::default()) } else { text.parse().map_err(|e| format!("{e}")) }
}

type Texts<'g> = Box<dyn Iterator<Item = anyhow::Result<Marked>> + 'g>;

/// Faulty lines that are told one by one.
const TOLD: usize = 20;

impl GoldFiles {
    /// The texts of all files in order of their names, and the number of faulty lines, which are told: all gold is read
    /// through first.
    pub(super) fn texts(&self, talk: Talk) -> anyhow::Result<(Texts<'_>, usize)> {
        let files = self.files()?;
        let mut kinds = BTreeSet::new();
        let mut faults = Vec::new();
        for (file, format) in &files {
            if *format == GoldFormat::Pages {
                self.pages(file)?;
                read_gold(file, &mut faults)?;
            } else {
                kinds.extend(marked_kinds(file, *format, &self.kind_map, &mut faults)?);
            }
        }
        tell(&faults, talk);
        let kinds = Arc::new(kinds);
        let of_file = move |(file, format): (PathBuf, GoldFormat)| {
            self.of_file(&file, format, &kinds, talk).unwrap_or_else(|e| Box::new(std::iter::once(Err(e))))
        };
        Ok((Box::new(files.into_iter().flat_map(of_file)), faults.len()))
    }

    fn of_file(
        &self,
        file: &Path,
        format: GoldFormat,
        kinds: &Arc<BTreeSet<Kind>>,
        talk: Talk,
    ) -> anyhow::Result<Texts<'_>> {
        if format == GoldFormat::Pages {
            return Ok(Box::new(std::iter::once(self.page(file, talk))));
        }
        let sentences = Sentences::open(file, format, &self.kind_map, Some(Arc::clone(kinds)))?;
        let told = |marked: &Result<Marked, GoldError>| marked.as_ref().is_err_and(GoldError::is_of_a_part);
        Ok(Box::new(sentences.filter(move |marked| !told(marked)).map(|marked| Ok(marked?))))
    }

    /// The files, sorted by name, with their formats.
    fn files(&self) -> anyhow::Result<Vec<(PathBuf, GoldFormat)>> {
        let mut files = Vec::new();
        for path in &self.gold {
            if !path.is_dir() {
                files.push(path.clone());
                continue;
            }
            let entries =
                path.read_dir().with_context(|| format!("{}: cannot read the folder", path.display()))?;
            let inner = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
            let ends =
                |path: &PathBuf| ENDS.iter().any(|end| path.extension().is_some_and(|own| own == *end));
            files.extend(inner.filter(ends));
        }
        files.sort();
        if files.is_empty() {
            let folders = self.gold.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
            bail!(
                "{folders}: no gold files (.{}); name the file itself if it ends otherwise",
                ENDS.join(" .")
            );
        }
        files.into_iter().map(|file| self.format(&file).map(|format| (file, format))).collect()
    }

    fn format(&self, file: &Path) -> anyhow::Result<GoldFormat> {
        Ok(match self.gold_format {
            Some(Format::Pages) => GoldFormat::Pages,
            Some(Format::Entities) => GoldFormat::Entities,
            Some(Format::Conll) => GoldFormat::Conll,
            None => GoldFormat::of(file)?,
        })
    }

    /// Where the pages are.
    fn pages(&self, file: &Path) -> anyhow::Result<&Path> {
        let Some(folder) = &self.sources else {
            bail!(
                "{}: this gold does not hold its text; name the folder of the pages: --sources DIR",
                file.display()
            );
        };
        Ok(folder)
    }

    fn page(&self, file: &Path, talk: Talk) -> anyhow::Result<Marked> {
        let gold = read_gold(file, &mut Vec::new())?;
        let folder = self.pages(file)?;
        let candidates =
            ["txt", "md", "html"].map(|extension| folder.join(format!("{}.{extension}", gold.stem)));
        let Some(path) = candidates.iter().find(|path| path.is_file()) else {
            bail!("{}: no source {}.txt, .md or .html for its gold", folder.display(), gold.stem);
        };
        Ok(Marked { source: self.read(path, talk)?, gold: gold.mentions, kinds: None, number: None })
    }

    fn read(&self, path: &Path, talk: Talk) -> anyhow::Result<Source> {
        let options = ReadOptions { year: self.year, ..ReadOptions::default() };
        let mut sources = super::inputs::sources(&path.display().to_string(), &options, talk);
        match sources.len() {
            1 => Ok(sources.remove(0)),
            _ => bail!("{}: not one page of text", path.display()),
        }
    }
}

fn tell(faults: &[GoldError], talk: Talk) {
    for fault in faults.iter().take(TOLD) {
        talk.problem(fault);
    }
    if faults.len() > TOLD {
        talk.say(format_args!("{} more such lines", faults.len() - TOLD));
    }
}
